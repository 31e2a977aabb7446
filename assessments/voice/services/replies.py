"""“You said, we did”: what the college answers its learners."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_ask_learners
from ..models import VoiceCampaign, VoiceReply
from ..rules import CampaignState

REFUSED = "Only the quality lead answers learners."


@transaction.atomic
def write_reply(
    *,
    campaign: VoiceCampaign,
    said: str,
    did: str,
    is_public: bool,
    by: User,
    at: datetime | None = None,
) -> VoiceReply:
    """One more line, after the others. Only of a campaign that is released: before that nobody
    knows what learners said."""
    _check_may(by)
    locked = VoiceCampaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.state != CampaignState.RELEASED:
        raise ValidationError("Release the campaign before you answer.", code="transition")
    values = {"said": said.strip(), "did": did.strip()}
    if twin := locked.replies.filter(**values).first():
        return twin  # the form was sent twice
    last = locked.replies.aggregate(last=Max("position"))["last"] or 0
    reply = VoiceReply(
        campaign=locked,
        position=last + 1,
        is_public=is_public,
        written_by=by,
        written_at=at or timezone.now(),
        **values,
    )
    reply.clean_fields()
    reply.save()
    record(actor=by, verb="voice_reply.written", obj=reply, at=at)
    return reply


@transaction.atomic
def change_reply(
    *, reply: VoiceReply, said: str, did: str, is_public: bool, by: User
) -> VoiceReply:
    _check_may(by)
    locked = VoiceReply.objects.select_for_update().get(pk=reply.pk)
    locked.said, locked.did, locked.is_public = said.strip(), did.strip(), is_public
    locked.clean_fields()
    locked.save(update_fields=["said", "did", "is_public"])
    record(actor=by, verb="voice_reply.changed", obj=locked)
    return locked


@transaction.atomic
def delete_reply(*, reply: VoiceReply, by: User) -> None:
    _check_may(by)
    record(actor=by, verb="voice_reply.deleted", obj=reply)
    VoiceReply.objects.filter(pk=reply.pk).delete()


def _check_may(by: User) -> None:
    if not can_ask_learners(by):
        raise PermissionDenied(REFUSED)
