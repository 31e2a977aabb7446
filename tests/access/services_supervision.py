"""The services of supervision, of standing in, and of what people may ask about what is kept."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from assessments.preparation.rules import PreparationContent
from assessments.records.queries import words_hash_of
from assessments.records.rules import RecordContent, Stance
from assessments.records.rules.audits import Findings
from assessments.supervision.queries.agreements import words_hash_of as agreement_hash
from assessments.supervision.queries.policies import policy_values
from assessments.supervision.rules.agreements import starting_content
from assessments.supervision.rules.kinds import SessionType
from tests.access.calls import Call, Row, also, of, own
from tests.factories.people import days_ago

SOON = days_ago(-20)
AT_HAND = {"words": "Try it with one.", "due_on": SOON, "keeper": "supervisee"}
MEETING = {"minutes": 60, "medium": "in_person", "place": "Room 2.14"}
PAIR = "mentor supervisor"
KEEPERS = "hr dpo"
REASON = "A claim has been made and the record of that day is needed to answer it."


def next_week() -> Any:
    return timezone.localtime() + timedelta(days=9)


def signing(record: str, **values: Any) -> Call:
    return lambda scene, _by: {
        "record": getattr(scene, record),
        "words_hash": words_hash_of(getattr(scene, record)),
        **values,
    }


def booking(names: dict[str, str], **values: Any) -> Call:
    return lambda scene, by: {
        **of(**names)(scene, by), **MEETING, "starts_at": next_week(), **values
    }  # fmt: skip


S, M, A = "assessments.supervision.services", "assessments.sessions.services", "agreement"
AGREEMENTS = [
    Row(f"{S}.draft_agreement", "dsl manager",
        also({"supervisee": "mentor", "supervisor": "dsl"},
             content=starting_content(days_ago(0)).__class__(
                 **{**vars(starting_content(days_ago(0))), "types": (SessionType.SAFEGUARDING,)}))),
    Row(f"{S}.change_agreement", "dsl",
        lambda scene, _by: {A: scene.draft_agreement, "content": starting_content(days_ago(0))}),
    Row(f"{S}.offer_agreement", "dsl", of(agreement="draft_agreement")),
    Row(f"{S}.withdraw_agreement", "supervisor", of(agreement="offered")),
    Row(f"{S}.begin_next_version", "supervisor manager", of(agreement="quiet_pair")),
    Row(f"{S}.sign_agreement", "peer supervisor manager",
        lambda scene, _by: {A: scene.offered, "words_hash": agreement_hash(scene.offered)}),
    Row(f"{S}.send_back_agreement", "peer supervisor manager", of(agreement="offered")),
    Row(f"{S}.end_agreement", f"{PAIR} hr", also({A: "pair"}, ends_on=days_ago(0))),
    Row(f"{S}.choose_past_records", "mentor", also({A: "pair"}, opens=True)),
]  # fmt: skip

SETS = "hr quality_lead"
FREQUENCY = [
    Row(f"{S}.save_policy", SETS,
        lambda scene, _by: {"policy": scene.policy, "values": policy_values(scene.policy)}),
    Row(f"{S}.set_need", "manager hr",
        also({"person": "mentor"}, kind="support_plan", starts_on=days_ago(0))),
    Row(f"{S}.end_need", "manager hr", of(need="need")),
    Row(f"{S}.add_closure", SETS, also({}, name="Snow", starts_on=days_ago(-3), ends_on=SOON)),
    Row(f"{S}.remove_closure", SETS, of(closure="closure")),
    Row(f"{S}.save_post", SETS, also({"supervisor": "supervisor"}, fte=Decimal("0.4"))),
]  # fmt: skip

SESSIONS = [
    Row(f"{M}.book_session", PAIR, booking({A: "pair"}, type="reflective")),
    Row(f"{M}.book_sessions", PAIR,
        lambda scene, _by: {A: scene.pair, "type": "reflective", **MEETING,
                            "starts": [next_week()]}),
    Row(f"{M}.book_group", "supervisor",
        lambda scene, by: {**booking({"supervisor": "supervisor"})(scene, by), "minutes": 90,
                           "attendees": [scene.mentor, scene.peer, scene.one, scene.two]}),
    Row(f"{M}.book_debrief", "supervisor",
        lambda scene, _by: {"mentor": scene.mentor, "supervisor": scene.supervisor, **MEETING,
                            "minutes": 30, "starts_at": timezone.now() + timedelta(hours=3)}),
    Row(f"{M}.ask_for_debrief", "mentor", of(mentor="mentor")),
    Row(f"{M}.ask_for_debrief", "staff", own("mentor"), note="herself"),
    Row(f"{M}.move_session", PAIR, booking({"session": "planned"})),
    Row(f"{M}.call_off_session", PAIR,
        also({"session": "planned"}, called_off_by="supervisor", reason="diary")),
    Row(f"{M}.answer_session", "mentor peer", also({"session": "group_planned"}, comes=False)),
    Row(f"{M}.mark_held", "supervisor",
        lambda scene, _by: {"session": scene.past, "held_at": scene.past.starts_at, "minutes": 60}),
    Row(f"{M}.mark_missed", "supervisor",
        also({"session": "past"}, called_off_by="supervisee", reason="urgent")),
    Row(f"{M}.add_held_session", "supervisor",
        lambda scene, _by: {A: scene.pair, "type": "reflective", "minutes": 60, "medium": "phone",
                            "held_at": timezone.localtime() - timedelta(days=5)}),
    Row(f"{M}.make_feed", "mentor", of(owner="mentor")),
    Row(f"{M}.make_feed", "staff", own("owner"), note="herself"),
    Row(f"{M}.stop_feed", "mentor", of(owner="mentor")),
]  # fmt: skip

R = "assessments.records.services"
RECORDS = [
    Row(f"{R}.begin_record", "supervisor", of(session="held")),
    Row(f"{R}.save_record", "supervisor",
        also({"record": "drafted_record"}, content=RecordContent(), revision=0)),
    Row(f"{R}.share_record", "supervisor", of(record="ready")),
    Row(f"{R}.return_record", "mentor",
        also({"record": "shared_record"}, comment="Please add the date.")),
    Row(f"{R}.sign_record", "mentor", signing("shared_record", stance=Stance.AGREED)),
    Row(f"{R}.countersign_record", "supervisor", signing("signed")),
    Row(f"{R}.note_unsigned", "supervisor", also({"record": "silent"}, reason="no_answer")),
    Row(f"{R}.mark_items", PAIR, also({"record": "shared_record"}, item_ids=[])),
    Row(f"{R}.add_addendum", PAIR, also({"record": "locked"}, words="The room has been found.")),
    Row(f"{R}.ask_for_dispute_review", "mentor", of(record="unasked")),
    Row(f"{R}.answer_dispute", "other_manager",
        also({"dispute": "dispute"}, outcome="Both views stand.")),
    Row(f"{R}.export_record", PAIR, also({"record": "locked"}, purpose="record")),
    Row(f"{R}.draw_audits", "quality_lead",
        also({}, first_on=days_ago(100), last_on=days_ago(0), seed=1)),
    Row(f"{R}.agree_to_audit", PAIR, also({"audit": "asked_audit"}, agrees=True)),
    Row(f"{R}.answer_audit", "quality_lead",
        also({"audit": "audit"}, findings=Findings(True, True, True, True))),
]  # fmt: skip

D = "assessments.actions.services"
ACTIONS = [
    Row(f"{D}.add_action", PAIR, also({"session": "held", "supervisee": "mentor"}, **AT_HAND)),
    Row(f"{D}.add_action_between", PAIR,
        also({"supervisee": "mentor", "supervisor": "supervisor"}, **AT_HAND)),
    Row(f"{D}.note_progress", PAIR, also({"action": "action"}, words="Begun.")),
    Row(f"{D}.carry_action", PAIR, also({"action": "action", "session": "planned"}, due_on=SOON)),
    Row(f"{D}.close_action", PAIR, also({"action": "action"}, note="It shows.")),
    Row(f"{D}.rescope_action", PAIR,
        also({"action": "action"}, words="Something smaller.", due_on=SOON)),
    Row(f"{D}.drop_action", PAIR, also({"action": "action"}, reason="Not needed any more.")),
    Row(f"{D}.reopen_action", PAIR, of(action="done_action")),
    Row(f"{D}.mark_action", PAIR, also({"action": "action"}, shares=True)),
    Row(f"{D}.set_evidence", "mentor", also({"action": "done_action"}, evidence=None)),
    Row(f"{D}.plan_from_action", "mentor", also({"action": "action"}, need="Asking")),
    Row(f"{D}.begin_entry", "mentor", of(action="action")),
]  # fmt: skip

P = "assessments.preparation.services"
PREPARING = {"session": "planned", "mentor": "mentor"}
OWN = [
    Row(f"{P}.save_preparation", "mentor",
        also(PREPARING, content=PreparationContent(wants="One question."))),
    Row(f"{P}.add_item", "mentor", also(PREPARING, title="A talk that went quiet")),
    Row(f"{P}.move_item", "mentor", also({"item": "preparation_item"}, up=True)),
    Row(f"{P}.remove_item", "mentor", of(item="preparation_item")),
    Row(f"{P}.mark_talked_about", "mentor",
        also({"item": "preparation_item"}, is_talked_about=True)),
    Row(f"{P}.mark_wellbeing", "mentor", also({"mentor": "mentor"}, level=4)),
    Row(f"{P}.share_trend", "mentor", also({"mentor": "mentor"}, shares=True)),
    Row(f"{P}.forget_marks", "mentor", of(mentor="mentor")),
    Row("assessments.personal_notes.services.save_note", "mentor",
        also({"author": "mentor", "note": "note"}, words="Changed")),
    Row("assessments.personal_notes.services.delete_note", "mentor", of(note="note")),
    Row("assessments.assurance.services.take_pulse", "mentor",
        also({"person": "mentor", "supervisor": "supervisor"}, marks=[4, 4, 4, 4, 4])),
]  # fmt: skip

C = "assessments.concerns.services"
POINTER = {"reported_to": "dsl", "method": "phone"}
CONCERNS = [
    Row(f"{C}.add_pointer", "staff",
        lambda _scene, _by: {"session": None, "reported_at": timezone.now(), **POINTER}),
    Row(f"{C}.add_pointer", PAIR,
        lambda scene, _by: {"session": scene.held, "reported_at": timezone.now(), **POINTER},
        note="in a session"),
    Row(f"{C}.acknowledge_pointer", "dsl", of(pointer="pointer")),
    Row(f"{C}.close_pointer", "dsl", of(pointer="known_pointer")),
]  # fmt: skip

T = "cms.people.teams.services"
STANDING_IN = [
    Row(f"{T}.set_cover", "manager hr quality_lead",
        also({"stands_in": "supervisor", "absent": "away"}, kind="supervisor",
             starts_on=days_ago(-30), ends_on=days_ago(-40))),
    Row(f"{T}.end_cover", "manager hr quality_lead", of(cover="cover")),
    Row(f"{T}.declare_conflict", "mentor trainer hr", of(person="mentor", other="trainer")),
    Row(f"{T}.end_conflict", "peer hr", of(conflict="conflict")),
]  # fmt: skip

V = "cms.people.privacy.services"
PRIVACY = [
    Row(f"{V}.ask_for_grant", "hr dpo",
        also({"subject": "mentor"}, record_class="supervision_record", purpose="legal_claim",
             case_ref="C-1", reason=REASON)),
    Row(f"{V}.approve_grant", "dpo", also({"grant": "asked_grant"}, reason=REASON)),
    Row(f"{V}.refuse_grant", "dpo", also({"grant": "asked_grant"}, reason=REASON)),
    Row(f"{V}.end_grant", KEEPERS, of(grant="open_grant")),
    Row(f"{V}.tell_subject", "dpo", of(grant="open_grant")),
    Row(f"{V}.read_by_grant", "dpo", of(grant="open_grant")),
    Row(f"{V}.set_hold", KEEPERS, also({"subject": "mentor"}, reason="A claim")),
    Row(f"{V}.end_hold", KEEPERS, of(hold="hold")),
    Row(f"{V}.set_retention", KEEPERS,
        also({}, record_class="notice", months=24, note="We keep them longer.")),
    Row(f"{V}.use_default_retention", KEEPERS, also({}, record_class="notice")),
    Row(f"{V}.remove_aged", KEEPERS, also({}, record_class="personal_note")),
    Row(f"{V}.enter_request", "mentor dpo",
        also({"subject": "mentor"}, kind="correct", words="My first day is wrong.")),
    Row(f"{V}.check_identity", "dpo", of(request="request")),
    Row(f"{V}.extend_request", "dpo",
        also({"request": "request"}, extra_months=1, reason="There is a great deal to read.")),
    Row(f"{V}.mark_ready", "dpo", of(request="clear_request")),
    Row(f"{V}.look_again", "dpo", of(request="ready_request")),
    Row(f"{V}.close_request", "dpo",
        also({"request": "request"}, answer="It was answered in May.", is_refused=True)),
    Row(f"{V}.refresh_queue", "dpo", of(request="request")),
    Row(f"{V}.answer_redactions", "dpo", also({"request": "request"}, answers={})),
    Row(f"{V}.note_passages_opened", "dpo", of(request="request")),
    Row(f"{V}.fetch_bundle", "peer", of(request="ready_request")),
    Row(f"{V}.set_last_day", "hr", also({"person": "mentor"}, left_on=SOON)),
    Row(f"{V}.keep_on", "hr", of(person="leaving")),
]  # fmt: skip

SUPERVISION_SERVICES = [
    *AGREEMENTS, *FREQUENCY, *SESSIONS, *RECORDS, *ACTIONS, *OWN, *CONCERNS, *STANDING_IN, *PRIVACY
]  # fmt: skip
CLOCK = "a worker, by the clock"
SUPERVISION_OF_THE_SITE = {
    f"{S}.load_default_policies": "set-up at every start",
    f"{S}.remind_of_agreements": CLOCK,
    f"{S}.close_ended_agreements": CLOCK,
    f"{S}.add_key": "rotate_keys, on the machine itself",
    f"{S}.drop_old_keys": "rotate_keys, on the machine itself",
    f"{S}.rotate_rows": "rotate_keys, on the machine itself",
    f"{S}.rows_with_old_keys": "rotate_keys, on the machine itself",
    f"{M}.remind_of_sessions": CLOCK,
    f"{M}.note_feed_read": "the private address is the right",
    f"{R}.remind_of_records": CLOCK,
    f"{R}.find_export": "tells whether a file is one of ours, and nothing of it",
    f"{R}.note_opened": "what was read is written down",
    f"{R}.note_shown": "what was read is written down",
    f"{R}.note_audited": "what was read is written down",
    f"{D}.remind_of_actions": CLOCK,
    f"{C}.escalate_pointers": CLOCK,
    "assessments.assurance.services.ask_for_pulse": CLOCK,
    "assessments.personal_notes.services.delete_old_notes": CLOCK,
    "assessments.personal_notes.services.restore_note": "the sealed token is the right",
    f"{V}.close_leaver": CLOCK,
    f"{V}.end_grants": CLOCK,
    f"{V}.end_roles_of": CLOCK,
    f"{V}.remind_of_requests": CLOCK,
    f"{V}.remove_all_aged": CLOCK,
    f"{V}.settle_leavers": CLOCK,
}
# Parts of services that have a name without an underscore.
SUPERVISION_PARTS = {
    "assessments.actions.services.check_can_agree",
    "assessments.actions.services.check_session",
    "assessments.actions.services.end",
    "assessments.actions.services.locked_for",
    "assessments.actions.services.say",
    "assessments.actions.services.tell_the_manager",
    "assessments.actions.services.tell_the_other",
    "assessments.records.services.apply_record",
    "assessments.records.services.audit",
    "assessments.records.services.can_export",
    "assessments.records.services.held",
    "assessments.records.services.of_actions_left",
    "assessments.records.services.of_addendum",
    "assessments.records.services.of_dispute",
    "assessments.records.services.of_draw",
    "assessments.records.services.of_late_draft",
    "assessments.records.services.of_lock",
    "assessments.records.services.of_noting",
    "assessments.records.services.of_outcome",
    "assessments.records.services.of_return",
    "assessments.records.services.of_sharing",
    "assessments.records.services.of_signature",
    "assessments.records.services.of_silence",
    "assessments.records.services.remind_to_countersign",
    "assessments.records.services.remind_to_sign",
    "assessments.sessions.services.about",
    "assessments.sessions.services.check_are_mentors",
    "assessments.sessions.services.check_holds",
    "assessments.sessions.services.check_under",
    "assessments.sessions.services.day_words",
    "assessments.sessions.services.draft_of",
    "assessments.sessions.services.last_day_for_debrief",
    "assessments.sessions.services.locked_session",
    "assessments.sessions.services.moment_words",
    "assessments.sessions.services.of_answer",
    "assessments.sessions.services.of_booking",
    "assessments.sessions.services.of_calling_off",
    "assessments.sessions.services.of_missing",
    "assessments.sessions.services.of_move",
    "assessments.sessions.services.of_series",
    "assessments.sessions.services.people_of",
    "assessments.sessions.services.save_new",
    "assessments.supervision.services.check_people",
    "assessments.supervision.services.encrypted_fields",
    "assessments.supervision.services.locked_agreement",
    "assessments.supervision.services.open_types",
    "assessments.supervision.services.remove_agreements",
    "assessments.supervision.services.remove_bookmarks",
    "assessments.supervision.services.tell",
    "cms.people.privacy.services.authors_besides",
    "cms.people.privacy.services.bundle_content",
    "cms.people.privacy.services.check_has_queue",
    "cms.people.privacy.services.locked_for",
    "cms.people.privacy.services.remove_for_retention",
    "cms.people.privacy.services.remove_whole",
    "cms.people.privacy.services.tell_both_sides",
    "cms.people.privacy.services.tell_of_answer",
    "cms.people.privacy.services.tell_of_end",
    "cms.people.privacy.services.tell_second_people",
}
