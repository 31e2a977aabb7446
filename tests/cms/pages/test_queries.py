import pytest
from django.core.cache import cache

from cms.pages.queries import (
    cached_route,
    fragment_key,
    remember_route,
    rendered_body,
    routes_version,
)
from content.local_texts.services import set_local_text
from tests.factories.pages import home_page, information_page

BODY = [
    {"type": "markdown", "value": "One."},
    {
        "type": "in_your_college",
        "value": {"key": "where", "title": "Here", "brief": "", "prompt": "Ask."},
    },
]


@pytest.fixture
def page(db):
    home_page()
    return information_page(body=BODY, is_public=True)


@pytest.fixture
def request_(rf):
    return rf.get("/how-this-works/")


def test_cached_route_is_unknown_until_remembered(page, request_, django_assert_num_queries):
    path = "how-this-works/"
    assert cached_route(request_, path) is None

    remember_route(request_, path, page, routes_version())

    with django_assert_num_queries(1):
        route = cached_route(request_, path)
    assert (route.page, route.is_restricted) == (page, False)


def test_remember_route_of_an_older_version_is_worth_nothing(page, request_):
    version = routes_version()
    page.unpublish()
    page.save_revision().publish()

    page.refresh_from_db()
    remember_route(request_, "how-this-works/", page, version)

    assert cached_route(request_, "how-this-works/") is None


def test_cached_route_without_a_cache_is_unknown(page, request_):
    remember_route(request_, "how-this-works/", page, routes_version())
    cache.clear()

    assert cached_route(request_, "how-this-works/") is None


def test_fragment_key_is_for_the_served_live_page_alone(page):
    assert fragment_key(page) == ""

    page.is_served_live = True
    assert fragment_key(page) == f"{page.pk}:{page.live_revision_id}:{page.locale_id}"

    page.live = False
    assert fragment_key(page) == ""


def test_fragment_key_of_a_page_saved_without_a_revision_is_none(page):
    page.is_served_live = True
    page.live_revision = None

    assert fragment_key(page) == ""


def test_rendered_body_is_kept_and_costs_no_query(page, django_assert_num_queries):
    page.is_served_live = True
    first = rendered_body(page)

    with django_assert_num_queries(0):
        assert rendered_body(page) == first


def test_rendered_body_follows_the_colleges_text(page, trainer):
    page.is_served_live = True
    rendered_body(page)

    set_local_text(key="where", text="Room 12", by=trainer)

    assert "Room 12" in rendered_body(page)[0].html


def test_rendered_body_follows_an_address_it_links_to(page, django_capture_on_commit_callbacks):
    other = information_page(title="Other", slug="other", is_public=True)
    page.body = [("text", f'<p><a linktype="page" id="{other.pk}">there</a></p>')]
    page.save_revision().publish()
    page.refresh_from_db()
    page.is_served_live = True
    assert "/other/" in rendered_body(page)[0].html

    other.slug = "another"
    with django_capture_on_commit_callbacks(execute=True):
        other.save_revision().publish()

    assert "/another/" in rendered_body(page)[0].html
