"""One row of every kind of record that the slices keep about a person, each with a mark in it."""

import json
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from assessments.preparation.models import SessionPreparation, WellbeingMark
from assessments.rooms.models import Room
from assessments.sessions.models import CalendarFeed
from assessments.supervision.models import SupervisionBookmark
from assessments.voice.rules import CampaignState
from assessments.voice.services import release_campaign
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.audit.services import record
from cms.people.notices.models import Notice
from cms.people.notices.rules import NoticeKind
from cms.people.privacy.models import LegalHold
from cms.people.privacy.rules import RequestKind
from cms.people.teams.models import Absence, ConflictOfInterest, StaffProfile
from courses.approval.models import ContentApproval
from courses.certificates.models import Certificate
from courses.progress.models import Reflection
from tests.factories import (
    caseloads,
    colleagues,
    contact_hours,
    courses,
    cpd,
    debriefs,
    events,
    feedback,
    grants,
    moderation,
    objectives,
    observations,
    outcomes,
    plans,
    quizzes,
    reviews,
    scenarios,
    standards,
    supervision,
    targets,
    verification,
    voice,
    witnesses,
)
from tests.factories.h5p import results as h5p_results
from tests.factories.people import days_ago, make_person
from tests.factories.rights import closed_request

MARK = "Marked-{}-here"  # what must be found in the copy, by kind


class Scene:
    """What the rows of a person hang on, made once."""

    def __init__(self, person: User, other: User) -> None:
        self.person, self.other = person, other
        standards.st0148()
        self.module = courses.module_with_lessons(1, title=self.mark("enrolment"))
        self.enrolment = courses.enrolment(person, self.module)
        self.quiz = quizzes.quiz_page(self.module, title=self.mark("quiz_result"))
        self.scenario = scenarios.scenario_page(self.module)
        self.pair = supervision.agreement(person, other, purpose=self.mark("supervision_agreement"))
        self.session = supervision.held(self.pair)

    def mark(self, key: str) -> str:
        return MARK.format(key.replace("_", "-"))

    def entry(self, key: str, **fields: Any) -> Any:
        return cpd.ready_entry(self.person, title=self.mark(key), **fields)


Maker = Callable[[Scene], Any]


def _account(scene: Scene) -> None:
    scene.person.known_as = scene.mark("account")
    scene.person.save()


def _reflection(scene: Scene) -> None:
    cpd.ready_entry(scene.person, what_i_learned=scene.mark("cpd_reflection"))


def _verification(scene: Scene) -> None:
    entry = verification.handed_in(scene.person)
    verification.answer_of(entry, scene.other, note=scene.mark("cpd_verification"))


def _sample(scene: Scene) -> None:
    drawn = verification.sample_round(scene.other, label=scene.mark("cpd_sample"))
    verification.sampled(scene.person, scene.other, drawn)


def _module(scene: Scene) -> None:
    """The title of the module marks it, so that each of these names a module of its own."""


def _completion(scene: Scene) -> None:
    module = courses.module_page(code="AAA", title=scene.mark("module_completion"))
    courses.completion(courses.enrolment(scene.person, module))


def _steps(scene: Scene) -> None:
    step = courses.lesson_page(scene.module, title=scene.mark("step_progress"))
    courses.step_completion(scene.enrolment, step)


def _lesson_reflection(scene: Scene) -> None:
    step = courses.lessons_of(scene.module)[0]
    words = scene.mark("lesson_reflection")
    Reflection.objects.create(author=scene.person, step=step, block_id="b", text=words)


def _certificate(scene: Scene) -> None:
    module = courses.module_page(code="BBB", title="Talk")
    done = courses.completion(courses.enrolment(scene.person, module))
    Certificate.objects.create(completion=done, wording={"name": scene.mark("certificate")})


def _approval(scene: Scene) -> None:
    revision = scene.module.get_latest_revision() or scene.module.save_revision()
    ContentApproval.objects.create(
        page=scene.module,
        revision=revision,
        wording="w",
        approver=scene.person,
        note=scene.mark("content_approval"),
    )


def _quiz_answer(scene: Scene) -> None:
    question = quizzes.Question(
        kind=quizzes.STRONGEST.kind,
        stem=scene.mark("quiz_answer"),
        options=quizzes.STRONGEST.options,
    )
    quiz = quizzes.quiz_page(
        scene.module, title="Another quiz", slug="another", questions=(question,)
    )
    quizzes.handed_in(quiz, scene.person)


def _run(scene: Scene) -> Any:
    now = timezone.now()
    return scenarios.attempt_of(scene.person, scene.scenario, state="abandoned", ended_at=now)


def _scenario_result(scene: Scene) -> None:
    scene.scenario.title = scene.mark("scenario_result")
    scene.scenario.save()
    _run(scene)


