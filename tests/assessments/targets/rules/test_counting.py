from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessments.cpd.rules import ActivityGroup, ActivityType, Policy
from assessments.targets.rules import count, limit_of, limits
from tests.factories.targets import facts

D = Decimal
POLICY = Policy()
G = ActivityGroup


def counted(*entries, policy=POLICY, target="30"):
    return count(entries, policy=policy, target=D(target))


def line(counting, group):
    return next(each for each in counting.lines if each.group == group)


def test_verified_counts_and_handed_in_waits():
    counting = counted(facts(minutes=90), facts(state="submitted", minutes=30))

    assert (counting.counted, counting.waiting, counting.over) == (90, 30, 0)


def test_sampled_and_closed_count_as_verified():
    assert counted(facts(state="sampled"), facts(state="closed")).counted == 120


def test_what_does_not_count_stands_apart():
    counting = counted(facts(counts=False, minutes=45), facts(minutes=60))

    assert (counting.counted, counting.set_apart) == (60, 45)


def test_reading_counts_up_to_its_share_of_the_target():
    counting = counted(facts(activity_type="reading", minutes=800))
    reading = line(counting, G.SELF)

    assert (reading.limit, reading.counted, reading.over) == (720, 720, 80)  # 40 % of 30 h
    assert reading.limit_words == "at most 12 h: 40 % of the target"
    assert reading.over_words == "1.33 h over the limit, not counted"


def test_what_waits_takes_up_only_what_is_left_of_a_limit():
    reading = line(
        counted(
            facts(activity_type="reading", minutes=700),
            facts(activity_type="reading", minutes=60, state="submitted"),
        ),
        G.SELF,
    )

    assert (reading.counted, reading.waiting_counted, reading.over) == (700, 20, 40)
    assert reading.is_full


def test_mandatory_training_is_apart_whatever_kind_it_was():
    counting = counted(
        facts(activity_type="platform_module", is_mandatory=True, minutes=600),
        facts(activity_type="platform_module", minutes=60),
    )

    assert line(counting, G.MANDATORY).counted == 540  # 30 % of 30 h
    assert line(counting, G.FORMAL).counted == 60


def test_group_supervision_has_a_limit_in_hours_and_the_rest_of_practice_none():
    practice = line(
        counted(
            facts(activity_type="group_supervision", minutes=420),
            facts(activity_type="shadowing", minutes=600),
        ),
        G.PRACTICE,
    )

    assert (practice.confirmed, practice.counted, practice.over) == (1020, 960, 60)
    assert practice.limit is None
    assert practice.limit_words == "group supervision at most 6 h"


def test_formal_learning_and_currency_have_no_limit():
    counting = counted(
        facts(activity_type="course", minutes=6000), facts(activity_type="placement", minutes=6000)
    )

    assert counting.counted == 12_000


def test_a_hundred_per_cent_is_no_limit_and_nought_counts_nothing():
    free = Policy(self_directed_percent=100, contribution_percent=0)
    counting = counted(
        facts(activity_type="reading", minutes=3000),
        facts(activity_type="writing_content", minutes=60),
        policy=free,
    )

    assert line(counting, G.SELF).counted == 3000
    assert line(counting, G.CONTRIBUTION).counted == 0


def test_without_a_target_no_share_of_it_is_a_limit():
    assert counted(facts(activity_type="reading", minutes=600), target="0").over == 0


def test_a_limit_follows_the_target():
    assert limit_of(40, D("22.5")) == 540
    assert limit_of(30, D("3.5")) == 63


def test_time_together_is_counted_across_groups():
    counting = counted(
        facts(is_participatory=True, minutes=60),
        facts(is_participatory=True, activity_type="shadowing", minutes=30, state="submitted"),
        facts(minutes=60),
    )

    assert counting.participatory == 90


def test_an_entry_of_no_known_kind_is_not_lost():
    assert counted(facts(activity_type="")).counted == 60


entries = st.builds(
    facts,
    minutes=st.integers(1, 3000),
    state=st.sampled_from(["submitted", "verified", "sampled", "closed"]),
    activity_type=st.sampled_from(ActivityType.values),
    is_mandatory=st.booleans(),
    counts=st.booleans(),
)
lists = st.lists(entries, max_size=25)
targets = st.integers(0, 120).map(lambda n: D(n) / 2)


@given(lists, targets)
def test_nothing_counts_beyond_its_limit(found, target):
    counting = count(found, policy=POLICY, target=target)

    for each in counting.lines:
        limit = limits(POLICY, target).get(each.group)
        assert 0 <= each.counted <= each.confirmed
        assert 0 <= each.waiting_counted <= each.waiting
        assert limit is None or each.counted + each.waiting_counted <= limit


@given(lists, targets)
def test_every_minute_is_somewhere(found, target):
    counting = count(found, policy=POLICY, target=target)

    assert sum(entry.minutes for entry in found) == (
        counting.counted + counting.waiting + counting.over + counting.set_apart
    )


@given(lists, entries, targets)
def test_one_entry_more_never_lowers_what_counts(found, more, target):
    before = count(found, policy=POLICY, target=target)
    after = count([*found, more], policy=POLICY, target=target)

    assert after.counted >= before.counted
    assert after.counted + after.waiting >= before.counted + before.waiting


@given(lists, targets, targets)
def test_a_higher_target_never_counts_less(found, one, other):
    low, high = sorted((one, other))
    if low == 0:  # no target, so no limit: another rule
        return

    assert (
        count(found, policy=POLICY, target=low).counted
        <= count(found, policy=POLICY, target=high).counted
    )


@given(lists, targets, st.randoms(use_true_random=False))
def test_the_order_of_entries_is_of_no_account(found, target, random):
    shuffled = list(found)
    random.shuffle(shuffled)

    assert count(found, policy=POLICY, target=target) == count(
        shuffled, policy=POLICY, target=target
    )
