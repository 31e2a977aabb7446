"""Who asks learners, who screens their words, and who reads what came of it (domain.md 2.2, 2.3).

The quality lead asks, screens and releases; never what is about herself. A released figure is read
by the mentor it is about, by her manager of today from the day she manages, by her supervisor if
she says so, and by the quality lead. The safeguarding lead reads comments that are flagged or
passed on, nothing else. Raw ticks are read by nobody: they leave only as figures.
"""

from typing import Any

from django.db.models import Q

from assessments.supervision.access import supervised_by
from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.access import managed_by, managed_since

from .rules import CampaignState, CommentState
from .rules.concerns import CONCERN

NOTHING = Q(pk__in=[])
EVERYTHING = ~NOTHING


# Asking ------------------------------------------------------------------------------


def can_ask_learners(user: Any) -> bool:
    """Keep the questionnaire, run campaigns, reply to learners."""
    return has_role(user, Role.QUALITY_LEAD)


def campaigns_readable_by(user: Any) -> Q:
    """On `VoiceCampaign`: its cohorts, codes and numbers, for whoever asks."""
    return EVERYTHING if can_ask_learners(user) else NOTHING


def can_keep_cohort(user: Any, cohort: Any) -> bool:
    """Print its codes, take it out: not of one's own learners, for a code is a right to answer."""
    return can_ask_learners(user) and cohort.mentor_id != user.pk


def can_close_campaign(user: Any) -> bool:
    """None is the site, on the day after the last."""
    return user is None or can_ask_learners(user)


# Screening ---------------------------------------------------------------------------


def comments_screened_by(user: Any) -> Q:
    """On `VoiceComment`: all but what her own learners wrote. What is with the safeguarding lead is
    no longer the quality lead's to read."""
    if not can_ask_learners(user):
        return NOTHING
    return ~Q(cohort__mentor=user.pk) & ~Q(state=CommentState.PASSED_ON)


def can_screen(user: Any, comment: Any) -> bool:
    return can_ask_learners(user) and comment.cohort.mentor_id != user.pk


def can_read_concerns(user: Any) -> bool:
    return has_role(user, Role.DSL)


def concerns_readable_by(user: Any) -> Q:
    """On `VoiceComment`: what was passed on and is still here, and what the list of words found and
    nobody has looked at yet. A concern need not wait for whoever screens."""
    if not can_read_concerns(user):
        return NOTHING
    passed_on = Q(state=CommentState.PASSED_ON) & ~Q(text="")
    found = Q(state=CommentState.WAITING, flags__0=CONCERN)
    return (passed_on | found) & ~Q(cohort__mentor=user.pk)


def can_take_over(user: Any, comment: Any) -> bool:
    return can_read_concerns(user) and comment.cohort.mentor_id != user.pk


# Reading -----------------------------------------------------------------------------


def readable_by(user: Any) -> Q:
    """On `VoiceCohort`, once released: the mentor's figures and shown comments."""
    if not user or not user.is_authenticated or not user.is_active:
        return NOTHING
    readers = Q(mentor=user.pk)
    if can_ask_learners(user):
        readers |= EVERYTHING
    if has_role(user, Role.LINE_MANAGER):
        team = Q(mentor__in=User.objects.filter(managed_by(user)).values("pk"))
        readers |= team & managed_since(user, "mentor", "campaign__released_at__date")
    supervised = User.objects.filter(supervised_by(user)).values("pk")
    readers |= Q(supervisor_reads=True, mentor__in=supervised)
    return Q(campaign__state=CampaignState.RELEASED) & readers


def team_readable_by(user: Any) -> Q:
    """On `VoiceCohort`, once released: those by which she reads the figure of a whole team, as the
    manager of somebody in it or as the quality lead."""
    if can_ask_learners(user):
        return Q(campaign__state=CampaignState.RELEASED)
    if not has_role(user, Role.LINE_MANAGER):
        return NOTHING
    team = Q(mentor__in=User.objects.filter(managed_by(user)).values("pk"))
    since = managed_since(user, "mentor", "campaign__released_at__date")
    return Q(campaign__state=CampaignState.RELEASED) & team & since


def can_read_voice(user: Any) -> bool:
    """Has a home here; a supervisor comes from the person she supervises."""
    return has_role(
        user, Role.MENTOR, Role.LINE_MANAGER, Role.SUPERVISOR, Role.QUALITY_LEAD, Role.DSL
    )


def can_show_to_supervisor(user: Any, mentor: Any) -> bool:
    """Her figures are hers to show."""
    return bool(user.is_authenticated and user.is_active and user.pk == mentor.pk)
