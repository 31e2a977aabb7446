"""What counts as the words of a version, who wrote them, and when an approval runs out."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from courses.approval import rules
from courses.approval.rules import CheckedEdition, KnownEdition

KCSIE = "Keeping children safe in education: statutory guidance"


def known(name, holds_on, told_on=None, publication=1):
    return KnownEdition(publication, KCSIE, name, f"{holds_on:%B %Y}", holds_on, told_on=told_on)


CHECKED = CheckedEdition(1, KCSIE, "2025", "September 2025", date(2025, 9, 1))


def content(**more):
    stream = [{"type": "markdown", "id": "a", "value": "Listen."}]
    return {"pk": 3, "title": "Respond", "body": json.dumps(stream), **more}


def test_where_and_when_a_page_stands_is_not_its_wording():
    here = content(path="0001", live=False, go_live_at=None, minutes=12)
    there = content(path="0002", live=True, go_live_at="2026-11-26", minutes=15, pk=4)

    assert rules.wording_of(here) == rules.wording_of(there)


@pytest.mark.parametrize(
    "change",
    [{"title": "React"}, {"slug": "other"}, {"codes": ["S1"]}, {"is_safeguarding": True},
     {"body": '[{"type": "markdown", "id": "a", "value": "Ask."}]'}],
)  # fmt: skip
def test_everything_a_reader_sees_is(change):
    assert rules.wording_of(content(**change)) != rules.wording_of(content())


def test_a_field_nobody_has_filled_in_changes_nothing():
    empty = content(intro="", codes=[], note=None, is_new=False)

    assert rules.wording_of(empty) == rules.wording_of(content())


def test_the_order_in_which_a_database_gives_keys_back_changes_nothing():
    stream = [{"value": "Listen.", "id": "a", "type": "markdown"}]

    assert rules.wording_of(content(body=json.dumps(stream))) == rules.wording_of(content())


def test_text_that_only_looks_like_data_is_text():
    assert rules.wording_of(content(summary="[not data")) != rules.wording_of(content())


def test_facts_are_found_wherever_they_stand():
    shown = {"type": "fact", "id": "b", "value": {"key": "kcsie-no-promise"}}
    inner = {"type": "two_columns", "id": "c", "value": {"left": [{**shown, "id": "d"}]}}
    other = {"type": "fact", "id": "e", "value": {"key": "care-act-who"}}

    found = rules.fact_keys({"body": json.dumps([inner, other]), "title": "fact"})

    assert found == {"kcsie-no-promise", "care-act-who"}


@pytest.mark.parametrize(
    ("history", "base", "expected"),
    [
        ([(1, "a")], "", {1}),
        ([(1, "a"), (2, "b")], "", {1, 2}),
        ([(1, "a"), (2, "a")], "", {1}),
        ([(1, "a"), (2, "b")], "a", {2}),
        ([(1, "a"), (2, "a")], "a", set()),
        ([(1, "a"), (2, "b"), (3, "a")], "a", {2, 3}),
        ([(None, "a")], "", set()),
    ],
    ids=["first", "two", "a comment only", "since", "nothing since", "and back", "the site"],
)
def test_writers_are_those_who_changed_the_words(history, base, expected):
    assert rules.writers_of(history, base=base) == expected


def test_nobody_approves_their_own_words():
    rules.check_not_own(title="Respond", approver=1, writers=[2])
    with pytest.raises(ValidationError, match="Another safeguarding lead"):
        rules.check_not_own(title="Respond", approver=2, writers=[1, 2])


def test_facts_are_read_first():
    rules.check_facts_read(title="Respond", to_read=[])
    with pytest.raises(ValidationError, match="kcsie-no-promise"):
        rules.check_facts_read(title="Respond", to_read=["kcsie-no-promise"])


def test_a_page_is_returned_with_a_reason():
    with pytest.raises(ValidationError, match="what should change"):
        rules.check_reason("  ")
    with pytest.raises(ValidationError, match="2,000"):
        rules.check_reason("x" * 2001)


def test_newer_is_what_holds_from_a_later_day_in_the_same_publication():
    editions = [
        known("2024", date(2024, 9, 1)),
        known("2025", date(2025, 9, 1)),
        known("2027", date(2027, 9, 1)),
        known("2026", date(2026, 9, 1)),
        known("other", date(2026, 9, 1), publication=2),
    ]

    newer = rules.newer_than([CHECKED], editions)

    assert [edition.name for edition in newer] == ["2026", "2027"]


@pytest.mark.parametrize(
    ("today", "names"),
    [(date(2026, 8, 31), []), (date(2026, 9, 1), ["2026"]), (date(2027, 9, 1), ["2027"])],
)
def test_the_newest_that_holds_is_named(today, names):
    newer = [known("2026", date(2026, 9, 1)), known("2027", date(2027, 9, 1))]

    assert [edition.name for edition in rules.holding(newer, today=today)] == names


@pytest.mark.parametrize(
    ("told_on", "expected"),
    [
        (None, date(2026, 10, 1)),
        (date(2026, 8, 1), date(2026, 10, 1)),
        (date(2026, 10, 20), date(2026, 11, 19)),
    ],
    ids=["never told", "told before", "told late"],
)
def test_an_approval_lapses_so_many_days_after_the_first_newer_edition(told_on, expected):
    newer = [known("2026", date(2026, 9, 1), told_on), known("2027", date(2027, 9, 1))]

    assert rules.lapses_on(newer, days=30) == expected


def test_without_a_newer_edition_it_does_not_lapse():
    assert rules.lapses_on([], days=30) is None


@pytest.mark.parametrize(
    ("days_left", "stage"),
    [(30, None), (15, None), (14, 14), (10, 14), (4, 14), (3, 3), (1, 3), (0, None), (-1, None)],
)
def test_the_ladder_of_warnings(days_left, stage):
    assert rules.warn_stage(days_left) == stage


@pytest.mark.parametrize(
    ("title", "name", "words"),
    [
        (KCSIE, "2025", "Keeping children safe in education 2025"),
        ("Care Act 2014", "2014", "Care Act 2014"),
        ("Reporting", "Updated 22 January 2020", "Reporting (Updated 22 January 2020)"),
    ],
)
def test_what_it_was_checked_against_in_words(title, name, words):
    edition = CheckedEdition(2, title, name, name, date(2014, 1, 1))

    assert rules.checked_against([edition]) == words
    assert rules.checked_against([edition, edition]) == f"{words} and {words}"
    assert rules.checked_against([]) == ""


def test_how_a_browser_ends_its_lines_changes_nothing():
    unix = content(summary="One.\nTwo.", body='[{"type": "markdown", "value": "a\\nb"}]')
    browser = content(summary="One.\r\nTwo.", body='[{"type": "markdown", "value": "a\\r\\nb"}]')

    assert rules.wording_of(unix) == rules.wording_of(browser)


def test_an_edition_comes_back_as_it_was_kept():
    assert CheckedEdition.from_kept(json.loads(json.dumps(CHECKED.kept()))) == CHECKED


def test_a_version_is_a_revision_with_its_words():
    version = rules.Version(7, "abcdef" * 10)

    assert version.token == "7-abcdefabcdefabcd"
    assert version != rules.Version(7, "other")
