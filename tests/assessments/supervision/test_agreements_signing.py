"""Signing, sending back, replacing, ending, and what opens with a change of supervisor."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.supervision.models import AgreementSignature, SupervisionAgreement
from assessments.supervision.queries import agreements as queries
from assessments.supervision.rules.states import AgreementState
from assessments.supervision.services import agreements as services
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from cms.people.teams.models import ConflictOfInterest
from cms.people.teams.services import set_manager
from tests.factories.agreements import agreed, next_offered, offered, signed_by
from tests.factories.people import days_ago, make_person
from tests.factories.supervision import agreement as in_force_row

pytestmark = pytest.mark.django_db


def sign(agreement, by, **given):
    return services.sign_agreement(
        agreement=agreement, words_hash=given.pop("words_hash", agreement.words_hash), by=by,
        **given,
    )  # fmt: skip


def test_in_force_when_the_last_of_two_has_signed(mentor, supervisor):
    made = offered(mentor, supervisor)

    assert sign(made, supervisor).state == AgreementState.OFFERED
    last = sign(made, mentor)

    assert last.state == AgreementState.IN_FORCE
    assert [row.part for row in made.signatures.all()] == ["supervisor", "supervisee"]
    assert Notice.objects.filter(recipient=supervisor, title__contains="in force").count() == 1


def test_in_force_when_the_last_of_three_has_signed(mentor, supervisor, manager):
    made = offered(mentor, supervisor, manager)

    assert signed_by(made, supervisor, mentor).state == AgreementState.OFFERED
    assert sign(made, manager).state == AgreementState.IN_FORCE


@pytest.mark.parametrize("who", ["manager", "peer", "hr", "dpo", "admin", "quality_lead"])
def test_nobody_signs_who_is_not_named(request, mentor, supervisor, who):
    made = offered(mentor, supervisor)

    with pytest.raises(PermissionDenied):
        sign(made, request.getfixturevalue(who))
    assert not AgreementSignature.objects.exists()


def test_nobody_signs_twice(mentor, supervisor):
    made = signed_by(offered(mentor, supervisor), supervisor)

    with pytest.raises(ValidationError) as refused:
        sign(made, supervisor)

    assert refused.value.code == "signed"
    assert AgreementSignature.objects.count() == 1


def test_other_words_than_those_read_are_not_signed(mentor, supervisor):
    made = offered(mentor, supervisor)

    with pytest.raises(ValidationError) as refused:
        sign(made, mentor, words_hash="f" * 64)

    assert refused.value.code == "outdated"
    assert not AgreementSignature.objects.exists()


def test_words_that_somebody_changed_in_the_database_are_not_signed(mentor, supervisor):
    made = offered(mentor, supervisor)
    SupervisionAgreement.objects.filter(pk=made.pk).update(limits="Nothing stays between us.")

    with pytest.raises(ValidationError) as refused:
        sign(made, mentor)

    assert refused.value.code == "outdated"


def test_a_conflict_declared_meanwhile_stops_the_signature(mentor, supervisor, hr):
    made = offered(mentor, supervisor)
    ConflictOfInterest.objects.create(person=mentor, other=supervisor, declared_by=hr)

    with pytest.raises(ValidationError, match="conflict of interest"):
        sign(made, mentor)


def test_a_former_line_manager_does_not_sign(mentor, supervisor, manager, other_manager):
    made = offered(mentor, supervisor, manager)
    set_manager(person=mentor, manager=other_manager, by=None)

    with pytest.raises(ValidationError, match="somebody else by now"):
        sign(made, manager)


def test_a_new_version_takes_the_place_of_the_one_before(mentor, supervisor):
    before = agreed(mentor, supervisor, starts_on=days_ago(100), review_on=days_ago(-100))
    after = next_offered(before, minutes=45)
    before.refresh_from_db()
    assert before.state == AgreementState.IN_FORCE

    signed_by(after, mentor, supervisor)

    before.refresh_from_db()
    assert (before.state, before.ends_on) == (AgreementState.REPLACED, days_ago(1))
    assert list(queries.current_agreements(mentor)) == [after]


def test_one_that_has_ended_is_not_called_replaced(mentor, supervisor):
    before = in_force_row(mentor, supervisor, ends_on=days_ago(5))
    signed_by(offered(mentor, supervisor), mentor, supervisor)

    before.refresh_from_db()

    assert (before.state, before.ends_on) == (AgreementState.ENDED, days_ago(5))


def test_sending_back_ends_this_text_and_begins_the_next(mentor, supervisor):
    made = signed_by(offered(mentor, supervisor, minutes=75), supervisor)

    draft = services.send_back_agreement(agreement=made, by=mentor)

    made.refresh_from_db()
    assert made.state == AgreementState.WITHDRAWN
    assert (draft.state, draft.version, draft.previous) == (AgreementState.DRAFT, 2, made)
    assert (draft.minutes, draft.drafted_by, draft.words_hash) == (75, supervisor, "")
    assert not draft.signatures.exists()
    assert Notice.objects.filter(recipient=supervisor, title__contains="sent back").exists()


def test_a_text_that_was_sent_back_cannot_be_signed_any_more(mentor, supervisor, manager):
    made = offered(mentor, supervisor, manager)
    services.send_back_agreement(agreement=made, by=manager)

    with pytest.raises(ValidationError) as refused:
        sign(made, mentor)

    assert refused.value.code == "gone"


@pytest.mark.parametrize("who", ["peer", "manager", "hr"])
def test_nobody_else_sends_back(request, mentor, supervisor, who):
    made = offered(mentor, supervisor)

    with pytest.raises(PermissionDenied):
        services.send_back_agreement(agreement=made, by=request.getfixturevalue(who))


@pytest.mark.parametrize("who", ["mentor", "supervisor", "hr"])
def test_either_of_the_two_or_hr_ends_it_on_a_day(request, mentor, supervisor, who):
    made, by = agreed(mentor, supervisor), request.getfixturevalue(who)
    day = days_ago(-7)

    services.end_agreement(agreement=made, ends_on=day, by=by)

    made.refresh_from_db()
    assert (made.state, made.ends_on) == (AgreementState.IN_FORCE, day)
    assert queries.current_agreements(mentor, day).exists()
    assert not queries.current_agreements(mentor, day + timedelta(days=1)).exists()
    event = AuditEvent.objects.get(verb="supervision_agreement.ended")
    assert event.detail == {"version": 1, "on": day.isoformat()}


@pytest.mark.parametrize("who", ["manager", "peer", "quality_lead", "dpo", "admin"])
def test_nobody_else_ends_it(request, mentor, supervisor, who):
    made = agreed(mentor, supervisor)

    with pytest.raises(PermissionDenied):
        services.end_agreement(agreement=made, ends_on=days_ago(0), by=request.getfixturevalue(who))


def test_what_is_not_in_force_cannot_be_ended(mentor, supervisor):
    with pytest.raises(ValidationError, match="waits for signatures"):
        services.end_agreement(
            agreement=offered(mentor, supervisor), ends_on=days_ago(0), by=mentor
        )


def other_supervisor_before(mentor):
    before = make_person("Ines", "Moreau", Role.SUPERVISOR)
    in_force_row(mentor, before, state=AgreementState.ENDED, ends_on=days_ago(20))
    return before


def test_past_records_stay_closed_unless_the_supervisee_opens_them(mentor, supervisor):
    other_supervisor_before(mentor)
    made = signed_by(offered(mentor, supervisor), supervisor, mentor)

    assert queries.has_past_with_others(made)
    assert not made.opens_past_records


def test_the_supervisee_opens_past_records_as_she_signs(mentor, supervisor):
    made = offered(mentor, supervisor)

    sign(made, mentor, opens_past_records=True)

    made.refresh_from_db()
    assert made.opens_past_records
    assert queries.words_hash_of(made) == made.words_hash


@pytest.mark.parametrize("who", ["supervisor", "manager"])
@pytest.mark.parametrize("opens", [True, False])
def test_nobody_else_says_whether_past_records_open(
    request, mentor, supervisor, manager, who, opens
):
    made = offered(mentor, supervisor, manager)

    with pytest.raises(PermissionDenied):
        sign(made, request.getfixturevalue(who), opens_past_records=opens)
    assert not AgreementSignature.objects.exists()


def test_the_supervisee_changes_her_mind_at_any_time(mentor, supervisor):
    made = agreed(mentor, supervisor)

    services.choose_past_records(agreement=made, opens=True, by=mentor)
    made.refresh_from_db()
    assert made.opens_past_records
    services.choose_past_records(agreement=made, opens=False, by=mentor)
    made.refresh_from_db()
    assert not made.opens_past_records

    with pytest.raises(PermissionDenied):
        services.choose_past_records(agreement=made, opens=True, by=supervisor)


def test_a_next_version_asks_again_and_knows_what_she_had_chosen(mentor, supervisor):
    before = agreed(mentor, supervisor)
    services.choose_past_records(agreement=before, opens=True, by=mentor)

    after = next_offered(before)

    assert queries.past_choice_before(after)
    assert not after.opens_past_records


def test_reminders_come_three_months_in_and_on_the_day_each_once(mentor, supervisor, manager):
    made = agreed(mentor, supervisor, manager)
    now = timezone.now()
    Notice.objects.all().delete()

    for days in (80, 95, 96, 364, 365, 366, 380):
        services.remind_of_agreements(now=now + timedelta(days=days))

    keys = Notice.objects.values_list("recipient", "key")
    expected = {
        (person.pk, f"agreement-{made.pk}-{what}")
        for person in (mentor, supervisor, manager)
        for what in ("first-look", "review")
    }
    assert set(keys) == expected
    assert len(keys) == 6


def test_nobody_is_reminded_of_what_has_ended_and_it_is_called_ended(mentor, supervisor):
    made = agreed(mentor, supervisor)
    services.end_agreement(agreement=made, ends_on=days_ago(-3), by=mentor)
    Notice.objects.all().delete()

    count = services.remind_of_agreements(now=timezone.localtime() + timedelta(days=95))

    made.refresh_from_db()
    assert (count, made.state) == (0, AgreementState.ENDED)
    assert not Notice.objects.exists()


def test_current_supervisees_are_those_in_force(mentor, peer, supervisor):
    agreed(mentor, supervisor)
    offered(peer, supervisor)

    assert list(queries.current_supervisees(supervisor)) == [mentor]
