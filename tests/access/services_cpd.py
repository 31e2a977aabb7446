"""The services of CPD, of what surrounds it, and of the standards."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from assessments.contact_hours.rules import MonthNumbers
from assessments.cpd.rules import ActivityType, Policy, cpd_year
from assessments.cpd.services import Proposal
from assessments.plans.rules import LineState
from assessments.profiles.rules import Format, Purpose
from assessments.standards.models import Evidence
from assessments.standards.queries import plan_import
from assessments.standards.rules import EvidenceKind, Strength, clean_framework
from assessments.verification.rules import Result
from tests.access.calls import Row, also, of
from tests.access.scene import Scene
from tests.factories.courses import REFLECTION_BLOCK
from tests.factories.cpd import content
from tests.factories.events import event_content
from tests.factories.files_of_evidence import pdf
from tests.factories.people import days_ago
from tests.factories.plans import line_content
from tests.factories.verification import IN_ORDER, NO, YES
from tests.factories.witnesses import ANSWER

ADMIN = "admin"
ENTRY = {"entry": "entry"}
PROPOSAL = Proposal("A talk", ActivityType.WORKSHOP, start_on=days_ago(1))


def framework_file(_scene: Scene, _by: Any) -> dict[str, Any]:
    row = {"code": "S1", "kind": "skill", "title": "Guide"}
    data = {"code": "ST9", "version": "1", "title": "A standard", "status": "active",
            "statements": [row]}  # fmt: skip
    return {"data": data, "seen": plan_import(clean_framework(data)).seen}


LOG = [
    Row("assessments.cpd.services.create_entry", "mentor",
        also({"owner": "mentor"}, content=content())),
    Row("assessments.cpd.services.create_entry", "signed_in",
        lambda _scene, by: {"owner": by, "content": content()}, note="herself"),
    Row("assessments.cpd.services.update_entry", "mentor", also(ENTRY, content=content())),
    Row("assessments.cpd.services.discard_entry", "mentor", of(**ENTRY)),
    Row("assessments.cpd.services.restore_entry", "mentor", of(entry="discarded")),
    Row("assessments.cpd.services.draft_from_reflection", "mentor",
        also({"owner": "mentor", "step": "lesson"}, block_id=REFLECTION_BLOCK)),
    Row("assessments.cpd.services.draft_from_module", "mentor", of(completion="completion")),
    Row("assessments.files.services.add_file", "mentor",
        lambda scene, _by: {"owner": scene.mentor, "upload": ContentFile(pdf("Access")),
                            "name": "award.pdf", "attested": True}),
    Row("assessments.files.services.attest_file", "mentor", of(file="file")),
    Row("assessments.files.services.change_file", "mentor",
        also({"file": "file"}, name="Level 3", expires_on=None)),
    Row("assessments.files.services.remove_file", "mentor", of(file="file")),
]  # fmt: skip

STANDARDS = [
    Row("assessments.standards.services.record_evidence", "mentor",
        also({"person": "mentor", "source": "run"}, codes=["S1"], kind=EvidenceKind.SCENARIO,
             strength=Strength.ASSESSED, occurred_on=days_ago(0))),
    Row("assessments.standards.services.withdraw_evidence", "mentor manager quality_lead",
        lambda scene, _by: {"source": Evidence.objects.get(pk=scene.pk("evidence")).source,
                            "reason": "It was marked wrongly."}),
    Row("assessments.standards.services.load_framework", ADMIN, lambda _s, _by: {}),
    Row("assessments.standards.services.import_framework", "admin", framework_file),
    Row("assessments.standards.services.check_mappings", "quality_lead admin",
        lambda s, _by: {"here": s.newer, "there": s.newer, "strengths": {}}),
    Row("assessments.standards.services.add_mapping", "quality_lead admin",
        lambda s, _by: {"source": s.target, "target": s.unlinked, "strength": "part"}),
    Row("assessments.standards.services.remove_mapping", "quality_lead admin",
        of(mapping="mapping")),
    Row("assessments.standards.services.carry_over", "mentor quality_lead",
        lambda s, _by: {"person": s.mentor, "target": s.further_target,
                        "accepted": [s.pk("evidence")]}),
    Row("assessments.standards.services.take_back_carried", "mentor quality_lead",
        of(carried="carried")),
]  # fmt: skip

PLAN = "assessments.plans.services"
EVENT = "assessments.events.services"
HOURS = "assessments.contact_hours.services"
MONTH = {"month_on": days_ago(0).replace(day=1), "numbers": MonthNumbers(1, 30)}

DEVELOPMENT = [
    Row(f"{PLAN}.add_line", "mentor", also({"owner": "mentor"}, content=line_content())),
    Row(f"{PLAN}.change_line", "mentor", also({"line": "plan_line"}, content=line_content())),
    Row(f"{PLAN}.share_line", "mentor", also({"line": "plan_line"}, is_shared=True)),
    Row(f"{PLAN}.close_line", "mentor",
        also({"line": "plan_line"}, to=LineState.DONE, outcome="It works.")),
    Row(f"{PLAN}.reopen_line", "mentor", of(line="done_line")),
    Row(f"{PLAN}.link_entry", "mentor", of(line="plan_line", entry="entry")),
    Row(f"{PLAN}.unlink_entry", "mentor", of(line="plan_line", entry="entry")),
    Row(f"{PLAN}.set_lines_of_entry", "mentor",
        lambda scene, _by: {"entry": scene.entry, "lines": [scene.plan_line]}),
    Row(f"{EVENT}.create_event", "staff", lambda _s, _by: {"content": event_content()}),
    Row(f"{EVENT}.change_event", "trainer", also({"event": "event"}, content=event_content())),
    Row(f"{EVENT}.close_event", "trainer", of(event="event")),
    Row(f"{EVENT}.reopen_event", "trainer", of(event="closed_event")),
    Row(f"{EVENT}.draft_leading", "trainer", of(event="event")),
    Row(f"{EVENT}.attend_event", "staff", of(event="other_event")),
    Row(f"{HOURS}.set_month", "mentor", also({"owner": "mentor"}, **MONTH)),
    Row(f"{HOURS}.set_month", "signed_in", lambda _s, by: {"owner": by, **MONTH}, note="herself"),
    Row(f"{HOURS}.add_to_month", "mentor", also({"owner": "mentor"}, **MONTH)),
]  # fmt: skip

TARGETS = [
    Row("assessments.targets.services.adjust_target", "manager hr",
        also({"person": "mentor"}, year=cpd_year(days_ago(0)), hours=Decimal("-6"),
             reason="Half a day with the timetable.")),
    Row("assessments.targets.services.end_adjustment", "manager hr", of(adjustment="adjustment")),
    Row("assessments.cpd.services.set_policy", "admin hr",
        lambda _s, _by: {"from_year": cpd_year(days_ago(0)).start, "policy": Policy()}),
    Row("cms.people.teams.services.record_absence", "manager hr",
        also({"person": "mentor"}, starts_on=days_ago(10))),
    Row("cms.people.teams.services.remove_absence", "manager hr", of(absence="absence")),
]  # fmt: skip

EXPORTS = [
    Row("assessments.profiles.services.export_year", "mentor",
        also({"person": "mentor"}, year=cpd_year(days_ago(0)), format=Format.CSV,
             purpose=Purpose.REVIEW)),
    Row("assessments.profiles.services.export_everything", "mentor", of(person="mentor")),
    Row("assessments.profiles.services.export_pack", "quality_lead",
        also({"person": "mentor"}, year=cpd_year(days_ago(0)), format=Format.CSV)),
]  # fmt: skip

VERIFY, WITNESS = "assessments.verification.services", "assessments.witnesses.services"
ANYBODY_ELSE = (
    "peer supervisor manager other_manager quality_lead dsl trainer admin hr dpo superuser outsider"
)

VERIFYING = [
    Row(f"{VERIFY}.verify_entry", "manager", also({"entry": "to_verify"}, answers=YES)),
    Row(f"{VERIFY}.return_entry", "manager", also({"entry": "to_verify"}, answers=NO)),
    Row(f"{VERIFY}.draw_sample", "quality_lead",
        lambda _s, _by: {"label": "A", "first_on": days_ago(60), "last_on": days_ago(0)}),
    Row(f"{VERIFY}.answer_sample", "quality_lead",
        also({"sample": "to_sample"}, result=Result.OK, findings=IN_ORDER)),
    Row(f"{VERIFY}.reply_to_query", "mentor manager",
        also({"sample": "query"}, reply="We agreed.")),
    Row(f"{VERIFY}.settle_query", "quality_lead",
        also({"sample": "query"}, at=timezone.localtime() + timedelta(days=90))),
    Row(f"{WITNESS}.ask_witness", "mentor", also({"entry": "to_verify"}, name="Ines Duarte")),
    Row(f"{WITNESS}.withdraw_request", "mentor", of(witness_request="witness_request")),
    Row(f"{WITNESS}.answer_request", ANYBODY_ELSE,
        also({"witness_request": "witness_request"}, answer=ANSWER)),
    Row("assessments.cpd.services.submit_entry", "mentor", of(entry="returned")),
    Row("assessments.cpd.services.take_back_entry", "mentor", of(entry="to_verify")),
    Row("assessments.cpd.services.share_entry", "mentor",
        of(entry="to_verify", supervisor="supervisor")),
    Row("assessments.cpd.services.note_impact", "mentor",
        also({"entry": "to_verify"}, status="clear", note="They talk more than I do.")),
    Row("assessments.cpd.services.mark_verified", "manager", of(entry="to_verify")),
    Row("assessments.cpd.services.mark_returned", "manager", of(entry="to_verify")),
    Row("assessments.cpd.services.mark_sampled", "quality_lead", of(entry="verified_entry")),
    Row("assessments.cpd.services.close_entry", "quality_lead", of(entry="verified_entry")),
    Row("assessments.cpd.services.propose_entry", "mentor",
        also({"owner": "mentor", "source": "certificate"}, proposal=PROPOSAL)),
]  # fmt: skip

CPD_SERVICES = [*VERIFYING, *TARGETS, *EXPORTS, *LOG, *STANDARDS, *DEVELOPMENT]

CPD_OF_THE_SITE = {
    "assessments.cpd.services.close_years": "a worker, by the clock",
    "assessments.cpd.services.purge_discarded": "a worker, by the clock",
    "assessments.verification.services.remind_managers": "a worker, by the clock",
    "assessments.witnesses.services.forget_addresses": "a worker, by the clock",
    "assessments.targets.services.freeze_years": "a worker, by the clock",
    "assessments.targets.services.freeze_year": "a worker, by the clock",
    "assessments.targets.services.ask_impact": "a worker, by the clock",
    "assessments.targets.services.alert_gaps": "a worker, by the clock",
    "assessments.events.services.note_wrong_code": "counts, in the cache",
    "assessments.files.services.remind_of_expiry": "a worker, by the clock; owners are told",
    "assessments.files.services.scan_file": "a worker; the college's scanner judges",
    "assessments.files.services.scan_waiting": "a worker, by the clock",
    "assessments.files.services.sweep_orphans": "a worker, by the clock: bytes without a row",
    "assessments.mailbox.services.take_letter": "the address it comes from is the right",
    "assessments.mailbox.services.read_mail": "a worker, by the clock",
}

CPD_PARTS = {
    "assessments.cpd.services.claim",
    "assessments.cpd.services.locked_entry",
    "assessments.cpd.services.locked_for_change",
    "assessments.cpd.services.write",
    "assessments.standards.services.add_withdrawals",
    "assessments.verification.services.of_good_order",
    "assessments.verification.services.of_query",
    "assessments.verification.services.of_reply",
    "assessments.verification.services.of_settling",
    "assessments.files.services.drop_bytes",
    "assessments.files.services.drop_bytes_on_commit",
    "assessments.files.services.keep_bytes",
}
