"""Pictures, portraits and clips, each with its words, and few queries."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from PIL import Image as Drawn
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from assessments.scenarios.models import Character
from assessments.scenarios.queries.media import PICTURE, PORTRAIT
from assessments.scenarios.services import start_attempt
from tests.factories.pages import publish
from tests.factories.scenarios import rich_material, scenario_page

pytestmark = pytest.mark.django_db


def image(title):
    return get_image_model().objects.create(title=title, file=get_test_image_file(f"{title}.png"))


def document(name):
    row = get_document_model()(title=name)
    row.file.save(name, ContentFile(b"WEBVTT"), save=False)
    row.save()
    return row


@pytest.fixture
def parts(framework):
    return {
        "room": image("room"),
        "rosa": Character.objects.create(name="Rosa", role="16, Sport", portrait=image("face")),
        "film": document("film.mp4"),
        "captions": document("film.vtt"),
    }


@pytest.fixture
def attempt(parts, mentor):
    scenario = scenario_page(material=rich_material())
    story = scenario.written
    monday = story["scenes"][0]
    monday["speaker"] = {"character": parts["rosa"].pk}
    monday["picture"] = {"image": parts["room"].pk, "words": "A room with one window."}
    monday["clip"] = {
        "file": parts["film"].pk,
        "captions": parts["captions"].pk,
        "transcript": "Rosa says: *I don't want to*.",
    }
    scenario.set_story(story, "TST-SC1")
    publish(scenario)
    return start_attempt(scenario=scenario, by=mentor)


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


def html_of(client, attempt):
    return client.get(attempt.get_absolute_url()).content.decode()


def test_a_scene_has_its_picture_portrait_and_film(client, attempt, parts):
    html = html_of(client, attempt)

    assert 'alt="A room with one window."' in html
    assert 'class="speaker-face" src="' in html
    assert '<video controls preload="none"' in html
    assert f'<source src="{parts["film"].url}" type="video/mp4">' in html
    assert f'src="{parts["captions"].url}" default>' in html
    assert "Rosa says: <em>I don’t want to</em>." in html


def test_a_sound_has_a_transcript_to_read(client, attempt, parts):
    parts["film"].file.save("talk.mp3", ContentFile(b"ID3"))

    html = html_of(client, attempt)

    assert "<audio controls" in html
    assert "Read what is said" in html


def test_what_has_gone_leaves_its_words(client, attempt, parts):
    parts["film"].delete()
    parts["room"].delete()

    html = html_of(client, attempt)

    assert "<video" not in html
    assert '<details class="transcript" open>' in html
    assert "A room with one window." not in html


def test_a_scene_with_media_takes_no_further_query(client, attempt, django_assert_num_queries):
    html_of(client, attempt)

    with django_assert_num_queries(3):
        html_of(client, attempt)


def test_and_few_when_nothing_is_remembered(client, attempt, parts, django_assert_max_num_queries):
    html_of(client, attempt)
    cache.delete_many(
        [
            f"scenarios:image:{PICTURE.replace('|', '-')}:{parts['room'].pk}",
            f"scenarios:image:{PORTRAIT.replace('|', '-')}:{parts['rosa'].portrait_id}",
            *[f"scenarios:file:{parts[name].pk}" for name in ("film", "captions")],
        ]
    )

    with django_assert_max_num_queries(8):  # pictures and portraits with their sizes, and files
        html_of(client, attempt)


def test_a_portrait_is_small(client, attempt):
    url = html_of(client, attempt).split('class="speaker-face" src="')[1].split('"')[0]

    body = client.get(url)

    drawn = Drawn.open(BytesIO(b"".join(body.streaming_content)))
    assert max(drawn.size) <= 128
