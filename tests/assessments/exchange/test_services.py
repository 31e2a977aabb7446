import pytest
from django.core.exceptions import PermissionDenied

from assessments.exchange.queries import incoming_of, twee_of
from assessments.exchange.services import draft_scenario, replace_story
from assessments.scenarios.models import ScenarioPage
from cms.people.audit.models import AuditEvent
from cms.people.editors.services import keep_groups_in_step
from courses.catalogue.models import ModulePage
from tests.assessments.exchange.test_queries import FOREIGN
from tests.factories.scenarios import new_scenario, scenario_page


@pytest.fixture
def scenario(db):
    return scenario_page()


@pytest.fixture
def author(trainer):
    keep_groups_in_step(people=[trainer])
    return trainer


@pytest.fixture
def module(scenario):
    return ModulePage.objects.get()


def test_a_story_becomes_a_draft_that_nobody_plays(module, author):
    page = draft_scenario(incoming=incoming_of(FOREIGN), module=module, by=author)

    page = ScenarioPage.objects.get(pk=page.pk)
    assert (page.live, page.title, page.owner) == (False, "The bus", author)
    assert page.minutes == 10
    assert [scene["key"] for scene in page.content["scenes"]]
    assert page.get_latest_revision().user == author
    assert AuditEvent.objects.filter(verb="scenario.imported").count() == 1


def test_a_second_story_of_that_name_has_an_address_of_its_own(module, author):
    pages = [
        draft_scenario(incoming=incoming_of(FOREIGN), module=module, by=author) for _ in range(2)
    ]

    assert [page.slug for page in pages] == ["the-bus", "the-bus-1"]


def test_an_exported_scenario_comes_back_with_its_settings(module, author):
    twee = twee_of(new_scenario(mode="assessed", content_warning="It is about debt."))

    page = draft_scenario(incoming=incoming_of(twee), module=module, by=author)

    assert (page.mode, page.content_warning) == ("assessed", "It is about debt.")
    assert page.codes == ["S2", "a"]
    assert page.minutes == 5


def test_replacing_makes_a_draft_and_leaves_what_is_played(scenario, author):
    before = scenario.content

    replace_story(incoming=incoming_of(FOREIGN), scenario=scenario, by=author)

    scenario = ScenarioPage.objects.get(pk=scenario.pk)
    assert scenario.content == before
    assert scenario.has_unpublished_changes
    assert scenario.versions.count() == 1
    draft = scenario.get_latest_revision_as_object()
    assert len(draft.content["scenes"]) == 2
    assert draft.title == scenario.title


@pytest.mark.parametrize("name", ["mentor", "manager", "quality_lead", "supervisor"])
def test_nobody_else_brings_a_story_in(module, scenario, request, name):
    person = request.getfixturevalue(name)

    with pytest.raises(PermissionDenied):
        draft_scenario(incoming=incoming_of(FOREIGN), module=module, by=person)
    with pytest.raises(PermissionDenied):
        replace_story(incoming=incoming_of(FOREIGN), scenario=scenario, by=person)
    assert ScenarioPage.objects.count() == 1


def test_a_locked_page_is_left_alone(scenario, author, admin):
    scenario.locked, scenario.locked_by = True, admin
    scenario.save()

    with pytest.raises(PermissionDenied):
        replace_story(incoming=incoming_of(FOREIGN), scenario=scenario, by=author)
