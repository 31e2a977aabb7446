"""A session as a calendar file. It says “Supervision” and where, never of what kind or why: other
people look into calendars (domain.md 2.3, rule 10)."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vUri

from . import queries
from .models import SupervisionSession
from .rules import SessionState

TITLE = "Supervision"
CONTENT_TYPE = "text/calendar; charset=utf-8"


def invitation(session: SupervisionSession, recipient: Any) -> bytes:
    """For one of those in it: a request, or that it is cancelled. A calendar knows by the number
    of the change which of two is the newer."""
    calendar = _calendar(_method(session))
    event = _event(session)
    event.add("organizer", vCalAddress(f"mailto:{session.supervisor.email}"))
    attendee = vCalAddress(f"mailto:{recipient.email}")
    attendee.params["PARTSTAT"] = "ACCEPTED"  # the answer is given here, not by e-mail
    attendee.params["RSVP"] = "FALSE"
    event.add("attendee", attendee)
    calendar.add_component(event)
    return calendar.to_ical()


def attachments_of(notice: Any) -> list[tuple[str, bytes, str]]:
    """The files that go with a notice by e-mail: name, content, type. One for each session, as it
    stands when the message is sent."""
    return [
        (
            f"supervision-{session.pk}.ics",
            invitation(session, notice.recipient),
            f"text/calendar; method={_method(session)}",
        )
        for session in queries.sessions_of_notice(notice.recipient, notice.key)
    ]


def feed(sessions: Iterable[SupervisionSession]) -> bytes:
    """Everything of one person, for a calendar that asks again by itself."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", TITLE)
    calendar.add("refresh-interval", "PT4H", parameters={"VALUE": "DURATION"}, encode=False)
    for session in sessions:
        calendar.add_component(_event(session))
    return calendar.to_ical()


def _is_off(session: SupervisionSession) -> bool:
    return session.state in (SessionState.CANCELLED, SessionState.MISSED)


def _method(session: SupervisionSession) -> str:
    return "CANCEL" if _is_off(session) else "REQUEST"


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Waymark//Supervision//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event(session: SupervisionSession) -> Event:
    event = Event()
    event.add("uid", f"{session.uid}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", session.sequence)
    event.add("dtstamp", session.changed_at)
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("summary", TITLE)
    if session.place:
        event.add("location", session.place)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if _is_off(session) else "CONFIRMED")
    event.add("url", vUri(settings.BASE_URL.rstrip("/") + session.get_absolute_url()))
    return event
