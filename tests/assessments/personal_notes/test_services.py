import logging
import time
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from assessments.personal_notes import services
from assessments.personal_notes.models import PersonalNote
from assessments.personal_notes.tasks import delete_old_notes
from assessments.supervision.fields import encrypt, fernet
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from cms.people.privacy.models import LegalHold, RetentionRun
from tests.factories.people import days_ago
from tests.factories.supervision import KEPT, agreement, group, held, personal_note

pytestmark = pytest.mark.django_db
EVERYBODY_ELSE = [
    "peer", "supervisor", "manager", "quality_lead", "dsl", "trainer", "admin", "hr", "dpo",
]  # fmt: skip


def hold(subject, by, record_class="personal_note", **fields):
    return LegalHold.objects.create(
        subject=subject, record_class=record_class, reason="A claim.", set_by=by, **fields
    )


def raw_rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM assessments_personalnote")
        return str(cursor.fetchall())


# Writing -------------------------------------------------------------------------


def test_save_note_writes_one_that_goes_in_twelve_months(mentor, meeting):
    note = services.save_note(author=mentor, words=f" {KEPT}\n", session=meeting, by=mentor)

    note.refresh_from_db()
    assert (note.words, note.session) == (KEPT, meeting)
    assert (note.delete_on - timezone.localdate()).days in (365, 366)


def test_what_is_stored_says_nothing(mentor):
    services.save_note(author=mentor, words=KEPT, by=mentor)

    assert "relieved" not in raw_rows()
    assert "alone" not in raw_rows()


def test_writing_tells_nobody(mentor, meeting):
    services.save_note(author=mentor, words=KEPT, session=meeting, by=mentor)

    assert not Notice.objects.exists()
    assert not AuditEvent.objects.exists()


def test_changing_a_note_does_not_move_its_day(mentor):
    note = personal_note(mentor, delete_on=days_ago(-40))

    services.save_note(author=mentor, words="Other words.", note=note, by=mentor)

    note.refresh_from_db()
    assert note.words == "Other words."
    assert note.delete_on == days_ago(-40)
    assert note.changed_at > note.created_at


def test_both_of_a_pair_and_each_of_a_group_keep_their_own(mentor, peer, supervisor, meeting):
    together = group(supervisor, [mentor, peer])

    for person, session in (
        (mentor, meeting), (supervisor, meeting), (mentor, together), (peer, together),
    ):  # fmt: skip
        services.save_note(author=person, words=KEPT, session=session, by=person)

    assert PersonalNote.objects.count() == 4


@pytest.mark.parametrize("person", EVERYBODY_ELSE)
def test_nobody_writes_changes_or_deletes_for_somebody_else(person, mentor, request):
    by = request.getfixturevalue(person)
    note = personal_note(mentor)

    for author in (mentor, by):
        with pytest.raises((PermissionDenied, ValidationError)):
            services.save_note(author=author, words="Changed.", note=note, by=by)
    with pytest.raises(PermissionDenied):
        services.save_note(author=mentor, words="Put into her mouth.", by=by)
    with pytest.raises(PermissionDenied):
        services.delete_note(note=note, by=by)
    note.refresh_from_db()
    assert note.words == KEPT


def test_a_note_is_tied_only_to_a_session_one_was_part_of(peer, manager, mentor, meeting):
    for person in (peer, manager):
        with pytest.raises(PermissionDenied):
            services.save_note(author=person, words=KEPT, session=meeting, by=person)


def test_who_has_no_role_any_more_writes_nothing(mentor):
    mentor.role_grants.update(ends_on=days_ago(1))

    with pytest.raises(PermissionDenied):
        services.save_note(author=mentor, words=KEPT, by=mentor)


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 5001])
def test_save_note_refuses_nothing_and_too_much(mentor, words):
    with pytest.raises(ValidationError):
        services.save_note(author=mentor, words=words, by=mentor)


# Deleting, and putting back ------------------------------------------------------


def test_a_deleted_note_is_gone_and_can_be_put_back(mentor, meeting):
    note = personal_note(mentor, meeting, delete_on=days_ago(-40))

    token = services.delete_note(note=note, by=mentor)

    assert not PersonalNote.objects.exists()
    assert "relieved" not in token
    back = services.restore_note(token=token, by=mentor)
    back.refresh_from_db()
    assert (back.pk, back.words, back.session) == (note.pk, KEPT, meeting)
    assert (back.delete_on, back.created_at) == (days_ago(-40), note.created_at)


def test_putting_back_twice_makes_one(mentor):
    token = services.delete_note(note=personal_note(mentor), by=mentor)

    services.restore_note(token=token, by=mentor)
    services.restore_note(token=token, by=mentor)

    assert PersonalNote.objects.count() == 1
    assert AuditEvent.objects.filter(verb="personal_note.restored").count() == 1


