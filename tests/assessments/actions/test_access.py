"""Who reads an action and who writes in it (domain.md 2.2; 2.3, change of supervisor and of
manager)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.actions import services
from assessments.actions.access import can_mark, can_write_in, readable_by, shared_with
from assessments.actions.models import SupervisionAction
from assessments.actions.rules import ActionState
from assessments.supervision.models import SupervisionAgreement
from cms.people.accounts.rules import Role
from cms.people.privacy.models import BreakGlassGrant
from cms.people.teams.models import Cover
from tests.factories.people import ReportingLineFactory, days_ago, make_person
from tests.factories.supervision import action as an_action
from tests.factories.supervision import agreement, group, held

OTHERS = (
    "peer",
    "manager",
    "other_manager",
    "quality_lead",
    "dsl",
    "trainer",
    "admin",
    "hr",
    "dpo",
)


def reads(person, action):
    return SupervisionAction.objects.filter(readable_by(person), pk=action.pk).exists()


def close(action, days=0):
    at = timezone.localtime() - timedelta(days=days)
    SupervisionAction.objects.filter(pk=action.pk).update(state=ActionState.DONE, closed_at=at)


def share(action):
    SupervisionAction.objects.filter(pk=action.pk).update(
        supervisee_shares=True, supervisor_shares=True
    )


def ended(pair):
    SupervisionAgreement.objects.filter(pk=pair.pk).update(ends_on=days_ago(1))


@pytest.mark.parametrize("who", ["mentor", "supervisor"])
def test_the_pair_reads_it_and_writes_in_it(step, who, request):
    person = request.getfixturevalue(who)

    assert reads(person, step)
    assert can_write_in(person, step)
    assert can_mark(person, step)


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_does(step, who, request):
    person = request.getfixturevalue(who)

    assert not reads(person, step)
    assert not can_write_in(person, step)


def test_not_even_the_site(step):
    assert not can_write_in(None, step)


def test_a_superuser_is_nobody_special(step, peer):
    peer.is_superuser = True
    peer.save()

    assert not reads(peer, step)


def test_a_closed_account_reads_nothing(step, mentor):
    mentor.is_active = False
    mentor.save()

    assert not reads(mentor, step)


# A manager -----------------------------------------------------------------------------


@pytest.mark.parametrize("tick", ["supervisee_shares", "supervisor_shares"])
def test_one_tick_opens_nothing(step, manager, tick):
    SupervisionAction.objects.update(**{tick: True})

    assert not reads(manager, step)


def test_two_ticks_open_it_to_the_manager_of_today_and_to_nobody_else(
    step, manager, other_manager, quality_lead, hr
):
    share(step)

    assert reads(manager, step)
    assert not can_write_in(manager, step)
    assert not any(reads(person, step) for person in (other_manager, quality_lead, hr))


def test_a_manager_who_has_gone_reads_nothing_more(step, mentor, manager, other_manager):
    share(step)
    mentor.reporting_lines.update(ends_on=days_ago(1))
    ReportingLineFactory.create(person=mentor, manager=other_manager, starts_on=days_ago(0))

    assert not reads(manager, step)
    assert reads(other_manager, step)


def test_a_new_manager_reads_no_closed_one_of_before_her(step, mentor, other_manager):
    share(step)
    SupervisionAction.objects.update(created_at=timezone.localtime() - timedelta(days=10))
    close(step, days=5)
    mentor.reporting_lines.update(ends_on=days_ago(3))
    ReportingLineFactory.create(person=mentor, manager=other_manager, starts_on=days_ago(2))

    assert not reads(other_manager, step)


# A change of supervisor ------------------------------------------------------------------


def test_a_supervisor_who_has_gone_neither_reads_nor_writes(pair, step, supervisor):
    ended(pair)

    assert not reads(supervisor, step)
    assert not can_write_in(supervisor, step)


def test_a_new_supervisor_reads_what_is_open_and_goes_on_with_it(
    pair, step, mentor, new_supervisor
):
    ended(pair)
    agreement(mentor, new_supervisor)

    assert reads(new_supervisor, step)
    assert can_write_in(new_supervisor, step)


def test_a_new_supervisor_reads_nothing_that_was_closed_before_her(
    pair, step, mentor, new_supervisor
):
    close(step)
    ended(pair)
    agreement(mentor, new_supervisor)

    assert not reads(new_supervisor, step)


def test_of_two_supervisors_each_reads_her_own_alone(step, mentor, manager):
    """A line manager who holds the managerial sessions reads nothing of the reflective ones
    without two ticks (domain.md 2.3, rule 10)."""
    agreement(mentor, manager)

    assert not reads(manager, step)


def test_a_new_supervisor_reads_on_what_she_closed_herself(pair, step, mentor, new_supervisor):
    ended(pair)
    agreement(mentor, new_supervisor)
    services.close_action(action=step, note="Done", by=new_supervisor)

    assert reads(new_supervisor, step)


def test_a_cover_reads_what_is_open_for_named_days(step, supervisor, new_supervisor, admin):
    cover = Cover.objects.create(
        stands_in=new_supervisor,
        absent=supervisor,
        kind="supervisor",
        starts_on=days_ago(1),
        ends_on=days_ago(-1),
        set_by=admin,
    )
    assert reads(new_supervisor, step)

    cover.ends_on = days_ago(1)
    cover.save()

    assert not reads(new_supervisor, step)


def test_of_a_group_each_reads_her_own(supervisor, mentor, peer):
    circle = group(supervisor, [mentor, peer])
    hers = SupervisionAction.objects.create(
        origin=circle, supervisee=peer, supervisor=supervisor, words="x", due_on=days_ago(-3)
    )

    assert reads(peer, hers)
    assert reads(supervisor, hers)
    assert not reads(mentor, hers)


# A grant ---------------------------------------------------------------------------------


def grant(requester, subject, approver, record_class="supervision_action", hours=1):
    return BreakGlassGrant.objects.create(
        requester=requester,
        subject=subject,
        record_class=record_class,
        purpose="grievance",
        case_ref="G 12",
        reason="A case",
        state="open",
        approver=approver,
        ends_at=timezone.now() + timedelta(hours=hours),
    )


def test_a_grant_opens_reading_and_never_writing(step, mentor, hr, dpo):
    grant(hr, mentor, dpo)

    assert reads(hr, step)
    assert not can_write_in(hr, step)
    assert not reads(dpo, step)


@pytest.mark.parametrize("given", [{"hours": -1}, {"record_class": "supervision_record"}])
def test_a_grant_that_has_ended_or_opens_something_else_opens_nothing(step, mentor, hr, dpo, given):
    grant(hr, mentor, dpo, **given)

    assert not reads(hr, step)


def test_shared_with_is_for_line_managers_alone(step, supervisor, mentor, manager):
    share(step)
    nobody = make_person("Una", "Boyle", Role.LINE_MANAGER)

    def found(person):
        return SupervisionAction.objects.filter(shared_with(person)).exists()

    assert found(manager)
    assert not any(found(person) for person in (supervisor, mentor, nobody))


def test_an_action_of_somebody_else_stays_hers(pair, step, peer, supervisor):
    other = an_action(held(agreement(peer, supervisor)))

    assert reads(peer, other)
    assert not reads(peer, step)
