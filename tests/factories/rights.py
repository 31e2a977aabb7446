"""Rights requests, and one row of every kind of record that the slices keep about a person."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from assessments.preparation.models import SessionPreparation, WellbeingMark
from assessments.rooms.models import Room
from assessments.sessions.models import CalendarFeed
from assessments.supervision.models import SupervisionBookmark
from cms.people.accounts.models import RoleGrant, User
from cms.people.audit.services import record
from cms.people.notices.models import Notice
from cms.people.notices.rules import NoticeKind
from cms.people.privacy.models import LegalHold, RightsRequest
from cms.people.privacy.rules import RequestKind, RequestState, answer_due
from cms.people.privacy.services import redactions, requests
from cms.people.teams.models import Absence, ConflictOfInterest, StaffProfile
from courses.approval.models import ContentApproval
from courses.certificates.models import Certificate
from courses.progress.models import Reflection
from tests.factories import (
    contact_hours,
    courses,
    cpd,
    debriefs,
    events,
    grants,
    plans,
    quizzes,
    scenarios,
    standards,
    supervision,
    targets,
    verification,
    witnesses,
)
from tests.factories.people import StaffProfileFactory, days_ago

MARK = "Marked-{}-here"  # what must be found in the copy, by kind


def rights_request(subject: User, **fields: Any) -> RightsRequest:
    """For a copy, since three days, identity checked."""
    received_on = fields.pop("received_on", days_ago(3))
    defaults: dict[str, Any] = {
        "kind": RequestKind.COPY,
        "received_on": received_on,
        "due_on": answer_due(received_on),
        "identity_checked_on": received_on,
        "entered_by": subject,
    }
    return RightsRequest.objects.create(subject=subject, **{**defaults, **fields})


def answered_request(subject: User, officer: User, answer: str = "keep") -> RightsRequest:
    """Every passage answered alike, and the copy ready."""
    asked = rights_request(subject)
    redactions.refresh_queue(request=asked, by=officer)
    hashes = asked.redactions.values_list("words_hash", flat=True)
    redactions.answer_redactions(request=asked, answers=dict.fromkeys(hashes, answer), by=officer)
    return requests.mark_ready(request=asked, by=officer)


def closed_request(subject: User, **fields: Any) -> RightsRequest:
    values = {"state": RequestState.CLOSED, "closed_at": timezone.now(), "answer": "Done."}
    return rights_request(subject, **{**values, **fields})


def leaver(person: User, days: int) -> StaffProfile:
    """Her last day was so many days ago (or is to come), and her roles end with it."""
    left_on = days_ago(days)
    profile = StaffProfile.objects.filter(person=person).first()
    profile = profile or StaffProfileFactory.create(person=person)
    profile.left_on = left_on
    profile.save()
    RoleGrant.objects.filter(holder=person, ends_on=None).update(ends_on=left_on)
    person.__dict__.pop("_roles_today", None)
    return profile


# One row of every kind, with a mark in it ----------------------------------------------


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


MAKERS: dict[str, Maker] = {
    "absence": _absence,
    "account": _account,
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
    "legal_hold": lambda scene: LegalHold.objects.create(
        subject=scene.person, set_by=scene.other, reason=scene.mark("legal_hold")
    ),
    "lesson_reflection": _lesson_reflection,
    "module_completion": _completion,
    "notice": _notice,
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
    "wellbeing_mark": lambda scene: WellbeingMark.objects.create(mentor=scene.person, level="4"),
}
# Kinds whose rows hold no free words: what is looked for instead.
OTHER_MARKS = {
    "absence": "A long absence",
    "calendar_feed": "private address of your calendar",
    "contact_hours": "987654",
    "safeguarding_pointer": "A concern passed on",
    "wellbeing_mark": "4",
}


def mark_of(key: str) -> str:
    return OTHER_MARKS.get(key, MARK.format(key.replace("_", "-")))
