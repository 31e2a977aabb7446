"""When a statement is covered, and what is said where it is not. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.standards.rules import (
    EvidenceKind,
    MappingStrength,
    Recency,
    StatementKind,
    Status,
    Strength,
    Tally,
    carried_strength,
    recency,
    recent_since,
    strongest,
    verdict,
)
from assessments.standards.rules.coverage import BADGES, SHOWN_BY

TODAY = date(2026, 11, 22)
K, S, B, OTHER = StatementKind
MODULE, QUIZ, SCENARIO, CPD, SUPERVISION, OBSERVATION, FEEDBACK, OBJECTIVE = EvidenceKind
CLAIMED, ASSESSED, VERIFIED = Strength


def piece(kind, strength=CLAIMED, count=1, recent=None, last_on=TODAY):
    return Tally(kind, strength, count, count if recent is None else recent, last_on)


def old(kind, strength=VERIFIED, last_on=date(2024, 3, 5)):
    return piece(kind, strength, recent=0, last_on=last_on)


@pytest.mark.parametrize(
    ("kind", "pieces", "status", "reason"),
    [
        (K, [], "none", "Nothing stands here yet."),
        (K, [old(QUIZ)], "lapsed", "Nothing since March 2024"),
        (K, [old(QUIZ), piece(CPD, VERIFIED)], "begun", "one more piece, of another kind."),
        (K, [piece(MODULE), piece(QUIZ, ASSESSED)], "covered", "2 pieces of 2 kinds"),
        (K, [piece(MODULE), piece(CPD, VERIFIED)], "covered", "1 of them assessed or verified"),
        (K, [piece(QUIZ, ASSESSED)], "begun", "one more piece, of another kind."),
        (K, [piece(QUIZ, ASSESSED, 4)], "begun", "Still missing: one more kind."),
        (K, [piece(MODULE), piece(CPD)], "begun", "something assessed, or verified"),
        (K, [piece(MODULE), piece(SCENARIO, ASSESSED)], "begun", "a quiz or CPD."),
        (K, [piece(MODULE)], "begun", "a quiz or CPD; something assessed"),
        (S, [piece(MODULE), piece(QUIZ, ASSESSED)], "begun", "Still missing: an observation."),
        (S, [piece(MODULE), piece(SCENARIO, ASSESSED)], "practised", "Practised in a scenario."),
        (S, [piece(SCENARIO, ASSESSED)], "practised", "Still missing: an observation."),
        (S, [piece(OBSERVATION, VERIFIED)], "begun", "one more piece, of another kind."),
        (S, [piece(OBSERVATION, VERIFIED), piece(SCENARIO, ASSESSED)], "covered", "2 of them"),
        (S, [old(OBSERVATION), piece(SCENARIO, ASSESSED)], "practised", "an observation"),
        (S, [piece(OBSERVATION, VERIFIED), old(SCENARIO)], "begun", "one more piece"),
        (B, [piece(SCENARIO, ASSESSED, 9), piece(QUIZ, ASSESSED)], "begun", "learner voice."),
        (B, [piece(FEEDBACK, VERIFIED), piece(MODULE)], "covered", "2 kinds"),
        (B, [piece(OBSERVATION, VERIFIED), piece(CPD)], "covered", "2 kinds"),
        (OTHER, [piece(MODULE), piece(SUPERVISION, VERIFIED)], "covered", "2 kinds"),
        (OTHER, [piece(MODULE, CLAIMED, 2)], "begun", "one more kind; something assessed"),
    ],
)
def test_the_status_of_a_statement_and_its_reason(kind, pieces, status, reason):
    found = verdict(kind, pieces)

    assert found.status == status
    assert reason in found.reason


def test_what_is_not_covered_is_a_gap():
    assert verdict(K, []).is_gap
    assert not verdict(K, [piece(MODULE), piece(QUIZ, ASSESSED)]).is_gap
    assert set(BADGES) == set(Status)


tallies = st.builds(
    lambda kind, strength, count, recent: piece(
        kind, strength, count, min(count, recent), TODAY if recent else date(2024, 1, 1)
    ),
    st.sampled_from(EvidenceKind),
    st.sampled_from(Strength),
    st.integers(1, 5),
    st.integers(0, 5),
)
many = st.lists(tallies, max_size=6, unique_by=lambda tally: (tally.kind, tally.strength))
kinds = st.sampled_from(StatementKind)


@given(kinds, many)
def test_covered_means_what_it_says(kind, pieces):
    recent = [tally for tally in pieces if tally.recent]
    needed = SHOWN_BY.get(kind, tuple(EvidenceKind))
    expected = (
        sum(tally.recent for tally in recent) >= 2
        and len({tally.kind for tally in recent}) >= 2
        and any(tally.strength != CLAIMED for tally in recent)
        and any(tally.kind in needed for tally in recent)
    )

    assert (verdict(kind, pieces).status == Status.COVERED) is expected


@given(kinds, many)
def test_a_reason_is_always_given_and_nothing_old_counts(kind, pieces):
    found = verdict(kind, pieces)

    assert found.reason.endswith(".")
    fresh = [tally for tally in pieces if tally.recent]
    if fresh:
        assert verdict(kind, fresh) == found
    else:
        assert found.status in {Status.NONE, Status.LAPSED}


@given(kinds, many, tallies)
def test_more_evidence_never_uncovers(kind, pieces, further):
    if verdict(kind, pieces).status == Status.COVERED:
        assert verdict(kind, [*pieces, further]).status == Status.COVERED


# How old, and how strong -----------------------------------------------------------


@pytest.mark.parametrize(
    ("last_on", "expected"),
    [
        (TODAY, Recency.FRESH),
        (date(2025, 11, 22), Recency.FRESH),
        (date(2025, 11, 21), Recency.AGEING),
        (date(2024, 11, 22), Recency.AGEING),
        (date(2024, 11, 21), Recency.OLD),
    ],
)
def test_how_old_evidence_is(last_on, expected):
    assert recency(last_on, TODAY) == expected


def test_evidence_counts_for_two_years_also_after_a_leap_day():
    assert recent_since(TODAY) == date(2024, 11, 22)
    assert recent_since(date(2028, 2, 29)) == date(2026, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 2_000))
def test_what_counts_is_never_called_old(today, days):
    last_on = today - timedelta(days=days)

    assert (recency(last_on, today) == Recency.OLD) is (last_on < recent_since(today))


def test_the_strongest_wins():
    assert strongest([]) == CLAIMED
    assert strongest([CLAIMED, "verified", ASSESSED]) == VERIFIED


@pytest.mark.parametrize("strength", Strength)
def test_only_the_same_keeps_its_strength(strength):
    assert carried_strength(strength, MappingStrength.SAME) == strength
    assert carried_strength(strength, MappingStrength.PART) == CLAIMED
    assert carried_strength(strength, MappingStrength.RELATED) == CLAIMED
