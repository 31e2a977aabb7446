"""CPD, the files and people around it, and the standards it counts towards: the CPD rows of the
matrix of domain.md 2.2. Drafts and what was returned are their owner's alone.
"""

from dataclasses import asdict
from typing import Any

from assessments.cpd.rules import Policy, cpd_year
from assessments.verification.forms import seen_of
from tests.access.rows import GET, POST, TODAY, Row, of, post
from tests.access.scene import Scene
from tests.factories.courses import REFLECTION_BLOCK
from tests.factories.people import days_ago
from tests.factories.witnesses import SAID, witness_token_of

MONTH = days_ago(0).replace(day=1).isoformat()
YEAR = cpd_year(days_ago(0)).start

FOLLOWS_MENTOR = "manager quality_lead"

CPD = [
    Row("cpd:entry_list", GET, {200: "signed_in"}),
    Row("cpd:entry_create", GET, {200: "signed_in"}),
    Row("cpd:entry_create", POST, {302: "signed_in"}, data=post(title="Read", start_on=TODAY)),
    Row("cpd:entry_from_step", POST, {302: "staff"}, of("lesson"), post(block=REFLECTION_BLOCK)),
    Row("supervision:bookmark_list", GET, {200: "signed_in"}),
    Row("supervision:bookmark_create", GET, {200: "staff"}),
    Row("supervision:bookmark_create", POST, {302: "staff"}, data=post(title="A hard talk")),
    Row("supervision:bookmark_step", POST, {302: "staff"}, of("lesson"),
        post(block=REFLECTION_BLOCK)),
    Row("supervision:bookmark_take", POST, {302: "mentor"}, of("bookmark")),
    Row("supervision:bookmark_put_back", POST, {302: "mentor"}, of("bookmark")),
    Row("cpd:entry_detail", GET, {200: "mentor"}, of("entry")),
    Row("cpd:entry_update", GET, {200: "mentor"}, of("entry")),
    Row("cpd:entry_update", POST, {302: "mentor"}, of("entry"),
        post(title="Read", start_on=TODAY)),
    Row("cpd:entry_discard", POST, {302: "mentor"}, of("entry")),
    Row("cpd:entry_restore", POST, {302: "mentor"}, of("discarded")),
    Row("cpd:entry_submit", GET, {200: "mentor"}, of("entry")),
    Row("cpd:entry_submit", POST, {302: "mentor"}, of("returned")),
    Row("cpd:entry_take_back", POST, {302: "mentor"}, of("to_verify")),
    Row("cpd:entry_share", GET, {200: "mentor"}, of("to_verify")),
    Row("cpd:entry_share", POST, {302: "mentor"}, of("to_verify"),
        lambda s: {"supervisor": s.pk("supervisor")}),
    Row("cpd:entry_impact", GET, {200: "mentor"}, of("to_verify")),
    Row("cpd:entry_impact", POST, {302: "mentor"}, of("to_verify"),
        post(impact_status="too_early")),
    Row("cpd:entry_sync", POST, {200: "signed_in"}, data=post(title="Read", start_on=TODAY),
        visitor=401),
    # What others read of it: what waits, for her manager; what was drawn, for the quality lead.
    Row("cpd:shared_list", GET, {200: "supervisor"}),
    Row("cpd:shared_entry", GET, {200: "manager"}, of("to_verify")),
    Row("cpd:shared_entry", GET, {200: "manager quality_lead"},
        lambda s: {"pk": s.to_sample.entry_id}, note="in a sample"),
    Row("cpd:shared_entry", GET, {200: "manager supervisor"}, of("with_supervisor"),
        note="shared"),
    Row("cpd:shared_entry", GET, {}, of("entry"), note="a draft"),
    Row("cpd:shared_entry", GET, {}, of("returned"), note="returned"),
    Row("cpd:shared_file", GET, {200: "manager supervisor"},
        lambda s: {"pk": s.pk("with_supervisor"), "file": s.pk("shared_file")}),
    Row("cpd:shared_file", GET, {},
        lambda s: {"pk": s.pk("entry"), "file": s.pk("file")}, note="of a draft"),
]  # fmt: skip

