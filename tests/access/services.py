"""Every service with who may call it, for what in the scene; and those that ask nobody, with why.

A row's call gets the scene and the person who acts. Where `by` may be None the site itself acts, as
a command or a receiver does, and may.
"""

from io import BytesIO
from typing import Any

from assessments.drafting.queries.patterns import pattern_named
from assessments.drafting.rules.trying import begin
from assessments.exchange.queries import incoming_of
from assessments.rooms.queries import stamp_of_room
from cms.people.escalation.rules import ContactFacts, Direction
from cms.people.notices.rules import Channel, NoticeKind
from courses.approval.queries import board
from courses.bundles.queries.uploads import Upload
from tests.access.calls import Call, Row, also, of, own
from tests.access.scene import Scene
from tests.access.services_activities import (
    ACTIVITY_OF_THE_SITE,
    ACTIVITY_PARTS,
    ACTIVITY_SERVICES,
)
from tests.access.services_cpd import CPD_OF_THE_SITE, CPD_PARTS, CPD_SERVICES
from tests.access.services_practice import (
    PRACTICE_OF_THE_SITE,
    PRACTICE_PARTS,
    PRACTICE_SERVICES,
)
from tests.access.services_review import REVIEW_OF_THE_SITE, REVIEW_PARTS, REVIEW_SERVICES
from tests.access.services_supervision import (
    SUPERVISION_OF_THE_SITE,
    SUPERVISION_PARTS,
    SUPERVISION_SERVICES,
)
from tests.factories.bundles import new_module_for
from tests.factories.courses import REFLECTION_BLOCK
from tests.factories.drafting import tried_by
from tests.factories.people import days_ago
from tests.factories.practice import SORT

NAMES = {"first_name": "Sam", "last_name": "Whitfield"}
NEW = {**NAMES, "email": "new@x.test"}
STEP = {"participant": "mentor", "step": "lesson"}
ADMIN = "admin"
KEEPS_CARD = "dsl admin"
KEEPS_FACTS = "trainer dsl admin"
CONTACT = ContactFacts(kind="deputy", name="Aisha Siddiq", phone="07700 900152")
EDITS_PAGES = "trainer superuser"  # Wagtail's page permissions, as in its editor
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
    Row("cms.people.escalation.services.create_contact", KEEPS_CARD,
        lambda _s, _by: {"facts": CONTACT}),
    Row("cms.people.escalation.services.change_contact", KEEPS_CARD,
        also({"contact": "card_deputy"}, facts=CONTACT)),
    Row("cms.people.escalation.services.move_contact", KEEPS_CARD,
        also({"contact": "card_deputy"}, direction=Direction.UP)),
    Row("cms.people.escalation.services.delete_contact", KEEPS_CARD, of(contact="card_deputy")),
    Row("cms.people.escalation.services.confirm_card", KEEPS_CARD, lambda _s, _by: {}),
    Row("content.local_texts.services.save_local_text", "trainer admin",
        of(local_text="local_text")),
    Row("content.local_texts.services.set_local_text", "trainer admin",
        lambda _s, _by: {"key": "new-text", "text": "Here."}),
    Row("content.local_texts.services.delete_local_text", "trainer admin",
        of(local_text="local_text")),
    Row("content.guidance.services.save_publication", KEEPS_FACTS, of(publication="source")),
    Row("content.guidance.services.save_edition", KEEPS_FACTS, of(edition="edition")),
    Row("content.guidance.services.save_fact", KEEPS_FACTS, of(fact="fact")),
    Row("content.guidance.services.confirm_fact", KEEPS_FACTS, of(fact="fact", edition="edition")),
    Row("content.guidance.services.delete_row", KEEPS_FACTS, of(row="edition")),
    Row("content.guidance.services.load_guidance", KEEPS_FACTS,
        lambda scene, _by: {"folder": scene.guidance}),
    Row("content.momentum.services.save_dip", "trainer admin", of(dip="dip")),
    Row("content.momentum.services.delete_dip", "trainer admin", of(dip="dip")),
    Row("content.momentum.services.set_college_year", "trainer admin",
        lambda _s, _by: {"teaching_starts_on": days_ago(0)}),
    Row("content.momentum.services.load_dips", "trainer admin", lambda _s, _by: {}),
    Row("content.plain_words.services.save_plain_word", "trainer admin",
        of(plain_word="plain_word")),
    Row("content.plain_words.services.delete_plain_word", "trainer admin",
        of(plain_word="plain_word")),
    Row("content.plain_words.services.load_plain_words", "trainer admin", lambda _s, _by: {}),
]  # fmt: skip

