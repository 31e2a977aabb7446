from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.objectives import access, rules, services
from assessments.objectives.models import Objective
from assessments.objectives.rules import CLOSED, ObjectiveState
from assessments.standards.models import Evidence, Statement
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.objectives import agreed, objective, priority, values
from tests.factories.people import days_ago
from tests.factories.plans import plan_line
from tests.factories.standards import evidence, st1379
from tests.factories.supervision import action, agreement, held


def write(owner, by, **fields):
    given = {"owner": owner, "values": values(), "by": by, **fields}
    return services.write_objective(**given)


def statements(*codes):
    return list(Statement.objects.filter(code__in=codes, framework__is_default=True))


# Writing ----------------------------------------------------------------------------


def test_what_is_held_back_its_owner_meets_when_it_is_shown(mentor, manager):
    row = write(mentor, manager, is_held_back=True)
    mine = Objective.objects.filter(access.readable_by(mentor))

    assert not mine.exists()
    assert Objective.objects.filter(access.readable_by(manager)).exists()
    assert not Notice.objects.exists()
    for act in (services.change_objective, services.close_objective):
        words = {"values": values(), "revision": row.revision}
        if act is services.close_objective:
            words = {"to": ObjectiveState.DROPPED, "reason": "Not now."}
        with pytest.raises(PermissionDenied):
            act(objective=row, **words, by=mentor)

    for _ in range(2):
        services.show_objective(objective=row, by=manager)

    assert mine.exists()
    assert Notice.objects.get().recipient == mentor


def test_her_manager_alone_shows_it(mentor, manager, peer, other_manager):
    row = write(mentor, manager, is_held_back=True)

    for person in (mentor, peer, other_manager):
        with pytest.raises(PermissionDenied):
            services.show_objective(objective=row, by=person)

    row.refresh_from_db()
    assert row.is_held_back


def test_either_drafts_one_and_the_other_is_told(mentor, manager):
    row = write(mentor, mentor)

    assert (row.state, row.created_by, row.origin) == ("draft", mentor, "review")
    assert Notice.objects.get().recipient == manager
    assert row.outcome not in Notice.objects.get().title
    assert AuditEvent.objects.get(verb="objective.written").about == mentor


def test_what_the_manager_drafts_the_owner_is_told(mentor, manager):
    write(mentor, manager)

    assert Notice.objects.get().recipient == mentor


def test_the_site_drafts_for_a_review(mentor):
    row = write(mentor, None)

    assert row.created_by == mentor


def test_a_form_sent_twice_gives_one_draft(mentor):
    assert write(mentor, mentor) == write(mentor, mentor)
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("name", ["peer", "other_manager", "supervisor", "hr", "quality_lead"])
def test_nobody_else_drafts(request, mentor, name):
    with pytest.raises(PermissionDenied):
        write(mentor, request.getfixturevalue(name))


def test_a_draft_needs_an_outcome_and_no_more(mentor):
    row = write(mentor, mentor, values=rules.ObjectiveValues(outcome="Reviews on time"))

    assert row.due_on is None
    with pytest.raises(ValidationError):
        write(mentor, mentor, values=rules.ObjectiveValues(outcome=" "))


def test_from_a_line_of_her_plan(mentor, manager):
    line = plan_line(mentor)

    assert write(mentor, mentor, origin="plan", plan_line=line).plan_line == line
    with pytest.raises(PermissionDenied):
        write(mentor, manager, origin="plan", plan_line=line)
    line.is_shared = True
    line.save()
    assert write(mentor, manager, origin="plan", plan_line=line, values=values(weight=5))


def test_from_somebody_elses_plan_nothing_comes(mentor, peer):
    with pytest.raises(PermissionDenied):
        write(mentor, mentor, origin="plan", plan_line=plan_line(peer))


def shared_action(mentor, supervisor, **fields):
    session = held(agreement(mentor, supervisor))
    given = {"supervisee_shares": True, "supervisor_shares": True, **fields}
    return action(session, **given)


def test_an_agreed_action_is_carried_over_by_her_alone(mentor, manager, supervisor):
    row = shared_action(mentor, supervisor)

    assert write(mentor, mentor, origin="supervision", action=row).origin == "supervision"
    with pytest.raises(PermissionDenied):
        write(mentor, manager, origin="supervision", action=row)


def test_an_action_between_the_two_is_not_carried(mentor, supervisor):
    row = shared_action(mentor, supervisor, supervisor_shares=False)

    with pytest.raises(PermissionDenied):
        write(mentor, mentor, origin="supervision", action=row)


def test_from_a_college_priority(mentor):
    wanted = priority()

    assert write(mentor, mentor, origin="college", priority=wanted).priority == wanted
    with pytest.raises(ValidationError):
        write(mentor, mentor, origin="college")


# Changing ---------------------------------------------------------------------------


def change(row, by, **fields):
    given = {"objective": row, "values": values(target="17 of 18"), "revision": row.revision}
    return services.change_objective(**{**given, "by": by, **fields})


