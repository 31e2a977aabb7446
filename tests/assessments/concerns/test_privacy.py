from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.concerns import privacy
from assessments.concerns.models import SafeguardingPointer
from cms.people.privacy.registry import record_class
from tests.factories.people import days_ago
from tests.factories.supervision import pointer

pytestmark = pytest.mark.django_db


def closed(mentor, dsl, days):
    at = timezone.localtime() - timedelta(days=days)
    return pointer(
        mentor, reported_at=at, created_at=at, acknowledged_at=at, acknowledged_by=dsl,
        closed_at=at, closed_by=dsl,
    )  # fmt: skip


def test_it_is_one_of_the_kinds_of_record():
    kind = record_class("safeguarding_pointer")

    assert (kind.months, kind.subject, kind.is_openable) == (72, "reported_by", False)


def test_what_is_about_somebody_is_that_she_passed_it_on_and_no_reference(mentor, peer):
    pointer(mentor, external_ref="CPOMS 2231")
    pointer(peer)

    (passage,) = privacy.about(mentor)

    assert passage.words == "To: Designated safeguarding lead. How: By phone."
    assert "2231" not in repr(passage)


def test_the_clock_starts_when_it_is_closed(mentor, dsl):
    old, _new = closed(mentor, dsl, 10), closed(mentor, dsl, 2)
    pointer(mentor)

    assert list(privacy.aged(days_ago(5))) == [old]


def test_remove_says_how_many_went(mentor, dsl):
    closed(mentor, dsl, 10)
    pointer(mentor)

    assert privacy.remove(privacy.aged(days_ago(5))) == 1
    assert SafeguardingPointer.objects.count() == 1
