from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from assessments.observations import rules
from assessments.observations.rules import (
    CriterionText,
    Level,
    ObservationKind,
    ObservationState,
    Rated,
    RecordingConsent,
    Setting,
    Stance,
    Tally,
    TemplateText,
)

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
FORMAL, DEVELOPMENTAL = ObservationKind.FORMAL, ObservationKind.DEVELOPMENTAL
LONG = "Asked “what else?” and waited for eleven seconds."


def refused(check, *args, **kwargs):
    with pytest.raises(ValidationError) as problem:
        check(*args, **kwargs)
    return problem.value


# The way ---------------------------------------------------------------------------


@pytest.mark.parametrize("state", ObservationState)
def test_every_move_is_either_in_the_table_or_refused_in_words(state):
    for to in ObservationState:
        if to in rules.TRANSITIONS[state]:
            rules.check_transition(state, to)
        else:
            assert refused(rules.check_transition, state, to).messages[0].endswith(".")


def test_words_are_open_only_while_it_is_written():
    rules.check_open(ObservationState.SEEN)
    for state in rules.SHOWN:
        refused(rules.check_open, state)


@pytest.mark.parametrize("days", [-1, 400])
def test_a_time_is_to_come_and_within_a_year(days):
    assert (
        "planned_for"
        in refused(rules.check_planned_for, NOW + timedelta(days=days), NOW).message_dict
    )


def test_what_was_seen_was_lately():
    rules.check_seen_at(NOW - timedelta(days=3), NOW)
    refused(rules.check_seen_at, NOW + timedelta(minutes=1), NOW)
    refused(rules.check_seen_at, NOW - timedelta(days=90), NOW)


@pytest.mark.parametrize("minutes", [0, 241])
def test_a_session_has_a_length(minutes):
    refused(rules.check_minutes, minutes)


def test_a_focus_belongs_to_a_developmental_one():
    rules.check_focus(FORMAL, "")
    assert "focus" in refused(rules.check_focus, DEVELOPMENTAL, " ").message_dict


# Write-up --------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["", "One.", "Ask once more.\nThen wait.", "By 10. March"])
def test_one_step_is_one_step(words):
    rules.check_one_next_step(words)


@pytest.mark.parametrize("words", ["1. Ask\n2. Wait", "- ask\n- wait", "ask; wait; sum up"])
def test_a_list_is_no_next_step(words):
    assert "next_step" in refused(rules.check_one_next_step, words).message_dict


def test_a_write_up_says_what_worked_and_a_developmental_one_has_a_step():
    rules.check_write_up(FORMAL, "It worked.", "")
    assert set(refused(rules.check_write_up, DEVELOPMENTAL, "", "").message_dict) == {
        "strengths",
        "next_step",
    }


def test_a_step_is_for_a_day_to_come():
    rules.check_next_step_on(None, date(2026, 3, 4))
    refused(rules.check_next_step_on, date(2026, 3, 3), date(2026, 3, 4))


def test_a_mentor_looks_herself_first_or_waits_five_days():
    is_open = rules.are_words_open
    assert not is_open(DEVELOPMENTAL, NOW, None, NOW)
    assert is_open(FORMAL, None, NOW, NOW)
    assert not is_open(DEVELOPMENTAL, None, NOW, NOW + timedelta(days=4, hours=23))
    assert is_open(DEVELOPMENTAL, None, NOW, NOW + timedelta(days=5))
    assert is_open(DEVELOPMENTAL, NOW, NOW, NOW)


@pytest.mark.parametrize(
    ("stance", "response", "field"),
    [
        ("", "", "stance"),
        (Stance.AGREED, "But", "stance"),
        (Stance.WITH_COMMENT, " ", "response"),
        (Stance.NOT_AGREED, "", "response"),
    ],
)
def test_an_answer_and_its_words_belong_together(stance, response, field):
    assert field in refused(rules.check_response, stance, response).message_dict


def test_nobody_signs_what_she_did_not_have_before_her():
    rules.check_words("a", "a")
    assert refused(rules.check_words, "a", "b").code == "stale"


# Ratings ---------------------------------------------------------------------------


def test_not_seen_needs_no_sentence_and_every_other_level_one_of_forty_characters():
    assert rules.rating_problem(Level.NOT_SEEN, "") == ""
    assert "30 more" in rules.rating_problem(Level.STRONG, "0123456789")
    assert rules.rating_problem(Level.DEVELOPING, "x" * 40) == ""
    assert rules.rating_problem("great", LONG)