def test_both_work_on_a_draft_and_nothing_is_kept_of_it(mentor, manager, draft):
    row = change(draft, mentor)
    row = change(row, manager, values=values(target="18 of 18"))

    assert (row.target, row.revision, row.progress.count()) == ("18 of 18", 2, 0)
    assert not Notice.objects.exists()


def test_an_old_form_overwrites_nothing(mentor, manager, draft):
    change(draft, mentor)

    with pytest.raises(ValidationError, match="opened it"):
        change(draft, manager, revision=0)


def test_the_same_again_changes_nothing(mentor, draft):
    assert change(draft, mentor, values=rules.values_of(draft)).revision == 0


def test_an_agreed_one_keeps_what_it_was(framework, mentor, manager):
    row = agreed(mentor, "S1")

    row = change(row, manager, is_agreed_together=True, statements=statements("S2"))

    kept = {line.text for line in row.progress.all()}
    assert kept == {
        "How it will be: from “16 of 18” to “17 of 18”",
        "Statements: from “S1” to “S2”",
    }
    assert row.state == "active"
    assert Notice.objects.get().recipient == mentor
    assert AuditEvent.objects.get(verb="objective.changed").detail == {
        "parts": ["how it will be", "statements"]
    }


def test_nobody_changes_an_agreed_one_alone(mentor, manager, active):
    with pytest.raises(PermissionDenied):
        change(active, mentor, is_agreed_together=True)
    with pytest.raises(ValidationError):
        change(active, manager)
    with pytest.raises(ValidationError, match="how it is now"):
        change(active, manager, values=values(baseline=""), is_agreed_together=True)


def test_statements_that_are_not_given_stay(framework, mentor):
    row = objective(mentor, "S1")

    assert change(row, mentor).statements.count() == 1


def test_a_priority_taken_out_is_no_origin_any_more(mentor):
    row = objective(mentor, origin="college", priority=priority())

    assert change(row, mentor, priority=None).origin == "review"


@pytest.mark.parametrize("state", CLOSED)
def test_a_closed_one_is_not_changed(mentor, manager, state):
    row = objective(mentor, state=state)

    with pytest.raises((ValidationError, PermissionDenied)):
        change(row, manager, is_agreed_together=True)


# Agreeing and closing ---------------------------------------------------------------


def test_the_manager_agrees(mentor, manager, draft):
    row = services.agree_objective(objective=draft, by=manager, revision=0)

    assert (row.state, row.revision) == ("active", 1)
    assert row.agreed_at
    assert Notice.objects.get().recipient == mentor
    assert AuditEvent.objects.get(verb="objective.agreed").actor == manager


def test_a_final_review_agrees_and_a_second_run_does_nothing(draft):
    first = services.agree_objective(objective=draft, by=None)

    assert services.agree_objective(objective=draft, by=None).agreed_at == first.agreed_at
    assert AuditEvent.objects.filter(verb="objective.agreed").count() == 1


def test_the_owner_does_not_agree_her_own(mentor, draft):
    with pytest.raises(PermissionDenied):
        services.agree_objective(objective=draft, by=mentor)


def test_nothing_missing_is_agreed_and_nothing_unseen(mentor, manager, draft):
    with pytest.raises(ValidationError):
        services.agree_objective(objective=draft, by=manager, revision=7)
    gap = objective(mentor, support="")
    with pytest.raises(ValidationError, match="what the college does"):
        services.agree_objective(objective=gap, by=manager)


def close(row, by, to="met", reason="16 of 18 in May."):
    return services.close_objective(objective=row, to=to, reason=reason, by=by)


def test_one_that_was_met_stands_as_evidence_once(framework, mentor, manager):
    row = close(agreed(mentor, "S1", "K2"), manager)

    found = Evidence.objects.filter(person=mentor)
    assert {each.statement.code for each in found} == {"S1", "K2"}
    assert {(each.kind, each.strength) for each in found} == {("objective", "assessed")}
    assert row.outcome not in {each.note for each in found}
    with pytest.raises(ValidationError):
        close(row, manager)
    assert found.count() == 2


def test_only_statements_of_the_colleges_framework_stand(framework, mentor, manager):
    st1379()
    row = agreed(mentor, "S1")
    row.statements.add(Statement.objects.filter(framework__is_default=False).first())

    close(row, manager)

    assert Evidence.objects.filter(person=mentor).count() == 1


@pytest.mark.parametrize("to", ["partly_met", "not_met", "dropped"])
def test_what_was_not_met_is_no_evidence(framework, mentor, manager, to):
    row = close(agreed(mentor, "S1"), manager, to=to)

    assert row.state == to
    assert not Evidence.objects.exists()
    assert AuditEvent.objects.get(verb="objective.closed").detail == {"outcome": to}


def test_a_draft_is_dropped_by_either(mentor, manager):
    assert close(objective(mentor), mentor, to="dropped").state == "dropped"
    assert close(objective(mentor), manager, to="dropped").state == "dropped"
    with pytest.raises(ValidationError):
        close(objective(mentor), manager)


