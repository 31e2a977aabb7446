"""What is prepared and how the work feels lie encrypted in the database."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from assessments.preparation.models import PreparationItem, SessionPreparation, WellbeingMark
from tests.factories.preparation import marks, preparation
from tests.factories.supervision import SAID


def raw(model, *columns):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {model._meta.db_table}")
        return [value for row in cursor.fetchall() for value in row]


def test_no_column_has_the_words(planned, mentor):
    row = preparation(planned, mentor, went_well=SAID, weighs=SAID)

    stored = raw(SessionPreparation, "wants", "went_well", "weighs")
    stored += raw(PreparationItem, "title")

    assert len(stored) == 4
    assert not [value for value in stored if "silence" in value or "quiet" in value]
    row.refresh_from_db()
    assert row.weighs == SAID
    assert "silence" not in str(row) + str(row.items.get())


def test_no_column_has_the_level(mentor):
    marks(mentor, 2)

    (stored,) = raw(WellbeingMark, "level")

    assert stored != "2"
    assert len(stored) > 50


def test_nobody_searches_them(db):
    with pytest.raises(FieldError):
        WellbeingMark.objects.filter(level="2").exists()
