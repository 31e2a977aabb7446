from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from assessments.cpd.rules import EntryState
from assessments.witnesses import rules
from assessments.witnesses.rules import Confirmation, LinkState, WitnessAnswer, WitnessKind

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def state(**changed):
    facts = {
        "answered_at": None,
        "withdrawn_at": None,
        "expires_at": NOW + timedelta(seconds=1),
        "entry_state": EntryState.DRAFT,
        "now": NOW,
    }
    return rules.link_state(**{**facts, **changed})


def answer(**changed):
    said = {"name": "Ines", "role": "Host", "confirmation": Confirmation.YES, "statement": ""}
    return WitnessAnswer(**{**said, **changed})


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, LinkState.OPEN),
        ({"expires_at": NOW}, LinkState.EXPIRED),
        ({"withdrawn_at": NOW}, LinkState.WITHDRAWN),
        ({"answered_at": NOW}, LinkState.ANSWERED),
        ({"answered_at": NOW, "expires_at": NOW}, LinkState.ANSWERED),
        ({"entry_state": EntryState.DISCARDED}, LinkState.WITHDRAWN),
        ({"entry_state": EntryState.CLOSED}, LinkState.WITHDRAWN),
        ({"entry_state": EntryState.VERIFIED}, LinkState.OPEN),
    ],
)
def test_a_link_is_open_until_it_is_used_taken_back_or_over(changed, expected):
    assert state(**changed) == expected


def test_a_token_needs_the_sites_secret_and_says_what_it_opens():
    plain = rules.witness_token("nonce", with_summary=False)

    assert len(plain) == 48
    assert plain == rules.witness_token("nonce", with_summary=False)
    assert plain != rules.witness_token("nonce", with_summary=True)
    assert plain != rules.witness_token("other", with_summary=False)
    with override_settings(SECRET_KEY="another secret"):
        assert plain != rules.witness_token("nonce", with_summary=False)


@pytest.mark.parametrize("entry_state", rules.ASKABLE)
def test_somebody_is_asked_while_the_entry_stands(entry_state):
    rules.check_can_be_asked(entry_state, rules.MOST_OPEN - 1)


@pytest.mark.parametrize("entry_state", [EntryState.CLOSED, EntryState.DISCARDED])
def test_nobody_is_asked_about_what_is_over(entry_state):
    with pytest.raises(ValidationError):
        rules.check_can_be_asked(entry_state, 0)


def test_no_crowd_is_asked():
    with pytest.raises(ValidationError) as refused:
        rules.check_can_be_asked(EntryState.DRAFT, rules.MOST_OPEN)

    assert refused.value.code == "enough"


def test_nobody_is_written_to_without_end():
    rules.check_can_be_asked(EntryState.DRAFT, 0, rules.MOST_A_DAY - 1)
    with pytest.raises(ValidationError, match="Go on tomorrow"):
        rules.check_can_be_asked(EntryState.DRAFT, 0, rules.MOST_A_DAY)


def test_a_plain_yes_is_enough_for_a_witness():
    rules.check_answer(answer(), WitnessKind.WITNESS)


@pytest.mark.parametrize(
    ("changed", "kind", "field"),
    [
        ({"name": " "}, WitnessKind.WITNESS, "witness_name"),
        ({"role": ""}, WitnessKind.WITNESS, "witness_role"),
        ({"confirmation": Confirmation.NO}, WitnessKind.WITNESS, "statement"),
        ({"confirmation": Confirmation.NOT_QUITE}, WitnessKind.WITNESS, "statement"),
        ({}, WitnessKind.FEEDBACK, "statement"),
        ({"statement": "x" * 1_001}, WitnessKind.WITNESS, "statement"),
    ],
)
def test_an_answer_that_lacks_something_says_what(changed, kind, field):
    with pytest.raises(ValidationError) as refused:
        rules.check_answer(answer(**changed), kind)

    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize("other", [each for each in LinkState if each != LinkState.OPEN])
def test_only_an_open_link_is_answered(other):
    rules.check_is_open(LinkState.OPEN)
    with pytest.raises(ValidationError):
        rules.check_is_open(other)
