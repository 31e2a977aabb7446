from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.records import rules
from assessments.records.rules import (
    TRANSITIONS,
    Asked,
    Decision,
    Findings,
    Item,
    Need,
    NewAction,
    OpenAction,
    RecordContent,
    RecordPart,
    RecordState,
    Review,
    ReviewKind,
    Stance,
)
from assessments.supervision.rules.kinds import SessionType

MONDAY = date(2026, 5, 11)
FULL = RecordContent(
    agenda=(Item("A talk", "In short", key="n1"),),
    decisions=(Decision("What", "Why", due_on=MONDAY),),
    reviews=(Review(4, "Earlier", ReviewKind.CARRIED, "", MONDAY),),
    actions=(NewAction("A step", MONDAY),),
    needs=(Need("To learn", MONDAY),),
    caseload=82,
    manageable=3,
    practice_theme="Questions",
    statements=(3, 1),
    learning="To wait",
    support=("more", "eap"),
    wellbeing_discussed=True,
    next_on=MONDAY,
    safeguarding_asked=Asked.NO,
)


# States ------------------------------------------------------------------------------


def test_every_state_has_its_ways_on_and_locked_has_none():
    assert set(TRANSITIONS) == set(RecordState)
    assert TRANSITIONS[RecordState.LOCKED] == frozenset()


@pytest.mark.parametrize("state", RecordState)
@pytest.mark.parametrize("to", RecordState)
def test_what_is_no_transition_is_refused_with_a_sentence(state, to):
    if to in TRANSITIONS[state]:
        rules.check_transition(state, to)
        return
    with pytest.raises(ValidationError) as refused:
        rules.check_transition(state, to)
    assert refused.value.messages[0].endswith(".")


@pytest.mark.parametrize("state", RecordState)
def test_only_a_draft_and_what_was_returned_can_be_changed(state):
    if state in (RecordState.DRAFTED, RecordState.RETURNED):
        rules.check_open(state)
    else:
        with pytest.raises(ValidationError):
            rules.check_open(state)


@pytest.mark.parametrize(
    ("stance", "comment", "field"),
    [
        (Stance.AGREED, "", None),
        (Stance.WITH_COMMENT, "One thing.", None),
        (Stance.NOT_AGREED, "I see it otherwise.", None),
        (Stance.AGREED, "One thing.", "stance"),
        (Stance.WITH_COMMENT, "  ", "comment"),
        (Stance.NOT_AGREED, "", "comment"),
        ("perhaps", "", "stance"),
    ],
)
def test_an_answer_has_the_words_it_needs(stance, comment, field):
    if field is None:
        rules.check_stance(stance, comment)
        return
    with pytest.raises(ValidationError) as refused:
        rules.check_stance(stance, comment)
    assert list(refused.value.message_dict) == [field]


# Parts -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SessionType)
def test_every_kind_has_its_parts(kind):
    assert rules.parts_of(kind) <= set(RecordPart)


def test_a_safeguarding_record_has_room_for_themes_of_practice_alone():
    assert rules.parts_of(SessionType.SAFEGUARDING) == {RecordPart.PRACTICE, RecordPart.NEXT}


def test_a_debrief_keeps_that_it_was_and_the_support_offered():
    assert rules.parts_of(SessionType.DEBRIEF) == {RecordPart.WELLBEING, RecordPart.NEXT}


def test_nobody_looks_at_a_groups_open_actions():
    assert RecordPart.REVIEWS not in rules.parts_of(SessionType.GROUP)


def test_what_a_kind_has_no_room_for_is_not_kept():
    kept = rules.within(FULL, rules.parts_of(SessionType.SAFEGUARDING))

    assert kept.practice_theme == "Questions"
    assert (kept.learning, kept.agenda, kept.actions) == ("", (), ())
    assert kept.safeguarding_asked == Asked.NO


# Words -------------------------------------------------------------------------------


