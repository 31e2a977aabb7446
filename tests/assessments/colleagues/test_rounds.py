"""Opening, asking, reminding, closing, giving up and sharing a round."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.colleagues.models import ColleagueAnswer, ColleagueAsk, ColleagueRound
from assessments.colleagues.rules import LinkState, Relation, RoundKind, RoundState
from assessments.colleagues.services import (
    ask_colleague,
    close_due_rounds,
    close_round,
    give_up_round,
    open_round,
    remind_colleagues,
    set_shared,
    withdraw_ask,
)
from assessments.colleagues.tasks import close_due
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from cms.people.notices.services import deliver, sweep_mail
from cms.people.teams.models import ConflictOfInterest
from tests.factories.colleagues import (
    FOCUS,
    colleague_answer,
    colleague_ask,
    colleague_round,
    colleague_token_of,
    heard_without_names,
)
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db
LABEL = "assessments.ColleagueAsk"
ADDRESS = "ines@eastgate.test"
STRANGERS = ["peer", "manager", "hr", "dpo", "quality_lead"]


def opened(subject, **fields):
    values = {
        "kind": RoundKind.ANONYMOUS,
        "focus": FOCUS,
        "closes_on": days_ago(-14),
        "shown_from": 6,
        "by": subject,
        **fields,
    }
    return open_round(subject=subject, **values)


def ask(row, by, **fields):
    values = {"name": "Ines Duarte", "email": ADDRESS, "relation": Relation.TEACHER, **fields}
    return ask_colleague(colleague_round=row, by=by, **values)


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


# Opening -------------------------------------------------------------------------


def test_a_round_is_opened_by_whom_it_is_about(mentor, manager):
    without, named = opened(mentor), opened(manager, kind=RoundKind.NAMED)

    assert (without.state, without.shown_from, without.is_shared) == ("open", 6, False)
    assert (named.subject, named.shown_from) == (manager, 1)
    assert verbs() == ["colleague_round.opened_for_answers"] * 2


@pytest.mark.parametrize("name", STRANGERS)
def test_nobody_opens_one_about_somebody_else(request, mentor, name):
    with pytest.raises(PermissionDenied):
        opened(mentor, by=request.getfixturevalue(name))


def test_a_round_without_names_is_shown_from_five(mentor):
    with pytest.raises(ValidationError):
        opened(mentor, shown_from=4)

    assert not ColleagueRound.objects.exists()


# Asking --------------------------------------------------------------------------


def test_an_address_is_written_to_and_the_link_ends_with_the_round(
    mentor, django_capture_on_commit_callbacks
):
    row = opened(mentor)
    with django_capture_on_commit_callbacks():
        asked = ask(row, mentor)

    assert deliver(label=LABEL, pk=asked.pk)
    assert not deliver(label=LABEL, pk=asked.pk)

    (sent,) = mail.outbox
    (html, _) = sent.alternatives[0]
    assert sent.to == [ADDRESS]
    assert sent.subject == "Yasmin Haddad asks for your feedback"
    for text in (sent.body, html):
        assert f"/colleague/{colleague_token_of(asked)}/" in text
        assert "without your name" in text
        assert "6 or more" in text
        assert "reminder" not in text
        assert FOCUS not in text
    assert asked.link_state == LinkState.OPEN


def test_a_named_mail_says_so(mentor):
    asked = ask(opened(mentor, kind=RoundKind.NAMED), mentor)
    deliver(label=LABEL, pk=asked.pk)

    assert "You answer with your name" in mail.outbox[0].body


@pytest.mark.parametrize("name", STRANGERS)
def test_only_the_subject_asks_withdraws_reminds_closes_gives_up_and_shares(request, mentor, name):
    row, by = colleague_round(mentor), request.getfixturevalue(name)
    asked = colleague_ask(row)

    for act in (
        lambda: ask(row, by, email="other@eastgate.test"),
        lambda: withdraw_ask(ask=asked, by=by),
        lambda: remind_colleagues(colleague_round=row, by=by),
        lambda: close_round(colleague_round=row, by=by),
        lambda: give_up_round(colleague_round=row, by=by),
        lambda: set_shared(colleague_round=row, is_shared=True, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_address_is_asked_once_and_never_ones_own(mentor):
    row = opened(mentor)
    ask(row, mentor)

    for address in (ADDRESS.upper(), mentor.email):
        with pytest.raises(ValidationError):
            ask(row, mentor, email=address)


def test_fifteen_are_enough(mentor):
    row = colleague_round(mentor)
    for number in range(15):
        colleague_ask(row, email=f"{number}@eastgate.test")

    with pytest.raises(ValidationError) as refused:
        ask(row, mentor)
    assert refused.value.code == "enough"


@pytest.mark.parametrize("who_declared", ["mentor", "peer"])
def test_a_colleague_with_a_conflict_is_refused_in_words_that_tell_nothing(
    request, mentor, peer, who_declared
):
    by = request.getfixturevalue(who_declared)
    ConflictOfInterest.objects.create(person=peer, other=mentor, declared_by=by)
    row = opened(mentor)

    with pytest.raises(ValidationError) as refused:
        ask(row, mentor, email=peer.email.upper())
    assert "conflict" not in str(refused.value)
    assert ask(row, mentor, email="somebody@else.test")


def test_a_history_that_is_built_writes_to_nobody(mentor):
    row = colleague_round(mentor)

    assert ask(row, mentor, at=row.opened_at).due_at is None
    assert sweep_mail() == 0


# Withdrawing ---------------------------------------------------------------------


def test_a_withdrawn_link_is_not_sent_and_its_address_is_forgotten(mentor):
    asked = ask(opened(mentor, kind=RoundKind.NAMED), mentor)

    withdrawn = withdraw_ask(ask=asked, by=mentor)

    assert (withdrawn.email, withdrawn.link_state) == ("", LinkState.WITHDRAWN)
    assert not deliver(label=LABEL, pk=asked.pk)
    with pytest.raises(ValidationError):
        withdraw_ask(ask=asked, by=mentor)


def test_of_a_named_round_an_answered_link_is_not_withdrawn(mentor):
    answer = colleague_answer(colleague_round(mentor))

    with pytest.raises(ValidationError):
        withdraw_ask(ask=answer.ask, by=mentor)


def test_without_names_withdrawing_tells_nothing_of_who_has_answered(mentor):
    row = colleague_round(mentor, kind="anonymous")
    colleague_answer(row)
    answered, waiting = row.asks.get(), colleague_ask(row, email="paul@eastgate.test")

    for asked in (answered, waiting):
        withdraw_ask(ask=asked, by=mentor)
        with pytest.raises(ValidationError):  # and the address is known for both
            ask(row, mentor, email=asked.email)
    assert row.answers.count() == 1


# Reminding -----------------------------------------------------------------------


def test_those_who_have_not_answered_are_reminded_once(mentor):
    row = opened(mentor)
    first, second = ask(row, mentor), ask(row, mentor, email="paul@eastgate.test")
    for each in (first, second):
        deliver(label=LABEL, pk=each.pk)
    ColleagueAsk.objects.filter(pk=second.pk).update(is_answered=True)

    assert remind_colleagues(colleague_round=row, by=mentor) == 1
    with pytest.raises(ValidationError):
        remind_colleagues(colleague_round=row, by=mentor)

    assert deliver(label=LABEL, pk=first.pk)
    assert not deliver(label=LABEL, pk=second.pk)
    assert len(mail.outbox) == 3
    assert "This is a reminder" in mail.outbox[-1].body
    assert colleague_token_of(first) in mail.outbox[-1].body


def test_whoever_is_asked_after_the_reminder_is_not_reminded(mentor):
    row = opened(mentor)
    deliver(label=LABEL, pk=ask(row, mentor).pk)
    remind_colleagues(colleague_round=row, by=mentor)

    later = ask(row, mentor, email="paul@eastgate.test")
    deliver(label=LABEL, pk=later.pk)

    assert "reminder" not in mail.outbox[-1].body


def test_nobody_to_remind_is_said(mentor):
    with pytest.raises(ValidationError):
        remind_colleagues(colleague_round=colleague_round(mentor), by=mentor)


# Closing -------------------------------------------------------------------------


def test_closing_ends_the_links_and_forgets_the_addresses(mentor):
    row = colleague_round(mentor)
    asked = colleague_ask(row, error=f"Refused: {ADDRESS}")

    closed = close_round(colleague_round=row, by=mentor)

    asked.refresh_from_db()
    assert (closed.state, asked.email, asked.error) == (RoundState.CLOSED, "", "")
    assert asked.link_state == LinkState.EXPIRED
    with pytest.raises(ValidationError):
        close_round(colleague_round=row, by=mentor)
    with pytest.raises(ValidationError):
        ask(row, mentor)


@pytest.mark.parametrize(("answers", "kept"), [(4, 0), (5, 5)])
def test_too_few_answers_without_names_are_deleted_unread(mentor, answers, kept):
    row = heard_without_names(mentor, n=answers, state="open", closed_at=None)

    close_round(colleague_round=row, by=mentor)

    assert ColleagueAnswer.objects.count() == kept


def test_rounds_whose_day_has_passed_are_closed_and_told(mentor, peer):
    due = colleague_round(mentor, closes_on=days_ago(1))
    colleague_answer(due)
    empty = colleague_round(peer, kind="anonymous", closes_on=days_ago(1))
    still_open = colleague_round(mentor, closes_on=days_ago(0))

    close_due()

    for row in (due, empty, still_open):
        row.refresh_from_db()
    assert (due.state, empty.state, still_open.state) == ("closed", "closed", "open")
    bodies = dict(Notice.objects.values_list("recipient", "body"))
    assert "You can read" in bodies[mentor.pk]
    assert "Too few" in bodies[peer.pk]
    assert close_due_rounds() == 0


# Giving up -----------------------------------------------------------------------


def test_giving_up_deletes_what_came_without_names(mentor):
    row = heard_without_names(mentor, state="open", closed_at=None)

    given_up = give_up_round(colleague_round=row, by=mentor)

    assert given_up.state == RoundState.WITHDRAWN
    assert not ColleagueAnswer.objects.exists()
    assert not ColleagueAsk.objects.exclude(email="").exists()
    with pytest.raises(ValidationError):
        give_up_round(colleague_round=row, by=mentor)


def test_what_somebody_signed_is_not_made_to_vanish(mentor):
    row = colleague_round(mentor)
    colleague_answer(row)

    with pytest.raises(ValidationError):
        give_up_round(colleague_round=row, by=mentor)
    assert row.answers.exists()


# Sharing -------------------------------------------------------------------------


def test_sharing_is_the_subjects_and_is_taken_back(mentor):
    row = heard_without_names(mentor)

    assert set_shared(colleague_round=row, is_shared=True, by=mentor).is_shared
    assert not set_shared(colleague_round=row, is_shared=False, by=mentor).is_shared
    set_shared(colleague_round=row, is_shared=False, by=mentor)

    assert verbs() == ["colleague_round.shared", "colleague_round.taken_back"]


@pytest.mark.parametrize("fields", [{"state": "open"}, {"state": "withdrawn"}, {"n": 4}])
def test_what_shows_nothing_is_not_shared(mentor, fields):
    row = heard_without_names(mentor, **fields)

    with pytest.raises(ValidationError):
        set_shared(colleague_round=row, is_shared=True, by=mentor)
