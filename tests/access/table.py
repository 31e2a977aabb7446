"""Every address of ours with who gets what: the access matrix of domain.md 2.2 as it stands today.

Whoever a row does not name is a stranger there and finds nothing (404). Visitors are led to sign in
unless the row says otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cms.people.notices.rules import FIXED, Channel, NoticeKind
from tests.access.scene import Scene
from tests.factories.courses import REFLECTION_BLOCK
from tests.factories.people import PASSWORD, days_ago

GET, POST = "GET", "POST"
SIGN_IN = "sign-in"
NOT_FOUND = 404


def nothing(_scene: Scene) -> dict[str, Any]:
    return {}


def of(name: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"pk": scene.pk(name)}


def code(scene: Scene) -> dict[str, Any]:
    return {"code": scene.certificate.code}


def token(scene: Scene) -> dict[str, Any]:
    return {"token": scene.token}


def question(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.pk("open_attempt"), "position": 1}


def picture(_scene: Scene) -> dict[str, Any]:
    return {"path": "access.png"}


@dataclass(frozen=True)
class Row:
    name: str
    method: str
    expected: dict[int, str]
    kwargs: Callable[[Scene], dict[str, Any]] = nothing
    data: Callable[[Scene], dict[str, Any]] = nothing
    visitor: int | str = SIGN_IN
    query: str = ""  # in it, {mentor} and the like stand for the primary key of that row
    note: str = field(default="", compare=False)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.method, self.name, self.query, self.note)))


MANAGES = "admin"
READS_PERSON = "mentor manager admin hr dpo"
LISTS_PEOPLE = "manager other_manager admin hr dpo"
GRID = "manager other_manager quality_lead"
FOLLOWS_MENTOR = "manager quality_lead"


def post(**data: Any) -> Callable[[Scene], dict[str, Any]]:
    return lambda _scene: data


JOIN = {"password": PASSWORD, "again": PASSWORD}
TODAY = days_ago(0).isoformat()
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

DASHBOARD = [
    Row("dashboard:author_gate", GET, {404: "signed_in"}),
    Row("dashboard:author_gate", POST, {404: "signed_in"}),
    Row("dashboard:team", GET, {200: GRID}, visitor=NOT_FOUND),
    Row("dashboard:team_person", GET, {200: FOLLOWS_MENTOR}, of("mentor"), visitor=NOT_FOUND),
    Row("dashboard:team_enrol", POST, {302: FOLLOWS_MENTOR}, of("mentor"),
        lambda s: {"programme": s.pk("programme")}, visitor=NOT_FOUND),
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

CPD = [
    Row("cpd:entry_list", GET, {200: "signed_in"}),
    Row("cpd:entry_create", GET, {200: "signed_in"}),
    Row("cpd:entry_create", POST, {302: "signed_in"}, data=post(title="Read", start_on=TODAY)),
    Row("cpd:entry_detail", GET, {200: "mentor"}, of("entry")),
    Row("cpd:entry_update", GET, {200: "mentor"}, of("entry")),
    Row("cpd:entry_update", POST, {302: "mentor"}, of("entry"),
        post(title="Read", start_on=TODAY)),
    Row("cpd:entry_discard", POST, {302: "mentor"}, of("entry")),
    Row("cpd:entry_restore", POST, {302: "mentor"}, of("discarded")),
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
]  # fmt: skip

STANDARDS = [
    Row("standards:default_framework", GET, {302: "staff"}),
    Row("standards:framework_detail", GET, {200: "staff"}, lambda s: {"framework": "ST0148"}),
    Row("standards:statement_detail", GET, {200: "staff"},
        lambda s: {"framework": "ST0148", "code": "S1"}),
    Row("standards:statement_detail", GET, {200: "mentor manager quality_lead"},
        lambda s: {"framework": "ST0148", "code": "S1"}, query="person={mentor}"),
    Row("standards:my_evidence", GET, {200: "signed_in"}),
    Row("standards:person_evidence", GET, {302: "mentor", 200: FOLLOWS_MENTOR}, of("mentor")),
    Row("standards:evidence_open", GET, {302: "mentor"}, of("evidence")),
]  # fmt: skip

ROWS = [
    *ACCOUNTS, *TEAMS, *NOTICES_AND_AUDIT, *DASHBOARD, *COURSES, *CPD, *ATTEMPTS, *STANDARDS,
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
