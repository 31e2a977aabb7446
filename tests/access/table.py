"""Every address of ours with who gets what: the access matrix of domain.md 2.2 as it stands today.

Whoever a row does not name is a stranger there and finds nothing (404). Visitors are led to sign in
unless the row says otherwise.
"""

from collections.abc import Callable
from typing import Any

from assessments.rooms.queries import stamp_of_room
from cms.people.notices.rules import FIXED, Channel, NoticeKind
from tests.access.rows import (
    GET,
    NOT_FOUND,
    POST,
    TODAY,
    Row,
    block,
    code,
    of,
    picture,
    post,
    question,
    token,
)
from tests.access.scene import Scene
from tests.access.table_activities import ACTIVITIES
from tests.access.table_cpd import CPD_ROWS
from tests.access.table_practice import PRACTICE
from tests.access.table_privacy import PRIVACY_ROWS
from tests.access.table_review import REVIEW
from tests.access.table_supervision import SUPERVISION_ROWS
from tests.factories.courses import REFLECTION_BLOCK
from tests.factories.people import PASSWORD
from tests.factories.practice import BENCH, DRILL, SORT, TALK

MANAGES = "admin"
READS_PERSON = "mentor manager admin hr dpo"
LISTS_PEOPLE = "manager other_manager admin hr dpo"
GRID = "manager other_manager quality_lead"
FOLLOWS_MENTOR = "manager quality_lead"


JOIN = {"password": PASSWORD, "again": PASSWORD}
PROFILE = {"first_name": "Sam", "last_name": "Whitfield", "fte": "1"}
CHANNELS = {kind.value: Channel.APP.value for kind in NoticeKind if kind not in FIXED}
INVITE = {"first_name": "New", "last_name": "Person", "email": "new@x.test", "role": "mentor"}

ACCOUNTS = [
    Row("accounts:my_account", GET, {200: "signed_in"}),
    Row("accounts:invitation_accept", GET, {200: "signed_in"}, token, visitor=200),
    Row("accounts:invitation_accept", POST, {302: "signed_in"}, token, post(**JOIN), visitor=302),
    Row("accounts:person_detail", GET, {200: READS_PERSON}, of("mentor")),
    Row("accounts:role_grant", GET, {200: MANAGES}, of("peer")),
    Row("accounts:role_grant", POST, {302: MANAGES}, of("peer"),
        post(role="supervisor", starts_on=TODAY)),
    Row("accounts:role_end", GET, {200: MANAGES}, of("grant")),
    Row("accounts:role_end", POST, {302: MANAGES}, of("grant"), post(ends_on="")),
    Row("accounts:invitation_send", POST, {302: MANAGES}, of("newcomer")),
    Row("accounts:invitation_withdraw", POST, {302: MANAGES}, of("invitation")),
    Row("accounts:account_close", GET, {200: MANAGES}, of("peer")),
    Row("accounts:account_close", POST, {302: MANAGES}, of("peer")),
]  # fmt: skip

TEAMS = [
    Row("teams:person_list", GET, {200: LISTS_PEOPLE}),
    Row("teams:person_invite", GET, {200: MANAGES}),
    Row("teams:person_invite", POST, {302: MANAGES}, data=post(**INVITE)),
    Row("teams:team_list", GET, {200: MANAGES}),
    Row("teams:team_list", POST, {302: MANAGES}, data=post(name="Sport", code="S")),
    Row("teams:profile_update", GET, {200: MANAGES}, of("peer")),
    Row("teams:profile_update", POST, {302: MANAGES}, of("peer"), post(**PROFILE)),
    Row("teams:manager_update", GET, {200: MANAGES}, of("supervisor")),
    Row("teams:manager_update", POST, {302: MANAGES}, of("supervisor"),
        lambda s: {"manager": s.pk("manager"), "starts_on": TODAY}),
]  # fmt: skip

