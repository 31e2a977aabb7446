"""The services of objectives, needs, reviews, moderation and the team grid."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.moderation.rules import CaseState
from assessments.moderation.rules.exercises import ExerciseContent, Rated
from assessments.moderation.rules.judging import Outcome
from assessments.objectives.rules import values_of
from assessments.reviews.queries.policies import review_policy
from assessments.reviews.queries.words import words_hash_of
from assessments.reviews.queries.writing import part_content
from assessments.reviews.rules.content import (
    ActionContent,
    JudgementContent,
    MeetingContent,
    PreviousContent,
    SelfContent,
    SupportContent,
    version_of,
)
from assessments.reviews.rules.timing import ReviewDates
from assessments.reviews.services.policies import NAMES, TEMPLATE_FIELDS
from assessments.standards.models import Statement
from cms.dashboard.rules import Asked
from tests.access.calls import Call, Row, also, of
from tests.access.scene import Scene
from tests.factories import moderation, objectives
from tests.factories.people import days_ago

BOTH = "mentor manager"
KEEPERS = "quality_lead hr"
RATERS = "manager other_manager quality_lead"
MODERATES = "other_manager quality_lead"
FOLLOWS_MENTOR = "manager quality_lead"
SOON = days_ago(-60)

O = "assessments.objectives.services"  # noqa: E741
YEAR = {"title": "Reading aloud", "from_on": days_ago(0), "to_on": SOON}
OBJECTIVES = [
    Row(f"{O}.write_objective", BOTH, also({"owner": "mentor"}, values=objectives.values())),
    Row(f"{O}.change_objective", BOTH,
        also({"objective": "objective_draft"}, values=objectives.values(), revision=0)),
    Row(f"{O}.change_objective", "manager",
        also({"objective": "objective_active"}, values=objectives.values(target="17 of 18"),
             revision=0, is_agreed_together=True), note="agreed"),
    Row(f"{O}.change_objective", "manager",
        also({"objective": "objective_held_back"}, values=objectives.values(), revision=0),
        note="held back"),
    Row(f"{O}.agree_objective", "manager", of(objective="objective_draft")),
    # Not before its owner has read it.
    Row(f"{O}.agree_objective", "", of(objective="objective_held_back"), note="held back"),
    Row(f"{O}.show_objective", "manager", of(objective="objective_held_back")),
    Row(f"{O}.close_objective", BOTH,
        also({"objective": "objective_draft"}, to="dropped", reason="Something else comes first.")),
    Row(f"{O}.close_objective", "manager",
        also({"objective": "objective_active"}, to="met", reason="16 of 18 in May."),
        note="agreed"),
    Row(f"{O}.add_progress", BOTH,
        also({"objective": "objective_active"}, text="13 of 18 this half term.")),
    Row(f"{O}.set_priority", KEEPERS, also({}, **YEAR)),
    Row(f"{O}.change_priority", KEEPERS, also({"priority": "priority"}, **YEAR)),
    Row(f"{O}.retire_priority", KEEPERS, of(priority="priority")),
]  # fmt: skip

NEEDS = [
    Row("assessments.needs.services.enrol_for_need", FOLLOWS_MENTOR,
        lambda scene, _by: {"statement": Statement.objects.get(code="S1"),
                            "module": scene.next_module, "people": [scene.mentor]}),
]  # fmt: skip

R = "assessments.reviews.services"


def signing(name: str, **values: Any) -> Call:
    return lambda scene, _by: {
        "review": getattr(scene, name),
        "words_hash": words_hash_of(getattr(scene, name)),
        **values,
    }


def part(content: Any) -> Call:
    """A part of the draft, as it stands on the reviewer’s own page."""

    def arguments(scene: Scene, _by: Any) -> dict[str, Any]:
        review = scene.review_drafted
        now = part_content(review, type(content))
        return {"review": review, "content": content, "seen": version_of(now)}

    return arguments


def judgement(scene: Scene, _by: Any) -> dict[str, Any]:
    """None is there yet of an area that was taken out: nothing was seen of it."""
    review, area = scene.review_opened, scene.review_area
    content = JudgementContent(rating=3, narrative="In May she waited in both sessions I saw.")
    return {"review": review, "area": area, "content": content,
            "seen": version_of(JudgementContent())}  # fmt: skip


def rating_herself(scene: Scene, _by: Any) -> dict[str, Any]:
    return {"review": scene.review_opened, "content": SelfContent(proud_of="The group talks."),
            "revision": 0}  # fmt: skip


DRAFT = {"review": "review_drafted"}
NEXT = {**DRAFT, "objective": "next_objective"}
WRITING = [
    Row(f"{R}.save_self_assessment", "mentor", rating_herself),
    Row(f"{R}.submit_self_assessment", "mentor", of(review="review_opened")),
    Row(f"{R}.save_part", "manager",
        part(MeetingContent(timezone.localtime() - timedelta(days=1), 60, met_both=True))),
    Row(f"{R}.save_part", "manager", part(SupportContent(supervision_gap="None in spring.")),
        note="support"),
    Row(f"{R}.save_judgement", "manager", judgement),
    Row(f"{R}.save_previous", "manager",
        also({**DRAFT, "objective": "previous_objective"},
             content=PreviousContent("met", "8 of 10 in May."),
             seen=version_of(PreviousContent()))),
    Row(f"{R}.write_next", "manager", also(DRAFT, values=objectives.values())),
    Row(f"{R}.change_next", "manager",
        lambda scene, by: {**of(**NEXT)(scene, by), "revision": 0,
                           "values": values_of(scene.next_objective)}),
    Row(f"{R}.remove_next", "manager", of(**NEXT)),
    Row(f"{R}.add_action", "manager", also(DRAFT, content=ActionContent("Asking openly"))),
    Row(f"{R}.change_action", "manager",
        also({"action": "review_action"}, content=ActionContent("Asking openly"),
             seen=version_of(ActionContent("Waiting longer")))),
    Row(f"{R}.remove_action", "manager", of(action="review_action")),
    Row(f"{R}.attest", "manager", of(**DRAFT)),
    Row(f"{R}.give_reason", "manager",
        also(DRAFT, code="PR-04", where="", reason="The two years were alike.")),
    Row(f"{R}.take_reason_back", "manager", also(DRAFT, code="PR-04", where="")),
]  # fmt: skip

SIGNING = [
    Row(f"{R}.share_review", "manager", signing("review_ready")),
    Row(f"{R}.take_back", "manager", of(review="review_shared")),
    Row(f"{R}.respond", "mentor", signing("review_shared", stance="agree")),
    # Her turn is over, and it is the reviewer’s: she may still sign.
    Row(f"{R}.sign_review", BOTH, signing("review_unsigned")),
    Row(f"{R}.countersign_review", "other_manager", signing("review_signed_twice")),
    Row(f"{R}.choose_countersigner", "manager hr",
        of(review="review_shared", countersigner="other_manager")),
    Row(f"{R}.note_unsigned", "manager", also({"review": "review_silent"}, reason="no_answer")),
    Row(f"{R}.record_dispute_meeting", "other_manager",
        also({"review": "review_disputed"}, met_on=days_ago(0), outcome="Both views stand.")),
    Row(f"{R}.export_review", "mentor manager hr",
        also({"review": "review_final"}, purpose="record")),
    Row(f"{R}.hand_over", "hr", of(**DRAFT, reviewer="stand_in")),
    Row(f"{R}.hand_over", "hr", of(**DRAFT, reviewer="manager"), note="to whom it is"),
    Row(f"{R}.cancel_review", f"manager {KEEPERS}",
        also(DRAFT, reason="She moves to another college.")),
    Row(f"{R}.mark_sampled", "quality_lead", of(review="review_undrawn")),
    Row(f"{R}.mark_moderated", MODERATES, of(review="review_waiting")),
    Row(f"{R}.return_to_reviewer", MODERATES,
        also({"review": "review_waiting"}, reason="Look at the second area again.")),
]  # fmt: skip


def policy(scene: Scene, _by: Any) -> dict[str, Any]:
    now = review_policy()
    values = {name: getattr(now, name) for name in NAMES}
    return {"values": {**values, "meeting_minutes": 45, "why": "Longer talks."}}


def template(scene: Scene, _by: Any) -> dict[str, Any]:
    row = scene.review_template
    return {"template": row, "values": {name: getattr(row, name) for name in TEMPLATE_FIELDS},
            "areas": list(row.areas.all())}  # fmt: skip


DAYS = ReviewDates(days_ago(200), days_ago(0), days_ago(0), SOON, SOON)
OPENING = [
    Row(f"{R}.begin_review", f"{BOTH} {KEEPERS}",
        also({"template": "interim_template", "person": "mentor"}, period_from=days_ago(200))),
    Row(f"{R}.begin_review", KEEPERS,
        also({"template": "review_template", "person": "peer"}, period_from=days_ago(200)),
        note="another kind"),
    Row(f"{R}.create_cycle", KEEPERS,
        also({"template": "review_template"}, title="Annual reviews", dates=DAYS)),
    Row(f"{R}.update_cycle", KEEPERS, also({"cycle": "cycle_draft"}, title="Mid-year", dates=DAYS)),
    Row(f"{R}.open_cycle", KEEPERS,
        lambda scene, _by: {"cycle": scene.cycle_draft, "people": [scene.pk("peer")]}),
    Row(f"{R}.open_many", KEEPERS,
        lambda scene, _by: {"cycle": scene.cycle_open, "people": [scene.pk("peer")]}),
    Row(f"{R}.open_for_people", KEEPERS,
        lambda scene, _by: {"cycle": scene.cycle_open, "people": [scene.pk("peer")]}),
    Row(f"{R}.chase", KEEPERS, lambda scene, _by: {"found": [scene.review_opened]}),
    Row(f"{R}.close_cycle", KEEPERS, also({"cycle": "cycle_open"}, reason="The college closes.")),
    Row(f"{R}.load_default_reviews", KEEPERS, lambda _scene, _by: {}),
    Row(f"{R}.set_policy", KEEPERS, policy),
    Row(f"{R}.update_template", KEEPERS, template),
    Row(f"{R}.update_area", KEEPERS,
        also({"area": "review_area"}, title="Progress", statements=[],
             anchors=dict.fromkeys(range(1, 5), "What one would see."))),
]  # fmt: skip

M = "assessments.moderation.services"


def ratings(scene: Scene) -> dict[str, int]:
    return dict.fromkeys(scene.case.before, 3)


def exercise(scene: Scene) -> ExerciseContent:
    areas = tuple(scene.exercise_open.areas.values_list("pk", flat=True))
    return ExerciseContent("Another text", moderation.STIMULUS, areas, days_ago(0), SOON)


UPHELD = Outcome(CaseState.UPHELD, "The ratings follow from what was seen.", {})
MODERATION = [
    Row(f"{M}.draw_round", "quality_lead", of(cycle="cycle_to_draw")),
    Row(f"{M}.give_view", MODERATES,
        lambda scene, _by: {"case": scene.case, "ratings": ratings(scene)}),
    Row(f"{M}.close_case", "quality_lead", also({"case": "rated_case"}, outcome=UPHELD)),
    Row(f"{M}.choose_moderators", "quality_lead",
        lambda scene, _by: {"case": scene.case,
                            "people": [scene.quality_lead, scene.far_manager]}),
    Row(f"{M}.step_aside", MODERATES, of(case="case")),
    Row(f"{M}.create_exercise", "quality_lead",
        lambda scene, _by: {"content": exercise(scene)}),
    Row(f"{M}.update_exercise", "quality_lead",
        lambda scene, _by: {"exercise": scene.exercise_open, "content": exercise(scene)}),
    Row(f"{M}.rate_exercise", RATERS,
        lambda scene, _by: {"exercise": scene.exercise_open,
                            "rated": dict.fromkeys(ratings(scene), Rated(3, moderation.EVIDENCE))}),
    Row(f"{M}.reveal_exercise", "quality_lead", of(exercise="exercise_over")),
    Row(f"{M}.agree_on_exercise", "quality_lead",
        also({"exercise": "exercise_shown"}, agreed={}, notes="A number is evidence.")),
    Row(f"{M}.announce_exercises", "quality_lead", lambda _scene, _by: {}),
    Row(f"{M}.load_default_calibration", "quality_lead", lambda _scene, _by: {}),
]  # fmt: skip

D = "cms.dashboard.services"
CHOSEN = {"people": "mentor"}
TEAM_GRID = [
    Row(f"{D}.remind_of_modules", FOLLOWS_MENTOR, lambda s, _by: {"people": [s.mentor]}),
    Row(f"{D}.remind_of_reviews", FOLLOWS_MENTOR, lambda s, _by: {"people": [s.mentor]}),
    # Who may be put on a list is what enrolment says.
    Row(f"{D}.enrol_chosen", "mentor manager quality_lead admin",
        lambda s, _by: {"people": [s.mentor], "module": s.next_module}),
    Row(f"{D}.export_team", RATERS, lambda _s, _by: {"asked": Asked(), "format": "csv"}),
]  # fmt: skip

REVIEW_SERVICES = [
    *OBJECTIVES, *NEEDS, *WRITING, *SIGNING, *OPENING, *MODERATION, *TEAM_GRID
]  # fmt: skip
CLOCK = "a worker, by the clock"
READ = "what was read is written down"
REVIEW_OF_THE_SITE = {
    f"{O}.remind_of_objectives": CLOCK,
    f"{O}.note_opened": READ,
    f"{R}.open_due_reviews": CLOCK,
    f"{R}.remind_of_reviews": CLOCK,
    f"{R}.note_opened": READ,
    f"{R}.note_self_opened": READ,
    f"{M}.note_case_opened": READ,
    f"{M}.note_outcome_opened": READ,
}
# Parts of services that have a name without an underscore.
REVIEW_PARTS = {
    f"{O}.tell_the_other",
    f"{R}.audit",
    f"{R}.body_for",
    f"{R}.call_off",
    f"{R}.check_may_countersign",
    f"{R}.check_nothing_stops",
    f"{R}.finish_review",
    f"{R}.gather_previous",
    f"{R}.go_on_unsigned",
    f"{R}.held",
    f"{R}.held_to_write",
    f"{R}.may_export",
    f"{R}.may_sign_late",
    f"{R}.move",
    f"{R}.needs_countersignature",
    f"{R}.note_written",
    f"{R}.of_answer",
    f"{R}.of_calling_off",
    f"{R}.of_cycle",
    f"{R}.of_final",
    f"{R}.of_hand_over",
    f"{R}.of_left_out",
    f"{R}.of_meeting",
    f"{R}.of_missing_countersigner",
    f"{R}.of_moderation",
    f"{R}.of_noting",
    f"{R}.of_opening",
    f"{R}.of_sharing",
    f"{R}.of_taking_back",
    f"{R}.of_turn",
    f"{R}.put_plans_into_effect",
    f"{R}.remind",
    f"{R}.standing",
    f"{M}.end_round_when_done",
    f"{M}.of_all_views",
    f"{M}.of_case",
    f"{M}.of_exercise",
    f"{M}.of_outcome",
    f"{M}.of_reveal",
    f"{M}.of_round",
    f"{M}.of_stepping_aside",
}
