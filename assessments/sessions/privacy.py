"""What this slice keeps about people, for rights requests and retention."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, ForeignObjectRel, OuterRef, Q, QuerySet
from django.utils import timezone

from assessments.supervision.rules.kinds import Function
from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import CalendarFeed, SessionAttendance, SupervisionSession


def sessions_about(person: Any) -> Iterator[Passage]:
    """Those that were for her and those she held: when, where, and what became of them. Who else
    was in a group is about them."""
    hers = Q(pk__in=person.session_attendances.values("session")) | Q(supervisor=person.pk)
    rows = SupervisionSession.objects.filter(hers).select_related("supervisor", "booked_by")
    own = dict(person.session_attendances.values_list("session", "state"))
    for row in rows.order_by("starts_at", "pk"):
        words = labelled(
            ("Kind", row.get_type_display()),
            ("State", row.get_state_display()),
            ("Planned for", row.starts_at),
            ("Minutes planned", row.minutes),
            ("Held", row.held_at),
            ("Minutes it took", row.held_minutes),
            ("What it did", [str(Function(value).label) for value in row.functions]),
            ("How", row.get_medium_display()),
            ("Where", row.place),
            ("Held by", row.supervisor.display_name),
            ("Your attendance", own.get(row.pk, "")),
            ("Due by", row.due_on),
            ("Whose side it fell out on", row.get_called_off_by_display()),
            ("Why", row.get_reason_display()),
        )
        yield Passage(
            object_id=str(row.pk),
            part="session",
            title="Supervision session",
            words=words,
            on=day_of(row.held_at or row.starts_at),
            author=row.booked_by,
            url=row.get_absolute_url(),
        )


def sessions_aged(day: date) -> QuerySet[SupervisionSession]:
    """Everybody it was for left before that day, and no record, action or preparation of it is
    kept any more: those go by their own periods, and first."""
    seats = SessionAttendance.objects.filter(session=OuterRef("pk"))
    gone = Q(attendee__staff_profile__left_on__lt=day)
    rows = SupervisionSession.objects.filter(Exists(seats), ~Exists(seats.exclude(gone)))
    for model, name in _what_cannot_be_without_it():
        rows = rows.exclude(pk__in=model._base_manager.values(name))
    return rows


def _what_cannot_be_without_it() -> Iterator[tuple[Any, str]]:
    """Read off the tables: the slices above are not known here."""
    for relation in SupervisionSession._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        if not relation.field.null:
            model: Any = relation.related_model
            if model is not SessionAttendance:
                yield model, relation.field.name


def feeds_about(person: Any) -> Iterator[Passage]:
    for feed in CalendarFeed.objects.filter(owner=person):
        words = labelled(("Made", feed.made_at), ("Last read", feed.read_at))
        yield Passage(
            object_id=str(feed.pk),
            part="address",
            title="A private address of your calendar (its secret is not kept)",
            words=words,
            on=timezone.localdate(feed.made_at),
            author=person,
        )


def feeds_aged(day: date) -> QuerySet[CalendarFeed]:
    return CalendarFeed.objects.filter(owner__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key="supervision_session",
        label="Supervision sessions",
        why="That supervision took place: when, how long, of what kind, and who came. Needed to "
        "show that mentors are supported.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=sessions_about,
        aged=sessions_aged,
        subject="attendances__attendee",
        remove=remove_whole,
    ),
    RecordClass(
        key="calendar_feed",
        label="Private calendar addresses",
        why="So that somebody’s own calendar can read when her sessions are.",
        counted_from=CountedFrom.LEFT,
        months=1,
        about=feeds_about,
        aged=feeds_aged,
        subject="owner",
        remove=remove_whole,
    ),
)
