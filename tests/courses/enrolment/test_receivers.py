"""A module comes out after people have begun its programme."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.enrolment.models import Enrolment
from courses.enrolment.services import enrol_in_programme, withdraw_enrolment
from tests.factories.courses import module_page, programme_page
from tests.factories.pages import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return programme_page()


def begin(mentor, manager, programme, *, days_ago=0):
    day = timezone.localdate() - timedelta(days=days_ago)
    enrol_in_programme(participant=mentor, programme=programme, starts_on=day, by=manager)


def test_whoever_is_in_the_programme_finds_it_on_her_list(mentor, peer, manager, programme):
    begin(mentor, manager, programme)

    module = module_page(programme, code="NEW", due_after_days=28)

    row = Enrolment.objects.get()
    assert (row.participant, row.module_id, row.reason) == (mentor, module.pk, "programme")
    assert row.due_on == timezone.localdate() + timedelta(days=28)
    assert mentor.notices.filter(key=f"assigned-enrolment-{row.pk}").count() == 1


def test_nobody_is_overdue_for_what_was_not_there(mentor, manager, programme):
    begin(mentor, manager, programme, days_ago=100)

    module_page(programme, code="NEW", due_after_days=7)

    assert Enrolment.objects.get().due_on == timezone.localdate() + timedelta(days=7)


def test_published_again_it_is_given_to_nobody_twice(mentor, manager, programme):
    begin(mentor, manager, programme)
    module = module_page(programme, code="NEW")

    publish(module)

    assert Enrolment.objects.count() == 1


def test_what_was_taken_off_stays_off(mentor, manager, programme):
    begin(mentor, manager, programme)
    module = module_page(programme, code="NEW")
    withdraw_enrolment(enrolment=Enrolment.objects.get(), reason="Another role.", by=manager)

    publish(module)

    assert Enrolment.objects.standing().count() == 0


def test_whoever_has_left_gets_nothing(mentor, manager, programme):
    begin(mentor, manager, programme)
    mentor.is_active = False
    mentor.save()

    module_page(programme, code="NEW")

    assert not Enrolment.objects.exists()


def test_another_programmes_module_is_for_others(mentor, manager, programme):
    begin(mentor, manager, programme)

    module_page(programme_page(slug="other"), code="NEW")

    assert not Enrolment.objects.exists()
