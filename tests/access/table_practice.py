"""Every address of what is seen and said of somebody's work: observations, learner voice, outcomes,
caseloads, the thresholds of figures, formative notes and feedback of colleagues.

On a screen of one observation, whoever may read it and not do this is led back to it (302) or finds
nothing (404); the services say for both who may (services_practice.py).
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from assessments.caseloads.queries import snapshot_of_month
from assessments.caseloads.services import seen_of
from assessments.figures.queries import figure_policy
from assessments.observations.rules import ratings_mark
from assessments.voice.rules import QuestionKind
from tests.access.rows import GET, POST, TODAY, Row, of, post
from tests.access.scene import Scene
from tests.factories.colleagues import FOCUS, colleague_token_of, posted_answer
from tests.factories.feedback import posted
from tests.factories.outcomes import YEAR
from tests.factories.people import days_ago
from tests.factories.voice import CODE

SOON = days_ago(-20).isoformat()
LATER = days_ago(-30).isoformat()
QL = "quality_lead"
LINE = "manager other_manager"
MOMENT = {"planned_for_0": SOON, "planned_for_1": "10:00", "setting": "one_to_one"}
READS_FORMAL = "mentor manager quality_lead"  # its observer is the manager, or the quality lead


def to_watch(**people: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {
        **{word: scene.pk(name) for word, name in people.items()},
        **MOMENT,
        "focus": "The questions after a silence",
    }


OBSERVATIONS = [
    Row("observations:observation_list", GET, {200: "staff"}),
    Row("observations:observation_book", GET, {200: f"{LINE} {QL}"}),
    Row("observations:observation_book", POST, {302: f"manager {QL}", 422: "other_manager"},
        data=to_watch(mentor="mentor", template="template")),
    Row("observations:observation_invite", GET, {200: "mentor peer"}),
    Row("observations:observation_invite", POST, {302: "mentor", 422: "peer"},
        data=to_watch(observer="peer", template="dev_template")),
    Row("observations:observation_counts", GET, {200: "quality_lead admin dpo"}),
    Row("observations:template_list", GET, {200: "staff"}),
    Row("observations:template_detail", GET, {200: "staff"}, of("template")),
    Row("observations:template_update", GET, {200: QL}, of("template")),
    Row("observations:template_update", POST, {422: QL}, of("template"), post(title="")),
    Row("observations:observation_detail", GET, {200: READS_FORMAL}, of("obs_planned")),
    Row("observations:observation_detail", GET, {200: f"{READS_FORMAL} other_manager"},
        of("obs_seen"), note="of two observers"),
    Row("observations:observation_detail", GET, {200: READS_FORMAL}, of("obs_released"),
        note="released"),
    Row("observations:observation_detail", GET, {200: READS_FORMAL}, of("obs_left"),
        note="by an observer who has left"),
    Row("observations:observation_detail", GET, {200: READS_FORMAL}, of("obs_sealed"),
        note="sealed"),
    Row("observations:observation_detail", GET, {200: f"{READS_FORMAL} supervisor"},
        of("obs_aims"), note="its next step shown"),
    Row("observations:observation_detail", GET, {200: READS_FORMAL}, of("obs_before"),
        note="by a manager of before"),
    Row("observations:observation_detail", GET, {200: "manager"}, of("obs_of_kin"),
        note="of a relative of the quality lead's"),
    Row("observations:observation_detail", GET, {200: "mentor peer"}, of("dev_planned"),
        note="developmental, planned"),
    Row("observations:observation_detail", GET, {200: "mentor peer"}, of("dev_released"),
        note="developmental"),
    Row("observations:observation_detail", GET, {200: "mentor peer manager supervisor"},
        of("dev_shown"), note="developmental, shown"),
    Row("observations:observation_print", GET, {200: READS_FORMAL}, of("obs_sealed")),
    Row("observations:observation_print", GET, {200: "mentor peer"}, of("dev_released"),
        note="developmental"),
    Row("observations:observation_move", GET, {200: f"manager {QL}", 302: "mentor"},
        of("obs_planned")),
    Row("observations:observation_move", POST, {302: READS_FORMAL},
        of("obs_planned"), post(**MOMENT, focus="", revision="0")),
    Row("observations:observation_move", GET, {200: "mentor peer"}, of("dev_planned"),
        note="developmental"),
    Row("observations:observation_cancel", GET, {200: f"manager {QL}", 302: "mentor"},
        of("obs_planned")),
    Row("observations:observation_cancel", POST, {302: READS_FORMAL},
        of("obs_planned"), post(reason="The room is closed")),
    Row("observations:observation_cancel", GET, {200: "mentor peer"}, of("dev_planned"),
        note="developmental"),
    Row("observations:observation_second", GET, {200: QL, 302: "mentor manager"},
        of("obs_planned")),
    Row("observations:observation_second", POST, {302: READS_FORMAL},
        of("obs_planned"), lambda s: {"second": s.pk("other_manager")}),
    Row("observations:observation_recording", POST, {302: "manager"},
        of("obs_planned"), post(to="asked")),
    Row("observations:observation_recording", POST, {302: "mentor"},
        of("obs_asked"), post(to="given"), note="answered"),
    Row("observations:observation_live", GET, {200: "manager"}, of("obs_today")),
    Row("observations:observation_live", GET, {200: LINE}, of("obs_seen"), note="of two"),
    Row("observations:observation_live", POST, {302: LINE}, of("obs_seen"),
        post(client_id=str(uuid.uuid4()), kind="seen", text="Waited.", second="1:00")),
    Row("observations:observation_live", POST, {302: "manager"}, of("obs_seen"),
        post(count="1", open_questions="3", closed_questions="1", before="0.0.0.0.0"),
        note="counted"),
    Row("observations:observation_sync", POST, {200: LINE},
        of("obs_seen"), post(notes="[]"), visitor=401),
    Row("observations:note_remove", POST, {302: "manager"},
        lambda s: {"pk": s.pk("obs_seen"), "note": s.pk("obs_note")}),
    Row("observations:observation_seen", GET, {200: "manager"}, of("obs_today")),
    Row("observations:observation_seen", POST, {302: "manager"},
        of("obs_today"), post(seen_at_0=TODAY, seen_at_1="00:00", minutes="30")),
    Row("observations:observation_write", GET, {200: "manager", 302: f"mentor {QL}"},
        of("obs_written")),
    Row("observations:observation_write", POST, {302: READS_FORMAL},
        of("obs_written"), post(strengths="The wait.", next_step="Wait again.", revision="0")),
    Row("observations:observation_rate", GET, {200: LINE, 302: f"mentor {QL}"}, of("obs_seen")),
    Row("observations:observation_rate", POST, {302: f"{READS_FORMAL} other_manager"},
        of("obs_seen"), post(mark=ratings_mark({}))),
    Row("observations:observation_release", GET, {200: "manager"}, of("obs_written")),
    Row("observations:observation_release", POST, {302: "manager"}, of("obs_written")),
    Row("observations:observation_reflect", GET, {200: "mentor", 302: "peer"}, of("dev_seen")),
    Row("observations:observation_reflect", POST, {302: "mentor peer"},
        of("dev_seen"), post(reflection="I was glad.")),
    Row("observations:observation_answer", POST, {422: "mentor", 302: f"manager {QL}"},
        of("obs_released")),
    Row("observations:observation_sign", POST, {302: "manager"},
        of("obs_answered"), post(words_hash="d" * 64)),
    Row("observations:observation_sign", POST, {302: QL},
        of("obs_left"), post(words_hash="d" * 64), note="of an observer who has left"),
    Row("observations:observation_share", POST, {302: "mentor"},
        of("dev_released"), post(switch="manager_reads", on="yes")),
    Row("observations:observation_evidence", GET, {200: "mentor", 302: "peer"},
        of("dev_released")),
    Row("observations:observation_evidence", POST, {302: "mentor peer"},
        of("dev_released"), post(back="1")),
]  # fmt: skip


def ticked(scene: Scene) -> dict[str, Any]:
    asked = scene.questionnaire.questions.filter(kind=QuestionKind.SCALE).first()
    return {"code": CODE, f"q{asked.pk}": "4", "send": "1"}


def of_release(name: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"pk": scene.pk(name), "person": scene.pk("mentor")}


LANGUAGE: Callable[[Scene], dict[str, Any]] = lambda _scene: {"code": "en"}  # noqa: E731
DATES = {"opens_on": SOON, "closes_on": LATER}
LEARNERS_PAGES = [
    Row("voice:say", GET, {200: "signed_in"}, visitor=200),
    Row("voice:say", POST, {200: "signed_in"}, data=post(code=CODE), visitor=200),
    Row("voice:say", POST, {302: "signed_in"}, data=ticked, visitor=302, note="sent"),
    Row("voice:say_thanks", GET, {200: "signed_in"}, visitor=200),
    Row("voice:said", GET, {200: "signed_in"}, of("voice_released"), visitor=200),
    Row("voice:said", GET, {}, of("voice_open"), visitor=404, note="before the release"),
]  # fmt: skip
FIGURES_OF_MENTOR = f"mentor manager {QL}"
VOICE = [
    Row("voice:voice_home", GET, {200: f"mentor peer supervisor dsl {LINE} {QL}"}),
    Row("voice:person_figures", GET, {200: f"{FIGURES_OF_MENTOR} supervisor"}, of("mentor")),
    Row("voice:person_figures", GET, {200: QL}, of("kin"), note="of another team"),
    Row("voice:release_detail", GET, {200: FIGURES_OF_MENTOR}, of_release("voice_released")),
    Row("voice:release_detail", GET, {200: f"{FIGURES_OF_MENTOR} supervisor"},
        of_release("voice_shown"), note="shown to the supervisor"),
    Row("voice:release_detail", GET, {}, of_release("voice_screened"), note="not released"),
    Row("voice:sharing_set", POST, {302: "mentor"}, of("voice_released"), post(show="yes")),
    Row("voice:campaign_figures", GET, {200: f"manager {QL}"}, of("voice_released")),
    Row("voice:campaign_export", GET, {200: QL}, of("voice_released")),
    Row("voice:concern_list", GET, {200: "dsl"}),
    Row("voice:concern_take", POST, {302: "dsl"}, of("voice_concern")),
    Row("voice:concern_take", POST, {302: "dsl"}, of("voice_doubted"), note="found by a word"),
    Row("voice:concern_take", POST, {}, of("voice_comment"), note="no concern"),
    Row("voice:concern_return", POST, {302: "dsl"}, of("voice_concern")),
    Row("voice:comment_list", GET, {200: QL}, of("voice_screening")),
    Row("voice:comment_decide", GET, {200: QL}, of("voice_comment")),
    Row("voice:comment_decide", POST, {302: QL}, of("voice_comment"), post(to="clear")),
    Row("voice:comment_decide", GET, {}, of("voice_own_comment"), note="of one's own learners"),
    Row("voice:comment_decide", GET, {}, of("voice_concern"), note="passed on"),
    Row("voice:questionnaire_detail", GET, {200: QL}),
    Row("voice:language_create", GET, {200: QL}),
    Row("voice:language_create", POST, {302: QL}, data=post(code="so", name="Soomaali")),
    Row("voice:language_update", GET, {200: QL}, LANGUAGE),
    Row("voice:language_update", POST, {422: QL}, LANGUAGE, post(seen="x")),
    Row("voice:campaign_create", GET, {200: QL}),
    Row("voice:campaign_create", POST, {302: QL}, data=post(title="Next spring", **DATES)),
    Row("voice:campaign_detail", GET, {200: QL}, of("voice_open")),
    Row("voice:campaign_update", GET, {200: QL}, of("voice_draft")),
    Row("voice:campaign_update", POST, {302: QL}, of("voice_draft"), post(title="May", **DATES)),
    Row("voice:campaign_open", GET, {200: QL}, of("voice_draft")),
    Row("voice:campaign_open", POST, {302: QL}, of("voice_draft")),
    Row("voice:campaign_close", GET, {200: QL}, of("voice_open")),
    Row("voice:campaign_close", POST, {302: QL}, of("voice_open")),
    Row("voice:campaign_withdraw", GET, {200: QL}, of("voice_open")),
    Row("voice:campaign_withdraw", POST, {302: QL}, of("voice_open")),
    Row("voice:campaign_release", GET, {200: QL}, of("voice_screened")),
    Row("voice:campaign_release", POST, {302: QL}, of("voice_screened")),
    Row("voice:campaign_preview", GET, {200: QL}, of("voice_draft")),
    Row("voice:campaign_poster", GET, {200: QL}, of("voice_open")),
    Row("voice:cohort_create", GET, {200: QL}, of("voice_draft")),
    Row("voice:cohort_create", POST, {302: QL}, of("voice_draft"),
        lambda s: {"mentor": s.pk("peer"), "label": "Catering", "invited": "20"}),
    Row("voice:cohort_delete", GET, {200: QL}, of("voice_draft_cohort")),
    Row("voice:cohort_delete", POST, {302: QL}, of("voice_draft_cohort")),
    Row("voice:codes_create", GET, {200: QL}, of("voice_cohort")),
    Row("voice:codes_create", POST, {200: QL}, of("voice_cohort")),
    Row("voice:codes_create", GET, {}, of("voice_own_cohort"), note="of one's own learners"),
    Row("voice:codes_create", POST, {}, of("voice_own_cohort"), note="of one's own learners"),
    Row("voice:reply_list", GET, {200: QL}, of("voice_released")),
    Row("voice:reply_create", GET, {200: QL}, of("voice_released")),
    Row("voice:reply_create", POST, {302: QL}, of("voice_released"),
        post(said="You want a quiet room.", did="Room 4 is yours at noon.")),
    Row("voice:reply_poster", GET, {200: QL}, of("voice_released")),
    Row("voice:reply_update", GET, {200: QL}, of("voice_reply")),
    Row("voice:reply_update", POST, {302: QL}, of("voice_reply"),
        post(said="You want a quiet room.", did="Room 4 is yours at noon.")),
    Row("voice:reply_delete", GET, {200: QL}, of("voice_reply")),
    Row("voice:reply_delete", POST, {302: QL}, of("voice_reply")),
]  # fmt: skip

A_YEAR = f"{YEAR[0].isoformat()}_{YEAR[1].isoformat()}"
OUTCOMES = [
    Row("outcomes:outcome_list", GET, {200: "signed_in"}),
    Row("outcomes:outcome_export", GET, {200: QL}),
    Row("outcomes:impact_report", GET, {200: QL}),
    Row("outcomes:impact_report", POST, {200: QL}, data=post(period=A_YEAR, narrative="Well.")),
    Row("outcomes:person_outcomes", GET, {200: f"manager {QL}", 302: "mentor"}, of("mentor")),
    Row("outcomes:person_note", GET, {200: QL}, of("mentor")),
    Row("outcomes:person_note", POST, {302: QL}, of("mentor"), post(text="A small group.")),
    Row("outcomes:team_outcomes", GET, {200: f"mentor peer {LINE} {QL}"}, of("team")),
    Row("outcomes:team_note", GET, {200: QL}, of("team")),
    Row("outcomes:team_note", POST, {302: QL}, of("team"), post(text="A small group.")),
    Row("outcomes:import_list", GET, {200: QL}),
    Row("outcomes:import_start", GET, {200: QL}),
    Row("outcomes:import_start", POST, {422: QL}),
    Row("outcomes:import_confirm", POST, {302: QL}, data=post(payload="x")),
    Row("outcomes:import_template", GET, {200: QL}),
    Row("outcomes:import_detail", GET, {200: QL}, of("outcome_import")),
    Row("outcomes:import_withdraw", GET, {200: QL}, of("outcome_import")),
    Row("outcomes:import_withdraw", POST, {302: QL}, of("outcome_import")),
]  # fmt: skip


def counted(scene: Scene) -> dict[str, Any]:
    standing = snapshot_of_month(scene.mentor, timezone.localdate())
    return {"universal": "80", "targeted": "10", "intensive": "2", "seen": seen_of(standing)}


def thresholds(_scene: Scene) -> dict[str, Any]:
    numbers = {"respondents_from": "12", "comments_from": "12", "base_from": "12"}
    return {**numbers, "why": "More", "seen": figure_policy().pk or 0}


CASELOADS = [
    Row("caseloads:caseload_list", GET, {200: "signed_in"}),
    Row("caseloads:caseload_totals", GET, {200: QL}),
    Row("caseloads:load_policy_detail", GET, {200: "staff"}),
    Row("caseloads:load_policy_update", GET, {200: f"hr {QL}"}),
    Row("caseloads:load_policy_update", POST, {422: f"hr {QL}"}, data=post(why="")),
    Row("caseloads:person_caseload", GET, {200: f"manager {QL}", 302: "mentor"}, of("mentor")),
    Row("caseloads:caseload_record", GET, {200: "mentor manager"}, of("mentor")),
    Row("caseloads:caseload_record", POST, {302: "mentor manager"}, of("mentor"), counted),
    Row("figures:figure_policy", GET, {200: "staff"}),
    Row("figures:figure_policy_update", GET, {200: QL}),
    Row("figures:figure_policy_update", POST, {302: QL}, data=thresholds),
]  # fmt: skip

FEEDBACK = [
    Row("feedback:note_list", GET, {200: "staff", 302: LINE}),
    Row("feedback:note_print", GET, {200: "staff"}),
    Row("feedback:team_list", GET, {200: LINE}),
    Row("feedback:person_notes", GET, {200: "manager"}, of("mentor")),
    Row("feedback:person_notes", GET, {200: "hr"}, of("kin"), note="by a grant"),
    Row("feedback:person_print", GET, {200: "manager"}, of("mentor")),
    Row("feedback:person_print", GET, {200: "hr"}, of("kin"), note="by a grant"),
    Row("feedback:note_create", GET, {200: "manager"}, of("mentor")),
    Row("feedback:note_create", POST, {302: "manager"}, of("mentor"),
        lambda _s: posted(kind="strength", next_step="")),
    Row("feedback:note_create", GET, {}, of("kin"), note="a grant only reads"),
    Row("feedback:note_detail", GET, {200: "mentor manager"}, of("feedback_note")),
    Row("feedback:note_detail", GET, {200: "mentor"}, of("feedback_before"),
        note="of a manager before"),
    Row("feedback:note_detail", GET, {200: "hr"}, of("feedback_of_kin"), note="by a grant"),
    Row("feedback:reply_create", POST, {302: "mentor manager"},
        of("feedback_note"), post(text="I tried it on Friday.")),
    Row("feedback:reply_create", POST, {}, of("feedback_of_kin"), post(text="x"),
        note="a grant only reads"),
]  # fmt: skip


def link(scene: Scene) -> dict[str, Any]:
    return {"token": colleague_token_of(scene.round_ask)}


COLLEAGUES = [
    Row("colleagues:round_list", GET, {200: "staff"}),
    Row("colleagues:round_create", GET, {200: f"mentor peer {LINE}"}),
    Row("colleagues:round_create", POST, {302: f"mentor peer {LINE}"},
        data=post(focus=FOCUS, kind="named", closes_on=SOON)),
    Row("colleagues:shared_list", GET, {200: LINE}),
    Row("colleagues:round_detail", GET, {200: "mentor"}, of("round_open")),
    Row("colleagues:round_detail", GET, {200: "mentor"}, of("round_closed"), note="closed"),
    Row("colleagues:round_detail", GET, {200: "mentor manager"}, of("round_shared"),
        note="shared"),
    Row("colleagues:round_print", GET, {200: "mentor"}, of("round_closed")),
    Row("colleagues:round_print", GET, {200: "mentor manager"}, of("round_shared"),
        note="shared"),
    Row("colleagues:round_close", GET, {200: "mentor"}, of("round_open")),
    Row("colleagues:round_close", POST, {302: "mentor"}, of("round_open")),
    Row("colleagues:round_give_up", GET, {200: "mentor"}, of("round_open")),
    Row("colleagues:round_give_up", POST, {302: "mentor"}, of("round_open")),
    Row("colleagues:round_share", POST, {302: "mentor"}, of("round_closed"), post(show="yes")),
    Row("colleagues:round_share", POST, {302: "mentor"}, of("round_shared"), post(show="no"),
        note="shared"),
    Row("colleagues:round_remind", POST, {302: "mentor"}, of("round_open")),
    Row("colleagues:ask_create", GET, {200: "mentor"}, of("round_open")),
    Row("colleagues:ask_create", POST, {302: "mentor"}, of("round_open"),
        post(name="Paul Reid", email="paul@eastgate.test", relation="teacher")),
    Row("colleagues:ask_withdraw", POST, {302: "mentor"}, of("round_ask")),
    Row("colleagues:answer_create", GET, {200: "signed_in"}, link, visitor=200),
    Row("colleagues:answer_create", POST, {302: "signed_in", 403: "mentor"}, link,
        lambda _s: posted_answer(is_named=True), visitor=302),
]  # fmt: skip

PRACTICE: list[Row] = [
    *OBSERVATIONS,
    *LEARNERS_PAGES,
    *VOICE,
    *OUTCOMES,
    *CASELOADS,
    *FEEDBACK,
    *COLLEAGUES,
]
