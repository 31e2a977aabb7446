"""The trainer's side: drafts may be unfinished, what is published can be played."""

import json
import uuid
from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Comment
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from assessments.scenarios.editing.story import StoryField
from assessments.scenarios.models import Character, ScenarioAttempt, ScenarioPage, ScenePack
from assessments.standards.services import load_framework
from cms.people.editors.services import keep_groups_in_step, set_up_groups
from tests.factories.courses import module_page
from tests.factories.scenarios import new_scenario, scenario_page

pytestmark = pytest.mark.django_db
PARTS = ("start", "scenes", "ends", "meters", "facts", "musts")


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


def story_of(page, **changes):
    """As the editor's script sends it."""
    return {part: deepcopy(page.written.get(part, [])) for part in PARTS} | changes


def posted(page, story=None, **changes):
    """A page as the browser sends it back."""
    written = story if story is not None else story_of(page)
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
            "story": written if isinstance(written, str) else json.dumps(written),
            "mode": "practice",
            "counting": "best",
            "unsafe_text": "",
            "prompts": "",
            "content_warning": "",
            "way_out": "",
            "sources": streamfield([]),
            "comments": inline_formset([]),
            **changes,
        }
    )


def edit(client, page, story=None, **changes):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(url, posted(page, story, **changes))


def create(client, module, story=None, **changes):
    url = reverse("wagtailadmin_pages:add", args=["assessments", "scenariopage", module.pk])
    return client.post(url, posted(new_scenario(), story, **changes))


PUBLISH = {"action-publish": "1"}


# The page's form ---------------------------------------------------------------------------------


def test_a_sound_scenario_is_published(editor, module):
    response = create(editor, module, **PUBLISH)

    assert response.status_code == 302
    page = ScenarioPage.objects.get()
    assert page.live
    assert page.versions.count() == 1
    assert page.graph == new_scenario().graph


def test_a_broken_scenario_is_kept_as_a_draft(editor, module):
    response = create(editor, module, story_of(new_scenario(), start="nowhere"), codes="S2, zz")

    assert response.status_code == 302
    page = ScenarioPage.objects.get()
    assert not page.live
    assert page.versions.count() == 0


def test_an_empty_story_is_kept_as_a_draft(editor, module):
    response = create(editor, module, {"start": "", "scenes": [], "ends": []})

    assert response.status_code == 302
    assert list(ScenarioPage.objects.get().scenes) == []


def test_publishing_a_broken_scenario_is_refused_with_every_fault(editor, module):
    story = story_of(new_scenario(), start="nowhere")
    story["scenes"][0]["text"] = "Typed a moment ago, & not lost."

    response = create(editor, module, story, codes="S2", **PUBLISH)

    assert sorted(response.context["form"].errors["story"]) == [
        "Scored but not declared: a. Add to the codes.",
        "The start scene “nowhere” does not exist. Name the scene to begin with.",
    ]
    html = response.content.decode()
    assert "2 things are to be mended first." in html
    assert (
        "<li>The start scene “nowhere” does not exist. Name the scene to begin with.</li>" in html
    )
    assert "Typed a moment ago, &amp; not lost." in html
    assert not ScenarioPage.objects.exists()


def test_codes_must_be_in_the_framework(editor, module):
    page = new_scenario(codes=["S2", "a", "S99"])
    page.scenes[0].value["options"][0]["scores"].append({"code": "S99", "points": "1"})
    url = reverse("wagtailadmin_pages:add", args=["assessments", "scenariopage", module.pk])

    response = editor.post(url, posted(page, **PUBLISH))

    assert "S99" in response.context["form"].errors["codes"][0]


def test_an_edited_scenario_is_published_as_a_new_version(editor):
    page = scenario_page()

    edit(editor, page, situation="Rosa, 17, is late.", **PUBLISH)

    assert [v.content["situation"] for v in page.versions.all()][1:] == ["Rosa, 17, is late."]


def test_saving_what_was_loaded_changes_nothing(editor):
    page = scenario_page()
    before = page.scenes.get_prep_value(), page.ends.get_prep_value()

    edit(editor, page, **PUBLISH)

    page.refresh_from_db()
    assert (page.scenes.get_prep_value(), page.ends.get_prep_value()) == before
    assert page.versions.count() == 1


def test_a_draft_of_a_live_scenario_changes_nothing_played(editor):
    page = scenario_page()

    response = edit(editor, page, story_of(page, start="nowhere"))

    page.refresh_from_db()
    assert response.status_code == 302
    assert page.start == "meet"
    assert page.versions.count() == 1


def test_a_published_scenario_cannot_be_deleted_from_under_its_runs(editor):
    page = scenario_page()
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])

    editor.post(url)

    assert ScenarioPage.objects.filter(pk=page.pk).exists()


