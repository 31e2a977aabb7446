"""Shape, words in braces, pictures and sound, facts, sources, links, review: with and without."""

from datetime import date

import pytest

from content.checks.rules.facts import claim_checks, fact_checks, source_checks
from content.checks.rules.findings import Around, KnownFact, KnownPage, Level
from content.checks.rules.links import link_checks, own_paths
from content.checks.rules.media import media_checks
from content.checks.rules.pages import Content, lesson_checks, page_checks, review_checks
from content.checks.rules.passages import all_passages, read_passages
from content.checks.rules.shape import hook_and_takeaway
from content.checks.rules.wording import braces_checks

TODAY = date(2026, 11, 26)
AROUND = Around(
    today=TODAY,
    words=frozenset({"learner", "learners", "DSL", "line_manager"}),
    files={5: "plan.pdf", 6: "talk.mp4", 7: "talk.mp3", 8: "talk.vtt"},
    pages={
        1: KnownPage("Home", "/", is_live=True),
        2: KnownPage("Targets", "/induction/targets/", is_live=True),
        3: KnownPage("Next year", "/induction/next-year/", is_live=False),
    },
    other_paths=frozenset({"/my-evidence/"}),
)


def block(block_type, value, block_id="b1"):
    return {"type": block_type, "value": value, "id": block_id}


def callout(kind, block_id="b1"):
    return block("callout", {"kind": kind, "title": "", "text": "Wait."}, block_id)


def said(checks):
    return [(str(check.level), check.where) for check in checks]


# Shape -----------------------------------------------------------------------


def test_one_hook_and_one_takeaway():
    assert list(hook_and_takeaway([callout("hook"), callout("note"), callout("takeaway")])) == []


def test_neither_hook_nor_takeaway():
    checks = list(hook_and_takeaway([callout("note")]))

    assert said(checks) == [("should", "body"), ("should", "body")]
    assert ["hook" in checks[0].message, "takeaway" in checks[1].message] == [True, True]


def test_more_than_one_is_named_where_it_is_too_many():
    body = [callout("hook"), callout("hook", "b2"), callout("takeaway"), callout("takeaway", "b4")]

    assert said(hook_and_takeaway(body)) == [("should", "b2"), ("should", "b4")]


def test_an_empty_lesson_is_told_how_to_begin():
    (check,) = hook_and_takeaway([])

    assert "Begin with a hook" in check.message


# Words in braces --------------------------------------------------------------


def test_words_the_college_has():
    passages = all_passages([block("markdown", "Ask {learner}, {Learners}, the {DSL}. {a: b}")])

    assert [check.quote for check in braces_checks(passages, AROUND.words)] == ["{a: b}"]


def test_a_word_nobody_has_comes_with_the_one_that_was_meant():
    body = [block("sort", {"intro": "", "places": [{"items": [{"text": "The {lerner}"}]}]}, "s")]

    (check,) = braces_checks(all_passages(body), AROUND.words)

    assert (check.level, check.where, check.quote) == (Level.MUST, "s", "{lerner}")
    assert "Did you mean {learner}?" in check.message


# Pictures and sound -----------------------------------------------------------


def picture(**image):
    given = {"image": 3, "alt_text": "", "decorative": False, **image}
    return [block("image", {"image": given, "caption": ""})]


@pytest.mark.parametrize("image", [{"alt_text": "Two chairs by a window"}, {"decorative": True}])
def test_a_picture_with_words_or_as_decoration(image):
    assert list(media_checks(picture(**image), AROUND.files)) == []


@pytest.mark.parametrize(
    ("image", "level", "words"),
    [
        ({}, "must", "Say in words"),
        ({"alt_text": "IMG_2041.jpg"}, "must", "file's name"),
        ({"alt_text": "Picture of two chairs"}, "note", "Leave out “Picture of”"),
        ({"image": None}, "must", "missing"),
    ],
)
def test_a_picture_that_not_everybody_can_use(image, level, words):
    (check,) = media_checks(picture(**image), AROUND.files)

    assert (check.level, check.where) == (level, "b1")
    assert words in check.message


def media(**value):
    given = {"title": "A talk", "file": 6, "captions": 8, "transcript": "Mentor: Take your time."}
    return [block("media", {**given, **value})]


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"file": 7, "captions": None},
        {"captions": None, "transcript": "Nobody speaks. Two people sit down."},
    ],
)
def test_film_and_sound_that_everybody_can_follow(value):
    assert list(media_checks(media(**value), AROUND.files)) == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"transcript": " "}, "no transcript"),
        ({"captions": None}, "no captions"),
        ({"file": 99}, "file is missing"),
    ],
)
def test_film_that_not_everybody_can_follow(value, words):
    (check,) = media_checks(media(**value), AROUND.files)

    assert check.level == Level.MUST
    assert words in check.message


def test_files_and_markdown_pictures():
    good = [block("download", {"document": 5, "title": ""}), block("markdown", "[A plan](/x/)")]
    bad = [
        block("download", {"document": 50, "title": ""}, "file"),
        block("markdown", "![Two chairs](chairs.png)", "picture"),
    ]

    assert list(media_checks(good, AROUND.files)) == []
    assert said(media_checks(bad, AROUND.files)) == [("must", "file"), ("must", "picture")]


# Facts and sources ------------------------------------------------------------

