"""Which figures of a campaign are released, so that no hidden one can be worked out (domain 6.2).

Figures are given for the whole, for teams and for mentors: groups of which each lies inside or
outside another. Of such groups a reader can work out exactly this and sums of it: what is left of a
shown group when the shown groups inside it are taken away (its *rest*). So a set of figures is safe
when every rest is: of enough answers, and of two mentors or more where they are hidden ones. While
a rest is not, the smallest shown group inside is hidden too, and its people fall to the rest.

How many answered is no secret: seven answers are seven. What they said is.

Nothing here joins two campaigns. A release is computed once, from its own answers, and stands as it
was: there is no figure over several campaigns, no second release after a threshold was lowered, no
cohort that changes once it is asked. Each answer is in one release only, so two releases about the
same cohorts have no answer in common that one could take from the other; the proof for one release
holds for any number of them together.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import stdev

from assessments.figures.rules.intervals import mean_interval

from .questionnaires import STEPS

Answers = Mapping[str, int]  # of one learner, by question
Fit = Callable[[Sequence[str]], bool]  # of the mentors of a rest
WHOLE = "whole"
LOWEST, HIGHEST = STEPS[0], STEPS[-1]


@dataclass(frozen=True)
class Cohort:
    """A mentor's learners in a campaign, all her groups together."""

    mentor: str
    team: str  # "" for none
    invited: int
    answers: Sequence[Answers]


@dataclass(frozen=True)
class Group:
    key: str
    mentors: frozenset[str]
    is_mentor: bool = False


@dataclass(frozen=True)
class Item:
    n: int
    mean: float
    low: float
    high: float
    spread: float
    steps: tuple[int, ...] = ()  # how many ticked each; empty where that is hidden


@dataclass(frozen=True)
class Cell:
    invited: int
    n: int
    is_hidden: bool
    is_too_few: bool
    comments_shown: bool
    items: Mapping[str, Item] = field(default_factory=dict)


def groups_of(cohorts: Sequence[Cohort]) -> list[Group]:
    """The whole, the teams, the mentors, from the outer to the inner. A team of one mentor comes
    before her: where two groups are the same people, the later counts as inside the earlier."""
    everybody = frozenset(cohort.mentor for cohort in cohorts)
    teams: dict[str, set[str]] = {}
    for cohort in cohorts:
        if cohort.team:
            teams.setdefault(cohort.team, set()).add(cohort.mentor)
    return [
        Group(WHOLE, everybody),
        *(Group(f"team:{team}", frozenset(mentors)) for team, mentors in sorted(teams.items())),
        *(Group(mentor, frozenset({mentor}), is_mentor=True) for mentor in sorted(everybody)),
    ]


def shown_groups(
    groups: Sequence[Group],
    sizes: Mapping[str, int],
    *,
    threshold: int,
    allowed: Collection[str] | None = None,
    is_fit: Fit | None = None,
) -> frozenset[str]:
    """The keys of the groups whose figure is shown. `sizes`: how many answered, by mentor.

    `allowed`: those that may be at most. `is_fit` says of the mentors of a group, and of every
    rest, whether their figure may be known, beyond there being enough of them.
    """

    def size(mentors: Collection[str]) -> int:
        return sum(sizes[mentor] for mentor in mentors)

    def may_be_known(mentors: Collection[str]) -> bool:
        is_enough = size(mentors) >= threshold
        return is_enough and (is_fit is None or is_fit(sorted(mentors)))

    shown = {
        group.key: group
        for group in groups
        if (allowed is None or group.key in allowed) and may_be_known(group.mentors)
    }
    while (unsafe := _unsafe_group(shown, sizes, may_be_known)) is not None:
        inside = _directly_inside(unsafe, shown)
        out = min(inside, key=lambda group: (size(group.mentors), group.key), default=unsafe)
        del shown[out.key]
    return frozenset(shown)


