from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.preparation.models import PreparationItem, SessionPreparation
from assessments.sessions.models import SupervisionSession
from assessments.supervision.models import SupervisionBookmark
from assessments.supervision.services.bookmarks import add_bookmark
from cms.people.audit.models import AuditEvent
from tests.factories.preparation import preparation
from tests.factories.supervision import SAID, action, group, held

OTHERS = (
    "peer",
    "manager",
    "other_manager",
    "quality_lead",
    "dsl",
    "trainer",
    "admin",
    "hr",
    "dpo",
)


def url(name, pk):
    return reverse(f"preparation:{name}", args=[pk])


def page_of(client, session):
    return client.get(url("preparation_detail", session.pk))


# Whose page it is ---------------------------------------------------------------------------


def test_a_visitor_signs_in_first(visitor, planned):
    assert "/login/" in page_of(visitor, planned).url


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("name", ["preparation_detail", "preparation_preview"])
def test_nobody_else_finds_it(tomorrow, mentor, client_of, who, name, request):
    preparation(tomorrow, mentor)

    page = client_of(request.getfixturevalue(who)).get(url(name, tomorrow.pk))

    assert page.status_code == 404
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("who", [*OTHERS, "supervisor"])
@pytest.mark.parametrize("name", ["preparation_update", "item_create"])
def test_nor_writes_in_it(tomorrow, client_of, who, name, request):
    client = client_of(request.getfixturevalue(who))

    answer = client.post(url(name, tomorrow.pk), {"wants": "x", "own-title": "x"})

    assert answer.status_code == 404
    assert not SessionPreparation.objects.exists()


@pytest.mark.parametrize("who", [*OTHERS, "supervisor"])
@pytest.mark.parametrize("name", ["item_move", "item_delete", "item_talked"])
def test_nor_touches_a_line(tomorrow, mentor, client_of, who, name, request):
    item = preparation(tomorrow, mentor).items.get()

    answer = client_of(request.getfixturevalue(who)).post(url(name, item.pk), {"to": "up"})

    assert answer.status_code == 404
    assert PreparationItem.objects.exists()


# Her own ------------------------------------------------------------------------------------


def test_it_begins_empty_and_says_who_reads_it_from_when(planned, client_of, mentor):
    page = page_of(client_of(mentor), planned).content.decode()

    assert "Only you can read this" in page
    assert "Nothing yet" in page
    assert not SessionPreparation.objects.exists()


def test_she_saves_and_sees_what_will_be_read(planned, client_of, mentor):
    client = client_of(mentor)

    client.post(url("preparation_update", planned.pk), {"wants": SAID, "weighs": "Tuesdays"})
    page = client.get(url("preparation_preview", planned.pk)).content.decode()

    assert SAID in page
    assert "Tuesdays" in page
    assert "Helen Ashworth" in page
    assert not AuditEvent.objects.exists()


def test_what_she_keeps_is_read_by_nobody(tomorrow, client_of, mentor, supervisor):
    client = client_of(mentor)
    client.post(url("preparation_update", tomorrow.pk), {"wants": SAID, "is_held_back": "on"})

    assert "Nothing" in client.get(url("preparation_preview", tomorrow.pk)).content.decode()
    page = page_of(client_of(supervisor), tomorrow).content.decode()
    assert SAID not in page
    assert "Nothing to read" in page


def test_a_word_too_many_is_said_beside_its_field(planned, client_of, mentor):
    page = client_of(mentor).post(url("preparation_update", planned.pk), {"wants": "x" * 2_001})

    assert page.status_code == 422
    assert not SessionPreparation.objects.exists()


def test_after_the_session_it_is_read_and_written_no_more(planned, client_of, mentor):
    preparation(planned, mentor)
    SupervisionSession.objects.update(state="held", held_at=timezone.now())
    client = client_of(mentor)

    page = page_of(client, planned).content.decode()
    answer = client.post(url("preparation_update", planned.pk), {"wants": "Later"}, follow=True)

    assert SAID in page
    assert "This session is over" in answer.content.decode()
    assert SessionPreparation.objects.get().wants == SAID


def test_nothing_prepared_has_nothing_to_show(planned, client_of, mentor):
    assert client_of(mentor).get(url("preparation_preview", planned.pk)).status_code == 404


# The agenda ---------------------------------------------------------------------------------


