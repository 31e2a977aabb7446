import pytest
from django.apps import apps
from django.template import Context, Template
from django.urls import reverse
from wagtail.models import ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from assessments.personal_notes.models import PersonalNote
from assessments.sessions.models import SupervisionSession
from cms.people.accounts.rules import Role
from cms.people.college.models import CollegeSettings
from cms.people.college.rules import DetailsPolicy
from cms.people.privacy.models import LegalHold
from tests.factories.people import days_ago, make_person
from tests.factories.supervision import KEPT, group, personal_note

pytestmark = pytest.mark.django_db
LIST, NEW, BACK = (
    "/supervision/notes/", "/supervision/notes/new/", "/supervision/notes/restore/",
)  # fmt: skip
STRANGERS = [
    "peer", "supervisor", "manager", "other_manager", "quality_lead", "dsl", "trainer", "admin",
    "hr", "dpo",
]  # fmt: skip
NOTES = Template("{% load personal_notes %}{% session_notes session %}")


def url(name, note):
    return reverse(f"personal_notes:{name}", args=[note.pk])


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


# Who -----------------------------------------------------------------------------


@pytest.mark.parametrize("stranger", STRANGERS)
def test_nobody_else_finds_a_note(stranger, client_of, mentor, meeting, request):
    note = personal_note(mentor, meeting)
    client = client_of(request.getfixturevalue(stranger))

    for name in ("note_update", "note_delete"):
        assert client.get(url(name, note)).status_code == 404
        assert client.post(url(name, note), {"words": "Changed."}).status_code == 404
    assert "relieved" not in client.get(LIST).text
    note.refresh_from_db()
    assert note.words == KEPT


def test_a_superuser_with_every_role_finds_nothing(client_of, mentor):
    boss = make_person(
        "Super", "User", *(role for role in Role if role not in (Role.HR, Role.DPO)),
        is_superuser=True, is_staff=True,
    )  # fmt: skip
    note = personal_note(mentor)
    client = client_of(boss)

    assert client.get(url("note_update", note)).status_code == 404
    assert "relieved" not in client.get(LIST).text


def test_the_admin_knows_no_notes():
    """Neither Django's nor Wagtail's: there is no screen on which an admin could read one."""
    assert not apps.is_installed("django.contrib.admin")
    assert PersonalNote not in get_snippet_models()
    assert PersonalNote not in ReferenceIndex.tracked_models


def test_the_wagtail_admin_finds_none_of_the_words(client_of, admin, mentor):
    personal_note(mentor)
    client = client_of(admin)

    for address in ("/cms/", "/cms/pages/search/?q=relieved", "/cms/reports/site-history/"):
        assert "For me alone" not in client.get(address, follow=True).text


def test_a_visitor_signs_in_first(visitor, mentor):
    note = personal_note(mentor)
    for address in (LIST, NEW, url("note_update", note), url("note_delete", note)):
        assert visitor.get(address).url.startswith(reverse("account_login"))
    assert visitor.post(BACK).status_code == 302


def test_who_has_no_role_any_more_finds_nothing(client, mentor):
    note = personal_note(mentor)
    mentor.role_grants.update(ends_on=days_ago(1))

    for address in (LIST, NEW, url("note_update", note)):
        assert client.get(address).status_code == 404


# Reading and writing -------------------------------------------------------------


def test_the_banner_stands_wherever_one_writes(client, mentor):
    note = personal_note(mentor)

    for address in (LIST, NEW, url("note_update", note)):
        answer = client.get(address)
        for said in (
            "For you alone, and still a college record",
            "It may have to be handed over",
            "Name no learners",
            "Do not write a concern here",
            "goes by itself after 12 months, and nobody can make it stay longer",
        ):
            assert said in answer.text
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("count", [1, 3])
def test_note_list_costs_the_same_however_long(
    client, mentor, peer, meeting, count, django_assert_num_queries
):
    for _ in range(count):
        personal_note(mentor, meeting)
    personal_note(peer, words="Somebody else’s.")
    client.get(LIST)

    with django_assert_num_queries(4):
        text = client.get(LIST).text

    assert text.count("relieved") == count
    assert "Somebody else" not in text
    assert "Goes in 12 months" in text


def test_note_list_says_when_one_goes_soon(client, mentor):
    personal_note(mentor, delete_on=days_ago(-5))

    assert "<strong>Goes in 5 days</strong>, on " in client.get(LIST).text


def test_the_empty_list_says_what_will_be_here(client):
    assert "No notes yet" in client.get(LIST).text


