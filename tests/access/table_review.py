"""Every address of objectives, readings, needs, reviews and moderation, and the team grid's own.

A review is the two's, the countersigner's once it is shared, HR's once it is final; that there is
one, the quality lead, HR and the data protection officer know. “outline” in a note: these get its
dates and its state on the same page, and not a word of it (tests/test_access_matrix_review.py).
"""

from collections.abc import Callable
from typing import Any

from assessments.reviews.queries.words import words_hash_of
from tests.access.rows import GET, NOT_FOUND, POST, TODAY, Row, of, post
from tests.access.scene import Scene
from tests.factories.people import days_ago

SOON = days_ago(-60).isoformat()
LONG_AGO = days_ago(200).isoformat()
KEEPERS = "quality_lead hr"
RATERS = "manager other_manager quality_lead"
GRID = "manager other_manager quality_lead"
FOLLOWS_MENTOR = "manager quality_lead"
MODERATES = "other_manager quality_lead"
KNOWS_OF_IT = "mentor manager other_manager quality_lead hr dpo"
OUTCOME = {"outcome": "Nine of ten leave with one target", "about": "learners"}


def about_mentor(name: str = "person", **more: Any) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {name: scene.pk("mentor"), **more}


OBJECTIVES = [
    Row("objectives:objective_list", GET,
        {302: "manager other_manager quality_lead hr", 200: "staff"}),
    Row("objectives:objective_begin", GET, {200: "mentor peer"}),
    Row("objectives:objective_create", GET, {200: "mentor peer"}),
    Row("objectives:objective_create", POST, {302: "mentor peer"}, data=post(**OUTCOME)),
    Row("objectives:objective_print", GET, {200: "staff"}),
    Row("objectives:team_list", GET, {200: "manager other_manager"}),
    Row("objectives:team_objectives", GET, {200: "manager other_manager"}),
    Row("objectives:person_objectives", GET, {200: "manager"}, of("mentor")),
    Row("objectives:person_begin", GET, {200: "manager"}, of("mentor")),
    Row("objectives:person_create", GET, {200: "manager"}, of("mentor")),
    Row("objectives:person_create", POST, {302: "manager"}, of("mentor"), post(**OUTCOME)),
    Row("objectives:person_print", GET, {200: "manager"}, of("mentor")),
    Row("objectives:priority_list", GET, {200: "staff"}),
    Row("objectives:priority_create", GET, {200: KEEPERS}),
    Row("objectives:priority_create", POST, {302: KEEPERS},
        data=post(title="Reading aloud", from_on=TODAY, to_on=SOON)),
    Row("objectives:priority_update", GET, {200: KEEPERS}, of("priority")),
    Row("objectives:priority_update", POST, {302: KEEPERS}, of("priority"),
        post(title="Reading aloud", from_on=TODAY, to_on=SOON)),
    Row("objectives:priority_retire", POST, {302: KEEPERS}, of("priority")),
    Row("objectives:objective_detail", GET, {200: "mentor manager"}, of("objective_draft")),
    Row("objectives:objective_detail", GET, {200: "mentor manager"}, of("objective_met"),
        note="closed"),
    # It stands in a review that is still being written: its writer’s alone.
    Row("objectives:objective_detail", GET, {200: "manager"}, of("objective_held_back"),
        note="held back"),
    Row("objectives:objective_update", GET, {200: "mentor manager"}, of("objective_draft")),
    Row("objectives:objective_update", POST, {302: "mentor manager"}, of("objective_draft"),
        post(**OUTCOME, revision="0")),
    Row("objectives:objective_update", GET, {200: "manager", 302: "mentor"},
        of("objective_active"), note="agreed"),
    Row("objectives:objective_update", POST, {200: "manager", 302: "mentor"},
        of("objective_active"), note="agreed"),
    Row("objectives:objective_update", POST, {302: "manager"}, of("objective_held_back"),
        post(**OUTCOME, revision="0"), note="held back"),
    Row("objectives:objective_agree", GET, {200: "manager"}, of("objective_draft")),
    Row("objectives:objective_agree", POST, {302: "manager"}, of("objective_draft"),
        post(revision="0")),
    Row("objectives:progress_create", POST, {302: "mentor manager"}, of("objective_active"),
        post(text="13 of 18 this half term.")),
    Row("objectives:objective_close", GET, {200: "mentor manager"}, of("objective_draft")),
    Row("objectives:objective_close", POST, {302: "mentor manager"}, of("objective_draft"),
        post(reason="Something else comes first.")),
    Row("objectives:objective_close", GET, {200: "manager"}, of("objective_active"), note="agreed"),
    Row("objectives:objective_close", POST, {302: "manager"}, of("objective_active"),
        post(to="met", reason="16 of 18 in May."), note="agreed"),
]  # fmt: skip