def test_a_body_says_again_what_was_put_in():
    again = rules.from_body(rules.as_body(FULL))

    assert rules.from_body(rules.as_body(RecordContent(caseload=0))).caseload == 0
    for name in ("reviews", "actions", "needs", "caseload", "support", "next_on", "learning"):
        assert getattr(again, name) == getattr(FULL, name)


def test_empty_rows_and_windows_line_ends_are_tidied():
    content = rules.tidied(
        RecordContent(agenda=(Item("", ""), Item(" A ", "one\r\ntwo ")), statements=(3, 1, 3))
    )

    assert content.agenda == (Item("A", "one\ntwo"),)
    assert content.statements == (1, 3)


def test_the_hash_stays_the_same_for_the_same_words():
    """A record that was signed years ago must still be told from a changed one: this value is
    never to be changed."""
    facts = {"session": 7, "kind": "managerial", "held_on": "2026-05-11"}

    assert rules.words_hash(facts, FULL) == rules.words_hash(dict(reversed(facts.items())), FULL)
    known = "4fed3312dedc1eeefe7a32c078f67e09fd00fb15c3b2a0cf731021ae8ce161cb"
    assert rules.words_hash(facts, FULL) == known


def test_how_an_item_is_called_by_the_page_is_not_signed():
    other = RecordContent(**{**vars(FULL), "agenda": (Item("A talk", "In short", key="n2"),)})

    assert rules.words_hash({}, FULL) == rules.words_hash({}, other)
    assert rules.is_same(FULL, other)


@given(st.text(min_size=1))
def test_every_other_word_gives_another_hash(word):
    other = RecordContent(**{**vars(FULL), "learning": FULL.learning + word})

    assert rules.words_hash({}, FULL) != rules.words_hash({}, other)


def test_what_is_signed_is_what_stands():
    rules.check_words("a", "a")
    with pytest.raises(ValidationError) as refused:
        rules.check_words("a", "b")
    assert refused.value.code == "stale"


# Checks ------------------------------------------------------------------------------


def missing(content, **given):
    return rules.missing(content, earliest=MONDAY, **given)


def test_a_whole_record_lacks_nothing():
    assert missing(FULL, open_actions=[OpenAction(4)]) == []


def test_the_safeguarding_question_is_always_answered():
    (problem,) = missing(RecordContent())

    assert "safeguarding question" in problem


def test_each_open_action_needs_an_update_here_or_on_its_own_page():
    content = RecordContent(safeguarding_asked=Asked.NO)
    actions = [OpenAction(1), OpenAction(2), OpenAction(3)]

    assert missing(content, open_actions=actions) == ["3 open actions have no update yet."]
    assert missing(content, open_actions=actions, updated=[1, 2]) == [
        "1 open action has no update yet."
    ]
    assert missing(content, open_actions=actions, updated=[1, 2, 3]) == []


@pytest.mark.parametrize(
    ("review", "problems"),
    [
        (Review(1, "x", ReviewKind.PROGRESS, ""), 1),
        (Review(1, "x", ReviewKind.DONE, ""), 1),
        (Review(1, "x", ReviewKind.DROPPED, ""), 1),
        (Review(1, "x", ReviewKind.CHANGED, "", None), 2),
        (Review(1, "x", ReviewKind.CARRIED, "", None), 1),
        (Review(1, "x", ReviewKind.CARRIED, "", date(2026, 5, 10)), 1),
        (Review(1, "x", ReviewKind.CARRIED, "", MONDAY), 0),
        (Review(1, "x", ReviewKind.DONE, "It shows."), 0),
    ],
)
def test_an_update_says_what_its_kind_needs(review, problems):
    content = RecordContent(reviews=(review,), safeguarding_asked=Asked.NO)

    assert len(missing(content, open_actions=[OpenAction(1)])) == problems