def _unsafe_group(
    shown: Mapping[str, Group], sizes: Mapping[str, int], may_be_known: Fit
) -> Group | None:
    for group in shown.values():
        inside = _directly_inside(group, shown)
        rest = group.mentors.difference(*(one.mentors for one in inside))
        answered = [mentor for mentor in rest if sizes[mentor]]
        if not answered or group.is_mentor:
            continue
        if len(answered) == 1 or not may_be_known(answered):
            return group
    return None


def _directly_inside(group: Group, shown: Mapping[str, Group]) -> list[Group]:
    """The largest shown groups inside this one."""
    order = list(shown.values())
    inside = [
        other
        for other in order
        if other.mentors <= group.mentors and order.index(other) > order.index(group)
    ]
    return [
        one
        for one in inside
        if not any(
            one.mentors <= other.mentors and order.index(other) < order.index(one)
            for other in inside
        )
    ]


def release_of(
    cohorts: Sequence[Cohort],
    questions: Sequence[str],
    *,
    respondents_from: int,
    comments_from: int,
) -> dict[str, Cell]:
    """Every figure of a campaign by the key of its group: what may be seen, and nothing else."""
    groups = groups_of(cohorts)
    sizes = {cohort.mentor: len(cohort.answers) for cohort in cohorts}
    shown = shown_groups(groups, sizes, threshold=respondents_from)
    items = {question: _items(question, groups, cohorts, shown, respondents_from)
             for question in questions}  # fmt: skip
    cells = {}
    for group in groups:
        members = [cohort for cohort in cohorts if cohort.mentor in group.mentors]
        n = sum(len(cohort.answers) for cohort in members)
        cells[group.key] = Cell(
            invited=sum(cohort.invited for cohort in members),
            n=n,
            is_hidden=group.key not in shown,
            is_too_few=n < respondents_from,
            comments_shown=group.is_mentor and n >= comments_from,
            items={question: found[group.key] for question, found in items.items()
                   if group.key in found},
        )  # fmt: skip
    return cells


def _items(
    question: str,
    groups: Sequence[Group],
    cohorts: Sequence[Cohort],
    shown: frozenset[str],
    threshold: int,
) -> dict[str, Item]:
    """One question: it may be left out, so it has sizes, and hidden groups, of its own. Its steps
    are shown for fewer groups still: where no step is ticked by a few, there and in every rest."""
    ticks = {
        cohort.mentor: [answer[question] for answer in cohort.answers if question in answer]
        for cohort in cohorts
    }
    sizes = {mentor: len(values) for mentor, values in ticks.items()}

    def steps(mentors: Collection[str]) -> tuple[int, ...]:
        values = [value for mentor in mentors for value in ticks[mentor]]
        return tuple(values.count(step) for step in STEPS)

    def has_no_small_step(mentors: Sequence[str]) -> bool:
        return all(count == 0 or count >= threshold for count in steps(mentors))

    with_mean = shown_groups(groups, sizes, threshold=threshold, allowed=shown)
    with_steps = shown_groups(
        groups, sizes, threshold=threshold, allowed=with_mean, is_fit=has_no_small_step
    )
    return {
        group.key: item_of(
            [value for mentor in sorted(group.mentors) for value in ticks[mentor]],
            steps(group.mentors) if group.key in with_steps else (),
        )
        for group in groups
        if group.key in with_mean
    }


def item_of(values: Sequence[int], steps: tuple[int, ...]) -> Item:
    mean, interval = mean_interval(values)
    return Item(
        n=len(values),
        mean=round(mean, 2),
        low=round(max(LOWEST, interval.low), 2),
        high=round(min(HIGHEST, interval.high), 2),
        spread=round(stdev(values), 2),
        steps=steps,
    )


def rate(n: int, invited: int) -> int:
    """Of a hundred who were asked, how many answered. Spare slips may make it more than all."""
    return min(100, round(100 * n / invited)) if invited else 0
