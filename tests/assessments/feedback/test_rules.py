from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from assessments.feedback import rules
from assessments.feedback.rules import Doubt, FeedbackKind

TODAY = date(2026, 11, 22)
GOOD = {
    "kind": "next_step",
    "seen_on": TODAY,
    "what_seen": "The learner named the target before you did.",
    "next_step": "Wait a little longer.",
    "statements": 2,
}


def check(**fields):
    values = {**GOOD, **fields}
    kind = values.pop("kind")
    rules.check_note(kind, today=TODAY, **values)


def test_a_whole_note_is_right():
    check()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "gossip"),
        ("seen_on", None),
        ("seen_on", TODAY + timedelta(days=1)),
        ("seen_on", TODAY - timedelta(days=184)),
        ("what_seen", " "),
        ("what_seen", "Well done"),
        ("what_seen", "x" * 2001),
        ("next_step", " "),
        ("next_step", "x" * 401),
        ("statements", 5),
    ],
)
def test_what_is_wrong_is_said_by_its_field(field, value):
    with pytest.raises(ValidationError) as problem:
        check(**{field: value})

    assert list(problem.value.message_dict) == [field]


@pytest.mark.parametrize("kind", list(FeedbackKind))
def test_only_a_strength_needs_no_next_step(kind):
    if kind == FeedbackKind.STRENGTH:
        check(kind=kind, next_step="")
    else:
        with pytest.raises(ValidationError):
            check(kind=kind, next_step="")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("She was lazy with the records.", Doubt.CHARACTER),
        ("A bad attitude in the meeting.", Doubt.CHARACTER),
        ("He is defensive when asked.", Doubt.CHARACTER),
        ("You are brilliant!", Doubt.CHARACTER),
        ("She is not a team player.", Doubt.CHARACTER),
        ("You never write the record.", Doubt.ALWAYS),
        ("Late again, as usual.", Doubt.ALWAYS),
        ("Since her sickness the calls stopped.", Doubt.HEALTH),
        ("Her absences left a gap.", Doubt.HEALTH),
        ("Before maternity leave it was better.", Doubt.HEALTH),
        ("Stressed by the caseload.", Doubt.HEALTH),
        ("At the union meeting instead.", Doubt.HEALTH),
    ],
)
def test_words_about_the_person_are_doubted(text, kind):
    found = rules.doubts(text)

    assert [each.kind for each in found] == [kind]
    assert found[0].advice
    assert found[0].phrases


@pytest.mark.parametrize(
    "text",
    [
        "You asked three open questions and waited after each.",
        "The learner’s attendance was looked at first.",
        "A difficult conversation, opened with what went well.",
        "The positive part of the plan came first.",
        "The reunion of the group was planned.",
    ],
)
def test_what_was_seen_is_not_doubted(text):
    assert rules.doubts(text) == []


def test_each_phrase_is_quoted_once():
    (found,) = rules.doubts("Always late.", "ALWAYS late, never early.")

    assert found.phrases == ("always", "never")


@pytest.mark.parametrize("text", ["", "  ", "x" * 1001])
def test_an_answer_is_a_sentence_or_two(text):
    with pytest.raises(ValidationError):
        rules.check_reply(text)


@pytest.mark.parametrize(
    ("last", "begun", "quiet"),
    [
        (None, TODAY - timedelta(days=300), True),
        (None, TODAY - timedelta(days=20), False),
        (TODAY - timedelta(days=55), TODAY - timedelta(days=300), False),
        (TODAY - timedelta(days=56), TODAY - timedelta(days=300), True),
        (TODAY - timedelta(days=90), TODAY - timedelta(days=20), False),
    ],
)
def test_quiet_is_eight_weeks_without_a_note(last, begun, quiet):
    assert rules.is_quiet(last, begun, TODAY) is quiet