NOTICES_AND_AUDIT = [
    Row("notices:notice_list", GET, {200: "signed_in"}),
    Row("notices:notice_open", GET, {302: "mentor"}, of("notice")),
    Row("notices:notice_read_all", POST, {302: "signed_in"}),
    Row("notices:preferences", GET, {200: "signed_in"}),
    Row("notices:preferences", POST, {302: "signed_in"}, data=post(**CHANNELS)),
    Row("audit:my_records", GET, {200: "signed_in"}),
    Row("audit:event_list", GET, {200: "dpo admin"}),
]

KEEPS_CARD = "dsl admin"
CONTACT = {"kind": "deputy", "name": "Aisha Siddiq", "phone": "07700 900152"}

ESCALATION = [
    # Whom to call is hidden from nobody with an account: a role may have run out unnoticed.
    Row("escalation:card", GET, {200: "signed_in"}),
    Row("escalation:card_kept", GET, {200: "signed_in"}),
    Row("escalation:offline", GET, {200: "signed_in"}, visitor=200),
    Row("escalation:service_worker", GET, {200: "signed_in"}, visitor=200),
    Row("escalation:card_confirm", POST, {302: KEEPS_CARD}),
    Row("escalation:contact_create", GET, {200: KEEPS_CARD}),
    Row("escalation:contact_create", POST, {302: KEEPS_CARD}, data=post(**CONTACT)),
    Row("escalation:contact_update", GET, {200: KEEPS_CARD}, of("card_deputy")),
    Row("escalation:contact_update", POST, {302: KEEPS_CARD}, of("card_deputy"), post(**CONTACT)),
    Row("escalation:contact_delete", GET, {200: KEEPS_CARD}, of("card_deputy")),
    Row("escalation:contact_delete", POST, {302: KEEPS_CARD}, of("card_deputy")),
    Row("escalation:contact_move", POST, {302: KEEPS_CARD}, of("card_deputy"),
        post(direction="up")),
]  # fmt: skip

DASHBOARD = [
    Row("dashboard:author_gate", GET, {404: "signed_in"}),
    Row("dashboard:author_gate", POST, {404: "signed_in"}),
    Row("dashboard:team", GET, {200: GRID}, visitor=NOT_FOUND),
    Row("dashboard:team_person", GET, {200: FOLLOWS_MENTOR}, of("mentor"), visitor=NOT_FOUND),
    Row("dashboard:team_enrol", POST, {302: FOLLOWS_MENTOR}, of("mentor"),
        lambda s: {"programme": s.pk("programme")}, visitor=NOT_FOUND),
    Row("momentum:calendar", GET, {200: "staff"}),
    Row("gallery:gallery", GET, {200: "staff"}),
    Row("gallery:theme_set", POST, {302: "signed_in"}, data=post(theme="dark"), visitor=302),
    Row("image", GET, {200: "signed_in"}, picture),
    Row("image", POST, {200: "signed_in"}, picture),
]  # fmt: skip

COURSES = [
    Row("progress:step_complete", POST, {302: "staff"}, of("lesson")),
    # A quiz is passed, not declared; what is there to see is no secret of anybody's.
    Row("progress:step_complete", POST, {403: "staff"}, of("quiz"), note="of a quiz"),
    Row("progress:block_seen", POST, {204: "staff"}, of("lesson"), post(block=REFLECTION_BLOCK)),
    Row("progress:reflection_save", POST, {302: "staff"}, of("lesson"),
        post(block=REFLECTION_BLOCK, text="I noticed.")),
    Row("progress:module_print", GET, {200: "staff"}, of("module")),
    Row("progress:note_list", GET, {200: "staff"}),
    Row("progress:note_delete", GET, {200: "mentor"}, of("reflection")),
    Row("progress:note_delete", POST, {302: "mentor"}, of("reflection")),
    Row("practice:sort_check", POST, {200: "staff"}, block(SORT)),
    Row("practice:question_check", POST, {200: "staff"}, block(DRILL, place=0)),
    Row("practice:target_check", POST, {200: "staff"}, block(BENCH)),
    Row("practice:talk_check", POST, {200: "staff"}, block(TALK)),
    Row("practice:talk_check", POST, {200: "trainer superuser"}, block(TALK), post(draft="1"),
        note="of a draft"),
    Row("progress:module_finished", GET, {200: "mentor", 302: "staff"}, of("module")),
    Row("enrolment:module_enrol", POST, {302: "staff"}, of("next_module")),
    Row("certificates:certificate_list", GET, {200: "signed_in"}),
    Row("certificates:certificate_find", GET, {200: "signed_in"}, visitor=200),
    Row("certificates:certificate_check", GET, {200: "signed_in"}, code, visitor=200),
    Row("certificates:certificate_pdf", GET, {200: "mentor manager quality_lead admin"}, code),
    Row("certificates:certificate_revoke", GET, {200: "quality_lead admin"}, code),
    Row("certificates:certificate_revoke", POST, {302: "quality_lead admin"}, code,
        post(revoke_reason="It was issued for somebody else's work.")),
]  # fmt: skip