@pytest.mark.parametrize(
    ("kind", "refused"),
    [
        (ReviewKind.CARRIED, True),
        (ReviewKind.CHANGED, False),
        (ReviewKind.DROPPED, False),
        (ReviewKind.DONE, False),
    ],
)
def test_what_was_carried_three_times_is_not_carried_again(kind, refused):
    review = Review(1, "x", kind, "Words", MONDAY)
    content = RecordContent(reviews=(review,), safeguarding_asked=Asked.NO)

    found = missing(content, open_actions=[OpenAction(1, carried=3)])

    assert any("3 times" in problem for problem in found) == refused


def test_rows_half_written_are_named():
    content = RecordContent(
        agenda=(Item("", "Words"),),
        decisions=(Decision("", "Because"),),
        actions=(NewAction("A step"),),
        needs=(Need("To learn"),),
        safeguarding_asked=Asked.NO,
    )

    assert len(missing(content)) == 3
    assert len(missing(content, is_group=True)) == 5


@pytest.mark.parametrize(
    ("asked", "pointers", "left", "problems"),
    [
        (Asked.NO, 0, 0, 0),
        (Asked.YES, 1, 0, 0),
        ("", 0, 0, 1),
        (Asked.YES, 0, 0, 1),
        (Asked.NO, 0, 2, 1),
        ("", 0, 1, 2),
    ],
)
def test_what_keeps_a_record_from_being_locked(asked, pointers, left, problems):
    if not problems:
        rules.check_can_be_locked(asked, pointers=pointers, left=left)
        return
    with pytest.raises(ValidationError) as refused:
        rules.check_can_be_locked(asked, pointers=pointers, left=left)
    assert len(refused.value.messages) == problems


def test_decisions_without_a_reason_are_counted_and_not_refused():
    decisions = (Decision("One", "Because"), Decision("Two"))

    assert rules.without_reason(decisions) == 1
    assert missing(RecordContent(decisions=decisions, safeguarding_asked=Asked.NO)) == []


# Deadlines ---------------------------------------------------------------------------


def test_a_draft_is_due_in_five_working_days_and_both_signatures_in_ten():
    assert rules.draft_due_on(MONDAY) == date(2026, 5, 18)
    assert rules.signatures_due_on(MONDAY) == date(2026, 5, 25)


def test_days_on_which_the_college_is_closed_are_no_working_days():
    closed = [(date(2026, 5, 13), date(2026, 5, 15))]

    assert rules.draft_due_on(MONDAY, closed) == date(2026, 5, 21)


@pytest.mark.parametrize(
    ("shared_on", "today", "reminders"),
    [
        (date(2026, 5, 13), date(2026, 5, 20), 0),
        (date(2026, 5, 13), date(2026, 5, 21), 1),
        (date(2026, 5, 13), date(2026, 5, 25), 2),
        (date(2026, 5, 25), date(2026, 5, 27), 0),
        (date(2026, 5, 25), date(2026, 5, 28), 1),
        (date(2026, 5, 25), date(2026, 6, 1), 2),
    ],
)
def test_two_reminders_and_a_late_sharing_is_not_chased_twice_at_once(shared_on, today, reminders):
    assert rules.reminders_due(MONDAY, shared_on, today) == reminders


# Audits ------------------------------------------------------------------------------


@given(st.sets(st.integers(1, 10_000), max_size=200), st.integers(0, 10**12))
def test_one_in_twenty_is_drawn_at_least_one_and_the_same_again(keys, seed):
    drawn = rules.draw(keys, seed)

    assert len(drawn) == -(-len(keys) // 20)
    assert set(drawn) <= keys
    assert rules.draw(sorted(keys, reverse=True), seed) == drawn


def test_names_are_replaced_and_others_blacked_out():
    parts = {"Yasmin": "the mentor", "Yasmin Haddad": "the mentor", "Helen": "the supervisor"}
    words = "YASMIN Haddad told Helen that Sam’s sample was Samantha’s."
    said = rules.black_out(words, parts, ["Sam"])

    assert said == ("the mentor told the supervisor that █████’s sample was Samantha’s.")


def test_four_answers_and_no_fewer():
    rules.check_answered(vars(Findings(True, False, True, False)))
    with pytest.raises(ValidationError):
        rules.check_answered({"has_reasons": True})
