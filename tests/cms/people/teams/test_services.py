from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.teams import services
from cms.people.teams.access import is_manager_of
from cms.people.teams.models import ReportingLine
from tests.factories.people import UserFactory, days_ago

pytestmark = pytest.mark.django_db


def test_set_manager_closes_the_old_line_the_day_before(mentor, manager, other_manager, admin):
    starts_on = timezone.localdate()

    services.set_manager(person=mentor, manager=other_manager, starts_on=starts_on, by=admin)

    old = ReportingLine.objects.get(person=mentor, manager=manager)
    assert old.ends_on == starts_on - timedelta(days=1)
    assert is_manager_of(other_manager, mentor)
    assert AuditEvent.objects.filter(verb="line.set", about=mentor, actor=admin).exists()


def test_set_manager_refuses_oneself(mentor, admin):
    with pytest.raises(ValidationError, match="own line manager"):
        services.set_manager(person=mentor, manager=mentor, by=admin)


def test_set_manager_refuses_a_circle(mentor, manager, admin):
    with pytest.raises(ValidationError, match="circle"):
        services.set_manager(person=manager, manager=mentor, by=admin)


def test_set_manager_refuses_a_circle_with_a_line_still_to_begin(manager, other_manager, admin):
    later = timezone.localdate() + timedelta(days=30)
    services.set_manager(person=manager, manager=other_manager, starts_on=later, by=admin)

    with pytest.raises(ValidationError, match="circle"):
        services.set_manager(person=other_manager, manager=manager, by=admin)


def test_set_manager_refuses_days_that_have_a_manager_already(mentor, other_manager, admin):
    with pytest.raises(ValidationError, match="already a line manager"):
        services.set_manager(
            person=mentor, manager=other_manager, starts_on=days_ago(500), by=admin
        )

    assert ReportingLine.objects.get(person=mentor).ends_on is None


@pytest.mark.parametrize("who", ["mentor", "manager", "hr", "dpo"])
def test_only_a_site_admin_changes_posts_lines_and_teams(who, mentor, manager, request):
    user = request.getfixturevalue(who)
    calls = [
        lambda: services.set_manager(person=mentor, manager=manager, by=user),
        lambda: services.set_profile(person=mentor, by=user),
        lambda: services.create_team(name="New", code="N", by=user),
        lambda: services.welcome_person(
            email="a@b.test", first_name="A", last_name="B", role=Role.MENTOR, by=user
        ),
    ]
    for call in calls:
        with pytest.raises(PermissionDenied):
            call()


def test_set_profile_says_which_fields_changed(mentor, team, admin):
    profile = services.set_profile(
        person=mentor, job_title="Coach", fte=Decimal("0.6"), team=team, by=admin
    )

    assert (profile.job_title, profile.fte) == ("Coach", Decimal("0.6"))
    fields = AuditEvent.objects.get(verb="person.changed").detail["fields"]
    assert set(fields) == {"job_title", "fte", "started_on"}


def test_set_profile_refuses_an_impossible_post(mentor, admin):
    with pytest.raises(ValidationError):
        services.set_profile(person=mentor, fte=Decimal("1.5"), by=admin)
    with pytest.raises(ValidationError, match="before the first"):
        services.set_profile(person=mentor, started_on=days_ago(1), left_on=days_ago(2), by=admin)


def test_the_database_refuses_what_a_careless_writer_might_do(mentor):
    with pytest.raises(IntegrityError):
        ReportingLine.objects.create(person=mentor, manager=mentor)


def test_welcome_person_does_everything_at_once(
    team, manager, admin, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        person = services.welcome_person(
            email="New@College.test",
            first_name="New",
            last_name="Person",
            role=Role.MENTOR,
            job_title="Coach",
            team=team,
            manager=manager,
            by=admin,
        )

    assert has_role(person, Role.MENTOR)
    assert is_manager_of(manager, person)
    assert person.staff_profile.team == team
    assert mail.outbox[0].to == ["new@college.test"]


def test_welcome_person_that_fails_leaves_nobody(manager, admin):
    UserFactory.create(email="taken@college.test")
    before = User.objects.count()

    with pytest.raises(ValidationError):
        services.welcome_person(
            email="taken@college.test", first_name="A", last_name="B", role="mentor", by=admin
        )

    assert User.objects.count() == before


def test_nobody_in_hr_keeps_her_own_absence(hr, mentor):
    theirs = services.record_absence(person=mentor, starts_on=days_ago(100), by=hr)
    own = services.record_absence(person=hr, starts_on=days_ago(100), by=None)

    services.remove_absence(absence=theirs, by=hr)
    with pytest.raises(PermissionDenied):
        services.remove_absence(absence=own, by=hr)
    with pytest.raises(PermissionDenied):
        services.record_absence(person=hr, starts_on=days_ago(100), ends_on=days_ago(2), by=hr)
