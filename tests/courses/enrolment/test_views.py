import pytest
from django.urls import reverse

from courses.enrolment.models import Enrolment
from tests.factories.courses import module_page

pytestmark = pytest.mark.django_db


def url(module):
    return reverse("enrolment:module_enrol", args=[module.pk])


def test_module_enrol_puts_it_on_ones_own_list(client_of, mentor):
    module = module_page()

    response = client_of(mentor).post(url(module), follow=True)

    row = Enrolment.objects.get()
    assert (row.participant, row.reason) == (mentor, "chosen")
    assert response.redirect_chain[-1][0] == module.url
    assert "is on your list now" in response.content.decode()


def test_module_enrol_sent_twice_makes_one_row(client_of, mentor):
    module = module_page()
    client = client_of(mentor)

    client.post(url(module))
    client.post(url(module))

    assert Enrolment.objects.count() == 1


def test_module_enrol_of_what_is_not_published_is_not_found(client_of, mentor):
    assert client_of(mentor).post(url(module_page(live=False))).status_code == 404


def test_module_enrol_sends_a_visitor_to_sign_in(visitor):
    response = visitor.post(url(module_page()))

    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


def test_module_enrol_is_not_found_for_somebody_without_a_role(client_of, mentor):
    mentor.role_grants.all().delete()

    assert client_of(mentor).post(url(module_page())).status_code == 404


def test_module_enrol_is_no_get(client_of, mentor):
    assert client_of(mentor).get(url(module_page())).status_code == 405
