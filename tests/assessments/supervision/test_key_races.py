"""A key is changed while people write: every text stays, and is readable with the new key alone."""

import threading

import pytest
from django.db import connection

from assessments.personal_notes.models import PersonalNote
from assessments.supervision.fields import current_keys, write_keys
from assessments.supervision.services import keys
from tests.factories import supervision as scene

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WRITERS, TEXTS = 3, 20


def test_a_key_rotated_under_load_loses_nothing(mentor, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.FIELD_KEYS = []
    [old] = current_keys()
    notes = [scene.personal_note(mentor, words=f"{n}: at first") for n in range(WRITERS)]
    failed: list[Exception] = []

    def write(note):
        try:
            for turn in range(TEXTS):
                PersonalNote.objects.filter(pk=note.pk).update(words=f"{note.pk}: text {turn}")
                scene.personal_note(mentor, words=f"{note.pk}: new {turn}")
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=[note]) for note in notes]
    for writer in writers:
        writer.start()
    keys.add_key()
    keys.rotate_rows()
    for writer in writers:
        writer.join()
    keys.rotate_rows()

    write_keys(current_keys()[:1])
    assert old not in current_keys()
    assert failed == []
    assert keys.rows_with_old_keys() == 0
    assert PersonalNote.objects.count() == WRITERS * (TEXTS + 1)
    last = set(
        PersonalNote.objects.filter(pk__in=[n.pk for n in notes]).values_list("pk", flat=True)
    )
    assert {PersonalNote.objects.get(pk=pk).words for pk in last} == {
        f"{pk}: text {TEXTS - 1}" for pk in last
    }
