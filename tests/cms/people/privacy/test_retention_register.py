"""The privacy notice for everybody, and the record of processing for HR and the DPO."""

import csv
import io

import pytest
from django.urls import reverse

from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.college.models import CollegeSettings
from cms.people.privacy.models import RetentionRule
from cms.people.privacy.queries.register import register_rows, role_notices
from cms.people.privacy.queries.wording import FOR_ROLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
NOTICE = "privacy:about_my_data"


@pytest.mark.parametrize(
    "name",
    ["mentor", "supervisor", "manager", "quality_lead", "dsl", "trainer", "admin", "hr", "dpo"],
)
def test_everybody_reads_what_is_kept_about_them(request, client_of, name):
    page = client_of(request.getfixturevalue(name)).get(reverse(NOTICE))

    assert page.status_code == 200
    assert "Personal notes" in page.content.decode()
    assert reverse("audit:my_records") in page.content.decode()


def test_it_is_read_before_signing_in_too_without_a_name(visitor, dpo):
    page = visitor.get(reverse(NOTICE))

    assert page.status_code == 200
    assert str(dpo) not in page.content.decode()
    assert dpo.email not in page.content.decode()


def test_it_says_whom_to_turn_to(client_of, mentor, dpo):
    CollegeSettings.objects.update_or_create(
        defaults={"privacy_url": "https://larkmoor.example/privacy"}
    )

    page = client_of(mentor).get(reverse(NOTICE)).content.decode()

    assert str(dpo) in page
    assert "ico.org.uk" in page


def test_without_an_officer_it_says_so(client_of, mentor):
    assert (
        "No data protection officer is named"
        in client_of(mentor).get(reverse(NOTICE)).content.decode()
    )


def test_it_goes_by_the_colleges_own_times(client_of, mentor):
    RetentionRule.objects.create(record_class="personal_note", counted_from="written", months=6)

    assert (
        "6 months from the day it was written"
        in client_of(mentor).get(reverse(NOTICE)).content.decode()
    )


def test_each_role_is_told_what_is_kept_because_of_it(mentor, hr, dpo):
    assert [notice.role for notice in role_notices(mentor)] == ["Everybody here", "As a mentor"]
    assert [notice.role for notice in role_notices(hr)][1:] == ["As an HR partner"]
    assert [notice.role for notice in role_notices(dpo)][1:] == ["As a data protection officer"]


def test_no_role_is_forgotten():
    assert set(FOR_ROLE) == set(Role)


def test_the_register_names_every_kind_with_ground_and_readers():
    rows = register_rows()

    assert [row.kept.kind.key for row in rows] == [
        "absence",
        "personal_note",
        "retention_run",
        "supervision_record",
    ]
    assert all(row.basis and row.readers and all(row.cells) for row in rows)


def test_the_register_is_exported_and_that_is_written_down(client_of, dpo):
    response = client_of(dpo).get(reverse("privacy:register_export"))

    table = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert response["Content-Type"] == "text/csv"
    assert len(table) == 5
    assert table[1][0] == "Absences"
    assert AuditEvent.objects.filter(verb="register.exported", actor=dpo).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_notice_asks_one_query_for_the_times(count, django_assert_num_queries):
    for key in ("absence", "personal_note", "supervision_record")[:count]:
        RetentionRule.objects.create(record_class=key, counted_from="written", months=6)

    with django_assert_num_queries(1):
        register_rows()
