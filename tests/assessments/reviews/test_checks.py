"""The 24 checks of domain.md 6.5: each finds what it is for, and nothing in a whole review."""

from datetime import date, timedelta

import pytest

from assessments.objectives.rules import About
from assessments.reviews.rules import ProbationOutcome, Rating, ReviewKind
from assessments.reviews.rules.checks import (
    CHECKS,
    NEEDS_REASON,
    Earlier,
    Gate,
    Level,
    PreviousObjective,
    findings,
    gate_of,
    holding,
)
from tests.assessments.reviews.whole import (
    MET,
    SHARED,
    TODAY,
    area,
    found,
    numbers,
    objectives,
    said,
    whole,
)
from tests.factories.reviews import AREAS, DEVELOPMENT

# domain.md 6.5, right column.
LEVELS = {
    "PR-01": (Level.BLOCK, Gate.SHARE),
    "PR-02": (Level.BLOCK, Gate.SHARE),
    "PR-03": (Level.BLOCK, Gate.SHARE),
    "PR-04": (Level.WARN, Gate.SHARE),
    "PR-05": (Level.BLOCK, Gate.SHARE),
    "PR-06": (Level.BLOCK, Gate.SIGN),
    "PR-07": (Level.BLOCK, Gate.SIGN),
    "PR-08": (Level.WARN, Gate.SIGN),
    "PR-09": (Level.WARN, Gate.SIGN),
    "PR-10": (Level.BLOCK, Gate.SHARE),
    "PR-11": (Level.BLOCK, Gate.SIGN),
    "PR-12": (Level.WARN, Gate.SHARE),
    "PR-13": (Level.BLOCK, Gate.SIGN),
    "PR-14": (Level.BLOCK, Gate.SHARE),
    "PR-15": (Level.BLOCK, Gate.SIGN),
    "PR-16": (Level.WARN, Gate.SHARE),
    "PR-17": (Level.AUTO, Gate.SHARE),
    "PR-18": (Level.BLOCK, Gate.SIGN),
    "PR-19": (Level.BLOCK, Gate.SIGN),
    "PR-20": (Level.BLOCK, Gate.FINAL),
    "PR-21": (Level.BLOCK, Gate.FINAL),
    "PR-22": (Level.WARN, Gate.SHARE),
    "PR-23": (Level.AUTO, Gate.SHARE),
    "PR-24": (Level.REPORT, Gate.FINAL),
}
SHORT = AREAS["coaching"][2][:119]
LONG = SHORT + "."
PREVIOUS = PreviousObjective(7, "Ten records a term", is_closed=True, reason="Nine were whole.")
HARD = (area(rating=Rating.NOT_YET),)
HELPED = {"support_plan": "An hour a week with a colleague", "hr_involved_on": MET}
COPY = AREAS["coaching"][2]
RATED = tuple(area(code) for code in AREAS)


def with_area(rating, *keys):
    return {"areas": (area(rating=rating, links=keys),)}


