"""What waits is said again: to the mentor, to the reviewer, to the countersigner. Run twice on a
day, nobody hears it twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User

from ..access import can_keep_cycles
from ..models import PerformanceReview, ReviewPolicy
from ..queries.document import day_in_words, reviews
from ..queries.lists import stage_of, who_holds, with_turns
from ..queries.policies import review_policy
from ..queries.times import closures, local_day
from ..rules import OVER, WRITABLE, CycleState, ReviewState, deadlines
from ..rules.deadlines import Closure
from ..rules.turns import turn_of
from . import telling
from .locking import audit, held

MOST = deadlines.REMINDERS_BEFORE_NOTING
NOT_CHASED = (CycleState.CLOSED,)
SIGNABLE = (ReviewState.RESPONSE, ReviewState.MODERATED)


@dataclass(frozen=True)
class Today:
    day: date
    policy: ReviewPolicy
    closed: list[Closure]


def remind_of_reviews(*, now: datetime | None = None) -> int:
    """The site’s own daily run. A missed day is made good; nobody is chased about a closed round,
    nor in a college that is closed."""
    today = Today(timezone.localdate(now or timezone.now()), review_policy(), closures())
    if not deadlines.is_working_day(today.day, today.closed):
        return 0
    rows = reviews().exclude(state__in=OVER).exclude(cycle__state__in=NOT_CHASED)
    return sum(_remind(pk, today) for pk in list(rows.values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: int, today: Today) -> int:
    rows = with_turns(reviews()).select_for_update(of=("self",)).filter(pk=pk)
    review = rows.exclude(state__in=OVER).first()  # finished meanwhile: nobody is reminded
    if review is None:
        return 0
    if review.state in WRITABLE:
        return _of_self_assessment(review, today) + _of_draft(review, today)
    if review.state == ReviewState.SHARED:
        return _of_answer(review, today)
    if review.state in SIGNABLE:
        return _of_what_comes_before_signing(review, today)
    return _of_signature(review, today)


def _of_self_assessment(review: PerformanceReview, today: Today) -> int:
    """Counted: after so many the reviewer may go on without it, and says why (PR-01)."""
    assessment = getattr(review, "self_assessment", None)
    is_in = assessment is not None and assessment.submitted_at is not None
    if is_in or review.self_due_on is None or not review.template.asks_self_assessment:
        return 0
    most = today.policy.self_reminders
    due = deadlines.self_reminders_due(review.self_due_on, today.day, most, today.closed)
    if due <= review.self_reminded:
        return 0
    review.self_reminded = due
    review.save(update_fields=["self_reminded"])
    title = "Your self-assessment is waited for"
    body = f"It is due on {day_in_words(review.self_due_on)}. A few lines for each part are enough."
    telling.remind(review, review.reviewee, f"self-{due}", title, body)
    return 1


def _of_draft(review: PerformanceReview, today: Today) -> int:
    """Shortly before the day, on it, and once a week after it."""
    first = deadlines.working_day_before(review.due_on, deadlines.BEFORE_DRAFT_DUE, today.closed)
    if today.day < first or not review.reviewer.is_active:
        return 0
    after = (today.day - review.due_on).days
    number = 0 if after < 0 else 1 + after // 7
    if _was_told(review, f"draft-{number}", review.reviewer):
        return 0
    person, due = review.reviewee.display_name, day_in_words(review.due_on)
    title = f"A review to write, meet about and share: {person}"
    telling.remind(review, review.reviewer, f"draft-{number}", title, f"It is due on {due}.")
    return 1


def _of_answer(review: PerformanceReview, today: Today) -> int:
    due = deadlines.answer_reminders_due(
        local_day(review.shared_at), today.policy.days_to_read, today.day, today.closed
    )
    title = "Your review waits for your answer"
    body = "Read it and say whether you agree. Your own words stand beside it."
    return _counted(review, due, f"answer-{_day(review.shared_at)}", title, body)


def _of_what_comes_before_signing(review: PerformanceReview, today: Today) -> int:
    if review.is_disputed and not stage_of(review).is_met:
        return _of_meeting(review, today)
    if review.is_sampled and review.state == ReviewState.RESPONSE:
        return 0  # others are at it
    read = today.policy.days_to_read
    may_sign = deadlines.may_sign_from(local_day(review.shared_at), read, today.closed)
    since = max(may_sign, local_day(review.changed_at))
    due = deadlines.sign_reminders_due(since, today.day, today.closed)
    title = "Your review waits for your signature"
    body = "Your signature says that you have read it. It does not say that you agree."
    return _counted(review, due, f"sign-{_day(review.changed_at)}", title, body)


def _of_meeting(review: PerformanceReview, today: Today) -> int:
    if review.countersigner is None or review.answered_at is None:
        return 0
    days = today.policy.days_to_meet_in_dispute
    due = deadlines.meet_by(local_day(review.answered_at), days, today.closed)
    first = deadlines.working_day_before(due, deadlines.BEFORE_MEETING, today.closed)
    if today.day < first:
        return 0
    number = 0 if today.day < due else 1 + (today.day - due).days // 7
    key = f"meet-{_day(review.answered_at)}-{number}"
    if _was_told(review, key, review.countersigner):
        return 0
    title = "Two people wait to meet you about a review"
    body = f"They do not agree. Meet both by {day_in_words(due)}, and note what came of it."
    telling.remind(review, review.countersigner, key, title, body)
    return 1


def _of_signature(review: PerformanceReview, today: Today) -> int:
    """The reviewer’s, then the countersigner’s."""
    is_reviewers = review.state == ReviewState.SIGNED_REVIEWEE
    person = review.reviewer if is_reviewers else review.countersigner
    number = deadlines.nudges_due(local_day(review.changed_at), today.day, today.closed)
    if person is None or not number:
        return 0
    key = f"turn-{review.state}-{number}"
    if _was_told(review, key, person):
        return 0
    telling.remind(review, person, key, "A review waits for your signature", "You are the next.")
    return 1


def _counted(review: PerformanceReview, due: int, key: str, title: str, body: str) -> int:
    due = min(due, MOST)
    if due <= review.reminded:
        return 0
    review.reminded = due
    review.save(update_fields=["reminded"])
    telling.remind(review, review.reviewee, f"{key}-{due}", title, body)
    if due == MOST:
        said = "There were two reminders. Talk to each other, or note why it is not signed."
        title = f"No answer yet from {review.reviewee.display_name}"
        telling.remind(review, review.reviewer, f"{key}-silence", title, said)
    return 1


def _was_told(review: PerformanceReview, key: str, person: User) -> bool:
    return person.notices.filter(key=f"review-{key}-{review.pk}").exists()


def _day(moment: datetime | None) -> str:
    return local_day(moment).isoformat() if moment else ""


def chase(
    *, found: Iterable[PerformanceReview], by: User | None, at: datetime | None = None
) -> int:
    """HR or the quality lead remind those whose turn it is; once a day each. Answers how many."""
    if not can_keep_cycles(by):
        raise PermissionDenied("People are reminded by HR and the quality lead.")
    return sum(_chase(review, by, at) for review in found)


@transaction.atomic
def _chase(review: PerformanceReview, by: User | None, at: datetime | None) -> int:
    locked = held(review)
    turn = turn_of(stage_of(locked))
    people = (locked.reviewee, locked.reviewer, locked.countersigner)
    holder = who_holds(locked, turn)
    person = next((one for one in people if one is not None and one.pk == holder), None)
    key = f"chased-{timezone.localdate(at or timezone.now()).isoformat()}-{locked.state}"
    if person is None or _was_told(locked, key, person):
        return 0
    title = f"{turn.words}: {locked.template.title}"
    body = f"It should be finished by {day_in_words(locked.due_on)}."
    telling.remind(locked, person, key, title, body, by, at)
    audit(locked, "chased", by, at, {"part": str(turn.part)})
    return 1
