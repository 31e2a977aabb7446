import pytest
from django.urls import reverse

from cms.people.editors.services import keep_groups_in_step
from content.plain_words.models import PlainWord
from tests.factories.pages import home_page

INDEX, ADD = reverse("plain_words:index"), reverse("plain_words:add")
FORM = {"jargon": "baseline", "plain": "where you start", "note": "", "is_used": "on"}


@pytest.fixture
def editor(groups, trainer, client_of):
    home_page()
    keep_groups_in_step()
    return client_of(trainer)


def word(jargon="leverage", plain="use", **values):
    return PlainWord.objects.create(jargon=jargon, plain=plain, **values)


def text_of(response):
    return response.content.decode()


def test_list_is_searched_and_paged(editor):
    for number in range(31):
        word(f"word {number:02}")

    found = text_of(editor.get(INDEX, {"q": "word 07"}))
    second = text_of(editor.get(INDEX, {"p": "2"}))

    assert ("word 07" in found, "word 08" in found) == (True, False)
    assert ("word 30" in second, "word 00" in second) == (True, False)


def test_add_edit_and_delete(editor):
    editor.post(ADD, FORM)
    row = PlainWord.objects.get()
    editor.post(reverse("plain_words:edit", args=[row.pk]), {**FORM, "plain": "the start"})
    row.refresh_from_db()

    assert (row.jargon, row.plain, row.is_used) == ("baseline", "the start", True)

    editor.post(reverse("plain_words:delete", args=[row.pk]))
    assert PlainWord.objects.exists() is False


def test_add_says_that_a_word_is_there_already(editor):
    word("Baseline", "where you start")

    assert "in the list already" in text_of(editor.post(ADD, FORM))


def test_one_that_came_with_the_site_cannot_be_deleted(editor):
    row = word(material_key="leverage", material_hash="a" * 64)

    editor.post(reverse("plain_words:delete", args=[row.pk]))

    assert PlainWord.objects.exists() is True


def test_quality_leads_may_look_and_not_write(groups, quality_lead, client_of):
    row = word()
    keep_groups_in_step()
    client = client_of(quality_lead)

    assert client.get(INDEX).status_code == 200
    assert client.post(reverse("plain_words:edit", args=[row.pk]), FORM).status_code == 302
    row.refresh_from_db()
    assert row.jargon == "leverage"


@pytest.mark.parametrize("who", ["mentor", "manager"])
def test_others_see_nothing(who, groups, request, client_of):
    response = client_of(request.getfixturevalue(who)).get(INDEX)

    assert response.status_code in (302, 403, 404)
