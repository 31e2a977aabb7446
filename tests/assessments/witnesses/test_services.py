from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from assessments.cpd.models import CPDPolicy
from assessments.witnesses.models import WitnessRequest
from assessments.witnesses.rules import Confirmation, LinkState, WitnessAnswer
from assessments.witnesses.services import (
    answer_request,
    ask_witness,
    forget_addresses,
    withdraw_request,
)
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from cms.people.notices.services import deliver, sweep_mail
from tests.factories.cpd import SUMMARY, cpd_entry
from tests.factories.verification import handed_in
from tests.factories.witnesses import ANSWER, witness_request, witness_said, witness_token_of

STRANGERS = [
    "peer", "supervisor", "manager", "other_manager", "quality_lead", "dsl", "trainer", "admin",
    "hr", "dpo",
]  # fmt: skip
LABEL = "assessments.WitnessRequest"
ADDRESS = "ines@eastgate.test"


def ask(entry, by, **fields):
    return ask_witness(**{"entry": entry, "name": "Ines Duarte", "by": by, **fields})


# Asking ------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_ask_witness_makes_a_link_for_as_long_as_the_policy_says(mentor, state):
    CPDPolicy.objects.create(from_year=2000, witness_days=5)
    entry = cpd_entry(mentor, state=state)

    asked = ask(entry, mentor)

    left = asked.expires_at - timezone.now()
    assert timedelta(days=4, hours=23) < left < timedelta(days=5)
    assert (asked.state, asked.shows_summary, asked.due_at) == (LinkState.OPEN, False, None)


def test_a_link_shows_the_summary_only_when_its_owner_said_so(mentor):
    entry = cpd_entry(mentor)

    assert ask(entry, mentor, with_summary=True).shows_summary
    assert not ask(entry, mentor).shows_summary


def test_the_token_is_nowhere_in_the_database(mentor, transactional_db):
    asked = ask(cpd_entry(mentor), mentor, email=ADDRESS)
    token = witness_token_of(asked)
    answer_request(witness_request=asked, answer=ANSWER)

    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.endswith(("_fts", "_config", "_content", "_data", "_docsize", "_idx")):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [table for row in cursor.fetchall() if token in str(row)]

    assert found == []


@pytest.mark.parametrize("name", STRANGERS)
def test_only_the_owner_asks_and_withdraws(request, mentor, name):
    entry = handed_in(mentor)
    by = request.getfixturevalue(name)

    with pytest.raises(PermissionDenied):
        ask(entry, by)
    with pytest.raises(PermissionDenied):
        withdraw_request(witness_request=witness_request(entry), by=by)

    assert WitnessRequest.objects.filter(withdrawn_at=None).count() == 1


@pytest.mark.parametrize("state", ["closed"])
def test_nobody_is_asked_about_what_is_closed(mentor, state):
    with pytest.raises(ValidationError):
        ask(handed_in(mentor, state=state), mentor)


def test_no_crowd_is_asked_and_a_withdrawn_link_makes_room(mentor):
    entry = cpd_entry(mentor)
    for _ in range(5):
        asked = ask(entry, mentor)
    with pytest.raises(ValidationError):
        ask(entry, mentor)

    withdraw_request(witness_request=asked, by=mentor)

    ask(entry, mentor)


def test_a_draft_leaves_nothing_in_the_audit_and_what_was_handed_in_does(mentor):
    ask(cpd_entry(mentor), mentor, words="You hosted us.", email=ADDRESS)
    assert not AuditEvent.objects.exists()

    ask(handed_in(mentor), mentor, words="You hosted us.", email=ADDRESS)

    event = AuditEvent.objects.get()
    assert (event.verb, event.about) == ("cpd_witness.asked", mentor)
    told = f"{event.object_words} {event.detail}"
    assert not any(word in told for word in ("Ines", ADDRESS, "hosted"))


# The e-mail --------------------------------------------------------------------------


def test_an_address_is_written_to_once_with_the_link_and_none_of_her_words(
    mentor, django_capture_on_commit_callbacks
):
    entry = cpd_entry(mentor, title="Visit to a garage", shared_summary=SUMMARY)
    with django_capture_on_commit_callbacks():
        asked = ask(entry, mentor, email=ADDRESS, words="You hosted us.", with_summary=True)

    assert deliver(label=LABEL, pk=asked.pk)
    assert not deliver(label=LABEL, pk=asked.pk)

    (sent,) = mail.outbox
    (html, _) = sent.alternatives[0]
    assert sent.to == [ADDRESS]
    assert sent.subject == "Yasmin Haddad asks you to confirm something"
    for text in (sent.body, html):
        assert f"/witness/{witness_token_of(asked)}/" in text
        assert not any(words in text for words in ("garage", SUMMARY, "hosted"))


def test_without_an_address_nothing_is_sent(mentor):
    asked = ask(cpd_entry(mentor), mentor)

    assert not deliver(label=LABEL, pk=asked.pk)
    assert sweep_mail() == 0


def test_a_withdrawn_link_is_not_sent_any_more(mentor):
    asked = ask(cpd_entry(mentor), mentor, email=ADDRESS)
    withdraw_request(witness_request=asked, by=mentor)

    assert not deliver(label=LABEL, pk=asked.pk)
    assert mail.outbox == []


