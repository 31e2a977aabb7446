"""The lists of actions: what is hers to do, what others do for her, what is closed, her
supervisees' and her team's; each narrowed by the reader's own rights."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from assessments.standards.models import Statement
from assessments.supervision.access import supervised_by
from cms.people.accounts.models import User

from ..access import as_supervisor, readable_by, shared_with
from ..models import SupervisionAction
from ..rules import CLOSED, DUE_SOON, MOST_CARRIED, ActionState, Counts, Due, Keeper, Shelf
from .actions import with_parts


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; their words are encrypted, so that nobody searches them."""

    due: str = ""
    code: str = ""

    @property
    def is_set(self) -> bool:
        return bool(self.due or self.code)


def _own(user: User) -> Q:
    """On either side, as one of the two: never as a manager or by a grant."""
    return Q(supervisee=user.pk) | as_supervisor(user)


def _kept_by(user: User) -> Q:
    hers = Q(supervisee=user.pk, keeper=Keeper.SUPERVISEE)
    return hers | Q(supervisor=user.pk, keeper=Keeper.SUPERVISOR)


def _on_shelf(user: User, shelf: Shelf) -> Q:
    is_open = Q(state=ActionState.OPEN)
    if shelf == Shelf.TO_DO:
        return is_open & _kept_by(user)
    if shelf == Shelf.OTHERS:
        return is_open & Q(supervisee=user.pk) & ~Q(keeper=Keeper.SUPERVISEE)
    return ~is_open & (Q(supervisee=user.pk) | _kept_by(user))


def actions_on(
    user: User, shelf: Shelf, filters: Filters, on: date | None = None
) -> QuerySet[SupervisionAction]:
    rows = SupervisionAction.objects.filter(_own(user), _on_shelf(user, shelf))
    rows = with_parts(rows.filter(_narrowed(filters, on or timezone.localdate())))
    return rows.order_by("-closed_at", "-pk") if shelf == Shelf.CLOSED else rows


def _narrowed(filters: Filters, day: date) -> Q:
    found = ~Q(pk__in=[])
    if filters.due == Due.OVERDUE:
        found &= Q(due_on__lt=day)
    elif filters.due == Due.SOON:
        found &= Q(due_on__range=(day, day + DUE_SOON))
    elif filters.due == "carried":
        found &= Q(carried_count__gte=MOST_CARRIED)
    if filters.code:
        marked = SupervisionAction.statements.through.objects.filter(statement__code=filters.code)
        found &= Q(pk__in=marked.values("supervisionaction"))
    return found


def shelf_counts(user: User) -> dict[str, int]:
    """How many stand on each, in one query."""
    shelves = (Shelf.TO_DO, Shelf.OTHERS, Shelf.CLOSED)
    sums = {shelf.value: Count("pk", filter=_on_shelf(user, shelf)) for shelf in shelves}
    return SupervisionAction.objects.filter(_own(user)).aggregate(**sums)


def statements_in_use(user: User) -> list[Statement]:
    """To choose from in a filter: those of her own actions."""
    rows = SupervisionAction.objects.filter(_own(user))
    return list(Statement.objects.filter(supervision_actions__in=rows).distinct())


@dataclass(frozen=True)
class PersonActions:
    person: User
    counts: Counts


def supervisees_with_actions(supervisor: User, on: date | None = None) -> list[PersonActions]:
    """Those she supervises today, with how many actions she reads: two queries for any number,
    and no words."""
    day = on or timezone.localdate()
    rows = (
        SupervisionAction.objects.filter(as_supervisor(supervisor), state=ActionState.OPEN)
        .order_by()
        .values("supervisee")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(due_on__lt=day)),
            carried_out=Count("pk", filter=Q(carried_count__gte=MOST_CARRIED)),
        )
    )
    found = {
        row["supervisee"]: Counts(row["open"], row["overdue"], row["carried_out"]) for row in rows
    }
    people = User.objects.filter(supervised_by(supervisor), is_active=True)
    return [
        PersonActions(person, found.get(person.pk, Counts()))
        for person in people.order_by("last_name", "first_name", "pk")
    ]


def people_readable_by(reader: User) -> Q:
    """On `User`: whose list of actions somebody may ask for: where she reads one, and those she
    supervises."""
    rows = SupervisionAction.objects.filter(readable_by(reader)).exclude(supervisee=reader.pk)
    return Q(pk__in=rows.values("supervisee")) | supervised_by(reader)


def actions_of(
    reader: User, person: User, *, is_closed: bool = False
) -> QuerySet[SupervisionAction]:
    rows = SupervisionAction.objects.filter(readable_by(reader), supervisee=person.pk)
    if is_closed:
        return with_parts(rows.filter(state__in=CLOSED)).order_by("-closed_at", "-pk")
    return with_parts(rows.filter(state=ActionState.OPEN))


def team_actions(manager: User, *, is_closed: bool = False) -> QuerySet[SupervisionAction]:
    """What both of a pair let her read, person by person; what is raised to her first."""
    states = CLOSED if is_closed else (ActionState.OPEN,)
    rows = with_parts(SupervisionAction.objects.filter(shared_with(manager), state__in=states))
    by_name = ("supervisee__last_name", "supervisee__first_name", "supervisee")
    return rows.order_by(*by_name, "-closed_at" if is_closed else "due_on", "pk")
