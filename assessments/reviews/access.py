"""Who reads a review, who writes it, who signs it (domain.md 2.2, 2.3 rules 16 and 17, 6.4).

Until it is shared the words are the reviewer’s alone. Then the mentor, the reviewer while she is
the line manager of today (or stands in for her), and the countersigner read it; a moderator reads a
case of hers without names, in `moderation`. A new line manager reads the current review once it is
shared, and the last signed one; nothing older. HR reads final ones. A supervisor reads none.
Quality lead, HR and the data protection officer know that there is one, and how far it is.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.privacy.access import can_take_along, opened_by_grant
from cms.people.teams.access import is_manager_of, managed_by

from .rules import OVER, SHOWN_TO_REVIEWEE, SIGNED, WRITABLE, ReviewState

CLASS = "performance_review"
NOTHING = Q(pk__in=[])
COUNTERSIGNER_READS = SHOWN_TO_REVIEWEE


def readable_by(user: Any) -> Q:
    """On `PerformanceReview`: its words."""
    if not is_staff_member(user):
        return own(user) & Q(state=ReviewState.FINAL) if can_take_along(user) else NOTHING
    return reads_as_party(user) | by_grant(user)


def reads_as_party(user: Any) -> Q:
    """By a part in it, or by a role; without any grant."""
    known = own(user) | writable_or_written(user) | as_new_manager(user)
    known |= Q(countersigner=user.pk, state__in=COUNTERSIGNER_READS)
    if has_role(user, Role.HR):
        known |= Q(state=ReviewState.FINAL) & ~Q(reviewee=user.pk)
    return known


def own(user: Any) -> Q:
    """A mentor reads her review from the day it is shared."""
    return Q(reviewee=user.pk, state__in=SHOWN_TO_REVIEWEE)


def team_of(user: Any) -> Any:
    return User.objects.filter(managed_by(user)).values("pk")


def writable_or_written(user: Any) -> Q:
    """The reviewer's own, of people she manages today: the draft, too."""
    if not has_role(user, Role.LINE_MANAGER):
        return NOTHING
    return Q(reviewer=user.pk, reviewee__in=team_of(user))


def as_new_manager(user: Any) -> Q:
    """Of people somebody manages today, whoever wrote them: what is shared and not over yet, and
    the last that was signed (domain.md 2.3, change of manager)."""
    if not has_role(user, Role.LINE_MANAGER):
        return NOTHING
    later = user.reviews.model.objects.filter(
        reviewee=OuterRef("reviewee"), state=ReviewState.FINAL, final_at__gt=OuterRef("final_at")
    )
    current = Q(state__in=SHOWN_TO_REVIEWEE) & ~Q(state=ReviewState.FINAL)
    last = Q(~Exists(later), state=ReviewState.FINAL)
    return Q(reviewee__in=team_of(user)) & (current | last)


def by_grant(user: Any) -> Q:
    """HR what was shared; the data protection officer also a draft: it is personal data, too."""
    opened = Q(reviewee__in=opened_by_grant(user, CLASS)) & ~Q(reviewee=user.pk)
    return opened if has_role(user, Role.DPO) else opened & Q(state__in=SHOWN_TO_REVIEWEE)


def listed_for(user: Any) -> Q:
    """On `PerformanceReview`: that there is one, its dates and its state; no word of it."""
    if not is_staff_member(user):
        return readable_by(user)
    if has_role(user, Role.QUALITY_LEAD, Role.HR, Role.DPO):
        return ~NOTHING
    known = Q(reviewee=user.pk) | Q(countersigner=user.pk)
    if has_role(user, Role.LINE_MANAGER):
        known |= Q(reviewee__in=team_of(user))
    return known


def can_list_reviews(user: Any) -> bool:
    return is_staff_member(user) or can_take_along(user)


def can_keep_cycles(user: Any) -> bool:
    """Open, remind, chase, close: HR and the quality lead; None is the site's own nightly run."""
    return user is None or has_role(user, Role.HR, Role.QUALITY_LEAD)


