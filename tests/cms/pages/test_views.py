import pytest
from django.test import override_settings
from wagtail.models import PageViewRestriction, Site

from cms.pages.models import InformationPage
from cms.people.editors.services import keep_groups_in_step
from tests.factories.pages import add_page, home_page, information_page, publish, root_page

TEXT = [{"type": "markdown", "value": "Ask your **{line_manager}**."}]


@pytest.fixture
def page(db):
    home_page(intro="Come in, {mentors}.")
    return information_page(body=TEXT, intro="Read this.", is_public=True)


def test_serve_page_takes_one_query_once_its_path_is_known(
    page, visitor, django_assert_num_queries
):
    visitor.get(page.url)

    with django_assert_num_queries(1):
        response = visitor.get(page.url)

    assert b"Ask your <strong>line manager</strong>." in response.content


def test_serve_page_of_a_signed_in_person_adds_only_who_they_are(
    page, mentor, client_of, django_assert_num_queries
):
    client = client_of(mentor)
    client.get(page.url)

    with django_assert_num_queries(3):  # the person, the page, their roles
        client.get(page.url)


def test_serve_page_shows_a_new_edition_as_soon_as_it_is_published(page, visitor):
    visitor.get(page.url)
    page.body = [("markdown", "A new edition.")]

    page.save_revision()
    assert b"A new edition." not in visitor.get(page.url).content

    publish(page)
    assert b"A new edition." in visitor.get(page.url).content


def test_serve_page_is_not_found_once_unpublished(page, visitor):
    visitor.get(page.url)

    page.unpublish()

    assert visitor.get("/how-this-works/").status_code == 404


def test_serve_page_is_not_found_once_deleted(page, visitor):
    visitor.get(page.url)

    page.delete()

    assert visitor.get("/how-this-works/").status_code == 404


def test_serve_page_follows_a_new_slug(page, visitor):
    visitor.get(page.url)
    page.slug = "how-it-works"
    publish(page)

    assert visitor.get("/how-it-works/").status_code == 200
    assert visitor.get("/how-this-works/").status_code in (301, 404)


def test_serve_page_follows_a_move_of_its_parent(page, visitor):
    child = information_page(page, title="Child", slug="child", is_public=True)
    other = information_page(title="Other", slug="other", is_public=True)
    assert visitor.get(child.url).status_code == 200

    page.refresh_from_db()
    page.move(other, pos="last-child")

    assert visitor.get("/how-this-works/child/").status_code in (301, 404)
    assert visitor.get("/other/how-this-works/child/").status_code == 200


def test_serve_page_gives_an_address_to_the_page_that_takes_it_over(page, visitor):
    visitor.get(page.url)
    page.slug = "old"
    publish(page)
    information_page(title="New", slug="how-this-works", is_public=True, intro="Quite another.")

    assert b"Quite another." in visitor.get("/how-this-works/").content


def test_serve_page_never_believes_the_cache_about_a_page_changed_behind_its_back(page, visitor):
    visitor.get(page.url)
    InformationPage.objects.filter(pk=page.pk).update(live=False)

    assert visitor.get("/how-this-works/").status_code == 404


def test_serve_page_still_checks_view_restrictions(page, visitor, mentor, client_of):
    visitor.get(page.url)
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )

    for _again in range(2):
        assert visitor.get(page.url).status_code == 302
    assert client_of(mentor).get(page.url).status_code == 200

    restriction.delete()
    assert visitor.get(page.url).status_code == 200


def test_serve_page_restriction_of_a_parent_holds_below(page, visitor):
    child = information_page(page, title="Child", slug="child", is_public=True)
    visitor.get(child.url)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    for _again in range(2):
        assert visitor.get(child.url).status_code == 302


@override_settings(ALLOWED_HOSTS=["*"])
def test_serve_page_keeps_the_pages_of_two_host_names_apart(page, visitor):
    elsewhere = InformationPage(title="Elsewhere", slug="elsewhere", is_public=True)
    other = add_page(root_page(), elsewhere)
    Site.objects.create(hostname="other.test", root_page=other)
    visitor.get("/", headers={"host": "other.test"})

    assert b"Elsewhere" in visitor.get("/", headers={"host": "other.test"}).content
    assert b"Come in" in visitor.get("/").content
    assert visitor.get(page.url, headers={"host": "other.test"}).status_code == 404


def test_serve_page_unknown_path_is_not_found(page, visitor):
    assert visitor.get("/nowhere/at/all/").status_code == 404


def test_home_page_welcomes_visitors_with_a_way_in(page, visitor):
    response = visitor.get("/")

    assert b"Come in, mentors." in response.content
    assert b"Sign in" in response.content


def test_home_page_of_a_signed_in_person_is_their_own_day(page, mentor, client_of):
    response = client_of(mentor).get("/")

    assert response.status_code == 200
    assert b"Come in, mentors." not in response.content


def test_information_page_for_staff_sends_visitors_to_sign_in(db, visitor, mentor, client_of):
    page = information_page(title="For us", slug="for-us", body=TEXT)

    refused = visitor.get(page.url)

    assert refused.status_code == 302
    assert refused.url.endswith("?next=/for-us/")
    assert client_of(mentor).get(page.url).status_code == 200


def test_information_page_for_staff_is_not_found_for_somebody_without_a_role(db, mentor, client_of):
    page = information_page(title="For us", slug="for-us", body=TEXT)
    mentor.role_grants.all().delete()

    assert client_of(mentor).get(page.url).status_code == 404


def test_information_page_shows_its_sources(page, visitor):
    page.sources = [("source", {"title": "RARPA policy", "publisher": "LWI", "date": "2022"})]
    publish(page)

    html = visitor.get(page.url).content.decode()

    assert "<cite>RARPA policy</cite>. LWI. 2022" in html


def test_information_page_preview_shows_the_draft_and_leaves_no_trace(
    page, visitor, trainer, client_of
):
    keep_groups_in_step()
    visitor.get(page.url)
    page.body = [("markdown", "Only a draft.")]
    page.save_revision()

    preview = client_of(trainer).get(f"/cms/pages/{page.pk}/view_draft/")

    assert b"Only a draft." in preview.content
    assert b"Only a draft." not in visitor.get(page.url).content


def test_information_page_preview_carries_the_checker_and_its_policy(page, trainer, client_of):
    keep_groups_in_step()

    preview = client_of(trainer).get(f"/cms/pages/{page.pk}/view_draft/")

    assert b"<wagtail-userbar" in preview.content
    assert "'unsafe-inline'" in preview.headers["Content-Security-Policy"]


def test_information_page_live_has_neither_checker_nor_loose_policy(page, trainer, client_of):
    keep_groups_in_step()

    response = client_of(trainer).get(page.url)

    assert b"<wagtail-userbar" not in response.content
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["callout", "try_it", "in_your_college", "markdown"])
def test_editors_are_shown_what_a_block_looks_like(name, page, trainer, client_of):
    keep_groups_in_step()
    block = page.body.stream_block.child_blocks[name]

    preview = client_of(trainer).get("/cms/block-preview/", {"id": block.definition_prefix})

    assert preview.status_code == 200
    assert b"content/blocks.css" in preview.content
    assert f'class="block block-{name}"'.encode() in preview.content