FINDS = [
    ("PR-01", {"self_is_in": False, "self_reminded": 2}),
    ("PR-01", {"self_is_in": False, "self_reminded": 1, "no_self_reason": "She is away."}),
    ("PR-02", {"met_on": None}),
    ("PR-02", {"met_on": TODAY + timedelta(days=1)}),
    ("PR-02", {"met_minutes": 29}),
    ("PR-02", {"met_both": False}),
    ("PR-03", with_area(None)),
    ("PR-03", with_area(Rating.SECURE)),
    ("PR-03", with_area(Rating.STRONG, "observation:1")),
    ("PR-03", with_area(Rating.NOT_YET, "observation:1", "observation:2")),
    ("PR-03", with_area(Rating.DEVELOPING)),
    ("PR-04", {"areas": (area(narrative=SHORT),)}),
    ("PR-04", {"earlier": (Earlier(COPY, is_own=True),)}),
    ("PR-04", {"earlier": (Earlier(COPY.replace("she", "he"), is_own=False),)}),
    ("PR-04", {"areas": (area("own"), area("records", narrative=AREAS["own"][2]))}),
    ("PR-05", {"strengths": ""}),
    ("PR-05", {"strengths": "A valued member of the team."}),
    ("PR-05", {"development": "Should be more confident."}),
    ("PR-06", {"next_objectives": objectives(About.LEARNERS, About.OWN)}),
    ("PR-06", {"next_objectives": objectives(*[About.LEARNERS, About.OWN] * 3)}),
    ("PR-06", {"next_objectives": objectives(*[About.LEARNERS] * 3)}),
    ("PR-06", {"next_objectives": objectives(*[About.OWN] * 3)}),
    ("PR-06", {"next_objectives": ()}),
    *(("PR-07", {"next_objectives": objectives(**{name: ""})})
      for name in ("measure", "baseline", "target", "evidence_source", "support")),
    ("PR-07", {"next_objectives": objectives(due_on=None)}),
    ("PR-08", {"next_objectives": objectives(outcome="Improve the support for learners")}),
    ("PR-09", {"next_objectives": objectives(measure="The pass rate", target="85%")}),
    ("PR-10", {"previous": (PreviousObjective(7, "Ten records a term"),)}),
    ("PR-10", {"previous": (PreviousObjective(7, "Ten records", is_closed=True, reason=" "),)}),
    ("PR-11", {"notes_on": (date(2026, 1, 12),)}),
    ("PR-11", {"notes_on": (), "is_in_probation": True}),
    ("PR-12", {"has_concern": True}),
    ("PR-12", {"has_concern": True, "first_concern_on": MET}),
    # Twenty working days before the meeting are the sixth of May.
    ("PR-12", {"has_concern": True, "concern_seen_on": date(2026, 5, 5)}),
    ("PR-13", {"observed_on": None}),
    ("PR-13", {"observed_on": date(2025, 6, 2)}),
    ("PR-13", {"observed_on": date(2026, 3, 2), "is_in_probation": True}),
    ("PR-14", {"said": said("Learners rated her 4.2 out of 5.")}),
    ("PR-14", {"said": said("The pass rate was 84%."), "shown_kinds": frozenset({"outcome"})}),
    ("PR-14", {"areas": (area(links=("voice:1",)),)}),
    ("PR-15", {"is_attested": False}),
    ("PR-15", {"said": said("In supervision she said that she is tired.")}),
    ("PR-16", {"said": said("The target was not met because of her sickness absence.")}),
    ("PR-17", {"fte": 0.6}),
    ("PR-17", {"months_in_post": 7}),
    ("PR-18", {"areas": HARD}),
    ("PR-18", {"areas": HARD, "support_plan": "An hour a week with a colleague"}),
    ("PR-18", {"probation_outcome": ProbationOutcome.EXTEND, "hr_involved_on": MET}),
    ("PR-18", {"probation_outcome": ProbationOutcome.END}),
    ("PR-18", {"probation_outcome": ProbationOutcome.EXTEND, **HELPED}),
    ("PR-18", {"kind": ReviewKind.PROBATION_DECISION}),
    ("PR-19", {"shared_on": None}),
    ("PR-19", {"today": date(2026, 6, 11)}),
    ("PR-19", {"today": date(2026, 6, 12), "closures": ((date(2026, 6, 8), date(2026, 6, 8)),)}),
    ("PR-20", {"is_answered": False}),
    ("PR-21", {"countersigner": None}),
    ("PR-21", {"countersigner": 1}),
    ("PR-21", {"countersigner_is_senior": False}),
    ("PR-22", {"supervision_gap_found": "Last met 90 days ago."}),
    ("PR-23", {"actions": 2}),
    ("PR-24", {"today": date(2026, 7, 2)}),
    ("PR-24", {"final_on": date(2026, 7, 2)}),
]  # fmt: skip
PASSES = [
    ("PR-01", {"asks_self": False, "self_is_in": False}),
    ("PR-01", {"self_is_in": False, "self_reminded": 2, "no_self_reason": "She is away."}),
    ("PR-02", {"met_minutes": 30}),
    ("PR-02", {"met_on": TODAY}),
    ("PR-03", with_area(Rating.NOT_ENOUGH)),
    ("PR-03", with_area(Rating.SECURE, "observation:1")),
    ("PR-03", with_area(Rating.STRONG, "observation:1", "cpd:1")),
    ("PR-03", with_area(Rating.NOT_YET, "observation:1", "observation:2", "formative:1")),
    ("PR-03", with_area(Rating.DEVELOPING, "objective:1", "voice:1")),
    ("PR-04", {"areas": (area(narrative=LONG),)}),
    ("PR-04", {"earlier": (Earlier(AREAS["own"][2][:60], is_own=True),)}),
    ("PR-05", {"areas": (), "strengths": "", "development": ""}),
    ("PR-06", {"asks_objectives": False, "next_objectives": ()}),
    ("PR-06", {"next_objectives": objectives(*[About.LEARNERS, About.OWN] * 2, About.OWN)}),
    ("PR-06", {"next_objectives": objectives(About.LEARNERS, About.OWN), "fte": 0.6}),
    ("PR-08", {"next_objectives": objectives(outcome="Improve from 4 of 10 to 8 of 10")}),
    ("PR-09", {"next_objectives": objectives(measure="Pass rate, and reviews held on time")}),
    ("PR-10", {"previous": (PREVIOUS,)}),
    ("PR-11", {"notes_on": (), "is_summative": False}),
    ("PR-11", {"notes_on": (MET,), "is_in_probation": True}),
    ("PR-12", {"has_concern": True, "first_concern_on": MET - timedelta(days=1)}),
    ("PR-12", {"has_concern": True, "concern_seen_on": date(2026, 5, 6)}),
    ("PR-12", {"has_concern": True, "is_summative": False}),
    ("PR-13", {"observed_on": date(2025, 6, 3)}),
    ("PR-13", {"observed_on": date(2026, 3, 3), "is_in_probation": True}),
    ("PR-13", {"observed_on": None, "kind": ReviewKind.INDUCTION}),
    ("PR-13", {"observed_on": None, "areas": ()}),
    ("PR-14", {
        "said": said("Learners rated her 4.2 out of 5 (n = 23), one of many causes."),
        "shown_kinds": frozenset({"voice"}),
    }),
    ("PR-14", {"areas": (area(links=("voice:1",)),), "shown_keys": frozenset({"voice:1"})}),
    ("PR-15", {"said": said("Five of six supervision sessions took place.")}),
    ("PR-16", {"said": said("The target was adjusted for her absence, and no more is asked.")}),
    ("PR-18", {"areas": HARD, **HELPED}),
    ("PR-18", {"probation_outcome": ProbationOutcome.END, **HELPED}),
    ("PR-18", {"probation_outcome": ProbationOutcome.EXTEND, **HELPED, "extended_to": TODAY}),
    ("PR-18", {"probation_outcome": ProbationOutcome.CONFIRM}),
    ("PR-19", {"today": date(2026, 6, 12)}),
    ("PR-21", {"is_countersigned": False, "countersigner": None}),
    ("PR-22", {"supervision_gap_found": "Not met.", "supervision_gap": "Two fell out."}),
    ("PR-24", {"met_on": None}),
    ("PR-24", {"today": date(2026, 7, 1)}),
]  # fmt: skip


