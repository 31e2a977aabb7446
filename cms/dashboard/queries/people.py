"""The people of the grid, each with what one row of theirs says: observed, reviewed, adjusted."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import JSONObject
from django.utils import timezone

from assessments.cpd.rules import CPDYear
from assessments.observations.models import Observation
from assessments.observations.rules import ObservationKind, ObservationState
from assessments.reviews.models import PerformanceReview, ReviewPolicy
from assessments.reviews.rules import ReviewState
from assessments.targets.models import TargetAdjustment
from cms.people.accounts.access import has_role
from cms.people.accounts.models import RoleGrant, User, current_on
from cms.people.accounts.rules import Role
from cms.people.notices.models import Notice
from cms.people.teams.access import managed_by
from cms.people.teams.models import Absence

from .. import access
from ..rules import ONCE_IN

TO_BE_READ = (ObservationState.RELEASED, ObservationState.ANSWERED, ObservationState.SEALED)


def people_with_facts(reader: User, year: CPDYear, day: date) -> QuerySet[User]:
    """One query. What hangs on each person by one row comes as a value beside her; what comes in
    many rows is read for all at once (`rows`)."""
    mentor = RoleGrant.objects.filter(holder=OuterRef("pk"), role=Role.MENTOR)
    return (
        User.objects.filter(access.grid_people(reader), is_active=True)
        .select_related("staff_profile__team")
        .annotate(
            is_own=_is_own(reader),
            is_mentor=Exists(mentor.filter(current_on(day))),
            was_mentor=Exists(mentor),
            adjusted=_adjusted(year),
            seen_at=_seen_at(),
            planned_for=_planned_for(),
            review_found=_review(),
            observed_within=Subquery(
                ReviewPolicy.objects.order_by("-set_at", "-pk").values("observed_within_months")[:1]
            ),
        )
        .order_by("last_name", "first_name", "pk")
    )


def _is_own(reader: User) -> Any:
    """Results, entries and sessions are between a mentor and her line manager."""
    if not has_role(reader, Role.LINE_MANAGER):
        return Value(False, output_field=BooleanField())
    return ExpressionWrapper(managed_by(reader), output_field=BooleanField())


def _adjusted(year: CPDYear) -> Subquery:
    rows = TargetAdjustment.objects.filter(person=OuterRef("pk"), year=year.start, ended_at=None)
    return Subquery(rows.order_by().values("person").annotate(sum=Sum("hours")).values("sum"))


def _seen_at() -> Subquery:
    """The last that stands in a review, as `observations.queries.observed_on` has it. Who looks on
    learns the day, and no more."""
    rows = Observation.objects.filter(
        Q(kind=ObservationKind.FORMAL) | Q(is_evidence=True),
        mentor=OuterRef("pk"),
        state__in=TO_BE_READ,
        seen_at__isnull=False,
    )
    return Subquery(rows.order_by("-seen_at").values("seen_at")[:1])


def _planned_for() -> Subquery:
    rows = Observation.objects.filter(
        mentor=OuterRef("pk"),
        kind=ObservationKind.FORMAL,
        state=ObservationState.PLANNED,
        planned_for__gte=timezone.now(),
    )
    return Subquery(rows.order_by("planned_for").values("planned_for")[:1])


def _review() -> Subquery:
    """The one that runs and is due first; where none runs, the last that became final."""
    rows = (
        PerformanceReview.objects.filter(reviewee=OuterRef("pk"))
        .exclude(state=ReviewState.CANCELLED)
        .annotate(
            is_over=Case(When(state=ReviewState.FINAL, then=1), default=0),
            first_due=Case(When(~Q(state=ReviewState.FINAL), then=F("due_on"))),
        )
    )
    return Subquery(
        rows.order_by("is_over", "first_due", "-final_at", "-pk").values(
            found=JSONObject(
                pk="pk",
                state="state",
                kind="template__kind",
                reviewer="reviewer",
                due_on="due_on",
                self_due_on="self_due_on",
                final_at="final_at",
                asks="template__asks_self_assessment",
                countersigned="template__is_countersigned",
                sampled="is_sampled",
            )
        )[:1]
    )


# For the acts -------------------------------------------------------------------------


def chosen_people(reader: User, pks: Iterable[int]) -> QuerySet[User]:
    """Those of the chosen whom the reader follows, by name."""
    people = User.objects.filter(access.may_be_reminded_by(reader), pk__in=list(pks))
    return people.filter(is_active=True).order_by("last_name", "first_name", "pk")


def notice_moments(people: Iterable[User], kind: str, now: datetime) -> dict[int, datetime]:
    """When each was last told of such a thing, by anybody or by the site, within a day."""
    rows = Notice.objects.filter(
        recipient__in=[person.pk for person in people], kind=kind, created_at__gt=now - ONCE_IN
    )
    return dict(rows.order_by().values_list("recipient").annotate(last=Max("created_at")))


def people_away(people: Iterable[User], day: date) -> set[int]:
    """Who is on a long absence: they are not written to."""
    rows = Absence.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day),
        person__in=[person.pk for person in people],
        starts_on__lte=day,
    )
    return set(rows.values_list("person_id", flat=True))
