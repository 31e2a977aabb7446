"""A case: each moderator by herself, then all of them together (domain.md 6.4)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.reviews.services import mark_moderated, return_to_reviewer
from cms.people.accounts.models import User
from cms.people.audit.services import record

from .. import access
from ..models import ModerationCase, ModeratorView
from ..queries.cases import area_titles, views_missing
from ..queries.drawing import possible_moderators
from ..rules import CaseState
from ..rules.judging import (
    Outcome,
    changes,
    check_comment,
    check_outcome,
    check_ratings,
    reason_with_changes,
)
from . import telling
from .drawing import end_round_when_done

GIVEN = "You have rated this case already. A view stays as it was given: say more in the talk."
OVER = "This case is decided already. Nothing was saved."
TAKEN_BACK = "The reviewer has taken this review back. It is drawn again when it comes back."


@transaction.atomic
def give_view(
    *,
    case: ModerationCase,
    ratings: Mapping[str, int | None],
    comment: str = "",
    by: User,
    at: datetime | None = None,
) -> ModeratorView:
    """Once, before she sees what the others gave."""
    locked = _held(case)
    _check_moderates(by, locked)
    if locked.views.filter(moderator=by).exists():
        raise ValidationError(GIVEN, code="given")
    rated = check_ratings(ratings, locked.before)
    said = check_comment(comment)
    try:
        with transaction.atomic():
            made = ModeratorView.objects.create(
                case=locked, moderator=by, ratings=rated, comment=said, at=at or timezone.now()
            )
    except IntegrityError as error:
        raise ValidationError(GIVEN, code="given") from error
    _record(locked, "viewed", by, at)
    if views_missing(locked) == 0:
        telling.of_all_views(locked, by, at)
    return made


@transaction.atomic
def close_case(
    *, case: ModerationCase, outcome: Outcome, by: User, at: datetime | None = None
) -> ModerationCase:
    """After all of them have rated and talked. Upheld: it can be signed. Returned: the reviewer
    looks at it again. Changed: it goes back too, with the ratings that were agreed and why, for the
    words stay the reviewer’s; what it was and what was agreed is kept here."""
    locked = _held(case)
    _check_moderates(by, locked)
    if not access.can_close_case(by, locked):
        raise PermissionDenied("The quality lead of the case writes down what was decided.")
    missing = views_missing(locked)
    if missing or locked.views.count() < 2:
        raise ValidationError(
            "Wait until everybody has rated it, or choose somebody else for who cannot.",
            code="views_missing",
        )
    check_outcome(outcome, locked.before)
    is_changed = outcome.state == CaseState.CHANGED
    after = changes(locked.before, outcome.agreed) if is_changed else {}
    titles = area_titles(locked)
    reason = reason_with_changes(outcome.reason, locked.before, after, titles)
    _tell_review(locked, outcome.state, reason, by, at)
    locked.state, locked.after, locked.outcome_reason = outcome.state, after, reason
    locked.closed_by, locked.closed_at = by, at or timezone.now()
    locked.save(update_fields=["state", "after", "outcome_reason", "closed_by", "closed_at"])
    _record(locked, "closed", by, at, {"outcome": str(outcome.state)})
    end_round_when_done(locked.round, at)
    telling.of_outcome(locked, by, at)
    return locked


def _tell_review(
    case: ModerationCase, state: CaseState, reason: str, by: User, at: datetime | None
) -> None:
    if state == CaseState.UPHELD:
        mark_moderated(review=case.review, by=by, at=at)
    else:
        return_to_reviewer(review=case.review, reason=reason, by=by, at=at)


@transaction.atomic
def choose_moderators(
    *, case: ModerationCase, people: Collection[User], by: User, at: datetime | None = None
) -> ModerationCase:
    """By a quality lead, when somebody is near it, away, or missing. Whoever has rated stays."""
    locked = _held(case)
    if not access.can_choose_moderators(by, locked):
        raise PermissionDenied("Moderators are chosen by a quality lead who has no part in it.")
    if locked.state != CaseState.OPEN:
        raise ValidationError(OVER, code="over")
    wanted = {person.pk for person in people}
    given = set(locked.views.values_list("moderator", flat=True))
    able = set(possible_moderators(locked).values_list("pk", flat=True))
    if wanted - able - given:
        raise ValidationError(
            {"people": ["Choose managers and quality leads who are not near this review."]}
        )
    if len(wanted | given) < 2:
        raise ValidationError({"people": ["Choose at least two: one alone is no talk."]})
    before = set(locked.moderators.values_list("pk", flat=True))
    locked.moderators.set(wanted | given)
    _record(locked, "moderators_chosen", by, at, {"moderators": sorted(wanted | given)})
    for person in User.objects.filter(pk__in=wanted - before).order_by("pk"):
        telling.of_case(locked, person, by, at)
    return locked


@transaction.atomic
def step_aside(*, case: ModerationCase, by: User, at: datetime | None = None) -> ModerationCase:
    """She knows who it is, or is too near: somebody else is chosen. No reason is asked."""
    locked = _held(case)
    if not access.is_moderator(by, locked):
        raise PermissionDenied("Only who moderates a case steps aside from it.")
    if locked.state != CaseState.OPEN:
        raise ValidationError(OVER, code="over")
    if locked.views.filter(moderator=by).exists():
        raise ValidationError(
            "You have rated this case. Say in the talk that you know who it is.", code="given"
        )
    locked.moderators.remove(by)
    _record(locked, "stepped_aside", by, at)
    telling.of_stepping_aside(locked, by, at)
    return locked


def note_case_opened(*, case: ModerationCase, by: User) -> None:
    _record(case, "opened", by, None)


def note_outcome_opened(*, case: ModerationCase, by: User) -> None:
    if by.pk != case.review.reviewee_id:
        record(actor=by, verb="moderation_outcome.opened", obj=case, about=case.review.reviewee)


def _check_moderates(by: User, case: ModerationCase) -> None:
    """Refused, or told why not now."""
    if access.can_read_words(by, case):
        return
    if not access.is_moderator(by, case):
        raise PermissionDenied("A case is looked at by its moderators.")
    message, code = (TAKEN_BACK, "taken_back") if case.state == CaseState.OPEN else (OVER, "over")
    raise ValidationError(message, code=code)


def _held(case: ModerationCase) -> ModerationCase:
    rows = ModerationCase.objects.select_for_update(of=("self",))
    return rows.select_related("round__cycle", "review__reviewee", "review__reviewer").get(
        pk=case.pk
    )


def _record(
    case: ModerationCase,
    verb: str,
    by: User,
    at: datetime | None,
    detail: dict[str, object] | None = None,
) -> None:
    """Never a rating, never a word."""
    record(
        actor=by,
        verb=f"moderation_case.{verb}",
        obj=case,
        about=case.review.reviewee,
        detail=detail,
        at=at,
    )
