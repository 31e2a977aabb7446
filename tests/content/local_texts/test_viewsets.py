import pytest
from django.urls import reverse

from cms.people.editors.services import keep_groups_in_step
from content.local_texts.models import LocalText
from content.local_texts.services import set_local_text
from tests.factories.pages import home_page, information_page

BLOCK = {
    "type": "in_your_college",
    "value": {"key": "where", "title": "Here", "brief": "Name the room.", "prompt": "Ask."},
}


@pytest.fixture
def editor(groups, trainer, client_of):
    home_page()
    information_page(body=[BLOCK])
    keep_groups_in_step()
    return client_of(trainer)


def test_list_shows_what_lessons_wait_for(editor):
    page = editor.get(reverse("local_texts:index"))

    assert page.status_code == 200
    assert b"Name the room." in page.content
    assert f"{reverse('local_texts:add')}?key=where" in page.content.decode()


def test_add_starts_with_the_key_and_says_what_is_wanted(editor):
    page = editor.get(reverse("local_texts:add") + "?key=where")

    assert 'value="where"' in page.content.decode()
    assert b"Name the room." in page.content


def test_add_and_edit_and_delete(editor):
    editor.post(reverse("local_texts:add"), {"key": "where", "title": "", "text": "Room 1"})
    local_text = LocalText.objects.get(key="where")
    edit = reverse("local_texts:edit", args=[local_text.pk])
    editor.post(edit, {"key": "where", "title": "Rooms", "text": "Room 2"})
    local_text.refresh_from_db()

    assert (local_text.title, local_text.text) == ("Rooms", "Room 2")

    editor.post(reverse("local_texts:delete", args=[local_text.pk]))
    assert LocalText.objects.exists() is False


def test_quality_leads_may_look_and_not_write(groups, quality_lead, trainer, client_of):
    local_text = set_local_text(key="where", text="Room 1", by=trainer)
    keep_groups_in_step()
    client = client_of(quality_lead)

    assert client.get(reverse("local_texts:index")).status_code == 200
    edited = client.post(
        reverse("local_texts:edit", args=[local_text.pk]), {"key": "where", "text": "Mine"}
    )
    assert edited.status_code == 302
    local_text.refresh_from_db()
    assert local_text.text == "Room 1"


@pytest.mark.parametrize("who", ["mentor", "manager"])
def test_others_see_nothing(who, groups, request, client_of):
    client = client_of(request.getfixturevalue(who))

    response = client.get(reverse("local_texts:index"))

    assert response.status_code in (302, 403, 404)
