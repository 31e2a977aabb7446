"""Pure rules: no database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from assessments.supervision.rules import agreement_words as words
from assessments.supervision.rules import agreements as rules
from assessments.supervision.rules.agreements import Readiness
from assessments.supervision.rules.kinds import SessionType
from assessments.supervision.rules.states import AgreementState

DAY = date(2026, 11, 22)
CONTENT = rules.starting_content(DAY)
NAMES = words.Names("Yasmin Haddad", "Helen Ashworth")
WHO = {"version": 1, "supervisee": 1, "supervisor": 2, "manager": None}
OPEN = rules.types_open_to(is_manager=False, is_dsl=False)


def check(**fields):
    rules.check_content(replace(CONTENT, **fields), open_types=OPEN)


def test_every_state_has_its_moves_and_its_sentence():
    assert set(rules.TRANSITIONS) == set(rules.NOT_NOW) == set(AgreementState)
    assert all(set(after) <= set(AgreementState) for after in rules.TRANSITIONS.values())


@pytest.mark.parametrize("before", AgreementState)
@pytest.mark.parametrize("after", AgreementState)
def test_a_move_that_is_not_in_the_table_is_refused(before, after):
    if after in rules.TRANSITIONS[before]:
        rules.check_transition(before, after)
    else:
        with pytest.raises(ValidationError, match=rules.NOT_NOW[before][:20]):
            rules.check_transition(before, after)


def test_the_wordings_given_may_be_offered_as_they_are():
    check()

    assert CONTENT.review_on == date(2027, 11, 22)
    assert "someone may be at risk of harm" in CONTENT.limits


def test_a_line_manager_begins_with_a_managerial_session():
    content = rules.starting_content(DAY, with_manager=True)

    assert content.types == (SessionType.MANAGERIAL,)
    assert content.shared_with_manager == ()


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [(date(2026, 11, 30), 3, date(2027, 2, 28)), (date(2028, 2, 29), 12, date(2029, 2, 28)),
     (date(2026, 12, 31), 12, date(2027, 12, 31)), (date(2026, 1, 15), 24, date(2028, 1, 15))],
)  # fmt: skip
def test_months_later(day, months, later):
    assert rules.months_later(day, months) == later


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"types": ()}, "types"),
        ({"types": (SessionType.MANAGERIAL,)}, "types"),
        ({"types": (SessionType.SAFEGUARDING,)}, "types"),
        ({"types": ("tea",)}, "types"),
        ({"review_on": DAY}, "review_on"),
        ({"review_on": date(2027, 11, 23)}, "review_on"),
        ({"shared_with_manager": ("everything",)}, "shared_with_manager"),
        ({"limits": "  "}, "limits"),
        ({"purpose": "x" * 1001}, "purpose"),
        ({"place": "x" * 201}, "place"),
        ({"adjustments": "x" * 501}, "adjustments"),
    ],
)
def test_what_cannot_be_agreed_names_the_field(fields, name):
    with pytest.raises(ValidationError) as refused:
        check(**fields)

    assert list(refused.value.error_dict) == [name]


@pytest.mark.parametrize(
    ("is_manager", "is_dsl", "has", "has_not"),
    [
        (True, False, SessionType.PROBATION, SessionType.REFLECTIVE),
        (True, True, SessionType.MANAGERIAL, SessionType.SAFEGUARDING),
        (False, False, SessionType.REFLECTIVE, SessionType.MANAGERIAL),
        (False, False, SessionType.PROBATION, SessionType.SAFEGUARDING),
        (False, True, SessionType.SAFEGUARDING, SessionType.MANAGERIAL),
    ],
)
def test_which_kinds_two_people_may_agree_on(is_manager, is_dsl, has, has_not):
    found = rules.types_open_to(is_manager=is_manager, is_dsl=is_dsl)

    assert has in found
    assert has_not not in found


@pytest.mark.parametrize(
    ("fte", "most"), [("1", 20), ("0.5", 10), ("0.2", 4), ("0.05", 1), ("0.33", 6)]
)
def test_most_supervisees(fte, most):
    assert rules.most_supervisees(Decimal(fte)) == most


@pytest.mark.parametrize(
    ("post", "says"),
    [
        (Readiness(has_post=False), "No time for supervising"),
        (Readiness(True, Decimal("0.5")), "No training as a supervisor"),
        (Readiness(True, Decimal("0.5"), date(2024, 11, 22)), "No training as a supervisor"),
        (Readiness(True, Decimal("0.5"), date(2024, 11, 23)), ""),
        (Readiness(True, Decimal("0.5"), DAY, None, 9), ""),
        (Readiness(True, Decimal("0.5"), DAY, None, 10), "10 of 10"),
        (Readiness(True, Decimal("0.5"), DAY, date(2026, 11, 21), 10), "10 of 10"),
        (Readiness(True, Decimal("0.5"), DAY, DAY, 10), ""),
    ],
)
def test_a_supervisor_is_trained_and_has_room(post, says):
    problem = rules.why_not_ready(post, DAY)

    assert says in problem
    assert bool(problem) == bool(says)


@pytest.mark.parametrize(
    ("is_here", "left_on", "is_fine"),
    [(True, None, True), (True, DAY, True), (True, date(2026, 11, 21), False),
     (False, None, False)],
)  # fmt: skip
def test_nothing_is_agreed_with_somebody_who_has_left(is_here, left_on, is_fine):
    if is_fine:
        rules.check_works_here("Sam", is_here=is_here, left_on=left_on, day=DAY)
    else:
        with pytest.raises(ValidationError, match="does not work here"):
            rules.check_works_here("Sam", is_here=is_here, left_on=left_on, day=DAY)


@pytest.mark.parametrize(
    ("ends_on", "ends_before", "is_fine"),
    [(DAY, None, True), (date(2026, 11, 21), None, False), (date(2027, 1, 1), DAY, False),
     (DAY, DAY, False), (DAY, date(2027, 1, 1), True)],
)  # fmt: skip
def test_a_last_day_is_brought_forward_never_put_off(ends_on, ends_before, is_fine):
    values = {"starts_on": date(2026, 1, 1), "ends_before": ends_before, "today": DAY}
    if is_fine:
        rules.check_end(ends_on, **values)
    else:
        with pytest.raises(ValidationError):
            rules.check_end(ends_on, **values)


@pytest.mark.parametrize(
    ("today", "is_time"),
    [(date(2027, 2, 21), False), (date(2027, 2, 22), True), (date(2027, 3, 21), True),
     (date(2027, 3, 22), False)],
)  # fmt: skip
def test_the_first_look_is_three_months_in(today, is_time):
    found = rules.is_time_for_first_look(starts_on=DAY, review_on=date(2027, 11, 22), today=today)

    assert found == is_time


def test_the_first_look_gives_way_to_an_early_review():
    day = date(2027, 2, 22)

    assert not rules.is_time_for_first_look(starts_on=DAY, review_on=day, today=day)


def test_the_hash_is_over_the_words_and_not_over_how_they_were_typed():
    typed = replace(CONTENT, purpose=" Time to think.  \r\nFor both. ", types=CONTENT.types[::-1])
    stored = replace(CONTENT, purpose="Time to think.\nFor both.")

    assert words.words_hash(typed, **WHO) == words.words_hash(stored, **WHO)


@pytest.mark.parametrize(
    "change",
    [{"limits": "Everything stays secret."}, {"review_on": date(2027, 11, 21)}, {"minutes": 45},
     {"adjustments": "A quiet room."}, {"shows_training": True}],
)  # fmt: skip
def test_every_word_and_day_is_in_the_hash(change):
    assert words.words_hash(replace(CONTENT, **change), **WHO) != words.words_hash(CONTENT, **WHO)


@pytest.mark.parametrize("who", [{"version": 2}, {"supervisor": 3}, {"manager": 4}])
def test_who_signs_is_in_the_hash(who):
    assert words.words_hash(CONTENT, **{**WHO, **who}) != words.words_hash(CONTENT, **WHO)


@pytest.mark.parametrize(
    ("days", "said"),
    [(None, "As often as the college’s policy says"), (7, "At least every week"),
     (42, "At least every 6 weeks"), (30, "At least every 30 days")],
)  # fmt: skip
def test_rhythm(days, said):
    assert words.rhythm(days) == said


def test_every_part_of_the_content_is_read_before_it_is_signed():
    content = replace(CONTENT, adjustments="A quiet room.", place="Room 4")

    keys = {line.key for chapter in words.chapters(content, NAMES) for line in chapter.lines}

    assert keys == set(rules.CONTENT_FIELDS) - {"medium"}  # said with the place


def test_differences_are_shown_word_by_word_on_both_sides():
    before = words.chapters(replace(CONTENT, purpose="Time to think."), NAMES)
    after = words.chapters(replace(CONTENT, purpose="Time to think aloud."), NAMES)

    (found,) = words.differences(before, after)

    assert found.label == "Purpose"
    assert [(piece.words, piece.is_other) for piece in found.before] == [
        ("Time to ", False), ("think.", True)]  # fmt: skip
    assert [(piece.words, piece.is_other) for piece in found.after] == [
        ("Time to ", False), ("think aloud.", True)]  # fmt: skip


def test_a_line_that_is_new_or_gone_is_different_too():
    plain = words.chapters(CONTENT, NAMES)
    with_needs = words.chapters(replace(CONTENT, adjustments="A quiet room."), NAMES)

    (new,) = words.differences(plain, with_needs)
    (gone,) = words.differences(with_needs, plain)

    assert (new.before, new.after[0].words) == ((), "A quiet room.")
    assert (gone.after, gone.before[0].words) == ((), "A quiet room.")
    assert words.differences(plain, plain) == []
