"""Records opened outside the usual rules: who asks, who says yes, when it is over."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.personal_notes.access import opened_for
from assessments.personal_notes.models import PersonalNote
from cms.people.accounts.models import RoleGrant, User
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from cms.people.privacy.access import can_answer_grant, grants_readable_by, opened_by_grant
from cms.people.privacy.models import BreakGlassGrant
from cms.people.privacy.rules import GrantState, Purpose
from cms.people.privacy.services.grants import (
    approve_grant,
    ask_for_grant,
    end_grant,
    end_grants,
    refuse_grant,
)
from tests.factories.grants import REASON, grant
from tests.factories.people import RoleGrantFactory, days_ago, make_person
from tests.factories.supervision import personal_note

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
YES = "It is needed for the case and nothing less shows it."


def ask(subject, by, **fields):
    values = {
        "record_class": "supervision_record",
        "purpose": Purpose.GRIEVANCE,
        "case_ref": "HR-2231",
        "reason": REASON,
        **fields,
    }
    return ask_for_grant(subject=subject, by=by, **values)


def is_open(reader, subject, kind="supervision_record", now=None):
    person = User.objects.get(pk=reader.pk)  # roles are asked for once an object
    return subject.pk in set(opened_by_grant(person, kind, now).values_list("subject", flat=True))


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_asking_opens_nothing_and_tells_the_second_person(mentor, hr, dpo):
    asked = ask(mentor, hr)

    assert asked.state == GrantState.ASKED
    assert not is_open(hr, mentor)
    assert list(Notice.objects.values_list("recipient", flat=True)) == [dpo.pk]
    event = AuditEvent.objects.get(verb="grant.asked")
    assert (event.actor, event.about, event.detail["case"]) == (hr, mentor, "HR-2231")


@pytest.mark.parametrize(
    "name", ["mentor", "peer", "supervisor", "manager", "quality_lead", "dsl", "trainer", "admin"]
)
def test_nobody_but_hr_and_the_dpo_asks(request, name, mentor, peer, hr, dpo):
    about = peer if name == "mentor" else mentor

    with pytest.raises(PermissionDenied):
        ask(about, request.getfixturevalue(name))

    assert not BreakGlassGrant.objects.exists()


@pytest.mark.parametrize("purpose", [Purpose.RIGHTS_REQUEST, "curiosity"])
def test_hr_asks_for_a_case_only(mentor, hr, dpo, purpose):
    with pytest.raises(PermissionDenied):
        ask(mentor, hr, purpose=purpose)


def test_the_dpo_does_not_ask_for_a_grievance(mentor, hr, dpo):
    with pytest.raises(PermissionDenied):
        ask(mentor, dpo)


def test_hr_never_asks_for_personal_notes_and_the_dpo_may(mentor, hr, dpo):
    with pytest.raises(PermissionDenied):
        ask(mentor, hr, record_class="personal_note", purpose=Purpose.LEGAL_CLAIM)

    asked = ask(mentor, dpo, record_class="personal_note", purpose=Purpose.LEGAL_CLAIM)

    assert asked.state == GrantState.ASKED


def test_nobody_asks_about_themselves(hr, dpo):
    with pytest.raises(PermissionDenied):
        ask(hr, hr)
    with pytest.raises(IntegrityError), transaction.atomic():
        grant(hr, hr)


@pytest.mark.parametrize("kind", ["absence", "unheard_of"])
def test_only_kinds_that_can_be_opened_are_asked_for(mentor, hr, dpo, kind):
    with pytest.raises(ValidationError):
        ask(mentor, hr, record_class=kind)


@pytest.mark.parametrize(
    ("field", "value"),
    [("reason", "Because."), ("reason", " x " * 40 + " "), ("hours", 0), ("hours", 169)],
)
def test_a_thin_reason_and_odd_hours_are_refused(mentor, hr, dpo, field, value):
    value = value.replace("x", "") if isinstance(value, str) else value

    with pytest.raises(ValidationError) as refused:
        ask(mentor, hr, **{field: value})

    assert field in refused.value.message_dict


def test_a_case_needs_its_number(mentor, hr, dpo):
    with pytest.raises(ValidationError):
        ask(mentor, hr, case_ref="  ")


def test_asking_twice_is_refused_while_the_first_waits_or_is_open(mentor, hr, dpo):
    waiting = ask(mentor, hr)
    with pytest.raises(ValidationError):
        ask(mentor, hr)
    approve_grant(grant=waiting, reason=YES, by=dpo)
    with pytest.raises(ValidationError):
        ask(mentor, hr)

    again = ask(mentor, hr, at=timezone.localtime() + timedelta(days=2))

    assert again.pk != waiting.pk


def test_without_a_second_person_there_is_nothing_to_ask(mentor, hr):
    with pytest.raises(ValidationError, match="Data protection officer"):
        ask(mentor, hr)


def test_the_person_it_is_about_is_no_second_person(hr, dpo):
    with pytest.raises(ValidationError):
        ask(dpo, hr)


def test_a_yes_opens_it_for_the_hours_and_to_the_second(mentor, peer, hr, dpo):
    at = timezone.now()

    opened = approve_grant(grant=ask(mentor, hr, hours=5), reason=YES, by=dpo, at=at)

    assert opened.ends_at == at + timedelta(hours=5)
    assert is_open(hr, mentor, now=opened.ends_at - timedelta(seconds=1))
    assert not is_open(hr, mentor, now=opened.ends_at)
    assert not is_open(hr, peer)
    assert not is_open(hr, mentor, kind="supervision_action")
    assert not is_open(dpo, mentor)
    assert AuditEvent.objects.get(verb="grant.approved").detail["because"] == YES


def test_nobody_says_yes_to_their_own(mentor, hr, dpo):
    asked = ask(mentor, hr)

    with pytest.raises(PermissionDenied):
        approve_grant(grant=asked, reason=YES, by=hr)
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlassGrant.objects.filter(pk=asked.pk).update(approver=hr)

    assert not is_open(hr, mentor)


def test_a_second_hr_person_is_not_of_the_other_role(mentor, hr, dpo):
    other = make_person("Ola", "Ray", Role.HR)
    asked = ask(mentor, hr)

    with pytest.raises(PermissionDenied):
        approve_grant(grant=asked, reason=YES, by=other)


def test_hr_answers_what_the_dpo_asks(mentor, hr, dpo):
    asked = ask(mentor, dpo, record_class="personal_note", purpose=Purpose.RIGHTS_REQUEST)
    note = personal_note(mentor)
    stranger = personal_note(hr)

    approve_grant(grant=asked, reason=YES, by=hr)

    opened = PersonalNote.objects.filter(opened_for(User.objects.get(pk=dpo.pk)))
    assert note in opened
    assert stranger not in opened


def test_the_person_it_is_about_does_not_answer(hr, dpo):
    other = make_person("Ada", "Long", Role.DPO)
    asked = ask(dpo, hr)

    with pytest.raises(PermissionDenied):
        approve_grant(grant=asked, reason=YES, by=dpo)

    assert can_answer_grant(other, asked)
    assert asked not in BreakGlassGrant.objects.filter(grants_readable_by(dpo))


@pytest.mark.parametrize("answer", [approve_grant, refuse_grant])
def test_an_answer_needs_a_reason_and_is_given_once(mentor, hr, dpo, answer):
    asked = ask(mentor, hr)
    with pytest.raises(ValidationError):
        answer(grant=asked, reason="  ", by=dpo)
    answer(grant=asked, reason=YES, by=dpo)

    for second in (approve_grant, refuse_grant):
        with pytest.raises(ValidationError):
            second(grant=asked, reason=YES, by=dpo)


def test_a_no_opens_nothing_and_is_told_to_who_asked(mentor, hr, dpo):
    refused = refuse_grant(grant=ask(mentor, hr), reason="Less would do.", by=dpo)

    assert refused.state == GrantState.REFUSED
    assert not is_open(hr, mentor)
    assert Notice.objects.filter(recipient=hr, key=f"grant-{refused.pk}-answered").exists()
    assert not Notice.objects.filter(recipient=mentor).exists()
    assert verbs() == ["grant.asked", "grant.refused"]


def end_role(person, day=1):
    RoleGrant.objects.filter(holder=person).update(ends_on=days_ago(day))


def test_a_role_that_ended_ends_the_right_at_once(mentor, hr, dpo):
    grant(hr, mentor, dpo)
    assert is_open(hr, mentor)

    end_role(hr)

    assert not is_open(hr, mentor)


def test_a_closed_account_reads_nothing(mentor, hr, dpo):
    grant(hr, mentor, dpo)

    User.objects.filter(pk=hr.pk).update(is_active=False)

    assert not is_open(hr, mentor)


def test_what_somebody_asked_for_in_a_role_they_gave_up_is_not_opened(mentor, hr, dpo):
    asked = ask(mentor, hr)
    end_role(hr)
    asked.refresh_from_db()

    with pytest.raises(ValidationError, match="no longer holds the role"):
        approve_grant(grant=asked, reason=YES, by=make_person("Bo", "Hale", Role.HR))


def test_only_the_row_that_is_open_opens(mentor, hr, dpo):
    for state in (GrantState.ASKED, GrantState.REFUSED, GrantState.ENDED):
        grant(hr, mentor, dpo, state=state)

    assert not is_open(hr, mentor)


@pytest.mark.parametrize("name", ["hr", "dpo", "second_dpo"])
def test_it_is_ended_by_hand_by_either_of_the_two_or_a_dpo(mentor, hr, dpo, name):
    people = {"hr": hr, "dpo": dpo, "second_dpo": make_person("Ada", "Long", Role.DPO)}
    opened = grant(hr, mentor, dpo)

    ended = end_grant(grant=opened, by=people[name])

    assert ended.state == GrantState.ENDED
    assert ended.ends_at <= timezone.now()
    assert not is_open(hr, mentor)
    assert verbs() == ["grant.ended"]
    assert Notice.objects.filter(recipient=hr).exists() == (name != "hr")


@pytest.mark.parametrize("name", ["mentor", "manager", "supervisor", "admin"])
def test_nobody_else_ends_it(request, mentor, hr, dpo, name):
    opened = grant(hr, mentor, dpo)

    with pytest.raises(PermissionDenied):
        end_grant(grant=opened, by=request.getfixturevalue(name))


def test_another_hr_person_does_not_end_it_and_nobody_ends_it_twice(mentor, hr, dpo):
    opened = grant(hr, mentor, dpo)
    with pytest.raises(PermissionDenied):
        end_grant(grant=opened, by=make_person("Ola", "Ray", Role.HR))
    end_grant(grant=opened, by=hr)

    with pytest.raises(PermissionDenied):
        end_grant(grant=opened, by=hr)


def test_the_site_writes_down_what_ran_out_and_leaves_the_rest(mentor, peer, hr, dpo):
    now = timezone.now()
    over = grant(hr, mentor, dpo, ends_at=now - timedelta(seconds=1))
    running = grant(hr, peer, dpo)

    assert end_grants(now=now) == 1
    assert end_grants(now=now) == 0

    over.refresh_from_db()
    running.refresh_from_db()
    assert (over.state, running.state) == (GrantState.ENDED, GrantState.OPEN)
    assert over.ends_at == now - timedelta(seconds=1)
    assert AuditEvent.objects.get(verb="grant.ended").actor is None


def test_the_site_ends_what_a_lost_role_had_opened(mentor, hr, dpo):
    opened = grant(hr, mentor, dpo)
    end_role(hr)

    end_grants()

    opened.refresh_from_db()
    assert opened.state == GrantState.ENDED
    RoleGrantFactory.create(holder=hr, role=Role.HR)
    assert not is_open(hr, mentor)