def test_one_tap_brings_something_of_hers(planned, client_of, mentor):
    bookmark = add_bookmark(mentor=mentor, title="A question", words="Secret", by=mentor)
    client = client_of(mentor)
    assert "A question" in page_of(client, planned).content.decode()

    answer = client.post(url("item_create", planned.pk), {"source": "bookmark", "key": bookmark.pk})

    assert answer.url.endswith("#offers")
    assert PreparationItem.objects.get().title == "A question"


@pytest.mark.parametrize(
    "given",
    [
        {"source": "bookmark", "key": "999"},
        {"source": "bookmark", "key": "x"},
        {"source": "bookmark"},
        {"source": "nonsense", "key": "1"},
        {"source": "cpd", "key": "9" * 40},
    ],
)
def test_what_is_not_hers_or_not_there_is_not_found(planned, client_of, mentor, given):
    assert client_of(mentor).post(url("item_create", planned.pk), given).status_code == 404


def test_her_own_words_are_a_line(planned, client_of, mentor):
    client = client_of(mentor)

    assert client.post(url("item_create", planned.pk), {"own-title": " "}).status_code == 422
    client.post(url("item_create", planned.pk), {"own-title": "A talk"})

    assert PreparationItem.objects.get().title == "A talk"


def test_lines_are_moved_by_buttons_and_taken_off(planned, client_of, mentor):
    client = client_of(mentor)
    for title in "ab":
        client.post(url("item_create", planned.pk), {"own-title": title})
    first, second = PreparationItem.objects.order_by("position")

    client.post(url("item_move", second.pk), {"to": "up"})
    assert list(PreparationItem.objects.order_by("position")) == [second, first]

    client.post(url("item_delete", second.pk))
    assert PreparationItem.objects.get() == first


def test_talked_about_takes_the_bookmark_off_her_list(tomorrow, client_of, mentor):
    bookmark = add_bookmark(mentor=mentor, title="A question", by=mentor)
    client = client_of(mentor)
    client.post(url("item_create", tomorrow.pk), {"source": "bookmark", "key": bookmark.pk})
    item = PreparationItem.objects.get()

    client.post(url("item_talked", item.pk), {"talked": "1"})

    assert SupervisionBookmark.objects.get().taken_at is not None


@pytest.mark.parametrize("count", [1, 3])
def test_her_page_takes_as_many_queries_for_one_thing_as_for_three(
    pair, planned, client_of, mentor, count
):
    last = held(pair)
    row = preparation(planned, mentor)
    for number in range(count):
        action(last)
        PreparationItem.objects.create(preparation=row, title=f"{number}", position=number + 1)
        add_bookmark(mentor=mentor, title=f"Question {number}", by=mentor)
    client = client_of(mentor)
    page_of(client, planned)

    with CaptureQueriesContext(connection) as found:
        page_of(client, planned)

    assert len(found) == QUERIES_OF_HER_PAGE


QUERIES_OF_HER_PAGE = 14


# Her supervisor's ---------------------------------------------------------------------------


def test_a_day_before_it_is_read_and_written_down(tomorrow, client_of, mentor, supervisor):
    row = preparation(tomorrow, mentor)

    page = page_of(client_of(supervisor), tomorrow).content.decode()

    assert SAID in page
    event = AuditEvent.objects.get()
    assert (event.verb, event.obj, event.about) == ("session_preparation.opened", row, mentor)
    assert "silence" not in f"{event.object_words}{event.detail}"


def test_before_that_it_is_not_and_nothing_is_written_down(planned, client_of, mentor, supervisor):
    preparation(planned, mentor)

    page = page_of(client_of(supervisor), planned).content.decode()

    assert SAID not in page
    assert "Nothing to read yet" in page
    assert not AuditEvent.objects.exists()


def test_of_a_group_who_holds_it_reads_each(client_of, supervisor, mentor, peer):
    circle = group(supervisor, [mentor, peer], starts_at=timezone.now() + timedelta(hours=3))
    preparation(circle, mentor, wants="One wish")
    preparation(circle, peer, wants="Another wish")

    page = page_of(client_of(supervisor), circle).content.decode()

    assert "One wish" in page
    assert "Another wish" in page
    assert AuditEvent.objects.count() == 2
    own = page_of(client_of(peer), circle).content.decode()
    assert "One wish" not in own
