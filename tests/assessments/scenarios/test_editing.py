"""The trainer's side: drafts may be unfinished, what is published can be played."""

import pytest
from django.test import RequestFactory
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from assessments.scenarios.models import ScenarioAttempt, ScenarioPage
from assessments.standards.services import load_framework
from cms.people.editors.services import keep_groups_in_step, set_up_groups
from tests.factories.courses import module_page
from tests.factories.scenarios import new_scenario, scenario_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def framework():
    return load_framework()


@pytest.fixture
def module():
    return module_page()


@pytest.fixture
def editor(client_of, trainer, module):
    """The trainer's browser, with her rights on the pages as the college's groups give them."""
    set_up_groups()  # once more: the rights hang on the home page
    keep_groups_in_step(people=[trainer])
    return client_of(trainer)


def list_of(values):
    """A ListBlock as the editor posts it."""
    rows = {str(n): {**item(n), "value": value} for n, value in enumerate(values)}
    return {"count": str(len(values)), **rows}


def item(number):
    return {"id": "", "deleted": "", "order": str(number), "type": "item"}


def posted(page, **changes):
    """A page as the browser sends it back."""
    content = page.content
    scenes = [
        {
            "key": scene["key"],
            "text": scene["text"],
            "options": list_of(
                [
                    {
                        **{name: option[name] for name in ("key", "text", "out", "why", "next")},
                        **({"critical": "on"} if option["critical"] else {}),
                        "scores": list_of(
                            [{"code": c, "points": str(p)} for c, p in option["scores"].items()]
                        ),
                    }
                    for option in scene["options"]
                ]
            ),
        }
        for scene in content["scenes"]
    ]
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "audience": "everyone",
            "minutes": "5",
            "required": "on",
            "summary": page.summary,
            "codes": ", ".join(page.codes),
            "situation": page.situation,
            "start": page.start,
            "unsafe_text": "",
            "scenes": streamfield([("scene", scene) for scene in scenes]),
            "ends": streamfield([("end", end) for end in content["ends"]]),
            "sources": streamfield([]),
            "comments": inline_formset([]),
            **changes,
        }
    )


def edit(client, page, **changes):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(url, posted(page, **changes))


def create(client, module, **changes):
    url = reverse("wagtailadmin_pages:add", args=["assessments", "scenariopage", module.pk])
    return client.post(url, posted(new_scenario(), **changes))


def test_a_sound_scenario_is_published(editor, module):
    response = create(editor, module, **{"action-publish": "1"})

    assert response.status_code == 302
    page = ScenarioPage.objects.get()
    assert page.live
    assert page.versions.count() == 1
    assert page.graph == new_scenario().graph


def test_a_broken_scenario_is_kept_as_a_draft(editor, module):
    response = create(editor, module, start="nowhere", codes="S2, zz")

    assert response.status_code == 302
    page = ScenarioPage.objects.get()
    assert not page.live
    assert page.versions.count() == 0


def test_publishing_a_broken_scenario_is_refused_with_every_fault(editor, module):
    response = create(editor, module, start="nowhere", codes="S2", **{"action-publish": "1"})

    error = response.context["form"].errors.as_data()["scenes"][0]
    messages = [message for fault in error.non_block_errors.as_data() for message in fault.messages]
    assert messages == [
        "Scored but not declared: a. Add to the codes.",
        "The start scene “nowhere” does not exist. Name the scene to begin with.",
    ]
    assert "does not exist. Name the scene to begin with." in response.content.decode()
    assert not ScenarioPage.objects.exists()


def test_a_fault_stands_at_its_scene_too(editor, module):
    page = new_scenario()
    page.scenes[1].value["options"][0]["next"] = "moon"
    url = reverse("wagtailadmin_pages:add", args=["assessments", "scenariopage", module.pk])

    response = editor.post(url, posted(page, **{"action-publish": "1"}))

    error = response.context["form"].errors.as_data()["scenes"][0]
    assert list(error.block_errors) == [1]
    assert error.block_errors[1].non_block_errors == [
        "Scene “plan”, option “a” leads to “moon”, which does not exist."
    ]


def test_codes_must_be_in_the_framework(editor, module):
    page = new_scenario(codes=["S2", "a", "S99"])
    page.scenes[0].value["options"][0]["scores"].append({"code": "S99", "points": "1"})
    url = reverse("wagtailadmin_pages:add", args=["assessments", "scenariopage", module.pk])

    response = editor.post(url, posted(page, **{"action-publish": "1"}))

    assert "S99" in response.context["form"].errors["codes"][0]


def test_an_edited_scenario_is_published_as_a_new_version(editor):
    page = scenario_page()

    edit(editor, page, situation="Rosa, 17, is late.", **{"action-publish": "1"})

    assert [v.content["situation"] for v in page.versions.all()][1:] == ["Rosa, 17, is late."]


def test_a_draft_of_a_live_scenario_changes_nothing_played(editor):
    page = scenario_page()

    response = edit(editor, page, start="nowhere")

    page.refresh_from_db()
    assert response.status_code == 302
    assert page.start == "meet"
    assert page.versions.count() == 1


def test_a_published_scenario_cannot_be_deleted_from_under_its_runs(editor):
    page = scenario_page()
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])

    editor.post(url)

    assert ScenarioPage.objects.filter(pk=page.pk).exists()


def preview_of(page, person):
    request = RequestFactory().get("/")
    request.user = person
    request.is_preview = True
    return page.serve_preview(request, "").content.decode()


def test_scenario_proof_shows_everything_and_records_nothing(trainer):
    page = scenario_page()

    html = preview_of(page, trainer)

    for part in ["pub later", "Outside the college", "There is no earlier bus.", "Unsafe", "S2: 2"]:
        assert part in html
    assert '<a href="#scene-plan">plan</a>' in html
    assert '<a href="#end-good">good</a>' in html
    assert "Every path works" in html
    assert "The best option is always number 1." in html
    assert not ScenarioAttempt.objects.exists()


def test_scenario_proof_lists_what_is_to_be_mended(trainer, module):
    page = new_scenario(start="nowhere")
    page.scenes[1].value["options"][0]["next"] = "moon"

    html = preview_of(page, trainer)

    assert "To mend before it can be published" in html
    assert "Leads to “moon”, which does not exist" in html
    assert "The start scene “nowhere” does not exist." in html


def test_scenario_proof_of_an_empty_draft(trainer):
    html = preview_of(ScenarioPage(title="New"), trainer)

    assert "No scenes yet." in html
