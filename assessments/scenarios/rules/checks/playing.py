"""What can happen while a scenario is played, with all that a run remembers.

Only for a scenario whose frame is whole (`parts.frame_faults`).
"""

from collections.abc import Iterable

from assessments.scenarios.rules.checks.faults import Fault, Place, all_in_words, in_words
from assessments.scenarios.rules.checks.sights import (
    Outlook,
    Sights,
    sights_of,
    with_no_offer,
)
from assessments.scenarios.rules.checks.ways import leaving_from
from assessments.scenarios.rules.graph import (
    Condition,
    EndBand,
    Graph,
    MustKind,
    Option,
    Scene,
)
from assessments.scenarios.rules.moments import Moment, Moments, leading_to


def followed(graph: Graph) -> tuple[Moments, bool]:
    """The moments of a scenario, and whether these are all of them."""
    moments = Moments(graph, facts=[must.fact for must in graph.musts])
    return moments, moments.explore()


def playing_faults(graph: Graph) -> Iterable[Fault]:
    moments, is_complete = followed(graph)
    sights = sights_of(moments, is_complete=is_complete)
    yield from _reach_faults(graph, sights)
    yield from _fact_faults(graph, sights)
    for scene in graph.scenes:
        if scene.key in sights.reached:
            yield from _condition_faults(scene, sights)
    for moment in with_no_offer(moments):
        scene = graph.scenes_by_key[moment[0]]
        asked = [one for option in scene.options for one in option.when]
        yield Place(scene).fault(
            f": when {_words(moments, moment, asked)}, no option is on offer. Leave one option "
            "without a condition, or add one for those runs."
        )
    yield from _stuck_faults(graph, moments)


def _reach_faults(graph: Graph, sights: Sights) -> Iterable[Fault]:
    """Of what is led to, but only by ways that nobody takes."""
    reached, led_to = sights.reached, graph.reached_from(graph.start)
    why = "the conditions on the way to it never hold. Change them, or lead to it in another way."
    for scene in graph.scenes:
        if scene.key in led_to and scene.key not in reached:
            yield Fault(f"No path reaches scene “{scene.key}”: {why}", scene.key)
    for end in graph.ends:
        if end.key in led_to and end.key not in reached and end.band != EndBand.UNSAFE:
            yield Fault(f"No path reaches end “{end.key}”: {why}")


def _fact_faults(graph: Graph, sights: Sights) -> Iterable[Fault]:
    made = {fact for scene in graph.scenes for option in scene.options for fact in option.facts}
    for fact in graph.facts:
        if fact.key not in made:
            yield Fault(
                f"Nothing makes “{fact.key}” happen. Add it to the option after which it has, or "
                "remove it from the list of facts."
            )
    if not sights.reached & set(graph.ends_by_key):
        return
    for must in graph.musts:
        is_do = must.kind == MustKind.DO
        if must.fact in made and not sights.can_end_with(must.fact, is_do):
            yield Fault(
                f"No path comes to an end with “{must.fact}”, which is a must. Let an option that "
                "somebody can choose make it happen."
                if is_do
                else f"Every path comes to “{must.fact}”, which must be avoided. Leave a way "
                "without it."
            )


def _condition_faults(scene: Scene, sights: Sights) -> Iterable[Fault]:
    here = Place(scene)
    for opening in scene.openings:
        if not sights.outlook(opening.when, scene).can_hold:
            outlooks = [sights.outlook([one], scene) for one in opening.when]
            yield here.fault(f": {_never(opening.when, outlooks)}, so nobody reads that opening.")
    for option in scene.options:
        place = Place(scene, option.key)
        if not sights.outlook(option.when, scene).can_hold:
            outlooks = [sights.outlook([one], scene) for one in option.when]
            yield place.fault(f": {_never(option.when, outlooks)}, so nobody is offered it.")
        else:
            yield from _way_faults(scene, option, sights)


def _way_faults(scene: Scene, option: Option, sights: Sights) -> Iterable[Fault]:
    for way in option.ways if not option.stops else ():
        # An option that none is offered has been reported, and has no ways either.
        outlook = sights.outlook_after(way.when, scene, option)
        if outlook.can_fail and not outlook.can_hold:
            outlooks = [sights.outlook_after([one], scene, option) for one in way.when]
            yield Place(scene, option.key).fault(
                f": {_never(way.when, outlooks)} once it is chosen, so nobody goes to "
                f"“{way.target}” from here."
            )


def _never(conditions: tuple[Condition, ...], alone: list[Outlook]) -> str:
    for condition, outlook in zip(conditions, alone, strict=True):
        if not outlook.can_hold:
            return f"it can never be that {in_words(condition)}"
    return f"it can never be that {all_in_words(conditions)} at the same time"


def _stuck_faults(graph: Graph, moments: Moments) -> Iterable[Fault]:
    """Where what has happened before leaves no way to an end. Moments that were not looked at any
    more may have one."""
    moves = moments.explored
    leaving = leading_to(moves, lambda one: one not in moves or moments.is_end(one))
    told = set(graph.scenes_by_key) - leaving_from(graph)
    for moment in moves:
        if moment not in leaving and moment[0] not in told:
            told.add(moment[0])
            scene = graph.scenes_by_key[moment[0]]
            words = _words(moments, moment)
            yield Place(scene).fault(
                f": when {words}, no path comes to an end." if words
                else ": no path from here comes to an end, as the conditions on the way never hold."
            )  # fmt: skip


def _words(moments: Moments, moment: Moment, asked: Iterable[Condition] | None = None) -> str:
    mask = moments.masks[moment[0]]
    if asked is not None:
        mask = moments.memory.when(asked).reads
    return moments.memory.in_words(moment[1], mask)
