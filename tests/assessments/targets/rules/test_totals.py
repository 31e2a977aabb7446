from hypothesis import given
from hypothesis import strategies as st

from assessments.targets.rules import SMALLEST_TEAM, hidden_teams


def test_a_small_team_is_hidden_and_with_one_alone_the_next_smallest():
    assert hidden_teams({"A": 4, "B": 6, "C": 5}) == {"A", "C"}


def test_two_small_teams_hide_each_other():
    assert hidden_teams({"A": 4, "B": 1, "C": 5}) == {"A", "B"}


def test_large_teams_are_all_shown():
    assert hidden_teams({"A": 5, "B": 9}) == set()


def test_the_only_team_hidden_is_hidden_alone_when_there_is_no_other():
    assert hidden_teams({"A": 2}) == {"A"}


names = st.text("ABCDEFGH", min_size=1, max_size=2)


@given(st.dictionaries(names, st.integers(1, 12), max_size=8))
def test_no_small_team_can_be_worked_out(sizes):
    hidden = hidden_teams(sizes)

    assert all(sizes[name] >= SMALLEST_TEAM for name in sizes if name not in hidden)
    assert len(hidden) != 1 or len(sizes) == 1