READINGS = [
    Row("readings:my_reading", GET, {200: "staff"}),
    Row("readings:person_reading", GET, {200: "manager", 302: "mentor"}, of("mentor")),
]


def need(scene: Scene) -> dict[str, Any]:
    return {"code": "K6"}


def need_module(scene: Scene) -> dict[str, Any]:
    return {"code": "K6", "module": scene.pk("next_module")}


NEEDS = [
    Row("needs:needs_overview", GET, {200: GRID}),
    Row("needs:needs_export", GET, {200: GRID}),
    Row("needs:need_detail", GET, {200: GRID}, need),
    Row("needs:need_enrol", GET, {200: GRID}, need_module),
    # A count as small as the mentor's team is hidden from the quality lead, and whom it is about.
    Row("needs:need_enrol", POST, {302: "manager", 200: "other_manager quality_lead"}, need_module,
        lambda s: {"people": s.pk("peer")}),
]  # fmt: skip


def words_of(name: str, **more: Any) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"words_hash": words_hash_of(getattr(scene, name)), **more}


def with_row(key: str, name: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"pk": scene.pk("review_drafted"), key: scene.pk(name)}


BEGINS = {302: f"mentor manager {KEEPERS}", 422: "peer other_manager"}
REVIEWS = [
    Row("reviews:review_home", GET, {200: "staff"}),
    Row("reviews:review_list", GET, {200: f"{RATERS} hr dpo"}),
    Row("reviews:review_begin", GET, {200: f"mentor peer manager other_manager {KEEPERS}"}),
    Row("reviews:review_begin", POST, BEGINS,
        data=lambda s: {"person": s.pk("mentor"), "template": s.pk("interim_template"),
                        "period_from": LONG_AGO}),
    Row("reviews:review_detail", GET, {200: KNOWS_OF_IT}, of("review_drafted"),
        note="a draft: outline but for the manager"),
    Row("reviews:review_detail", GET, {200: KNOWS_OF_IT}, of("review_shared"),
        note="shared: outline for quality lead, HR and DPO"),
    Row("reviews:review_detail", GET, {200: KNOWS_OF_IT}, of("review_final"),
        note="final: outline for quality lead and DPO"),
    Row("reviews:review_detail", GET, {200: KNOWS_OF_IT}, of("review_called_off"),
        note="called off: outline but for the manager"),
    Row("reviews:self_detail", GET, {200: "mentor manager"}, of("review_drafted")),
    Row("reviews:self_detail", GET, {}, of("review_opened"), note="not handed in"),
    Row("reviews:self_update", GET, {200: "mentor"}, of("review_opened")),
    Row("reviews:self_update", POST, {302: "mentor"}, of("review_opened"),
        post(revision="0", proud_of="The group talks.")),
    Row("reviews:self_submit", GET, {200: "mentor"}, of("review_opened")),
    Row("reviews:self_submit", POST, {302: "mentor"}, of("review_opened")),
    Row("reviews:review_share", GET, {200: "manager"}, of("review_ready")),
    Row("reviews:review_share", POST, {302: "manager"}, of("review_ready"),
        words_of("review_ready")),
    Row("reviews:review_take_back", GET, {200: "manager"}, of("review_shared")),
    Row("reviews:review_take_back", POST, {302: "manager"}, of("review_shared")),
    Row("reviews:review_respond", POST, {302: "mentor"}, of("review_shared"),
        words_of("review_shared", stance="agree")),
    # Whose turn it is not is told so, and signs nothing.
    Row("reviews:review_sign", POST, {302: "mentor manager other_manager"}, of("review_answered"),
        words_of("review_answered")),
    Row("reviews:review_sign", POST, {302: "mentor manager other_manager"},
        of("review_signed_twice"), words_of("review_signed_twice"), note="the last"),
    Row("reviews:review_unsigned", GET, {200: "manager"}, of("review_silent")),
    Row("reviews:review_unsigned", POST, {302: "manager"}, of("review_silent"),
        post(reason="no_answer")),
    Row("reviews:review_countersigner", GET, {200: "manager hr"}, of("review_shared")),
    Row("reviews:review_countersigner", POST, {302: "manager hr"}, of("review_shared"),
        lambda s: {"countersigner": s.pk("other_manager")}),
    Row("reviews:dispute_record", POST, {302: "other_manager"}, of("review_disputed"),
        post(met_on=TODAY, outcome="Both views stand.")),
    Row("reviews:review_export", GET, {200: "mentor manager hr"}, of("review_final")),
    Row("reviews:review_export", POST, {200: "mentor manager hr"}, of("review_final"),
        post(purpose="record")),
    Row("reviews:review_hand_over", GET, {200: "hr"}, of("review_drafted")),
    Row("reviews:review_hand_over", POST, {302: "hr"}, of("review_drafted"),
        lambda s: {"reviewer": s.pk("stand_in")}),
    Row("reviews:review_cancel", GET, {200: f"manager {KEEPERS}"}, of("review_drafted")),
    Row("reviews:review_cancel", POST, {302: f"manager {KEEPERS}"}, of("review_drafted"),
        post(reason="She moves to another college.")),
]  # fmt: skip