COURSES = [
    Row("courses.catalogue.services.load_programme", "trainer admin",
        lambda scene, _by: {"folder": scene.bundle}),
    Row("courses.bundles.services.export_module", EDITS_PAGES, of(module="module")),
    Row("courses.bundles.services.keep_upload", EDITS_PAGES,
        also({"page": "module"}, source=BytesIO(b"PK"), name="tgt.zip")),
    Row("courses.bundles.services.discard_upload", "trainer",
        lambda scene, _by: {"upload": Upload("bundles/none", "tgt.zip", 1, scene.pk("trainer"))}),
    Row("courses.bundles.services.import_bundle", EDITS_PAGES,
        lambda s, _by: new_module_for(s.programme, s.bundle / "tgt", s.trainer)),
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
    Row("courses.progress.services.restate_result", "mentor", also(STEP, result="75 %, sound")),
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
    Row("courses.progress.services.pass_exercise", "mentor",
        also({"participant": "mentor", "step": "exercises"}, block_id=SORT)),
    Row("courses.approval.services.send_page", "trainer admin", of(page="drafted")),
    Row("courses.approval.services.approve_pages", "dsl",
        lambda _s, _by: {"versions": [row.version for row in board().waiting]}),
    Row("courses.approval.services.return_page", "dsl",
        also({"page": "sent"}, reason="Say whom to call.")),
    Row("courses.approval.services.take_back_page", "trainer", of(page="sent")),
    Row("courses.approval.services.decide_in_editor", "dsl",
        lambda scene, _by: {"task_state": scene.sent.current_workflow_task_state,
                            "action": "approve", "words": ""}),
    Row("courses.certificates.services.revoke_certificate", "quality_lead admin",
        also({"certificate": "certificate"}, reason="It was issued for another's work.")),
]  # fmt: skip

ENTRY = {"entry": "entry"}
SUPERVISION = "assessments.supervision.services"
QUIZ = "assessments.quizzes.services"
TWEE = ":: Start\nLate again. [[Ask->End]]\n\n:: End [good]\nWell.\n"
SCENARIO = "assessments.scenarios.services"
DEBRIEF = "assessments.debriefs.services"
ROOM = "assessments.rooms.services"
HOSTS = "trainer manager other_manager supervisor quality_lead dsl"


def room_seen(name: str, **values: Any) -> Call:
    """A room as its host has it on her screen."""

    def arguments(scene: Scene, _by: Any) -> dict[str, Any]:
        room = getattr(scene, name)
        return {"room": room, "seen": stamp_of_room(room), **values}

    return arguments


