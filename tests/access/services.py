"""Every service with who may call it, for what in the scene; and those that ask nobody, with why.

A row's call gets the scene and the person who acts. Where `by` may be None the site itself acts, as
a command or a receiver does, and may.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assessments.standards.models import Evidence
from assessments.standards.rules import EvidenceKind, Strength
from cms.people.notices.rules import Channel, NoticeKind
from tests.access.scene import Scene
from tests.factories.courses import REFLECTION_BLOCK
from tests.factories.cpd import content
from tests.factories.people import days_ago

Call = Callable[[Scene, Any], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    service: str
    allowed: str
    call: Call
    note: str = ""

    def __str__(self) -> str:
        return f"{self.service} {self.note}".strip()


def of(**names: str) -> Call:
    """Arguments that are rows of the scene: `person="peer"`."""
    return lambda scene, _by: {word: getattr(scene, name) for word, name in names.items()}


def also(names: dict[str, str], **values: Any) -> Call:
    return lambda scene, by: {**of(**names)(scene, by), **values}


def own(word: str, **names: str) -> Call:
    """The person who acts does it for herself."""
    return lambda scene, by: {word: by, **of(**names)(scene, by)}


NAMES = {"first_name": "Sam", "last_name": "Whitfield"}
NEW = {**NAMES, "email": "new@x.test"}
STEP = {"participant": "mentor", "step": "lesson"}
ADMIN = "admin"
ENROLS_MENTOR = "mentor manager quality_lead admin"

PEOPLE_BOX = [
    Row("cms.people.accounts.services.create_person", ADMIN, lambda _s, _by: NEW),
    Row("cms.people.accounts.services.change_person", ADMIN,
        also({"person": "peer"}, **NAMES, known_as="Sammy")),
    Row("cms.people.accounts.services.close_account", ADMIN, of(person="peer")),
    Row("cms.people.accounts.services.reopen_account", ADMIN, of(person="peer")),
    Row("cms.people.accounts.services.invite_person", ADMIN, of(person="newcomer")),
    Row("cms.people.accounts.services.withdraw_invitation", ADMIN, of(invitation="invitation")),
    Row("cms.people.accounts.services.grant_role", ADMIN,
        also({"holder": "peer"}, role="supervisor")),
    Row("cms.people.accounts.services.end_role", ADMIN, of(grant="grant")),
    Row("cms.people.teams.services.set_profile", ADMIN,
        also({"person": "peer"}, job_title="Coach")),
    Row("cms.people.teams.services.set_manager", ADMIN,
        of(person="supervisor", manager="manager")),
    Row("cms.people.teams.services.create_team", ADMIN, lambda _s, _by: {"name": "A", "code": "A"}),
    Row("cms.people.teams.services.welcome_person", ADMIN, lambda _s, _by: {**NEW, "role": "hr"}),
    Row("cms.people.notices.services.set_preferences", "mentor",
        also({"recipient": "mentor"}, channels={NoticeKind.CPD_DRAFT: Channel.APP})),
    Row("content.local_texts.services.save_local_text", "trainer admin",
        of(local_text="local_text")),
    Row("content.local_texts.services.set_local_text", "trainer admin",
        lambda _s, _by: {"key": "new-text", "text": "Here."}),
    Row("content.local_texts.services.delete_local_text", "trainer admin",
        of(local_text="local_text")),
]  # fmt: skip

COURSES = [
    Row("courses.catalogue.services.load_programme", "trainer admin",
        lambda scene, _by: {"folder": scene.bundle}),
    Row("courses.enrolment.services.enrol_in_programme", ENROLS_MENTOR,
        of(participant="mentor", programme="programme")),
    Row("courses.enrolment.services.enrol", ENROLS_MENTOR,
        of(participant="mentor", module="next_module")),
    Row("courses.enrolment.services.enrol", "staff", own("participant", module="next_module"),
        note="herself"),
    Row("courses.enrolment.services.withdraw_enrolment", "manager admin",
        also({"enrolment": "waiting"}, reason="Another role")),
    Row("courses.progress.services.complete_step", "mentor", of(**STEP)),
    Row("courses.progress.services.complete_step", "staff", own("participant", step="lesson"),
        note="herself"),
    Row("courses.progress.services.declare_done", "mentor", of(**STEP)),
    Row("courses.progress.services.declare_done", "", of(participant="mentor", step="quiz"),
        note="of a quiz"),
    Row("courses.progress.services.note_attempt", "mentor", of(**STEP)),
    Row("courses.progress.services.note_visit", "mentor", of(**STEP)),
    Row("courses.progress.services.save_reflection", "mentor",
        also({"author": "mentor", "step": "lesson"}, block_id=REFLECTION_BLOCK, text="Mine.")),
    Row("courses.progress.services.save_reflection", "mentor",
        also({"author": "mentor", "step": "lesson"}, block_id=REFLECTION_BLOCK, text=""),
        note="emptied"),
    Row("courses.certificates.services.revoke_certificate", "quality_lead admin",
        also({"certificate": "certificate"}, reason="It was issued for another's work.")),
]  # fmt: skip

ENTRY = {"entry": "entry"}
QUIZ = "assessments.quizzes.services"
SCENARIO = "assessments.scenarios.services"

ASSESSMENTS = [
    Row("assessments.cpd.services.create_entry", "mentor",
        also({"owner": "mentor"}, content=content())),
    Row("assessments.cpd.services.create_entry", "signed_in",
        lambda _scene, by: {"owner": by, "content": content()}, note="herself"),
    Row("assessments.cpd.services.update_entry", "mentor", also(ENTRY, content=content())),
    Row("assessments.cpd.services.discard_entry", "mentor", of(**ENTRY)),
    Row("assessments.cpd.services.restore_entry", "mentor", of(entry="discarded")),
    Row("assessments.cpd.services.draft_from_module", "mentor", of(completion="completion")),
    Row(f"{QUIZ}.start_attempt", "mentor", of(participant="mentor", quiz="quiz")),
    Row(f"{QUIZ}.start_attempt", "staff", own("participant", quiz="quiz"), note="herself"),
    Row(f"{QUIZ}.answer_question", "mentor", also({"response": "response"}, answer=[0])),
    Row(f"{QUIZ}.hand_in", "mentor", also({"attempt": "open_attempt"}, allow_unanswered=True)),
    Row(f"{SCENARIO}.start_attempt", "staff", of(scenario="scenario")),
    Row(f"{SCENARIO}.choose", "mentor", also({"attempt": "run"}, position=1, option_key="a")),
    Row("assessments.standards.services.record_evidence", "mentor",
        also({"person": "mentor", "source": "run"}, codes=["S1"], kind=EvidenceKind.SCENARIO,
             strength=Strength.ASSESSED, occurred_on=days_ago(0))),
    Row("assessments.standards.services.withdraw_evidence", "mentor manager quality_lead",
        lambda scene, _by: {"source": Evidence.objects.get(pk=scene.pk("evidence")).source,
                            "reason": "It was marked wrongly."}),
    Row("assessments.standards.services.load_framework", ADMIN, lambda _s, _by: {}),
]  # fmt: skip

ROWS = [*PEOPLE_BOX, *COURSES, *ASSESSMENTS]

# Services that ask for nobody's right: who calls them, and why that is enough.
OF_THE_SITE = {
    "cms.people.accounts.services.accept_invitation": "the secret link is the right",
    "cms.people.accounts.services.note_college_sign_in": "the college's sign-in proved the address",
    "cms.people.audit.services.record": "what services and views did is written down, by them",
    "cms.people.college.services.forget_college": "empties a cache",
    "cms.people.editors.services.keep_groups_in_step": "restates the role grants",
    "cms.people.editors.services.set_up_groups": "restates editors.rules",
    "cms.people.notices.services.deliver": "a worker sends what is due",
    "cms.people.notices.services.ensure_schedules": "set-up at every start",
    "cms.people.notices.services.prepare_digests": "a worker, by the clock",
    "cms.people.notices.services.send_account_mail": "the sign-in screens, to the account's owner",
    "cms.people.notices.services.send_notice": "`by` is only named; services that checked call it",
    "cms.people.notices.services.sweep_mail": "a worker, by the clock",
    "cms.dashboard.services.set_up_home": "set-up at every start",
    "cms.dashboard.services.set_up_site": "set-up at every start",
    "courses.catalogue.services.refresh_modules": "restates what the pages say, after any change",
    "courses.certificates.services.issue_certificate": "follows a completion; `by` is only named",
    "courses.progress.services.remind": "a worker, by the clock; people are told of their own",
    "courses.progress.services.settle_module": "follows a change of pages; `by` is only named",
    "assessments.quizzes.services.snapshot_questions": "follows publishing; `by` is only named",
    "assessments.scenarios.services.snapshot_scenario": "follows publishing; `by` is only named",
}
# Tested below on its own: it touches the caller's rows whatever it is given.
OWN_ROWS_ONLY = {"cms.people.notices.services.mark_read"}

# Parts of services that have a name without an underscore: no way in, they take no `by` to check.
PARTS = {
    "cms.people.accounts.services.check_can_be_invited",
    "cms.people.accounts.services.check_may_manage",
    "cms.people.accounts.services.check_not_held",
    "cms.people.notices.services.channel_for",
    "cms.people.notices.services.compose",
    "cms.people.notices.services.forget_unread",
    "cms.people.notices.services.send_later",
    "cms.dashboard.services.add_privacy_note",
    "cms.dashboard.services.keep_documents_inside",
    "assessments.quizzes.services.content_hash",
    "assessments.quizzes.services.judge",
    "assessments.quizzes.services.lay_out",
    "assessments.quizzes.services.lock",
    "assessments.quizzes.services.tell_courses",
    "assessments.standards.services.read_framework",
    "assessments.standards.services.title_of",
}