def test_there_are_24_each_at_its_gate():
    assert {code: gate for code, (_, gate) in LEVELS.items()} == {
        code: gate_of(code) for code in CHECKS
    }


@pytest.mark.parametrize("code", CHECKS)
def test_a_whole_review_passes_each_check(code):
    assert found(code) == []


def test_each_check_is_failed_by_something():
    assert {code for code, _ in FINDS} == set(CHECKS)


@pytest.mark.parametrize(("code", "changes"), FINDS)
def test_it_finds(code, changes):
    rows = found(code, **changes)

    assert rows
    for row in rows:
        assert (row.code, row.level) == (code, LEVELS[code][0])
        assert row.message.endswith(".")
        assert row.fix.endswith((".", "?", "”"))
        assert 0 < len(row.where) <= 60


@pytest.mark.parametrize(("code", "changes"), PASSES)
def test_it_lets_pass(code, changes):
    assert found(code, **changes) == []


@pytest.mark.parametrize(
    ("code", "number", "passes", "fails"),
    [
        ("PR-02", "meeting_minutes", 45, 46),
        ("PR-04", "narrative_least", 100, 400),
        ("PR-06", "objectives_least", 3, 4),
        ("PR-06", "objectives_most", 3, 2),
        ("PR-11", "formative_least", 2, 3),
        ("PR-13", "observed_within_months", 3, 2),
        ("PR-19", "days_to_read", 10, 11),
        ("PR-24", "days_to_finish", 12, 11),
    ],
)
def test_the_numbers_are_the_colleges(code, number, passes, fails):
    assert found(code, numbers=numbers(**{number: passes})) == []
    assert found(code, numbers=numbers(**{number: fails}))


