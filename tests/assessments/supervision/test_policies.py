"""What is kept about how often: policies, needs, closures and posts; who may, and what it says."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.supervision.models import (
    CollegeClosure,
    SupervisionNeed,
    SupervisionPolicy,
    SupervisorPost,
)
from assessments.supervision.queries.policies import (
    load_of,
    needs_kept_by,
    own_needs,
    people_with_needs,
    policy_groups,
    policy_values,
    supervisor_loads,
)
from assessments.supervision.rules.frequency import DEFAULT_POLICIES, Policy
from assessments.supervision.rules.kinds import CountsTowards, SessionType
from assessments.supervision.rules.policies import check_policy, fingerprint
from assessments.supervision.rules.policy_words import (
    asks_words,
    changes,
    further_words,
    stage_words,
    who_words,
)
from assessments.supervision.rules.states import NeedKind
from assessments.supervision.services.policies import (
    add_closure,
    end_need,
    load_default_policies,
    remove_closure,
    save_policy,
    save_post,
    set_need,
)
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories import supervision as scenes
from tests.factories.people import days_ago, make_person

NEW = Policy(name="Our team", interval_days=21, priority=60)
TODAY = timezone.localdate
SETS = ["hr", "quality_lead"]
OTHERS = ["mentor", "manager", "supervisor", "dsl", "trainer", "admin", "dpo"]


# Rules and words ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"), ({"interval_days": 0}, "interval_days"),
        ({"tolerance_days": 21}, "tolerance_days"), ({"from_day": 9, "until_day": 8}, "until_day"),
        ({"fte_from": Decimal("0.5"), "fte_below": Decimal("0.5")}, "fte_below"),
        ({"back_within_days": 0}, "back_within_days"), ({"contact_hours": 0}, "contact_hours"),
        ({"min_minutes": 121}, "min_minutes"),
        ({"types_allowed": (SessionType.SAFEGUARDING,)}, "types_allowed"),
        ({"types_allowed": (SessionType.DEBRIEF,)}, "types_allowed"),
    ],
)  # fmt: skip
def test_a_policy_that_nobody_could_keep_is_refused(changed, field):
    with pytest.raises(ValidationError) as caught:
        check_policy(replace(NEW, **changed))

    assert set(caught.value.message_dict) == {field}


def test_the_default_policies_keep_the_rules_and_differ_by_key():
    for policy in DEFAULT_POLICIES:
        check_policy(policy)

    assert len({policy.key for policy in DEFAULT_POLICIES}) == len(DEFAULT_POLICIES) == 10


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(None, 42, "in weeks 1 to 6 of the post"), (43, 182, "in weeks 7 to 26 of the post"),
     (183, None, "from week 27 of the post on"), (10, 12, "in days 10 to 12 of the post"),
     (1, 7, "in week 1 of the post"), (5, 5, "in day 5 of the post"), (None, None, "")],
)  # fmt: skip
def test_a_stage_is_said_in_weeks_where_it_has_whole_ones(first, last, said):
    assert stage_words(first, last) == said


def test_each_default_policy_reads_in_plain_words():
    said = {each.key: (who_words(each), asks_words(each)) for each in DEFAULT_POLICIES}

    assert said["first-weeks"] == (
        "Everybody in weeks 1 to 6 of the post",
        "A session at least every 14 days (2 weeks), with 4 days of grace.",
    )
    assert said["part-time"][0] == (
        "Everybody from week 27 of the post on, with less than half time"
    )
    assert said["return"] == (
        "Everybody back from more than 20 working days away",
        "The first session within 5 working days of the return, with no days of grace.",
    )
    assert said["link-safeguarding"][1].startswith("Safeguarding supervision at least every 42")


def test_what_counts_and_stops_is_said_too():
    policy = replace(
        NEW, contact_hours=35, least_a_year=5, group_percent=0, pauses_when_closed=False
    )

    assert further_words(policy) == [
        "Sooner, where 35 hours with learners have passed since the last one.",
        "A warning is shown to whoever meets fewer than 5 times a year.",
        "Sessions of 20 minutes or more count; group sessions do not.",
        "A long absence stops the clock.",
    ]


def test_changes_name_what_differs():
    assert [(each.label, each.before, each.after) for each in changes(
        NEW, replace(NEW, interval_days=28, is_active=False)
    )] == [
        ("In use", "yes", "no"),
        ("A session at least every", "21 days (3 weeks)", "28 days (4 weeks)"),
    ]  # fmt: skip
    assert changes(NEW, NEW) == []
    assert len(changes(None, NEW)) > 15


# Policies ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_load_default_policies_keeps_what_a_college_changed():
    assert load_default_policies() == len(DEFAULT_POLICIES)
    SupervisionPolicy.objects.filter(key="confirmed").update(interval_days=30, is_active=False)

    assert load_default_policies() == 0

    row = SupervisionPolicy.objects.get(key="confirmed")
    assert (row.interval_days, row.is_active) == (30, False)
    stored = {policy_values(row) for row in SupervisionPolicy.objects.exclude(key="confirmed")}
    assert stored == {each for each in DEFAULT_POLICIES if each.key != "confirmed"}


@pytest.mark.django_db
@pytest.mark.parametrize("who", SETS)
def test_save_policy_makes_and_changes_one(who, request):
    by = request.getfixturevalue(who)
    row = save_policy(policy=None, values=NEW, by=by)
    seen = fingerprint(policy_values(row))

    changed = save_policy(
        policy=row, values=replace(policy_values(row), interval_days=28), seen=seen, by=by
    )

    assert (changed.pk, changed.key, changed.interval_days) == (row.pk, "our-team", 28)
    events = AuditEvent.objects.filter(verb="supervision_policy.changed", actor=by).order_by("pk")
    assert [event.detail["changed"] for event in events][-1] == ["interval_days"]


@pytest.mark.django_db
@pytest.mark.parametrize("who", OTHERS)
def test_save_policy_is_refused_to_others(who, request):
    with pytest.raises(PermissionDenied):
        save_policy(policy=None, values=NEW, by=request.getfixturevalue(who))

    assert not SupervisionPolicy.objects.exists()


@pytest.mark.django_db
def test_save_policy_gives_two_of_one_name_two_keys(hr):
    keys = [save_policy(policy=None, values=NEW, by=hr).key for _ in range(3)]

    assert keys == ["our-team", "our-team-2", "our-team-3"]


@pytest.mark.django_db
def test_save_policy_refuses_to_write_over_what_somebody_else_changed(hr, quality_lead):
    row = save_policy(policy=None, values=NEW, by=hr)
    seen = fingerprint(policy_values(row))
    save_policy(policy=row, values=replace(NEW, tolerance_days=3), by=quality_lead)

    with pytest.raises(ValidationError, match="Somebody else changed this policy"):
        save_policy(policy=row, values=replace(NEW, interval_days=28), seen=seen, by=hr)

    row.refresh_from_db()
    assert (row.interval_days, row.tolerance_days) == (21, 3)


@pytest.mark.django_db
def test_policy_groups_are_in_the_order_in_which_they_win(django_assert_num_queries):
    load_default_policies()

    with django_assert_num_queries(1):
        usual, apart = policy_groups()

    assert [line.row.key for line in usual.lines][:3] == ["return", "support-plan", "first-weeks"]
    assert {line.row.target for line in apart.lines} == {CountsTowards.SAFEGUARDING}


# Needs -------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["manager", "hr"])
def test_set_need_is_told_and_says_no_why(who, mentor, request):
    by = request.getfixturevalue(who)

    need = set_need(person=mentor, kind=NeedKind.SUPPORT_PLAN, starts_on=TODAY(), by=by)

    event = AuditEvent.objects.get(verb="supervision_need.set")
    assert (event.actor, event.about, event.object_words) == (
        by, mentor, f"Supervision need {need.pk}",
    )  # fmt: skip
    notice = Notice.objects.get(recipient=mentor)
    assert "plan" not in notice.title + notice.body
    assert "plan" not in str(event.detail)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "who", ["mentor", "peer", "other_manager", "supervisor", "quality_lead", "admin", "dpo"]
)
def test_set_need_is_refused_to_others(who, mentor, request):
    with pytest.raises(PermissionDenied):
        set_need(
            person=mentor, kind=NeedKind.INTENSIVE, starts_on=TODAY(),
            by=request.getfixturevalue(who),
        )  # fmt: skip


@pytest.mark.django_db
def test_set_need_is_one_of_a_kind_at_a_time(mentor, hr):
    set_need(person=mentor, kind=NeedKind.INTENSIVE, starts_on=TODAY(), by=hr)
    set_need(person=mentor, kind=NeedKind.SAFEGUARDING_LINK, starts_on=TODAY(), by=hr)

    with pytest.raises(ValidationError, match="End that one first"):
        set_need(person=mentor, kind=NeedKind.INTENSIVE, starts_on=days_ago(-9), by=hr)
    with pytest.raises(ValidationError, match="before the first day"):
        set_need(
            person=mentor, kind=NeedKind.SUPPORT_PLAN, starts_on=TODAY(), ends_on=days_ago(1), by=hr
        )


@pytest.mark.django_db
def test_end_need_gives_it_a_last_day_or_takes_it_out(mentor, manager, other_manager):
    begun = set_need(person=mentor, kind=NeedKind.INTENSIVE, starts_on=days_ago(30), by=manager)
    later = set_need(person=mentor, kind=NeedKind.SUPPORT_PLAN, starts_on=days_ago(-5), by=manager)
    with pytest.raises(PermissionDenied):
        end_need(need=begun, by=other_manager)

    end_need(need=begun, ends_on=days_ago(2), by=manager)
    end_need(need=later, by=manager)

    assert SupervisionNeed.objects.get().ends_on == days_ago(2)
    assert AuditEvent.objects.filter(verb="supervision_need.ended").count() == 2
    with pytest.raises(ValidationError, match="ended already"):
        end_need(need=begun, by=manager)


@pytest.mark.django_db
def test_needs_are_known_to_her_manager_hr_and_herself(
    mentor, peer, manager, other_manager, hr, quality_lead, supervisor
):
    need = set_need(person=mentor, kind=NeedKind.INTENSIVE, starts_on=TODAY(), by=hr)

    assert [list(needs_kept_by(who)) for who in (manager, hr)] == [[need], [need]]
    for who in (mentor, peer, other_manager, quality_lead, supervisor):
        assert not needs_kept_by(who).exists()
    assert list(own_needs(mentor)) == [need]
    assert list(people_with_needs(manager)) == [mentor, peer]
    assert not people_with_needs(other_manager).exists()


# Closures ----------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("who", SETS)
def test_closures_are_added_and_taken_out(who, request):
    by = request.getfixturevalue(who)
    days = {"starts_on": date(2026, 12, 21), "ends_on": date(2027, 1, 1)}

    closure = add_closure(name=" Christmas ", by=by, **days)

    assert CollegeClosure.objects.get().name == "Christmas"
    remove_closure(closure=closure, by=by)
    assert not CollegeClosure.objects.exists()
    assert AuditEvent.objects.filter(verb__startswith="college_closure.").count() == 2


@pytest.mark.django_db
def test_closures_are_refused(hr, mentor, manager):
    first = TODAY()

    for last, said in ((first - timedelta(1), "before the first"), (days_ago(-93), "three months")):
        with pytest.raises(ValidationError, match=said):
            add_closure(name="x", starts_on=first, ends_on=last, by=hr)
    closure = add_closure(name="x", starts_on=first, ends_on=first, by=hr)
    for who in (mentor, manager):
        with pytest.raises(PermissionDenied):
            add_closure(name="x", starts_on=first, ends_on=first, by=who)
        with pytest.raises(PermissionDenied):
            remove_closure(closure=closure, by=who)


# Posts -------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("who", SETS)
def test_save_post_says_who_allowed_more(who, supervisor, request):
    by = request.getfixturevalue(who)

    save_post(
        supervisor=supervisor, fte=Decimal("0.6"), trained_on=days_ago(90),
        may_exceed_until=days_ago(-30), by=by,
    )  # fmt: skip
    post = save_post(supervisor=supervisor, fte=Decimal("0.5"), trained_on=days_ago(90), by=by)

    assert (post.fte, post.may_exceed_until, post.approved_by) == (Decimal("0.5"), None, None)
    assert SupervisorPost.objects.count() == 1
    first = AuditEvent.objects.filter(verb="supervisor_post.set").order_by("pk").first()
    assert first is not None
    assert first.about == supervisor


@pytest.mark.django_db
@pytest.mark.parametrize("who", OTHERS)
def test_save_post_is_refused_to_others(who, supervisor, request):
    with pytest.raises(PermissionDenied):
        save_post(supervisor=supervisor, fte=Decimal("1"), by=request.getfixturevalue(who))


@pytest.mark.django_db
def test_save_post_refuses_what_cannot_be(supervisor, mentor, hr):
    both = make_person("Denise", "Two", Role.QUALITY_LEAD, Role.SUPERVISOR)
    later = days_ago(-30)

    with pytest.raises(ValidationError, match="holds no role"):
        save_post(supervisor=mentor, fte=Decimal("1"), by=hr)
    with pytest.raises(ValidationError, match="still to come"):
        save_post(supervisor=supervisor, fte=Decimal("1"), trained_on=later, by=hr)
    with pytest.raises(ValidationError, match="Choose today"):
        save_post(supervisor=supervisor, fte=Decimal("1"), may_exceed_until=days_ago(1), by=hr)
    with pytest.raises(ValidationError, match="Nobody approves this for themselves"):
        save_post(supervisor=both, fte=Decimal("1"), may_exceed_until=later, by=both)
    with pytest.raises(ValidationError):
        save_post(supervisor=supervisor, fte=Decimal("1.5"), by=hr)
    assert not SupervisorPost.objects.exists()


@pytest.mark.django_db
def test_the_load_is_read_against_twenty_for_a_whole_post(
    mentor, peer, supervisor, hr, django_assert_num_queries
):
    for person in (mentor, peer):
        scenes.agreement(person, supervisor)
    assert load_of(supervisor).badge == ("todo", "No time set")
    save_post(supervisor=supervisor, fte=Decimal("0.05"), trained_on=days_ago(30), by=hr)

    with django_assert_num_queries(2):
        (load,) = supervisor_loads()

    assert (load.people, load.most, load.is_over) == (2, 1, True)
    assert load.badge == ("overdue", "Too many")
    save_post(
        supervisor=supervisor, fte=Decimal("0.05"), trained_on=days_ago(30),
        may_exceed_until=days_ago(-9), by=hr,
    )  # fmt: skip
    assert load_of(load.supervisor.__class__.objects.get(pk=supervisor.pk)).is_approved


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "badge"), [(700, "Has room"), (800, "Training due")])
def test_training_as_a_supervisor_holds_for_two_years(days, badge, supervisor, hr):
    save_post(supervisor=supervisor, fte=Decimal("0.5"), trained_on=days_ago(days), by=hr)

    (load,) = supervisor_loads()

    assert load.badge[1] == badge