def _scenario_path(scene: Scene) -> None:
    run = _run(scene)
    run.steps.create(position=1, scene_key="gone", option_key=scene.mark("scenario_path"))


def _own_words(scene: Scene) -> None:
    run = _run(scene)
    run.own_words.create(position=1, text=scene.mark("scenario_own_words"))


def _debrief(scene: Scene) -> None:
    run = _run(scene)
    debriefs.debrief_answer(run, text=scene.mark("scenario_debrief"))


def _event(scene: Scene) -> None:
    events.training_event(scene.person, title=scene.mark("training_event"))


def _room(scene: Scene) -> None:
    title = scene.mark("scenario_room")
    scenario = scenarios.scenario_page(scene.module, title=title, slug="room")
    run = scenarios.attempt_of(scene.person, scenario)
    Room.objects.create(
        code="ROOM1", host=scene.person, scenario=scenario, version=run.version, current_scene="a"
    )


def _notice(scene: Scene) -> None:
    Notice.objects.create(
        recipient=scene.person,
        kind=NoticeKind.TEAM,
        key="k",
        title=scene.mark("notice"),
        channel="app",
    )


def _conflict(scene: Scene) -> None:
    """Its mark is the name of the other."""
    scene.other.last_name = scene.mark("conflict_of_interest")
    scene.other.save()
    ConflictOfInterest.objects.create(
        person=scene.person, other=scene.other, declared_by=scene.person
    )


def _post(scene: Scene) -> None:
    title = scene.mark("staff_post")
    StaffProfile.objects.update_or_create(person=scene.person, defaults={"job_title": title})


def _absence(scene: Scene) -> None:
    Absence.objects.create(person=scene.person, starts_on=days_ago(90), ends_on=days_ago(50))


def _preparation(scene: Scene) -> None:
    words = scene.mark("session_preparation")
    SessionPreparation.objects.create(session=scene.session, mentor=scene.person, wants=words)


def _note_of_another(scene: Scene) -> None:
    words = scene.mark("personal_note_of_others")
    supervision.personal_note(scene.other, scene.session, words=words)


def _record(scene: Scene) -> None:
    record_of = supervision.locked(scene.session)
    record_of.items.update(heading=scene.mark("supervision_record"))


def _voice(scene: Scene) -> None:
    """Twelve answers, released by somebody else."""
    lead = make_person("Denise", "Okafor", Role.QUALITY_LEAD)
    title = scene.mark("voice_figures")
    campaign = voice.campaign(lead, CampaignState.SCREENING, title=title)
    voice.cohort(campaign, scene.person, answers=[4] * 12)
    release_campaign(campaign=campaign, by=lead)


def _outcome(scene: Scene) -> None:
    """Its mark is where it comes from."""
    batch = outcomes.outcome_import(scene.other, source_system=scene.mark("outcome"))
    outcomes.metric(scene.person, batch=batch)


def _colleagues(scene: Scene) -> None:
    asked = colleagues.colleague_round(scene.person, state="closed")
    colleagues.colleague_answer(asked, keeps_doing=scene.mark("colleague_feedback"))


def _review(scene: Scene) -> Any:
    return reviews.review(scene.person, scene.other, cycle=reviews.cycle(scene.other))


def _performance_review(scene: Scene) -> None:
    row = _review(scene)
    row.strengths = scene.mark("performance_review")
    row.save()


def _moderation(scene: Scene) -> None:
    reason = scene.mark("moderation_case")
    now = timezone.now()
    moderation.case_of(
        _review(scene), scene.other, state="upheld", outcome_reason=reason, closed_at=now
    )


def _calibration(scene: Scene) -> None:
    row, *_rest = moderation.rated(moderation.exercise(scene.other), scene.person)
    row.evidence = scene.mark("calibration_rating")
    row.save()


def _activity_result(scene: Scene) -> None:
    title = scene.mark("activity_result")
    h5p_results.finished(scene.person, h5p_results.choice(title=title))


def _activity_answer(scene: Scene) -> None:
    question = scene.mark("activity_answer")
    h5p_results.finished(scene.person, h5p_results.choice(), question=question)


def _activity_place(scene: Scene) -> None:
    words = json.dumps({"mark": scene.mark("activity_place")})
    h5p_results.keep(scene.person, h5p_results.choice(), words)


