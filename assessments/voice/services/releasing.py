"""The release: every figure is computed once, and only what may be seen is kept."""

from collections import defaultdict
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.figures.queries import figure_policy
from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import record_evidence
from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from cms.people.teams.models import ReportingLine, Team

from ..access import can_ask_learners, can_show_to_supervisor
from ..models import (
    VoiceCampaign,
    VoiceCode,
    VoiceCohort,
    VoiceComment,
    VoiceRelease,
    VoiceResponse,
)
from ..queries.questionnaires import scales_of
from ..rules import CampaignState, CommentState
from ..rules.campaigns import check_can_release, check_transition
from ..rules.questionnaires import ENGLISH, word_in
from ..rules.releasing import Cohort, release_of
from .defaults import codes_of_theme

TEAM = "team:"


@transaction.atomic
def release_campaign(
    *, campaign: VoiceCampaign, by: User, at: datetime | None = None
) -> VoiceRelease:
    """Show the figures, with the thresholds of today, to those whose they are. Written once; the
    codes go, the raw answers follow after 90 days."""
    if not can_ask_learners(by):
        raise PermissionDenied("Only the quality lead releases what learners said.")
    locked = VoiceCampaign.objects.select_for_update().get(pk=campaign.pk)
    check_transition(locked.state, CampaignState.RELEASED)
    comments = VoiceComment.objects.filter(cohort__campaign=locked)
    check_can_release(comments.filter(state=CommentState.WAITING).count())
    moment, policy = at or timezone.now(), figure_policy()
    locked.state, locked.released_at = CampaignState.RELEASED, moment
    locked.save(update_fields=["state", "released_at"])
    VoiceCode.objects.filter(cohort__campaign=locked).delete()
    cohorts = list(locked.cohorts.select_related("mentor__staff_profile__team"))
    release = VoiceRelease.objects.create(
        campaign=locked,
        respondents_from=policy.respondents_from,
        comments_from=policy.comments_from,
        figures=_figures(locked, cohorts, policy.respondents_from, policy.comments_from),
        released_by=by,
        at=moment,
    )
    _stand_evidence(release, cohorts)
    _tell(release, cohorts, by, at)
    detail = {"from": release.respondents_from, "shown": _count_shown(release.figures)}
    record(actor=by, verb="voice_campaign.released", obj=locked, detail=detail, at=at)
    return release


@transaction.atomic
def show_to_supervisor(*, campaign: VoiceCampaign, mentor: User, is_shown: bool, by: User) -> None:
    """A mentor lets whoever supervises her read her figures of a campaign, or no longer."""
    if not can_show_to_supervisor(by, mentor):
        raise PermissionDenied("Only she shows her own figures.")
    hers = VoiceCohort.objects.filter(
        campaign=campaign, mentor=mentor, campaign__state=CampaignState.RELEASED
    )
    if not hers.exists():
        raise ValidationError("Nothing about you was released here.")
    hers.update(supervisor_reads=is_shown)
    verb = "voice_figures.shared" if is_shown else "voice_figures.unshared"
    record(actor=by, verb=verb, obj=campaign, about=mentor)


def _figures(
    campaign: VoiceCampaign, cohorts: list[VoiceCohort], respondents_from: int, comments_from: int
) -> dict[str, Any]:
    questions = scales_of(campaign.questionnaire)
    cells = release_of(
        _asked(cohorts),
        [str(row.pk) for row in questions],
        respondents_from=respondents_from,
        comments_from=comments_from,
    )
    teams = {
        str(team.pk): team.name
        for cohort in cohorts
        if (team := _team_of(cohort.mentor)) is not None
    }
    return {
        "questions": [
            {
                "key": str(row.pk),
                "theme": row.theme,
                "wording": word_in(row.wording, ENGLISH),
                "codes": codes_of_theme(row.theme),
            }
            for row in questions
        ],
        "whole": asdict(cells["whole"]),
        "teams": {pk: {"name": name, **asdict(cells[TEAM + pk])} for pk, name in teams.items()},
        "mentors": {
            str(cohort.mentor_id): {
                "team": _team_key(cohort.mentor),
                **asdict(cells[str(cohort.mentor_id)]),
            }
            for cohort in cohorts
        },
    }