def test_note_create_with_and_without_a_session(client, mentor, meeting, peer):
    client.post(NEW, {"words": KEPT})
    client.post(f"{NEW}?session={meeting.pk}", {"words": KEPT})

    assert {note.session for note in PersonalNote.objects.all()} == {None, meeting}
    assert {note.author for note in PersonalNote.objects.all()} == {mentor}


def test_note_create_is_never_tied_to_a_session_of_others(client_of, peer, meeting):
    client_of(peer).post(f"{NEW}?session={meeting.pk}", {"words": KEPT})

    assert PersonalNote.objects.get().session is None


@pytest.mark.parametrize("words", ["", "   ", "x" * 5001])
def test_note_create_says_what_is_wrong(client, words):
    answer = client.post(NEW, {"words": words})

    assert answer.status_code == 422
    assert "There is something to put right" in answer.text
    assert not PersonalNote.objects.exists()


def test_note_update_changes_it(client, mentor):
    note = personal_note(mentor)

    assert "relieved" in client.get(url("note_update", note)).text
    client.post(url("note_update", note), {"words": "Calmer now."})

    note.refresh_from_db()
    assert note.words == "Calmer now."


def test_a_learner_s_name_is_warned_of(client):
    answer = client.post(NEW, {"words": "Met Jade about her attendance."}, follow=True)

    assert "Look at it once more" in answer.text
    assert PersonalNote.objects.count() == 1


def test_a_learner_s_name_is_refused_where_the_college_says_so(client):
    settings = CollegeSettings.load()
    settings.personal_details = DetailsPolicy.BLOCK
    settings.save()

    answer = client.post(NEW, {"words": "Met Jade about her attendance."})

    assert answer.status_code == 422
    assert "Not saved yet" in answer.text
    assert not PersonalNote.objects.exists()


def test_what_sounds_like_a_concern_is_asked_about_and_saved(client):
    answer = client.post(NEW, {"words": "A learner disclosed something."}, follow=True)

    assert "Is this a concern that needs reporting?" in answer.text
    assert PersonalNote.objects.count() == 1


# Deleting ------------------------------------------------------------------------


def test_note_delete_asks_and_puts_back(client, mentor):
    note = personal_note(mentor)
    assert "Delete the note?" in client.get(url("note_delete", note)).text

    answer = client.post(url("note_delete", note))
    assert not PersonalNote.objects.exists()
    assert "no-store" in answer["Cache-Control"]
    assert "relieved" not in answer.text
    token = answer.context["token"]

    answer = client.post(BACK, {"token": token}, follow=True)
    assert "It is back." in answer.text
    assert PersonalNote.objects.get().words == KEPT


def test_another_s_token_is_forbidden(client_of, client, mentor, peer):
    token = client.post(url("note_delete", personal_note(mentor))).context["token"]

    assert client_of(peer).post(BACK, {"token": token}).status_code == 403


def test_an_old_token_says_so(client):
    assert "it can be put back" in client.post(BACK, {"token": "x"}, follow=True).text.lower()


def test_under_a_hold_the_screens_say_whom_to_ask(client, mentor, dpo):
    note = personal_note(mentor, delete_on=days_ago(1))
    LegalHold.objects.create(subject=mentor, reason="A claim.", set_by=dpo)

    assert "the college has to keep it for now" in client.get(LIST).text
    assert "data protection officer" in client.post(url("note_delete", note), follow=True).text
    answer = client.post(url("note_update", note), {"words": "Changed."})
    assert answer.status_code == 422
    assert "data protection officer" in answer.text
    note.refresh_from_db()
    assert note.words == KEPT


# Beside a session ----------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_session_notes_are_each_reader_s_own(
    mentor, supervisor, meeting, count, django_assert_num_queries
):
    for _ in range(count):
        personal_note(mentor, meeting)
    personal_note(supervisor, meeting, words="What the supervisor thought.")
    meeting = SupervisionSession.objects.get(pk=meeting.pk)

    with django_assert_num_queries(2):  # her roles, and the rows
        text = NOTES.render(Context({"user": mentor, "session": meeting}))

    assert text.count("relieved") == count
    assert "supervisor thought" not in text
    assert f"{NEW}?session={meeting.pk}" in text
    other = NOTES.render(Context({"user": supervisor, "session": meeting}))
    assert "supervisor thought" in other
    assert "relieved" not in other


def test_in_a_group_it_is_a_reflection_of_one_s_own(mentor, peer, supervisor):
    together = group(supervisor, [mentor, peer])
    personal_note(mentor, together)

    assert "My private reflection" in NOTES.render(Context({"user": mentor, "session": together}))
    assert "relieved" not in NOTES.render(Context({"user": peer, "session": together}))
    assert "relieved" not in NOTES.render(Context({"user": supervisor, "session": together}))
