from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.caseloads import queries, rules
from assessments.caseloads.models import CaseloadPolicy, CaseloadSnapshot
from assessments.caseloads.rules import Counts, LoadPolicy
from assessments.caseloads.services import record_caseload, save_load_policy, seen_of
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from cms.people.teams.models import StaffProfile
from tests.factories.caseloads import FARID, load_policy, snapshot
from tests.factories.people import ReportingLineFactory, days_ago

pytestmark = pytest.mark.django_db
COUNTS = Counts(84, 18, 3)
HEAVY = Counts(*FARID)


def today():
    return timezone.localdate()


def last_month():
    return rules.months_back(today())[1]


def test_a_mentor_counts_her_own_by_the_part_of_a_post_she_has(mentor):
    StaffProfile.objects.filter(person=mentor).update(fte=Decimal("0.8"))

    row = record_caseload(mentor=mentor, on=today(), counts=COUNTS, by=mentor)

    assert (row.universal, row.targeted, row.intensive, row.fte) == (84, 18, 3, Decimal("0.8"))
    assert row.recorded_by == mentor
    event = AuditEvent.objects.get(verb="caseload.recorded")
    assert (event.about, event.detail["to"]["intensive"]) == (mentor, 3)


def test_a_month_is_counted_once_and_the_second_count_takes_its_place(mentor, manager):
    record_caseload(mentor=mentor, on=last_month(), counts=COUNTS, by=mentor)
    on = last_month() - timedelta(days=5)
    record_caseload(mentor=mentor, on=on, counts=Counts(80, 18, 3), by=manager)

    row = CaseloadSnapshot.objects.get()
    assert (row.universal, row.on, row.recorded_by) == (80, on, manager)
    corrected = AuditEvent.objects.get(verb="caseload.corrected")
    assert corrected.detail["from"]["universal"] == 84


def test_another_month_is_another_count(mentor):
    record_caseload(mentor=mentor, on=last_month(), counts=COUNTS, by=mentor)
    record_caseload(mentor=mentor, on=today(), counts=COUNTS, by=mentor)

    assert CaseloadSnapshot.objects.count() == 2


def test_an_old_form_overwrites_nothing(mentor):
    row = record_caseload(mentor=mentor, on=today(), counts=COUNTS, by=mentor)

    with pytest.raises(ValidationError, match="Somebody else"):
        record_caseload(mentor=mentor, on=today(), counts=HEAVY, seen="", by=mentor)
    record_caseload(mentor=mentor, on=today(), counts=HEAVY, seen=seen_of(row), by=mentor)

    assert CaseloadSnapshot.objects.get().universal == 96


@pytest.mark.parametrize("who", ["peer", "other_manager", "quality_lead", "hr", "supervisor"])
def test_nobody_else_counts(request, mentor, who):
    with pytest.raises(PermissionDenied):
        record_caseload(mentor=mentor, on=today(), counts=COUNTS, by=request.getfixturevalue(who))


def test_a_new_manager_counts_no_day_before_her(mentor, other_manager):
    mentor.reporting_lines.update(ends_on=days_ago(1))
    ReportingLineFactory.create(person=mentor, manager=other_manager, starts_on=days_ago(0))

    with pytest.raises(PermissionDenied):
        record_caseload(mentor=mentor, on=last_month(), counts=COUNTS, by=other_manager)
    record_caseload(mentor=mentor, on=today(), counts=COUNTS, by=other_manager)

    assert CaseloadSnapshot.objects.get().on == today()


def test_only_a_mentor_has_a_caseload(manager):
    with pytest.raises(PermissionDenied):
        record_caseload(mentor=manager, on=today(), counts=COUNTS, by=manager)


def test_what_cannot_be_is_refused_and_nothing_is_kept(mentor):
    for on, counts in [(today() + timedelta(days=1), COUNTS), (today(), Counts(601, 0, 0))]:
        with pytest.raises(ValidationError):
            record_caseload(mentor=mentor, on=on, counts=counts, by=mentor)

    assert not CaseloadSnapshot.objects.exists()


