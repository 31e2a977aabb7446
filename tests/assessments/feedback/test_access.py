"""Mentor and line manager of today; HR and the data protection officer by a grant alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.feedback.access import (
    can_answer,
    can_correct,
    can_mark_seen,
    can_write_about,
    people_readable_by,
    readable_by,
)
from assessments.feedback.models import FormativeNote
from cms.people.accounts.models import User
from cms.people.teams.models import Cover, ReportingLine
from tests.factories.feedback import note as written
from tests.factories.grants import grant
from tests.factories.people import days_ago

OTHERS = ["peer", "other_manager", "supervisor", "quality_lead", "hr", "dpo", "admin", "dsl"]


def reads(person: User, row: FormativeNote) -> bool:
    return FormativeNote.objects.filter(readable_by(person), pk=row.pk).exists()


def new_manager(mentor, person, days=10):
    ReportingLine.objects.filter(person=mentor).update(ends_on=days_ago(days + 1))
    ReportingLine.objects.create(person=mentor, manager=person, starts_on=days_ago(days))


def test_the_mentor_and_her_manager_read_it(mentor, manager, note):
    assert reads(mentor, note)
    assert reads(manager, note)
    assert can_answer(mentor, note)
    assert can_answer(manager, note)


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_reads_or_writes(request, mentor, note, name):
    person = request.getfixturevalue(name)

    assert not reads(person, note)
    assert not can_write_about(person, mentor)
    assert not can_answer(person, note)
    assert not can_correct(person, note)
    assert not User.objects.filter(people_readable_by(person), pk=mentor.pk).exists()


def test_a_superuser_is_nobody_special(note):
    superuser = User.objects.create_superuser(email="root@x.test", password="a long pass phrase")

    assert not reads(superuser, note)


def test_only_the_mentor_marks_it_seen(mentor, manager, note):
    assert can_mark_seen(mentor, note)
    assert not can_mark_seen(manager, note)


def test_nobody_writes_about_herself(manager):
    assert not can_write_about(manager, manager)


def test_a_new_manager_reads_from_her_first_day(mentor, manager, other_manager):
    old = written(mentor, manager, at=timezone.localtime() - timedelta(days=20))
    new_manager(mentor, other_manager)
    new = written(mentor, other_manager)

    assert not reads(other_manager, old)
    assert reads(other_manager, new)
    assert not can_correct(other_manager, old)


def test_the_author_reads_on_only_while_she_manages(mentor, manager, other_manager, note):
    new_manager(mentor, other_manager)

    assert not reads(manager, note)
    assert not can_answer(manager, note)


def test_the_author_reads_what_she_wrote_in_an_earlier_line(mentor, manager):
    old = written(mentor, manager, at=timezone.localtime() - timedelta(days=20))
    new_manager(mentor, manager)

    assert reads(manager, old)


def test_who_stands_in_writes_and_reads(mentor, manager, other_manager, note):
    Cover.objects.create(
        kind="manager",
        absent=manager,
        stands_in=other_manager,
        starts_on=days_ago(1),
        ends_on=days_ago(-5),
        set_by=manager,
    )

    assert reads(other_manager, note)
    assert can_write_about(other_manager, mentor)


@pytest.mark.parametrize(("asks", "agrees"), [("hr", "dpo"), ("dpo", "hr")])
def test_a_grant_opens_them_to_read_alone(request, mentor, note, asks, agrees):
    reader, approver = request.getfixturevalue(asks), request.getfixturevalue(agrees)
    purpose = {"hr": "grievance", "dpo": "rights_request"}[asks]
    grant(reader, mentor, approver, record_class="formative_note", purpose=purpose)

    assert reads(reader, note)
    assert User.objects.filter(people_readable_by(reader), pk=mentor.pk).exists()
    assert not can_answer(reader, note)
    assert not can_write_about(reader, mentor)


@pytest.mark.parametrize("left", [{"record_class": "supervision_record"}, {"approver": None}])
def test_another_grant_or_one_not_agreed_opens_nothing(mentor, hr, dpo, note, left):
    given = {"approver": dpo, "record_class": "formative_note", **left}
    grant(hr, mentor, **given)

    assert not reads(hr, note)