REVISION = post(revision="as it was")
WRITES = {200: "manager"}  # the reviewer alone, until she shares it
DRAFT = of("review_drafted")
WRITING = [
    Row("reviews:write_home", GET, WRITES, DRAFT),
    Row("reviews:write_home", GET, {302: "manager"}, of("review_shared"), note="shared"),
    Row("reviews:write_meeting", GET, WRITES, DRAFT),
    Row("reviews:write_meeting", POST, {302: "manager"}, DRAFT, REVISION),
    Row("reviews:write_area", GET, WRITES,
        lambda s: {"pk": s.pk("review_drafted"), "code": s.review_area.code}),
    Row("reviews:write_area", POST, {409: "manager"},
        lambda s: {"pk": s.pk("review_drafted"), "code": s.review_area.code}, REVISION),
    Row("reviews:write_words", GET, WRITES, DRAFT),
    Row("reviews:write_words", POST, {302: "manager"}, DRAFT, REVISION),
    Row("reviews:write_support", GET, WRITES, DRAFT),
    Row("reviews:write_support", POST, {302: "manager"}, DRAFT, REVISION),
    Row("reviews:previous_list", GET, WRITES, DRAFT),
    Row("reviews:previous_update", GET, WRITES, with_row("objective", "previous_objective")),
    Row("reviews:previous_update", POST, {302: "manager"},
        with_row("objective", "previous_objective"), REVISION),
    Row("reviews:next_list", GET, WRITES, DRAFT),
    Row("reviews:next_create", GET, WRITES, DRAFT),
    Row("reviews:next_create", POST, {302: "manager"}, DRAFT, post(**OUTCOME)),
    Row("reviews:next_update", GET, WRITES, with_row("objective", "next_objective")),
    Row("reviews:next_update", POST, {302: "manager"}, with_row("objective", "next_objective"),
        post(**OUTCOME, revision="0")),
    Row("reviews:next_remove", GET, WRITES, with_row("objective", "next_objective")),
    Row("reviews:next_remove", POST, {302: "manager"}, with_row("objective", "next_objective")),
    Row("reviews:action_list", GET, WRITES, DRAFT),
    Row("reviews:action_create", GET, WRITES, DRAFT),
    Row("reviews:action_create", POST, {302: "manager"}, DRAFT, post(need="Asking openly")),
    Row("reviews:action_update", GET, WRITES, with_row("action", "review_action")),
    Row("reviews:action_update", POST, {422: "manager"}, with_row("action", "review_action"),
        post(need="Asking openly")),
    Row("reviews:action_remove", GET, WRITES, with_row("action", "review_action")),
    Row("reviews:action_remove", POST, {302: "manager"}, with_row("action", "review_action")),
    Row("reviews:write_check", GET, WRITES, DRAFT),
    Row("reviews:write_check", POST, {302: "manager"}, DRAFT, post(attest="on")),
    Row("reviews:reason_give", POST, {302: "manager"}, DRAFT,
        post(code="PR-04", where="", reason="The two years were alike.")),
]  # fmt: skip

