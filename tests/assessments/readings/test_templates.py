"""The parts that other screens include."""

from datetime import date

from django.template.loader import render_to_string

from assessments.readings.rules import Figure, InputKind, Piece, Section

PIECE = Piece(
    "observation:3",
    "Formal observation, by Helen <b>",
    InputKind.OBSERVATION,
    on=date(2026, 5, 4),
    url="/review/observations/3/",
    meta="2 secure",
)


def test_a_piece_is_ticked_by_its_key():
    html = render_to_string(
        "readings/piece_choice.html",
        {"piece": PIECE, "name": "area-1", "prefix": "a1", "chosen": ["observation:3"]},
    )

    assert 'name="area-1" value="observation:3" id="a1-observation3-observation" checked' in html
    assert 'for="a1-observation3-observation"' in html
    assert "Helen &lt;b&gt;" in html


def test_a_piece_that_is_not_chosen_is_not_ticked():
    html = render_to_string("readings/piece_choice.html", {"piece": PIECE, "chosen": []})

    assert 'name="pieces"' in html
    assert " checked" not in html


def test_a_section_says_its_caveat_its_figures_and_what_is_missing():
    section = Section(
        InputKind.OUTCOME,
        figures=[Figure("Attendance", "90.0 %", n=50, interval="78.6 % to 95.7 %", note="Close.")],
        gaps=["No total was brought in."],
    )
    html = render_to_string("readings/section.html", {"section": section})

    assert "Many causes" in html
    assert "n = 50, 78.6 % to 95.7 %. Close." in html
    assert "What is missing" in html


def test_an_empty_section_says_so():
    html = render_to_string("readings/section.html", {"section": Section(InputKind.VOICE)})

    assert "Nothing in this time." in html
