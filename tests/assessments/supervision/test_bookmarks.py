import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from assessments.cpd.models import CPDEntry
from assessments.supervision.models import SupervisionBookmark
from assessments.supervision.rules import bookmarks as rules
from assessments.supervision.services import bookmarks as services
from courses.progress.models import Reflection
from tests.factories.courses import REFLECTION_BLOCK, lesson_page, module_page

HTMX = {"HX-Request": "true"}
LIST = "supervision:bookmark_list"


@pytest.fixture
def lesson(db):
    return lesson_page(module_page(), title="Listening first")


def add(mentor, **values):
    return services.add_bookmark(mentor=mentor, by=mentor, **{"title": "Silence", **values})


def page_of(client, **query):
    return client.get(reverse(LIST), query).content.decode()


@pytest.mark.parametrize(
    ("title", "words", "is_fine"),
    [("Silence", "", True), ("  ", "", False), ("Silence", "x" * 2_000, True),
     ("Silence", "x" * 2_001, False)],
)  # fmt: skip
def test_a_bookmark_has_a_title_and_few_words(title, words, is_fine):
    if is_fine:
        rules.check_words(title, words)
    else:
        with pytest.raises(ValidationError):
            rules.check_words(title, words)


def test_add_bookmark_of_the_same_place_is_one(mentor):
    first = add(mentor, source_url="/a/#block-1")
    again = add(mentor, source_url="/a/#block-1")
    services.take_bookmark(bookmark=first, by=mentor)
    later = add(mentor, source_url="/a/#block-1")

    assert first == again != later
    assert SupervisionBookmark.objects.count() == 2


def test_put_back_finds_the_place_taken_by_a_newer_one(mentor):
    old = services.take_bookmark(bookmark=add(mentor, source_url="/a/"), by=mentor)
    new = add(mentor, source_url="/a/")

    assert services.put_back_bookmark(bookmark=old, by=mentor) == new
    assert SupervisionBookmark.objects.filter(taken_at=None).count() == 1


@pytest.mark.parametrize("who", ["peer", "manager", "supervisor", "admin"])
def test_nobody_else_writes_on_the_list(request, mentor, who):
    other, bookmark = request.getfixturevalue(who), add(mentor)

    for call in (
        lambda: services.add_bookmark(mentor=mentor, title="x", by=other),
        lambda: services.take_bookmark(bookmark=bookmark, by=other),
        lambda: services.put_back_bookmark(bookmark=bookmark, by=other),
    ):
        with pytest.raises(PermissionDenied):
            call()


def test_bookmark_list_is_one_s_own(client_of, mentor, supervisor):
    add(mentor, title="When nobody talks", words="Ask Helen.")

    assert "When nobody talks" in page_of(client_of(mentor))
    assert "When nobody talks" not in page_of(client_of(supervisor))
    assert "Nothing on your list" in page_of(client_of(supervisor))


@pytest.mark.parametrize("count", [1, 3])
def test_bookmark_list_takes_the_same_queries(client_of, mentor, count, django_assert_num_queries):
    for number in range(count):
        add(mentor, title=f"Thing {number}")
    client = client_of(mentor)
    page_of(client)

    with django_assert_num_queries(4):
        page = page_of(client)

    assert page.count("row-item") == count


def test_bookmark_create_take_and_put_back(client_of, mentor):
    client = client_of(mentor)
    client.post(reverse("supervision:bookmark_create"), {"title": "A hard talk", "words": ""})
    bookmark = SupervisionBookmark.objects.get()

    client.post(reverse("supervision:bookmark_take", args=[bookmark.pk]))
    assert "A hard talk" not in page_of(client)
    assert "A hard talk" in page_of(client, state="taken")

    client.post(reverse("supervision:bookmark_put_back", args=[bookmark.pk]))
    assert "A hard talk" in page_of(client)


def test_bookmark_create_without_a_title_says_so(client_of, mentor):
    page = client_of(mentor).post(reverse("supervision:bookmark_create"), {"words": "Kept."})

    assert "This field is required" in page.content.decode()
    assert "Kept." in page.content.decode()
    assert not SupervisionBookmark.objects.exists()


@pytest.mark.parametrize("name", ["bookmark_take", "bookmark_put_back"])
def test_another_s_bookmark_is_not_found(client_of, mentor, manager, name):
    url = reverse(f"supervision:{name}", args=[add(mentor).pk])

    assert client_of(manager).post(url).status_code == 404


def test_bookmark_step_saves_the_answer_and_marks_the_question(client_of, mentor, lesson):
    url = reverse("supervision:bookmark_step", args=[lesson.pk])
    answer = {"block": REFLECTION_BLOCK, "text": "I fill every pause."}

    said = client_of(mentor).post(url, answer, headers=HTMX).content.decode()

    bookmark = SupervisionBookmark.objects.get(mentor=mentor)
    assert "On your list for supervision." in said
    assert (bookmark.title, bookmark.words) == ("Listening first", "")
    assert bookmark.source_url == f"{lesson.url}#block-{REFLECTION_BLOCK}"
    assert Reflection.objects.get().text == "I fill every pause."


def test_bookmark_step_without_javascript_leads_back_to_the_question(client_of, mentor, lesson):
    url = reverse("supervision:bookmark_step", args=[lesson.pk])

    answer = client_of(mentor).post(url, {"block": REFLECTION_BLOCK, "text": ""})

    assert answer.url == f"{lesson.url}#block-{REFLECTION_BLOCK}"


@pytest.mark.parametrize("data", [{"block": "<b>"}, {"block": "a", "text": "x" * 10_001}])
def test_bookmark_step_refuses_what_cannot_be_kept(client_of, mentor, lesson, data):
    url = reverse("supervision:bookmark_step", args=[lesson.pk])

    client_of(mentor).post(url, data)

    assert not SupervisionBookmark.objects.exists()
    assert not Reflection.objects.exists()


def test_entry_from_step_begins_a_private_draft_once(client_of, mentor, lesson):
    url = reverse("cpd:entry_from_step", args=[lesson.pk])
    answer = {"block": REFLECTION_BLOCK, "text": "I fill every pause."}
    client = client_of(mentor)

    first = client.post(url, answer, headers=HTMX)
    client.post(url, answer)

    entry = CPDEntry.objects.get(owner=mentor)
    assert isinstance(first, HttpResponseClientRedirect) or "HX-Redirect" in first.headers
    assert first.headers["HX-Redirect"] == reverse("cpd:entry_update", args=[entry.pk])
    assert entry.title == "Reflection: Listening first"
    assert entry.reflection == {"free": "I fill every pause."}
    assert (entry.what_i_learned, entry.state) == ("", "draft")


def test_entry_from_step_refuses_what_cannot_be_kept(client_of, mentor, lesson):
    url = reverse("cpd:entry_from_step", args=[lesson.pk])

    client_of(mentor).post(url, {"block": "<b>", "text": "x"})

    assert not CPDEntry.objects.exists()
