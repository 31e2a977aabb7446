"""The actions of a session, of a person, of a pair: what other slices and the lists ask for."""

from collections.abc import Iterable
from datetime import date

from django.db.models import BooleanField, Case, Count, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from assessments.cpd.access import owned_by as entries_owned_by
from assessments.cpd.models import CPDEntry, CPDEntryQuerySet
from assessments.cpd.rules import SEEN_BY_OTHERS
from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import SessionState
from assessments.supervision.access import in_force
from assessments.supervision.models import SupervisionAgreement
from cms.people.accounts.models import User

from ..access import readable_by
from ..models import ActionUpdate, SupervisionAction
from ..rules import MOST_CARRIED, ActionState, Counts


def open_actions(supervisee: User, reader: User | None = None) -> QuerySet[SupervisionAction]:
    """What is open of somebody's, the nearest day first; of it what a reader may read."""
    rows = SupervisionAction.objects.filter(readable_by(reader or supervisee))
    return with_parts(rows.filter(supervisee=supervisee.pk, state=ActionState.OPEN))


def actions_for_session(
    session: SupervisionSession, reader: User | None = None
) -> QuerySet[SupervisionAction]:
    """Those a session looks at, and those agreed in it (`is_new`).

    To look at: what was open before it between its supervisor and whom it is for, and what was
    carried, closed, dropped or spoken of in it. Each has `looked_at`, the lines written in it.
    """
    attendees = session.attendances.values("attendee")
    before = session.held_at or session.ends_at
    waits = Q(state=ActionState.OPEN, created_at__lte=before) & _between(session)
    said = Q(pk__in=ActionUpdate.objects.filter(session=session.pk).values("action"))
    rows = SupervisionAction.objects.filter(supervisee__in=attendees)
    rows = rows.filter(waits | said | Q(origin=session.pk))
    if reader is not None:
        rows = rows.filter(readable_by(reader))
    is_new = Case(
        When(origin=session.pk, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    lines = ActionUpdate.objects.filter(session=session.pk).select_related("author")
    looked_at = Prefetch("updates", lines, to_attr="looked_at")
    return with_parts(rows.annotate(is_new=is_new).prefetch_related(looked_at))


def _between(session: SupervisionSession) -> Q:
    """Agreed with the supervisor of this session; or, where there is an agreement, with one who
    has gone (domain.md 2.3, change of supervisor)."""
    hers = Q(supervisor=session.supervisor_id)
    if session.agreement_id is None:
        return hers
    stayed = SupervisionAgreement.objects.filter(
        in_force(), supervisee__in=session.attendances.values("attendee")
    )
    left = ~Q(supervisor__in=stayed.values("supervisor")) & Q(origin__agreement__isnull=False)
    return hers | left


def with_parts(rows: QuerySet[SupervisionAction]) -> QuerySet[SupervisionAction]:
    return (
        rows.select_related("supervisee", "supervisor", "origin")
        .prefetch_related("statements__framework")
        .order_by("due_on", "pk")
    )


def counts(people: Iterable[User], on: date | None = None) -> dict[int, Counts]:
    """By supervisee, in one query for any number of them: how many are open, overdue, and carried
    as often as they may be. No words are read."""
    asked = [person.pk for person in people]
    day = on or timezone.localdate()
    rows = (
        SupervisionAction.objects.filter(supervisee__in=asked, state=ActionState.OPEN)
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
    return {pk: found.get(pk, Counts()) for pk in asked}


def session_to_go_back_to(supervisee: User, supervisor: User) -> SupervisionSession | None:
    """What an action agreed between two sessions belongs to: the last one the two of them held,
    or the first that is planned."""
    rows = SupervisionSession.objects.filter(
        supervisor=supervisor.pk, attendances__attendee=supervisee.pk
    )
    held = rows.filter(state=SessionState.HELD).order_by("-held_at", "-pk").first()
    return held or rows.filter(state=SessionState.PLANNED).order_by("starts_at", "pk").first()


def entries_to_choose(supervisee: User) -> CPDEntryQuerySet:
    """Her own that were handed in or verified: what can be evidence, by its title alone."""
    rows = CPDEntry.objects.filter(entries_owned_by(supervisee), state__in=SEEN_BY_OTHERS)
    return rows.only("title", "state", "start_on", "owner_id").order_by("-start_on", "-pk")


def pairs_of(person: User) -> QuerySet[SupervisionAgreement]:
    """The agreements in force in which she is one of the two: with whom an action is agreed."""
    sides = Q(supervisee=person.pk) | Q(supervisor=person.pk)
    rows = SupervisionAgreement.objects.filter(in_force(), sides)
    rows = rows.select_related("supervisee", "supervisor")
    return rows.order_by("supervisee__last_name", "supervisee__first_name", "pk")
