"""The words of an action lie encrypted in the database, and cannot be searched."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from assessments.actions import services
from assessments.actions.models import ActionUpdate, SupervisionAction
from tests.factories.supervision import SAID


def raw(model, *columns):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {model._meta.db_table}")
        return [value for row in cursor.fetchall() for value in row]


def test_no_column_has_its_words(step, mentor):
    services.note_progress(action=step, words=SAID, by=mentor)
    services.close_action(action=step, note=SAID, by=mentor)

    stored = raw(SupervisionAction, "words", "closing_note") + raw(ActionUpdate, "words")

    assert len(stored) == 4
    assert not [value for value in stored if "silence" in value or value == SAID]
    step.refresh_from_db()
    assert step.words == step.closing_note == SAID


@pytest.mark.parametrize("field", ["words", "closing_note"])
def test_nobody_searches_them(field, db):
    with pytest.raises(FieldError):
        SupervisionAction.objects.filter(**{f"{field}__icontains": "silence"}).exists()
