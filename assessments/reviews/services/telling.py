"""Who is told that a review waits for them, or moved on. Nothing of its words: a notice goes by
e-mail."""

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse

from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from ..models import PerformanceReview, ReviewCycle
from ..queries.document import day_in_words


def of_opening(review: PerformanceReview, by: User | None, at: datetime | None) -> None:
    name = review.template.title
    asks = review.template.asks_self_assessment and review.self_due_on
    body = f"It is finished by {day_in_words(review.due_on)}."
    if asks:
        body = f"Your self-assessment is due on {day_in_words(review.self_due_on)}. " + body
    _send(
        review.reviewee, f"review-opened-{review.pk}", f"Your review: {name}", body, review, by, at
    )
    person = review.reviewee.display_name
    title = f"A review to write: {name} for {person}"
    _send(review.reviewer, f"review-to-write-{review.pk}", title, body_for(review), review, by, at)


def body_for(review: PerformanceReview) -> str:
    return (
        f"About {day_in_words(review.period_from)} to {day_in_words(review.period_to)}, "
        f"finished by {day_in_words(review.due_on)}."
    )


def of_sharing(review: PerformanceReview, may_sign_on: date, by: User, at: datetime | None) -> None:
    key = f"review-shared-{review.pk}-{_second(review.shared_at)}"
    body = (
        f"{by.display_name} has shared it. Read it and say what you think. It is signed on "
        f"{day_in_words(may_sign_on)} at the earliest."
    )
    _send(review.reviewee, key, "Your review is ready for you to read", body, review, by, at)
    if review.countersigner is not None:
        body = "You can read it now. You sign it last, after the mentor and the reviewer."
        title = "You are the countersigner of a review"
        _send(review.countersigner, key, title, body, review, by, at)


def of_taking_back(
    review: PerformanceReview, shared_at: datetime | None, by: User | None, at: datetime | None
) -> None:
    key = f"review-back-{review.pk}-{_second(shared_at)}"
    body = (
        "It is being changed. You are told when it is shared again; your days to read begin anew."
    )
    _send(review.reviewee, key, "Your review was taken back", body, review, by, at)
    if by is None or by.pk != review.reviewer_id:
        body = "It was returned to you. Open it to see what to look at again."
        _send(review.reviewer, key, "A review came back to you", body, review, by, at)


def of_answer(
    review: PerformanceReview, meet_by: date | None, by: User, at: datetime | None
) -> None:
    key = f"review-answered-{review.pk}-{_second(review.answered_at)}"
    body = "Open it to read the answer."
    _send(review.reviewer, key, "A mentor has answered a review", body, review, by, at)
    if review.is_disputed and review.countersigner is not None:
        body = f"The mentor disagrees. Meet both of them by {day_in_words(meet_by)}."
        title = "You are asked to meet two people about a review"
        _send(review.countersigner, key, title, body, review, by, at)


def of_missing_countersigner(review: PerformanceReview, at: datetime | None) -> None:
    key = f"review-no-countersigner-{review.pk}-{_second(review.answered_at)}"
    body = "The mentor disagrees, and nobody is there yet to meet both. Choose who countersigns."
    title = "A review needs a countersigner"
    for person in {review.reviewer, *holders_of(Role.HR).exclude(pk=review.reviewee_id)}:
        _send(person, key, title, body, review, None, at)


def of_meeting(review: PerformanceReview, by: User, at: datetime | None) -> None:
    body = "What came of it stands with the review now. Both texts stay."
    for person in (review.reviewee, review.reviewer):
        key = f"review-dispute-met-{review.pk}"
        _send(person, key, "What came of the meeting of three", body, review, by, at)


def of_moderation(review: PerformanceReview, by: User | None, at: datetime | None) -> None:
    key = f"review-moderated-{review.pk}-{_second(review.answered_at or review.shared_at)}"
    body = "It was looked at by others, without names. It can be signed now."
    for person in (review.reviewee, review.reviewer):
        _send(person, key, "A review was moderated", body, review, by, at)


