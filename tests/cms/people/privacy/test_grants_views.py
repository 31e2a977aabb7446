"""The screens: who gets in, what each of them shows, and what it never does."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.models import RoleGrant
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.privacy.models import BreakGlassGrant
from cms.people.privacy.rules import GrantState, Purpose
from tests.factories import supervision
from tests.factories.grants import REASON, grant
from tests.factories.people import days_ago, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
YES = "It is needed for the case and nothing less shows it."
OTHERS = ["mentor", "peer", "supervisor", "manager", "quality_lead", "dsl", "trainer", "admin"]


def form(**fields):
    return {
        "record_class": "supervision_record",
        "purpose": Purpose.GRIEVANCE,
        "case_ref": "HR-2231",
        "reason": REASON,
        "hours": 24,
        **fields,
    }


@pytest.mark.parametrize("name", OTHERS)
def test_the_screens_are_not_there_for_anybody_else(
    request, client_of, name, peer, mentor, hr, dpo
):
    opened = grant(hr, peer if name == "mentor" else mentor, dpo)
    client = client_of(request.getfixturevalue(name))

    for page, args in (
        ("grant_list", []),
        ("grant_person", []),
        ("grant_create", [peer.pk]),
        ("grant_detail", [opened.pk]),
        ("grant_answer", [opened.pk]),
        ("grant_read", [opened.pk]),
    ):
        assert client.get(reverse(f"privacy:{page}", args=args)).status_code == 404, page
    for page in ("grant_end", "grant_tell"):
        assert client.post(reverse(f"privacy:{page}", args=[opened.pk])).status_code == 404, page


def test_a_visitor_is_asked_to_sign_in(visitor):
    assert visitor.get(reverse("privacy:grant_list")).status_code == 302


def test_people_are_found_by_name_and_never_oneself(client_of, mentor, peer, hr):
    page = client_of(hr).get(reverse("privacy:grant_person"), {"q": "yasmin"})
    nobody = client_of(hr).get(reverse("privacy:grant_person"), {"q": "lomax"})

    assert page.context["people"] == [mentor]
    assert nobody.context["people"] == []
    assert reverse("privacy:grant_create", args=[mentor.pk]) in page.content.decode()
    assert client_of(hr).get(reverse("privacy:grant_create", args=[hr.pk])).status_code == 404


def test_asking_by_the_form(client_of, mentor, hr, dpo):
    url = reverse("privacy:grant_create", args=[mentor.pk])

    response = client_of(hr).post(url, form())

    asked = BreakGlassGrant.objects.get()
    assert response.url == asked.get_absolute_url()
    assert (asked.requester, asked.subject, asked.reason) == (hr, mentor, REASON)


def test_the_form_offers_each_role_its_own(client_of, mentor, hr, dpo):
    url = reverse("privacy:grant_create", args=[mentor.pk])

    of_hr = client_of(hr).get(url).context["form"]
    of_dpo = client_of(dpo).get(url).context["form"]

    assert [key for key, _ in of_hr.fields["record_class"].choices] == ["", "supervision_record"]
    assert "personal_note" in dict(of_dpo.fields["record_class"].choices)
    assert "not_told_because" not in of_hr.fields
    assert set(dict(of_dpo.fields["purpose"].choices)) == {"", "rights_request", "legal_claim"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", "Too short."),
        ("hours", 500),
        ("case_ref", ""),
        ("record_class", "absence"),
        ("record_class", "personal_note"),
        ("purpose", Purpose.RIGHTS_REQUEST),
    ],
)
def test_a_form_with_a_mistake_comes_back_and_keeps_the_words(
    client_of, mentor, hr, dpo, field, value
):
    url = reverse("privacy:grant_create", args=[mentor.pk])

    response = client_of(hr).post(url, form(**{field: value}))

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not BreakGlassGrant.objects.exists()


def test_a_learners_name_in_the_reason_is_pointed_out(client_of, mentor, hr, dpo):
    url = reverse("privacy:grant_create", args=[mentor.pk])
    reason = "A learner called Tyler Marsh, born 04/05/2008, says that Yasmin told him so in March."

    response = client_of(hr).post(url, form(reason=reason), follow=True)

    assert "learner" in "".join(str(said) for said in response.context["messages"]).lower()


def test_the_second_person_reads_why_and_says_yes(client_of, mentor, hr, dpo):
    asked = grant(hr, mentor)
    url = reverse("privacy:grant_answer", args=[asked.pk])

    page = client_of(dpo).get(url)
    response = client_of(dpo).post(url, {"answer": "yes", "reason": YES})

    assert REASON in page.content.decode()
    asked.refresh_from_db()
    assert response.url == asked.get_absolute_url()
    assert (asked.state, asked.approver) == (GrantState.OPEN, dpo)
    assert YES in client_of(dpo).get(response.url).content.decode()


def test_the_second_person_says_no(client_of, mentor, hr, dpo):
    asked = grant(hr, mentor)

    client_of(dpo).post(
        reverse("privacy:grant_answer", args=[asked.pk]), {"answer": "no", "reason": YES}
    )

    asked.refresh_from_db()
    assert asked.state == GrantState.REFUSED


@pytest.mark.parametrize(
    "data", [{"answer": "yes"}, {"reason": YES}, {"answer": "x", "reason": YES}]
)
def test_an_answer_without_reason_or_button_changes_nothing(client_of, mentor, hr, dpo, data):
    asked = grant(hr, mentor)

    response = client_of(dpo).post(reverse("privacy:grant_answer", args=[asked.pk]), data)

    assert response.status_code == 422
    asked.refresh_from_db()
    assert asked.state == GrantState.ASKED


def test_who_asked_does_not_answer(client_of, mentor, hr, dpo):
    asked = grant(hr, mentor)
    url = reverse("privacy:grant_answer", args=[asked.pk])

    assert client_of(hr).get(url).status_code == 403
    assert client_of(hr).post(url, {"answer": "yes", "reason": YES}).status_code == 403


def test_reading_is_not_stored_and_written_down(client_of, mentor, supervisor, hr, dpo):
    supervision.locked(supervision.held(supervision.agreement(mentor, supervisor)))
    opened = grant(hr, mentor, dpo)

    response = client_of(hr).get(reverse("privacy:grant_read", args=[opened.pk]))

    assert "no-store" in response["Cache-Control"]
    assert supervision.SAID in response.content.decode()
    assert "Opened outside the usual rules" in response.content.decode()
    assert AuditEvent.objects.filter(verb="privileged_record.opened", about=mentor).count() == 1


def test_personal_notes_are_read_there_and_only_there(client_of, mentor, hr, dpo):
    note = supervision.personal_note(mentor)
    opened = grant(dpo, mentor, hr, record_class="personal_note", purpose=Purpose.LEGAL_CLAIM)

    here = client_of(dpo).get(reverse("privacy:grant_read", args=[opened.pk]))

    assert supervision.KEPT in here.content.decode()
    assert client_of(dpo).get(note.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["dpo", "other_hr", "over", "role_ended"])
def test_nobody_reads_what_is_not_open_to_them(client_of, mentor, hr, dpo, who):
    opened = grant(hr, mentor, dpo)
    reader = {"dpo": dpo, "other_hr": make_person("Ola", "Ray", Role.HR)}.get(who, hr)
    if who == "over":
        BreakGlassGrant.objects.update(ends_at=timezone.now())
    if who == "role_ended":
        RoleGrant.objects.filter(holder=hr).update(ends_on=days_ago(1))

    response = client_of(reader).get(reverse("privacy:grant_read", args=[opened.pk]))

    assert response.status_code == 404
    assert not AuditEvent.objects.filter(verb="privileged_record.opened").exists()


def test_she_sees_who_and_for_what_and_never_the_case(client_of, mentor, hr, dpo):
    opened = grant(hr, mentor, dpo, not_told_because="Not before the hearing, said the DPO.")
    client_of(hr).get(reverse("privacy:grant_read", args=[opened.pk]))

    page = client_of(mentor).get(opened.get_absolute_url()).content.decode()

    assert str(hr) in page
    assert str(dpo) in page
    assert "A grievance" in page
    assert REASON not in page
    assert "HR-2231" not in page
    assert "hearing" not in page
    assert "What was read" in page
    records = client_of(mentor).get(reverse("audit:my_records")).content.decode()
    assert str(hr) in records


def test_she_does_not_see_it_before_she_is_told(client_of, mentor, hr, dpo):
    opened = grant(hr, mentor, dpo, told_at=None)

    assert client_of(mentor).get(opened.get_absolute_url()).status_code == 404
    client_of(dpo).post(reverse("privacy:grant_tell", args=[opened.pk]))
    assert client_of(mentor).get(opened.get_absolute_url()).status_code == 200


def test_hr_has_no_button_to_tell_and_the_address_refuses(client_of, mentor, hr, dpo):
    opened = grant(hr, mentor, dpo, told_at=None)
    url = reverse("privacy:grant_tell", args=[opened.pk])

    assert url not in client_of(hr).get(opened.get_absolute_url()).content.decode()
    assert url in client_of(dpo).get(opened.get_absolute_url()).content.decode()
    assert client_of(hr).post(url).status_code == 403


def test_closing_it_by_hand(client_of, mentor, hr, dpo):
    opened = grant(hr, mentor, dpo)
    url = reverse("privacy:grant_end", args=[opened.pk])

    assert client_of(mentor).post(url).status_code == 403
    assert client_of(hr).post(url).url == opened.get_absolute_url()
    opened.refresh_from_db()
    assert opened.ends_at < timezone.now() + timedelta(seconds=1)
    assert client_of(hr).post(url).status_code == 403
    assert client_of(hr).get(url).status_code == 405


@pytest.mark.parametrize("number", ["", "2", "-1", "x", "9" * 5000])
def test_an_odd_page_number_reads_a_page_all_the_same(client_of, mentor, hr, dpo, number):
    opened = grant(hr, mentor, dpo)

    response = client_of(hr).get(reverse("privacy:grant_read", args=[opened.pk]), {"page": number})

    assert response.status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(
    client_of, rows, mentor, hr, dpo, django_assert_num_queries
):
    for number in range(rows):
        grant(hr, make_person(f"A{number}", "Row", Role.MENTOR))
    client = client_of(dpo)
    client.get(reverse("privacy:grant_list"))

    with django_assert_num_queries(5):
        client.get(reverse("privacy:grant_list"))