# Who is told ---------------------------------------------------------------------


def test_the_manager_is_told_once_when_a_load_rises_too_far(mentor, manager):
    record_caseload(mentor=mentor, on=last_month(), counts=COUNTS, by=mentor)
    record_caseload(mentor=mentor, on=today(), counts=HEAVY, by=mentor)
    record_caseload(mentor=mentor, on=today(), counts=HEAVY, by=mentor)

    notice = Notice.objects.get()
    assert notice.recipient == manager
    assert "far above the fair range" in notice.title
    assert "32 more than the fair range" in notice.body


def test_the_mentor_is_told_when_her_manager_counts(mentor, manager):
    record_caseload(mentor=mentor, on=today(), counts=HEAVY, by=manager)

    assert Notice.objects.get().recipient == mentor


def test_a_load_that_stays_heavy_is_told_of_once(mentor):
    record_caseload(mentor=mentor, on=last_month(), counts=HEAVY, by=mentor)
    record_caseload(mentor=mentor, on=today(), counts=HEAVY, by=mentor)

    assert Notice.objects.count() == 1


def test_a_fair_load_tells_nobody(mentor):
    record_caseload(mentor=mentor, on=today(), counts=COUNTS, by=mentor)

    assert not Notice.objects.exists()


# What is fair --------------------------------------------------------------------


def test_a_policy_holds_from_its_day_and_counts_keep_theirs(hr, mentor):
    snapshot(mentor, FARID, on=days_ago(40))
    policy = LoadPolicy(targeted_weight=Decimal(3), fair_from=150, fair_to=200)
    save_load_policy(policy=policy, from_on=today(), why="A year of trying", by=hr)
    snapshot(mentor, FARID, on=today())

    before, now = queries.caseload_history(mentor, days_ago(60), reader=mentor)
    assert (before.weighted, before.band) == (192, "far_over")
    assert (now.weighted, now.band) == (204, "over")
    event = AuditEvent.objects.get(verb="caseload_policy.changed")
    assert event.detail["changes"]["fair_to"] == ["160", "200"]


def test_the_last_of_one_day_holds(hr):
    save_load_policy(policy=LoadPolicy(fair_to=170), from_on=today(), why="a", by=hr)
    save_load_policy(policy=LoadPolicy(fair_to=165), from_on=today(), why="b", by=hr)

    assert queries.load_policy_on().fair_to == 165
    assert CaseloadPolicy.objects.count() == 2


def test_a_policy_to_come_holds_later(quality_lead):
    later = today() + timedelta(days=30)
    save_load_policy(policy=LoadPolicy(fair_to=180), from_on=later, why="a", by=quality_lead)

    assert queries.load_policy_on().fair_to == 160
    assert queries.load_policy_on(later).fair_to == 180


@pytest.mark.parametrize("who", ["mentor", "manager", "admin", "dpo"])
def test_nobody_else_says_what_is_fair(request, who):
    with pytest.raises(PermissionDenied):
        save_load_policy(
            policy=LoadPolicy(), from_on=today(), why="x", by=request.getfixturevalue(who)
        )


def test_a_policy_changed_meanwhile_is_not_overwritten(hr):
    load_policy(fair_to=170)

    with pytest.raises(ValidationError, match="Somebody else"):
        save_load_policy(policy=LoadPolicy(), from_on=today(), why="x", seen=0, by=hr)


def test_the_site_may_set_the_first_one_for_days_that_are_gone():
    row = save_load_policy(policy=LoadPolicy(), from_on=days_ago(400), by=None)

    assert row.set_by is None
    with pytest.raises(ValidationError):
        save_load_policy(policy=LoadPolicy(), from_on=days_ago(300), why="x", by=None)
