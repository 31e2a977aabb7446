from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.preparation import privacy
from assessments.preparation.models import PreparationItem, SessionPreparation, WellbeingMark
from cms.people.privacy.registry import record_class
from tests.factories.people import days_ago
from tests.factories.preparation import marks, preparation
from tests.factories.supervision import SAID


def test_a_copy_has_all_she_prepared_and_how_the_work_felt(planned, mentor, peer):
    preparation(planned, mentor)
    marks(mentor, 4)
    marks(peer, 1)

    words = [passage.words for passage in privacy.preparations_about(mentor)]
    felt = [passage.words for passage in privacy.marks_about(mentor)]

    assert words == [SAID, "A talk that went quiet"]
    assert felt == ["Good (4 of 5); seen by nobody else"]


def test_after_a_year_they_go(planned, mentor):
    kind: Any = record_class("session_preparation")
    row = preparation(planned, mentor)
    assert (kind.months, kind.subject, kind.is_openable) == (12, "mentor", False)
    assert not kind.aged(days_ago(365)).exists()

    SessionPreparation.objects.update(changed_at=timezone.localtime() - timedelta(days=370))

    assert list(kind.aged(days_ago(365))) == [row]
    assert kind.remove(kind.aged(days_ago(365))) == 1
    assert not PreparationItem.objects.exists()


def test_so_do_marks(mentor):
    kind: Any = record_class("wellbeing_mark")
    marks(mentor, 3)
    WellbeingMark.objects.create(mentor=mentor, level="3", on=days_ago(370))

    assert kind.remove(kind.aged(days_ago(365))) == 1
    assert WellbeingMark.objects.get().on == days_ago(0)