FILES = [
    Row("files:file_list", GET, {200: "signed_in"}),
    Row("files:file_create", GET, {200: "signed_in"}),
    Row("files:file_create", POST, {422: "signed_in"}, note="without a file"),
    Row("files:file_detail", GET, {200: "mentor"}, of("file")),
    Row("files:file_update", GET, {200: "mentor"}, of("file")),
    Row("files:file_update", POST, {302: "mentor"}, of("file"), post(name="Level 3")),
    Row("files:file_attest", POST, {302: "mentor"}, of("file"), post(attested="on")),
    Row("files:file_remove", GET, {200: "mentor"}, of("file")),
    Row("files:file_remove", POST, {302: "mentor"}, of("file")),
    Row("files:file_download", GET, {200: "mentor"}, of("file")),
    Row("files:storage_overview", GET, {200: "admin dpo"}),
]  # fmt: skip

MAIL = [
    Row("mailbox:by_mail", GET, {200: "signed_in"}),
    Row("mailbox:offline", GET, {200: "signed_in"}, visitor=200),
    Row("mailbox:offline_who", GET, {200: "signed_in"}, visitor=200),
    Row("mailbox:manifest", GET, {200: "signed_in"}, visitor=200),
]

EXPORTS = [
    Row("profiles:export_create", GET, {200: "signed_in"}),
    Row("profiles:export_create", POST, {200: "signed_in"},
        data=post(year=YEAR, format="json", purpose="review")),
    Row("profiles:everything", GET, {200: "signed_in"}),
    Row("profiles:everything", POST, {200: "signed_in"}),
    Row("profiles:pack_create", GET, {200: "quality_lead"}),
    Row("profiles:pack_create", POST, {200: "quality_lead"},
        data=lambda s: {"person": s.pk("mentor"), "year": YEAR, "format": "json"}),
    Row("profiles:export_check", GET, {200: "signed_in"}),
    Row("profiles:export_check", POST, {200: "signed_in"}),
]  # fmt: skip

LINE = {"need": "Asking open questions", "origin": "self"}
EVENT = {"title": "Talk", "activity_type": "workshop", "held_on": TODAY, "minutes": "60"}
READS_TEAM = "manager other_manager"


def event_code(scene: Scene) -> dict[str, Any]:
    return {"code": scene.event.code}


def evidence_entry(scene: Scene) -> dict[str, Any]:
    return {"entry": scene.pk("entry")}


def this_month(_scene: Scene) -> dict[str, Any]:
    return {"year": days_ago(0).year, "month": days_ago(0).month}


PLANS = [
    # A line that is shown to the manager is read on a page of hers, never on its owner's.
    Row("plans:line_list", GET, {200: "signed_in"}),
    Row("plans:line_print", GET, {200: "signed_in"}),
    Row("plans:line_create", GET, {200: "signed_in"}),
    Row("plans:line_create", POST, {302: "signed_in"}, data=post(**LINE)),
    Row("plans:line_detail", GET, {200: "mentor"}, of("plan_line")),
    Row("plans:line_update", GET, {200: "mentor"}, of("plan_line")),
    Row("plans:line_update", POST, {302: "mentor"}, of("plan_line"), post(**LINE)),
    Row("plans:line_done", GET, {200: "mentor"}, of("plan_line")),
    Row("plans:line_done", POST, {302: "mentor"}, of("plan_line"), post(outcome="It works.")),
    Row("plans:line_drop", GET, {200: "mentor"}, of("plan_line")),
    Row("plans:line_drop", POST, {302: "mentor"}, of("plan_line"), post(outcome="No place.")),
    Row("plans:line_reopen", POST, {302: "mentor"}, of("done_line")),
    Row("plans:line_share", POST, {302: "mentor"}, of("plan_line"), post(shared="1")),
    Row("plans:line_evidence", GET, {200: "mentor"}, of("plan_line")),
    Row("plans:entry_link", POST, {302: "mentor"}, of("plan_line"), evidence_entry),
    Row("plans:entry_unlink", POST, {302: "mentor"}, of("plan_line"), evidence_entry),
    Row("plans:entry_lines", GET, {200: "mentor"}, of("entry")),
    Row("plans:entry_lines", POST, {302: "mentor"}, of("entry")),
    Row("plans:person_list", GET, {200: READS_TEAM}),
    Row("plans:person_lines", GET, {200: "manager"}, of("mentor")),
]  # fmt: skip

