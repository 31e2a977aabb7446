"""Who can read a review, and why; the rights themselves are asked, so that what the page says is
what they give."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.privacy.models import BreakGlassGrant
from cms.people.privacy.rules import GrantState, Reader
from cms.people.teams.models import Cover, ReportingLine
from cms.people.teams.rules import CoverKind

from ..access import CLASS, readable_by, reads_as_party
from ..models import PerformanceReview
from ..rules import SHOWN_TO_REVIEWEE, ReviewState


def readers_of(review: PerformanceReview) -> list[Reader]:
    """Everybody who can open its words today."""
    countersigner = [review.countersigner] if review.countersigner else []
    managers = [one for one in managers_today(review.reviewee) if one.pk != review.reviewer_id]
    found = [
        _reader("The mentor", "It is about your work.", [review.reviewee], review),
        _reader("The reviewer", "Writes it, while they manage you.", [review.reviewer], review),
        _reader("The countersigner", "Signs last.", countersigner, review),
        _reader(
            "The line manager of today, or who stands in",
            "Reads what is shared now, and the last review that is final.",
            managers,
            review,
        ),
        _reader(
            "HR or the data protection officer",
            "For a named case, with a second person’s yes.",
            User.objects.filter(grants_asked__in=_grants(review)).distinct(),
            review,
        ),
    ]
    return [reader for reader in found if reader.people] + _without_names(review)


def _reader(who: str, why: str, people: Iterable[User], review: PerformanceReview) -> Reader:
    return Reader(who, why, tuple(one for one in people if may_read(one, review)))


def may_read(person: User, review: PerformanceReview) -> bool:
    return PerformanceReview.objects.filter(readable_by(person), pk=review.pk).exists()


def _without_names(review: PerformanceReview) -> list[Reader]:
    found = []
    if review.state == ReviewState.FINAL and holders_of(Role.HR).exists():
        found.append(Reader("HR", "Reads reviews that are final."))
    elif review.state not in SHOWN_TO_REVIEWEE:
        found.append(
            Reader(
                "Nobody else, until it is shared",
                "A draft is still a record about somebody: a rights request finds it.",
            )
        )
    if review.is_sampled:
        found.append(Reader("Who moderates it", "Reads it without names, beside other reviews."))
    return found


def managers_today(person: User) -> list[User]:
    today = timezone.localdate()
    lines = ReportingLine.objects.on(today).filter(person=person)
    managers = list(User.objects.filter(pk__in=lines.values("manager")))
    covers = Cover.objects.filter(
        kind=CoverKind.MANAGER, absent__in=managers, starts_on__lte=today, ends_on__gte=today
    )
    return managers + list(User.objects.filter(pk__in=covers.values("stands_in")))


def _grants(review: PerformanceReview) -> QuerySet[BreakGlassGrant]:
    return BreakGlassGrant.objects.filter(
        subject=review.reviewee,
        record_class=CLASS,
        state=GrantState.OPEN,
        ends_at__gt=timezone.now(),
        told_at__isnull=False,
    )


def grant_used(review: PerformanceReview, reader: User) -> BreakGlassGrant | None:
    """The grant by which somebody reads who could not read it otherwise."""
    if PerformanceReview.objects.filter(reads_as_party(reader), pk=review.pk).exists():
        return None
    return (
        BreakGlassGrant.objects.filter(
            requester=reader,
            subject=review.reviewee,
            record_class=CLASS,
            state=GrantState.OPEN,
            ends_at__gt=timezone.now(),
        )
        .select_related("subject")
        .order_by("ends_at")
        .first()
    )
