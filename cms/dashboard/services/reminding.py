"""Reminders a manager sends from the grid: to each of the chosen whom it concerns, once a day."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from courses.catalogue.models import ModulePage

from .. import queries, rules
from ..access import may_be_reminded_by
from ..queries import Outcome


@transaction.atomic
def remind_of_modules(
    *, people: Iterable[User], by: User, at: datetime | None = None
) -> list[Outcome]:
    """One notice each, of all her modules that are overdue or have run out."""
    moment = at or timezone.now()
    chosen = _one_at_a_time(by, people)
    outcomes = queries.module_reminders(chosen, now=moment)
    pages = _pages(outcomes)
    for outcome in outcomes:
        if not outcome.goes_out:
            continue
        first, day = outcome.modules[0], timezone.localdate(moment)
        page = pages.get(first.module.pk)
        said = [f"{rules.module_words(each, day)}." for each in outcome.modules]
        send_notice(
            recipient=outcome.person,
            kind=NoticeKind.MODULE_DUE,
            key=f"team-modules-{moment.isoformat()}",
            title=rules.title_words(by.display_name, outcome.modules),
            body=" ".join([*said, "Open it to go on where you stopped."]),
            url=(page.url if page else "") or "/",
            by=by,
            at=at,
        )
        codes = [each.module.code for each in outcome.modules]
        _note(by, outcome, "module.reminded", at, modules=codes)
    return outcomes


@transaction.atomic
def remind_of_reviews(
    *, people: Iterable[User], by: User, at: datetime | None = None
) -> list[Outcome]:
    """Of the step a mentor has next in her review. Nothing of its words is said."""
    moment = at or timezone.now()
    chosen = _one_at_a_time(by, people)
    outcomes = queries.review_reminders(by, chosen, now=moment)
    for outcome in outcomes:
        if not outcome.goes_out or outcome.review is None:
            continue
        title, body = rules.REVIEW_STEPS[outcome.review.state]
        send_notice(
            recipient=outcome.person,
            kind=NoticeKind.REVIEW,
            key=f"team-review-{outcome.review.pk}-{moment.isoformat()}",
            title=title,
            body=f"{by.display_name} asks you to think of it. {body}",
            url=reverse("reviews:review_detail", args=[outcome.review.pk]),
            by=by,
            at=at,
        )
        _note(by, outcome, "review.reminded", at, review=outcome.review.pk)
    return outcomes


def _one_at_a_time(by: User, people: Iterable[User]) -> list[User]:
    """The chosen, held until the transaction ends: a second click finds what the first has sent."""
    pks = sorted({person.pk for person in people})
    found = User.objects.filter(may_be_reminded_by(by), pk__in=pks, is_active=True)
    chosen = list(found.select_for_update(of=("self",)).order_by("pk"))
    if len(chosen) != len(pks):
        raise PermissionDenied("Somebody is reminded by her line manager or the quality lead.")
    return chosen


def _pages(outcomes: Iterable[Outcome]) -> dict[int, ModulePage]:
    first = [each.modules[0].module.pk for each in outcomes if each.goes_out]
    return ModulePage.objects.defer_streamfields().in_bulk(first)


def _note(by: User, outcome: Outcome, verb: str, at: datetime | None, **detail: object) -> None:
    record(actor=by, verb=verb, about=outcome.person, detail=detail, at=at)
