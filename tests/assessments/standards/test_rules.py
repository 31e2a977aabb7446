from copy import deepcopy
from datetime import date

import pytest
import yaml
from django.core.exceptions import ValidationError

from assessments.standards.rules import check_codes_exist, check_framework, missing_pairs
from assessments.standards.services import SHIPPED_FRAMEWORK

GOOD = {
    "code": "ST9",
    "version": "1",
    "title": "A standard",
    "status": "active",
    "effective_from": date(2026, 1, 1),
    "statements": [
        {"code": "S1", "kind": "skill", "title": "Guide", "pair": "K1"},
        {"code": "K1", "kind": "knowledge", "title": "Guiding", "pair": "S1"},
        {"code": "a", "kind": "behaviour", "title": "Ethos"},
    ],
}


def test_codes_that_exist_pass():
    check_codes_exist(["S1", "a"], ["S1", "K1", "a"])


def test_unknown_codes_are_all_named():
    with pytest.raises(ValidationError, match="S98, S99"):
        check_codes_exist(["S99", "S1", "S98"], ["S1"])


@pytest.mark.parametrize(
    ("pairs", "missing"),
    [
        ({"S1": "K1", "K1": "S1", "a": ""}, []),
        ({"S1": "K1", "K1": ""}, ["S1"]),
        ({"S1": "K1", "K1": "S2", "S2": "K1"}, ["S1"]),
        ({"S1": "K9"}, ["S1"]),
    ],
)
def test_pairs_that_do_not_point_back_are_missing(pairs, missing):
    assert missing_pairs(pairs) == missing


def test_a_good_framework_passes():
    check_framework(GOOD)


def test_the_shipped_framework_has_its_27_statements():
    data = yaml.safe_load(SHIPPED_FRAMEWORK.read_text(encoding="utf-8"))

    check_framework(data)

    kinds = [row["kind"] for row in data["statements"]]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "knowledge": 11,
        "skill": 11,
        "behaviour": 5,
    }
    assert data["status"] == "retired"
    assert all(row["full_text"] for row in data["statements"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"code": ""}, "no “code”"),
        ({"code": "my-evidence"}, "no framework code"),
        ({"status": "sleeping"}, "status “sleeping”"),
        ({"colour": "red"}, "not a key of the format"),
        ({"effective_from": "soon"}, "is a day such as"),
        ({"statements": []}, "at least one statement"),
        ({"statements": "S1"}, "at least one statement"),
        ({"statements": ["S1"]}, "Statement 1 is not a list of keys"),
        ({"statements": [{"code": "S1", "kind": "skill"}]}, "Statement S1 has no “title”"),
        ({"statements": [{"code": "S 1", "kind": "skill", "title": "x"}]}, "no statement code"),
        ({"statements": [{"code": "S1", "kind": "spell", "title": "x"}]}, "of the kind “spell”"),
        ({"statements": [{"code": "S1", "kind": "skill", "title": "x"}] * 2}, "there twice"),
        (
            {"statements": [{"code": "S1", "kind": "skill", "title": "x", "pair": "K1"}]},
            "paired with K1",
        ),
    ],
)
def test_what_is_wrong_with_a_framework_is_said(change, message):
    data = {**deepcopy(GOOD), **change}

    with pytest.raises(ValidationError) as caught:
        check_framework(data)

    assert any(message in text for text in caught.value.messages)


def test_everything_wrong_is_said_at_once():
    with pytest.raises(ValidationError) as caught:
        check_framework({"statements": [{"code": "S1"}]})

    assert len(caught.value.messages) == 6


@pytest.mark.parametrize("data", [None, "ST0148", ["a"], 7])
def test_a_file_of_another_shape_is_refused(data):
    with pytest.raises(ValidationError, match="list of keys"):
        check_framework(data)
