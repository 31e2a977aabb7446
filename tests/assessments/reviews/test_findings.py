"""What the checks find in rows: the facts are read from every slice that knows them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.feedback.rules import FeedbackKind
from assessments.observations.rules import ObservationState
from assessments.reviews.models import AreaJudgement, WarningReason
from assessments.reviews.queries.facts import facts_of
from assessments.reviews.queries.findings import findings_for, look_over, stops
from assessments.reviews.rules import Rating, ReviewState
from assessments.reviews.rules.checks import Gate, Level
from assessments.supervision.services.policies import load_default_policies
from cms.people.teams.models import StaffProfile
from tests.factories import supervision
from tests.factories.people import days_ago
from tests.factories.reviews import (
    formative_note,
    judged,
    link,
    observed,
    policy,
    previous_objective,
    ready_to_share,
    review,
    self_assessment,
    shared,
)


@pytest.fixture
def draft(mentor, manager, senior):
    return review(mentor, manager, countersigner=senior)


def codes(rows):
    return {row.code for row in rows}


def test_of_an_empty_draft_nearly_everything_is_said(draft):
    found = codes(stops(draft, Gate.SHARE))

    assert {"PR-01", "PR-02", "PR-03", "PR-04", "PR-05"} <= found


def test_one_that_is_whole_passes_every_gate(draft):
    row = shared(ready_to_share(draft))
    type(row).objects.filter(pk=row.pk).update(answered_at=timezone.now())
    row.refresh_from_db()

    assert stops(row, Gate.FINAL) == []


def test_it_passes_the_first_gate_before_it_is_shared(draft):
    row = ready_to_share(draft)

    assert stops(row, Gate.SHARE) == []
    assert codes(stops(row, Gate.SIGN)) == {"PR-19"}


def test_the_latest_numbers_hold(draft):
    row = ready_to_share(draft)
    policy(meeting_minutes=90)

    assert codes(stops(row, Gate.SHARE)) == {"PR-02"}


def test_a_warning_is_said_until_there_is_a_reason(draft, manager):
    row = ready_to_share(draft, supervision_gap="")
    AreaJudgement.objects.filter(review=row, area__code="own").update(
        narrative="In March I saw it."
    )
    assert codes(findings_for(row, Gate.SHARE)) == {"PR-04"}

    WarningReason.objects.create(
        review=row, code="PR-04", where="area:own", reason="Said in the meeting.", given_by=manager
    )

    assert findings_for(row, Gate.SHARE) == []
    (said,) = [one for one in look_over(row).sharing if one.finding.code == "PR-04"]
    assert (said.reason, said.is_answered, said.is_holding) == ("Said in the meeting.", True, False)


def test_a_text_of_last_year_is_found_again(draft, mentor, manager):
    before = judged(review(mentor, manager, period_from=days_ago(740), period_to=days_ago(371)))
    type(before).objects.filter(pk=before.pk).update(
        state=ReviewState.FINAL, final_at=timezone.now(), words_hash="a" * 64
    )
    row = ready_to_share(draft)

    found = [each for each in stops(row, Gate.SHARE) if each.code == "PR-04"]

    assert len(found) == 5
    assert all("review before" in each.message for each in found)


def test_a_text_about_another_person_is_found_with_other_names(draft, peer, manager):
    other = judged(review(peer, manager))
    text = AreaJudgement.objects.get(review=other, area__code="own").narrative
    AreaJudgement.objects.filter(review=other, area__code="own").update(
        narrative=text.replace(" she ", " Sam ")
    )
    row = ready_to_share(draft)
    AreaJudgement.objects.filter(review=row, area__code="own").update(
        narrative=text.replace(" she ", " Yasmin ")
    )
    AreaJudgement.objects.filter(review=other).exclude(area__code="own").delete()

    (found,) = stops(row, Gate.SHARE)

    assert (found.code, found.where) == ("PR-04", "area:own")


def test_what_another_reviewer_writes_is_compared_with_nothing(draft, peer, other_manager):
    judged(review(peer, other_manager))

    assert stops(ready_to_share(draft), Gate.SHARE) == []


def test_feedback_and_observation_of_the_time_count(draft, mentor, manager):
    ready_to_share(draft)
    facts = facts_of(draft)
    assert len(facts.notes_on) == 2
    assert facts.observed_on == days_ago(60)

    before = facts_of(review(mentor, manager, period_from=days_ago(30)))
    assert before.notes_on == ()


def test_an_observation_that_is_not_released_is_none(draft, mentor, manager):
    observed(mentor, manager, state=ObservationState.SEEN)

    assert facts_of(draft).observed_on is None


def test_a_concern_that_was_spoken_of_is_no_surprise(draft, mentor, manager):
    ready_to_share(draft, has_concern=True)
    assert codes(stops(draft, Gate.SHARE)) == {"PR-12"}

    formative_note(mentor, manager, days=50, kind=FeedbackKind.CONCERN)

    assert stops(draft, Gate.SHARE) == []


def test_previous_objectives_hold_up_until_they_are_closed(draft):
    ready_to_share(draft)
    row = previous_objective(draft)

    (found,) = stops(draft, Gate.SHARE)

    assert (found.code, found.where) == ("PR-10", f"previous:{row.pk}")


def test_a_part_time_post_is_asked_for_less(draft, mentor):
    StaffProfile.objects.filter(person=mentor).update(fte="0.60", started_on=days_ago(100))
    ready_to_share(draft)

    facts = facts_of(draft)
    notes = look_over(draft).notes

    assert (facts.objectives_least, facts.months_in_post, facts.months) == (2, 3, 12)
    assert codes(row.finding for row in notes) == {"PR-17"}
    assert notes[0].finding.level == Level.AUTO


def test_supervision_that_did_not_take_place_is_said_and_its_words_are_not(
    draft, mentor, supervisor
):
    pair = supervision.agreement(mentor, supervisor)
    supervision.held(pair, days=200)
    load_default_policies()
    ready_to_share(draft, supervision_gap="")

    (found,) = stops(draft, Gate.SHARE)

    assert found.code == "PR-22"
    assert "Last met" in found.message


def test_linked_figures_that_are_not_shown_hold_up(draft):
    ready_to_share(draft)
    link(AreaJudgement.objects.get(review=draft, area__code="own"), "voice", "voice:999")

    assert codes(stops(draft, Gate.SHARE)) == {"PR-14"}


def test_whoever_is_above_the_reviewer_may_countersign(draft, senior, other_manager, manager):
    assert facts_of(draft).countersigner_is_senior

    draft.countersigner = other_manager
    assert not facts_of(draft).countersigner_is_senior


def test_what_a_mentor_wrote_and_did_not_hand_in_is_not_looked_at(draft):
    self_assessment(draft, submitted_at=None)

    assert not facts_of(draft).self_is_in


def test_before_it_is_shared_nobody_is_told_to_wait_for_an_answer(draft):
    found = codes(row.finding for row in look_over(ready_to_share(draft)).rows)

    assert not found & {"PR-19", "PR-20"}


def test_the_parts_say_how_many_things_are_missing_there(draft):
    ready_to_share(draft)
    AreaJudgement.objects.filter(review=draft, area__code="own").update(rating=None)

    look = look_over(draft)

    assert look.holding_at(["area:own"]) == 1
    assert look.holding_at(["area:coaching", "next", "objective:"]) == 0
    assert [row.finding.code for row in look.at("area:own")] == ["PR-03"]


@pytest.mark.parametrize("rating", [Rating.SECURE, Rating.STRONG])
def test_facts_take_the_same_queries_for_more_rows(
    draft, mentor, peer, manager, django_assert_num_queries, rating
):
    """One area, and five; one other review, and three; an objective of last time, and none."""
    ready_to_share(draft)
    AreaJudgement.objects.filter(review=draft).exclude(area__code="own").delete()
    with CaptureQueriesContext(connection) as few:
        facts_of(draft)

    judged(draft, rating)
    for days in (10, 20, 30):
        formative_note(mentor, manager, days)
        judged(review(peer, manager, period_to=days_ago(days)))
        previous_objective(draft, state="met", closed_at=timezone.now(), closed_reason="Eight.")
    with django_assert_num_queries(len(few)):
        facts_of(draft)


def test_the_day_can_be_given(draft):
    row = shared(ready_to_share(draft), days=0)

    assert "PR-19" in codes(stops(row, Gate.SIGN))
    later = timezone.localdate() + timedelta(days=14)
    assert "PR-19" not in codes(stops(row, Gate.SIGN, today=later))