def test_a_link_of_a_discarded_entry_is_not_sent(mentor):
    entry = cpd_entry(mentor)
    asked = ask(entry, mentor, email=ADDRESS)
    entry.state, entry.discarded_at = "discarded", timezone.now()
    entry.save()

    assert not deliver(label=LABEL, pk=asked.pk)
    assert mail.outbox == []


def test_a_history_that_is_built_writes_to_nobody(mentor):
    moment = timezone.localtime() - timedelta(days=40)

    asked = ask(cpd_entry(mentor), mentor, email=ADDRESS, at=moment)

    assert (asked.due_at, asked.state) == (None, LinkState.EXPIRED)


# Answering ---------------------------------------------------------------------------


def test_an_answer_is_kept_with_who_gave_it_and_the_address_is_forgotten(mentor):
    asked = witness_request(handed_in(mentor), email=ADDRESS, error=f"Refused: {ADDRESS}")

    answered = answer_request(witness_request=asked, answer=ANSWER)

    answered.refresh_from_db()
    assert (answered.witness_name, answered.witness_role) == (ANSWER.name, ANSWER.role)
    assert (answered.confirmation, answered.statement) == (Confirmation.YES, ANSWER.statement)
    assert (answered.email, answered.error, answered.state) == ("", "", LinkState.ANSWERED)


@pytest.mark.parametrize(
    ("confirmation", "stored"),
    [(Confirmation.YES, True), (Confirmation.NO, False), (Confirmation.NOT_QUITE, None)],
)
def test_each_of_the_three_answers_is_told_from_the_others(mentor, confirmation, stored):
    said = WitnessAnswer("Ines", "Host", confirmation, "It was shorter.")

    answered = answer_request(witness_request=witness_request(handed_in(mentor)), answer=said)

    answered.refresh_from_db()
    assert answered.is_confirmed is stored
    assert answered.confirmation == confirmation


def test_an_answer_is_given_once(mentor):
    asked = witness_request(handed_in(mentor))
    answer_request(witness_request=asked, answer=ANSWER)
    other = WitnessAnswer("Somebody", "Else", Confirmation.NO, "It was not so.")

    with pytest.raises(ValidationError) as refused:
        answer_request(witness_request=asked, answer=other)

    assert refused.value.code == "answered"
    asked.refresh_from_db()
    assert asked.witness_name == ANSWER.name


@pytest.mark.parametrize("spent", ["expired", "withdrawn", "discarded"])
def test_a_link_that_is_over_takes_no_answer(mentor, spent):
    now = timezone.now()
    entry = handed_in(mentor)
    fields = {"expired": {"expires_at": now}, "withdrawn": {"withdrawn_at": now}}.get(spent, {})
    asked = witness_request(entry, **fields)
    if spent == "discarded":
        entry.state, entry.discarded_at = "discarded", now
        entry.save()

    with pytest.raises(ValidationError):
        answer_request(witness_request=asked, answer=ANSWER)

    asked.refresh_from_db()
    assert asked.statement == ""


def test_nobody_is_a_witness_of_her_own_entry(mentor):
    asked = witness_request(handed_in(mentor))

    with pytest.raises(PermissionDenied):
        answer_request(witness_request=asked, answer=ANSWER, by=mentor)


def test_a_colleague_who_is_signed_in_may_be_a_witness(mentor, peer):
    asked = witness_request(handed_in(mentor))

    assert answer_request(witness_request=asked, answer=ANSWER, by=peer).answered_at


def test_the_owner_is_told_and_none_of_the_words(mentor):
    answer_request(witness_request=witness_request(handed_in(mentor)), answer=ANSWER)

    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (mentor, "cpd_judged")
    said = f"{notice.title} {notice.body}"
    assert not any(words in said for words in (ANSWER.name, ANSWER.role, ANSWER.statement))
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor) == ("cpd_witness.answered", None)
    assert ANSWER.name not in f"{event.object_words} {event.detail}"


def test_an_entry_changed_after_the_answer_says_so(mentor):
    entry = handed_in(mentor)
    said = witness_said(entry)
    assert not said.is_older_than_entry

    entry.changed_at = timezone.now() + timedelta(minutes=1)
    entry.save()

    assert WitnessRequest.objects.get().is_older_than_entry


# Forgetting --------------------------------------------------------------------------


def test_addresses_of_links_that_are_over_are_forgotten_and_no_others(mentor):
    now = timezone.now()
    entry, gone = cpd_entry(mentor), cpd_entry(mentor, state="discarded", discarded_at=now)
    is_open = witness_request(entry, email=ADDRESS, due_at=now)
    over = [
        witness_request(entry, email=ADDRESS, expires_at=now),
        witness_request(entry, email=ADDRESS, withdrawn_at=now),
        witness_said(entry, email=ADDRESS),
        witness_request(gone, email=ADDRESS),
        witness_request(entry, error=f"Refused: {ADDRESS}", expires_at=now),
    ]

    assert forget_addresses() == len(over)
    assert forget_addresses() == 0

    is_open.refresh_from_db()
    assert (is_open.email, is_open.due_at) == (ADDRESS, now)
    kept = WitnessRequest.objects.exclude(pk=is_open.pk).values_list("email", "error", "due_at")
    assert set(kept) == {("", "", None)}
