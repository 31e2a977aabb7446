"""The modules that come with the site are what authors look at first: the checks find no fault."""

import pytest

from cms.dashboard.services import set_up_site
from cms.pages.checks.queries import checked_pages
from content.checks.rules.findings import Level
from courses.catalogue.models import ModulePage
from tests.factories.pages import root_page

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_shipped_modules_have_nothing_that_must_be_mended(trainer):
    root_page()
    set_up_site()

    pages = checked_pages(trainer)

    for page in pages:
        print(page.place, "›", page.title, page.counts)
        for check in page.checks:
            print("   ", check.level, check.kind, "|", check.message, "|", check.quote)
    assert ModulePage.objects.count() == 5 + 7
    assert [
        (page.title, check.message, check.quote)
        for page in pages
        for check in page.checks
        if check.level == Level.MUST
    ] == []
