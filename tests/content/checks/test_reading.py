from content.checks.rules.findings import Level, counted, in_order
from content.checks.rules.passages import as_text, paragraphs, read_passages
from content.checks.rules.reading import (
    estimate,
    figures,
    grade_checks,
    heading_checks,
    jargon_checks,
    minutes_checks,
    paragraph_checks,
    sum_in_words,
)

EASY = "We sit down. We look at the plan. What went well? She tells me about the bus. " * 3
HARD = (
    "The multidisciplinary implementation of differentiated pedagogical interventions "
    "necessitates comprehensive collaboration between organisational stakeholders, consequently "
    "facilitating individualised progression opportunities for disadvantaged participants."
)
WORDS = {"formative assessment": "a check while you learn", "SEND": "a disability"}


def block(text, block_type="markdown", block_id="b1"):
    return {"type": block_type, "value": text, "id": block_id}


def test_an_easy_text_passes():
    assert list(grade_checks(read_passages([block(EASY)]))) == []


def test_a_hard_text_is_named_with_its_hardest_paragraph():
    body = [block(EASY, block_id="easy"), block(f"{HARD}\n\n{HARD}", block_id="hard")]

    (check,) = grade_checks(read_passages(body))

    assert check.level == Level.SHOULD
    assert "reads at grade" in check.message
    assert check.where == "hard"
    assert check.quote.startswith("The multidisciplinary")
    assert len(check.quote) <= 162


def test_one_hard_paragraph_in_an_easy_text_is_only_noted():
    body = [block(EASY * 6, block_id="easy"), block(HARD, block_id="hard")]

    (check,) = grade_checks(read_passages(body))

    assert (check.level, check.where) == (Level.NOTE, "hard")


def test_a_few_words_have_no_grade():
    assert list(grade_checks(read_passages([block("Institutional accountability.")]))) == []


def test_a_long_paragraph_is_found_and_a_long_list_is_not():
    long = "word " * 121
    items = "\n".join("- some words that stand in a list" for _ in range(40))

    (check,) = paragraph_checks(read_passages([block(long, block_id="p")]))

    assert (check.level, check.where) == (Level.SHOULD, "p")
    assert "121 words" in check.message
    assert list(paragraph_checks(read_passages([block("word " * 120), block(items)]))) == []


def test_a_long_text_without_headings_is_said_once_where_it_begins():
    body = [block("word " * 350, block_id=f"b{n}") for n in range(4)]

    (check,) = heading_checks(body)

    assert (check.level, check.where) == (Level.SHOULD, "b0")


def test_headings_of_every_kind_are_something_to_hold_on_to():
    text = "word " * 350
    titled = {"kind": "note", "title": "Mind", "text": "this"}
    body = [
        block(text),
        block("A section", "heading"),
        block(text),
        block(titled, "callout"),
        block(text),
        block(f"### Within\n\n{text}"),
        block(f"<h3>In rich text</h3><p>{text}</p>", "text"),
    ]

    assert list(heading_checks(body)) == []


def test_jargon_comes_with_its_plain_version_once_for_each():
    body = [
        block("Formative assessment is a phrase. So is send it.", block_id="one"),
        block("Again: formative assessments, and SEND.", block_id="two"),
    ]

    first, second = jargon_checks(read_passages(body), WORDS)

    assert (first.level, first.where, first.quote) == (Level.NOTE, "one", "Formative assessment")
    assert "a check while you learn" in first.message
    assert "2 times" in first.message
    assert (second.where, second.quote) == ("two", "SEND")


def test_no_jargon_no_notes():
    assert list(jargon_checks(read_passages([block("A check while you learn.")]), WORDS)) == []


def lesson(words, minutes=0):
    practice = {"key": "k", "prompt": "Think.", "minutes": minutes}
    return [block("word " * words), *([block(practice, "reflection")] if minutes else [])]


def test_minutes_that_hold_pass():
    body = lesson(1200, minutes=5)

    assert estimate(body) == 13
    for promised in (11, 12, 13, 15):
        assert list(minutes_checks(body, promised)) == []


def test_minutes_too_few_or_too_many_come_with_the_sum():
    body = lesson(1200, minutes=5)

    for promised in (5, 10, 17, 30):
        (check,) = minutes_checks(body, promised)

        assert (check.level, check.where) == (Level.SHOULD, "minutes")
        assert f"You promise {promised} minutes" in check.message
        assert "8 min reading + 5 min practice" in check.message


def test_one_minute_apart_is_rounding():
    assert list(minutes_checks(lesson(450), promised=4)) == []


def test_nothing_promised_is_no_broken_promise():
    assert list(minutes_checks(lesson(1200), promised=0)) == []


def test_the_sum_says_only_what_there_is():
    assert sum_in_words(lesson(300)) == "2 min reading"
    assert sum_in_words([lesson(300, minutes=4)[1]]) == "4 min practice"


def test_tags_of_rich_text_are_no_words():
    plain = lesson(450)
    rich = [block("<p>" + "<b>word</b> " * 450 + "</p>", "text")]

    assert estimate(rich) == estimate(plain)
    assert "450 words" in figures(rich)[0].message
    assert (
        as_text("<h3>One</h3><ul><li>Two &amp; three</li></ul>") == "### One\n\n\n\n- Two & three"
    )
    assert [one.text for one in paragraphs(read_passages(rich))] == [" ".join(["word"] * 450)]


def test_figures_find_no_fault_and_are_not_counted():
    found = figures(lesson(300))

    assert all(check.is_figure for check in found)
    assert sum(counted(found).values()) == 0
    assert figures([]) == []


def test_the_gravest_comes_first_and_nothing_twice():
    note, should = figures(lesson(300))[0], next(minutes_checks(lesson(300), 30))

    assert in_order([note, should, note]) == [should, note]
