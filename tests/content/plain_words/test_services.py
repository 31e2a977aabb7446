from textwrap import dedent

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from cms.people.audit.models import AuditEvent
from content.language.rules import jargon_in
from content.material.shapes import MaterialErrors
from content.plain_words.models import PlainWord
from content.plain_words.queries import plain_words
from content.plain_words.services import (
    SHIPPED_WORDS,
    delete_plain_word,
    load_plain_words,
    save_plain_word,
)

pytestmark = pytest.mark.django_db
TEXT = """\
    words:
      - jargon: leverage
        plain: use
      - jargon: IQA
        plain: a second person who checks the marking
        note: Say that it is the marking that is checked.
    """


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "plain_words.yaml"
    path.write_text(dedent(TEXT), encoding="utf-8")
    return path


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def in_words(lines):
    return [str(line) for line in lines]


# Writing -------------------------------------------------------------------------


def test_save_plain_word(trainer):
    save_plain_word(plain_word=PlainWord(jargon="baseline", plain="where you start"), by=trainer)

    assert PlainWord.objects.get().plain == "where you start"
    assert AuditEvent.objects.get(verb="plain_word.changed").actor == trainer


@pytest.mark.parametrize("jargon", ["Baseline", "BASELINE", "baseline"])
def test_save_plain_word_refuses_a_second_one_in_whatever_case(jargon, trainer):
    PlainWord.objects.create(jargon="baseline", plain="where you start")

    with pytest.raises(ValidationError, match="in the list already"):
        save_plain_word(plain_word=PlainWord(jargon=jargon, plain="the start"), by=trainer)

    with pytest.raises(IntegrityError), transaction.atomic():
        PlainWord.objects.create(jargon=jargon, plain="the start")


def test_save_plain_word_refuses_a_plain_version_that_is_none(trainer):
    word = PlainWord(jargon="baseline", plain="your baseline")

    with pytest.raises(ValidationError, match="other words"):
        save_plain_word(plain_word=word, by=trainer)


@pytest.mark.parametrize("who", ["mentor", "manager", "quality_lead", "dsl", "hr"])
def test_save_plain_word_is_refused_to_others(who, request):
    word = PlainWord(jargon="baseline", plain="where you start")

    with pytest.raises(PermissionDenied):
        save_plain_word(plain_word=word, by=request.getfixturevalue(who))


def test_delete_plain_word(trainer):
    word = PlainWord.objects.create(jargon="baseline", plain="where you start")

    delete_plain_word(plain_word=word, by=trainer)

    assert PlainWord.objects.exists() is False
    assert AuditEvent.objects.get(verb="plain_word.deleted").detail == {"jargon": "baseline"}


def test_delete_plain_word_is_refused_for_one_that_came_with_the_site(file, trainer):
    load_plain_words(by=None, path=file)

    with pytest.raises(PermissionDenied):
        delete_plain_word(plain_word=PlainWord.objects.get(jargon="IQA"), by=trainer)


# Loading -------------------------------------------------------------------------


def test_load_plain_words_adds_what_is_missing_and_then_nothing(file):
    first = load_plain_words(by=None, path=file)
    again = load_plain_words(by=None, path=file)

    assert in_words(first) == ["created: leverage", "created: IQA"]
    assert again == []
    assert plain_words()["leverage"] == "use"


def test_load_plain_words_renews_what_nobody_has_changed(file):
    load_plain_words(by=None, path=file)
    change(file, "plain: use", "plain: make use of")

    assert in_words(load_plain_words(by=None, path=file)) == ["updated: leverage"]
    assert plain_words()["leverage"] == "make use of"


def test_load_plain_words_never_writes_over_a_trainers_words(file, trainer):
    load_plain_words(by=None, path=file)
    word = PlainWord.objects.get(jargon="leverage")
    word.jargon, word.plain = "to leverage", "work with"
    save_plain_word(plain_word=word, by=trainer)
    change(file, "plain: use", "plain: make use of")

    lines = load_plain_words(by=None, path=file)

    assert in_words(lines) == ["kept: edited here: leverage"]
    assert plain_words()["to leverage"] == "work with"


def test_load_plain_words_leaves_a_word_that_was_hers_first(file):
    PlainWord.objects.create(jargon="Leverage", plain="work with")

    lines = load_plain_words(by=None, path=file)

    assert in_words(lines) == ["kept: edited here: leverage", "created: IQA"]
    assert plain_words()["Leverage"] == "work with"


def test_load_plain_words_leaves_out_of_use_what_a_trainer_has_put_there(file, trainer):
    load_plain_words(by=None, path=file)
    word = PlainWord.objects.get(jargon="leverage")
    word.is_used = False
    save_plain_word(plain_word=word, by=trainer)

    load_plain_words(by=None, path=file)

    assert "leverage" not in plain_words()


def test_load_plain_words_says_where_a_file_is_wrong_and_changes_nothing(file):
    change(file, "plain: use", "plain: leverage it")

    with pytest.raises(MaterialErrors) as refused:
        load_plain_words(by=None, path=file)

    assert f"{file}:3: This still says “leverage”." in str(refused.value)
    assert PlainWord.objects.exists() is False


@pytest.mark.parametrize("who", ["mentor", "manager", "quality_lead"])
def test_load_plain_words_is_refused_to_others(who, file, request):
    with pytest.raises(PermissionDenied):
        load_plain_words(by=request.getfixturevalue(who), path=file)


def test_shipped_words_load_and_say_nothing_in_other_jargon():
    load_plain_words(by=None, path=SHIPPED_WORDS)

    words = plain_words()
    assert 60 <= len(words) <= 90
    assert words["syntactic accuracy"] == "putting sentences together correctly"
    assert {
        plain: jargon_in(plain, words) for plain in words.values() if jargon_in(plain, words)
    } == {}
    for word in PlainWord.objects.all():
        word.full_clean()
