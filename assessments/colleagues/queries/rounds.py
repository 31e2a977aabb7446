from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.accounts.rules import token_hash
from cms.people.privacy.rules import Reader
from cms.people.teams.models import Cover, ReportingLine
from cms.people.teams.rules import CoverKind

from ..access import owned_by, readable_by, shown_to_manager
from ..models import ColleagueAsk, ColleagueRound
from ..rules import RoundKind, RoundState


def counted(rows: QuerySet[ColleagueRound]) -> QuerySet[ColleagueRound]:
    """With `asked` and `answered`. Of a round without names a link that was taken back counts as
    asked: else the number would tell whether its answer had come before."""
    standing = Q(kind=RoundKind.ANONYMOUS) | Q(asks__withdrawn_at=None)
    return rows.annotate(
        asked=Count("asks", filter=standing),
        answered=Count("asks", filter=Q(asks__is_answered=True)),
    )


def rounds_of(person: User) -> QuerySet[ColleagueRound]:
    """Her own, the newest first."""
    rows = counted(ColleagueRound.objects.filter(owned_by(person)))
    return rows.order_by("-opened_at", "-pk")  # a count forgets the usual order


def rounds_shared_with(manager: User) -> QuerySet[ColleagueRound]:
    rows = ColleagueRound.objects.filter(shown_to_manager(manager)).select_related("subject")
    return counted(rows).order_by("-closed_at", "-pk")


def rounds_readable(reader: User) -> QuerySet[ColleagueRound]:
    return counted(ColleagueRound.objects.filter(readable_by(reader)).select_related("subject"))


def rounds_due(day: date) -> QuerySet[ColleagueRound]:
    """Open ones whose last day has passed."""
    return ColleagueRound.objects.filter(state=RoundState.OPEN, closes_on__lt=day)


def asks_of(colleague_round: ColleagueRound) -> list[ColleagueAsk]:
    """By name, so that the order says nothing of who was quick."""
    rows = list(colleague_round.asks.order_by("name", "pk"))
    for row in rows:
        row.round = colleague_round
    return rows


def ask_behind(token: str) -> ColleagueAsk | None:
    """What a link opens, found by its hash alone."""
    rows = ColleagueAsk.objects.filter(token_hash=token_hash(token))
    return rows.select_related("round__subject").first()


def readers_of(colleague_round: ColleagueRound) -> list[Reader]:
    """Everybody who can read it today: the rights themselves are asked."""
    subject = colleague_round.subject
    found = [Reader("Whom it is about", "it is feedback on their own work", (subject,))]
    lines = ReportingLine.objects.on().filter(person=subject).select_related("manager")
    managers = [line.manager for line in lines]
    if people := _who_read(colleague_round, managers):
        found.append(Reader("The line manager", "it is shared, and can be taken back", people))
    if people := _who_read(colleague_round, _standing_in_for(managers)):
        found.append(Reader("Who stands in for the line manager", "for named days", people))
    return found


def _standing_in_for(managers: list[User]) -> list[User]:
    day = timezone.localdate()
    covers = Cover.objects.filter(
        kind=CoverKind.MANAGER, absent__in=managers, starts_on__lte=day, ends_on__gte=day
    )
    return [cover.stands_in for cover in covers.select_related("stands_in")]


def _who_read(colleague_round: ColleagueRound, people: list[User]) -> tuple[User, ...]:
    rows = ColleagueRound.objects.filter(pk=colleague_round.pk)
    return tuple(each for each in people if rows.filter(shown_to_manager(each)).exists())