def test_a_comment_on_a_scene_stays_with_it(editor, trainer):
    page = scenario_page()
    scene = page.scenes[1]
    comment = {"contentpath": f"scenes.{scene.id}", "text": "Too harsh?", "position": "",
               "resolved": "", "id": "", "replies": inline_formset([])}  # fmt: skip

    edit(editor, page, comments=inline_formset([comment]))

    kept = Comment.objects.get()
    assert kept.has_valid_contentpath(page.get_latest_revision_as_object())
    assert (kept.user, kept.text) == (trainer, "Too harsh?")


# What is sent ------------------------------------------------------------------------------------


def read(story):
    return StoryField(required=False).clean(story if isinstance(story, str) else json.dumps(story))


def refusal_of(story):
    with pytest.raises(ValidationError) as refused:
        read(story)
    return refused.value.messages


SCENE = {"id": "", "key": "n1", "text": "", "options": []}
OPTION = {"key": "a", "text": "", "out": "", "why": "", "next": "", "scores": {}}


def with_scene(**changes):
    return {"start": "n1", "scenes": [{**SCENE, **changes}], "ends": []}


def with_option(**changes):
    return with_scene(options=[{**OPTION, **changes}])


@pytest.mark.parametrize(
    "sent",
    [
        "", "null", "[]", "7", "{", '"story"', "[" * 100_000, "1" * 10_000, '{"scenes": 1}',
        '{"start": "n1"}{', "{}" + "\x00", "NaN",
    ],
)  # fmt: skip
def test_what_is_no_story_is_refused_in_plain_words(sent):
    if sent == '{"scenes": 1}':
        assert (
            refusal_of(sent)
            == ["The story did not arrive as it was written. scenes: This is no list. Save again."]
            or "This is no list." in refusal_of(sent)[0]
        )
    else:
        assert refusal_of(sent)[0].startswith("The story did not arrive as it was written.")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (with_scene(colour="red"), "“colour” is not known here"),
        (with_scene(text=7), "no text"),
        (with_scene(text="x" * 20_001), "is too long. Write 20,000 characters at the most."),
        (with_scene(key="k" * 41), "40 characters at the most"),
        (with_scene(week=61), "choose a number from 0 to 60"),
        (with_scene(week=2.5), "no whole number"),
        (with_scene(week=True), "no whole number"),
        (with_scene(own_words="yes"), "neither yes nor no"),
        (with_scene(speaker={"name": "Rosa", "age": 17}), "“age” is not known here"),
        (with_scene(picture={"image": -1}), "choose a number from 1"),
        (with_scene(options=[None]), "A part of it is missing"),
        (with_scene(options=[OPTION] * 61), "there are too many"),
        (with_option(scores={"S2": 3}), "Scene “n1”, option “a”, points: choose a number"),
        (with_option(scores=[1]), "no list of names with values"),
        (with_option(effects={"trust": 4}), "from -3 to 3"),
        (with_option(effects={"luck": 1}), "none of the things to choose from"),
        (with_option(when=[{"kind": "maybe"}]), "none of the things to choose from"),
        (with_option(when=[{"kind": "at_least", "meter": "trust", "value": 11}]), "from 0 to 10"),
        (with_option(stance="shouts"), "none of the things"),
        (
            {**with_scene(), "ends": [{"key": "e", "band": "great", "text": ""}]},
            "none of the things",
        ),
        ({**with_scene(), "unsafe": "x"}, "“unsafe” is not known here"),
        ({**with_scene(), "meters": [{"meter": "trust", "start": 12}]}, "from 0 to 10"),
        ({**with_scene(), "musts": [{"kind": "do", "who": "x"}]}, "“who” is not known here"),
        ({**with_scene(), "scenes": [SCENE] * 1001}, "Keep to 1000"),
    ],
)
def test_every_part_has_its_shape(sent, words):
    assert words in refusal_of(sent)[0]


def test_what_says_nothing_is_left_out_and_what_cannot_be_stored_too():
    story = read(with_scene(text="a\x00b\ud800c", title="", week=None, picture={}, seconds=0))

    [scene] = story["scenes"]
    assert scene == {"id": scene["id"], "key": "n1", "text": "abc", "options": []}
    assert story == {"start": "n1", "scenes": [scene], "ends": []}


def test_ids_are_kept_given_and_never_shared():
    own = str(uuid.uuid4())
    scenes = [{**SCENE, "id": own}, {**SCENE, "key": "n2", "id": own}, {**SCENE, "key": "n3"}]

    ids = [scene["id"] for scene in read({**with_scene(), "scenes": scenes})["scenes"]]

    assert ids[0] == own
    assert len({str(uuid.UUID(each)) for each in ids}) == 3


