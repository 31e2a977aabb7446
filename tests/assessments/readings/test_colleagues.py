"""What colleagues said: only of the rounds that the mentor shares."""

import pytest
from django.urls import reverse

from assessments.readings.rules import InputKind
from tests.factories.colleagues import colleague_answer, colleague_round, heard_without_names
from tests.factories.people import days_ago
from tests.factories.readings import at

pytestmark = pytest.mark.django_db


def section_of(read, person, reader=None):
    return read(person, reader).section(InputKind.COLLEAGUE)


@pytest.mark.parametrize("who", ["mentor", "manager"])
def test_a_shared_round_comes_with_its_figures_and_words(read, mentor, who, framework, request):
    row = heard_without_names(mentor, is_shared=True)

    section = section_of(read, mentor, request.getfixturevalue(who))

    [piece], [figure], [table] = section.pieces, section.figures, section.tables
    assert (piece.key, piece.on) == (f"colleague:{row.pk}", days_ago(1))
    assert piece.url == reverse("colleagues:round_detail", args=[row.pk])
    assert piece.meta == "n = 6 of 7 asked, without names"
    assert piece.codes == ("a", "b", "S2", "S8")
    assert (figure.value, figure.note) == ("6 of 7", "without names")
    assert table.rows[1] == ["Asks, where others would tell", "4.0", "3.1 to 4.9", "0.9", "6"]
    assert sum(note.startswith("To keep doing: ") for note in section.notes) == 6
    assert section.gaps == []


@pytest.mark.parametrize("who", ["mentor", "manager"])
def test_what_is_not_shared_is_no_input_and_not_asking_says_nothing(
    read, mentor, who, framework, request
):
    heard_without_names(mentor)
    colleague_answer(colleague_round(mentor))

    section = section_of(read, mentor, request.getfixturevalue(who))

    assert section.is_empty
    assert section.gaps == ["Nothing that colleagues said is shared for this time."]


def test_a_named_round_brings_its_names(read, mentor, manager, framework):
    colleague_answer(colleague_round(mentor, state="closed", is_shared=True))

    section = section_of(read, mentor, manager)

    assert section.pieces[0].meta == "n = 1 of 1 asked, by name"
    assert section.notes[0].endswith("(Ines Duarte)")
    assert section.tables[0].rows[0][1:] == ["4.0", "–", "–", "1"]


def test_a_new_manager_reads_no_round_that_was_closed_before_her(
    read, mentor, manager, other_manager, framework
):
    heard_without_names(mentor, is_shared=True, closed_at=at(days_ago(40)))
    mentor.reporting_lines.update(manager=other_manager, starts_on=days_ago(10))

    assert section_of(read, mentor, other_manager).pieces == []
    assert len(section_of(read, mentor).pieces) == 1