ROUND = {"title": "Round", "period_from": LONG_AGO, "period_to": TODAY, "opens_on": TODAY,
         "self_due_on": SOON, "due_on": SOON}  # fmt: skip
CYCLES = [
    Row("reviews:cycle_list", GET, {200: KEEPERS}),
    Row("reviews:cycle_create", GET, {200: KEEPERS}),
    Row("reviews:cycle_create", POST, {200: KEEPERS}, note="without a kind"),
    Row("reviews:lateness", GET, {200: KEEPERS}),
    Row("reviews:cycle_detail", GET, {200: KEEPERS}, of("cycle_open")),
    Row("reviews:cycle_update", GET, {200: KEEPERS}, of("cycle_draft")),
    Row("reviews:cycle_update", POST, {302: KEEPERS}, of("cycle_draft"), post(**ROUND)),
    Row("reviews:cycle_people", GET, {200: KEEPERS}, of("cycle_draft")),
    Row("reviews:cycle_people", POST, {302: KEEPERS}, of("cycle_draft"), post(seen="0")),
    Row("reviews:cycle_remind", POST, {302: KEEPERS}, of("cycle_open"), post(all="1")),
    Row("reviews:cycle_close", GET, {200: KEEPERS}, of("cycle_open")),
    Row("reviews:cycle_close", POST, {302: KEEPERS}, of("cycle_open"),
        post(reason="The college closes.")),
    Row("reviews:policy_detail", GET, {200: "staff"}),
    Row("reviews:policy_update", GET, {200: KEEPERS}),
    Row("reviews:policy_update", POST, {422: KEEPERS}, data=post(why="Because.")),
    Row("reviews:area_update", GET, {200: KEEPERS}, of("review_area")),
    Row("reviews:area_update", POST, {422: KEEPERS}, of("review_area"), post(title="Another")),
    Row("reviews:template_detail", GET, {200: "staff"}, of("review_template")),
    Row("reviews:template_update", GET, {200: KEEPERS}, of("review_template")),
    Row("reviews:template_update", POST, {422: KEEPERS}, of("review_template"),
        post(title="Another", self_days="")),
]  # fmt: skip