ATTEMPTS = [
    Row("quizzes:attempt_start", POST, {302: "staff"}, of("quiz")),
    Row("quizzes:attempt_detail", GET, {200: "mentor"}, of("submitted")),
    Row("quizzes:attempt_question", GET, {200: "mentor"}, question),
    Row("quizzes:attempt_question", POST, {302: "mentor"}, question, post(answer="0")),
    Row("quizzes:attempt_review", GET, {200: "mentor"}, of("open_attempt")),
    Row("quizzes:attempt_hand_in", POST, {302: "mentor"}, of("open_attempt"),
        post(unanswered="yes")),
    Row("scenarios:attempt_create", POST, {302: "staff"}, of("scenario")),
    Row("scenarios:attempt_detail", GET, {200: "mentor"}, of("run")),
    Row("scenarios:step_create", POST, {302: "mentor"}, of("run"), post(position="1", choice="1")),
    Row("scenarios:scene_show", POST, {302: "mentor"}, of("run")),
    Row("scenarios:way_out_create", GET, {200: "staff"}, of("hard_scenario")),
    Row("scenarios:way_out_create", POST, {302: "staff"}, of("hard_scenario"),
        post(answer="I would tell the lead the same day, and write it down.")),
    Row("scenarios:own_words_create", POST, {302: "mentor"}, of("hard_run"),
        post(position="1", text="What would help?")),
    Row("scenarios:own_words_delete", POST, {302: "mentor"},
        lambda s: {"pk": s.pk("hard_run"), "position": 1}),
]  # fmt: skip

DEBRIEFS = [
    Row("debriefs:run_list", GET, {200: "signed_in"}),
    Row("debriefs:runs_export", GET, {200: "signed_in"}),
    Row("debriefs:debrief_detail", GET, {200: "mentor"}, of("run_over")),
    Row("debriefs:debrief_detail", GET, {302: "mentor"}, of("run"), note="of a run under way"),
    Row("debriefs:answers_save", POST, {302: "mentor"}, of("run_over"), post(**{"answer-1": "M."})),
    Row("debriefs:answer_delete", GET, {200: "mentor"}, of("debrief_answer")),
    Row("debriefs:answer_delete", POST, {302: "mentor"}, of("debrief_answer")),
    Row("debriefs:cpd_draft", POST, {302: "mentor"}, of("run_over")),
    Row("debriefs:bookmark", POST, {302: "mentor"}, of("run_over")),
    Row("debriefs:share_create", GET, {200: "mentor"}, of("run_over")),
    Row("debriefs:share_create", POST, {302: "mentor"}, of("run_over"),
        lambda s: {"reader": s.pk("manager")}),
    Row("debriefs:share_withdraw", POST, {302: "mentor"}, of("path_share")),
    Row("debriefs:path_detail", GET, {200: "mentor supervisor"}, of("run_over")),
    Row("debriefs:shared_list", GET, {200: "signed_in"}),
    Row("debriefs:person_outcomes", GET, {200: "mentor manager"}, of("mentor")),
]  # fmt: skip

INSIGHTS = [
    Row("insights:scenario_list", GET, {200: "trainer quality_lead"}),
    Row("insights:scenario_detail", GET, {200: "trainer quality_lead"}, of("scenario")),
    Row("insights:scenario_changes", GET, {200: "trainer"},
        lambda s: {"pk": s.pk("scenario"), "older": 1, "newer": 2}),
]  # fmt: skip