EVENTS = [
    Row("events:event_list", GET, {200: "staff"}),
    Row("events:event_create", GET, {200: "staff"}),
    Row("events:event_create", POST, {302: "staff"}, data=post(**EVENT)),
    Row("events:event_join", GET, {200: "staff"}),
    Row("events:event_join", POST, {302: "staff"}, data=event_code),
    # Whoever works here and has the code was there; its host is led to her own page.
    Row("events:event_attend", GET, {200: "staff", 302: "trainer"}, event_code),
    Row("events:event_attend", POST, {302: "staff"}, event_code),
    Row("events:event_detail", GET, {200: "trainer"}, of("event")),
    Row("events:event_screen", GET, {200: "trainer"}, of("event")),
    Row("events:event_update", GET, {200: "trainer"}, of("event")),
    Row("events:event_update", POST, {302: "trainer"}, of("event"), post(**EVENT)),
    Row("events:event_close", GET, {200: "trainer"}, of("event")),
    Row("events:event_close", POST, {302: "trainer"}, of("event")),
    Row("events:event_reopen", POST, {302: "trainer"}, of("closed_event")),
    Row("events:event_draft", POST, {302: "trainer"}, of("event")),
]  # fmt: skip

CONTACT_HOURS = [
    Row("contact_hours:month_list", GET, {200: "signed_in"}),
    Row("contact_hours:month_list", POST, {302: "signed_in"},
        data=post(key="6f8a3d4e-2b61-4a53-9a26-0d1f7c5b9e10", month_on=MONTH,
                  one_to_one_sessions="1")),
    Row("contact_hours:year_csv", GET, {200: "signed_in"}),
    Row("contact_hours:month_update", GET, {200: "signed_in"}, this_month),
    Row("contact_hours:month_update", POST, {302: "signed_in"}, this_month,
        post(one_to_one_sessions="2")),
]  # fmt: skip

READS_YEAR, KEEPS_YEAR = "manager quality_lead hr", "manager hr"
READS_GRID = "manager other_manager quality_lead hr"
READS_TOTALS, SETS_POLICY = "quality_lead hr", "admin hr"
POLICY_FORM = {**asdict(Policy()), "from_year": YEAR}

TARGETS = [
    Row("targets:my_year", GET, {200: "signed_in"}),
    Row("targets:person_year", GET, {302: "mentor", 200: READS_YEAR}, of("mentor")),
    Row("targets:adjustment_create", GET, {200: KEEPS_YEAR}, of("mentor")),
    Row("targets:adjustment_create", POST, {302: KEEPS_YEAR}, of("mentor"),
        post(hours="-6", reason="Half a day with the timetable.", year=YEAR)),
    Row("targets:adjustment_end", GET, {200: KEEPS_YEAR}, of("adjustment")),
    Row("targets:adjustment_end", POST, {302: KEEPS_YEAR}, of("adjustment")),
    Row("targets:absence_create", GET, {200: KEEPS_YEAR}, of("mentor")),
    Row("targets:absence_create", POST, {302: KEEPS_YEAR}, of("mentor"), post(starts_on=TODAY)),
    Row("targets:absence_end", GET, {200: KEEPS_YEAR}, of("absence")),
    Row("targets:absence_end", POST, {302: KEEPS_YEAR}, of("absence"), post(ends_on=TODAY)),
    Row("targets:absence_remove", GET, {200: KEEPS_YEAR}, of("absence")),
    Row("targets:absence_remove", POST, {302: KEEPS_YEAR}, of("absence")),
    Row("targets:team_grid", GET, {200: READS_GRID}),
    Row("targets:team_export", GET, {200: READS_GRID}),
    Row("targets:totals", GET, {200: READS_TOTALS}),
    Row("targets:policy_detail", GET, {200: "staff"}),
    Row("targets:policy_update", GET, {200: SETS_POLICY}),
    Row("targets:policy_update", POST, {302: SETS_POLICY}, data=post(**POLICY_FORM, confirm="1")),
]  # fmt: skip

YES_THRICE = {"is_real": "yes", "is_relevant": "yes", "is_applied": "yes"}
DAYS = {"first_on": days_ago(60).isoformat(), "last_on": TODAY}
DRAW = {"label": "Autumn", **DAYS, "shown": f"{DAYS['first_on']}/{DAYS['last_on']}"}
CHECKS = "quality_lead admin"
GRID = "manager other_manager quality_lead"


def witness_link(scene: Scene) -> dict[str, Any]:
    return {"token": witness_token_of(scene.witness_request)}


def two_frameworks(_scene: Scene) -> dict[str, Any]:
    return {"here": "ST1379", "there": "ST0148"}


