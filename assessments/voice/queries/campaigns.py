"""The quality lead's campaigns: whose learners are asked, and how many have answered."""

from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from assessments.figures.queries import figure_policy
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role

from ..access import campaigns_readable_by, comments_screened_by
from ..models import VoiceCampaign, VoiceCode, VoiceCohort, VoiceComment, VoiceResponse
from ..rules import CampaignState, CommentState
from ..rules.campaigns import can_never_be_shown
from ..rules.concerns import CONCERN
from ..rules.releasing import rate


@dataclass(frozen=True)
class CohortRow:
    cohort: VoiceCohort
    answered: int
    codes: int
    is_too_small: bool  # the mentor's learners together are fewer than a figure needs

    @property
    def rate(self) -> int:
        return rate(self.answered, self.cohort.invited)


def _counted(rows: QuerySet, link: str) -> Coalesce:
    """How many rows hang on this one; one subquery each, so that no count multiplies another."""
    counted = rows.filter(**{link: OuterRef("pk")}).order_by().values(link)
    return Coalesce(
        Subquery(counted.annotate(found=Count("pk")).values("found"), IntegerField()), 0
    )


def campaigns_listed(user: User) -> QuerySet[VoiceCampaign]:
    """With how many were asked, have answered, and comments wait: one query."""
    waiting = VoiceComment.objects.filter(state=CommentState.WAITING)
    invited = VoiceCohort.objects.filter(campaign=OuterRef("pk")).order_by().values("campaign")
    return VoiceCampaign.objects.filter(campaigns_readable_by(user)).annotate(
        invited=Coalesce(
            Subquery(invited.annotate(found=Sum("invited")).values("found"), IntegerField()), 0
        ),
        answered=_counted(VoiceResponse.objects.all(), "cohort__campaign"),
        waiting=_counted(waiting, "cohort__campaign"),
    )


def cohort_rows(campaign: VoiceCampaign) -> list[CohortRow]:
    cohorts = campaign.cohorts.select_related("mentor").annotate(
        answered=_counted(VoiceResponse.objects.all(), "cohort"),
        code_count=_counted(VoiceCode.objects.all(), "cohort"),
    )
    ordered = list(cohorts.order_by("mentor__last_name", "mentor__first_name", "mentor", "label"))
    asked: dict[int, int] = {}
    for cohort in ordered:
        asked[cohort.mentor_id] = asked.get(cohort.mentor_id, 0) + cohort.invited
    threshold = figure_policy().respondents_from
    return [
        CohortRow(
            cohort=cohort,
            answered=cohort.answered,
            codes=cohort.code_count,
            is_too_small=can_never_be_shown(asked[cohort.mentor_id], threshold),
        )
        for cohort in ordered
    ]


def mentors_to_ask_about(asker: User) -> QuerySet[User]:
    """Everybody who is a mentor today, but not oneself."""
    mentors = holders_of(Role.MENTOR).exclude(pk=asker.pk)
    return mentors.order_by("last_name", "first_name", "pk")


def comments_to_screen(user: User, campaign: VoiceCampaign) -> QuerySet[VoiceComment]:
    """What waits first, of it what may be about safety, then what is doubted in another way. Beyond
    that in no order that tells when it came."""
    mine = VoiceComment.objects.filter(comments_screened_by(user), cohort__campaign=campaign)
    waits = Q(state=CommentState.WAITING)
    urgency = Case(
        When(waits & Q(flags__0=CONCERN), then=0),
        When(waits & ~Q(flags=[]), then=1),
        When(waits, then=2),
        default=3,
    )
    return mine.select_related("question", "screened_by").order_by(urgency, "pk")


def count_for_others(user: User, campaign: VoiceCampaign) -> int:
    """Comments that wait for another quality lead: those of one's own learners."""
    return VoiceComment.objects.filter(
        cohort__campaign=campaign, cohort__mentor=user, state=CommentState.WAITING
    ).count()


def is_being_asked(campaign: VoiceCampaign) -> bool:
    return campaign.state in (CampaignState.DRAFT, CampaignState.OPEN)
