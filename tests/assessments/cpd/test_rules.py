from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.cpd import rules
from assessments.cpd.rules import (
    ActivityGroup,
    ActivityType,
    EntryContent,
    EntryState,
    Grade,
    Policy,
)

TODAY = date(2026, 11, 22)
DONE = "From Monday I open each review with one exception question, and count them by half-term."


FULL = EntryContent(
    title="Talk", start_on=TODAY, activity_type="workshop", minutes=60, application=DONE,
    shared_summary="A talk about questions that open a review.",
)  # fmt: skip


def check(**fields):
    given_fields = {"start_on": TODAY, "end_on": None, "minutes": 60, **fields}
    rules.check_entry(**given_fields, today=TODAY)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"minutes": None},
        {"minutes": 1},
        {"minutes": 480},
        {"start_on": date(2026, 11, 21), "end_on": TODAY, "minutes": 960},
        {"end_on": TODAY},
    ],
)
def test_an_entry_that_may_be_true_is_taken(fields):
    check(**fields)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 481}, "minutes"),
        ({"start_on": date(2026, 11, 21), "end_on": TODAY, "minutes": 961}, "minutes"),
        ({"start_on": date(2026, 11, 23)}, "start_on"),
        ({"start_on": date(26, 11, 22)}, "start_on"),
        ({"end_on": date(2026, 11, 23)}, "end_on"),
        ({"end_on": date(2026, 11, 21)}, "end_on"),
    ],
)
def test_what_cannot_be_true_is_refused_at_its_field(fields, field):
    with pytest.raises(ValidationError) as caught:
        check(**fields)

    assert list(caught.value.message_dict) == [field]


def test_four_statements_are_taken_and_five_refused():
    rules.check_statements(0)
    rules.check_statements(4)
    with pytest.raises(ValidationError, match="4 statements it fits best, not 5"):
        rules.check_statements(5)


@pytest.mark.parametrize("state", EntryState)
@pytest.mark.parametrize("to", EntryState)
def test_the_transition_table_is_total(state, to):
    if to in rules.TRANSITIONS[state]:
        rules.check_transition(state, to)
    else:
        with pytest.raises(ValidationError) as caught:
            rules.check_transition(state, to)
        assert caught.value.messages[0].endswith(".")


def test_every_state_stands_in_one_group_of_the_log():
    listed = [state for states in rules.STATES_OF.values() for state in states]

    assert sorted(listed) == sorted(EntryState)
    assert set(rules.STATES_OF) == set(rules.LogGroup)


@pytest.mark.parametrize("state", EntryState)
def test_private_is_what_the_chip_says_until_others_may_read(state):
    is_private = rules.visibility(state, is_shared=True) == rules.Visibility.PRIVATE

    assert is_private == (state not in rules.SEEN_BY_OTHERS)


def test_only_what_is_with_its_owner_can_be_changed():
    rules.check_can_be_changed(EntryState.DRAFT)
    rules.check_can_be_changed(EntryState.RETURNED)
    with pytest.raises(ValidationError, match="Bring this entry back"):
        rules.check_can_be_changed(EntryState.DISCARDED)
    for state in rules.SEEN_BY_OTHERS:
        with pytest.raises(ValidationError, match="Take it back"):
            rules.check_can_be_changed(state)


def test_a_discarded_entry_can_be_brought_back_for_thirty_days():
    discarded_at = datetime(2026, 11, 1, 9)

    rules.check_undo(discarded_at, discarded_at + timedelta(days=30))
    with pytest.raises(ValidationError, match="30 days"):
        rules.check_undo(discarded_at, discarded_at + timedelta(days=30, seconds=1))


def test_every_type_has_one_group():
    assert set(rules.GROUP_OF_TYPE) == set(ActivityType)
    assert set(rules.TYPES_OF_GROUP) == set(ActivityGroup)
    assert sum(map(len, rules.TYPES_OF_GROUP.values())) == len(ActivityType)


def test_mandatory_is_told_by_the_type():
    assert rules.is_mandatory("prevent")
    assert not rules.is_mandatory("podcast")
    assert not rules.is_mandatory("")


# Time -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45", 45), ("45 min", 45), ("45 minutes", 45), ("45m", 45), ("1h", 60), ("1 hour", 60),
        ("2 hours", 120), ("1h30", 90), ("1 h 30 min", 90), ("1:30", 90), ("0:05", 5),
        ("1.5 h", 90), ("1,5 hours", 90), ("12 hrs", 720), ("1h5", 65), ("0", 0),
    ],
)  # fmt: skip
def test_time_is_read_as_people_write_it(text, minutes):
    assert rules.read_minutes(text) == minutes


@pytest.mark.parametrize("text", ["soon", "1h75", "-5", "1:2:3", "½ h", "1e3", "90s", "999999"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValidationError, match="such as 45"):
        rules.read_minutes(text)


@given(st.integers(min_value=0, max_value=999 * 60))
def test_what_is_written_is_read_back(minutes):
    assert rules.read_minutes(rules.write_minutes(minutes)) == minutes


def test_no_time_is_written_as_nothing():
    assert rules.write_minutes(None) == ""


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 7, 31), "2025/26"),
        (date(2026, 8, 1), "2026/27"),
        (date(2027, 1, 1), "2026/27"),
        (date(1999, 9, 1), "1999/00"),
    ],
)
def test_the_cpd_year_turns_on_the_first_of_august(day, label):
    year = rules.cpd_year(day)

    assert year.label == label
    assert year.first_on <= day <= year.last_on


