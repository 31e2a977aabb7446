"""Rounds of samples: what one would draw, how far it has come, and one sampled entry."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, Min, Q, QuerySet, Value, When
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.queries import policy_on
from assessments.cpd.queries.shared import PRIVATE
from assessments.cpd.rules import EntryState
from cms.people.accounts.models import User
from cms.people.teams.models import StaffProfile

from .. import rules
from ..access import (
    letters_readable_by,
    own_and_reports_of,
    rounds_readable_by,
    samples_readable_by,
)
from ..models import CPDSample, SampleRound
from ..rules import Candidate, Numbers, Outcome, Reason, Result

TIED = ("entry__owner", "verification__verifier", "sampler", "replied_by", "round")


@dataclass(frozen=True)
class Preview:
    """What a draw would take, before it is drawn: the numbers follow from the policy alone."""

    numbers: Numbers
    verified: int  # that could be drawn
    mentors: int
    already: int  # of the same days, in earlier rounds
    by_lot: int
    long: int
    first: int
    left_out: list[tuple[User, int]]

    @property
    def total(self) -> int:
        return self.by_lot + self.long + self.first


@dataclass(frozen=True)
class Progress:
    total: int
    looked_at: int
    in_order: int
    queries: int
    open_queries: int


def numbers_of(day: date) -> Numbers:
    policy = policy_on(day)
    return Numbers(
        percent=policy.sample_percent,
        least=policy.sample_least,
        all_over_minutes=int(policy.sample_all_over_hours * 60),
        first_year=policy.sample_first_year,
    )


def candidates_in(first_on: date, last_on: date) -> list[Candidate]:
    """Everything verified on these days that may be sampled or was. Three queries."""
    open_to_it = Q(state=EntryState.VERIFIED) | Q(sample__isnull=False)
    rows = CPDEntry.objects.filter(
        open_to_it,
        verified_at__date__range=(first_on, last_on),
        verifications__outcome=Outcome.VERIFIED,  # an entry is verified once, so no row doubles
    ).order_by("pk")
    found = list(
        rows.values_list(
            "pk", "owner_id", "minutes", "verified_at", "sample__why", "verifications__verifier_id"
        )
    )
    firsts = _first_verified({owner for _, owner, *_ in found})
    started = dict(
        StaffProfile.objects.filter(person__in=firsts).values_list("person_id", "started_on")
    )
    candidates = []
    for pk, owner, minutes, verified_at, why, verifier in found:
        is_first = firsts.get(owner) == verified_at and rules.is_first_year(
            started.get(owner), timezone.localdate(verified_at)
        )
        if is_first:
            firsts.pop(owner)  # of two verified in the same moment the older row is the first
        candidates.append(Candidate(pk, owner, minutes or 0, is_first, why or "", verifier))
    return candidates


def _first_verified(owners: set[int]) -> dict[int, datetime]:
    rows = CPDEntry.objects.filter(owner__in=owners, verified_at__isnull=False).order_by()
    return dict(rows.values("owner").annotate(at=Min("verified_at")).values_list("owner", "at"))


def split_for(reader: User, candidates: list[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """Those this quality lead may draw, and those another one has to: her own, her direct
    reports', and what she verified herself."""
    out = set(User.objects.filter(own_and_reports_of(reader)).values_list("pk", flat=True))
    hers: list[Candidate] = []
    others: list[Candidate] = []
    for row in candidates:
        is_near = row.mentor in out or row.verifier == reader.pk
        (others if is_near else hers).append(row)
    return hers, others


def preview(reader: User, first_on: date, last_on: date) -> Preview:
    """What this quality lead would draw, and what she leaves to another one."""
    numbers = numbers_of(last_on)
    hers, others = split_for(reader, candidates_in(first_on, last_on))
    drawn = Counter(rules.draw(hers, numbers, seed=0).values())  # whatever the seed, so many
    elsewhere = Counter(row.mentor for row in others if not row.drawn_as)
    people = User.objects.filter(pk__in=elsewhere).order_by("last_name", "first_name")
    return Preview(
        numbers=numbers,
        verified=sum(not row.drawn_as for row in hers),
        mentors=len({row.mentor for row in hers if not row.drawn_as}),
        already=sum(bool(row.drawn_as) for row in hers),
        by_lot=drawn[Reason.SHARE],
        long=drawn[Reason.LONG],
        first=drawn[Reason.FIRST],
        left_out=[(person, elsewhere[person.pk]) for person in people],
    )


def rounds(reader: User) -> QuerySet[SampleRound]:
    """All rounds, the newest first, with how far each has come."""
    asked = Q(samples__result=Result.QUERY)
    return (
        SampleRound.objects.filter(rounds_readable_by(reader))
        .select_related("drawn_by")
        .annotate(
            total=Count("samples"),
            looked_at=Count("samples", filter=~Q(samples__result="")),
            queries=Count("samples", filter=asked),
            open_queries=Count("samples", filter=asked & Q(samples__settled_at=None)),
        )
        .order_by("-drawn_at", "-pk")
    )


def progress_of(samples: QuerySet[CPDSample]) -> Progress:
    asked = Q(result=Result.QUERY)
    return Progress(
        **samples.order_by().aggregate(
            total=Count("pk"),
            looked_at=Count("pk", filter=~Q(result="")),
            in_order=Count("pk", filter=Q(result=Result.OK)),
            queries=Count("pk", filter=asked),
            open_queries=Count("pk", filter=asked & Q(settled_at=None)),
        )
    )


def round_rows(reader: User, drawn: SampleRound) -> QuerySet[CPDSample]:
    """The entries of a round that this quality lead looks at: what is still to do comes first."""
    rows = CPDSample.objects.filter(samples_readable_by(reader), round=drawn)
    turn = Case(
        When(replied_at__isnull=False, settled_at=None, then=Value(1)),
        When(result="", then=Value(2)),
        When(result=Result.QUERY, settled_at=None, then=Value(3)),
        default=Value(4),
    )
    return _without_private(rows).order_by(turn, "pk")


def sample_at(reader: User, pk: int) -> CPDSample | None:
    return _without_private(CPDSample.objects.filter(samples_readable_by(reader), pk=pk)).first()


def letter_of(reader: User, pk: int) -> CPDSample | None:
    """A query, for those it is about and the quality lead."""
    return _without_private(CPDSample.objects.filter(letters_readable_by(reader), pk=pk)).first()


def next_to_look_at(reader: User, after: CPDSample) -> CPDSample | None:
    rows = CPDSample.objects.filter(samples_readable_by(reader), round=after.round_id, result="")
    others = rows.exclude(pk=after.pk).order_by("pk")
    return others.filter(pk__gt=after.pk).first() or others.first()


def reply_by(sample: CPDSample) -> date:
    """A query is to be answered within the working days the college allows for verifying."""
    asked_on = timezone.localdate(sample.answered_at)
    return rules.working_day_after(asked_on, policy_on(asked_on).verify_within_days)


def _without_private(rows: QuerySet[CPDSample]) -> QuerySet[CPDSample]:
    return rows.select_related(*TIED).defer(*(f"entry__{name}" for name in PRIVATE))
