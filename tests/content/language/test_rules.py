import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.language import rules
from content.language.rules import Detail, Jargon

PLAIN_WORDS = {
    "time management": "getting there on time",
    "management": "running things",
    "professional behaviours": "how people act at work",
    "SEND": "extra support for learning",
    "ILP": "your plan",
    "learning outcome": "what you need to show",
    "utilise": "use",
    "policy": "rule",
    "criteria": "what the marker looks for",
    "self-assessment": "marking your own work",
}


def details(text):
    return [(detail.kind, detail.words) for detail in rules.personal_details(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sit down. Have a biscuit!", ["Sit down.", "Have a biscuit!"]),
        ("Mr Fenn is in at 8.30. Ask him.", ["Mr Fenn is in at 8.30.", "Ask him."]),
        ("Mr. Fenn said no.", ["Mr. Fenn said no."]),
        ("Bring something, e.g. a pen.", ["Bring something, e.g. a pen."]),
        ("So do I. You too?", ["So do I.", "You too?"]),
        ("Well… maybe later. Or now.", ["Well… maybe later.", "Or now."]),
        ("“Really?” “Yes.”", ["“Really?”", "“Yes.”"]),
        ("One line\nthat goes on.\n\nAnother", ["One line that goes on.", "Another"]),
        ("# A title\nText under it.", ["A title", "Text under it."]),
        ("- first\n- second\n1. third", ["first", "second", "third"]),
        ("| On the form | Together |\n|---|---|\n| Act | Do it |",
         ["On the form", "Together", "Act", "Do it"]),
        ("**Mentor:** What now?\n\n**Jodie:** Lunch.", ["What now?", "Lunch."]),
        (":::callout kind=\"note\" title=\"Not read\"\nRead me.\n:::", ["Read me."]),
        ("---\nid: TGT-L1\n---\nRead me.", ["Read me."]),
        ("```\nx = 1\n```\nRead me.", ["Read me."]),
        ("> “Quoted.”", ["“Quoted.”"]),
        ("Ask your {line_manager} for the [form](https://example.org/a.pdf \"t\").",
         ["Ask your line manager for the form."]),
        ("A **bold** and _soft_ word in snake_case.", ["A bold and soft word in snake_case."]),
        ("<p>Some <em>text</em></p><!-- hidden. Very -->", ["Some text"]),
        ("* * *\n\n...\n\n", []),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_are_what_a_reader_sees(text, expected):
    assert rules.sentences(text) == expected


def test_words_keep_apostrophes_hyphens_and_times_together():
    assert rules.words("I'll do it by half-term, at 8.05 **sharp**.") == [
        "I'll", "do", "it", "by", "half-term", "at", "8.05", "sharp",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "listed"),
    [
        (1, "the asked wished walked make makes times eye wait through world learned goals we're"),
        (2, "needed pages table settled going being didn't isn't weekend homework something people"
            " placement safely café lesson crisis handled doesn't wanted boxes voices quiet"),
        (3, "employer attendance family beautiful tomorrow radio example idea medium banana"
            " understand evidence everyday reminded actual"),
        (4, "apprenticeship society security punctuation material self-confident experience"),
        (5, "university punctuality communicator immediately"),
        (6, "responsibility employability"),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_said(count, listed):
    counted = {word: rules.syllables(word) for word in listed.split()}

    assert counted == dict.fromkeys(counted, count)


def test_initials_are_spelled_out_and_numbers_are_one():
    assert [rules.syllables(word) for word in ("BBC", "dsl", "www", "1998", "")] == [3, 3, 9, 1, 1]


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        # 16 words, 23 syllables: the sentence by which the formula is usually shown.
        ("This sentence, taken as a reading passage unto itself, "
         "is being used to prove a point.", 7.6),
        # 9 and 10 words, 22 syllables.
        ("The dog ran to the old red barn door. "
         "Then it stopped, looked up and began to bark happily.", 1.8),
        # 6 and 10 words, 22 syllables.
        ("A mentor listens before she speaks. "
         "She asks one open question and waits for the answer.", 3.8),
        # 12 words, 22 syllables.
        ("Attendance at the review is compulsory for every apprentice on the programme.", 10.7),
        ("The cat sat on the mat.", 0.0),
        ("", 0.0),
        ("?!", 0.0),
    ],
)  # fmt: skip
def test_grade_is_the_known_one(text, grade):
    assert rules.reading_grade(text) == pytest.approx(grade, abs=0.05)


PLAIN = "The van was late again. We waited by the gate for an hour. Nobody rang us."
MARKED = """---
id: X
title: Unquestionably incomprehensible terminological considerations
---
:::example title="Incomprehensible terminological considerations"
**Mentor:** The *van* was late again.

- We waited by the [gate](https://example.org/incomprehensible-considerations) for an hour.

| Nobody rang us. |
|---|
:::
"""


def test_markup_does_not_change_the_grade():
    assert rules.reading_grade(MARKED) == rules.reading_grade(PLAIN)


def test_a_token_counts_as_the_word_it_stands_for():
    assert rules.reading_grade("Ask your {line_manager}.") == rules.reading_grade(
        "Ask your line manager."
    )


def test_one_long_word_does_not_decide_alone_in_a_line():
    alone = rules.reading_grade("Improve attendance.")

    settled = rules.reading_grade("Improve attendance.", ordinary_words=6)

    assert alone > 10
    assert settled < 7


def test_jargon_is_found_as_whole_words_with_its_place():
    text = "Utilise your ilp."

    found = rules.jargon_in(text, PLAIN_WORDS)

    assert found == [Jargon("Utilise", 0, 7, "use"), Jargon("ilp", 13, 16, "your plan")]
    assert [text[one.start : one.end] for one in found] == ["Utilise", "ilp"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Improve time management.", ["time management"]),  # and not “management” by itself
        ("good Time  Management", ["Time  Management"]),
        ("time-management and management", ["time-management", "management"]),
        ("one professional behaviour, two learning outcomes", ["professional behaviour",
                                                                "learning outcomes"]),
        ("policies", ["policies"]),
        ("self assessments", ["self assessments"]),
        ("utilised", []),
        ("mismanagement", []),
        ("send me the photo", []),
        ("the SEND team", ["SEND"]),
        ("criteria", ["criteria"]),
        ("", []),
    ],
)  # fmt: skip
def test_jargon_is_tolerant_of_case_number_and_spacing(text, words):
    assert [one.words for one in rules.jargon_in(text, PLAIN_WORDS)] == words


