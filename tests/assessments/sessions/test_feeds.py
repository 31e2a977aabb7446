from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from assessments.sessions import documents
from assessments.sessions.models import CalendarFeed
from assessments.sessions.services import (
    call_off_session,
    make_feed,
    move_session,
    note_feed_read,
    stop_feed,
)
from tests.factories.supervision import called_off, group, held, moment, session

# the feed with its owner, her roles, her sessions, and that it was read
QUERIES = 4


def file_of(token):
    return reverse("sessions:calendar_file", args=[token])


def events(answer):
    content = answer.content if hasattr(answer, "content") else answer
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_the_calendar_says_supervision_and_where_and_nothing_else(meeting, mentor):
    (event,) = events(documents.invitation(meeting, mentor))

    text = documents.invitation(meeting, mentor).decode()
    assert str(event["summary"]) == "Supervision"
    assert str(event["location"]) == "Room 4, behind the library"
    assert event.decoded("dtstart") == meeting.starts_at.replace(microsecond=0)
    assert event["class"] == "PRIVATE"
    for words in ("eflective", "Helen", "Ashworth", "Yasmin", "DESCRIPTION"):
        assert words not in text


def test_an_invitation_is_a_request_and_its_number_rises(meeting, mentor, supervisor):
    first = documents.invitation(meeting, mentor).decode()
    moved = move_session(
        session=meeting, starts_at=moment(9), minutes=45, medium="phone", place="", by=supervisor
    )
    second = documents.invitation(moved, mentor).decode()
    off = call_off_session(session=moved, called_off_by="supervisor", reason="diary", by=supervisor)
    third = documents.invitation(off, mentor).decode()

    assert "METHOD:REQUEST" in first
    assert "METHOD:REQUEST" in second
    assert "METHOD:CANCEL" in third
    assert "STATUS:CANCELLED" in third
    assert [f"SEQUENCE:{n}" in text for n, text in enumerate((first, second, third))] == [True] * 3
    assert {str(events(text)[0]["uid"]) for text in (first, second, third)} == {
        f"{meeting.uid}@{str(events(first)[0]['uid']).split('@')[1]}"
    }
    assert f"ORGANIZER:mailto:{supervisor.email}" in first
    assert "diary" not in third


def test_only_the_hash_of_an_address_is_kept(mentor):
    token = make_feed(owner=mentor, by=mentor)

    row = CalendarFeed.objects.get()
    assert token not in str(vars(row))
    assert row.token_hash != token


def test_the_address_works_without_a_sign_in(meeting, mentor, visitor, pair):
    held(pair, days=20)
    held(pair, days=200)
    called_off(pair)

    answer = visitor.get(file_of(make_feed(owner=mentor, by=mentor)))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer["Cache-Control"]
    assert len(events(answer)) == 2
    assert "METHOD:PUBLISH" in answer.content.decode()
    assert not answer.cookies


def test_a_supervisor_has_both_sides_and_groups_in_hers(meeting, supervisor, visitor, group_of):
    group(supervisor, group_of)

    answer = visitor.get(file_of(make_feed(owner=supervisor, by=supervisor)))

    assert len(events(answer)) == 2


def test_a_new_address_ends_the_one_before_and_stopping_ends_both(mentor, visitor):
    first = make_feed(owner=mentor, by=mentor)
    second = make_feed(owner=mentor, by=mentor)

    assert visitor.get(file_of(first)).status_code == 404
    assert visitor.get(file_of(second)).status_code == 200
    assert stop_feed(owner=mentor, by=mentor)
    assert not stop_feed(owner=mentor, by=mentor)
    assert visitor.get(file_of(second)).status_code == 404


@pytest.mark.parametrize("token", ["unknown", "x" * 400, "é", "a.b"])
def test_an_address_that_never_was_is_not_found(visitor, db, token):
    assert visitor.get(file_of(token)).status_code == 404


def test_who_has_left_has_no_calendar(mentor, visitor):
    token = make_feed(owner=mentor, by=mentor)
    mentor.role_grants.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert visitor.get(file_of(token)).status_code == 404

    mentor.role_grants.update(ends_on=None)
    mentor.is_active = False
    mentor.save()
    assert visitor.get(file_of(token)).status_code == 404


def test_nobody_makes_or_stops_anothers(mentor, supervisor, manager, admin):
    make_feed(owner=mentor, by=mentor)
    for person in (supervisor, manager, admin):
        with pytest.raises(PermissionDenied):
            make_feed(owner=mentor, by=person)
        with pytest.raises(PermissionDenied):
            stop_feed(owner=mentor, by=person)
    assert CalendarFeed.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_costs_the_same_for_one_and_for_three(
    pair, mentor, visitor, django_assert_num_queries, count
):
    for days in range(count):
        session(pair, starts_at=moment(days + 1))
    token = make_feed(owner=mentor, by=mentor)

    with django_assert_num_queries(QUERIES):
        visitor.get(file_of(token))
    with django_assert_num_queries(QUERIES - 1):  # read again within the hour: nothing is written
        answer = visitor.get(file_of(token))

    assert len(events(answer)) == count


def test_that_it_was_read_is_noted_once_an_hour(mentor):
    make_feed(owner=mentor, by=mentor)
    now = timezone.now()

    for minutes in (0, 30, 70):
        note_feed_read(feed=CalendarFeed.objects.get(), at=now + timedelta(minutes=minutes))
        if minutes == 30:
            assert CalendarFeed.objects.get().read_at == now

    assert CalendarFeed.objects.get().read_at == now + timedelta(minutes=70)


def test_the_page_shows_an_address_once(client_of, mentor, visitor):
    client, url = client_of(mentor), reverse("sessions:calendar_feed")

    before, made, after = client.get(url), client.post(url), client.get(url)

    token = made.content.decode().partition("/supervision/calendar/")[2]
    address = made.context["url"]
    assert "Make my address" in before.content.decode()
    assert address in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert token
    assert address not in after.content.decode()
    assert visitor.get(address.partition("8000")[2] or address).status_code == 200
    assert client.post(reverse("sessions:calendar_stop")).status_code == 302
    assert not CalendarFeed.objects.exists()


def test_the_page_asks_visitors_to_sign_in(visitor, db):
    assert visitor.get(reverse("sessions:calendar_feed")).status_code == 302
    assert visitor.post(reverse("sessions:calendar_stop")).status_code == 302
