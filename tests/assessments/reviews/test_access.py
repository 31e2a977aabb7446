"""Who reads a review, in every state, and who knows of it (domain.md 2.2, 2.3)."""

import pytest

from assessments.reviews import access
from assessments.reviews.models import PerformanceReview
from assessments.reviews.rules import SHOWN_TO_REVIEWEE, TRANSITIONS, ReviewState
from assessments.reviews.rules.moves import refusal
from cms.people.accounts.rules import Role
from cms.people.privacy.models import BreakGlassGrant
from cms.people.privacy.rules import Purpose
from cms.people.teams.models import Cover
from tests.factories import grants, reviews
from tests.factories.people import ReportingLineFactory, days_ago, make_person
from tests.factories.rights import leaver

from .moves import fresh, put

pytestmark = pytest.mark.django_db
PEOPLE = (
    "mentor", "manager", "senior", "peer", "supervisor", "other_manager", "hr", "quality_lead",
    "dpo", "dsl", "admin", "trainer",
)  # fmt: skip


@pytest.fixture
def plain(mentor, manager, senior):
    """Just opened, with somebody to countersign it."""
    return reviews.review(mentor, manager, countersigner=senior)


def reads(user, review):
    return PerformanceReview.objects.filter(access.readable_by(user), pk=review.pk).exists()


def knows(user, review):
    return PerformanceReview.objects.filter(access.listed_for(user), pk=review.pk).exists()


def readers_in(state):
    if state not in SHOWN_TO_REVIEWEE:
        return {"manager"}
    # The senior manages nobody of this team herself: she reads as countersigner.
    return {"manager", "mentor", "senior"} | ({"hr"} if state == ReviewState.FINAL else set())


@pytest.mark.parametrize("state", list(ReviewState))
def test_who_reads_it_in_each_state(plain, state, request):
    people = {name: request.getfixturevalue(name) for name in PEOPLE}
    put(plain, state)

    assert {name for name, one in people.items() if reads(one, plain)} == readers_in(state)


def test_who_knows_of_it(plain, request):
    people = {name: request.getfixturevalue(name) for name in PEOPLE}

    knowing = {name for name, one in people.items() if knows(one, plain)}

    assert knowing == {"mentor", "manager", "senior", "hr", "quality_lead", "dpo"}


def test_a_superuser_is_nobody_special(plain):
    root = make_person("Root", "Root")
    root.is_superuser = root.is_staff = True
    root.save()
    put(plain, ReviewState.FINAL)

    assert not reads(root, plain)
    assert not knows(root, plain)


# Change of manager -----------------------------------------------------------------


def change_manager(mentor, other_manager):
    mentor.reporting_lines.update(ends_on=days_ago(1))
    ReportingLineFactory.create(person=mentor, manager=other_manager, starts_on=days_ago(0))


@pytest.mark.parametrize("state", list(ReviewState))
def test_a_new_manager_reads_the_current_one_once_shared(
    plain, mentor, manager, other_manager, state
):
    put(plain, state)
    change_manager(mentor, other_manager)

    assert reads(other_manager, plain) == (state in SHOWN_TO_REVIEWEE)
    assert not reads(manager, plain)


def test_a_new_manager_reads_the_last_final_one_and_none_before_it(
    plain, mentor, manager, other_manager
):
    now = plain.opened_at
    older = put(plain, ReviewState.FINAL, final_at=now)
    last = put(
        reviews.review(mentor, manager), ReviewState.FINAL, final_at=now.replace(year=now.year + 1)
    )
    change_manager(mentor, other_manager)

    assert reads(other_manager, last)
    assert not reads(other_manager, older)


def test_a_new_manager_reads_no_self_assessment_of_a_review_she_does_not_read(
    plain, mentor, manager, other_manager
):
    now = plain.opened_at
    older = put(plain, ReviewState.FINAL, final_at=now)
    last = put(
        reviews.review(mentor, manager), ReviewState.FINAL, final_at=now.replace(year=now.year + 1)
    )
    for review in (older, last):
        reviews.self_assessment(review)
    change_manager(mentor, other_manager)

    assert access.can_read_self_assessment(other_manager, fresh(last))
    assert not access.can_read_self_assessment(other_manager, fresh(older))


def test_the_manager_before_knows_of_it_no_more(plain, mentor, manager, other_manager):
    assert knows(manager, plain)
    change_manager(mentor, other_manager)

    assert not knows(manager, plain)


