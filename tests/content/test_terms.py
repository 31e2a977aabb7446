import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString

from cms.people.college.models import CollegeSettings
from cms.people.college.queries import terms
from content.material.yaml_files import TOKENS
from content.terms import apply_terms, apply_terms_to_html, word_for

WORDS = {"learner": "student", "line_manager": "team leader", "DSL": "safeguarding lead"}


@pytest.mark.parametrize(
    ("token", "word"),
    [
        ("learner", "student"),
        ("Learner", "Student"),
        ("line_manager", "team leader"),
        ("Line_manager", "Team leader"),
        ("DSL", "safeguarding lead"),
        ("dsl", None),
        ("LEARNER", None),
        ("nobody", None),
    ],
)
def test_word_for(token, word):
    assert word_for(token, WORDS) == word


@pytest.fixture
def our_words(db):
    CollegeSettings.objects.update_or_create(pk=1, defaults={"learner": "student & friend"})


def test_apply_terms_puts_in_words_and_leaves_the_unknown(our_words):
    assert apply_terms("A {learner}, a {nobody}, a {") == "A student & friend, a {nobody}, a {"


def test_apply_terms_without_tokens_asks_nobody(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert apply_terms("Plain words") == "Plain words"


def test_apply_terms_escapes_words_in_markup(our_words):
    html = apply_terms(SafeString("<b>{learner}</b>"))

    assert html == "<b>student &amp; friend</b>"
    assert isinstance(html, SafeString)
    assert apply_terms_to_html("<i>{learner}</i>") == "<i>student &amp; friend</i>"


def test_terms_filter_escapes_plain_text_and_keeps_markup(our_words):
    shown = "{{ plain|terms }} {{ markup|terms }} {{ none|terms }}"
    template = Template("{% load content_tags %}" + shown)

    shown = template.render(
        Context({"plain": "<{learner}>", "markup": SafeString("<b>{learner}</b>"), "none": None})
    )

    assert shown == "&lt;student &amp; friend&gt; <b>student &amp; friend</b> "


def test_markdown_filters(our_words):
    template = Template("{% load content_tags %}{{ text|markdown }}|{{ text|inline_markdown }}")

    assert template.render(Context({"text": "*Go*"})) == "<p><em>Go</em></p>|<em>Go</em>"


def test_every_word_authors_may_write_is_known_to_the_college(db):
    assert set(terms()) >= TOKENS