def test_jargon_without_a_list_or_with_an_empty_word_is_none():
    assert rules.jargon_in("time management", {}) == []
    assert rules.jargon_in("time management", {"": "", " ": "x"}) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Numbers that the regulator keeps for drama.
        ("Ring 07700 900123.", [("phone number", "07700 900123")]),
        ("+44 7700 900 123", [("phone number", "+44 7700 900 123")]),
        ("(020) 7946 0123", [("phone number", "(020) 7946 0123")]),
        ("0044 (0)7700 900123", [("phone number", "0044 (0)7700 900123")]),
        ("0113 496 0123", [("phone number", "0113 496 0123")]),
        ("sam.o'neil@example.ac.uk.", [("e-mail address", "sam.o'neil@example.ac.uk")]),
        ("She lives at LS1 4AP.", [("postcode", "LS1 4AP")]),
        ("sw1a1aa", [("postcode", "sw1a1aa")]),
        ("ULN 1234567890", [("ULN", "1234567890")]),
        ("943 476 5919", [("NHS number", "943 476 5919")]),
        ("born on 3/4/08", [("date of birth", "3/4/08")]),
        ("DOB: 12th March 2007", [("date of birth", "12th March 2007")]),
        ("2006-01-31", [("date of birth", "2006-01-31")]),
        ("14.02.2009, a@b.org", [("date of birth", "14.02.2009"), ("e-mail address", "a@b.org")]),
    ],
)  # fmt: skip
def test_personal_details_are_found(text, found):
    assert details(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Call Childline on 0800 1111 or 0808 800 5000.",  # helplines belong to nobody
        "Due on 14/09/2026 at 3pm in B12.",
        "Statements S1, K6 and unit 4 2nd year.",
        "L2 2nd year", "It cost 1,000,000,000 pounds.", "Version 5.1234567890",
        "in 2008 about 1500 words", "@here", "me@home",
        "Q1 3pm, 24/7, 9-5 and 10.30",
    ],
)  # fmt: skip
def test_what_is_nobodys_detail_is_left_alone(text):
    assert details(text) == []


def test_a_detail_says_where_it_stands():
    text = "Text Jo: 07700 900123"

    assert rules.personal_details(text) == [Detail("phone number", "07700 900123", 9, 21)]


@given(st.from_regex(r"[1-9][0-9]{9}", fullmatch=True))
def test_ten_figures_are_one_of_two_things(figures):
    kinds = [kind for kind, _ in details(f"no {figures} here")]

    assert kinds in (["ULN"], ["NHS number"])
    assert (kinds == ["NHS number"]) == rules.is_nhs_number(figures)


@given(st.text())
def test_any_text_is_read(text):
    spoken = rules.sentences(text)

    assert rules.reading_grade(text) >= 0
    assert all(rules.words(sentence) is not None for sentence in spoken)
    for found in rules.personal_details(text) + rules.jargon_in(text, PLAIN_WORDS):
        assert text[found.start : found.end] == found.words


@given(st.text(alphabet="ab .!?…\n”", max_size=80))
def test_the_sentences_of_a_block_cover_it(block):
    spans = rules.sentence_spans(block)

    assert "".join(block[start:end] for start, end in spans) == block


HOSTILE = ["*", "_a", "a_", "(", "1 ", "a@", "a'", "[", "<a ", "{a", "|", "...", "12/", "1 may ",
           "```\n", "<!--", "[a](", "a-", "> ", "born "]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(unit):
    """Four times the text may take four times as long, not sixteen; three times in hand."""

    def seconds(length):
        text = unit * (length // len(unit))
        started = time.process_time()
        rules.reading_grade(text)
        rules.personal_details(text)
        rules.jargon_in(text, PLAIN_WORDS)
        return time.process_time() - started

    short = max(min(seconds(5_000) for _ in range(3)), 0.002)
    long = min(seconds(20_000) for _ in range(3))

    assert long / short < 12
