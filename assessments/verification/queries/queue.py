"""What waits for a line manager, the oldest first, and what she has answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from assessments.cpd.models import CPDEntry, CPDEntryQuerySet
from assessments.cpd.queries import policy_on
from assessments.cpd.queries.shared import PRIVATE, without_private
from cms.people.accounts.models import User

from .. import rules
from ..access import answers_readable_by, waits_for
from ..models import CPDVerification

ORDER = ("submitted_at", "pk")


@dataclass(frozen=True)
class Waiting:
    entry: CPDEntry
    waited: int  # working days
    answer_by: date
    is_overdue: bool
    witnesses: int
    files: int
    answered_before: int


@dataclass(frozen=True)
class Queue:
    """A manager's queue as she has narrowed it; `within` working days is the college's target."""

    reader: User
    within: int
    words: str = ""
    person: int | None = None

    @property
    def rows(self) -> CPDEntryQuerySet:
        found = CPDEntry.objects.filter(waits_for(self.reader))
        if self.person is not None:
            found = found.filter(owner=self.person)
        for word in self.words.split():
            found = found.filter(
                Q(title__icontains=word)
                | Q(provider__icontains=word)
                | Q(shared_summary__icontains=word)
                | Q(owner__first_name__icontains=word)
                | Q(owner__last_name__icontains=word)
                | Q(owner__known_as__icontains=word)
            )
        return without_private(found).select_related("owner").order_by(*ORDER)

    @property
    def overdue(self) -> int:
        oldest = rules.latest_before(timezone.localdate(), self.within)
        return self.rows.filter(submitted_on__lte=oldest).count()

    def waiting(self, entries: Iterable[CPDEntry]) -> list[Waiting]:
        return [waiting_row(entry, self.within) for entry in entries]


def policy_days() -> int:
    """Working days within which the college wants an answer."""
    return policy_on().verify_within_days


def queue_of(reader: User, *, words: str = "", person: int | None = None) -> Queue:
    return Queue(reader, policy_days(), words, person)


def with_counts(rows: CPDEntryQuerySet) -> CPDEntryQuerySet:
    said = Q(witness_requests__answered_at__isnull=False)
    return rows.annotate(
        witnesses=Count("witness_requests", filter=said, distinct=True),
        kept_files=Count("files", filter=Q(files__removed_at=None), distinct=True),
        answered_before=Count("verifications", distinct=True),
    )


def waiting_row(entry: CPDEntry, within: int) -> Waiting:
    since = entry.submitted_on or timezone.localdate()
    waited = rules.working_days_between(since, timezone.localdate())
    return Waiting(
        entry=entry,
        waited=waited,
        answer_by=rules.working_day_after(since, within),
        is_overdue=waited > within,
        witnesses=getattr(entry, "witnesses", 0),
        files=getattr(entry, "kept_files", 0),
        answered_before=getattr(entry, "answered_before", 0),
    )


def people_waiting(reader: User) -> QuerySet[User]:
    """Whose entries wait, for the choice of a person."""
    owners = CPDEntry.objects.filter(waits_for(reader)).values("owner")
    return User.objects.filter(pk__in=owners).order_by("last_name", "first_name")


def next_in(queue: Queue, after: CPDEntry) -> CPDEntry | None:
    """The one that has waited longest after this one; at the end it begins again."""
    others = queue.rows.exclude(pk=after.pk)
    handed_in = after.submitted_at
    later = Q(submitted_at__gt=handed_in) | Q(submitted_at=handed_in, pk__gt=after.pk)
    return others.filter(later).first() or others.first()


def answered_by(
    reader: User, *, words: str = "", person: int | None = None
) -> QuerySet[CPDVerification]:
    """Her own answers, the newest first. What an entry is called comes from the words she judged:
    of one that went back she reads nothing newer."""
    rows = CPDVerification.objects.filter(answers_readable_by(reader))
    if person is not None:
        rows = rows.filter(entry__owner=person)
    for word in words.split():
        rows = rows.filter(
            Q(judged__title__icontains=word)
            | Q(entry__owner__first_name__icontains=word)
            | Q(entry__owner__last_name__icontains=word)
            | Q(entry__owner__known_as__icontains=word)
        )
    return rows.select_related("entry__owner").defer(*(f"entry__{name}" for name in PRIVATE))
