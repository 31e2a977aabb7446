"""Error pages: in our words, and the ones for bad days stand without a database."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.csrf import csrf_failure
from django.views.defaults import server_error


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_bare_error_page_needs_no_request_and_no_database(name):
    html = render_to_string(name)

    assert "<h1>" in html
    assert 'href="/"' in html
    assert "<script" not in html


def test_server_error_says_what_is_safe_and_what_to_do():
    response = server_error(RequestFactory().get("/anything/"))

    assert response.status_code == 500
    assert "is safe" in response.content.decode()


def test_not_found_offers_a_way_home(visitor, db):
    response = visitor.get("/no/such/page/")

    assert response.status_code == 404
    assert "We cannot find that page" in response.content.decode()


def test_form_sent_too_late_says_what_to_do(db):
    response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})

    assert response.status_code == 403
    assert "too old" in response.content.decode()


def test_csrf_failure_uses_our_page():
    assert "Nothing was saved" in csrf_failure(RequestFactory().post("/")).content.decode()