def _team_of(person: User) -> Team | None:
    profile = getattr(person, "staff_profile", None)
    return profile.team if profile else None


def _team_key(person: User) -> str:
    team = _team_of(person)
    return str(team.pk) if team else ""


def _asked(cohorts: list[VoiceCohort]) -> list[Cohort]:
    """A mentor's groups are one: a group of hers alone is never a figure."""
    by_mentor: dict[int, list[VoiceCohort]] = defaultdict(list)
    for cohort in cohorts:
        by_mentor[cohort.mentor_id].append(cohort)
    answers: dict[int, list[dict[str, int]]] = defaultdict(list)
    rows = VoiceResponse.objects.filter(cohort__in=cohorts)
    for mentor, ticks in rows.values_list("cohort__mentor", "answers"):
        answers[mentor].append(ticks)
    return [
        Cohort(
            mentor=str(mentor),
            team=_team_key(groups[0].mentor),
            invited=sum(group.invited for group in groups),
            answers=answers[mentor],
        )
        for mentor, groups in by_mentor.items()
    ]


def _stand_evidence(release: VoiceRelease, cohorts: list[VoiceCohort]) -> None:
    """A figure that is shown is evidence for the statements of its theme, once: the first cohort of
    the mentor is its source."""
    firsts: dict[int, VoiceCohort] = {}
    for cohort in cohorts:
        firsts.setdefault(cohort.mentor_id, cohort)
    for mentor, cohort in firsts.items():
        cell = release.figures["mentors"][str(mentor)]
        for question in release.figures["questions"]:
            item = cell["items"].get(question["key"])
            if item and question["codes"]:
                _stand(release.campaign, cohort, question, item)


def _stand(
    campaign: VoiceCampaign, cohort: VoiceCohort, question: dict[str, Any], item: dict[str, Any]
) -> None:
    note = f"{campaign.title}: “{question['wording']}” {item['mean']:.1f} of 5, {item['n']} answers"
    record_evidence(
        person=cohort.mentor,
        codes=question["codes"],
        kind=EvidenceKind.FEEDBACK,
        strength=Strength.VERIFIED,
        source=cohort,
        occurred_on=campaign.closes_on,
        by=None,
        note=note,
    )


def _tell(release: VoiceRelease, cohorts: list[VoiceCohort], by: User, at: datetime | None) -> None:
    people = {cohort.mentor_id: cohort.mentor for cohort in cohorts}
    campaign = release.campaign
    for person in people.values():
        is_hidden = release.figures["mentors"][str(person.pk)]["is_hidden"]
        send_notice(
            recipient=person,
            kind=NoticeKind.LEARNER_VOICE,
            key=f"voice-released:{campaign.pk}",
            title=f"What your learners say: {campaign.title}",
            body="There were too few answers to show anything."
            if is_hidden
            else "You can read it now. Your line manager reads it, too.",
            url=reverse("voice:release_detail", args=[campaign.pk, person.pk]),
            by=by,
            at=at,
        )
    lines = ReportingLine.objects.on(timezone.localdate(release.at)).filter(person__in=people)
    for manager in User.objects.filter(pk__in=lines.values("manager")):
        send_notice(
            recipient=manager,
            kind=NoticeKind.LEARNER_VOICE,
            key=f"voice-released-team:{campaign.pk}",
            title=f"What your team’s learners say: {campaign.title}",
            url=reverse("voice:campaign_figures", args=[campaign.pk]),
            by=by,
            at=at,
        )


def _count_shown(figures: dict[str, Any]) -> int:
    return sum(not cell["is_hidden"] for cell in figures["mentors"].values())
