"""The services of what is seen and said of somebody's work: observations, learner voice, outcomes,
caseloads, figures, formative notes and feedback of colleagues."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.caseloads.rules import Counts
from assessments.caseloads.rules.counting import LoadPolicy
from assessments.colleagues.rules import Relation, RoundKind
from assessments.figures.rules.policies import FigureValues
from assessments.observations.queries import text_of, words_hash_of
from assessments.observations.rules import ObservationKind, Stance, Tally, ratings_mark
from assessments.outcomes.rules.values import MetricValues
from assessments.outcomes.services import ImportContent
from assessments.voice.queries.questionnaires import stamp_of
from assessments.voice.queries.questionnaires import text_of as words_of
from assessments.voice.rules import CommentState
from tests.access.calls import Call, Row, also, of, own
from tests.factories.colleagues import FOCUS, SIGNED
from tests.factories.feedback import words
from tests.factories.outcomes import YEAR
from tests.factories.people import days_ago

SOON, LATER = days_ago(-20), days_ago(-30)
LINE = "manager other_manager"
QL = "quality_lead"
CLOCK = "a worker, by the clock"
SEEN_BY = {"observation": "obs_planned"}  # by the manager


def next_week() -> Any:
    return timezone.localtime() + timedelta(days=9)


def watching(kind: str, template: str, **names: str) -> Call:
    return lambda scene, by: {
        **of(**names)(scene, by),
        "kind": kind,
        "template": getattr(scene, template),
        "planned_for": next_week(),
        "focus": "The questions after a silence",
    }


def signing(name: str, **values: Any) -> Call:
    return lambda scene, _by: {
        "observation": getattr(scene, name),
        "words_hash": words_hash_of(getattr(scene, name)),
        **values,
    }


O = "assessments.observations.services"  # noqa: E741
FORMAL, OWN = ObservationKind.FORMAL, ObservationKind.DEVELOPMENTAL
MOVED = {"setting": "one_to_one", "focus": "The end", "revision": 0}
OBSERVATIONS = [
    Row(f"{O}.book_observation", f"manager {QL}",
        watching(FORMAL, "template", mentor="mentor", observer="manager")),
    Row(f"{O}.book_observation", QL,
        watching(FORMAL, "template", mentor="mentor", observer="quality_lead"),
        note="by the quality lead"),
    Row(f"{O}.book_observation", "", watching(
        FORMAL, "template", mentor="mentor", observer="other_manager"), note="by a stranger"),
    Row(f"{O}.book_observation", "mentor",
        watching(OWN, "dev_template", mentor="mentor", observer="peer"), note="developmental"),
    Row(f"{O}.move_observation", f"manager {QL}",
        lambda s, _by: {"observation": s.obs_planned, "planned_for": next_week(), **MOVED}),
    Row(f"{O}.move_observation", "mentor peer",
        lambda s, _by: {"observation": s.dev_planned, "planned_for": next_week(), **MOVED},
        note="developmental"),
    Row(f"{O}.call_off_observation", f"manager {QL}", also(SEEN_BY, reason="The room is closed")),
    Row(f"{O}.call_off_observation", "mentor peer",
        also({"observation": "dev_planned"}, reason="I am ill"), note="developmental"),
    Row(f"{O}.name_second_observer", QL,
        of(observation="obs_planned", second="other_manager")),
    Row(f"{O}.settle_recording", "manager", also(SEEN_BY, to="asked")),
    Row(f"{O}.settle_recording", "mentor",
        also({"observation": "obs_asked"}, to="given"), note="answered"),
    Row(f"{O}.keep_note", LINE,
        also({"observation": "obs_seen"}, client_id=uuid.uuid4(), kind="seen", second=9,
             text="Waited.")),
    Row(f"{O}.remove_note", "manager", of(note="obs_note")),
    Row(f"{O}.keep_tally", "manager",
        also({"observation": "obs_seen"}, tally=Tally(3, 1), before=[Tally()])),
    Row(f"{O}.mark_seen", "manager",
        lambda s, _by: {"observation": s.obs_today, "minutes": 30,
                        "seen_at": timezone.now() - timedelta(minutes=30)}),
    Row(f"{O}.write_up", "manager",
        also({"observation": "obs_written"}, strengths="The wait.", next_step="Wait again.",
             revision=0)),
    Row(f"{O}.rate_observation", LINE,
        also({"observation": "obs_seen"}, ratings={}, mark=ratings_mark({}))),
    Row(f"{O}.release_observation", "manager", of(observation="obs_written")),
    Row(f"{O}.reflect_on_observation", "mentor",
        also({"observation": "dev_seen"}, reflection="I was glad.")),
    Row(f"{O}.answer_observation", "mentor", signing("obs_released", stance=Stance.AGREED)),
    Row(f"{O}.answer_observation", "mentor",
        also({"observation": "dev_released"}, stance=Stance.AGREED), note="developmental"),
    Row(f"{O}.sign_observation", "manager", signing("obs_answered")),
    Row(f"{O}.sign_observation", QL, signing("obs_left"), note="of an observer who has left"),
    Row(f"{O}.set_sharing", "mentor",
        also({"observation": "dev_released"}, switch="manager_reads", on=True)),
    Row(f"{O}.set_sharing", "mentor",
        also({"observation": "obs_sealed"}, switch="supervisor_reads", on=True), note="formal"),
    Row(f"{O}.stand_as_evidence", "mentor", also({"observation": "dev_released"}, codes=[])),
    Row(f"{O}.take_back_evidence", "mentor", of(observation="dev_shown")),
    Row(f"{O}.load_default_templates", QL, lambda _s, _by: {}),
    Row(f"{O}.change_template", QL,
        lambda s, _by: {"template": s.template, "text": text_of(s.template)}),
]  # fmt: skip

V = "assessments.voice.services"
DATES = {"opens_on": SOON, "closes_on": LATER}
ASKING = [
    Row(f"{V}.make_campaign", QL, also({}, title="Next spring", **DATES)),
    Row(f"{V}.change_campaign", QL, also({"campaign": "voice_draft"}, title="May", **DATES)),
    Row(f"{V}.add_cohort", QL,
        also({"campaign": "voice_draft", "mentor": "peer"}, label="Catering", invited=20)),
    Row(f"{V}.remove_cohort", QL, of(cohort="voice_draft_cohort")),
    Row(f"{V}.make_codes", QL, of(cohort="voice_cohort")),
    Row(f"{V}.make_codes", "", of(cohort="voice_own_cohort"), note="of one's own learners"),
    Row(f"{V}.open_campaign", QL, of(campaign="voice_draft")),
    Row(f"{V}.close_campaign", QL, of(campaign="voice_open")),
    Row(f"{V}.withdraw_campaign", QL, of(campaign="voice_open")),
    Row(f"{V}.release_campaign", QL, of(campaign="voice_screened")),
    Row(f"{V}.write_questionnaire", QL, lambda s, _by: {"text": words_of(s.questionnaire)}),
    Row(f"{V}.change_language", QL,
        lambda s, _by: {"questionnaire": s.questionnaire, "seen": stamp_of(s.questionnaire),
                        "language": words_of(s.questionnaire).languages[0]}),
    Row(f"{V}.write_reply", QL,
        also({"campaign": "voice_released"}, said="A quiet room.", did="Room 4.", is_public=True)),
    Row(f"{V}.change_reply", QL,
        also({"reply": "voice_reply"}, said="A quiet room.", did="Room 4.", is_public=True)),
    Row(f"{V}.delete_reply", QL, of(reply="voice_reply")),
]  # fmt: skip
SCREENING = [
    Row(f"{V}.decide_comment", QL, also({"comment": "voice_comment"}, to=CommentState.CLEAR)),
    Row(f"{V}.decide_comment", "", also({"comment": "voice_own_comment"}, to=CommentState.CLEAR),
        note="of one's own learners"),
    Row(f"{V}.confirm_taken_over", "dsl", of(comment="voice_concern")),
    Row(f"{V}.return_comment", "dsl", of(comment="voice_doubted")),
    Row(f"{V}.show_to_supervisor", "mentor",
        also({"campaign": "voice_released", "mentor": "mentor"}, is_shown=True)),
]  # fmt: skip


def figures_file(scene: Any, _by: Any) -> dict[str, Any]:
    row = MetricValues(scene.pk("mentor"), None, "retention", *YEAR, 40, 48)
    content = ImportContent("totals.csv", "f" * 64, "Student records", rows=[row])
    return {"content": content}


T = "assessments.outcomes.services"
FIGURES = [
    Row(f"{T}.import_outcomes", QL, figures_file),
    Row(f"{T}.withdraw_import", QL, of(batch="outcome_import")),
    Row(f"{T}.write_note", QL,
        also({"person": "mentor"}, period_to=YEAR[1], text="A small group.")),
    Row("assessments.caseloads.services.record_caseload", "mentor manager",
        also({"mentor": "mentor"}, on=days_ago(0), counts=Counts(80, 10, 2))),
    Row("assessments.caseloads.services.save_load_policy", f"hr {QL}",
        also({}, policy=LoadPolicy(), from_on=SOON, why="Agreed")),
    Row("assessments.figures.services.save_figure_policy", QL,
        also({}, values=FigureValues(12, 12, 12), why="More")),
]  # fmt: skip

F = "assessments.feedback.services"
C = "assessments.colleagues.services"
ROUND = {"colleague_round": "round_open"}
SAID = [
    Row(f"{F}.write_note", "manager", also({"mentor": "mentor"}, **words())),
    Row(f"{F}.reply_to_note", "mentor manager",
        also({"note": "feedback_note"}, text="I tried it on Friday.")),
    Row(f"{F}.reply_to_note", "", also({"note": "feedback_of_kin"}, text="x"),
        note="a grant only reads"),
    Row(f"{F}.mark_seen", "mentor", lambda s, _by: {"notes": [s.feedback_note]}),
    Row(f"{C}.open_round", "mentor",
        also({"subject": "mentor"}, kind=RoundKind.NAMED, focus=FOCUS, closes_on=SOON)),
    Row(f"{C}.open_round", f"mentor peer {LINE}",
        lambda s, by: {**own("subject")(s, by), "kind": RoundKind.NAMED, "focus": FOCUS,
                       "closes_on": SOON}, note="about oneself"),
    Row(f"{C}.ask_colleague", "mentor",
        also(ROUND, name="Paul Reid", email="paul@eastgate.test", relation=Relation.TEACHER)),
    Row(f"{C}.withdraw_ask", "mentor", of(ask="round_ask")),
    Row(f"{C}.remind_colleagues", "mentor", of(**ROUND)),
    Row(f"{C}.close_round", "mentor", of(**ROUND)),
    Row(f"{C}.give_up_round", "mentor", of(**ROUND)),
    Row(f"{C}.set_shared", "mentor", also({"colleague_round": "round_closed"}, is_shared=True)),
    Row(f"{C}.answer_ask",
        "peer supervisor manager other_manager quality_lead dsl trainer admin hr dpo superuser "
        "outsider", also({"ask": "round_ask"}, words=SIGNED)),
]  # fmt: skip

PRACTICE_SERVICES = [*OBSERVATIONS, *ASKING, *SCREENING, *FIGURES, *SAID]
READ = "what was read is written down"
PRACTICE_OF_THE_SITE = {
    f"{O}.remind_of_observations": CLOCK,
    f"{O}.note_opened": READ,
    f"{V}.load_default_questionnaire": "set-up at every start; after that it only reads",
    f"{V}.answer": "the code on a slip is the right, and nobody is named",
    f"{V}.note_wrong_code": "counts, in the cache",
    f"{V}.close_due": CLOCK,
    f"{V}.forget_raw": CLOCK,
    f"{V}.tell_of_concerns": f"{CLOCK}; those are told who may read",
    f"{F}.note_opened": READ,
    f"{C}.note_opened": READ,
    f"{C}.close_due_rounds": CLOCK,
}
# Parts of services that have a name without an underscore.
PRACTICE_PARTS = {
    *(
        f"{O}.{name}"
        for name in (
            "audit", "held", "of_answer", "of_booking", "of_both_rated", "of_calling_off",
            "of_move", "of_recording", "of_release", "of_sealing", "of_second", "of_seeing",
            "of_sharing", "parties", "remind_of_tomorrow", "remind_to_note", "remind_to_reflect",
            "remind_to_write_up", "save", "when",
        )
    ),
    f"{V}.codes_of_theme",
    f"{V}.forget_answers",
    f"{V}.remove_cohorts",
    f"{V}.shipped_text",
    "assessments.caseloads.services.seen_of",
    f"{C}.locked_round",
}  # fmt: skip
