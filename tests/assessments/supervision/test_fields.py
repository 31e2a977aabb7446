"""Private words are ciphertext in the database file, and stay readable while keys change."""

import threading

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from assessments.personal_notes.models import PersonalNote
from assessments.records.models import SupervisionRecord
from assessments.supervision import fields
from assessments.supervision.fields import EncryptedJSONField, current_keys, key_file
from assessments.supervision.services import keys
from tests.factories import supervision as scene


@pytest.fixture(autouse=True)
def own_key_file(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.FIELD_KEYS = []


def raw(model, field="words"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {field} FROM {model._meta.db_table} ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db
def test_what_is_stored_says_nothing(mentor):
    note = scene.personal_note(mentor)

    assert PersonalNote.objects.get().words == note.words
    assert raw(PersonalNote)[0].startswith("gAAAA")


@pytest.mark.django_db
def test_the_same_words_twice_are_stored_differently(mentor):
    scene.personal_note(mentor, words="The same")
    scene.personal_note(mentor, words="The same")

    first, second = raw(PersonalNote)
    assert first != second


@pytest.mark.django_db
def test_nothing_written_is_stored_as_nothing(mentor):
    scene.personal_note(mentor, words="")

    assert raw(PersonalNote) == [""]


@pytest.mark.django_db
def test_values_come_back_as_they_were(mentor, supervisor):
    meeting = scene.held(scene.agreement(mentor, supervisor))
    body = {"learning": "Wait longer – ünïcode", "caseload": 41, "themes": ["a", "b"]}
    scene.record(meeting, body=body)

    assert SupervisionRecord.objects.get().body == body
    assert "learning" not in raw(SupervisionRecord, "body")[0]


def test_an_empty_value_has_the_default_again():
    field = EncryptedJSONField(default=dict)

    assert field.from_words("") == {}


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["words", "words__icontains", "words__startswith"])
def test_encrypted_words_cannot_be_searched(lookup):
    with pytest.raises(FieldError, match="encrypted"):
        PersonalNote.objects.filter(**{lookup: "quiet"}).exists()


def test_the_key_file_is_for_its_owner_alone():
    current_keys()

    assert key_file().stat().st_mode & 0o777 == 0o600


def test_the_key_file_appears_whole_whoever_comes_first():
    found = []
    threads = [threading.Thread(target=lambda: found.append(current_keys())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert {tuple(key) for key in found} == {tuple(current_keys())}


@pytest.mark.django_db
def test_a_lost_key_is_said_and_nothing_is_guessed(mentor):
    scene.personal_note(mentor)
    fields.write_keys([fields.new_key()])

    with pytest.raises(ImproperlyConfigured, match="key it was written with"):
        PersonalNote.objects.get()


def test_a_key_that_is_none_is_named(settings):
    settings.FIELD_KEYS = ["short"]

    with pytest.raises(ImproperlyConfigured, match="rotate_keys --new-key"):
        fields.encrypt("words")


@pytest.mark.django_db
def test_rotation_writes_every_row_anew_and_the_old_key_can_go(mentor, supervisor, capsys):
    meeting = scene.held(scene.agreement(mentor, supervisor))
    scene.locked(meeting)
    note = scene.personal_note(mentor)
    [old] = current_keys()

    call_command("rotate_keys")
    call_command("rotate_keys", "--drop-old")

    assert old not in current_keys()
    assert len(current_keys()) == 1
    assert PersonalNote.objects.get().words == note.words
    assert SupervisionRecord.objects.get().body == {"learning": scene.SAID}
    Fernet(current_keys()[0]).decrypt(raw(PersonalNote)[0].encode())
    # A record’s body, the heading and summary of its item, and a note.
    assert "4 texts were written anew" in capsys.readouterr().out


@pytest.mark.django_db
def test_rotation_twice_changes_nothing_under_the_newest_key(mentor):
    scene.personal_note(mentor)
    fields.write_keys([fields.new_key(), *current_keys()])
    keys.rotate_rows()
    before = raw(PersonalNote)

    assert keys.rotate_rows() == 0
    assert raw(PersonalNote) == before


@pytest.mark.django_db
def test_old_keys_stay_while_a_row_lies_under_them(mentor):
    scene.personal_note(mentor)
    keys.add_key()

    with pytest.raises(CommandError, match="1 texts still lie under an old key"):
        call_command("rotate_keys", "--drop-old")
    assert len(current_keys()) == 2


@pytest.mark.django_db
def test_with_keys_from_the_environment_the_file_is_left_alone(mentor, settings, capsys):
    first, second = fields.new_key(), fields.new_key()
    settings.FIELD_KEYS = [first]
    note = scene.personal_note(mentor)
    settings.FIELD_KEYS = [second, first]

    call_command("rotate_keys")
    settings.FIELD_KEYS = [second]

    assert PersonalNote.objects.get().words == note.words
    assert not key_file().exists()


@pytest.mark.django_db
def test_what_is_written_during_a_rotation_is_kept(mentor, monkeypatch):
    """Somebody changes a text between the moment it is read and the moment it is written anew."""
    note = scene.personal_note(mentor, words="Before")
    keys.add_key()
    rotate = keys.fernet

    def somebody_writes():
        PersonalNote.objects.filter(pk=note.pk).update(words="After")
        return rotate()

    monkeypatch.setattr(keys, "fernet", somebody_writes)
    keys.rotate_rows()

    assert PersonalNote.objects.get().words == "After"
