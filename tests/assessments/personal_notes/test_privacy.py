from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.personal_notes import privacy
from assessments.personal_notes.models import PersonalNote
from cms.people.privacy.access import DPO_ALONE
from cms.people.privacy.registry import record_class
from tests.factories.people import days_ago
from tests.factories.supervision import KEPT, personal_note

pytestmark = pytest.mark.django_db


def test_it_is_a_kind_that_the_dpo_alone_opens():
    kind = record_class("personal_note")

    assert (kind.months, kind.subject, kind.is_openable) == (12, "author", True)
    assert kind.key in DPO_ALONE


def test_what_is_about_somebody_are_her_own_notes(mentor, peer):
    note = personal_note(mentor)
    personal_note(peer, words="Somebody else’s.")

    (passage,) = privacy.about(mentor)

    assert (passage.object_id, passage.words, passage.author) == (str(note.pk), KEPT, mentor)


def test_aged_and_remove(mentor):
    old = personal_note(mentor, created_at=timezone.localtime() - timedelta(days=10))
    new = personal_note(mentor)

    assert list(privacy.aged(days_ago(5))) == [old]
    assert privacy.remove(privacy.aged(days_ago(5))) == 1
    assert list(PersonalNote.objects.all()) == [new]
