import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import Attendance, SessionState
from assessments.supervision.models import CollegeClosure
from cms.people.teams.models import Absence
from tests.factories.people import days_ago
from tests.factories.supervision import called_off, group, held, moment, session

STRANGERS = ["peer", "other_manager", "dsl", "trainer"]


def address(name, *args):
    return reverse(f"sessions:{name}", args=args)


def words_of(answer):
    return answer.content.decode()


def posted(days=5, hour=10, **values):
    day = timezone.localdate(moment(days))
    said = {
        "type": "reflective", "starts_on": day.isoformat(), "starts_time": f"{hour}:00",
        "minutes": "60", "medium": "video", "place": "", "count": "1", "every_days": "28",
    }  # fmt: skip
    return {**said, **values}


@pytest.mark.parametrize("name", ["mentor", "supervisor"])
def test_both_of_the_pair_read_all_of_it(request, client_of, meeting, name):
    text = words_of(client_of(request.getfixturevalue(name)).get(meeting.get_absolute_url()))

    assert "Room 4, behind the library" in text
    assert f"{reverse('concerns:panel')}?session={meeting.pk}" in text
    assert address("session_move", meeting.pk) in text
    assert "Only you read yours here" in text


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.parametrize(
    "view", ["session_detail", "session_move", "session_call_off", "session_held",
             "session_missed", "session_calendar"],
)  # fmt: skip
def test_to_strangers_no_address_of_it_exists(request, client_of, meeting, name, view):
    client = client_of(request.getfixturevalue(name))

    assert client.get(address(view, meeting.pk)).status_code == 404


def test_a_mentor_does_not_find_what_is_for_who_holds_it(client_of, mentor, pair):
    past = session(pair, starts_at=moment(-1))
    client = client_of(mentor)

    assert client.get(address("session_held", past.pk)).status_code == 404
    assert client.post(address("session_missed", past.pk)).status_code == 404
    assert client.get(address("session_add", pair.pk)).status_code == 404
    assert "Helen Ashworth says whether it took place" in words_of(
        client.get(past.get_absolute_url())
    )


def test_a_booking_leads_to_the_session(client_of, supervisor, pair):
    answer = client_of(supervisor).post(address("session_book", pair.pk), posted(place="Room 9"))

    booked = SupervisionSession.objects.get()
    assert answer.url == booked.get_absolute_url()
    assert (booked.starts_at, booked.place) == (moment(5), "Room 9")


def test_without_a_length_it_is_the_usual_one(client_of, supervisor, pair):
    pair.types, pair.minutes = ["managerial"], 90
    pair.save()
    data = posted(type="managerial", minutes="")

    client_of(supervisor).post(address("session_book", pair.pk), data)

    assert SupervisionSession.objects.get().minutes == 60


@pytest.mark.parametrize("name", ["mentor", "peer", "manager", "dsl", "admin", "hr", "dpo"])
def test_who_does_not_book_does_not_find_the_form(request, client_of, pair, name):
    client = client_of(request.getfixturevalue(name))

    assert client.get(address("session_book", pair.pk)).status_code == 404
    assert client.post(address("session_book", pair.pk), posted()).status_code == 404
    assert not SupervisionSession.objects.exists()


def test_a_clash_is_said_and_does_not_forbid(client_of, supervisor, pair, peer):
    session(pair, starts_at=moment(5, 9), minutes=90)
    Absence.objects.create(person=pair.supervisee, starts_on=days_ago(-4), ends_on=days_ago(-6))
    client, url = client_of(supervisor), address("session_book", pair.pk)

    warned = client.post(url, posted())
    booked = client.post(url, posted(despite="on"))

    text = words_of(warned)
    assert warned.status_code == 422
    assert "Yasmin Haddad is away" in text
    assert "Helen Ashworth has another session at that time" in text
    assert booked.status_code == 302