def review(scene: Scene) -> dict[str, Any]:
    return {"token": scene.reviewer_link.token}


DRAFTING = [
    # For somebody who has no account at all: the token is the right to one draft, and to no more.
    Row("reviewing:review_detail", GET, {200: "signed_in"}, review, visitor=200),
    Row("reviewing:review_detail", POST, {200: "signed_in"}, review, post(again="1"), visitor=200),
    Row("reviewing:review_file", GET, {404: "signed_in"},
        lambda s: {**review(s), "kind": "picture", "pk": 1}, visitor=404,
        note="that the draft does not show"),
]  # fmt: skip

HOSTS = "trainer manager other_manager supervisor quality_lead dsl"


def room(name: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"code": getattr(scene, name).code}


def seen(name: str, **more: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"seen": stamp_of_room(getattr(scene, name)), **more}


ROOMS = [
    # Whoever has the code may vote, and is asked for nothing else.
    Row("rooms:room_join", GET, {200: "signed_in"}, visitor=200),
    Row("rooms:room_join", POST, {302: "signed_in"}, data=room("room"), visitor=302),
    Row("rooms:room_vote", GET, {200: "signed_in"}, room("room"), visitor=200),
    Row("rooms:room_vote", POST, {302: "signed_in"}, room("room_voting"),
        post(place="1", option="A"), visitor=302),
    Row("rooms:room_list", GET, {200: HOSTS}),
    Row("rooms:room_create", GET, {200: HOSTS}, of("scenario")),
    Row("rooms:room_create", POST, {302: HOSTS}, of("scenario")),
    # Everybody but its host is led on to vote, whether or not there is such a room.
    Row("rooms:room_detail", GET, {200: "manager", 302: "signed_in"}, room("room"), visitor=302),
    Row("rooms:vote_open", POST, {302: "manager"}, room("room"), seen("room")),
    Row("rooms:vote_close", POST, {302: "manager"}, room("room_voting"), seen("room_voting")),
    Row("rooms:option_follow", POST, {302: "manager"}, room("room_split"),
        seen("room_split", option="A")),
    Row("rooms:room_next", POST, {302: "manager"}, room("room_after"), seen("room_after")),
    Row("rooms:room_back", POST, {302: "manager"}, room("room_after"),
        seen("room_after", number="1")),
    Row("rooms:comments_set", POST, {302: "manager"}, room("room"), post(wait="1")),
    Row("rooms:room_debrief", GET, {200: "manager"}, room("room_after")),
    Row("rooms:room_close", GET, {200: "manager"}, room("room")),
    Row("rooms:room_close", POST, {302: "manager"}, room("room")),
]  # fmt: skip

ROWS = [
    *ACCOUNTS, *TEAMS, *NOTICES_AND_AUDIT, *ESCALATION, *DASHBOARD, *COURSES, *CPD_ROWS, *ATTEMPTS,
    *SUPERVISION_ROWS, *PRIVACY_ROWS, *PRACTICE, *REVIEW,
    *DEBRIEFS, *INSIGHTS, *DRAFTING, *ROOMS, *ACTIVITIES,
]  # fmt: skip

# Doors of Wagtail's and allauth's that we closed: a route, an address in it, where it leads.
CLOSED_DOORS = {
    "cms/login/": ("/cms/login/", "account_login"),
    "^cms/password_reset/.*$": ("/cms/password_reset/", "account_reset_password"),
    "^cms/account/.*$": ("/cms/account/", "accounts:my_account"),
    "^cms/(?:users|groups)/.*$": ("/cms/users/", "teams:person_list"),
    "^cms/bulk/people/user/.*$": ("/cms/bulk/people/user/delete/", "teams:person_list"),
    "_util/login/": ("/_util/login/", "account_login"),
    "accounts/email/": ("/accounts/email/", "accounts:my_account"),
    "^accounts/confirm-email/.*$": ("/accounts/confirm-email/x/", "accounts:my_account"),
}
