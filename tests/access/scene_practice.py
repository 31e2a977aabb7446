"""What is seen and said of the scene's mentor: observations, learner voice, outcomes, caseloads,
notes of her manager and feedback of colleagues, in the states their addresses need.

“Kin” is a further mentor: a relative of the quality lead's, and the one a grant of HR is about.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.observations.rules import ObservationKind, RecordingConsent
from assessments.voice.rules import CampaignState, CommentState
from assessments.voice.services import release_campaign
from cms.people.accounts.rules import Role
from cms.people.privacy.models import BreakGlassGrant
from cms.people.privacy.rules import GrantState, Purpose
from cms.people.teams.models import ConflictOfInterest
from tests.factories import caseloads, colleagues, feedback, outcomes, voice
from tests.factories import observations as seen
from tests.factories.observations import developmental
from tests.factories.people import days_ago, make_person

REASON = "A grievance has been raised and the notes of that spring are needed to answer it."
ANSWERS = (4, 5, 4, 3, 5, 4, 4, 5, 3, 4, 5, 4)


def practice_rows(scene: Any) -> dict[str, Any]:
    # A third mentor in the team: of two, a total would give each away to the other.
    third = make_person("Third", "Access", Role.MENTOR, team=scene.team)
    kin, heard = (make_person(name, "Access", Role.MENTOR) for name in ("Kin", "Heard"))
    ConflictOfInterest.objects.create(person=kin, other=scene.quality_lead, declared_by=kin)
    return {
        "third": third,
        "kin": kin,
        **formal_ones(scene, kin),
        **developmental_ones(scene),
        **voice_rows(scene, kin, heard),
        **outcome_rows(scene),
        **caseload_rows(scene),
        **feedback_rows(scene, kin),
        **colleague_rows(scene),
    }


def formal_ones(scene: Any, kin: Any) -> dict[str, Any]:
    mentor, manager, lead = scene.mentor, scene.manager, scene.quality_lead
    watched = seen.seen(mentor, manager, second_observer=scene.other_manager)
    template = watched.template
    return {
        "template": template,
        "dev_template": seen.template(ObservationKind.DEVELOPMENTAL),
        "obs_planned": seen.planned(mentor, manager),
        "obs_today": seen.planned(mentor, manager, planned_for=timezone.now()),
        "obs_asked": seen.planned(mentor, manager, recording=RecordingConsent.ASKED),
        "obs_seen": watched,
        "obs_note": watched.notes.get(),
        "obs_written": seen.written(mentor, manager),
        "obs_released": seen.released(mentor, lead),
        "obs_answered": seen.answered(mentor, manager),
        "obs_left": seen.answered(mentor, scene.outsider),  # its observer works here no longer
        "obs_sealed": seen.sealed(mentor, lead, days=9),
        "obs_aims": seen.sealed(mentor, lead, days=10, supervisor_reads=True),
        "obs_before": seen.sealed(mentor, scene.other_manager, days=11),
        "obs_of_kin": seen.sealed(kin, scene.trainer, days=12, second_observer=manager),
    }


def developmental_ones(scene: Any) -> dict[str, Any]:
    pair = (scene.mentor, scene.peer)
    looked = {"reflection": "I was glad of the silence.", "reflected_at": timezone.now()}
    shown = {"manager_reads": True, "supervisor_reads": True, **looked}
    return {
        "dev_planned": developmental(seen.planned, *pair, booked_by=scene.mentor),
        "dev_seen": developmental(seen.seen, *pair),
        "dev_released": developmental(seen.released, *pair, **looked),
        "dev_shown": developmental(seen.answered, *pair, is_evidence=True, **shown),
    }


def voice_rows(scene: Any, *others: Any) -> dict[str, Any]:
    mentor, lead = scene.mentor, scene.quality_lead
    draft = voice.campaign(lead, CampaignState.DRAFT, title="Next", days=20)
    asked, screened = voice.campaign(lead, title="Now"), screening(scene)
    cohort = voice.cohort(asked, mentor)
    voice.code(cohort)
    released = released_campaign(scene, "Before", *others)
    shown = released_campaign(scene, "Long before", *others)
    shown.cohorts.filter(mentor=mentor).update(supervisor_reads=True)
    return {
        "voice_draft": draft,
        "voice_draft_cohort": voice.cohort(draft, mentor),
        "voice_open": asked,
        "voice_cohort": cohort,
        "voice_own_cohort": voice.cohort(asked, lead, label="Engineering"),
        **screened,
        "voice_released": released,
        "voice_shown": shown,
        "voice_reply": voice.reply(released, lead),
        "questionnaire": draft.questionnaire,
    }


def screening(scene: Any) -> dict[str, Any]:
    """One that has comments to look through, and one that has been looked through."""
    lead = scene.quality_lead
    waits = voice.campaign(lead, CampaignState.SCREENING, title="Autumn")
    cohort = voice.cohort(waits, scene.mentor)
    done = voice.campaign(lead, CampaignState.SCREENING, title="Summer")
    voice.comment(voice.cohort(done, scene.mentor, answers=ANSWERS), state=CommentState.CLEAR)
    return {
        "voice_screening": waits,
        "voice_comment": voice.comment(cohort),
        "voice_doubted": voice.comment(cohort, "I am afraid at home.", flags=["concern"]),
        "voice_concern": voice.comment(
            cohort, "I am afraid to go home.", state=CommentState.PASSED_ON
        ),
        "voice_own_comment": voice.comment(voice.cohort(waits, lead)),
        "voice_screened": done,
    }


def released_campaign(scene: Any, title: str, *others: Any) -> Any:
    campaign = voice.campaign(scene.quality_lead, CampaignState.SCREENING, title=title)
    for person in (scene.mentor, *others):
        voice.cohort(campaign, person, answers=ANSWERS)
    release_campaign(campaign=campaign, by=scene.quality_lead)
    campaign.refresh_from_db()
    return campaign


def outcome_rows(scene: Any) -> dict[str, Any]:
    batch = outcomes.outcome_import(scene.quality_lead)
    figure = outcomes.metric(scene.mentor, 41, 48, batch=batch, compared=None)
    outcomes.metric(scene.team, batch=batch)
    return {"outcome_import": batch, "outcome_metric": figure}


def caseload_rows(scene: Any) -> dict[str, Any]:
    return {"caseload": caseloads.snapshot(scene.mentor)}


def feedback_rows(scene: Any, kin: Any) -> dict[str, Any]:
    """A note of her manager; one of a manager before; and one about kin, which a grant opens."""
    now = timezone.now()
    BreakGlassGrant.objects.create(
        requester=scene.hr,
        subject=kin,
        record_class="formative_note",
        purpose=Purpose.GRIEVANCE,
        case_ref="G-2",
        reason=REASON,
        state=GrantState.OPEN,
        approver=scene.dpo,
        answered_at=now,
        ends_at=now + timedelta(hours=5),
        told_at=now,
    )
    return {
        "feedback_note": feedback.note(scene.mentor, scene.manager),
        "feedback_before": feedback.note(
            scene.mentor,
            scene.other_manager,
            seen_on=days_ago(500),
            at=now - timedelta(days=500),
        ),
        "feedback_of_kin": feedback.note(kin, scene.other_manager),
    }


def colleague_rows(scene: Any) -> dict[str, Any]:
    mentor = scene.mentor
    asked = colleagues.colleague_round(mentor)
    heard = colleagues.heard_without_names(mentor)
    shared = colleagues.heard_without_names(mentor, is_shared=True)
    return {
        "round_open": asked,
        "round_ask": colleagues.colleague_ask(asked, sent_at=timezone.now()),
        "round_closed": heard,
        "round_shared": shared,
    }
