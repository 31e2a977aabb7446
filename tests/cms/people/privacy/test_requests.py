"""Asked, checked, made longer, answered: who may, and whom it is told."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from cms.people.privacy.models import RightsRequest
from cms.people.privacy.rules import RequestKind, RequestState, answer_due
from cms.people.privacy.services import requests
from tests.factories.people import days_ago
from tests.factories.rights import answered_request, leaver, rights_request

SECRET = "My supervisor wrote something about my health."
ELSE = ["peer", "manager", "supervisor", "hr", "admin", "dsl", "quality_lead", "trainer"]


def titles_of(person):
    return list(Notice.objects.filter(recipient=person).values_list("title", flat=True))


def test_somebody_asks_for_herself(mentor, dpo):
    asked = requests.enter_request(
        subject=mentor, kind=RequestKind.CORRECT, words=f" {SECRET} ", by=mentor
    )

    assert asked.words == SECRET
    assert asked.received_on == timezone.localdate()
    assert asked.due_on == answer_due(timezone.localdate())
    assert titles_of(dpo) == ["A request about personal data came in"]
    assert titles_of(mentor) == ["We have your request"]
    event = AuditEvent.objects.get(verb="rights_request.received")
    assert (event.actor, event.about) == (mentor, mentor)


def test_no_word_and_no_name_leaves_the_request(mentor, dpo, hr):
    asked = requests.enter_request(
        subject=mentor, kind=RequestKind.CORRECT, words=SECRET, by=mentor
    )
    requests.check_identity(request=asked, by=dpo)
    requests.extend_request(request=asked, extra_months=1, reason="Four years.", by=dpo)
    requests.close_request(request=asked, answer="It is put right.", by=dpo)

    told = " ".join(f"{row.title} {row.body}" for row in Notice.objects.all())
    noted = " ".join(f"{row.object_words} {row.detail}" for row in AuditEvent.objects.all())
    for words in (SECRET, "health", "Four years", "put right"):
        assert words not in told
        assert words not in noted
    assert "Yasmin" not in told


def test_a_leaver_asks_too(mentor, dpo):
    leaver(mentor, 20)

    asked = requests.enter_request(subject=mentor, kind=RequestKind.COPY, by=mentor)

    assert asked.state == RequestState.OPEN


def test_whoever_has_no_open_account_asks_by_letter(mentor, dpo):
    mentor.is_active = False
    mentor.save()

    with pytest.raises(PermissionDenied):
        requests.enter_request(subject=mentor, kind=RequestKind.COPY, by=mentor)
    asked = requests.enter_request(
        subject=mentor, kind=RequestKind.COPY, received_on=days_ago(4), by=dpo
    )

    assert asked.received_on == days_ago(4)
    assert asked.due_on == answer_due(days_ago(4))
    assert asked.entered_by == dpo


@pytest.mark.parametrize("who", ELSE)
def test_nobody_else_asks_in_her_name(request, mentor, who):
    with pytest.raises(PermissionDenied):
        requests.enter_request(
            subject=mentor, kind=RequestKind.COPY, by=request.getfixturevalue(who)
        )


def test_a_form_sent_twice_is_one_request(mentor, dpo):
    requests.enter_request(subject=mentor, kind=RequestKind.COPY, by=mentor)

    with pytest.raises(ValidationError, match="already"):
        requests.enter_request(subject=mentor, kind=RequestKind.COPY, by=mentor)
    assert RightsRequest.objects.count() == 1


def test_another_thing_may_be_asked_meanwhile(mentor, dpo):
    requests.enter_request(subject=mentor, kind=RequestKind.COPY, by=mentor)
    requests.enter_request(subject=mentor, kind=RequestKind.ERASE, words="A note.", by=mentor)
    requests.enter_request(subject=mentor, kind=RequestKind.ERASE, words="A plan.", by=mentor)

    assert RightsRequest.objects.count() == 3


@pytest.mark.parametrize("kind", [RequestKind.CORRECT, RequestKind.ERASE, RequestKind.RESTRICT])
def test_what_is_to_be_put_right_is_said(mentor, kind):
    with pytest.raises(ValidationError, match="own words"):
        requests.enter_request(subject=mentor, kind=kind, words=" ", by=mentor)


def test_the_clock_is_that_of_the_college(mentor, dpo, settings):
    late = datetime.fromisoformat("2026-06-30T23:30:00+00:00")  # 1 July in London

    asked = requests.enter_request(subject=mentor, kind=RequestKind.COPY, by=mentor, at=late)

    assert (asked.received_on, asked.due_on) == (date(2026, 7, 1), date(2026, 8, 1))


# Looked after ------------------------------------------------------------------------

MOVES = {
    "check": lambda asked, by: requests.check_identity(request=asked, by=by),
    "extend": lambda asked, by: requests.extend_request(
        request=asked, extra_months=1, reason="Long.", by=by
    ),
    "ready": lambda asked, by: requests.mark_ready(request=asked, by=by),
    "again": lambda asked, by: requests.look_again(request=asked, by=by),
    "close": lambda asked, by: requests.close_request(request=asked, answer="Done.", by=by),
}


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("who", ["mentor", *ELSE])
def test_only_the_officer_looks_after_it(request, mentor, who, move):
    asked = rights_request(mentor)

    with pytest.raises(PermissionDenied):
        MOVES[move](asked, request.getfixturevalue(who))


@pytest.mark.parametrize("move", MOVES)
def test_an_officer_never_looks_after_her_own(dpo, move):
    asked = rights_request(dpo)

    with pytest.raises(PermissionDenied, match="never the one it is about"):
        MOVES[move](asked, dpo)


def test_where_the_only_officer_asks_hr_is_told_to_have_another_named(dpo, hr):
    requests.enter_request(subject=dpo, kind=RequestKind.COPY, by=dpo)

    assert titles_of(hr) == ["A second data protection officer is needed"]
    assert titles_of(dpo) == ["We have your request"]


def test_another_officer_looks_after_an_officers_request(dpo, hr):
    from cms.people.accounts.rules import Role
    from tests.factories.people import make_person

    second = make_person("Ines", "Duarte", Role.DPO)
    asked = requests.enter_request(subject=dpo, kind=RequestKind.COPY, by=dpo)

    requests.check_identity(request=asked, by=second)

    assert titles_of(second) == ["A request about personal data came in"]
    assert titles_of(hr) == []


def test_checking_who_asks_takes_it_on(mentor, dpo):
    asked = rights_request(mentor, identity_checked_on=None)

    asked = requests.check_identity(request=asked, by=dpo)

    assert asked.identity_checked_on == timezone.localdate()
    assert asked.handler == dpo


def test_making_it_longer_counts_from_the_day_it_came(mentor, dpo):
    received_on = days_ago(10)
    asked = rights_request(mentor, received_on=received_on)

    asked = requests.extend_request(request=asked, extra_months=2, reason="Long.", by=dpo)

    assert asked.due_on == answer_due(received_on, 2)
    assert titles_of(mentor) == ["Your request takes longer"]
    with pytest.raises(ValidationError, match="once already"):
        requests.extend_request(request=asked, extra_months=1, reason="Long.", by=dpo)


def test_a_copy_is_made_ready_and_told(mentor, dpo):
    asked = answered_request(mentor, dpo)

    assert asked.state == RequestState.READY
    assert titles_of(mentor) == ["Your copy is ready"]


def test_a_copy_that_was_ready_can_be_looked_at_again_and_told_anew(mentor, dpo):
    asked = answered_request(mentor, dpo)

    requests.look_again(request=asked, by=dpo)
    requests.mark_ready(request=asked, by=dpo)

    assert titles_of(mentor) == ["Your copy is ready"] * 2


def test_it_is_not_answered_before_it_is_known_who_asks(mentor, dpo):
    asked = rights_request(mentor, kind=RequestKind.ERASE, identity_checked_on=None)

    with pytest.raises(ValidationError, match="who asks"):
        requests.close_request(request=asked, answer="Removed.", by=dpo)
    asked = requests.close_request(request=asked, answer="Not her.", is_refused=True, by=dpo)

    assert asked.state == RequestState.REFUSED


def test_a_copy_is_not_closed_before_it_was_ready(mentor, dpo):
    with pytest.raises(ValidationError, match="ready first"):
        requests.close_request(request=rights_request(mentor), answer="Done.", by=dpo)


def test_an_answer_says_something(mentor, dpo):
    asked = rights_request(mentor, kind=RequestKind.ERASE)

    with pytest.raises(ValidationError, match="Write what was done"):
        requests.close_request(request=asked, answer=" ", by=dpo)


@pytest.mark.parametrize("state", [RequestState.CLOSED, RequestState.REFUSED])
@pytest.mark.parametrize("move", ["check", "extend", "again", "close"])
def test_what_is_closed_stays_closed(mentor, dpo, state, move):
    asked = rights_request(mentor, kind=RequestKind.ERASE, state=state)

    with pytest.raises(ValidationError):
        MOVES[move](asked, dpo)


# Reminders -----------------------------------------------------------------------------


def test_officers_are_reminded_once_a_stage(mentor, dpo):
    asked = rights_request(mentor, due_on=days_ago(-10))
    now = timezone.now()
    for days in (0, 0, 1, 7, 8, 11, 30):
        requests.remind_of_requests(now=now + timedelta(days=days))

    assert sorted(titles_of(dpo)) == ["A rights request is due soon"] * 2 + [
        "A rights request is late"
    ]
    assert asked.subject not in {row.recipient for row in Notice.objects.all()}


@pytest.mark.parametrize("state", [RequestState.READY, RequestState.CLOSED, RequestState.REFUSED])
def test_nobody_is_reminded_of_what_is_done(mentor, dpo, state):
    rights_request(mentor, state=state, due_on=days_ago(5))

    assert requests.remind_of_requests() == 0


def test_a_new_day_is_reminded_of_anew(mentor, dpo):
    asked = rights_request(mentor, due_on=days_ago(-3))
    requests.remind_of_requests()
    asked.due_on = days_ago(-9)
    asked.save()

    requests.remind_of_requests()

    assert len(titles_of(dpo)) == 2
