import pytest
from django.contrib.auth.models import AnonymousUser

from assessments.standards.access import (
    can_read_evidence_of,
    can_read_framework,
    frameworks_readable_by,
    people_with_evidence_for,
    readable_by,
    sources_openable_by,
)
from assessments.standards.models import Evidence, Framework
from cms.people.accounts.models import User
from tests.factories.people import ReportingLineFactory, UserFactory, days_ago
from tests.factories.standards import evidence

READS = {
    "mentor": True,  # her own
    "manager": True,
    "quality_lead": True,
    "peer": False,
    "supervisor": False,
    "other_manager": False,
    "dsl": False,
    "trainer": False,
    "admin": False,
    "hr": False,
    "dpo": False,
}


@pytest.mark.parametrize(("name", "may"), READS.items())
def test_who_reads_a_mentors_evidence(framework, mentor, request, name, may):
    row = evidence(mentor)
    reader = request.getfixturevalue(name)

    assert Evidence.objects.filter(readable_by(reader), pk=row.pk).exists() is may
    assert can_read_evidence_of(reader, mentor) is may
    assert User.objects.filter(people_with_evidence_for(reader), pk=mentor.pk).exists() is may


@pytest.mark.parametrize("name", READS)
def test_only_its_person_opens_the_source(framework, mentor, request, name):
    row = evidence(mentor)
    reader = request.getfixturevalue(name)

    may = Evidence.objects.filter(sources_openable_by(reader), pk=row.pk).exists()

    assert may is (name == "mentor")


@pytest.mark.parametrize("name", READS)
def test_all_staff_read_the_framework(framework, request, name):
    reader = request.getfixturevalue(name)

    assert can_read_framework(reader)
    assert Framework.objects.filter(frameworks_readable_by(reader)).exists()


def test_somebody_without_a_role_reads_no_framework(framework):
    stranger = UserFactory.create()

    assert not can_read_framework(stranger)
    assert not Framework.objects.filter(frameworks_readable_by(stranger)).exists()


def test_a_superuser_reads_only_what_is_her_own(framework, mentor):
    root = UserFactory.create(is_superuser=True, is_staff=True)
    row = evidence(mentor)
    own = evidence(root)

    assert list(Evidence.objects.filter(readable_by(root))) == [own]
    assert not can_read_evidence_of(root, row.person)


def test_a_visitor_reads_nothing(framework, mentor):
    evidence(mentor)
    visitor = AnonymousUser()

    assert not Evidence.objects.filter(readable_by(visitor)).exists()
    assert not Evidence.objects.filter(sources_openable_by(visitor)).exists()
    assert not User.objects.filter(people_with_evidence_for(visitor)).exists()
    assert not can_read_framework(visitor)


def test_a_manager_of_last_month_reads_nothing_today(framework, mentor, other_manager):
    evidence(mentor)
    ReportingLineFactory.create(
        person=mentor, manager=other_manager, starts_on=days_ago(90), ends_on=days_ago(30)
    )

    assert not Evidence.objects.filter(readable_by(other_manager)).exists()
    assert Evidence.objects.filter(readable_by(other_manager, on=days_ago(60))).exists()


def test_a_line_without_the_role_opens_nothing(framework, peer):
    report = UserFactory.create()
    row = evidence(report)
    ReportingLineFactory.create(person=report, manager=peer)

    assert not Evidence.objects.filter(readable_by(peer), pk=row.pk).exists()
    assert not can_read_evidence_of(peer, report)
