"""What is released gives no hidden figure away: by hand, and to a reader who knows all sums."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.voice.rules.releasing import (
    WHOLE,
    Cell,
    Cohort,
    Group,
    groups_of,
    rate,
    release_of,
)

THRESHOLD = 10
Q1 = "1"


def asked(mentor: str, team: str, answers: Sequence[int], invited: int = 40) -> Cohort:
    """A 0 is a learner who left the question out."""
    rows = [{Q1: step} if step else {} for step in answers]
    return Cohort(mentor, team, invited, rows)


def released(*cohorts: Cohort) -> dict[str, Cell]:
    return release_of(list(cohorts), [Q1], respondents_from=THRESHOLD, comments_from=THRESHOLD)


def shown(cells: Mapping[str, Cell]) -> set[str]:
    return {key for key, cell in cells.items() if not cell.is_hidden}


def test_seven_answers_are_too_few_and_another_is_hidden_beside_them():
    cells = released(
        asked("tanvi", "E", [4] * 7), asked("ana", "E", [4, 5] * 6), asked("ben", "E", [3, 4] * 15)
    )

    assert shown(cells) == {WHOLE, "team:E", "ben"}
    assert cells["tanvi"].n == 7
    assert cells["tanvi"].is_too_few
    assert not cells["ana"].is_too_few
    assert cells["tanvi"].items == cells["ana"].items == {}
    assert cells["ben"].items[Q1].mean == 3.5


def test_nothing_is_hidden_where_all_are_enough():
    cells = released(asked("ana", "E", [4, 5] * 6), asked("ben", "D", [3, 4] * 15))

    assert shown(cells) == {WHOLE, "team:E", "team:D", "ana", "ben"}


def test_a_team_of_one_who_is_hidden_is_hidden_with_another_of_another_team():
    cells = released(
        asked("tanvi", "E", [4] * 7), asked("ana", "D", [4, 5] * 6), asked("ben", "D", [3, 4] * 15)
    )

    assert not shown(cells) & {"tanvi", "team:E", "ana", "team:D"}
    assert {WHOLE, "ben"} <= shown(cells)


def test_a_whole_that_is_too_few_shows_nothing():
    assert shown(released(asked("tanvi", "E", [4] * 7))) == set()


def test_a_mentor_whom_nobody_answered_hides_nobody_else():
    cells = released(asked("tanvi", "E", []), asked("ana", "E", [4, 5] * 6))

    assert shown(cells) == {WHOLE, "team:E", "ana"}
    assert cells["tanvi"].n == 0


def test_a_question_that_many_leave_out_is_hidden_where_its_group_is_shown():
    cells = released(
        asked("tanvi", "E", [4] * 7 + [0] * 20),
        asked("ana", "E", [4, 5] * 6),
        asked("ben", "E", [3, 4] * 15),
    )

    assert "tanvi" in shown(cells)
    assert cells["tanvi"].items == cells["ana"].items == {}
    assert cells["ben"].items[Q1].n == 30


def test_how_often_each_step_was_ticked_is_shown_where_no_step_has_a_few():
    cells = released(
        asked("ana", "E", [3] * 12 + [5] * 20), asked("ben", "E", [3] * 10 + [4] * 3 + [5] * 30)
    )

    assert cells[WHOLE].items[Q1].steps == ()  # three ticked “often”
    assert cells["ben"].items[Q1].steps == ()
    assert cells["ana"].items[Q1].steps == (0, 0, 12, 0, 20)


def test_an_interval_stays_on_the_scale():
    item = released(asked("ana", "E", [5] * 11 + [4]))["ana"].items[Q1]

    assert (item.high, item.spread) == (5, 0.29)
    assert 4.7 < item.low < item.mean < 5


def test_comments_have_a_threshold_of_their_own():
    cells = release_of([asked("ana", "E", [4] * 12)], [Q1], respondents_from=10, comments_from=15)

    assert not cells["ana"].comments_shown
    assert not cells[WHOLE].comments_shown


def test_a_rate_is_never_over_a_hundred():
    assert [rate(7, 30), rate(33, 30), rate(0, 0)] == [23, 100, 0]


# A reader who adds and subtracts -----------------------------------------------------

cohorts = st.lists(
    st.tuples(st.sampled_from(["", "A", "B", "C"]), st.lists(st.integers(0, 5), max_size=34)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(cohorts)
def test_no_hidden_sum_follows_from_what_is_released(rows):
    of = [asked(f"m{place}", team, answers) for place, (team, answers) in enumerate(rows)]
    groups = groups_of(of)
    cells = released(*of)
    ticks = {row.mentor: [step[Q1] for step in row.answers if Q1 in step] for row in of}

    with_mean = [group for group in groups if Q1 in cells[group.key].items]
    with_steps = [group for group in with_mean if cells[group.key].items[Q1].steps]

    for known in (with_mean, with_steps):
        check_hidden_mentors(groups, known, ticks)
        check_smallest_parts(known, ticks)
    for part in parts_of(with_steps):
        values = [step for mentor in part for step in ticks[mentor]]
        assert all(values.count(step) not in range(1, THRESHOLD) for step in range(1, 6))


def check_hidden_mentors(
    groups: Sequence[Group], known: Sequence[Group], ticks: Mapping[str, Sequence[int]]
) -> None:
    """With the sum of every shown group, in any combination, no hidden mentor's sum comes out, nor
    that of a hidden team. A mentor whom nobody answered has no sum."""
    sums = [{mentor for mentor in group.mentors if ticks[mentor]} for group in known]
    for group in groups:
        members = {mentor for mentor in group.mentors if ticks[mentor]}
        is_small = 0 < sum(len(ticks[mentor]) for mentor in members) < THRESHOLD
        is_hidden_mentor = group.is_mentor and members and members not in sums
        if is_small or is_hidden_mentor:
            assert not is_in_span(members, sums), group.key


def check_smallest_parts(known: Sequence[Group], ticks: Mapping[str, Sequence[int]]) -> None:
    """Whatever comes out of adding and subtracting is about enough learners."""
    for part in parts_of(known):
        n = sum(len(ticks[mentor]) for mentor in part)
        assert n == 0 or n >= THRESHOLD


def parts_of(known: Sequence[Group]) -> list[frozenset[str]]:
    """The finest sets whose sums follow: mentors who are in the same shown groups."""
    by_places: dict[frozenset[int], set[str]] = {}
    for mentor in frozenset().union(*(group.mentors for group in known)):
        places = frozenset(place for place, group in enumerate(known) if mentor in group.mentors)
        by_places.setdefault(places, set()).add(mentor)
    return [frozenset(part) for part in by_places.values()]


def is_in_span(wanted: Collection[str], known: Sequence[Collection[str]]) -> bool:
    """Whether the known sums, each times any number, add up to the wanted one."""
    names = sorted(set(wanted).union(*known))
    rows = [[Fraction(name in total) for name in names] for total in known]
    target = [Fraction(name in wanted) for name in names]
    for place in range(len(names)):
        pivot = next((row for row in rows if row[place]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        for row in (*rows, target):
            factor = row[place] / pivot[place]
            row[:] = [one - factor * two for one, two in zip(row, pivot, strict=True)]
    return not any(target)