def of_turn(review: PerformanceReview, person: User, by: User | None, at: datetime | None) -> None:
    """Somebody’s signature is the next."""
    key = f"review-turn-{review.pk}-{review.state}-{person.pk}"
    body = "The one before you has signed, or it was noted why not."
    _send(person, key, "A review waits for your signature", body, review, by, at)


def of_noting(review: PerformanceReview, by: User, at: datetime | None) -> None:
    key = f"review-noted-{review.pk}-{_second(review.shared_at)}"
    body = "Nobody has signed for you. You can still read it, and sign it until it is final."
    title = "It was noted that you have not signed your review"
    _send(review.reviewee, key, title, body, review, by, at)


def of_final(review: PerformanceReview, by: User, at: datetime | None) -> None:
    body = "It stays as it is. What to learn next is in the development plan now."
    people = {review.reviewee, review.reviewer, review.countersigner} - {None}
    for person in people:
        if person is not None:
            _send(person, f"review-final-{review.pk}", "A review is final", body, review, by, at)


def of_hand_over(review: PerformanceReview, before: User, by: User, at: datetime | None) -> None:
    key = f"review-handed-{review.pk}-{before.pk}-{review.reviewer_id}"
    person = review.reviewee.display_name
    _send(review.reviewer, key, f"A review to write: {review.template.title} for {person}",
          body_for(review), review, by, at)  # fmt: skip
    body = f"{review.reviewer.display_name} writes it from now on."
    _send(review.reviewee, key, "Your review has another reviewer", body, review, by, at)
    send_notice(
        recipient=before,
        kind=NoticeKind.REVIEW,
        key=key,
        title="A review was given to somebody else",
        body="Somebody else writes it from now on.",
        url=reverse("reviews:review_home"),
        by=by,
        at=at,
    )


def of_calling_off(review: PerformanceReview, by: User | None, at: datetime | None) -> None:
    for person in (review.reviewee, review.reviewer):
        if by is None or person.pk != by.pk:
            title = f"A review was called off: {review.template.title}"
            body = review.cancelled_reason
            _send(person, f"review-off-{review.pk}", title, body, review, by, at)


def of_left_out(
    title: str, key: str, people: Iterable[User], why: str, at: datetime | None
) -> None:
    """HR, once: somebody’s review is due and could not be opened."""
    for person in holders_of(Role.HR):
        if person not in people:
            url = reverse("reviews:cycle_list")
            send_notice(recipient=person, kind=NoticeKind.TEAM, key=key, title=title, body=why,
                        url=url, at=at)  # fmt: skip


def of_cycle(cycle: ReviewCycle, opened: int, by: User, at: datetime | None) -> None:
    """Whoever opened a large round hears when all of it is there."""
    send_notice(
        recipient=by,
        kind=NoticeKind.REVIEW,
        key=f"review-cycle-{cycle.pk}-{opened}",
        title=f"{cycle.title}: {opened} review{'' if opened == 1 else 's'} opened",
        url=cycle.get_absolute_url(),
        at=at,
    )


def remind(
    review: PerformanceReview,
    person: User,
    key: str,
    title: str,
    body: str,
    by: User | None = None,
    at: datetime | None = None,
) -> None:
    _send(person, f"review-{key}-{review.pk}", title, body, review, by, at)


def _send(
    person: User,
    key: str,
    title: str,
    body: str,
    review: PerformanceReview,
    by: User | None,
    at: datetime | None,
) -> None:
    send_notice(
        recipient=person,
        kind=NoticeKind.REVIEW,
        key=key,
        title=title,
        body=body,
        url=review.get_absolute_url(),
        by=by,
        at=at,
    )


def _second(moment: datetime | None) -> int:
    """So that what happens a second time is told a second time."""
    return int(moment.timestamp()) if moment else 0
