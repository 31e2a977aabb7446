"""Who reads which line, and what of the entries behind it."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from assessments.cpd.models import EntryClaim
from assessments.cpd.rules import CPDYear
from assessments.files.models import EvidenceFile
from assessments.plans import queries
from assessments.plans.access import readable_by
from assessments.plans.models import PlanLine
from assessments.standards.models import Statement
from tests.factories.cpd import cpd_entry
from tests.factories.people import ReportingLineFactory, days_ago
from tests.factories.plans import plan_line

pytestmark = pytest.mark.django_db
OTHERS = [
    "peer", "other_manager", "supervisor", "quality_lead", "dsl", "trainer", "admin", "hr", "dpo",
]  # fmt: skip


def seen_by(reader):
    return set(PlanLine.objects.filter(readable_by(reader)))


def claim(entry, code):
    EntryClaim.objects.create(entry=entry, statement=Statement.objects.get(code=code))


def handed_in(owner, **fields):
    moment = timezone.now()
    return cpd_entry(
        owner, state="submitted", submitted_at=moment, submitted_on=moment.date(), **fields
    )


def file_of(owner, **fields):
    facts = {
        "media_type": "application/pdf",
        "size": 1,
        "sha256": f"{EvidenceFile.objects.count()}",
    }
    return EvidenceFile.objects.create(owner=owner, name="Slides", **facts, **fields)


def test_her_manager_reads_the_lines_she_shows_and_no_others(mentor, manager):
    shown = plan_line(mentor, is_shared=True)
    plan_line(mentor)

    assert seen_by(manager) == {shown}
    assert len(seen_by(mentor)) == 2


@pytest.mark.parametrize("reader", OTHERS)
def test_nobody_else_reads_even_a_shown_line(mentor, request, reader):
    plan_line(mentor, is_shared=True)

    assert seen_by(request.getfixturevalue(reader)) == set()


def test_a_manager_without_her_role_reads_nothing(mentor, manager):
    plan_line(mentor, is_shared=True)
    manager.role_grants.update(ends_on=days_ago(1))

    assert seen_by(type(manager).objects.get(pk=manager.pk)) == set()


def test_a_new_manager_reads_what_is_open_and_what_closed_since(mentor, other_manager):
    mentor.reporting_lines.update(ends_on=days_ago(11))
    ReportingLineFactory.create(person=mentor, manager=other_manager, starts_on=days_ago(10))
    then, since = timezone.now() - timedelta(20), timezone.now() - timedelta(5)
    closed = {"is_shared": True, "state": "done", "outcome": "It works."}
    plan_line(mentor, **closed, closed_at=then)
    late = plan_line(mentor, **closed, closed_at=since)
    still_open = plan_line(mentor, is_shared=True, created_at=then)

    assert seen_by(other_manager) == {late, still_open}


def test_the_old_manager_reads_nothing_any_more(mentor, manager):
    plan_line(mentor, is_shared=True)
    mentor.reporting_lines.update(ends_on=days_ago(1))

    assert seen_by(manager) == set()


def test_her_manager_sees_of_the_evidence_what_he_may_read_himself(mentor, manager):
    line = plan_line(mentor, is_shared=True)
    given = handed_in(mentor, title="Handed in")
    line.entries.set([cpd_entry(mentor, title="A draft"), given])

    (shown,) = queries.shown_lines(manager, mentor)
    (own,) = queries.lines_of(mentor)

    assert [entry.title for entry in shown.evidence] == ["Handed in"]
    assert len(own.evidence) == 2


def test_the_words_of_an_entry_are_never_loaded(
    mentor, manager, framework, django_assert_num_queries
):
    line = plan_line(mentor, "S1", is_shared=True)
    line.entries.add(handed_in(mentor, what_i_learned="PRIVATE", reflection={"free": "PRIVATE"}))

    with django_assert_num_queries(5) as captured:  # one of them: her roles
        list(queries.shown_lines(manager, mentor))

    sql = " ".join(query["sql"] for query in captured.captured_queries)
    assert not any(
        word in sql for word in ("what_i_learned", "reflection", '"cost"', "application")
    )


def test_a_discarded_entry_is_no_evidence(mentor, line):
    line.entries.add(cpd_entry(mentor, state="discarded", discarded_at=timezone.now()))

    (row,) = queries.rows_of(queries.lines_of(mentor))

    assert row.evidence == []
    assert row.stops["evidence"] == "todo"


def test_files_are_counted_that_were_not_removed(mentor, line):
    entry = cpd_entry(mentor)
    entry.files.set([
        file_of(mentor), file_of(mentor, removed_at=timezone.now()),
    ])  # fmt: skip
    line.entries.add(entry)

    (own,) = queries.lines_of(mentor)

    assert own.evidence[0].file_count == 1


def test_open_lines_stand_first_by_day_and_those_without_one_last(mentor):
    done = plan_line(mentor, state="done", outcome="It works.", due_on=days_ago(5))
    later = plan_line(mentor, due_on=days_ago(-9))
    never = plan_line(mentor)
    soon = plan_line(mentor, due_on=days_ago(-2))

    assert list(queries.lines_of(mentor)) == [soon, later, never, done]


def test_a_year_has_the_lines_that_were_there_in_it(mentor):
    def at(year, month):
        return timezone.make_aware(datetime(year, month, 10))

    before = plan_line(mentor, created_at=at(2023, 9), state="done", closed_at=at(2024, 5))
    carried = plan_line(mentor, created_at=at(2024, 5))
    inside = plan_line(mentor, created_at=at(2024, 9), state="done", closed_at=at(2025, 6))
    plan_line(mentor, created_at=at(2025, 9))

    assert set(queries.lines_of(mentor, CPDYear(2024))) == {carried, inside}
    assert before in queries.lines_of(mentor, CPDYear(2023))


def test_untouched_are_the_planned_statements_that_no_entry_works_on(mentor, peer, framework):
    plan_line(mentor, "S1", "S2")
    plan_line(mentor, "S3", state="done", outcome="It works.")
    plan_line(mentor, "S4", state="dropped", outcome="No place.")
    claim(cpd_entry(mentor), "S2")
    claim(cpd_entry(peer), "S1")
    claim(cpd_entry(mentor, state="discarded", discarded_at=timezone.now()), "S3")

    assert [row.code for row in queries.untouched(mentor)] == ["S1", "S3"]


def test_untouched_in_a_year_asks_for_entries_of_that_year(mentor, framework):
    plan_line(mentor, "S2", created_at=timezone.now() - timedelta(900))
    claim(cpd_entry(mentor, start_on=date(2024, 10, 1)), "S2")

    assert queries.untouched(mentor, CPDYear(2024)) == []
    assert [row.code for row in queries.untouched(mentor, CPDYear(2025))] == ["S2"]


def test_totals_count_open_lines_by_how_near_they_are(mentor):
    plan_line(mentor, due_on=days_ago(1))
    plan_line(mentor, due_on=days_ago(0), is_shared=True)
    plan_line(mentor, due_on=days_ago(-15))
    plan_line(mentor, due_on=days_ago(1), state="done", outcome="It works.")

    totals = queries.plan_totals(mentor)

    assert (totals.open, totals.overdue, totals.soon, totals.closed) == (3, 1, 1, 1)
    assert totals.shared == 1


def test_a_manager_is_told_how_many_lines_each_shows(mentor, peer, manager):
    plan_line(mentor, is_shared=True, due_on=days_ago(1))
    plan_line(mentor)

    rows = {row.person: (row.shown, row.overdue) for row in queries.people_with_plans(manager)}

    assert rows == {mentor: (1, 1), peer: (0, 0)}