@pytest.mark.parametrize(("same", "is_found"), [(79, False), (80, True)])
def test_a_copy_begins_at_the_percent(same, is_found):
    own = " ".join(f"word{n}" for n in range(100))
    other = " ".join(f"word{n}" if n < same else f"else{n}" for n in range(100))
    earlier = (Earlier(other, is_own=True),)

    rows = found("PR-04", areas=(area(narrative=own),), earlier=earlier)

    assert any("nearly the same" in row.message for row in rows) is is_found


def test_a_finding_of_copies_names_nobody_else():
    (row,) = found("PR-04", earlier=(Earlier(COPY, is_own=False),))

    assert "another person" in row.message
    assert row.where == "area:coaching"


@pytest.mark.parametrize(("fte", "least"), [(1.0, 3), (0.8, 3), (0.6, 2), (0.2, 2)])
def test_fewer_objectives_are_asked_of_a_part_time_post(fte, least):
    assert whole(fte=fte).objectives_least == least


def test_a_college_that_asks_for_one_objective_asks_for_one_of_everybody():
    assert whole(fte=0.5, numbers=numbers(objectives_least=1)).objectives_least == 1


# The gates --------------------------------------------------------------------------


def codes(rows):
    return {row.code for row in rows}


def test_a_gate_looks_at_those_before_it_too():
    facts = whole(met_both=False, is_attested=False, is_answered=False)

    assert codes(findings(facts, Gate.SHARE)) == {"PR-02"}
    assert codes(findings(facts, Gate.SIGN)) == {"PR-02", "PR-15"}
    assert codes(findings(facts, Gate.FINAL)) == {"PR-02", "PR-15", "PR-20"}


WARNED = {
    "PR-04": {"areas": (area(narrative=SHORT), *RATED[2:])},
    "PR-08": {"next_objectives": objectives(outcome="Improve the support for learners")},
    "PR-09": {"next_objectives": objectives(measure="The pass rate", target="85%")},
    "PR-12": {"has_concern": True},
    "PR-22": {"supervision_gap_found": "Last met 90 days ago."},
}


@pytest.mark.parametrize("code", NEEDS_REASON)
def test_a_warning_holds_up_until_there_is_a_reason(code):
    facts = whole(**WARNED[code])
    rows = findings(facts, Gate.FINAL)
    reasons = frozenset((row.code, row.where) for row in rows)

    assert codes(holding(rows, facts)) == {code}
    assert holding(rows, facts.at(reasons=reasons)) == []
    assert holding(rows, facts.at(reasons=frozenset({(code, "elsewhere")})))


def test_a_reason_lets_no_block_past():
    facts = whole(strengths="", reasons=frozenset({("PR-05", "strengths")}))

    assert codes(holding(findings(facts, Gate.SHARE), facts)) == {"PR-05"}


def test_what_only_warns_or_is_done_by_the_site_holds_nothing_up():
    facts = whole(
        said=said("The target was not met because of her illness."),
        fte=0.6,
        actions=1,
        final_on=date(2026, 12, 1),
    )
    rows = findings(facts, Gate.FINAL)

    assert codes(rows) == {"PR-16", "PR-17", "PR-23", "PR-24"}
    assert holding(rows, facts) == []


def test_five_days_to_read_are_counted_over_the_weekend():
    (row,) = found("PR-19", today=SHARED + timedelta(days=4))

    assert "2 of 5 working days" in row.message
    assert "12 June" in row.message


def test_what_was_seen_is_asked_of_both():
    rows = found("PR-05", strengths=DEVELOPMENT, development="")

    assert [row.where for row in rows] == ["development"]