def test_the_owner_does_not_close_an_agreed_one(mentor, active):
    with pytest.raises(PermissionDenied):
        close(active, mentor)


def test_nothing_closes_without_a_reason(manager, active):
    with pytest.raises(ValidationError):
        close(active, manager, reason=" ")


# Following --------------------------------------------------------------------------


def test_either_says_how_it_goes_and_the_other_is_told(mentor, manager, active):
    services.add_progress(objective=active, text="12 of 18", by=mentor)
    services.add_progress(objective=active, text="Good: 13", by=manager)

    assert [notice.recipient for notice in Notice.objects.order_by("pk")] == [manager, mentor]


def test_a_word_sent_twice_stands_once(mentor, active):
    one = services.add_progress(objective=active, text="12 of 18", by=mentor)

    assert services.add_progress(objective=active, text=" 12 of 18 ", by=mentor) == one


def test_evidence_is_of_her_own_ledger(framework, mentor, peer, active):
    own, other = evidence(mentor), evidence(peer)

    row = services.add_progress(objective=active, text="12", evidence=own, by=mentor)

    assert row.evidence == own
    with pytest.raises(ValidationError):
        services.add_progress(objective=active, text="13", evidence=other, by=mentor)


def test_only_an_agreed_open_one_is_followed(mentor, draft):
    for row in (draft, objective(mentor, state=ObjectiveState.MET)):
        with pytest.raises(ValidationError):
            services.add_progress(objective=row, text="12", by=mentor)


def test_nobody_else_says_how_it_goes(peer, active):
    with pytest.raises(PermissionDenied):
        services.add_progress(objective=active, text="12", by=peer)


def test_what_the_owner_opens_is_nobodys_news(mentor, manager, active):
    services.note_opened(objectives=[active], person=mentor, by=mentor)
    services.note_opened(objectives=[], person=mentor, by=manager)
    assert not AuditEvent.objects.exists()

    services.note_opened(objectives=[active], person=mentor, by=manager)

    event = AuditEvent.objects.get()
    assert (event.verb, event.kind, event.about) == ("objective.opened", "read", mentor)


# Priorities -------------------------------------------------------------------------

DAYS = {"from_on": days_ago(1), "to_on": days_ago(-200)}


def test_a_priority_is_set_changed_and_retired(quality_lead, hr):
    row = services.set_priority(title="Next steps", **DAYS, by=quality_lead)
    again = services.set_priority(title=" Next steps ", **DAYS, by=quality_lead)
    assert again == row

    row = services.change_priority(priority=row, title="A next step each", **DAYS, by=hr)
    row = services.retire_priority(priority=row, by=hr)

    assert (row.title, row.is_active) == ("A next step each", False)
    assert services.retire_priority(priority=row, is_active=True, by=hr).is_active
    assert [event.verb for event in AuditEvent.objects.order_by("pk")] == [
        "college_priority.set",
        "college_priority.changed",
        "college_priority.retired",
        "college_priority.offered",
    ]


@pytest.mark.parametrize("name", ["mentor", "manager", "admin"])
def test_nobody_else_keeps_priorities(request, name):
    person, row = request.getfixturevalue(name), priority()

    with pytest.raises(PermissionDenied):
        services.set_priority(title="Mine", **DAYS, by=person)
    with pytest.raises(PermissionDenied):
        services.change_priority(priority=row, title="Mine", **DAYS, by=person)
    with pytest.raises(PermissionDenied):
        services.retire_priority(priority=row, by=person)


# Reminding --------------------------------------------------------------------------


def test_the_owner_hears_two_weeks_before_and_both_once_it_is_late(mentor, manager):
    agreed(mentor, due_on=days_ago(-10))
    agreed(mentor, due_on=days_ago(2))
    agreed(mentor, due_on=days_ago(-40))
    objective(mentor, due_on=days_ago(2))
    objective(mentor, due_on=days_ago(2), state=ObjectiveState.MET)

    for _ in range(2):
        assert services.remind_of_objectives() == 3

    assert sorted(Notice.objects.values_list("recipient", flat=True)) == sorted(
        [mentor.pk, mentor.pk, manager.pk]
    )


def test_a_new_day_is_said_anew(mentor, active):
    Objective.objects.update(due_on=days_ago(-3))
    services.remind_of_objectives()
    Objective.objects.update(due_on=days_ago(-5))
    services.remind_of_objectives()

    assert Notice.objects.filter(recipient=mentor).count() == 2


def test_who_has_left_is_not_reminded(mentor, manager):
    agreed(mentor, due_on=days_ago(2))
    mentor.is_active = False
    mentor.save()

    assert services.remind_of_objectives() == 0


def test_history_told_later_sends_no_mail(mentor, manager):
    at = timezone.localtime() - timedelta(days=200)

    row = write(mentor, manager, values=values(due_on=days_ago(100)), at=at)

    assert (row.created_at, Notice.objects.get().due_at) == (at, None)