MAKERS: dict[str, Maker] = {
    "absence": _absence,
    "account": _account,
    "activity_answer": _activity_answer,
    "activity_place": _activity_place,
    "activity_result": _activity_result,
    "audit_event": lambda scene: record(
        actor=scene.other, verb=scene.mark("audit_event"), about=scene.person
    ),
    "break_glass_grant": lambda scene: grants.grant(
        scene.other,
        scene.person,
        told_at=timezone.now(),
        reason=scene.mark("break_glass_grant"),
    ),
    "certificate": _certificate,
    "conflict_of_interest": _conflict,
    "contact_hours": lambda scene: contact_hours.contact_month(
        scene.person, one_to_one_minutes=987654
    ),
    "content_approval": _approval,
    "calibration_rating": _calibration,
    "caseload": lambda scene: caseloads.snapshot(scene.person, (587, 24, 6)),
    "colleague_feedback": _colleagues,
    "calendar_feed": lambda scene: CalendarFeed.objects.create(
        owner=scene.person, token_hash="f" * 64
    ),
    "cpd_entry": lambda scene: scene.entry("cpd_entry"),
    "cpd_plan": lambda scene: plans.plan_line(scene.person, need=scene.mark("cpd_plan")),
    "cpd_reflection": _reflection,
    "cpd_sample": _sample,
    "cpd_target": lambda scene: targets.frozen_target(
        scene.person, 2020, explanation=scene.mark("cpd_target")
    ),
    "cpd_target_adjustment": lambda scene: targets.adjustment(
        scene.person, 2020, reason=scene.mark("cpd_target_adjustment")
    ),
    "cpd_verification": _verification,
    "cpd_witness": lambda scene: witnesses.witness_said(
        cpd.ready_entry(scene.person), statement=scene.mark("cpd_witness")
    ),
    "enrolment": _module,
    "evidence": lambda scene: standards.evidence(scene.person, note=scene.mark("evidence")),
    "evidence_file": lambda scene: cpd.certificate(scene.person, scene.mark("evidence_file")),
    "formative_note": lambda scene: feedback.note(
        scene.person, scene.other, what_seen=scene.mark("formative_note")
    ),
    "legal_hold": lambda scene: LegalHold.objects.create(
        subject=scene.person, set_by=scene.other, reason=scene.mark("legal_hold")
    ),
    "lesson_reflection": _lesson_reflection,
    "module_completion": _completion,
    "moderation_case": _moderation,
    "notice": _notice,
    "objective": lambda scene: objectives.objective(scene.person, outcome=scene.mark("objective")),
    "observation": lambda scene: observations.sealed(
        scene.person, scene.other, focus=scene.mark("observation")
    ),
    "outcome": _outcome,
    "outcome_note": lambda scene: outcomes.outcome_note(
        scene.person, scene.other, text=scene.mark("outcome_note")
    ),
    "performance_review": _performance_review,
    "personal_note": lambda scene: supervision.personal_note(
        scene.person, scene.session, words=scene.mark("personal_note")
    ),
    "personal_note_of_others": _note_of_another,
    "quiz_answer": _quiz_answer,
    "quiz_result": lambda scene: quizzes.passed(scene.quiz, scene.person),
    "rights_request": lambda scene: closed_request(
        scene.person, kind=RequestKind.CORRECT, words=scene.mark("rights_request")
    ),
    "safeguarding_pointer": lambda scene: supervision.pointer(scene.person, scene.session),
    "scenario_debrief": _debrief,
    "scenario_own_words": _own_words,
    "scenario_path": _scenario_path,
    "scenario_result": _scenario_result,
    "scenario_room": _room,
    "self_assessment": lambda scene: reviews.self_assessment(
        _review(scene), proud_of=scene.mark("self_assessment")
    ),
    "session_preparation": _preparation,
    "staff_post": _post,
    "step_progress": _steps,
    "supervision_action": lambda scene: supervision.action(
        scene.session, words=scene.mark("supervision_action")
    ),
    "supervision_agreement": _module,
    "supervision_bookmark": lambda scene: SupervisionBookmark.objects.create(
        mentor=scene.person, title=scene.mark("supervision_bookmark")
    ),
    "supervision_record": _record,
    "supervision_session": lambda scene: supervision.held(
        scene.pair, place=scene.mark("supervision_session")
    ),
    "training_event": _event,
    "voice_figures": _voice,
    "wellbeing_mark": lambda scene: WellbeingMark.objects.create(mentor=scene.person, level="4"),
}
# Kinds of which nothing says about whom they are: in nobody's copy.
ABOUT_NOBODY = {"voice_answers"}
# Kinds whose rows hold no free words: what is looked for instead.
OTHER_MARKS = {
    "absence": "A long absence",
    "calendar_feed": "private address of your calendar",
    "caseload": "587",
    "contact_hours": "987654",
    "safeguarding_pointer": "A concern passed on",
    "wellbeing_mark": "4",
}


def mark_of(key: str) -> str:
    return OTHER_MARKS.get(key, MARK.format(key.replace("_", "-")))
