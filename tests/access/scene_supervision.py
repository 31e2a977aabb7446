"""The supervision of the scene: one of everything between the mentor and her supervisor."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.preparation.models import PreparationItem, SessionPreparation, WellbeingMark
from assessments.preparation.rules import Source
from assessments.records.models import DisputeReview, RecordAudit, RecordSignature
from assessments.records.rules import Asked, RecordState, Stance
from assessments.supervision.models import (
    CollegeClosure,
    SupervisionNeed,
    SupervisionPolicy,
    SupervisorPost,
)
from assessments.supervision.queries.agreements import words_hash_of as agreement_hash
from assessments.supervision.rules.kinds import SessionType
from assessments.supervision.rules.states import AgreementState, NeedKind, Part, WhoBooks
from cms.people.accounts.rules import Role
from cms.people.privacy.models import (
    BreakGlassGrant,
    LegalHold,
    Redaction,
    RetentionRule,
    RightsRequest,
)
from cms.people.privacy.rules import CountedFrom, GrantState, Purpose, RequestKind, RequestState
from cms.people.teams.models import ConflictOfInterest, Cover
from cms.people.teams.rules import CoverKind
from tests.factories import supervision as made
from tests.factories.people import (
    ReportingLineFactory,
    StaffProfileFactory,
    UserFactory,
    days_ago,
    make_person,
)
from tests.factories.supervision import SAID

REASON = "A grievance has been raised and the record of that day is needed to answer it."


def supervision_rows(scene: Any) -> dict[str, Any]:
    mentor, supervisor, peer = scene.mentor, scene.supervisor, scene.peer
    ReportingLineFactory.create(person=supervisor, manager=scene.other_manager)
    pair = made.agreement(mentor, supervisor, who_books=WhoBooks.EITHER)
    for person in (supervisor, scene.dsl):
        SupervisorPost.objects.create(supervisor=person, trained_on=days_ago(100))
    offered = made.agreement(
        peer, supervisor, state=AgreementState.OFFERED, manager=scene.manager, version=2
    )
    offered.words_hash = agreement_hash(offered)
    offered.save()
    draft = made.agreement(
        peer,
        scene.dsl,
        state=AgreementState.DRAFT,
        types=[SessionType.SAFEGUARDING],
        starts_on=days_ago(0),
        review_on=days_ago(-300),
    )
    planned, soon = made.session(pair), made.session(pair, starts_at=made.moment(0, 23))
    held = made.held(pair, 3)
    return {
        "pair": pair,
        "offered": offered,
        "second_version": made.agreement(
            mentor,
            supervisor,
            state=AgreementState.OFFERED,
            version=2,
            previous=pair,
            purpose="To get better at one thing at a time.",
        ),
        "draft_agreement": draft,
        "planned": planned,
        "soon": soon,
        "past": made.session(pair, starts_at=timezone.localtime() - timedelta(days=1)),
        "one": make_person("One", "Access", Role.MENTOR),
        "two": make_person("Two", "Access", Role.MENTOR),
        "group_planned": made.group(supervisor, [mentor, peer]),
        "held": held,
        **records_of(scene, pair),
        **actions_of(made.held(pair, 12)),
        **preparation_of(scene, planned),
        "pointer": made.pointer(mentor, held),
        "known_pointer": made.pointer(
            mentor, acknowledged_at=timezone.now(), acknowledged_by=scene.dsl
        ),
        "note": made.personal_note(mentor, held),
        **frequency_of(scene),
        **standing_in(scene),
        **privacy_rows(scene),
    }


def records_of(scene: Any, pair: Any) -> dict[str, Any]:
    def record(state: str, days: int, **fields: Any) -> Any:
        return made.record(made.held(pair, days), state=state, shared_at=timezone.now(), **fields)

    disputed = made.locked(made.held(pair, 60), is_disputed=True)
    audited = made.locked(made.held(pair, 70))
    return {
        "ready": record(RecordState.RETURNED, 16, safeguarding_asked=Asked.NO),
        "drafted_record": record(RecordState.DRAFTED, 15, safeguarding_asked=Asked.NO),
        "shared_record": record(RecordState.SHARED, 20),
        "signed": record(RecordState.SIGNED_ONCE, 25),
        "silent": record(RecordState.SHARED, 30, reminded=2),
        "unsigned": record(RecordState.UNSIGNED_NOTED, 35, unsigned_reason="no_answer"),
        "locked": made.locked(made.held(pair, 50)),
        "unasked": not_agreed(scene, made.held(pair, 55)),
        "disputed": disputed,
        "dispute": DisputeReview.objects.create(
            record=disputed, reviewer=scene.other_manager, asked_by=scene.mentor
        ),
        "asked_audit": RecordAudit.objects.create(
            record=made.locked(made.held(pair, 80)), drawn_by=scene.quality_lead, seed=1
        ),
        "audit": RecordAudit.objects.create(
            record=audited,
            drawn_by=scene.quality_lead,
            seed=1,
            supervisee_agrees=True,
            supervisor_agrees=True,
        ),
    }


def not_agreed(scene: Any, meeting: Any) -> Any:
    row = made.record(
        meeting,
        state=RecordState.LOCKED,
        is_disputed=True,
        locked_at=timezone.now(),
        words_hash="b" * 64,
    )
    RecordSignature.objects.create(
        record=row,
        signer=scene.mentor,
        part=Part.SUPERVISEE,
        stance=Stance.NOT_AGREED,
        comment=SAID,
        words_hash=row.words_hash,
    )
    return row


def actions_of(meeting: Any) -> dict[str, Any]:
    return {
        "action": made.action(meeting),
        "shared_action": made.action(meeting, supervisee_shares=True, supervisor_shares=True),
        "done_action": made.action(
            meeting, state="done", closed_at=timezone.now(), closing_note=SAID
        ),
    }


def preparation_of(scene: Any, planned: Any) -> dict[str, Any]:
    for week in range(4):
        WellbeingMark.objects.create(
            mentor=scene.mentor, level="4", on=days_ago(7 * week + 1), is_shared=True
        )
    preparation = SessionPreparation.objects.create(
        session=planned, mentor=scene.mentor, wants=SAID
    )
    return {
        "preparation": preparation,
        "preparation_item": PreparationItem.objects.create(
            preparation=preparation, source=Source.OWN, title=SAID
        ),
    }


def frequency_of(scene: Any) -> dict[str, Any]:
    return {
        "policy": SupervisionPolicy.objects.create(
            key="everybody", name="Everybody", interval_days=42
        ),
        "need": SupervisionNeed.objects.create(
            person=scene.mentor, kind=NeedKind.INTENSIVE, starts_on=days_ago(30)
        ),
        "closure": CollegeClosure.objects.create(
            name="Summer", starts_on=days_ago(-100), ends_on=days_ago(-110)
        ),
    }


def standing_in(scene: Any) -> dict[str, Any]:
    """Somebody beside the people of the table stands in, so that nobody's rights change."""
    away = make_person("Away", "Access", scene.supervisor.role_grants.get().role)
    ReportingLineFactory.create(person=away, manager=scene.manager)
    leaving = StaffProfileFactory.create(left_on=days_ago(-20))
    return {
        "away": away,
        "quiet_pair": made.agreement(away, scene.supervisor),
        "leaving": leaving.person,
        "cover": Cover.objects.create(
            stands_in=UserFactory.create(),
            absent=away,
            kind=CoverKind.SUPERVISOR,
            starts_on=days_ago(0),
            ends_on=days_ago(-10),
        ),
        "conflict": ConflictOfInterest.objects.create(
            person=scene.peer, other=UserFactory.create(), declared_by=scene.peer
        ),
    }