ASSESSMENTS = [
    Row(f"{SUPERVISION}.add_bookmark", "mentor",
        also({"mentor": "mentor"}, title="A hard talk")),
    Row(f"{SUPERVISION}.take_bookmark", "mentor", of(bookmark="bookmark")),
    Row(f"{SUPERVISION}.put_back_bookmark", "mentor", of(bookmark="bookmark")),
    Row(f"{QUIZ}.start_attempt", "mentor", of(participant="mentor", quiz="quiz")),
    Row(f"{QUIZ}.start_attempt", "staff", own("participant", quiz="quiz"), note="herself"),
    Row(f"{QUIZ}.answer_question", "mentor", also({"response": "response"}, answer=[0])),
    Row(f"{QUIZ}.hand_in", "mentor", also({"attempt": "open_attempt"}, allow_unanswered=True)),
    Row(f"{SCENARIO}.start_attempt", "staff", of(scenario="scenario")),
    Row(f"{SCENARIO}.choose", "mentor", also({"attempt": "run"}, position=1, option_key="a")),
    Row(f"{SCENARIO}.show_scene", "mentor", of(attempt="run")),
    Row(f"{SCENARIO}.run_out_of_time", "mentor", also({"attempt": "run_over"}, position=1)),
    Row(f"{SCENARIO}.save_own_words", "mentor",
        also({"attempt": "hard_run"}, position=1, text="What would help?")),
    Row(f"{SCENARIO}.delete_own_words", "mentor", also({"attempt": "hard_run"}, position=1)),
    Row(f"{SCENARIO}.take_way_out", "staff",
        also({"scenario": "hard_scenario"},
             answer="I would tell the lead the same day, and write it down.")),
    Row(f"{DEBRIEF}.save_answers", "mentor",
        also({"attempt": "run_over"}, answers={2: ("What next?", "I will ask.")})),
    Row(f"{DEBRIEF}.delete_answer", "mentor", of(answer="debrief_answer")),
    Row(f"{DEBRIEF}.draft_from_debrief", "mentor", of(attempt="run_over")),
    Row(f"{DEBRIEF}.bookmark_debrief", "mentor", of(attempt="run_over")),
    Row(f"{DEBRIEF}.share_path", "mentor", of(attempt="run_over", reader="peer")),
    Row(f"{DEBRIEF}.withdraw_share", "mentor", of(share="path_share")),
    Row("assessments.drafting.services.keep_try", EDITS_PAGES,
        lambda s, _by: {"page": s.scenario, "content": s.scenario.content, "title": "T",
                        "run": begin(s.scenario.graph)}),
    Row("assessments.drafting.services.note_tried", "trainer",
        lambda s, _by: {"kept": tried_by(s.trainer, s.scenario), "choice": ("meet", "a")}),
    Row("assessments.drafting.services.make_link", EDITS_PAGES, of(scenario="scenario")),
    Row("assessments.drafting.services.withdraw_link", EDITS_PAGES, of(link="reviewer_link")),
    Row("assessments.drafting.services.begin_from_pattern", EDITS_PAGES,
        also({"module": "module"}, pattern=pattern_named("trust-earned"))),
    Row("assessments.exchange.services.draft_scenario", EDITS_PAGES,
        lambda scene, _by: {"incoming": incoming_of(TWEE), "module": scene.module}),
    Row("assessments.exchange.services.replace_story", EDITS_PAGES,
        lambda scene, _by: {"incoming": incoming_of(TWEE), "scenario": scene.scenario}),
    Row(f"{ROOM}.open_room", HOSTS, of(scenario="scenario")),
    Row(f"{ROOM}.open_vote", "manager", room_seen("room")),
    Row(f"{ROOM}.close_vote", "manager", room_seen("room_voting")),
    Row(f"{ROOM}.follow_option", "manager", room_seen("room_split", option_key="a")),
    Row(f"{ROOM}.go_on", "manager", room_seen("room_after")),
    Row(f"{ROOM}.go_back", "manager", room_seen("room_after", number=1)),
    Row(f"{ROOM}.close_room", "manager", of(room="room")),
]  # fmt: skip

ROWS = [
    *PEOPLE_BOX, *COURSES, *ASSESSMENTS, *CPD_SERVICES, *SUPERVISION_SERVICES,
    *PRACTICE_SERVICES, *REVIEW_SERVICES, *ACTIVITY_SERVICES,
]  # fmt: skip