VERIFYING = [
    Row("verification:queue", GET, {200: READS_TEAM}),
    Row("verification:answered", GET, {200: READS_TEAM}),
    Row("verification:entry_answer", GET, {200: "manager"}, of("to_verify")),
    Row("verification:entry_answer", POST, {302: "manager"}, of("to_verify"),
        lambda s: {"seen": seen_of(s.to_verify, s.manager), "outcome": "verified", **YES_THRICE}),
    Row("verification:entry_history", GET, {200: "mentor manager quality_lead"},
        lambda s: {"pk": s.to_sample.entry_id}),
    Row("verification:sample_list", GET, {200: "quality_lead"}),
    Row("verification:verifier_list", GET, {200: "quality_lead"}),
    Row("verification:sample_draw", GET, {200: "quality_lead"}),
    Row("verification:sample_draw", POST, {302: "quality_lead"}, data=post(**DRAW)),
    Row("verification:sample_detail", GET, {200: "quality_lead"}, of("sample_round")),
    Row("verification:sample_export", GET, {200: "quality_lead"}, of("sample_round")),
    Row("verification:sample_answer", GET, {200: "quality_lead"}, of("to_sample")),
    Row("verification:sample_answer", POST, {302: "quality_lead"}, of("to_sample"),
        post(outcome="ok", would_verify="yes", **YES_THRICE)),
    Row("verification:sample_letter", GET, {200: "mentor manager quality_lead"}, of("query")),
    Row("verification:sample_letter", POST, {302: "mentor manager quality_lead"}, of("query"),
        post(reply="We agreed.")),
    Row("verification:sample_settle", GET, {200: "quality_lead"}, of("query")),
    Row("verification:sample_settle", POST, {302: "quality_lead"}, of("query")),
    Row("witnesses:request_list", GET, {200: "mentor"}, of("to_verify")),
    Row("witnesses:request_create", GET, {200: "mentor"}, of("to_verify")),
    Row("witnesses:request_create", POST, {302: "mentor"}, of("to_verify"),
        post(name="Ines Duarte", kind="witness")),
    Row("witnesses:request_link", GET, {200: "mentor"}, of("witness_request")),
    Row("witnesses:request_withdraw", POST, {302: "mentor"}, of("witness_request")),
    Row("witnesses:answer_create", GET, {200: "signed_in"}, witness_link, visitor=200),
    Row("witnesses:answer_create", POST, {403: "mentor", 302: "signed_in"}, witness_link,
        post(**SAID), visitor=302),
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
    Row("standards:framework_list", GET, {200: "staff"}),
    Row("standards:my_coverage", GET, {200: "signed_in"}),
    Row("standards:my_coverage_csv", GET, {200: "signed_in"}),
    Row("standards:person_coverage", GET, {302: "mentor", 200: FOLLOWS_MENTOR}, of("mentor")),
    Row("standards:person_coverage_csv", GET, {200: f"mentor {FOLLOWS_MENTOR}"}, of("mentor")),
    Row("standards:team_coverage", GET, {200: GRID}),
    Row("standards:team_coverage_csv", GET, {200: GRID}),
    Row("standards:module_start", POST, {302: "staff"}, of("module")),
    Row("standards:import_start", GET, {200: "admin"}),
    Row("standards:import_start", POST, {422: "admin"}),
    Row("standards:import_confirm", POST, {302: "admin"}),
    Row("standards:import_template", GET, {200: "admin"}),
    Row("standards:crosswalk_detail", GET, {200: CHECKS}, two_frameworks),
    Row("standards:crosswalk_detail", POST, {302: CHECKS}, two_frameworks),
    Row("standards:mapping_create", POST, {422: CHECKS}, two_frameworks),
    Row("standards:mapping_remove", GET, {200: CHECKS},
        lambda s: {**two_frameworks(s), "pk": s.pk("mapping")}),
    Row("standards:mapping_remove", POST, {302: CHECKS},
        lambda s: {**two_frameworks(s), "pk": s.pk("mapping")}),
    Row("standards:carry_over", GET, {200: "staff"}, lambda s: {"framework": "ST1379"}),
    Row("standards:carry_over", POST, {302: "staff"}, lambda s: {"framework": "ST1379"},
        post(statement="K6")),
    Row("standards:person_carry_over", GET, {302: "mentor", 200: "quality_lead"},
        lambda s: {"framework": "ST1379", "pk": s.pk("mentor")}),
    Row("standards:person_carry_over", POST, {302: "mentor quality_lead"},
        lambda s: {"framework": "ST1379", "pk": s.pk("mentor")}, post(statement="K6")),
    Row("standards:carried_take_back", GET, {200: "mentor quality_lead"}, of("carried")),
    Row("standards:carried_take_back", POST, {302: "mentor quality_lead"}, of("carried")),
]  # fmt: skip

CPD_ROWS = [
    *CPD,
    *FILES,
    *MAIL,
    *EXPORTS,
    *PLANS,
    *EVENTS,
    *CONTACT_HOURS,
    *TARGETS,
    *VERIFYING,
    *STANDARDS,
]
