"""Three unsafe runs of a safeguarding scenario in a row: the manager is asked to offer support."""

import pytest
from django.core.cache import cache

from assessments.scenarios.services import start_attempt
from cms.people.notices.models import Notice
from courses.catalogue.models import ModulePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def guarded(rich):
    ModulePage.objects.update(is_safeguarding=True)
    cache.clear()  # the outline remembers what it was
    return rich


@pytest.fixture
def unsafe_runs(mentor, play):
    def run(scenario, times):
        for _ in range(times):
            play(start_attempt(scenario=scenario, by=mentor), "secret")

    return run


def test_the_third_unsafe_run_in_a_row_is_told_and_the_fourth_is_not(guarded, manager, unsafe_runs):
    unsafe_runs(guarded, 2)
    assert not Notice.objects.filter(recipient=manager).exists()

    unsafe_runs(guarded, 2)

    notice = Notice.objects.get(recipient=manager)
    assert "Yasmin" not in notice.title
    assert notice.body.startswith("Yasmin Haddad has been asked to repeat")
    assert "secret" not in notice.body
    assert notice.url.endswith("/outcomes/")


def test_three_more_are_told_again(guarded, manager, unsafe_runs):
    unsafe_runs(guarded, 6)

    assert Notice.objects.filter(recipient=manager).count() == 2


def test_another_scenario_is_nobodys_business(rich, manager, unsafe_runs):
    unsafe_runs(rich, 3)

    assert not Notice.objects.filter(recipient=manager).exists()


def test_the_page_says_so_before_anybody_plays(guarded, client_of, mentor):
    page = client_of(mentor).get(guarded.url).text

    assert "after 3 unsafe runs in a row" in page
