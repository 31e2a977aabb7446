from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from cms.people.escalation import rules
from cms.people.escalation.rules import SECTIONS, Contact, ContactKind

TODAY = date(2026, 11, 22)
CHECKED = datetime(2026, 9, 1, 9, tzinfo=UTC)


def contact(pk, kind="dsl", **facts):
    return Contact(pk=pk, kind=kind, name=f"Person {pk}", phone="01632 960140", **facts)


def card_of(*contacts, checked_at=CHECKED, on=TODAY):
    return rules.lay_out(
        contacts, checked_at=checked_at, checked_by="Martin Hale", check_days=90, on=on
    )


def test_every_kind_stands_in_one_section():
    kinds = [kind for section in SECTIONS for kind in section.kinds]

    assert sorted(kinds) == sorted(ContactKind)


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("01632 960140", "01632960140"),
        (" (01632) 960-140 ", "01632960140"),
        ("+44 (0)1632 960140", "+441632960140"),
        ("01632 960140 ext 12", "01632960140,12"),
        ("01632 960140 Ext. 12", "01632960140,12"),
        ("01632 960140x12", "01632960140,12"),
        ("ext 4410", "4410"),
        ("101", "101"),
        ("", ""),
        ("12", ""),
        ("ask at reception", ""),
        ("01632 960140 or 07700 900152", ""),
        ("0163296014001632960140", ""),
    ],
)
def test_what_a_phone_dials(phone, dialled):
    assert rules.tel_of(phone) == dialled


def test_words_are_no_number():
    with pytest.raises(ValidationError, match="number alone"):
        rules.check_phone("reception, until 5 pm")


@pytest.mark.parametrize(
    ("first", "last", "away"),
    [
        (None, None, False),
        (date(2026, 11, 22), None, True),
        (date(2026, 11, 23), None, False),
        (date(2026, 11, 1), date(2026, 11, 21), False),
        (date(2026, 11, 1), date(2026, 11, 22), True),
    ],
)
def test_both_days_of_an_absence_count(first, last, away):
    assert rules.is_away(first, last, TODAY) is away


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(None, TODAY, "away_from"), (TODAY, date(2026, 11, 21), "away_until")],
)
def test_an_absence_has_its_days_in_order(first, last, field):
    with pytest.raises(ValidationError) as refused:
        rules.check_absence(first, last)

    assert list(refused.value.error_dict) == [field]


@pytest.mark.parametrize(
    ("kind", "new_kind", "others"),
    [("dsl", "dsl", 0), ("dsl", None, 1), ("dsl", "deputy", 1), ("deputy", None, 0)],
)
def test_a_contact_may_go_while_a_lead_stays(kind, new_kind, others):
    rules.check_keeps_lead(kind, new_kind, others)


@pytest.mark.parametrize("new_kind", [None, "deputy"])
def test_the_last_lead_stays(new_kind):
    with pytest.raises(ValidationError, match="only safeguarding lead"):
        rules.check_keeps_lead("dsl", new_kind, 0)


def test_those_away_come_last_in_their_section_and_are_marked():
    card = card_of(
        contact(1, away_from=TODAY),
        contact(2, "deputy"),
        contact(3, "out_of_hours"),
        contact(4, "deputy"),
    )

    assert [(c.pk, c.is_away) for c in card.contacts] == [
        (2, False), (4, False), (1, True), (3, False),
    ]  # fmt: skip


def test_only_neighbours_on_the_day_can_change_places():
    card = card_of(contact(1), contact(2), contact(3, away_from=TODAY), contact(4, "adults"))

    assert [(c.pk, c.can_go_up, c.can_go_down) for c in card.contacts] == [
        (1, False, True), (2, True, False), (3, False, False), (4, False, False),
    ]  # fmt: skip


def test_sections_follow_one_another_and_empty_ones_are_left_out():
    card = card_of(contact(1, "staff_concern"), contact(2, "adults"), contact(3), contact(4, "dsl"))

    assert [(p.section.code, [c.pk for c in p.contacts]) for p in card.parts] == [
        ("line", [3, 4]), ("outside", [2]), ("staff", [1]),
    ]  # fmt: skip


def test_a_section_knows_when_nobody_in_it_is_there():
    card = card_of(contact(1, away_from=TODAY), contact(2, "children"))

    assert [part.is_all_away for part in card.parts] == [True, False]


@pytest.mark.parametrize(
    ("on", "is_stale"), [(date(2026, 11, 30), False), (date(2026, 12, 1), True)]
)
def test_the_card_is_stale_after_its_last_day(on, is_stale):
    card = card_of(contact(1), on=on)

    assert card.due_on == date(2026, 11, 30)
    assert card.is_stale is is_stale


def test_a_card_nobody_vouched_for_is_stale_and_an_empty_one_is_empty():
    assert card_of(contact(1), checked_at=None).is_stale
    empty = card_of(checked_at=None)
    assert (empty.is_empty, empty.is_stale, empty.has_lead) == (True, False, False)


def test_a_card_without_a_lead_cannot_be_confirmed():
    with pytest.raises(ValidationError, match="names no safeguarding lead"):
        rules.check_can_be_confirmed(card_of(contact(1, "deputy")))
    rules.check_can_be_confirmed(card_of(contact(1)))


@pytest.mark.parametrize(
    ("card", "title", "words"),
    [
        (card_of(), "names no lead", "Add the lead"),
        (card_of(contact(1), checked_at=None), "needs checking", "never been confirmed"),
        (card_of(contact(1)), "needs checking", "confirmed on 1 September 2026 by Martin Hale"),
    ],
)
def test_a_flag_says_what_to_do(card, title, words):
    said = rules.words_of_flag(card)

    assert title in said[0]
    assert words in said[1]


def test_a_contact_is_described_in_the_colleges_words_or_by_what_they_are():
    assert contact(1, role_words="Head of safety").about == "Head of safety"
    assert contact(1).about == "Safeguarding lead"
    assert contact(1, "out_of_hours").about == ""