def privacy_rows(scene: Any) -> dict[str, Any]:
    """What HR asked for waits for the DPO; what the DPO asked for is open. The mentor's request
    is being looked at, the peer's is ready to be fetched."""
    now = timezone.now()
    RetentionRule.objects.create(record_class="notice", counted_from=CountedFrom.WRITTEN, months=24)
    request = {"kind": RequestKind.COPY, "due_on": days_ago(-30), "entered_by": scene.mentor}
    return {
        "asked_grant": BreakGlassGrant.objects.create(
            requester=scene.hr,
            subject=scene.peer,
            record_class="supervision_record",
            purpose=Purpose.GRIEVANCE,
            case_ref="G-1",
            reason=REASON,
        ),
        "open_grant": BreakGlassGrant.objects.create(
            requester=scene.dpo,
            subject=scene.peer,
            record_class="personal_note",
            purpose=Purpose.RIGHTS_REQUEST,
            case_ref="R-1",
            reason=REASON,
            state=GrantState.OPEN,
            approver=scene.hr,
            answered_at=now,
            ends_at=now + timedelta(hours=5),
            not_told_because="It would warn of the claim.",
        ),
        "hold": LegalHold.objects.create(
            subject=UserFactory.create(), reason="A claim", set_by=scene.dpo
        ),
        "request": (
            asked := RightsRequest.objects.create(
                subject=scene.mentor, identity_checked_on=days_ago(0), **request
            )
        ),
        "clear_request": RightsRequest.objects.create(
            subject=scene.trainer, identity_checked_on=days_ago(0), **request
        ),
        "ready_request": RightsRequest.objects.create(
            subject=scene.peer, state=RequestState.READY, ready_at=now, **request
        ),
        "redaction": Redaction.objects.create(
            request=asked,
            record_class="personal_note",
            object_id="1",
            part="words",
            words_hash="c" * 64,
        ),
    }