# Services that ask for nobody's right: who calls them, and why that is enough.
OF_THE_SITE = {
    **CPD_OF_THE_SITE,
    **SUPERVISION_OF_THE_SITE,
    **REVIEW_OF_THE_SITE,
    **PRACTICE_OF_THE_SITE,
    **ACTIVITY_OF_THE_SITE,
    "cms.people.accounts.services.accept_invitation": "the secret link is the right",
    "cms.people.accounts.services.note_college_sign_in": "the college's sign-in proved the address",
    "cms.people.audit.services.record": "what services and views did is written down, by them",
    "cms.people.college.services.forget_college": "empties a cache",
    "cms.people.editors.services.keep_groups_in_step": "restates the role grants",
    "cms.people.editors.services.set_up_groups": "restates editors.rules",
    "cms.people.escalation.services.flag_stale_card": "a worker, by the clock; keepers are told",
    "cms.people.escalation.services.forget_card": "empties a cache",
    "cms.people.notices.services.deliver": "a worker sends what is due",
    "cms.people.notices.services.ensure_schedules": "set-up at every start",
    "cms.people.notices.services.prepare_digests": "a worker, by the clock",
    "cms.people.notices.services.send_account_mail": "the sign-in screens, to the account's owner",
    "cms.people.notices.services.send_notice": "`by` is only named; services that checked call it",
    "cms.people.notices.services.sweep_mail": "a worker, by the clock",
    "content.plain_words.services.forget_plain_words": "empties a cache",
    "content.guidance.services.announce_editions": "a worker, by the clock; keepers are told",
    "cms.dashboard.services.set_up_home": "set-up at every start",
    "cms.dashboard.services.set_up_site": "set-up at every start",
    "courses.catalogue.services.refresh_modules": "restates what the pages say, after any change",
    "courses.bundles.services.sweep_uploads": "a worker, by the clock, and every upload",
    "courses.approval.services.check_goes_live": "the gate: it asks what is said, not who asks",
    "courses.approval.services.check_move": "the same",
    "courses.approval.services.check_schedule": "the same",
    "courses.approval.services.forget_notes": "empties a cache",
    "courses.approval.services.guard_module": "follows the mark in a module",
    "courses.approval.services.keep_approvals_current": "a worker, by the clock",
    "courses.approval.services.keep_mark_in_step": "follows the mark in a module",
    "courses.approval.services.release_module": "follows a version a lead has approved",
    "courses.approval.services.set_up_workflow": "set-up at every start",
    "courses.approval.services.tell_of_approval": "`by` is only named; the decision was checked",
    "courses.approval.services.tell_of_lapse": "a worker, by the clock",
    "courses.approval.services.tell_of_return": "`by` is only named; the decision was checked",
    "courses.approval.services.tell_of_waiting": "follows what was sent",
    "courses.certificates.services.issue_certificate": "follows a completion; `by` is only named",
    "courses.enrolment.services.open_published_module": "follows a module that came out",
    "courses.progress.services.remind": "a worker, by the clock; people are told of their own",
    "courses.progress.services.settle_module": "follows a change of pages; `by` is only named",
    "assessments.quizzes.services.snapshot_questions": "follows publishing; `by` is only named",
    "assessments.insights.services.send_summaries": "a worker, by the clock; authors are told",
    "assessments.rooms.services.join_room": "the code is the right, and nobody is named",
    "assessments.rooms.services.cast_vote": "a phone that has joined; nobody is named",
    "assessments.rooms.services.note_wrong_code": "counts, in the cache",
    "assessments.rooms.services.close_old_rooms": "a worker, by the clock",
    "assessments.rooms.services.forget_votes": "a worker, by the clock",
    "assessments.scenarios.services.offer_support": "follows the end of a run, which was checked",
    "assessments.scenarios.services.snapshot_scenario": "follows publishing; `by` is only named",
}
# Tested below on its own: it touches the caller's rows whatever it is given.
OWN_ROWS_ONLY = {"cms.people.notices.services.mark_read"}

# Parts of services that have a name without an underscore: no way in, they take no `by` to check.
PARTS = {
    *CPD_PARTS,
    *SUPERVISION_PARTS,
    *REVIEW_PARTS,
    *PRACTICE_PARTS,
    *ACTIVITY_PARTS,
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
    "assessments.scenarios.services.finish_run",
    "assessments.standards.services.read_framework",
    "assessments.standards.services.title_of",
}
