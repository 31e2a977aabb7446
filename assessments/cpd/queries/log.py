"""What the log's screens need: always one owner's rows, narrowed by her own rights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.people.accounts.models import User
from content.language.rules import Detail, learner_details
from courses.catalogue.models import ModulePage
from courses.progress.models import Completion

from .. import rules
from ..access import owned_by
from ..models import CPDEntry, CPDEntryQuerySet
from ..rules import ActivityGroup, ActivityType, CPDYear, EntryState, LogGroup
from .policy import policy_on
from .readiness import still_missing

# A row of the list shows none of these, and they are long.
NOT_LISTED = ("what_i_learned", "reflection", "application", "shared_summary", "impact_note")


@dataclass(frozen=True)
class GroupTotal:
    group: LogGroup
    entries: int
    minutes: int

    @property
    def label(self) -> str:
        return str(self.group.label)


@dataclass(frozen=True)
class LogTotals:
    """The time in the log by state. Mandatory time is counted, and shown apart."""

    groups: list[GroupTotal]
    mandatory_minutes: int
    without_minutes: int
    years: list[CPDYear]
    is_empty: bool  # nothing was ever written here, in whatever year

    def of(self, group: LogGroup) -> GroupTotal:
        return next(total for total in self.groups if total.group == group)

    @property
    def standing(self) -> list[GroupTotal]:
        """Those with something in them, the discarded left out."""
        return [row for row in self.groups if row.entries and row.group != LogGroup.DISCARDED]


def log_of(
    owner: User,
    *,
    state: EntryState | LogGroup,
    year: CPDYear | None = None,
    words: str = "",
    activity: str = "",
) -> CPDEntryQuerySet:
    """Entries of one state or group of states, newest first.

    The private reflection is never searched. `activity` is a kind of activity or a group of them;
    one that means nothing is no filter.
    """
    states: Sequence[str] = rules.STATES_OF[state] if isinstance(state, LogGroup) else (state,)
    rows = CPDEntry.objects.kept().filter(owned_by(owner), _activity(activity), state__in=states)
    if year is not None:
        rows = rows.filter(start_on__range=(year.first_on, year.last_on))
    for word in words.split():
        rows = rows.filter(_says(word))
    return rows.defer(*NOT_LISTED).prefetch_related("statements")


def still_hers(owner: User) -> CPDEntryQuerySet:
    """What waits for its owner: entries that came back first, then drafts, the newest first."""
    rows = CPDEntry.objects.filter(owned_by(owner), state__in=rules.OPEN_TO_OWNER)
    came_back_first = ("-state", "-start_on", "-pk")  # “returned” comes after “draft”
    return rows.defer(*NOT_LISTED).order_by(*came_back_first)


def _says(word: str) -> Q:
    places = ("title", "provider", "what_i_learned", "application", "shared_summary")
    return reduce(or_, (Q(**{f"{place}__icontains": word}) for place in places))


def log_totals(owner: User, year: CPDYear | None = None) -> LogTotals:
    """One query, whatever the length of the log."""
    rows = CPDEntry.objects.kept().filter(owned_by(owner))
    found = rows.aggregate(first_on=Min("start_on"), **_counts(year))
    return LogTotals(
        groups=[
            GroupTotal(group, found[f"{group}_entries"], found[f"{group}_minutes"])
            for group in LogGroup
        ],
        mandatory_minutes=found["mandatory"],
        without_minutes=found["without"],
        is_empty=found["first_on"] is None,
        years=rules.years_between(found["first_on"], timezone.localdate()),
    )


def _counts(year: CPDYear | None) -> dict[str, Any]:
    inside = Q(start_on__range=(year.first_on, year.last_on)) if year else ~Q(pk__in=[])
    standing = inside & Q(state__in=rules.STANDING)
    counts: dict[str, Any] = {
        "mandatory": Coalesce(Sum("minutes", filter=standing & Q(is_mandatory=True)), 0),
        "without": Count("pk", filter=standing & Q(minutes=None)),
    }
    for group, states in rules.STATES_OF.items():
        here = inside & Q(state__in=states)
        counts[f"{group}_entries"] = Count("pk", filter=here)
        counts[f"{group}_minutes"] = Coalesce(Sum("minutes", filter=here), 0)
    return counts


def _activity(asked: str) -> Q:
    if asked in ActivityType.values:
        return Q(activity_type=asked)
    if asked in ActivityGroup.values:
        return Q(activity_type__in=rules.TYPES_OF_GROUP[ActivityGroup(asked)])
    return ~Q(pk__in=[])


@dataclass(frozen=True)
class EntryHints:
    missing: list[str]  # before it can be handed in
    evidence_to_keep: str
    crowded_on: date | None  # a day on which the log claims more hours than a day has
    details: list[Detail]  # what may tell who a learner is

    @property
    def is_ready(self) -> bool:
        return not self.missing


def hints_for(entry: CPDEntry) -> EntryHints:
    """What its owner may still want to do; nothing here stops her from saving."""
    around = (
        CPDEntry.objects.only("start_on", "end_on", "minutes")
        .filter(
            Q(end_on__gte=entry.start_on) | Q(end_on=None, start_on__gte=entry.start_on),
            owner=entry.owner_id,
            state__in=rules.STANDING,
            start_on__lte=entry.end_on or entry.start_on,
        )
        .exclude(minutes=None)
    )
    spans = [(row.start_on, row.end_on, row.minutes or 0) for row in around]
    day, claimed = rules.fullest_day(spans)
    return EntryHints(
        missing=still_missing(entry),
        evidence_to_keep=rules.evidence_to_keep(entry.content, policy_on(entry.start_on)),
        crowded_on=day if rules.is_too_much_for_a_day(claimed) else None,
        details=details_in(entry),
    )


def details_in(entry: CPDEntry) -> list[Detail]:
    """What in her own words may tell who a learner is, each once."""
    texts = [
        entry.title, entry.provider, entry.reason, entry.what_i_learned, entry.application,
        entry.shared_summary, entry.impact_note, *entry.reflection.values(),
        *(row.claim for row in entry.claims.all()),
    ]  # fmt: skip
    found = [detail for text in texts for detail in learner_details(text)]
    return list({(detail.kind, detail.words): detail for detail in found}.values())


def source_module(entry: CPDEntry) -> ModulePage | None:
    """The module a draft came from, while it is published."""
    source = entry.source
    if not isinstance(source, Completion):
        return None
    return ModulePage.objects.live().filter(pk=source.module_id).first()
