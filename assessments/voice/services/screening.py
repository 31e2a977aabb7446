"""What learners wrote is looked through before anybody else reads it. The audit says what was
decided, never about which words."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from ..access import can_screen, can_take_over, comments_screened_by, concerns_readable_by
from ..models import VoiceCampaign, VoiceComment
from ..rules import CampaignState, CommentState
from ..rules.campaigns import check_comment_move
from ..rules.concerns import CONCERN, without_concern

STILL_SCREENED = (CampaignState.OPEN, CampaignState.SCREENING)


@transaction.atomic
def decide_comment(
    *,
    comment: VoiceComment,
    to: CommentState,
    shown: str = "",
    by: User,
    at: datetime | None = None,
) -> VoiceComment:
    """Show a comment as it is, show it without what could tell who, hold it back, or pass it on to
    the safeguarding lead. May be decided anew until the release, but for what was passed on."""
    locked = _locked(comment)
    if not can_screen(by, locked):
        raise PermissionDenied("Comments are screened by a quality lead they are not about.")
    campaign = locked.cohort.campaign
    if campaign.state not in STILL_SCREENED:
        raise ValidationError("This campaign is over, so its comments stand as they are.")
    check_comment_move(locked.state, to, shown)
    locked.state = to
    locked.shown = {
        CommentState.CLEAR: locked.text,
        CommentState.EDITED: shown.strip(),
    }.get(to, "")
    _sign(locked, by, at)
    if to == CommentState.PASSED_ON:
        _tell_of_one(locked, by, at)
    detail = {"to": to.value}
    record(actor=by, verb="voice_comment.decided", obj=locked, detail=detail, at=at)
    return locked


@transaction.atomic
def confirm_taken_over(
    *, comment: VoiceComment, by: User, at: datetime | None = None
) -> VoiceComment:
    """The safeguarding lead has it in her own system: here the words are gone (rule 15)."""
    locked = _concern(comment, by)
    locked.state, locked.text, locked.shown = CommentState.PASSED_ON, "", ""
    locked.flags = []
    _sign(locked, by, at)
    record(actor=by, verb="voice_comment.taken_over", obj=locked, at=at)
    return locked


@transaction.atomic
def return_comment(*, comment: VoiceComment, by: User, at: datetime | None = None) -> VoiceComment:
    """No concern: back to whoever screens, who decides what is shown."""
    locked = _concern(comment, by)
    locked.state, locked.flags = CommentState.WAITING, without_concern(locked.flags)
    locked.shown = ""
    _sign(locked, by, at)
    record(actor=by, verb="voice_comment.returned", obj=locked, at=at)
    return locked


def tell_of_concerns(*, at: datetime | None = None) -> int:
    """Once a day at most to each safeguarding lead and quality lead whose eyes are needed. By the
    clock and not at once: a notice at the minute of an answer would say when it was given."""
    moment = at or timezone.now()
    found = VoiceComment.objects.filter(state=CommentState.WAITING, flags__0=CONCERN)
    campaigns = VoiceCampaign.objects.filter(cohorts__comments__in=found).distinct()
    told = 0
    for campaign in campaigns:
        day = timezone.localdate(moment)
        for person in holders_of(Role.DSL, Role.QUALITY_LEAD):
            url = _where_to_read(found.filter(cohort__campaign=campaign), campaign, person)
            if not url:
                continue
            send_notice(
                recipient=person,
                kind=NoticeKind.LEARNER_VOICE,
                key=f"voice-concerns:{campaign.pk}:{day}",
                title="What a learner wrote may be about somebody’s safety",
                body="It was found by a list of words and may be nothing. Read it today.",
                url=url,
            )
            told += 1
    return told


def _where_to_read(found: QuerySet[VoiceComment], campaign: VoiceCampaign, person: User) -> str:
    """A safeguarding lead's own list, or the screening; nothing where it is about herself."""
    if found.filter(concerns_readable_by(person)).exists():
        return reverse("voice:concern_list")
    if found.filter(comments_screened_by(person)).exists():
        return reverse("voice:comment_list", args=[campaign.pk])
    return ""


def _locked(comment: VoiceComment) -> VoiceComment:
    rows = VoiceComment.objects.select_for_update(of=("self",))
    return rows.select_related("cohort__campaign", "cohort__mentor").get(pk=comment.pk)


def _concern(comment: VoiceComment, by: User) -> VoiceComment:
    locked = _locked(comment)
    if not can_take_over(by, locked):
        raise PermissionDenied("Only a safeguarding lead answers for a concern.")
    if not VoiceComment.objects.filter(concerns_readable_by(by), pk=locked.pk).exists():
        raise ValidationError("This was dealt with a moment ago.", code="dealt_with")
    return locked


def _sign(comment: VoiceComment, by: User, at: datetime | None) -> None:
    comment.screened_by, comment.screened_at = by, at or timezone.now()
    comment.save(update_fields=["state", "text", "shown", "flags", "screened_by", "screened_at"])


def _tell_of_one(comment: VoiceComment, by: User, at: datetime | None) -> None:
    for person in holders_of(Role.DSL).exclude(pk=comment.cohort.mentor_id):
        send_notice(
            recipient=person,
            kind=NoticeKind.LEARNER_VOICE,
            key=f"voice-passed-on:{comment.pk}",
            title="A comment of a learner was passed on to you",
            body="Read it, take it into your own system, and say so: then it is deleted here.",
            url=reverse("voice:concern_list"),
            by=by,
            at=at,
        )