def can_keep_policy(user: Any) -> bool:
    return can_keep_cycles(user)


def can_begin_review_of(user: Any, person: Any) -> bool:
    """An interim review at any time: by either side. The rest come with their cycles."""
    if can_begin_any_kind(user, person):
        return True
    if user.pk == person.pk:
        return has_role(user, Role.MENTOR)
    return has_role(user, Role.LINE_MANAGER) and is_manager_of(user, person)


def can_begin_any_kind(user: Any, person: Any) -> bool:
    """Those who keep the rounds; never of themselves."""
    return can_keep_cycles(user) and (user is None or user.pk != person.pk)


def can_assess_herself(user: Any, review: Any) -> bool:
    return user is not None and is_staff_member(user) and user.pk == review.reviewee_id


def can_read_self_assessment(user: Any, review: Any) -> bool:
    """Hers alone until she hands it in; then the reviewer's, too."""
    if user is None or not is_staff_member(user):
        return False
    if user.pk == review.reviewee_id:
        return True
    assessment = getattr(review, "self_assessment", None)
    is_in = assessment is not None and assessment.submitted_at is not None
    return is_in and (is_reviewer(user, review) or _is_new_manager(user, review))


def is_reviewer(user: Any, review: Any) -> bool:
    """Of this review, and still the line manager (or standing in for her)."""
    return (
        user is not None
        and user.pk == review.reviewer_id
        and has_role(user, Role.LINE_MANAGER)
        and is_manager_of(user, review.reviewee)
    )


def _is_new_manager(user: Any, review: Any) -> bool:
    known = user.reviews.model.objects.filter(as_new_manager(user), pk=review.pk)
    return bool(known.exists())


def can_write(user: Any, review: Any) -> bool:
    return review.state in WRITABLE and is_reviewer(user, review)


def can_share(user: Any, review: Any) -> bool:
    return is_reviewer(user, review)


def can_respond(user: Any, review: Any) -> bool:
    return can_assess_herself(user, review)


def can_countersign(user: Any, review: Any) -> bool:
    return user is not None and is_staff_member(user) and user.pk == review.countersigner_id


def can_choose_countersigner(user: Any, review: Any) -> bool:
    """The reviewer, or HR; never for oneself, and not once somebody has countersigned."""
    if review.state in (*OVER, ReviewState.COUNTERSIGNED):
        return False
    return is_reviewer(user, review) or (
        has_role(user, Role.HR) and user.pk not in (review.reviewee_id, review.countersigner_id)
    )


def can_moderate(user: Any, review: Any) -> bool:
    """Whoever looks at this case, and the quality lead; nobody with a part in it. None is the site,
    when a round is closed."""
    if user is None:
        return True
    if user.pk in (review.reviewee_id, review.reviewer_id, review.countersigner_id):
        return False
    if has_role(user, Role.QUALITY_LEAD):
        return True
    cases = user.moderation_cases.filter(review=review.pk, closed_at=None)
    return is_staff_member(user) and bool(cases.exists())


def can_hand_over(user: Any, review: Any) -> bool:
    """Give a review that is not signed yet to another reviewer: HR, never about herself."""
    is_open = review.state not in (*SIGNED, *OVER)
    return is_open and has_role(user, Role.HR) and user.pk != review.reviewee_id


def can_cancel(user: Any, review: Any) -> bool:
    """Call off, with a reason, what nobody has signed."""
    if review.state in OVER or review.state in SHOWN_TO_REVIEWEE:
        return False
    return is_reviewer(user, review) or (
        has_role(user, Role.HR, Role.QUALITY_LEAD) and user.pk != review.reviewee_id
    )


def can_export(user: Any, review: Any) -> bool:
    """The sealed PDF: the mentor, also as a leaver; the manager; HR for a case."""
    if user is None or review.state != ReviewState.FINAL:
        return False
    if user.pk == review.reviewee_id:
        return is_staff_member(user) or can_take_along(user)
    return is_reviewer(user, review) or _is_new_manager(user, review) or has_role(user, Role.HR)
