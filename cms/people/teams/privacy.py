"""Somebody's post, whom she reports to, long absences, covers and conflicts of interest."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from cms.people.privacy.queries.leavers import Handover, HandoverKind, register_handover
from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import Absence, ConflictOfInterest, Cover, ReportingLine, StaffProfile


def post_about(person: Any) -> Iterator[Passage]:
    for row in StaffProfile.objects.filter(person=person).select_related("team"):
        words = labelled(
            ("Job", row.job_title),
            ("Full-time equivalent", row.fte),
            ("In post since", row.started_on),
            ("Left on", row.left_on),
            ("Site", row.campus),
            ("Area", row.area),
            ("Team", row.team),
        )
        yield Passage(str(row.pk), "post", "Your post", words, row.started_on)
    lines = ReportingLine.objects.filter(Q(person=person) | Q(manager=person))
    for line in lines.select_related("person", "manager"):
        part = "reports to" if line.person_id == person.pk else "manages"
        other = line.manager if line.person_id == person.pk else line.person
        words = labelled((part, other), ("from", line.starts_on), ("to", line.ends_on))
        yield Passage(str(line.pk), part, "Reporting line", words, line.starts_on)
    covers = Cover.objects.filter(Q(stands_in=person) | Q(absent=person))
    for cover in covers.select_related("stands_in", "absent"):
        words = labelled(
            ("Stands in", cover.stands_in),
            ("For", cover.absent),
            ("As", cover.get_kind_display()),
            ("From", cover.starts_on),
            ("To", cover.ends_on),
        )
        yield Passage(str(cover.pk), "cover", "Standing in", words, cover.starts_on)


def absences_about(person: Any) -> Iterator[Passage]:
    for row in Absence.objects.filter(person=person).select_related("recorded_by"):
        words = labelled(("From", row.starts_on), ("To", row.ends_on))
        yield Passage(
            str(row.pk), "absence", "A long absence", words, row.starts_on, row.recorded_by
        )


def conflicts_about(person: Any) -> Iterator[Passage]:
    rows = ConflictOfInterest.objects.filter(Q(person=person) | Q(other=person))
    for row in rows.select_related("person", "other", "declared_by"):
        words = labelled(
            ("Between", [row.person, row.other]),
            ("Declared", row.declared_at),
            ("Ended", row.ended_at),
        )
        on = day_of(row.declared_at)
        yield Passage(str(row.pk), "conflict", "Conflict of interest", words, on, row.declared_by)


def absences_aged(day: date) -> QuerySet[Absence]:
    return Absence.objects.filter(person__staff_profile__left_on__lt=day)


def conflicts_aged(day: date) -> QuerySet[ConflictOfInterest]:
    return ConflictOfInterest.objects.filter(person__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key="staff_post",
        label="Post and reporting lines",
        why="To know who works where and who is answerable. It stays with the account.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=post_about,
    ),
    RecordClass(
        key="absence",
        label="Long absences",
        why="Their days, without a reason: they lower targets and move due days.",
        counted_from=CountedFrom.LEFT,
        months=12,
        about=absences_about,
        aged=absences_aged,
        subject="person",
        remove=remove_whole,
    ),
    RecordClass(
        key="conflict_of_interest",
        label="Conflicts of interest",
        why="So that nobody manages or supervises a relative or partner. Never why.",
        counted_from=CountedFrom.LEFT,
        months=12,
        about=conflicts_about,
        aged=conflicts_aged,
        subject="person",
        remove=remove_whole,
    ),
)


# What a leaver leaves open ---------------------------------------------------------


def reports_of(people: list[int], today: date) -> Iterator[Handover]:
    """Whoever still reports to somebody, now or later."""
    still = Q(ends_on=None) | Q(ends_on__gte=today)
    lines = ReportingLine.objects.filter(still, manager__in=people, person__is_active=True)
    for line in lines.select_related("person").order_by("person__last_name", "pk"):
        url = line.person.get_absolute_url()
        yield Handover(line.manager_id, str(line.person), url=url)


def covers_of(people: list[int], today: date) -> Iterator[Handover]:
    covers = Cover.objects.filter(stands_in__in=people, ends_on__gte=today)
    for cover in covers.select_related("absent"):
        words = f"{cover.get_kind_display()} for {cover.absent}"
        yield Handover(cover.stands_in_id, words, on=cover.ends_on)


register_handover(
    HandoverKind(
        key="reports",
        label="People who report to this person",
        what_to_do="A site admin sets another line manager for each of them.",
        open_for=reports_of,
    ),
    HandoverKind(
        key="covers",
        label="Standing in for somebody",
        what_to_do="Name somebody else to stand in, or end it.",
        open_for=covers_of,
    ),
)
