"""What a mentor may put on her agenda in one tap: of her own things, by their titles alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from assessments.actions.models import SupervisionAction
from assessments.actions.queries import open_actions
from assessments.cpd.access import owned_by as entries_owned_by
from assessments.cpd.models import CPDEntry
from assessments.debriefs.queries.runs import runs_of
from assessments.scenarios.models import ScenarioAttempt
from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import Attendance, SessionState
from assessments.supervision.access import readable_by as bookmarks_readable_by
from assessments.supervision.models import SupervisionBookmark
from assessments.supervision.queries.bookmarks import bookmarks_of
from cms.people.accounts.models import User
from content.terms import apply_terms

from ..models import PreparationItem
from ..rules import LONGEST_TITLE, Source

MOST_OFFERED = 6  # of a kind: the newest; the rest is found where it lives


@dataclass(frozen=True)
class Offer:
    source: Source
    pk: int
    title: str
    url: str  # of the thing itself: by it one thing is on an agenda once


@dataclass(frozen=True)
class OfferGroup:
    label: str
    offers: list[Offer]


def offers_for(
    mentor: User, session: SupervisionSession, items: Iterable[PreparationItem]
) -> list[OfferGroup]:
    """What is not on the agenda yet, in five queries whatever there is."""
    there = {item.source_url for item in items}
    since = last_session_before(mentor, session)
    runs = runs_of(mentor).filter(ended_at__isnull=False)
    entries = _entries_of(mentor)
    if since is not None:
        runs = runs.filter(ended_at__gte=since.starts_at)
        entries = entries.filter(changed_at__gte=since.starts_at)
    actions = open_actions(mentor).select_related(None).prefetch_related(None)
    kinds = (
        ("From your list for supervision", map(of_bookmark, bookmarks_of(mentor))),
        ("Scenario debriefs since the last session", map(of_run, runs[:20])),
        ("CPD entries since the last session", map(of_entry, entries[:20])),
        ("Open actions", map(of_action, actions)),
    )
    groups = []
    for label, offers in kinds:
        new = [offer for offer in offers if offer.url not in there]
        if new:
            groups.append(OfferGroup(label, new[:MOST_OFFERED]))
    return groups


def last_session_before(mentor: User, session: SupervisionSession) -> SupervisionSession | None:
    rows = SupervisionSession.objects.filter(
        state=SessionState.HELD,
        starts_at__lt=session.starts_at,
        attendances__attendee=mentor.pk,
        attendances__state=Attendance.CAME,
    )
    return rows.order_by("-starts_at", "-pk").first()


def own_thing(mentor: User, source: Source, pk: int | None) -> Offer | None:
    """One of hers by its key; None for what is not hers, or not there."""
    if pk is None:
        return None
    if source == Source.BOOKMARK:
        bookmark = bookmarks_of(mentor).filter(pk=pk).first()
        return of_bookmark(bookmark) if bookmark else None
    if source == Source.DEBRIEF:
        run = runs_of(mentor).filter(pk=pk, ended_at__isnull=False).first()
        return of_run(run) if run else None
    if source == Source.CPD:
        entry = _entries_of(mentor).filter(pk=pk).first()
        return of_entry(entry) if entry else None
    if source == Source.ACTION:
        action = open_actions(mentor).filter(pk=pk).first()
        return of_action(action) if action else None
    return None


def of_bookmark(bookmark: SupervisionBookmark) -> Offer:
    """Its title. The few words beside it are for herself."""
    url = f"{reverse('supervision:bookmark_list')}#bookmark-{bookmark.pk}"
    return Offer(Source.BOOKMARK, bookmark.pk, apply_terms(bookmark.title), url)


def of_run(run: ScenarioAttempt) -> Offer:
    """That she played it, and its name: not the path, not what she wrote."""
    day = timezone.localdate(run.ended_at)
    title = f"{apply_terms(run.scenario.title)}, played on {day.day} {day:%B}"
    url = reverse("debriefs:debrief_detail", args=[run.pk])
    return Offer(Source.DEBRIEF, run.pk, title[:LONGEST_TITLE], url)


def of_entry(entry: CPDEntry) -> Offer:
    return Offer(Source.CPD, entry.pk, entry.title, entry.get_absolute_url())


def of_action(action: SupervisionAction) -> Offer:
    return Offer(Source.ACTION, action.pk, action.words, action.get_absolute_url())


def key_of(item: PreparationItem) -> int | None:
    """The key in the address a line came from."""
    numbers = [part for part in item.source_url.replace("-", "/").split("/") if part.isdigit()]
    return int(numbers[-1]) if numbers else None


def bookmark_of(item: PreparationItem, mentor: User) -> SupervisionBookmark | None:
    key = key_of(item)
    if item.source != Source.BOOKMARK or key is None:
        return None
    own = SupervisionBookmark.objects.filter(bookmarks_readable_by(mentor))
    return own.filter(pk=key).first()


def _entries_of(mentor: User) -> QuerySet[CPDEntry]:
    rows = CPDEntry.objects.filter(entries_owned_by(mentor)).standing()
    return rows.only("title", "changed_at").order_by("-start_on", "-pk")
