"""What the log's screens need: always one owner's rows, narrowed by her own rights."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, Sum
from django.utils import timezone

from assessments.standards.models import Statement
from assessments.standards.queries import default_statements
from cms.people.accounts.models import User
from courses.catalogue.models import ModulePage
from courses.progress.models import Completion

from . import rules
from .access import readable_by
from .models import CPDEntry, CPDEntryQuerySet
from .rules import CPDYear, EntryState

MINUTES_IN_A_DAY = 24 * 60


@dataclass(frozen=True)
class LogTotals:
    """The time in the log by state. Mandatory time is counted, and shown apart."""

    drafts: int
    draft_minutes: int
    mandatory_minutes: int
    without_minutes: int
    discarded: int
    years: list[CPDYear]
    is_empty: bool  # nothing was ever written here, in whatever year


def log_of(
    owner: User, *, state: EntryState, year: CPDYear | None = None, words: str = ""
) -> CPDEntryQuerySet:
    """Entries of one state, newest first. The private reflection is never searched."""
    rows = CPDEntry.objects.kept().filter(readable_by(owner), state=state)
    if year is not None:
        rows = rows.filter(start_on__range=(year.first_on, year.last_on))
    for word in words.split():
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(provider__icontains=word)
            | Q(what_i_learned__icontains=word)
            | Q(application__icontains=word)
        )
    return rows.prefetch_related("statements__framework")


def log_totals(owner: User, year: CPDYear | None = None) -> LogTotals:
    """One query, whatever the length of the log."""
    inside = Q(start_on__range=(year.first_on, year.last_on)) if year else Q()
    draft = inside & Q(state=EntryState.DRAFT)
    found = (
        CPDEntry.objects.kept()
        .filter(readable_by(owner))
        .aggregate(
            drafts=Count("pk", filter=draft),
            draft_minutes=Sum("minutes", filter=draft),
            mandatory_minutes=Sum("minutes", filter=draft & Q(is_mandatory=True)),
            without_minutes=Count("pk", filter=draft & Q(minutes=None)),
            discarded=Count("pk", filter=inside & Q(state=EntryState.DISCARDED)),
            first_on=Min("start_on"),
        )
    )
    return LogTotals(
        drafts=found["drafts"],
        draft_minutes=found["draft_minutes"] or 0,
        mandatory_minutes=found["mandatory_minutes"] or 0,
        without_minutes=found["without_minutes"],
        discarded=found["discarded"],
        is_empty=found["first_on"] is None,
        years=rules.years_between(found["first_on"], timezone.localdate()),
    )


@dataclass(frozen=True)
class EntryHints:
    unfinished: list[str]
    evidence_to_keep: str
    personal_details: list[str]
    crowded_on: date | None  # a day on which the log claims more hours than a day has


def hints_for(entry: CPDEntry, statements: int) -> EntryHints:
    """What its owner may still want to do; nothing here stops her from saving."""
    around = (
        CPDEntry.objects.only("start_on", "end_on", "minutes")
        .filter(
            Q(end_on__gte=entry.start_on) | Q(end_on=None, start_on__gte=entry.start_on),
            owner=entry.owner_id,
            state=EntryState.DRAFT,
            start_on__lte=entry.end_on or entry.start_on,
        )
        .exclude(minutes=None)
    )
    spans = [(row.start_on, row.end_on, row.minutes or 0) for row in around]
    day, claimed = rules.fullest_day(spans)
    return EntryHints(
        unfinished=rules.unfinished(entry.content, statements=statements),
        evidence_to_keep=rules.evidence_to_keep(entry.content),
        personal_details=rules.personal_details(
            entry.title, entry.what_i_learned, entry.application, entry.reflection_private
        ),
        crowded_on=day if claimed > MINUTES_IN_A_DAY else None,
    )


def source_module(entry: CPDEntry) -> ModulePage | None:
    """The module a draft came from, while it is published."""
    source = entry.source
    if not isinstance(source, Completion):
        return None
    return ModulePage.objects.live().filter(pk=source.module_id).first()


def statement_choices(entry: CPDEntry | None = None) -> list[Statement]:
    """The college's statements, and those an older entry names from a framework before it."""
    ours = list(default_statements().values())
    kept = list(entry.statements.select_related("framework")) if entry and entry.pk else []
    return ours + [statement for statement in kept if statement not in ours]
