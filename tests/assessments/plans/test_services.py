from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from assessments.plans import services
from assessments.plans.models import PlanLine
from assessments.plans.rules import LineState, Origin
from assessments.standards.models import Statement
from cms.people.audit.models import AuditEvent
from tests.factories.cpd import cpd_entry
from tests.factories.plans import line_content, plan_line

pytestmark = pytest.mark.django_db
STRANGERS = ["peer", "manager", "supervisor", "quality_lead", "admin", "hr", "dpo"]


def statements(*codes):
    return list(Statement.objects.filter(code__in=codes))


def test_a_line_is_open_and_its_owners_alone(mentor, framework):
    entry = cpd_entry(mentor)

    line = services.add_line(
        owner=mentor,
        content=line_content(need="  Asking open questions "),
        statements=statements("S2", "K3"),
        entries=[entry],
        by=mentor,
    )

    assert (line.state, line.is_shared, line.closed_at) == (LineState.OPEN, False, None)
    assert line.need == "Asking open questions"
    assert {row.code for row in line.statements.all()} == {"S2", "K3"}
    assert list(line.entries.all()) == [entry]


def test_the_site_adds_what_supervision_ended_with_once(mentor):
    content = line_content(origin=Origin.SUPERVISION, activity="Shadow a colleague")

    first = services.add_line(owner=mentor, content=content, by=None)
    again = services.add_line(owner=mentor, content=content, by=None)

    assert first == again
    assert PlanLine.objects.get().origin == Origin.SUPERVISION


def test_another_word_is_another_line(mentor):
    services.add_line(owner=mentor, content=line_content(), by=mentor)
    services.add_line(owner=mentor, content=line_content(activity="A course"), by=mentor)

    assert PlanLine.objects.count() == 2


def test_the_same_need_after_it_was_done_is_a_new_line(mentor):
    plan_line(mentor, state="done", outcome="It works.")

    services.add_line(owner=mentor, content=line_content(), by=mentor)

    assert PlanLine.objects.count() == 2


def test_a_fifth_statement_is_refused(mentor, framework):
    with pytest.raises(ValidationError):
        services.add_line(
            owner=mentor,
            content=line_content(),
            statements=statements("S1", "S2", "S3", "K1", "K2"),
            by=mentor,
        )
    assert not PlanLine.objects.exists()


def test_a_changed_line_says_what_was_changed(mentor, line, framework):
    due_on = timezone.localdate() + timedelta(30)

    services.change_line(
        line=line,
        content=line_content(activity="A course", due_on=due_on, is_shared=True),
        statements=statements("S4"),
        by=mentor,
    )

    line.refresh_from_db()
    assert (line.activity, line.due_on, line.is_shared) == ("A course", due_on, True)
    assert [row.code for row in line.statements.all()] == ["S4"]


def test_a_closed_line_is_reopened_before_it_is_changed(mentor):
    line = plan_line(mentor, state="done", outcome="It works.")

    with pytest.raises(ValidationError, match="Reopen"):
        services.change_line(line=line, content=line_content(need="Else"), by=mentor)


def test_done_and_dropped_need_a_word_and_reopening_keeps_it(mentor, line):
    with pytest.raises(ValidationError):
        services.close_line(line=line, to=LineState.DONE, outcome=" ", by=mentor)

    line = services.close_line(line=line, to=LineState.DROPPED, outcome="No place.", by=mentor)
    assert line.closed_at is not None
    line = services.reopen_line(line=line, by=mentor)

    assert (line.state, line.closed_at, line.outcome) == (LineState.OPEN, None, "No place.")


def test_a_line_is_closed_once(mentor, line):
    services.close_line(line=line, to=LineState.DONE, outcome="It works.", by=mentor)

    with pytest.raises(ValidationError, match="already"):
        services.close_line(line=line, to=LineState.DROPPED, outcome="No.", by=mentor)
    line.refresh_from_db()
    assert line.outcome == "It works."


def test_an_entry_is_linked_and_taken_out_whatever_the_state(mentor):
    line = plan_line(mentor, state="done", outcome="It works.")
    entry = cpd_entry(mentor)

    services.link_entry(line=line, entry=entry, by=mentor)
    services.link_entry(line=line, entry=entry, by=mentor)
    assert list(line.entries.all()) == [entry]
    services.unlink_entry(line=line, entry=entry, by=mentor)

    assert not line.entries.exists()


def test_nobody_elses_entry_becomes_evidence(mentor, peer, line):
    with pytest.raises(PermissionDenied):
        services.link_entry(line=line, entry=cpd_entry(peer), by=mentor)
    with pytest.raises(PermissionDenied):
        services.add_line(
            owner=mentor, content=line_content(need="New"), entries=[cpd_entry(peer)], by=mentor
        )
    assert not line.entries.exists()
    assert PlanLine.objects.count() == 1


def test_a_discarded_entry_is_brought_back_before_it_is_linked(mentor, line):
    entry = cpd_entry(mentor, state="discarded", discarded_at=timezone.now())

    with pytest.raises(ValidationError, match="Bring"):
        services.link_entry(line=line, entry=entry, by=mentor)
    with pytest.raises(ValidationError, match="Bring"):
        services.set_lines_of_entry(entry=entry, lines=[line], by=mentor)


def test_an_entry_belongs_to_the_lines_that_are_chosen_and_no_others(mentor):
    old, kept, new = plan_line(mentor), plan_line(mentor), plan_line(mentor)
    entry = cpd_entry(mentor)
    old.entries.add(entry)
    kept.entries.add(entry)

    services.set_lines_of_entry(entry=entry, lines=[kept, new], by=mentor)

    assert set(entry.plan_lines.all()) == {kept, new}


def test_an_entry_goes_into_nobody_elses_plan(mentor, peer):
    with pytest.raises(PermissionDenied):
        services.set_lines_of_entry(entry=cpd_entry(mentor), lines=[plan_line(peer)], by=mentor)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_plan_is_written_by_nobody_else(mentor, line, request, stranger):
    by = request.getfixturevalue(stranger)
    entry, shared = cpd_entry(mentor), plan_line(mentor, is_shared=True, need="Shown")
    calls = [
        lambda: services.add_line(owner=mentor, content=line_content(need="New"), by=by),
        lambda: services.change_line(line=shared, content=line_content(), by=by),
        lambda: services.share_line(line=line, is_shared=True, by=by),
        lambda: services.close_line(line=shared, to=LineState.DONE, outcome="x", by=by),
        lambda: services.reopen_line(line=plan_line(mentor, state="done"), by=by),
        lambda: services.link_entry(line=shared, entry=entry, by=by),
        lambda: services.unlink_entry(line=shared, entry=entry, by=by),
        lambda: services.set_lines_of_entry(entry=entry, lines=[shared], by=by),
    ]

    for call in calls:
        with pytest.raises(PermissionDenied):
            call()


def test_what_she_does_with_her_plan_is_in_nobodys_audit(mentor, line):
    services.share_line(line=line, is_shared=True, by=mentor)
    services.close_line(line=line, to=LineState.DONE, outcome="It works.", by=mentor)

    assert not AuditEvent.objects.exists()


def test_a_line_prints_none_of_its_words(line):
    assert str(line) == f"Plan line {line.pk}"


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_once_adds_one_line(mentor):
    barrier = Barrier(3)

    def add():
        try:
            barrier.wait(timeout=30)
            services.add_line(owner=mentor, content=line_content(), by=mentor)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        for job in [pool.submit(add) for _ in range(3)]:
            job.result()

    assert PlanLine.objects.count() == 1
