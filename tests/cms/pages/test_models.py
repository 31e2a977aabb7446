from datetime import date

import pytest
from wagtail.models import Page

from cms.pages.models import CollegePage, HomePage, InformationPage, is_due
from tests.factories.pages import home_page, information_page


@pytest.mark.parametrize(
    ("review_on", "due"),
    [(None, False), (date(2026, 3, 2), False), (date(2026, 3, 1), True), (date(2026, 1, 1), True)],
)
def test_is_due(review_on, due):
    assert is_due(review_on, date(2026, 3, 1)) is due


def test_every_page_type_is_one_of_ours():
    ours = [
        model
        for model in Page.__subclasses__()
        if model._meta.app_label not in ("wagtailcore", "tests") and not model._meta.abstract
    ]

    assert all(issubclass(model, CollegePage) for model in ours)


def test_page_types_name_views_that_exist():
    assert HomePage.participant_view == "cms.dashboard.views.home"
    assert InformationPage.participant_view == "cms.pages.views.information_page"


def test_serve_marks_the_live_page_and_preview_does_not(db, rf, trainer):
    page = information_page(is_public=True)
    request = rf.get("/")
    request.user = trainer

    page.serve_preview(request, "")
    assert request.is_preview is True
    assert page.is_served_live is False

    page.serve(request)
    assert request.is_preview is False
    assert page.is_served_live is True


def test_home_page_factory_stands_at_the_root_of_the_site(db, client):
    home = home_page()

    assert home.url == "/"
    assert home_page() == home
    assert home.live_revision is not None


def test_preview_sizes_start_with_a_narrow_phone(db):
    assert HomePage().preview_sizes[0]["device_width"] == 360
    assert HomePage().default_preview_size == "phone"
