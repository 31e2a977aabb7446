from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.certificates.models import Certificate
from courses.certificates.services import issue_certificate, revoke_certificate
from tests.factories.courses import completion, enrolment, module_with_lessons

pytestmark = pytest.mark.django_db
REASON = "The quiz was taken by somebody else."
MAY_OPEN = ["mentor", "manager", "quality_lead", "admin"]
MAY_NOT_OPEN = ["peer", "other_manager", "supervisor", "trainer", "dsl", "hr", "dpo"]


@pytest.fixture
def module():
    return module_with_lessons(1)


@pytest.fixture
def certificate(mentor, module):
    return certificate_of(mentor, module)


def certificate_of(person, module, *, cycle=1, days=300):
    done = completion(
        enrolment(person, module, cycle=cycle),
        expires_on=timezone.localdate() + timedelta(days=days),
        minutes=12,
    )
    return issue_certificate(completion=done)


def address(name, certificate):
    return reverse(f"certificates:{name}", args=[certificate.code])


def revoke(certificate, quality_lead):
    return revoke_certificate(certificate=certificate, reason=REASON, by=quality_lead)


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_certificate_check_tells_anybody_name_module_dates_and_state(visitor, certificate):
    page = text_of(visitor.get(address("certificate_check", certificate)))

    assert "This certificate is valid" in page
    assert "Yasmin Haddad" in page
    assert "Target setting and review" in page
    assert "Open the PDF" not in page
    for kept in ("Find the priority", "@", "S1", "12 min", "Siobhán"):
        assert kept not in page.split("<main", 1)[1].split("</main>", 1)[0]


def test_certificate_check_of_an_expired_one_says_so(visitor, mentor, module):
    page = text_of(visitor.get(certificate_of(mentor, module, days=-1).get_absolute_url()))

    assert "has run out" in page


def test_certificate_check_of_a_revoked_one_says_so_and_not_why(visitor, certificate, quality_lead):
    revoke(certificate, quality_lead)

    page = text_of(visitor.get(certificate.get_absolute_url()))

    assert "was withdrawn" in page
    assert REASON not in page


def test_certificate_check_of_a_superseded_one_says_so(visitor, mentor, module, certificate):
    newer = certificate_of(mentor, module, cycle=2)

    assert "replaced by a newer one" in text_of(visitor.get(certificate.get_absolute_url()))
    assert "is valid" in text_of(visitor.get(newer.get_absolute_url()))


@pytest.mark.parametrize("code", ["K7QM-2ABC-9XYZ-4DEF", "nonsense", "<script>", "x" * 500])
def test_certificate_check_of_an_unknown_code_says_what_to_do(visitor, db, code):
    response = visitor.get(reverse("certificates:certificate_check", args=[code]))

    page = text_of(response, 404)
    assert "no certificate with this code" in page
    assert "<script>alert" not in page


def test_certificate_check_reads_the_code_as_typed(visitor, certificate):
    typed = certificate.code.replace("-", "").lower()

    assert text_of(visitor.get(reverse("certificates:certificate_check", args=[typed])))


def test_certificate_find_leads_to_the_page(visitor, certificate):
    url = reverse("certificates:certificate_find")

    assert "Code of the certificate" in text_of(visitor.get(url))
    found = visitor.get(url, {"code": certificate.code.lower()})
    assert found["Location"] == certificate.get_absolute_url()


def test_certificate_check_takes_one_query_for_a_visitor(
    visitor, certificate, django_assert_num_queries
):
    visitor.get(certificate.get_absolute_url())
    with django_assert_num_queries(1):
        visitor.get(certificate.get_absolute_url())


@pytest.mark.parametrize("who", MAY_OPEN)
def test_certificate_pdf_opens_for_those_concerned(request, client_of, certificate, who):
    response = client_of(request.getfixturevalue(who)).get(address("certificate_pdf", certificate))

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content.startswith(b"%PDF")
    assert certificate.code in response["Content-Disposition"]


@pytest.mark.parametrize("who", MAY_NOT_OPEN)
@pytest.mark.parametrize("name", ["certificate_pdf", "certificate_revoke"])
def test_certificate_pdf_and_revoke_are_not_found_for_others(
    request, client_of, certificate, who, name
):
    response = client_of(request.getfixturevalue(who)).get(address(name, certificate))

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["certificate_pdf", "certificate_revoke"])
def test_certificate_pdf_and_revoke_send_visitors_to_sign_in(visitor, certificate, name):
    assert "/accounts/login/" in visitor.get(address(name, certificate))["Location"]


def test_certificate_pdf_of_a_revoked_one_is_refused_with_the_reason(
    client_of, mentor, certificate, quality_lead
):
    revoke(certificate, quality_lead)

    response = client_of(mentor).get(address("certificate_pdf", certificate), follow=True)

    assert response.redirect_chain[-1][0] == certificate.get_absolute_url()
    assert REASON in text_of(response)


@pytest.mark.parametrize("who", ["mentor", "manager"])
def test_certificate_revoke_is_not_for_owner_or_manager(request, client_of, certificate, who):
    client = client_of(request.getfixturevalue(who))

    response = client.post(address("certificate_revoke", certificate), {"revoke_reason": REASON})

    assert response.status_code == 404
    assert Certificate.objects.get().revoked_at is None


def test_certificate_revoke_asks_for_a_reason_and_withdraws(client_of, quality_lead, certificate):
    client = client_of(quality_lead)
    url = address("certificate_revoke", certificate)
    assert "Withdraw this certificate?" in text_of(client.get(url))
    assert "Say in a sentence why" in text_of(client.post(url, {"revoke_reason": "no"}))

    response = client.post(url, {"revoke_reason": REASON}, follow=True)

    assert "was withdrawn" in text_of(response)
    assert Certificate.objects.get().revoked_by == quality_lead
    assert "already" in text_of(client.get(url, follow=True))


@pytest.mark.parametrize("count", [1, 3])
def test_certificate_list_shows_ones_own(
    client_of, mentor, peer, module, count, django_assert_num_queries
):
    for cycle in range(1, count + 1):
        certificate_of(mentor, module, cycle=cycle)
    certificate_of(peer, module)
    client = client_of(mentor)
    url = reverse("certificates:certificate_list")
    client.get(url)
    with django_assert_num_queries(3):
        page = text_of(client.get(url))

    assert page.count('data-label="State"') == count
    assert page.count("Valid") == 1


def test_certificate_list_of_somebody_without_one_says_so(client_of, mentor):
    page = text_of(client_of(mentor).get(reverse("certificates:certificate_list")))

    assert "No certificates yet" in page


def test_certificate_list_sends_visitors_to_sign_in(visitor, db):
    response = visitor.get(reverse("certificates:certificate_list"))

    assert "/accounts/login/" in response["Location"]
