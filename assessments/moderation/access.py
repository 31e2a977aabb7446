"""Who draws a round, who moderates a case, who reads what came of it; who rates an exercise
(domain.md 2.1, 2.2 “Moderation record”, 2.3 “conflict of interest”, 6.4; features.md R13).

The words of a review are read by the moderators of its case, without names, while the case is open
and nobody else: not by the quality lead of a case that is not hers. What came of it is read by the
mentor, whoever manages her today if she reads the review it was about, HR and the quality leads;
the data protection officer knows that there is a case, and how far it is.
"""

from typing import Any

from django.db.models import F, Q

from assessments.reviews.access import as_new_manager, writable_or_written
from assessments.reviews.rules import ReviewState
from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.privacy.access import can_take_along
from cms.people.teams.access import is_manager_of, managed_by

from .rules import CaseState

NOTHING = Q(pk__in=[])
MODERATES = (Role.LINE_MANAGER, Role.QUALITY_LEAD)


def can_keep_rounds(user: Any) -> bool:
    """Draw, and choose who moderates."""
    return has_role(user, Role.QUALITY_LEAD)


def rounds_readable_by(user: Any) -> Q:
    """On `ModerationRound`: letters, reasons and states; no name of a mentor or reviewer."""
    return ~NOTHING if can_keep_rounds(user) else NOTHING


def no_part_in(user: Any) -> Q:
    """On `ModerationCase`: neither of the two, nor the countersigner, nor today’s manager, nor
    somebody with a declared conflict, also one that came after she was chosen."""
    part = Q(review__reviewee=user.pk) | Q(review__reviewer=user.pk)
    # Not ~Q(countersigner=…): a review without one would fall out with it.
    other = Q(review__countersigner=None) | ~Q(review__countersigner=user.pk)
    team = User.objects.filter(managed_by(user)).values("pk")
    near = Q(review__reviewee__in=team)
    for apart in _apart_from(user):
        near |= Q(review__reviewee__in=apart) | Q(review__reviewer__in=apart)
    return ~part & other & ~near


def _apart_from(user: Any) -> tuple[Any, Any]:
    declared = user.conflicts.model.objects.filter(ended_at=None)
    return (
        declared.filter(person=user.pk).values("other"),
        declared.filter(other=user.pk).values("person"),
    )


def cases_readable_by(user: Any) -> Q:
    """On `ModerationCase`: those one moderates, without having a part in the review."""
    if not has_role(user, *MODERATES):
        return NOTHING
    return Q(pk__in=user.moderation_cases.values("pk")) & no_part_in(user)


def cases_waiting() -> Q:
    """On `ModerationCase`: open, and about the words as they were drawn. Taken back meanwhile, they
    are the reviewer’s alone again."""
    return Q(
        state=CaseState.OPEN,
        review__state=ReviewState.RESPONSE,
        review__shared_at__lte=F("round__drawn_at"),
    )


def is_moderator(user: Any, case: Any) -> bool:
    if not has_role(user, *MODERATES):
        return False
    return bool(user.moderation_cases.filter(no_part_in(user), pk=case.pk).exists())


def can_read_words(user: Any, case: Any) -> bool:
    """The review without names."""
    if not has_role(user, *MODERATES):
        return False
    waiting = user.moderation_cases.filter(no_part_in(user), cases_waiting(), pk=case.pk)
    return bool(waiting.exists())


def can_give_view(user: Any, case: Any) -> bool:
    return can_read_words(user, case)


def can_close_case(user: Any, case: Any) -> bool:
    """The quality lead of the case; where none moderates it, any of its moderators."""
    if not is_moderator(user, case):
        return False
    return has_role(user, Role.QUALITY_LEAD) or not _has_quality_lead(case)


def _has_quality_lead(case: Any) -> bool:
    return any(has_role(person, Role.QUALITY_LEAD) for person in case.moderators.all())


def can_choose_moderators(user: Any, case: Any) -> bool:
    """A quality lead, not for a case she has a part in."""
    if not can_keep_rounds(user):
        return False
    review = case.review
    part = (review.reviewee_id, review.reviewer_id, review.countersigner_id)
    return user.pk not in part and not is_manager_of(user, review.reviewee)


def outcomes_readable_by(user: Any) -> Q:
    """On `ModerationCase`: what was decided, and why."""
    own = Q(review__reviewee=user.pk)
    decided = ~Q(state=CaseState.OPEN)
    if not is_staff_member(user):
        return own & decided if can_take_along(user) else NOTHING
    known = own
    if has_role(user, Role.HR, Role.QUALITY_LEAD):
        known = ~NOTHING
    elif has_role(user, Role.LINE_MANAGER):
        read = user.reviews.model.objects.filter(writable_or_written(user) | as_new_manager(user))
        known |= Q(review__in=read.values("pk"))
    return decided & known


def cases_listed_for(user: Any) -> Q:
    """On `ModerationCase`: that there is one and how far it is; no reason, no rating."""
    if has_role(user, Role.DPO):
        return ~NOTHING
    return outcomes_readable_by(user)


def can_list_outcomes(user: Any) -> bool:
    return is_staff_member(user) or can_take_along(user)


def can_read_distribution(user: Any) -> bool:
    """Counts of ratings, reviewer by reviewer, small ones hidden; how far each lies from what
    moderators say."""
    return has_role(user, Role.QUALITY_LEAD)


def can_rate(user: Any) -> bool:
    """Line managers and quality leads take part in calibration."""
    return has_role(user, *MODERATES)


def can_keep_exercises(user: Any) -> bool:
    """None is the site’s own daily run, which tells raters that one has opened."""
    return user is None or has_role(user, Role.QUALITY_LEAD)


def exercises_readable_by(user: Any, today: Any) -> Q:
    """On `CalibrationExercise`: those that have opened; a quality lead also prepares them."""
    if has_role(user, Role.QUALITY_LEAD):
        return ~NOTHING
    return Q(opens_on__lte=today) if can_rate(user) else NOTHING