def test_who_stands_in_for_the_manager_reads_what_is_shared(plain, manager, other_manager):
    put(plain, ReviewState.SHARED)
    Cover.objects.create(
        stands_in=other_manager, absent=manager, kind="manager",
        starts_on=days_ago(1), ends_on=days_ago(-5),
    )  # fmt: skip

    assert reads(other_manager, plain)
    assert not access.can_share(other_manager, plain)


def test_a_reviewer_without_the_role_reads_and_writes_nothing(plain, manager):
    manager.role_grants.all().delete()

    assert not reads(manager, plain)
    assert not access.can_write(manager, plain)


def test_hr_does_not_read_her_own_by_being_hr(manager):
    beth = make_person("Beth", "Two", Role.HR, Role.MENTOR)
    ReportingLineFactory.create(person=beth, manager=manager)
    hers = reviews.review(beth, manager)

    assert not reads(beth, hers)
    assert not access.can_hand_over(beth, hers)
    assert not access.can_cancel(beth, hers)
    assert not access.can_choose_countersigner(beth, hers)


# Leavers and grants ----------------------------------------------------------------


def test_a_leaver_reads_and_takes_along_what_is_final(plain, mentor):
    put(plain, ReviewState.SHARED)
    leaver(mentor, 3)
    assert not reads(mentor, plain)

    final = put(plain, ReviewState.FINAL)

    assert reads(mentor, final)
    assert access.can_export(mentor, final)


def test_a_grant_opens_a_draft_for_its_time(plain, mentor, dpo, hr):
    assert not reads(dpo, plain)

    grant = grants.grant(dpo, mentor, hr, record_class=access.CLASS, purpose=Purpose.RIGHTS_REQUEST)
    assert reads(dpo, plain)
    BreakGlassGrant.objects.filter(pk=grant.pk).update(state="ended")

    assert not reads(dpo, plain)


def test_a_grant_opens_no_draft_to_hr(plain, mentor, dpo, hr):
    grants.grant(hr, mentor, dpo, record_class=access.CLASS, purpose=Purpose.CAPABILITY)

    assert not reads(hr, plain)
    assert reads(hr, put(plain, ReviewState.SHARED))


def test_who_keeps_the_rounds_begins_for_herself_what_every_mentor_does(mentor):
    both = make_person("Beth", "Both", Role.HR, Role.MENTOR)

    assert access.can_begin_review_of(both, both)
    assert not access.can_begin_any_kind(both, both)
    assert access.can_begin_any_kind(both, mentor)


# Self-assessment -------------------------------------------------------------------


def test_a_self_assessment_is_hers_until_it_is_handed_in(plain, mentor, manager, senior, hr):
    row = reviews.self_assessment(plain, submitted_at=None)
    assert access.can_read_self_assessment(mentor, plain)
    assert not access.can_read_self_assessment(manager, fresh(plain))

    row.submitted_at = plain.opened_at
    row.save()
    final = put(plain, ReviewState.FINAL)

    assert access.can_read_self_assessment(manager, final)
    for person in (senior, hr):
        assert not access.can_read_self_assessment(person, final)


# What somebody may do, state by state ----------------------------------------------


@pytest.mark.parametrize("state", list(ReviewState))
def test_what_the_state_leaves_to_each(plain, state, hr, manager, quality_lead):
    review = put(plain, state)
    is_open = state not in (ReviewState.FINAL, ReviewState.CANCELLED)
    is_signed = state in (ReviewState.SIGNED_MANAGER, ReviewState.COUNTERSIGNED)
    is_before = is_open and state not in SHOWN_TO_REVIEWEE

    assert access.can_write(manager, review) == is_before
    assert access.can_hand_over(hr, review) == (is_open and not is_signed)
    assert access.can_cancel(quality_lead, review) == is_before
    assert access.can_export(manager, review) == (state == ReviewState.FINAL)
    assert access.can_choose_countersigner(manager, review) == (
        is_open and state != ReviewState.COUNTERSIGNED
    )


@pytest.mark.parametrize("state", list(ReviewState))
def test_every_move_that_is_not_possible_is_explained(state):
    for to in ReviewState:
        if to not in TRANSITIONS[state]:
            assert refusal(state, to).endswith(".")


def test_moderators_have_no_part_in_it(plain, quality_lead, manager, senior, mentor, peer):
    assert access.can_moderate(None, plain)
    assert access.can_moderate(quality_lead, plain)
    for person in (manager, senior, mentor, peer):
        assert not access.can_moderate(person, plain)