def test_nobody_else_puts_it_back(mentor, peer):
    token = services.delete_note(note=personal_note(mentor), by=mentor)

    with pytest.raises(PermissionDenied):
        services.restore_note(token=token, by=peer)
    assert not PersonalNote.objects.exists()


@pytest.mark.parametrize("token", ["", "nonsense", "gAAAAA==", "é"])
def test_what_is_no_token_is_refused(mentor, token):
    with pytest.raises(ValidationError, match="minutes"):
        services.restore_note(token=token, by=mentor)


def test_other_encrypted_words_are_no_token(mentor):
    for words in ("words", '{"author": 1}', "[]"):
        with pytest.raises(ValidationError, match="minutes"):
            services.restore_note(token=encrypt(words), by=mentor)


def test_after_ten_minutes_it_cannot_be_put_back(mentor):
    token = services.delete_note(note=personal_note(mentor), by=mentor)
    packed = fernet().decrypt(token.encode())
    eleven_minutes_ago = int(time.time()) - 11 * 60
    old = fernet().encrypt_at_time(packed, eleven_minutes_ago).decode()

    with pytest.raises(ValidationError, match="over"):
        services.restore_note(token=old, by=mentor)


def test_the_audit_says_that_one_was_deleted_and_none_of_its_words(mentor):
    services.delete_note(note=personal_note(mentor), by=mentor)

    event = AuditEvent.objects.get()
    assert event.verb == "personal_note.deleted"
    assert "relieved" not in f"{event.object_words} {event.detail}"


# A legal hold --------------------------------------------------------------------


@pytest.mark.parametrize("record_class", ["", "personal_note"])
def test_while_a_hold_stands_it_is_neither_changed_nor_deleted(mentor, dpo, record_class):
    note = personal_note(mentor)
    standing = hold(mentor, dpo, record_class)

    with pytest.raises(ValidationError, match="data protection officer"):
        services.delete_note(note=note, by=mentor)
    with pytest.raises(ValidationError, match="data protection officer"):
        services.save_note(author=mentor, words="Something else.", note=note, by=mentor)
    services.save_note(author=mentor, words="A new one.", by=mentor)

    standing.ended_at, standing.ended_by = timezone.now(), dpo
    standing.save()
    services.delete_note(note=note, by=mentor)
    assert PersonalNote.objects.count() == 1


def test_a_hold_over_another_kind_or_person_is_none(mentor, peer, dpo):
    hold(peer, dpo)
    hold(mentor, dpo, "cpd_entry")

    services.delete_note(note=personal_note(mentor), by=mentor)

    assert not PersonalNote.objects.exists()


# Removal when the day has come ---------------------------------------------------


def test_delete_old_notes_removes_those_whose_day_has_come(mentor, peer, caplog):
    caplog.set_level(logging.INFO)
    personal_note(mentor, delete_on=days_ago(1))
    personal_note(peer, delete_on=days_ago(0))
    stays = personal_note(mentor, delete_on=days_ago(-1))

    found = services.delete_old_notes()

    assert list(PersonalNote.objects.all()) == [stays]
    assert (found.removed, found.held) == (2, 0)
    run = RetentionRun.objects.get()
    assert (run.record_class, run.removed, run.held, run.started_by) == (
        "personal_note",
        2,
        0,
        None,
    )
    assert "Personal notes removed: 2, held: 0" in caplog.text
    assert "Yasmin" not in caplog.text
    assert "relieved" not in caplog.text


def test_delete_old_notes_keeps_what_is_held(mentor, peer, dpo):
    kept = personal_note(mentor, delete_on=days_ago(1))
    personal_note(peer, delete_on=days_ago(1))
    hold(mentor, dpo)
    hold(peer, dpo, ended_at=timezone.now(), ended_by=dpo)

    found = services.delete_old_notes()

    assert list(PersonalNote.objects.all()) == [kept]
    assert (found.removed, found.held) == (1, 1)


def test_delete_old_notes_twice_removes_once_and_logs_once(mentor):
    personal_note(mentor, delete_on=days_ago(1))

    delete_old_notes()
    delete_old_notes()

    assert RetentionRun.objects.count() == 1


def test_a_note_of_a_year_ago_goes_today(mentor):
    at = timezone.localtime() - timedelta(days=366)
    services.save_note(author=mentor, words=KEPT, by=mentor, at=at)

    assert services.delete_old_notes().removed == 1


@pytest.mark.parametrize("count", [1, 3])
def test_delete_old_notes_costs_the_same_however_many(
    mentor, supervisor, count, django_assert_num_queries
):
    meeting = held(agreement(mentor, supervisor), days=400)
    for _ in range(count):
        personal_note(mentor, meeting, delete_on=days_ago(1))

    with django_assert_num_queries(7):
        services.delete_old_notes()
