from datetime import UTC, date, datetime

import pytest

from assessments.insights.services import send_summaries
from cms.people.notices.models import Notice
from tests.factories.insights import people, played
from tests.factories.scenarios import scenario_page

BEST = [("meet", "a"), ("plan", "a")]
PUB = [("meet", "c"), ("plan", "b")]
OCTOBER = datetime(2026, 10, 14, 12, tzinfo=UTC)
NOVEMBER = date(2026, 11, 2)


@pytest.fixture
def scenario(trainer):
    return scenario_page(owner=trainer)


def test_the_author_is_told_once_what_her_scenario_did_last_month(scenario, trainer):
    played(scenario, BEST, by=people(6), at=OCTOBER)
    played(scenario, PUB, by=people(2), at=OCTOBER)
    played(scenario, BEST[:1], by=people(2), at=OCTOBER)

    assert send_summaries(on=NOVEMBER) == 1
    assert send_summaries(on=NOVEMBER) == 1

    notice = Notice.objects.get(recipient=trainer)
    assert notice.title == "“The late bus” in October"
    assert notice.body == (
        "10 runs by 10 people: 60 % strong, 20 % repeat: unsafe, 20 % not played to an end. "
        "Most often left at scene “plan” (20 %). "
        "At scene “meet”, 20 % chose the unsafe option “c”."
    )
    assert notice.url == f"/scenarios/{scenario.pk}/insights/"


def test_four_people_are_no_news(scenario):
    played(scenario, PUB, by=people(4), at=OCTOBER)

    assert send_summaries(on=NOVEMBER) == 0
    assert not Notice.objects.exists()


def test_what_was_played_in_another_month_is_not_told(scenario):
    played(scenario, BEST, by=people(6), at=datetime(2026, 9, 30, 12, tzinfo=UTC))
    played(scenario, BEST, by=people(6), at=datetime(2026, 11, 1, 12, tzinfo=UTC))

    assert send_summaries(on=NOVEMBER) == 0


def test_where_no_trainer_owns_it_all_trainers_are_told(scenario, trainer, manager):
    scenario.owner = manager
    scenario.save()
    played(scenario, BEST, by=people(5), at=OCTOBER)

    send_summaries(on=NOVEMBER)

    assert list(Notice.objects.values_list("recipient", flat=True)) == [trainer.pk]
