from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.feedback import services
from assessments.feedback.models import FormativeNote, NoteSeen
from assessments.standards.models import Statement
from cms.people.audit.models import AuditEvent, WrittenOnceError
from cms.people.notices.models import Notice
from tests.factories.feedback import note as written
from tests.factories.feedback import words
from tests.factories.people import days_ago


def write(mentor, by, **fields):
    return services.write_note(mentor=mentor, by=by, **words(**fields))


def test_a_manager_writes_and_the_mentor_is_told_at_once(framework, mentor, manager):
    codes = list(Statement.objects.filter(code__in=["S1", "S2"]))

    note = write(mentor, manager, statements=codes)

    assert note.statements.count() == 2
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.url) == (
        mentor,
        "feedback",
        note.get_absolute_url(),
    )
    assert note.what_seen not in f"{notice.title} {notice.body}"
    event = AuditEvent.objects.get(verb="formative_note.written")
    assert (event.about, event.detail) == (mentor, {"kind": "next_step"})


@pytest.mark.parametrize("name", ["peer", "other_manager", "supervisor", "hr", "quality_lead"])
def test_nobody_else_writes(request, mentor, name):
    with pytest.raises(PermissionDenied):
        write(mentor, request.getfixturevalue(name))


def test_nobody_writes_about_herself(mentor):
    with pytest.raises(PermissionDenied):
        write(mentor, mentor)


def test_a_form_sent_twice_gives_one_note(mentor, manager):
    assert write(mentor, manager) == write(mentor, manager)
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"next_step": ""}, {"what_seen": "Fine"}, {"seen_on": days_ago(-1)}]
)
def test_the_rules_are_asked(mentor, manager, wrong):
    with pytest.raises(ValidationError):
        write(mentor, manager, **wrong)


def test_a_note_is_never_changed(note):
    note.what_seen = "Something else altogether."

    with pytest.raises(WrittenOnceError):
        note.save()
    with pytest.raises(WrittenOnceError):
        note.delete()


def test_a_further_note_puts_one_right(mentor, manager, note):
    later = write(mentor, manager, what_seen="It was Wednesday, and two learners.", corrects=note)

    assert note.corrected_by.get() == later
    assert AuditEvent.objects.get(verb="formative_note.written").detail["corrects"] == note.pk


def test_a_note_is_put_right_once_then_the_newer_one(mentor, manager, note):
    later = write(mentor, manager, what_seen="It was Wednesday, and two learners.", corrects=note)

    with pytest.raises(ValidationError, match="newer one"):
        write(mentor, manager, what_seen="It was Thursday, I think.", corrects=note)
    assert write(mentor, manager, what_seen="It was Thursday, I think.", corrects=later)


def test_a_note_about_somebody_else_puts_nothing_right(mentor, peer, manager, note):
    with pytest.raises(PermissionDenied):
        write(peer, manager, what_seen="It was Wednesday, and two learners.", corrects=note)


def test_a_note_she_does_not_read_is_not_hers_to_put_right(mentor, manager, other_manager):
    old = written(mentor, other_manager, at=timezone.localtime() - timedelta(days=900))

    with pytest.raises(PermissionDenied):
        write(mentor, manager, corrects=old)


# Answers ----------------------------------------------------------------------------


def test_the_mentor_answers_and_the_author_is_told(mentor, manager, note):
    reply = services.reply_to_note(note=note, text=" I tried it. ", by=mentor)

    assert reply.text == "I tried it."
    assert Notice.objects.get().recipient == manager
    assert AuditEvent.objects.get(verb="formative_note.answered").about == mentor


def test_the_manager_answers_and_the_mentor_is_told(mentor, manager, note):
    services.reply_to_note(note=note, text="Good.", by=manager)

    assert Notice.objects.get().recipient == mentor


def test_an_author_who_manages_no_more_is_not_told(mentor, manager, note):
    mentor.reporting_lines.update(ends_on=days_ago(1))

    services.reply_to_note(note=note, text="Thank you.", by=mentor)

    assert not Notice.objects.exists()


def test_an_answer_sent_twice_stands_once_and_stays(mentor, note):
    one = services.reply_to_note(note=note, text="Yes.", by=mentor)

    assert services.reply_to_note(note=note, text="Yes. ", by=mentor) == one
    with pytest.raises(WrittenOnceError):
        one.delete()


@pytest.mark.parametrize("name", ["peer", "other_manager", "hr", "supervisor"])
def test_nobody_else_answers(request, note, name):
    with pytest.raises(PermissionDenied):
        services.reply_to_note(note=note, text="Hm.", by=request.getfixturevalue(name))


def test_an_empty_answer_is_none(mentor, note):
    with pytest.raises(ValidationError):
        services.reply_to_note(note=note, text=" ", by=mentor)


# Seen and opened --------------------------------------------------------------------


def test_the_first_opening_is_kept(mentor, note):
    at = timezone.now() - timedelta(hours=3)

    assert services.mark_seen(notes=[note], by=mentor, at=at) == 1
    assert services.mark_seen(notes=[note], by=mentor) == 0
    assert NoteSeen.objects.get().at == at


def test_nobody_else_marks_it_seen(manager, note):
    with pytest.raises(PermissionDenied):
        services.mark_seen(notes=[note], by=manager)


def test_one_note_of_another_keeps_all_unmarked(mentor, peer, manager, note):
    other = written(peer, manager)

    with pytest.raises(PermissionDenied):
        services.mark_seen(notes=[note, other], by=mentor)

    assert not NoteSeen.objects.exists()


def test_only_a_third_reader_is_written_down(mentor, manager, other_manager, note):
    services.note_opened(notes=[note], person=mentor, by=mentor)
    services.note_opened(notes=[note], person=mentor, by=manager)
    assert not AuditEvent.objects.exists()

    services.note_opened(notes=[note], person=mentor, by=other_manager)

    event = AuditEvent.objects.get()
    assert (event.verb, event.kind, event.about) == ("formative_note.opened", "read", mentor)
    assert event.obj == note


def test_history_told_later_sends_no_mail(mentor, manager):
    at = timezone.localtime() - timedelta(days=200)

    note = services.write_note(
        mentor=mentor, by=manager, at=at, **words(seen_on=timezone.localdate(at))
    )

    assert (note.at, Notice.objects.get().due_at) == (at, None)
    assert FormativeNote.objects.count() == 1
