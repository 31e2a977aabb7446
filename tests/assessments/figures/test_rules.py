import pytest
from django.core.exceptions import ValidationError

from assessments.figures.rules.plots import HEIGHT, LEFT, PlotPoint, plot
from assessments.figures.rules.policies import FigureValues, check_figure_policy, policy_lines

USUAL = FigureValues()


def check(why: str = "", before: FigureValues = USUAL, **values: int) -> None:
    check_figure_policy(FigureValues(**{**vars(USUAL), **values}), before=before, why=why)


@pytest.mark.parametrize("name", ["respondents_from", "comments_from", "base_from"])
@pytest.mark.parametrize("number", [-1, 0, 4, 101])
def test_no_number_goes_under_five_or_over_a_hundred(name, number):
    with pytest.raises(ValidationError) as refused:
        check("It was agreed", **{name: number})

    assert name in refused.value.message_dict


def test_five_is_allowed_with_a_reason():
    check("Small teams", respondents_from=5, comments_from=5, base_from=5)


def test_a_lower_number_needs_a_reason():
    with pytest.raises(ValidationError, match="why"):
        check("  ", base_from=8)


def test_a_higher_number_needs_none():
    check(base_from=20)


def test_comments_never_come_from_fewer_answers_than_figures():
    with pytest.raises(ValidationError) as refused:
        check("A trial", respondents_from=10, comments_from=8)

    assert "comments_from" in refused.value.message_dict


def test_every_number_explains_itself():
    said = policy_lines(FigureValues(8, 12, 10))

    assert [line.value for line in said] == [
        "from 8 answers", "from 12 answers", "from 10 learners",
    ]  # fmt: skip
    assert "7 answers or fewer" in said[0].words
    assert "never stored" in said[2].words


# Where the marks of a chart stand ------------------------------------------------


def test_a_higher_value_stands_higher():
    found = plot([PlotPoint("2024", 80, 75, 85, 82), PlotPoint("2025", 88, 84, 91, 83)], unit=" %")

    first, second = found.marks
    assert second.y < first.y
    assert first.high_y < first.y < first.low_y
    assert LEFT < first.x < second.x < found.right
    assert all(0 < tick.y < HEIGHT for tick in found.ticks)
    assert found.ticks[-1].y < found.ticks[0].y
    assert found.ticks[0].label.endswith(" %")


def test_the_scale_stays_within_the_bounds_of_its_unit():
    found = plot([PlotPoint("2025", 99, 97, 100)], least=0, most=100)

    assert [tick.label for tick in found.ticks] == ["97", "98", "99", "100"]


def test_one_value_alone_has_a_scale_too():
    found = plot([PlotPoint("Now", 147)], band=(147, 147))

    assert found.ticks[0].y > found.marks[0].y > found.ticks[-1].y


def test_a_band_is_as_high_as_it_is_wide_in_values():
    found = plot([PlotPoint("Now", 192)], band=(140, 160))

    assert found.band.height > 0
    assert found.band.y > found.marks[0].y


def test_many_points_have_few_labels_and_the_last_has_one():
    found = plot([PlotPoint(f"{n}", n) for n in range(24)])

    labels = [mark.label for mark in found.marks if mark.label]
    assert len(labels) == 6
    assert labels[-1] == "23"