def test_a_time_that_has_passed_is_refused(client_of, supervisor, pair):
    answer = client_of(supervisor).post(address("session_book", pair.pk), posted(days=-2))

    assert answer.status_code == 422
    assert "This time has passed" in words_of(answer)


def test_the_days_of_a_series_are_shown_before_they_are_booked(client_of, supervisor, pair):
    closed = timezone.localdate(moment(7 + 28))
    CollegeClosure.objects.create(name="Easter", starts_on=closed, ends_on=closed)
    client, url = client_of(supervisor), address("session_book", pair.pk)
    data = posted(days=7, count="3")

    shown = client.post(url, data)

    text = words_of(shown)
    assert "Nothing is booked yet" in text
    assert "The college is closed (Easter)" in text
    assert not SupervisionSession.objects.exists()

    days = [each.key for each in shown.context["proposals"]]
    booked = client.post(url, {**data, "step": "book", "day": days[:2]})

    assert booked.url == address("session_list")
    found = list(SupervisionSession.objects.order_by("starts_at"))
    assert [timezone.localdate(row.starts_at).isoformat() for row in found] == days[:2]
    assert found[1].starts_at == moment(7 + 35)


def test_a_day_that_was_not_proposed_is_not_booked(client_of, supervisor, pair):
    data = {**posted(count="2"), "step": "book", "day": ["2031-01-01"]}

    answer = client_of(supervisor).post(address("session_book", pair.pk), data)

    assert answer.status_code == 422
    assert not SupervisionSession.objects.exists()


def test_a_series_is_changed_before_it_is_booked(client_of, supervisor, pair):
    data = {**posted(count="2"), "step": "change"}

    answer = client_of(supervisor).post(address("session_book", pair.pk), data)

    assert 'name="count"' in words_of(answer)
    assert not SupervisionSession.objects.exists()


def test_calling_off_leads_on_to_another_time(client_of, supervisor, pair, meeting):
    client = client_of(supervisor)
    data = {"called_off_by": "supervisor", "reason": "diary"}

    off = client.post(address("session_call_off", meeting.pk), data)
    form = client.get(off.url)
    booked = client.post(off.url, posted(days=9))

    meeting.refresh_from_db()
    assert off.url == f"{address('session_book', pair.pk)}?instead_of={meeting.pk}"
    assert "When instead?" in words_of(form)
    assert 'name="count"' not in words_of(form)
    assert booked.url == meeting.rebooked_as.get_absolute_url()


def test_a_mentor_who_does_not_book_calls_off_and_stays_on_its_page(client_of, mentor, meeting):
    data = {"called_off_by": "supervisee", "reason": "urgent"}

    answer = client_of(mentor).post(address("session_call_off", meeting.pk), data)

    assert answer.url == meeting.get_absolute_url()


def test_a_reason_is_ticked_or_nothing_happens(client_of, mentor, meeting):
    answer = client_of(mentor).post(
        address("session_call_off", meeting.pk), {"called_off_by": "supervisee", "reason": "ill"}
    )

    meeting.refresh_from_db()
    assert answer.status_code == 422
    assert meeting.state == SessionState.PLANNED


def test_of_two_windows_the_second_is_shown_what_changed(client_of, mentor, supervisor, meeting):
    url = address("session_move", meeting.pk)
    first = client_of(mentor).post(url, posted(days=8, seen="0"))
    second = client_of(supervisor).post(url, posted(days=9, seen="0"))

    meeting.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 422)
    assert "was moved after you opened it" in words_of(second)
    assert meeting.starts_at == moment(8)


def test_its_own_time_is_no_clash_for_a_session_that_is_moved(client_of, supervisor, pair):
    meeting = session(pair, starts_at=moment(5))

    answer = client_of(supervisor).post(
        address("session_move", meeting.pk), posted(days=5, hour=11, seen="0", minutes="90")
    )

    assert answer.status_code == 302


