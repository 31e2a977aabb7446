"""Writing and offering: who may, what is refused, what is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.queries import agreements as queries
from assessments.supervision.queries.supervisors import places_for, readiness_of
from assessments.supervision.rules.kinds import SessionType
from assessments.supervision.rules.states import AgreementState
from assessments.supervision.services import agreements as services
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from cms.people.teams.models import ConflictOfInterest
from tests.factories.agreements import agreed, content, drafted, next_offered, offered, post
from tests.factories.people import days_ago, make_person
from tests.factories.supervision import agreement as in_force_row

MANAGERIAL = {"types": (SessionType.MANAGERIAL,)}


def draft(supervisee, supervisor, by, manager=None, **fields):
    return services.draft_agreement(
        supervisee=supervisee, supervisor=supervisor, manager=manager, content=content(**fields),
        by=by,
    )  # fmt: skip


def test_a_supervisor_drafts_and_nobody_else_sees_it(mentor, supervisor, manager):
    made = draft(mentor, supervisor, supervisor)

    assert (made.state, made.version, made.previous) == (AgreementState.DRAFT, 1, None)
    assert not queries.listed_as(mentor, queries.Part.SUPERVISEE).exists()
    assert not queries.listed_of_team(manager).exists()
    assert not Notice.objects.exists()
    assert AuditEvent.objects.get(verb="supervision_agreement.drafted").about == mentor


def test_a_line_manager_drafts_for_her_report_and_supervises_without_a_post(mentor, manager):
    made = draft(mentor, manager, manager, **MANAGERIAL)

    services.offer_agreement(agreement=made, by=manager)

    made.refresh_from_db()
    assert made.state == AgreementState.OFFERED


def test_a_line_manager_drafts_one_with_a_supervisor(mentor, manager, supervisor):
    made = draft(mentor, supervisor, manager, manager=manager)

    assert (made.supervisor, made.manager, made.drafted_by) == (supervisor, manager, manager)


@pytest.mark.parametrize(
    "who", ["mentor", "peer", "other_manager", "quality_lead", "dsl", "admin", "hr", "dpo"]
)
def test_nobody_else_drafts(request, mentor, supervisor, who):
    with pytest.raises(PermissionDenied):
        draft(mentor, supervisor, request.getfixturevalue(who))


def test_nobody_drafts_one_with_herself(manager):
    with pytest.raises(PermissionDenied):
        draft(manager, manager, manager)


@pytest.mark.parametrize(
    ("types", "by_manager"),
    [((SessionType.REFLECTIVE,), True), ((SessionType.MANAGERIAL,), False)],
)
def test_the_kinds_go_with_who_supervises(mentor, manager, supervisor, types, by_manager):
    other = manager if by_manager else supervisor

    with pytest.raises(ValidationError, match="Choose from the list"):
        draft(mentor, other, other, types=types)


def test_the_third_signature_is_the_line_manager_s(mentor, supervisor, other_manager):
    with pytest.raises(ValidationError, match="third signature"):
        draft(mentor, supervisor, supervisor, manager=other_manager)


@pytest.mark.parametrize("is_closed", [True, False])
def test_nothing_is_drafted_with_somebody_who_has_left(mentor, supervisor, is_closed):
    if is_closed:
        mentor.is_active = False
        mentor.save()
    else:
        mentor.staff_profile.left_on = days_ago(1)
        mentor.staff_profile.save()

    with pytest.raises(ValidationError, match="does not work here"):
        draft(mentor, supervisor, supervisor)


@pytest.mark.parametrize("is_turned", [True, False])
def test_a_conflict_of_interest_stands_in_the_way(mentor, supervisor, hr, is_turned):
    pair = (supervisor, mentor) if is_turned else (mentor, supervisor)
    ConflictOfInterest.objects.create(person=pair[0], other=pair[1], declared_by=hr)

    with pytest.raises(ValidationError, match="conflict of interest"):
        draft(mentor, supervisor, supervisor)


def test_a_conflict_declared_meanwhile_stops_the_offer(mentor, supervisor, hr):
    made = drafted(mentor, supervisor)
    ConflictOfInterest.objects.create(person=mentor, other=supervisor, declared_by=hr)

    with pytest.raises(ValidationError, match="conflict of interest"):
        services.offer_agreement(agreement=made, by=supervisor)


@pytest.mark.parametrize("stage", [drafted, offered, agreed])
def test_two_people_have_one_open_at_a_time(mentor, supervisor, stage):
    stage(mentor, supervisor)

    with pytest.raises(ValidationError, match=r"between these two|These two have"):
        draft(mentor, supervisor, supervisor)


def test_after_one_has_ended_another_is_its_next_version(mentor, supervisor):
    before = in_force_row(mentor, supervisor, ends_on=days_ago(1))

    made = draft(mentor, supervisor, supervisor)

    assert (made.version, made.previous) == (2, before)


def test_changing_a_draft_replaces_every_word(mentor, supervisor):
    made = drafted(mentor, supervisor)

    services.change_agreement(agreement=made, content=content(minutes=45), by=supervisor)

    made.refresh_from_db()
    assert made.minutes == 45


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(mentor, supervisor, manager):
    made = draft(mentor, supervisor, manager)
    seen = made.changed_at
    services.change_agreement(agreement=made, content=content(minutes=45), seen=seen, by=manager)

    with pytest.raises(ValidationError) as refused:
        services.change_agreement(
            agreement=made, content=content(minutes=90), seen=seen, by=supervisor
        )

    assert refused.value.code == "changed"
    made.refresh_from_db()
    assert made.minutes == 45


@pytest.mark.parametrize("stage", [offered, agreed])
def test_once_offered_the_words_stay(mentor, supervisor, stage):
    made = stage(mentor, supervisor)

    with pytest.raises(ValidationError, match=r"Take it back first|write the next version"):
        services.change_agreement(agreement=made, content=content(minutes=45), by=supervisor)


@pytest.mark.parametrize("who", ["mentor", "manager", "peer", "hr"])
def test_only_a_writer_changes_offers_or_withdraws(request, mentor, supervisor, who):
    made, other = drafted(mentor, supervisor), request.getfixturevalue(who)

    for call in (
        lambda: services.change_agreement(agreement=made, content=content(), by=other),
        lambda: services.offer_agreement(agreement=made, by=other),
        lambda: services.withdraw_agreement(agreement=made, by=other),
    ):
        with pytest.raises(PermissionDenied):
            call()


def test_offering_tells_those_who_sign_and_says_nothing_of_the_words(mentor, supervisor, manager):
    made = offered(mentor, supervisor, manager, purpose="About the long silence on Tuesday.")

    assert made.words_hash == queries.words_hash_of(made)
    told = Notice.objects.all()
    assert {notice.recipient for notice in told} == {mentor, manager}
    assert all("silence" not in f"{notice.title}{notice.body}" for notice in told)


def test_what_is_not_ready_cannot_be_offered(mentor, supervisor):
    made = draft(mentor, supervisor, supervisor)

    with pytest.raises(ValidationError) as refused:
        services.offer_agreement(agreement=made, by=supervisor)

    assert refused.value.code == "not_ready"
    made.refresh_from_db()
    assert made.state == AgreementState.DRAFT


@pytest.mark.parametrize(
    ("fields", "is_fine"),
    [({}, False), ({"trained_on": days_ago(800)}, False),
     ({"may_exceed_until": days_ago(0)}, True), ({"may_exceed_until": days_ago(1)}, False),
     ({"fte": 1}, True)],
)  # fmt: skip
def test_places_are_bounded_by_the_post(mentor, peer, supervisor, fields, is_fine):
    post(supervisor, **{"fte": "0.05", **fields})
    in_force_row(peer, supervisor)
    made = draft(mentor, supervisor, supervisor)

    if is_fine:
        services.offer_agreement(agreement=made, by=supervisor)
    else:
        with pytest.raises(ValidationError, match="cannot take this on yet"):
            services.offer_agreement(agreement=made, by=supervisor)


def test_places_count_offers_and_not_own_reports_nor_what_has_ended(mentor, peer, manager):
    post(manager)
    in_force_row(peer, manager, types=[SessionType.MANAGERIAL])
    guest = make_person("Ola", "Berg", Role.MENTOR)
    gone = make_person("Pat", "Carr", Role.MENTOR)
    in_force_row(gone, manager, ends_on=days_ago(1))
    offered(guest, manager)

    found = readiness_of(manager, mentor, timezone.localdate())

    assert found.taken == 1


@pytest.mark.parametrize("others", [1, 3])
def test_places_for_takes_the_same_queries(mentor, others, django_assert_num_queries):
    for number in range(others):
        post(make_person(f"Sup{number}", "Ervisor", Role.SUPERVISOR))

    with django_assert_num_queries(4):
        places = places_for(mentor, timezone.localdate())

    assert len(places) == others + 1
    assert [place.is_manager for place in places].count(True) == 1


def test_a_review_day_that_has_passed_is_not_offered(mentor, supervisor):
    made = drafted(mentor, supervisor, starts_on=days_ago(40), review_on=days_ago(1))

    with pytest.raises(ValidationError, match="has passed"):
        services.offer_agreement(agreement=made, by=supervisor)


def test_a_next_version_leaves_no_gap(mentor, supervisor):
    before = agreed(mentor, supervisor)

    with pytest.raises(ValidationError, match="cannot lie ahead"):
        next_offered(before, starts_on=days_ago(-5))


def test_a_draft_that_is_withdrawn_leaves_nothing(mentor, supervisor):
    made = drafted(mentor, supervisor)

    services.withdraw_agreement(agreement=made, by=supervisor)

    assert not SupervisionAgreement.objects.exists()
    assert AuditEvent.objects.filter(verb="supervision_agreement.withdrawn").exists()


def test_an_offer_that_is_withdrawn_is_kept_and_told(mentor, supervisor):
    made = offered(mentor, supervisor)

    services.withdraw_agreement(agreement=made, by=supervisor)

    made.refresh_from_db()
    assert made.state == AgreementState.WITHDRAWN
    assert Notice.objects.filter(recipient=mentor, title__contains="withdrawn").exists()


def test_the_next_version_starts_from_the_words_in_force(mentor, supervisor, manager):
    before = agreed(mentor, supervisor, manager, minutes=75, place="Room 4")

    made = services.begin_next_version(agreement=before, by=supervisor)

    before.refresh_from_db()
    assert before.state == AgreementState.IN_FORCE
    assert (made.version, made.previous, made.manager) == (2, before, manager)
    assert (made.minutes, made.place, made.opens_past_records) == (75, "Room 4", False)


def test_one_next_version_at_a_time_and_another_after_it_was_withdrawn(mentor, supervisor):
    before = agreed(mentor, supervisor)
    second = next_offered(before)

    with pytest.raises(ValidationError, match="waits for signatures already"):
        services.begin_next_version(agreement=before, by=supervisor)
    services.withdraw_agreement(agreement=second, by=supervisor)
    third = services.begin_next_version(agreement=before, by=supervisor)

    assert (third.version, third.previous) == (3, second)


@pytest.mark.parametrize("who", ["mentor", "peer", "other_manager", "hr"])
def test_only_a_writer_begins_the_next_version(request, mentor, supervisor, who):
    before = agreed(mentor, supervisor)

    with pytest.raises(PermissionDenied):
        services.begin_next_version(agreement=before, by=request.getfixturevalue(who))


def test_a_history_is_told_with_its_own_days(mentor, supervisor):
    post(supervisor, trained_on=days_ago(500))
    then = timezone.localtime() - timedelta(days=300)
    made = services.draft_agreement(
        supervisee=mentor,
        supervisor=supervisor,
        content=content(starts_on=days_ago(300), review_on=days_ago(-60)),
        by=supervisor,
        at=then,
    )
    services.offer_agreement(agreement=made, by=supervisor, at=then)
    made.refresh_from_db()
    for person in (mentor, supervisor):
        services.sign_agreement(agreement=made, words_hash=made.words_hash, by=person, at=then)

    made.refresh_from_db()
    assert made.offered_at == made.in_force_at == then
    assert not Notice.objects.filter(due_at__isnull=False).exists()