def test_years_run_back_to_the_first_entry():
    years = rules.years_between(date(2024, 7, 1), TODAY)

    assert [year.label for year in years] == ["2026/27", "2025/26", "2024/25", "2023/24"]
    assert [year.label for year in rules.years_between(None, TODAY)] == ["2026/27"]


def test_the_fullest_day_spreads_long_entries():
    monday, tuesday = date(2026, 11, 16), date(2026, 11, 17)

    assert rules.fullest_day([]) == (None, 0.0)
    assert rules.fullest_day([(monday, tuesday, 600), (tuesday, None, 60)]) == (tuesday, 360.0)


# Hints ----------------------------------------------------------------------------


def test_an_empty_entry_is_told_what_is_missing():
    hints = rules.unfinished(EntryContent(title="Talk", start_on=TODAY), statements=0)

    assert len(hints) == 5
    assert "at least 80 characters." in hints[2]


def test_a_full_entry_is_told_nothing():
    assert rules.unfinished(FULL, statements=1) == []


@pytest.mark.parametrize(
    ("lacks", "hint"),
    [
        ({"minutes": None}, "how long"),
        ({"activity_type": ""}, "what kind"),
        ({"application": " "}, "what you will do differently"),
        ({"application": "x" * 79}, "(79 so far)"),
        ({"shared_summary": "  "}, "summary"),
    ],
)
def test_each_thing_that_is_missing_is_named_alone(lacks, hint):
    [found] = rules.unfinished(replace(FULL, **lacks), statements=1)

    assert hint in found


def test_an_entry_without_a_statement_is_evidence_for_nothing():
    [found] = rules.unfinished(FULL, statements=0)

    assert "statements" in found


def test_the_college_says_how_much_is_enough():
    short = replace(FULL, application="I ask more.")

    assert rules.unfinished(short, statements=1)
    assert not rules.unfinished(short, statements=1, policy=Policy(shortest_application=11))


@given(
    st.builds(
        EntryContent,
        title=st.text(max_size=20),
        start_on=st.just(TODAY),
        minutes=st.none() | st.integers(1, 480),
        activity_type=st.sampled_from(["", *ActivityType.values]),
        application=st.text(max_size=200),
        shared_summary=st.text(max_size=20),
        what_i_learned=st.text(max_size=20),
        reflection=st.dictionaries(st.sampled_from(sorted(rules.ALL_PROMPTS)), st.text()),
    ),
    st.integers(0, 4),
)
def test_what_is_private_never_decides_whether_an_entry_is_complete(entry, statements):
    bare = replace(entry, what_i_learned="", reflection={}, cost=None)

    assert rules.unfinished(entry, statements=statements) == rules.unfinished(
        bare, statements=statements
    )


@given(st.text(max_size=300), st.integers(0, 300))
def test_an_application_is_long_enough_or_is_counted(text, least):
    found = rules.unfinished(
        replace(FULL, application=text), statements=1, policy=Policy(shortest_application=least)
    )

    assert (not found) == (len(text.strip()) >= least)


@pytest.mark.parametrize(
    ("status", "note", "application", "grade"),
    [
        ("", "", "", Grade.ACTIVITY),
        ("", "", DONE, Grade.APPLIED),
        ("too_early", "Not yet.", DONE, Grade.APPLIED),
        ("partly", " ", DONE, Grade.APPLIED),
        ("partly", "Two groups ask for it.", "", Grade.IMPACT),
        ("clear", "Two groups ask for it.", DONE, Grade.IMPACT),
    ],
)
def test_an_entry_is_graded_by_how_far_it_has_come(status, note, application, grade):
    assert grade == rules.grade(
        impact_status=status, impact_note=note, application=application, policy=rules.DEFAULT
    )


def test_answers_to_another_way_of_reflecting_are_kept():
    tidy = rules.tidy_reflection(
        {"what": " It was quiet. ", "feelings": "Calm", "x": "y", "free": " "}
    )

    assert tidy == {"what": "It was quiet.", "feelings": "Calm"}


def test_every_prompt_has_a_name_of_its_own():
    assert len(rules.ALL_PROMPTS) == sum(map(len, rules.PROMPTS.values()))
    assert set(rules.PROMPTS) == set(rules.ReflectionModel)


def test_a_short_application_is_counted():
    short = EntryContent(title="Talk", start_on=TODAY, application="Ask more. ")

    assert any("(9 so far)" in hint for hint in rules.unfinished(short, statements=1))


@pytest.mark.parametrize(
    ("activity_type", "minutes", "says"),
    [
        ("workshop", 119, ""),
        ("workshop", 120, "Keep a certificate, slide"),
        ("conference", 30, "Keep the certificate"),
        ("platform_module", 300, ""),
        ("", None, ""),
    ],
)
def test_evidence_is_asked_for_where_it_will_be_needed(activity_type, minutes, says):
    entry = EntryContent(title="x", start_on=TODAY, activity_type=activity_type, minutes=minutes)

    assert rules.evidence_to_keep(entry).startswith(says)
    assert bool(rules.evidence_to_keep(entry)) == bool(says)
