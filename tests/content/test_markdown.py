import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.markdown import (
    BLOCK_TAGS,
    INLINE_TAGS,
    SCROLLER,
    inline_markup,
    markup,
    render_inline,
    render_markdown,
)

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<iframe src='https://example.org'></iframe>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<p style="position:fixed" onclick="x()">a</p>',
    "<style>body{display:none}</style>",
    "<form action=/x><input></form>",
    "<svg onload=alert(1)>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_lets_nothing_dangerous_through(text):
    html = markup(text, 3).lower()

    for bad in ("<script", "<img", "<iframe", "javascript:", "data:", "style", "onclick", "<form"):
        assert bad not in html
    assert "<svg" not in html


@given(st.text())
def test_markup_of_any_text_has_only_allowed_tags(text):
    html = markup(text, 3).replace(SCROLLER, "<table>").replace("</table></div>", "</table>")

    assert set(re.findall(r"<([a-z][a-z0-9]*)", html.lower())) <= INLINE_TAGS | BLOCK_TAGS


def test_markup_formats_paragraphs_lists_and_emphasis():
    html = markup("One **bold** *word*.\n\n- a\n- b\n\n1. c\n2. d", 3)

    assert "<p>One <strong>bold</strong> <em>word</em>.</p>" in html
    assert html.count("<li>") == 4
    assert "<ul>" in html
    assert "<ol>" in html


def test_markup_table_scrolls_by_keyboard_and_names_its_columns():
    html = markup("| a | b |\n|---|--:|\n| 1 | 2 |", 3)

    assert '<div class="table-scroll" role="group" aria-label="Table" tabindex="0">' in html
    assert html.count('scope="col"') == 2
    assert 'align="right"' in html
    assert "style=" not in html


@pytest.mark.parametrize(
    ("text", "level", "tags"),
    [
        ("# One\n\n## Two", 3, ["<h3>One", "<h4>Two"]),
        ("### One\n\n#### Two", 3, ["<h3>One", "<h4>Two"]),
        ("## One\n\n###### Far", 4, ["<h4>One", "<h6>Far"]),
    ],
)
def test_markup_headings_start_where_the_page_says(text, level, tags):
    html = markup(text, level)

    for tag in tags:
        assert tag in html


def test_markup_sets_quotes_and_dashes():
    assert markup('"It\'s fine" -- she said...', 3) == "<p>“It’s fine” – she said…</p>"


def test_markup_marks_external_links():
    assert 'rel="noopener"' in markup("[RARPA](https://example.org/)", 3)


def test_render_markdown_says_the_colleges_words(db):
    from cms.people.college.models import CollegeSettings

    CollegeSettings.objects.update_or_create(pk=1, defaults={"learner": "student <b>"})

    assert render_markdown("A {learner}'s day. {Learner}! {nobody}") == (
        "<p>A student &lt;b&gt;’s day. Student &lt;b&gt;! {nobody}</p>"
    )


def test_render_inline_has_no_paragraph_and_no_blocks():
    assert inline_markup("One **bold** word") == "One <strong>bold</strong> word"
    assert "<" not in inline_markup("# Title")
    assert render_inline("") == ""
    assert render_markdown("") == ""


def test_the_empty_corner_of_a_table_heads_nothing():
    html = render_markdown("| | Mentor |\n|---|---|\n| Treats | No |")

    assert html.count("<th") - html.count("<thead") == 1
    assert '<th scope="col">Mentor</th>' in html