FACTS = {
    "kcsie-no-promise": KnownFact(),
    "rarpa-five-stages": KnownFact("the edition 2026", "RARPA"),
}


def test_a_fact_that_holds():
    assert list(fact_checks([block("fact", {"key": "kcsie-no-promise"})], FACTS)) == []


def test_a_fact_nobody_has_comes_with_close_names():
    (check,) = fact_checks([block("fact", {"key": "kcsie-no-promises"})], FACTS)

    assert check.level == Level.MUST
    assert "Did you mean kcsie-no-promise?" in check.message


def test_a_fact_with_a_newer_edition():
    (check,) = fact_checks([block("fact", {"key": "rarpa-five-stages"})], FACTS)

    assert check.level == Level.SHOULD
    assert "the edition 2026 of RARPA" in check.message


def test_sources_with_a_date_or_a_word_on_why_not():
    sources = [
        block("source", {"title": "A", "date": "2022"}),
        block("source", {"title": "B", "date": "", "edition": "Blog; undated in the copy read"}),
        block("source", {"title": "C", "date": " "}),
    ]

    assert [check.quote for check in source_checks(sources)] == ["C"]


@pytest.mark.parametrize("text", ["Research shows that it helps.", "A study found the opposite."])
def test_a_claim_on_a_page_that_leans_on_nothing(text):
    passages = read_passages([block("markdown", text)])

    assert len(list(claim_checks(passages, has_sources=False))) == 1
    assert list(claim_checks(passages, has_sources=True)) == []


@pytest.mark.parametrize("text", ["Ask what the data shows.", "Look if your evidence shows it."])
def test_what_only_sounds_like_a_claim(text):
    assert list(claim_checks(read_passages([block("markdown", text)]), has_sources=False)) == []


# Links ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block_type", "text"),
    [
        ("markdown", "[Targets](/induction/targets/) and [evidence](/my-evidence/)"),
        ("markdown", "[Targets](/induction/targets#block-9) [A site](https://nhs.uk/x?y=1)"),
        ("markdown", "[Write](mailto:help@example.org), [ring](tel:01632960000), [up](#block-b1)"),
        ("markdown", "[Titled](https://nhs.uk \"The NHS\") and an ![image](x.png)"),
        ("text", '<a linktype="page" id="2">Targets</a> <a linktype="document" id="5">Plan</a>'),
        ("text", '<a href="https://nhs.uk">The NHS</a>'),
    ],
)  # fmt: skip
def test_links_that_lead_somewhere(block_type, text):
    assert list(link_checks([block(block_type, text)], AROUND)) == []


@pytest.mark.parametrize(
    ("block_type", "text", "level", "words"),
    [
        ("markdown", "[A plan]()", "must", "nowhere yet"),
        ("markdown", "[A plan](#)", "must", "nowhere yet"),
        ("markdown", "[A plan](TODO)", "must", "nowhere yet"),
        ("markdown", "[The NHS](www.nhs.uk/help)", "must", "https://www.nhs.uk/help"),
        ("markdown", "[A plan](/gone/)", "must", "No page of this site"),
        ("markdown", "[Run](javascript:alert)", "must", "taken out"),
        ("markdown", "[Next year](/induction/next-year/)", "should", "not published"),
        ("markdown", "[Up](#block-other)", "should", "No part of this page"),
        ("markdown", "Look [here](/induction/targets/).", "should", "say where"),
        ("markdown", "[](/induction/targets/)", "must", "no words"),
        ("text", '<a linktype="page" id="99">Gone</a>', "must", "deleted"),
        ("text", '<a linktype="page" id="3">Next</a>', "should", "not published"),
        ("text", '<a linktype="document" id="99">Gone</a>', "must", "deleted"),
    ],
)
def test_links_that_lead_nowhere(block_type, text, level, words):
    (check,) = link_checks([block(block_type, text)], AROUND)

    assert (check.level, check.where) == (level, "b1")
    assert words in check.message


def test_the_paths_a_body_asks_for():
    body = [block("markdown", "[a](/x/?y=1#z) [b](https://nhs.uk/) [c](d/)")]

    assert own_paths(body) == {"/x/"}


# All of it --------------------------------------------------------------------


@pytest.mark.parametrize(("day", "found"), [(None, 0), (date(2026, 11, 27), 0), (TODAY, 1)])
def test_a_review_date_that_has_passed(day, found):
    checks = review_checks(day, TODAY)

    assert len(checks) == found
    assert [check.where for check in checks] == ["review_on"] * found


def test_a_half_done_page_is_checked_without_complaint():
    empty = [
        block("image", {"image": {"image": None, "alt_text": None, "decorative": None}}),
        block("media", {"title": "", "file": None, "captions": None, "transcript": ""}),
        block("fact", {"key": ""}),
        block("heading", ""),
        block("text", ""),
        block("sort", {"key": "", "places": []}),
        block("callout", {"kind": "", "text": ""}),
    ]

    checks = lesson_checks(Content(body=empty), AROUND)

    assert {check.level for check in checks} <= {"must", "should"}


def test_texts_beside_the_body_are_read_too():
    content = Content(texts={"summary": "Born 14/03/2008.", "outcomes": ["Ask the {lerner}."]})

    checks = page_checks(content, AROUND)

    assert said(checks) == [("must", "summary"), ("must", "outcomes")]
