from assessments.needs.rules import Count, hide_small


def counts(*lacking, people=10):
    return [Count(each, 0, people) for each in lacking]


def shown(row):
    return [count.lacking for count in row]


def test_of_her_own_teams_she_knows_every_count():
    row, total = hide_small(counts(1, 2), [True, True])

    assert shown(row) == [1, 2]
    assert (total.lacking, total.value_words) == (3, "3")


def test_a_small_count_of_another_team_is_hidden_and_the_sum_does_not_give_it_away():
    row, total = hide_small(counts(1, 6, 4, 2), [False, False, False, True])

    assert shown(row) == [None, 6, 4, 2]
    assert row[0].value_words == "under 3"
    assert (total.lacking, total.value_words) == (12, "more than 12")
    assert total.people == 40


def test_nobody_is_no_small_count():
    row, total = hide_small(counts(0, 3), [False, False])

    assert shown(row) == [0, 3]
    assert not total.is_floor


def test_nothing_but_small_ones():
    row, total = hide_small([Count(1, 1, 5), Count(0, 1, 5)], [False, False])

    assert shown(row) == [None, None]
    assert total.value_words == "more than 0"


def test_a_count_says_what_it_is_made_of():
    assert Count(3, 1, 9).words == "3 with nothing, 1 with old evidence only"
    assert Count(0, 0, 9).words == ""
