"""The CPD of the scene: an entry in every state, what hangs on it, and plans."""

from typing import Any

from django.utils import timezone

from assessments.cpd.models import EntryClaim
from assessments.cpd.rules import cpd_year
from assessments.standards.models import CarryOver, Statement
from assessments.standards.services import carry_over
from tests.factories.events import training_event
from tests.factories.files_of_evidence import evidence_file
from tests.factories.people import UserFactory, days_ago
from tests.factories.plans import plan_line
from tests.factories.standards import checked_link, st1379
from tests.factories.targets import absence, adjustment
from tests.factories.verification import handed_in, query_on, sample_round, sampled, verified
from tests.factories.witnesses import witness_request


def cpd_rows(scene: Any) -> dict[str, Any]:
    """Each plan line of the mentor's is shown to her manager; the trainer leads two sessions."""
    mentor, manager = scene.mentor, scene.manager
    waiting, drawn = handed_in(mentor), sample_round(scene.quality_lead)
    shared = handed_in(mentor, shared_with=scene.supervisor)
    returned = handed_in(mentor, state="returned")
    first = Statement.objects.filter(framework__is_default=True)[0]
    EntryClaim.objects.create(entry=returned, statement=first)
    shared.files.add(shared_file := evidence_file(mentor, content=b"Shown to others."))
    return {
        "with_supervisor": shared,
        "shared_file": shared_file,
        "to_verify": waiting,
        "returned": returned,
        "verified_entry": verified(scene.peer, manager),
        "sample_round": drawn,
        "to_sample": sampled(mentor, manager, drawn),
        "query": query_on(mentor, manager, drawn),
        "witness_request": witness_request(waiting),
        "file": evidence_file(scene.mentor),
        "adjustment": adjustment(scene.mentor, cpd_year(days_ago(0)).start),
        "absence": absence(scene.mentor, days_ago(100), days_ago(60), recorded_by=scene.manager),
        "plan_line": plan_line(scene.mentor, is_shared=True),
        "done_line": plan_line(scene.mentor, state="done", outcome="It works.", is_shared=True),
        "event": training_event(scene.trainer),
        "closed_event": training_event(scene.trainer, closed_at=timezone.now()),
        "other_event": training_event(UserFactory.create()),  # of nobody below
    }


def standards_rows(scene: Any) -> dict[str, Any]:
    """A newer framework, linked with a statement she has evidence for, of which one is carried."""
    newer, row = st1379(), scene.evidence
    target, further = newer.statements.get(code="K6"), newer.statements.get(code="K13")
    for each in (target, further):
        mapping = checked_link(each, row.statement, "same", scene.quality_lead)
    carry_over(person=scene.mentor, target=target, accepted=[row.pk], by=scene.mentor)
    unlinked = row.statement.framework.statements.get(code="d")
    return {
        "newer": newer,
        "target": target,
        "further_target": further,
        "mapping": mapping,
        "unlinked": unlinked,
        "carried": CarryOver.objects.get(),
    }
