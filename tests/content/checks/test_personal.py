"""What looks like somebody's details. Run with -s to see what the labelled sets come to."""

from pathlib import Path

import pytest
import yaml

from content.checks.rules.findings import Level
from content.checks.rules.passages import Passage
from content.checks.rules.personal import details_in, personal_checks

LABELLED = Path(__file__).parent / "labelled"
# Of a hundred findings so many are right; of a hundred that are there so many are found. The
# held-out set was written after the rules and not tuned on. Figures may be raised; one that has to
# be lowered needs a reason in the commit.
REACHED = {"personal_development": (97, 100), "personal_held_out": (79, 86)}


@pytest.mark.parametrize("name", REACHED)
def test_precision_and_recall_on_the_labelled_sets(name):
    rows = yaml.safe_load((LABELLED / f"{name}.yaml").read_text(encoding="utf-8"))
    right = wrong = missed = 0
    print(f"\n{name}: {len(rows)} sentences")
    for row in rows:
        labelled = set(row.get("found", []))
        found = {detail.words for detail in details_in(row["text"])}
        right += len(found & labelled)
        wrong += len(found - labelled)
        missed += len(labelled - found)
        if found != labelled:
            print(f"  {row['text']}\n    found {sorted(found)}, labelled {sorted(labelled)}")
    precision, recall = 100 * right // (right + wrong), 100 * right // (right + missed)
    print(f"  {right} right, {wrong} wrong, {missed} missed: {precision} %, recall {recall} %")

    assert (precision, recall) >= REACHED[name]
    assert recall >= REACHED[name][1]


def levels(text):
    return [(check.quote, str(check.level)) for check in personal_checks([Passage("b1", text)])]


@pytest.mark.parametrize(
    "text",
    [
        "Ring 01632 960123 or 07700 900456.",
        "Write to ana@example.org, ana@college.example or info@larkmoor.ac.uk.",
        "Callum is 17 and on Level 2.",
        "The Care Act received royal assent on 14 May 2014.",
    ],
)
def test_fiction_and_things_with_dates_may_stay(text):
    assert levels(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Born on 14/03/2008.", [("14/03/2008", "must")]),
        ("We met on 14/03/2008.", [("14/03/2008", "should")]),
        ("Ring 07912 345678.", [("07912 345678", "must")]),
        ("Write to aisha07@gmail.com.", [("aisha07@gmail.com", "must")]),
        ("NHS 943 476 5919", [("943 476 5919", "must")]),
        ("ULN 9876543210", [("9876543210", "must")]),
        ("She lives in M14 5RX.", [("M14 5RX", "should")]),
        ("My student Callum Reid is late.", [("Callum Reid", "should")]),
        (
            "My student Callum Reid, 07912 345678.",
            [("Callum Reid", "must"), ("07912 345678", "must")],
        ),
    ],
)
def test_each_weighs_what_it_weighs(text, found):
    assert levels(text) == found


def test_the_words_are_quoted_and_the_block_is_named():
    (check,) = personal_checks([Passage("b7", "My student Callum Reid is late.")])

    assert (check.where, check.level, check.quote) == ("b7", Level.SHOULD, "Callum Reid")


def test_a_very_long_text_is_read_in_no_time():
    assert details_in("Aaaa Bbbb-" * 20_000) == []
