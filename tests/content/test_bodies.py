import uuid

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string

from cms.people.college.models import CollegeSettings
from content.blocks.body import BodyBlock
from content.bodies import block_ids, bodies_version, render_body, renew_bodies
from content.local_texts.services import set_local_text

ONE, TWO, THREE, FOUR = (str(uuid.UUID(int=number)) for number in range(1, 5))
RAW = [
    {"type": "heading", "value": "Ask the {learner}", "id": ONE},
    {"type": "markdown", "value": "Wait *a little*.", "id": TWO},
    {
        "type": "reflection",
        "value": {"key": "the-file", "minutes": 2, "prompt": "What did it miss?"},
        "id": THREE,
    },
    {
        "type": "in_your_college",
        "value": {"key": "where", "title": "In your college", "brief": "Say.", "prompt": "Ask."},
        "id": FOUR,
    },
]


@pytest.fixture
def stream(db):
    return BodyBlock().to_python(RAW)


def test_render_body_parts_markup_from_reflections(stream):
    parts = render_body(stream)

    assert [part.kind for part in parts] == ["", "reflection", ""]
    assert (parts[1].block_id, parts[1].content["key"], parts[1].content["minutes"]) == (
        THREE,
        "the-file",
        2,
    )
    assert parts[0].block_ids == (ONE, TWO)
    assert block_ids(parts) == [ONE, TWO, THREE, FOUR]


def test_render_body_wraps_each_block_in_its_section(stream):
    html = render_body(stream)[0].html

    assert f'<section id="block-{ONE}" data-block="{ONE}" class="block block-heading">' in html
    assert "<h2>Ask the learner</h2>" in html
    assert "<em>a little</em>" in html


def test_body_template_interleaves_the_view_s_own_form(stream, tmp_path, settings):
    (tmp_path / "progress").mkdir()
    (tmp_path / "progress/reflection_form.html").write_text("<form>{{ part.content.key }}</form>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    with_form = render_to_string(
        "content/body.html", {"parts": render_body(stream), "has_forms": True}
    )
    without = render_to_string("content/body.html", {"parts": render_body(stream)})

    assert "<form>the-file</form></section>" in with_form
    assert f'id="block-{THREE}" data-block="{THREE}"' in with_form
    assert "What did it miss?" in without
    assert "<form>" not in without


def test_render_body_without_a_key_leaves_the_cache_alone(stream):
    cache.clear()
    first = render_body(stream)
    stream[1].value = "Changed."

    assert "Changed." in render_body(stream)[0].html
    assert "Changed." not in first[0].html


def test_render_body_by_key_is_kept_and_costs_no_query(stream, django_assert_num_queries):
    first = render_body(stream, cache_key="1:1:1")
    stream[1].value = "Changed."

    with django_assert_num_queries(0):
        second = render_body(stream, cache_key="1:1:1")
    assert second == first
    assert "Changed." in render_body(stream, cache_key="1:2:1")[0].html


def test_render_body_is_new_when_a_word_changes(stream):
    render_body(stream, cache_key="1:1:1")
    CollegeSettings.objects.update_or_create(pk=1, defaults={"learner": "student"})

    assert "Ask the student" in render_body(stream, cache_key="1:1:1")[0].html


def test_render_body_is_new_when_the_college_writes_a_text(stream, trainer):
    before = render_body(stream, cache_key="1:1:1")
    set_local_text(key="where", title="At Larkmoor", text="Room **12**.", by=trainer)

    after = render_body(stream, cache_key="1:1:1")

    assert "Ask." in before[2].html
    assert "Room <strong>12</strong>." in after[2].html
    assert "At Larkmoor" in after[2].html
    assert "Ask." not in after[2].html


def test_renew_bodies_changes_the_version(db):
    version = bodies_version()

    assert bodies_version() == version
    assert renew_bodies() != version


def test_render_body_of_nothing_is_nothing(db):
    assert render_body(BodyBlock().to_python([])) == []
