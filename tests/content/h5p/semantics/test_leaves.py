import math

import pytest

from content.h5p.semantics.leaves import clean_leaf
from content.h5p.semantics.numbers import nearest, number_of
from content.h5p.semantics.regexps import fits
from content.h5p.semantics.walk import MISSING

CHOICES = [{"value": "a", "label": "A"}, {"value": "1", "label": "One"}, {"value": True}]
OPEN = [{"type": "optgroup", "label": "G", "options": [{"value": "by", "label": "BY"}]}]


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ({"min": 1, "max": 5}, 9, 5),
        ({"min": 1, "max": 5}, -9, 1),
        ({"min": "1", "max": "5"}, "7", 5),
        ({"min": 5, "max": 1}, 7, 7),
        ({"step": 0.1, "min": 0, "max": 1}, 0.1 + 0.2, 0.1 + 0.2),
        ({"step": 0.1, "min": 0, "max": 1}, 0.33, 0.3),
        ({"step": 0.1, "min": 0, "max": 1}, 0.96, 1),
        ({"step": 0}, 5.5, 5.5),
        ({"step": -1}, 5.5, 5.5),
        ({"step": 1e-300}, 10**15, 10**15),
        ({"step": 4, "min": 1, "max": 10}, 99, 9),
        ({"step": 3, "min": 0.5, "max": 1}, 7, 0.5),
        ({"decimals": 2}, 1.005, 1.01),
        ({"decimals": 1, "max": 1.04}, 5, 1),
        ({"decimals": 0}, 2.5, 3),
    ],
)
def test_numbers_become_the_nearest_their_field_allows(field, given, kept):
    leaf = clean_leaf({"type": "number", **field}, given)

    assert leaf.value == kept
    assert nearest(kept, field) == kept


@pytest.mark.parametrize(
    "given", ["x", "", True, None, math.nan, math.inf, 10**16, "9" * 60, "1e999", [1], {}]
)
def test_what_is_no_number_is_none(given):
    assert number_of(given) is None
    assert clean_leaf({"type": "number"}, given).value is MISSING


@pytest.mark.parametrize(
    ("given", "kept"),
    [(True, True), (False, False), ("true", True), ("False", False), (1, True), ("0", False),
     ("yes", MISSING), (2, MISSING), ([], MISSING), (1.0, MISSING)],
)  # fmt: skip
def test_booleans_are_booleans(given, kept):
    assert clean_leaf({"type": "boolean"}, given).value is kept


@pytest.mark.parametrize(
    ("field", "given", "kept", "code"),
    [
        ({"options": CHOICES}, "a", "a", ""),
        ({"options": CHOICES}, 1, "1", ""),
        ({"options": CHOICES}, "true", True, ""),
        ({"options": CHOICES}, ["1", "a"], "1", ""),
        ({"options": CHOICES}, "gone", "a", "not-an-option"),
        ({"options": CHOICES, "default": "1"}, {}, "1", "not-an-option"),
        ({"options": CHOICES, "default": "gone"}, "x", "a", "not-an-option"),
        ({"options": CHOICES, "optional": True}, "gone", MISSING, "not-an-option"),
        ({"options": CHOICES, "optional": True}, "", MISSING, ""),
        ({"options": OPEN}, "by", "by", ""),
        ({"options": CHOICES, "multiple": True}, ["a", "gone", "1"], ["a", "1"], "not-an-option"),
        ({"options": CHOICES, "multiple": True}, "a", ["a"], ""),
        ({"multiple": True}, ["0", 1, {}], ["0", 1], "not-an-option"),
        ({}, "<b>", "&lt;b&gt;", ""),
    ],
)
def test_selects_keep_what_is_offered(field, given, kept, code):
    leaf = clean_leaf({"type": "select", **field}, given)

    assert (leaf.value, leaf.code) == (kept, code)


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (r"^(http|https):\/\/.+$", "https://a", "ftp://a"),
        (r"^-?[0-9]+(,[0-9]+(,[0-9]+)?)?$", "12,1", "12,x"),
        (r"^\d{4}$", "2024", "20245"),
        (r"^[[\]&&a-c]{2,}?$", "[a&", "x"),
        (r"(a+)+$", "x" + "a" * 5_000, "a" * 5_000 + "-"),
        (r"^(a|b|ab)*c$", "ab" * 500 + "c", "ab" * 500),
        (r"^.*.*.*.*.*!", "a" * 500 + "!", "a" * 500),
        (r"(?:ab)+", "xababx", "xay"),
        (r"a|^b", "ca", "cb"),
    ],
)
def test_patterns_that_cannot_run_away_are_followed(pattern, good, bad):
    field = {"regexp": {"pattern": pattern}}

    assert fits(good, field)
    assert not fits(bad, field)


@pytest.mark.parametrize(
    "pattern",
    [r"(a)\1", "((((", "(?P<x>a)", "(?i)a", "a{999}{999}", "(" * 900, "a" * 2_000, r"\p{L}", "*",
     "^(?=b)"],
)  # fmt: skip
def test_for_patterns_that_cannot_be_followed_nothing_is_taken_out(pattern):
    field = {"regexp": {"pattern": pattern}}

    assert fits("a" * 45 + "-", field)
    assert fits("a" * 5_000 + "-", field)


def test_a_pattern_for_every_line_is_not_followed():
    assert fits("b", {"regexp": {"pattern": "^a$", "modifiers": "m"}})


def test_a_pattern_may_be_blind_to_case():
    field = {"regexp": {"pattern": "^ab$", "modifiers": "i"}}

    assert fits("AB", field)
    assert not fits("AC", field)


@pytest.mark.parametrize("rule", [None, 3, {}, {"pattern": 3}, {"pattern": "a", "modifiers": 3}])
def test_a_rule_that_is_none_asks_nothing(rule):
    assert fits("a", {"regexp": rule})
