"""What is deleted, and when: ticks and unshown words 90 days after the release (domain.md 2.5)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.people.audit.services import record

from ..models import VoiceCampaign, VoiceComment, VoiceResponse
from ..rules import CampaignState, CommentState
from ..rules.campaigns import RAW_KEPT_FOR, SHOWN
from ..rules.concerns import CONCERN


def forget_raw(*, at: datetime | None = None) -> int:
    """How many campaigns were emptied. Of a shown comment stays what is shown, no longer what was
    written. Run as often as one likes: what a safeguarding lead takes over later goes then."""
    moment = at or timezone.now()
    due = VoiceCampaign.objects.filter(
        state=CampaignState.RELEASED, released_at__lte=moment - RAW_KEPT_FOR
    )
    of_campaign = VoiceComment.objects.filter(cohort__campaign=OuterRef("pk"))
    left = Exists(of_campaign.exclude(state__in=SHOWN).exclude(pk__in=_unheard()))
    forgotten = 0
    for campaign in due.filter(Q(raw_deleted_at=None) | left):
        with transaction.atomic():
            locked = VoiceCampaign.objects.select_for_update().get(pk=campaign.pk)
            forget_answers(locked)
            if locked.raw_deleted_at is None:
                locked.raw_deleted_at = moment
                locked.save(update_fields=["raw_deleted_at"])
                record(actor=None, verb="voice_campaign.emptied", obj=locked)
                forgotten += 1
    return forgotten


def forget_answers(campaign: VoiceCampaign) -> None:
    """Ticks, and words that are not shown. Of the rest only what is shown stays."""
    VoiceResponse.objects.filter(cohort__campaign=campaign).delete()
    comments = VoiceComment.objects.filter(cohort__campaign=campaign)
    shown = Q(state__in=SHOWN) if campaign.state == CampaignState.RELEASED else Q(pk__in=[])
    comments.exclude(shown).exclude(pk__in=_unheard()).delete()
    comments.filter(shown).update(text="")


def _unheard() -> QuerySet[VoiceComment, int]:
    """Nobody may lose what a safeguarding lead has not said to have in her own system. As keys,
    because of a comment without a doubt the database cannot say that its first is another."""
    passed_on = Q(state=CommentState.PASSED_ON) & ~Q(text="")
    found = Q(state=CommentState.WAITING, flags__0=CONCERN)
    return VoiceComment.objects.filter(passed_on | found).values_list("pk", flat=True)