def test_ratings_are_whole_when_every_criterion_is():
    one, none = Rated(Level.SECURE, LONG), Rated(Level.NOT_SEEN)
    assert rules.is_whole([1, 2], {1: one, 2: none})
    assert not rules.is_whole([1, 2], {1: one})
    assert not rules.is_whole([1], {1: Rated(Level.SECURE, "Short")})


def test_a_mark_changes_with_any_word():
    one = rules.ratings_mark({1: Rated(Level.SECURE, LONG)})
    assert one == rules.ratings_mark({1: Rated(Level.SECURE, LONG)})
    assert one != rules.ratings_mark({1: Rated(Level.STRONG, LONG)})


@pytest.mark.parametrize(
    ("one", "other", "words", "same"),
    [
        (Level.SECURE, Level.SECURE, "The same", True),
        (Level.SECURE, Level.STRONG, "One step apart", False),
        (Level.STRONG, Level.DEVELOPING, "Two steps apart", False),
        (Level.NOT_SEEN, Level.SECURE, "One of you did not see it", False),
        (Level.NOT_SEEN, Level.NOT_SEEN, "The same", True),
    ],
)
def test_how_far_two_observers_are_apart(one, other, words, same):
    found = rules.agreement_between(one, other)
    assert (found.words, found.is_same) == (words, same)


def test_agreement_is_summed_up():
    rows = [rules.agreement_between(Level.SECURE, level) for level in (Level.SECURE, Level.STRONG)]
    assert rules.agreement_words(rows) == "1 of 2 the same"


# Talk ------------------------------------------------------------------------------


def test_the_figures_are_sentences_and_no_grade():
    tally = Tally(7, 5, 300, 700, 14)
    assert rules.question_words(tally) == "7 of 12 questions were open (58 %)."
    assert "50 %" in rules.yardstick_words(tally)
    assert "70 % of the talking" in rules.talk_words(tally)
    assert rules.silence_words(tally) == "The longest silence lasted 0:14."


def test_what_was_not_counted_is_not_said():
    empty = Tally()
    assert empty.is_empty
    for words in (
        rules.question_words,
        rules.yardstick_words,
        rules.talk_words,
        rules.silence_words,
    ):
        assert words(empty) == ""


@pytest.mark.parametrize(("text", "seconds"), [("7:30", 450), ("7", 420), ("0:05", 5)])
def test_a_clock_is_read(text, seconds):
    assert rules.seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "7:75", "a", "-1", "1:2:3", "٧", "99999"])
def test_what_is_no_clock_is_refused(text):
    refused(rules.seconds_of, text)


def test_counts_have_bounds():
    assert set(refused(rules.check_tally, Tally(1000, -1, 0, 99_999, 0)).message_dict) == {
        "open_questions",
        "closed_questions",
        "learner_seconds",
    }


# Recording, templates, words -------------------------------------------------------


@pytest.mark.parametrize("now", RecordingConsent)
def test_a_recording_is_asked_for_before_it_is_answered(now):
    for to in RecordingConsent:
        if to in rules.recording.MOVES[now]:
            rules.check_recording_move(now, to)
        else:
            refused(rules.check_recording_move, now, to)


def test_without_an_answer_or_a_yes_nothing_recorded_counts_as_seen():
    rules.check_recording_settled(RecordingConsent.GIVEN, Setting.RECORDED)
    rules.check_recording_settled(RecordingConsent.REFUSED, Setting.ONE_TO_ONE)
    refused(rules.check_recording_settled, RecordingConsent.ASKED, Setting.ONE_TO_ONE)
    refused(rules.check_recording_settled, RecordingConsent.REFUSED, Setting.RECORDED)


def test_a_template_has_a_title_and_criteria_that_differ():
    rows = (CriterionText("Listens"), CriterionText("Asks"))
    rules.check_template(TemplateText("Ours", "", rows))
    refused(rules.check_template, TemplateText(" ", "", rows))
    refused(rules.check_template, TemplateText("Ours", "", ()))
    refused(rules.check_template, TemplateText("Ours", "", (*rows, CriterionText("listens "))))


def test_codes_are_read_as_people_write_them():
    assert rules.codes_of("S1, K6;a  S1") == ("S1", "K6", "a")


def test_the_hash_is_over_the_words_and_not_over_silence_or_order():
    one = rules.words_hash({"a": 1, "b": {"c": "", "d": None}})
    assert one == rules.words_hash({"b": {}, "a": 1})
    assert one != rules.words_hash({"a": 2})
