from dataclasses import fields
from decimal import Decimal

from assessments.cpd.rules import Policy
from assessments.targets.rules.policy_words import ROWS, changes, examples, policy_groups


def test_every_number_of_the_policy_has_its_sentence():
    assert set(ROWS) == {field.name for field in fields(Policy)}


def test_numbers_are_said_as_people_say_them():
    said = {line.label: line.value for group in policy_groups(Policy()) for line in group.lines}

    assert said["A year, full time"] == "30 h"
    assert said["A gap is longer than"] == "3 months"
    assert said["Together with others, at least"] == "none asked for"
    assert said["Evidence is expected from"] == "2 h"
    assert said["Self-directed learning, at most"] == "40 % of the target"


def test_a_hundred_per_cent_is_said_to_be_no_limit():
    said = policy_groups(Policy(self_directed_percent=100, evidence_expected_minutes=90))
    values = {line.label: line.value for group in said for line in group.lines}

    assert values["Self-directed learning, at most"] == "no limit"
    assert values["Evidence is expected from"] == "1h30"


def test_only_what_differs_is_a_change():
    found = changes(Policy(), Policy(annual_hours=Decimal("36"), sample_first_year=False))

    assert [(each.label, each.before, each.after) for each in found] == [
        ("A year, full time", "30 h", "36 h"),
        ("The first entry of somebody new", "always", "like any other"),
    ]
    assert changes(Policy(), Policy(annual_hours=Decimal("30.00"))) == []


def test_examples_are_worked_out_with_the_policy_itself():
    found = examples(Policy(annual_hours=Decimal("36")))

    assert found[2].sum == "13 h: 36 × 0.6 × 7 ÷ 12 = 12.6, rounded up"
