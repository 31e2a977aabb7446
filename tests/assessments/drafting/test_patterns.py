"""Patterns to begin from, and copies of a scenario."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from assessments.drafting.queries.patterns import pattern_named, patterns
from assessments.drafting.services import begin_from_pattern
from assessments.scenarios.models import ScenarioAttempt, ScenarioPage, ScenarioVersion
from assessments.scenarios.rules.checks import graph_faults
from cms.people.audit.models import AuditEvent
from tests.factories.courses import module_page, programme_page
from tests.factories.scenarios import attempt_of, scenario_page

pytestmark = pytest.mark.django_db
PATTERN = "trust-earned"


@pytest.fixture
def module(author):
    return module_page(programme_page(), title="Listening")


def test_ten_patterns_are_shipped_and_sound(author, module):
    found = patterns()

    assert len(found) == 10
    for pattern in found:
        page = begin_from_pattern(pattern=pattern, module=module, by=author)
        assert graph_faults(page.graph) == [], pattern.slug


def test_a_pattern_says_what_is_in_it():
    pattern = pattern_named(PATTERN)

    assert pattern.counts == "3 scenes, 9 options, 2 ends"
    assert "Meters" in pattern.uses
    assert "Options that must be earned" in pattern.uses
    assert pattern_named("../disclosure") is None


def test_a_scenario_begun_from_a_pattern_is_a_draft_of_its_author(author, module):
    first = begin_from_pattern(pattern=pattern_named(PATTERN), module=module, by=author)
    second = begin_from_pattern(pattern=pattern_named(PATTERN), module=module, by=author)

    assert not first.live
    assert first.owner == author
    assert first.material_id == ""
    assert first.get_parent().pk == module.pk
    assert first.slug != second.slug
    ids = [{block.id for block in page.scenes} for page in (first, second)]
    assert not ids[0] & ids[1]
    assert first.latest_revision.as_object().graph == first.graph
    assert AuditEvent.objects.filter(verb="scenario_draft.made").count() == 2
    assert PageLogEntry.objects.filter(page=first.pk, action="wagtail.create").exists()
    assert ModelLogEntry.objects.count() == 0


def test_a_scenario_stands_in_a_module_alone(author, module):
    with pytest.raises(ValidationError, match="stands in a module"):
        begin_from_pattern(
            pattern=pattern_named(PATTERN), module=module.get_parent().specific, by=author
        )


@pytest.mark.parametrize("who", ["mentor", "quality_lead", "dsl", "admin"])
def test_nobody_else_begins_one(request, module, who):
    with pytest.raises(PermissionDenied):
        begin_from_pattern(
            pattern=pattern_named(PATTERN), module=module, by=request.getfixturevalue(who)
        )


# pattern_list


def test_pattern_list_shows_them_with_their_shape(client_of, author, module):
    html = (
        client_of(author)
        .get(reverse("drafting:pattern_list"), {"module": module.pk})
        .content.decode()
    )

    assert "Trust that must be earned" in html
    assert 'data-shape="shape-trust-earned"' in html
    assert f'<option value="{module.pk}" selected>Listening</option>' in html


def test_pattern_list_opens_the_editor_of_the_new_draft(client_of, author, module):
    response = client_of(author).post(
        reverse("drafting:pattern_list"), {"pattern": PATTERN, "module": module.pk}
    )

    page = ScenarioPage.objects.get()
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.parametrize("posted", [{}, {"pattern": PATTERN}, {"pattern": "none", "module": "1"}])
def test_pattern_list_asks_again(client_of, author, module, posted):
    response = client_of(author).post(reverse("drafting:pattern_list"), posted)

    assert response.status_code == 200
    assert "Choose the module" in response.content.decode()
    assert not ScenarioPage.objects.exists()


@pytest.mark.parametrize("who", ["mentor", "quality_lead", "dsl"])
def test_pattern_list_is_for_those_who_write(request, client_of, author, who):
    client = client_of(request.getfixturevalue(who))

    assert client.get(reverse("drafting:pattern_list")).status_code == 302


@pytest.mark.parametrize("modules", [1, 3])
def test_pattern_list_takes_the_same_queries(client_of, author, module, modules, count_queries):
    for n in range(1, modules):
        module_page(module.get_parent().specific, code=f"M{n}")
    client = client_of(author)
    client.get(reverse("drafting:pattern_list"))

    assert count_queries(lambda: client.get(reverse("drafting:pattern_list"))) == GALLERY_QUERIES


GALLERY_QUERIES = 11


# A copy is Wagtail's own


def test_a_copy_is_a_page_of_its_own(author, mentor, module):
    page = scenario_page(module)
    page.save_revision(user=author)
    attempt_of(mentor, page)

    copy = page.copy(
        update_attrs={"slug": "a-copy", "title": "A copy"},
        keep_live=False,
        copy_revisions=False,
        user=author,
    ).specific

    assert copy.material_id == ""
    assert page.material_id != ""
    assert copy.graph == page.graph
    assert not copy.live
    assert not ScenarioAttempt.objects.filter(scenario=copy.pk).exists()
    assert not ScenarioVersion.objects.filter(scenario=copy.pk).exists()
    assert not copy.reviewer_links.exists()


def test_a_copy_is_published_with_a_version_of_its_own(author, module):
    page = scenario_page(module)

    copy = page.copy(update_attrs={"slug": "a-copy"}, keep_live=False, user=author).specific
    copy.save_revision(user=author).publish()

    assert ScenarioVersion.objects.filter(scenario=copy.pk).get().number == 1
    assert ScenarioVersion.objects.filter(scenario=page.pk).count() == 1