def test_held_and_missed_are_said_on_a_page_each(client_of, supervisor, pair):
    one, other = session(pair, starts_at=moment(-1)), session(pair, starts_at=moment(-2))
    client, day = client_of(supervisor), timezone.localdate(moment(-1)).isoformat()
    data = {"held_on": day, "held_time": "10:05", "minutes": "55", "functions": ["formative"]}

    client.post(address("session_held", one.pk), data)
    client.post(
        address("session_missed", other.pk), {"called_off_by": "college", "reason": "closed"}
    )

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, one.held_minutes, one.functions) == ("held", 55, ["formative"])
    assert other.state == "missed"
    assert "Learning and skill" in words_of(client.get(one.get_absolute_url()))
    assert client.get(address("session_held", one.pk)).status_code == 302


def test_who_came_to_a_group_is_ticked(client_of, supervisor, group_of):
    meeting = group(supervisor, group_of, starts_at=moment(-1))
    day = timezone.localdate(moment(-1)).isoformat()
    data = {"held_on": day, "held_time": "10:00", "minutes": "80",
            "came": [str(group_of[0].pk), str(group_of[1].pk)]}  # fmt: skip
    client, url = client_of(supervisor), address("session_held", meeting.pk)

    nobody = client.post(url, {**data, "came": []})
    client.post(url, data)

    assert nobody.status_code == 422
    assert meeting.attendances.filter(state=Attendance.CAME).count() == 2


def test_one_that_was_never_booked_is_added(client_of, supervisor, pair):
    day = timezone.localdate(moment(-3)).isoformat()
    data = {"type": "reflective", "held_on": day, "held_time": "14:00", "minutes": "50",
            "medium": "phone", "place": ""}  # fmt: skip

    answer = client_of(supervisor).post(address("session_add", pair.pk), data)

    assert answer.url == SupervisionSession.objects.get(state="held").get_absolute_url()


def test_a_group_is_planned_and_answered(client_of, supervisor, group_of):
    data = posted(days=6, attendees=[str(person.pk) for person in group_of])
    client, one = client_of(supervisor), client_of(group_of[0])

    few = client.post(address("group_book"), {**data, "attendees": data["attendees"][:2]})
    client.post(address("group_book"), data)
    meeting = SupervisionSession.objects.get()
    one.post(address("session_answer", meeting.pk), {"comes": "0"})

    assert few.status_code == 422
    assert meeting.attendances.get(attendee=group_of[0]).state == Attendance.APOLOGIES
    assert "I come after all" in words_of(one.get(meeting.get_absolute_url()))
    assert one.get(address("session_move", meeting.pk)).status_code == 404


@pytest.mark.parametrize("name", ["mentor", "manager", "quality_lead", "admin", "hr", "dpo"])
def test_groups_and_debriefs_are_supervisors(request, client_of, name, supervisor):
    client = client_of(request.getfixturevalue(name))

    assert client.get(address("group_book")).status_code == 404
    assert client.get(address("debrief_book")).status_code == 404


def test_a_debrief_is_asked_for_with_one_tap(client_of, mentor, supervisor, pair):
    answer = client_of(mentor).post(address("debrief_ask"))
    offered = client_of(supervisor).get(f"{address('debrief_book')}?mentor={mentor.pk}")

    assert answer.status_code == 302
    assert f'<option value="{mentor.pk}" selected>' in words_of(offered)


def test_a_calendar_file_is_for_those_in_it(client_of, mentor, meeting):
    answer = client_of(mentor).get(address("session_calendar", meeting.pk))

    assert answer["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:Supervision" in answer.content.decode()


def test_an_ended_session_offers_what_comes_next(client_of, supervisor, pair):
    off, done = called_off(pair, starts_at=moment(2)), held(pair, days=4)
    client = client_of(supervisor)

    assert "Book another time" in words_of(client.get(off.get_absolute_url()))
    assert reverse("records:record_begin", args=[done.pk]) in words_of(
        client.get(done.get_absolute_url())
    )