def test_a_meter_may_begin_at_nothing():
    story = read({**with_scene(), "meters": [{"meter": "trust", "start": 0}, {"meter": "time"}]})

    assert story["meters"] == [{"meter": "trust", "start": 0}, {"meter": "time", "start": 5}]


def test_what_somebody_deleted_meanwhile_is_named():
    person = Character.objects.create(name="Rosa")
    image = get_image_model().objects.create(title="A door", file=get_test_image_file())
    sent = with_scene(speaker={"character": person.pk}, picture={"image": image.pk})
    assert read(sent)["scenes"][0]["picture"] == {"image": image.pk}

    image.delete()
    person.delete()

    assert refusal_of(sent) == [
        "Scene “n1”: the picture is no longer there. Choose again, or take it out.",
        "Scene “n1”: whoever speaks is no longer there. Choose again, or take it out.",
    ]


def test_a_broken_story_costs_nothing_else_of_the_form(editor):
    page = scenario_page()

    response = edit(editor, page, '{"start": ', situation="A new situation.")

    html = response.content.decode()
    assert "The story did not arrive as it was written." in html
    assert "A new situation." in html
    assert "{&quot;start&quot;: " in html


def test_the_field_says_what_to_do_without_javascript(editor):
    page = scenario_page()

    html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "JavaScript is switched off in this browser" in html
    assert 'type="hidden" name="story"' in html


# Shared scenes and people ------------------------------------------------------------------------


def pack_data(**story):
    scene = {**SCENE, "options": [{**OPTION, "text": "Tell the DSL.", "next": "told"}]}
    end = {"id": str(uuid.uuid4()), "key": "told", "band": "", "text": "The DSL knows."}
    return {
        "title": "Taking a disclosure",
        "about": "When somebody says she is being hurt.",
        "story": json.dumps({"start": "n1", "scenes": [scene], "ends": [end], **story}),
    }


def snippet(model, view, *args):
    return reverse(f"wagtailsnippets_assessments_{model}:{view}", args=args)


def test_shared_scenes_are_written_in_the_same_editor(editor):
    response = editor.post(snippet("scenepack", "add"), pack_data())

    assert response.status_code == 302
    pack = ScenePack.objects.get()
    assert pack.exits == [{"key": "told", "text": "The DSL knows."}]
    assert [scene["key"] for scene in pack.content["scenes"]] == ["n1"]
    assert pack.revisions.count() == 1
    html = editor.get(snippet("scenepack", "edit", pack.pk)).content.decode()
    assert "Tell the DSL." in html
    assert "data-story-editor" in html
    assert "data-w-autosave-interval-value" not in html


def test_shared_scenes_that_lead_nowhere_are_refused(editor):
    response = editor.post(snippet("scenepack", "add"), pack_data(ends=[]))

    assert response.context["form"].errors["story"] == [
        "Scene “n1”, option “a” leads to “told”, which is neither a scene nor a way out of here."
    ]
    assert not ScenePack.objects.exists()


def test_a_list_says_how_often_each_is_used(editor, django_assert_num_queries):
    rosa = Character.objects.create(name="Rosa", role="17")
    page = scenario_page()
    story = story_of(page)
    story["scenes"][0]["speaker"] = {"character": rosa.pk}
    edit(editor, page, story, **PUBLISH)

    html = editor.get(snippet("character", "list")).content.decode()

    assert "Used 1 time" in html
    assert editor.get(snippet("character", "usage", rosa.pk)).status_code == 200


def test_nobody_takes_away_who_speaks_in_a_scenario(editor):
    rosa, nobody = (Character.objects.create(name=name) for name in ("Rosa", "Nobody"))
    page = scenario_page()
    story = story_of(page)
    story["scenes"][0]["speaker"] = {"character": rosa.pk}
    edit(editor, page, story, **PUBLISH)

    editor.post(snippet("character", "delete", rosa.pk))
    editor.post(snippet("character", "delete", nobody.pk))

    assert list(Character.objects.all()) == [rosa]


@pytest.mark.parametrize("who", ["quality_lead", "mentor", "dsl"])
def test_only_trainers_change_what_scenarios_share(client_of, request, who):
    browser = client_of(request.getfixturevalue(who))
    rosa = Character.objects.create(name="Rosa")

    assert browser.get(snippet("character", "edit", rosa.pk)).status_code == 302
    assert browser.post(snippet("scenepack", "add"), pack_data()).status_code == 302
    assert not ScenePack.objects.exists()


# What a preview shows ----------------------------------------------------------------------------


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