MODERATION = [
    Row("moderation:round_list", GET, {200: RATERS}),
    Row("moderation:round_draw", GET, {200: "quality_lead"}),
    Row("moderation:round_draw", POST, {302: "quality_lead"},
        data=lambda s: {"cycle": s.pk("cycle_to_draw"), "seen": "1"}),
    Row("moderation:rating_list", GET, {200: "quality_lead"}),
    Row("moderation:outcome_list", GET, {200: "staff"}),
    Row("moderation:round_detail", GET, {200: "quality_lead"}, of("round")),
    Row("moderation:case_detail", GET, {200: MODERATES}, of("case")),
    Row("moderation:case_rate", POST, {422: MODERATES}, of("case"), post(comment="x")),
    Row("moderation:case_close", GET, {200: "quality_lead"}, of("rated_case")),
    Row("moderation:case_close", POST, {302: "quality_lead"}, of("rated_case"),
        post(state="upheld", reason="The ratings follow from what was seen.")),
    Row("moderation:case_step_aside", GET, {200: MODERATES}, of("case")),
    Row("moderation:case_step_aside", POST, {302: MODERATES}, of("case")),
    Row("moderation:moderators_update", GET, {200: "quality_lead"}, of("case")),
    Row("moderation:moderators_update", POST, {302: "quality_lead"}, of("case"),
        lambda s: {"people": [s.pk("quality_lead"), s.pk("far_manager")]}),
    Row("moderation:outcome_detail", GET, {200: f"mentor manager {KEEPERS}"}, of("decided_case")),
    Row("moderation:outcome_detail", GET, {}, of("case"), note="not decided"),
    Row("moderation:calibration_list", GET, {200: RATERS}),
    Row("moderation:calibration_create", GET, {200: "quality_lead"}),
    Row("moderation:calibration_create", POST, {422: "quality_lead"}, data=post(title="Another")),
    Row("moderation:calibration_drift", GET, {200: RATERS}),
    Row("moderation:calibration_detail", GET, {200: RATERS}, of("exercise_open")),
    Row("moderation:calibration_detail", GET, {200: "quality_lead"}, of("exercise_planned"),
        note="to come"),
    Row("moderation:calibration_detail", GET, {200: RATERS}, of("exercise_shown"), note="shown"),
    Row("moderation:calibration_update", GET, {200: "quality_lead"}, of("exercise_open")),
    Row("moderation:calibration_update", POST, {422: "quality_lead"}, of("exercise_open"),
        post(title="Another")),
    Row("moderation:calibration_rate", POST, {422: RATERS}, of("exercise_open"), post(x="1")),
    Row("moderation:calibration_reveal", GET, {200: "quality_lead"}, of("exercise_over")),
    Row("moderation:calibration_reveal", POST, {302: "quality_lead"}, of("exercise_over")),
    Row("moderation:calibration_agree", GET, {200: "quality_lead"}, of("exercise_shown")),
    Row("moderation:calibration_agree", POST, {302: "quality_lead"}, of("exercise_shown"),
        post(notes="A named learner is evidence.")),
]  # fmt: skip

TEAM_GRID = [
    Row("dashboard:team_modules", GET, {200: GRID}, visitor=NOT_FOUND),
    Row("dashboard:team_export", GET, {200: GRID}, visitor=NOT_FOUND),
    Row("dashboard:team_act", GET, {200: FOLLOWS_MENTOR},
        query="do=remind_review&person={mentor}", visitor=NOT_FOUND),
    Row("dashboard:team_act", GET, {200: "manager"},
        query="do=verify&person={mentor}", visitor=NOT_FOUND),
    Row("dashboard:team_act", POST, {302: FOLLOWS_MENTOR},
        data=about_mentor(do="remind_review"), visitor=NOT_FOUND),
    Row("dashboard:team_act", POST, {302: FOLLOWS_MENTOR},
        data=lambda s: {"do": "enrol", "person": s.pk("mentor"), "module": s.pk("next_module")},
        visitor=NOT_FOUND, note="enrol"),
]  # fmt: skip

REVIEW: list[Row] = [
    *OBJECTIVES, *READINGS, *NEEDS, *REVIEWS, *WRITING, *CYCLES, *MODERATION, *TEAM_GRID
]  # fmt: skip
