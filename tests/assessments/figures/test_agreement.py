import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.figures.rules.agreement import (
    MEANINGS,
    Shared,
    agreement_level,
    agreement_words,
    krippendorff_alpha,
    percent_agreement,
    weighted_kappa,
)

TABLE = Path(__file__).with_name("agreement.csv")
NEAR = 1e-9  # the table has ten places
SCALE = (1, 2, 3, 4)
RATERS = st.lists(
    st.lists(st.sampled_from([None, *SCALE]), min_size=6, max_size=6), min_size=2, max_size=5
)


def reference(what: str) -> list[tuple[list[list[int | None]], float]]:
    """Each rater’s ratings, and the figure as another package worked it out."""
    lines = [line for line in TABLE.read_text().splitlines() if not line.startswith("#")]
    return [
        (
            [
                [None if value == "-" else int(value) for value in rater.split()]
                for rater in row["given"].split("|")
            ],
            float(row["value"]),
        )
        for row in csv.DictReader(lines)
        if row["what"] == what
    ]


def units(raters):
    return list(zip(*raters, strict=True))


def test_the_table_has_rows_of_every_kind():
    assert [len(reference(what)) >= 8 for what in ("kappa", "alpha", "percent")] == [True] * 3


def test_kappa_is_as_in_the_table():
    for (first, second), value in reference("kappa"):
        assert weighted_kappa(first, second, scale=SCALE) == pytest.approx(value, abs=NEAR)


def test_alpha_is_as_in_the_table():
    for raters, value in reference("alpha"):
        assert krippendorff_alpha(units(raters)) == pytest.approx(value, abs=NEAR)


def test_percent_agreement_is_as_in_the_table():
    for raters, value in reference("percent"):
        assert percent_agreement(units(raters)).share == pytest.approx(value, abs=NEAR)


@given(RATERS)
def test_the_order_of_raters_and_of_units_plays_no_part(raters):
    here, there = units(raters), units(raters[::-1])[::-1]

    assert percent_agreement(here) == percent_agreement(there)
    one, other = krippendorff_alpha(here), krippendorff_alpha(there)
    assert (one is None) == (other is None)
    assert one == pytest.approx(other) if one is not None else True


@given(RATERS)
def test_no_figure_is_over_one(raters):
    alpha = krippendorff_alpha(units(raters))
    kappa = weighted_kappa(raters[0], raters[1], scale=SCALE)

    assert all(figure is None or figure <= 1 + NEAR for figure in (alpha, kappa))


def test_raters_who_always_agree_reach_one():
    assert krippendorff_alpha([(1, 1), (3, 3, 3), (4, 4)]) == 1
    assert weighted_kappa([1, 3, 4], [1, 3, 4], scale=SCALE) == 1


def test_what_one_left_out_is_left_out():
    assert weighted_kappa([1, None, 4, 2], [1, 3, 4, None], scale=SCALE) == 1
    assert percent_agreement([(1, None, 1), (2, 3), (4,), ()]) == Shared(1, 2)


@pytest.mark.parametrize("nothing", [[], [()], [(3,)], [(None, 3)], [(3, 3), (3, 3)]])
def test_where_there_is_nothing_to_go_by_there_is_no_figure(nothing):
    assert krippendorff_alpha(nothing) is None


def test_two_raters_with_nothing_in_common_have_no_kappa():
    assert weighted_kappa([None, 2], [3, None], scale=SCALE) is None
    assert weighted_kappa([3, 3], [3, 3], scale=SCALE) is None
    assert Shared(0, 0).share is None


def test_a_rating_off_the_scale_is_refused():
    with pytest.raises(ValueError, match="not on the scale"):
        weighted_kappa([0, 2], [1, 2], scale=SCALE)


def test_two_raters_rate_the_same_things():
    with pytest.raises(ValueError, match="shorter"):
        weighted_kappa([1, 2, 3], [1, 2], scale=SCALE)


@pytest.mark.parametrize(
    ("figure", "level"),
    [(1.0, "almost perfect"), (0.81, "almost perfect"), (0.806, "almost perfect"),
     (0.80, "substantial"), (0.61, "substantial"), (0.5, "moderate"), (0.21, "fair"),
     (0.2, "slight"), (0.0, "slight"), (-0.3, "none"), (None, "")],
)  # fmt: skip
def test_a_figure_has_a_word(figure, level):
    assert agreement_level(figure) == level


def test_the_words_say_what_to_do_next():
    assert agreement_words(0.7) == f"substantial: {MEANINGS['substantial']}"
    assert agreement_words(-0.5).startswith("none: less than chance would give; you")
    assert "not worked out" in agreement_words(None)
