"""The rows behind the records of a year: one query of each kind for any number of people."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from assessments.cpd.models import CPDEntry, EntryClaim
from assessments.cpd.queries import policy_of
from assessments.cpd.rules import (
    CAME_TO_SOMETHING,
    SEEN_BY_OTHERS,
    CPDYear,
    EntryState,
    Policy,
)
from assessments.standards.models import Framework, Statement
from assessments.standards.queries import default_framework, default_statements
from cms.people.accounts.models import RoleGrant, User
from cms.people.accounts.rules import Role
from cms.people.teams.models import Absence

from ..models import CPDTarget, TargetAdjustment
from ..rules import Desk, EntryFacts, Period, Post, Target

HAS_IMPACT = ExpressionWrapper(
    Q(impact_status__in=CAME_TO_SOMETHING) & ~Q(impact_note=""), output_field=BooleanField()
)
HAS_START = ExpressionWrapper(Q(started_at__isnull=False), output_field=BooleanField())

FACTS = (  # in the order of EntryFacts
    "start_on", "end_on", "state", Coalesce("minutes", 0), "activity_type", "is_mandatory",
    "is_participatory", "counts_to_target", "is_off_the_job", HAS_START, HAS_IMPACT,
)  # fmt: skip


@dataclass(frozen=True)
class Employment:
    post: Post
    is_mentor: bool  # holds the role, or has held it: the policy sets a target for mentors


@dataclass(frozen=True)
class Gathered:
    policy: Policy
    posts: dict[int, Employment]
    absences: dict[int, list[Period]]
    adjustments: dict[int, list[TargetAdjustment]]
    frozen: dict[int, Target]
    entries: dict[int, list[EntryFacts]]
    training_hours: int | None
    trained_before: dict[int, int]


def gather(pks: Sequence[int], year: CPDYear) -> Gathered:
    return Gathered(
        policy=policy_of(year),
        posts=_employments(pks),
        absences=_absences(pks, year),
        adjustments=_adjustments(pks, year),
        frozen=_frozen(pks, year),
        entries=_entries(pks, year),
        training_hours=_training_hours(),
        trained_before=_trained_before(pks, year),
    )


def _employments(pks: Sequence[int]) -> dict[int, Employment]:
    mentors = RoleGrant.objects.filter(holder=OuterRef("pk"), role=Role.MENTOR)
    rows = (
        User.objects.filter(pk__in=pks)
        .annotate(is_mentor=Exists(mentors))
        .values_list(
            "pk",
            "is_mentor",
            "staff_profile__fte",
            "staff_profile__started_on",
            "staff_profile__left_on",
        )
    )
    return {
        pk: Employment(Post(fte or Decimal("1"), started_on, left_on), is_mentor)
        for pk, is_mentor, fte, started_on, left_on in rows
    }


def _absences(pks: Sequence[int], year: CPDYear) -> dict[int, list[Period]]:
    """Those that reach into the year, with the days they have outside it: their length counts."""
    rows = Absence.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=year.first_on),
        person__in=pks,
        starts_on__lte=year.last_on,
    ).order_by("starts_on")
    found: dict[int, list[Period]] = defaultdict(list)
    for pk, starts_on, ends_on in rows.values_list("person_id", "starts_on", "ends_on"):
        found[pk].append((starts_on, ends_on))
    return found


def _adjustments(pks: Sequence[int], year: CPDYear) -> dict[int, list[TargetAdjustment]]:
    found: dict[int, list[TargetAdjustment]] = defaultdict(list)
    rows = TargetAdjustment.objects.filter(person__in=pks, year=year.start)
    for row in rows.select_related("made_by").order_by("made_at", "pk"):
        found[row.person_id].append(row)
    return found


def _frozen(pks: Sequence[int], year: CPDYear) -> dict[int, Target]:
    rows = CPDTarget.objects.filter(person__in=pks, year=year.start)
    return {
        row.person_id: Target(
            hours=row.hours,
            fte=row.fte,
            months_in_post=row.months,
            months=row.months,
            adjusted=row.adjusted,
            explanation=row.explanation,
            elapsed=row.months,
            is_frozen=True,
            applies=row.months > 0,
        )
        for row in rows
    }


def _entries(pks: Sequence[int], year: CPDYear) -> dict[int, list[EntryFacts]]:
    """What others may see of a year, as bare facts: no column with words is loaded."""
    rows = (
        CPDEntry.objects.filter(
            owner__in=pks,
            state__in=SEEN_BY_OTHERS,
            start_on__range=(year.first_on, year.last_on),
        )
        .order_by()
        .values_list("owner_id", *FACTS)
    )
    found: dict[int, list[EntryFacts]] = defaultdict(list)
    for row in rows.iterator(chunk_size=5_000):
        found[row[0]].append(EntryFacts._make(row[1:]))
    return found


def _training_hours() -> int | None:
    try:
        return default_framework().off_the_job_hours
    except Framework.DoesNotExist:
        return None


def _trained_before(pks: Sequence[int], year: CPDYear) -> dict[int, int]:
    """Off-the-job minutes of the years before: the minimum is for the whole apprenticeship."""
    rows = (
        CPDEntry.objects.filter(
            owner__in=pks,
            state__in=SEEN_BY_OTHERS,
            is_off_the_job=True,
            started_at__isnull=False,
            start_on__lt=year.first_on,
        )
        .order_by()
        .values_list("owner_id")
        .annotate(total=Coalesce(Sum("minutes"), 0))
    )
    return dict(rows)


def statements_of_college() -> list[Statement]:
    return list(default_statements().values())


def touched_statements(person: User, year: CPDYear) -> set[int]:
    """What somebody's entries of a year work on, as far as others may see them."""
    rows = EntryClaim.objects.filter(
        entry__owner=person,
        entry__state__in=SEEN_BY_OTHERS,
        entry__start_on__range=(year.first_on, year.last_on),
    )
    return set(rows.order_by().values_list("statement_id", flat=True))


def desk_of(person: User, year: CPDYear) -> Desk:
    """For its owner alone."""
    draft, returned = Q(state=EntryState.DRAFT), Q(state=EntryState.RETURNED)
    found = CPDEntry.objects.filter(
        owner=person, start_on__range=(year.first_on, year.last_on)
    ).aggregate(
        drafts=Count("pk", filter=draft),
        draft_minutes=Coalesce(Sum("minutes", filter=draft), 0),
        returned=Count("pk", filter=returned),
        returned_minutes=Coalesce(Sum("minutes", filter=returned), 0),
    )
    return Desk(**found)
