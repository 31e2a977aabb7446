"""Each part on its own: is it there, is it whole, does it name what there is?

What the walk through the story leans on (names, targets, conditions, what a run remembers) is kept
apart from the rest: while that is broken, what could happen cannot be said.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from assessments.scenarios.rules.checks.faults import Fault, Place
from assessments.scenarios.rules.graph import (
    HIGHEST,
    KEY,
    KEY_HELP,
    LOWEST,
    MOST_EFFECT,
    MOST_POINTS,
    Condition,
    ConditionKind,
    EndBand,
    Graph,
    Meter,
    MustKind,
    Option,
    Scene,
)

OF_METERS = (ConditionKind.AT_LEAST, ConditionKind.AT_MOST)


# What the walk leans on ------------------------------------------------------


def frame_faults(graph: Graph) -> list[Fault]:
    return [
        *_name_faults(graph),
        *_meter_faults(graph),
        *_fact_faults(graph),
        *_must_faults(graph),
        *_start_faults(graph),
        *(fault for scene in graph.scenes for fault in _frame_faults_at(graph, scene)),
    ]


def _start_faults(graph: Graph) -> Iterable[Fault]:
    if graph.scene(graph.start) is None:
        named = f"The start scene “{graph.start}” does not exist." if graph.start else "No start."
        yield Fault(f"{named} Name the scene to begin with.")


def _name_faults(graph: Graph) -> Iterable[Fault]:
    keys = [scene.key for scene in graph.scenes] + [end.key for end in graph.ends]
    for key, times in Counter(keys).items():
        scene = key if graph.scene(key) else ""
        if times > 1:
            yield Fault(
                f"The name “{key}” is used {times} times. Scenes and ends need their own.", scene
            )
        if not KEY.fullmatch(key):
            yield Fault(f"The name “{key}” will not do. {KEY_HELP}", scene)


def _meter_faults(graph: Graph) -> Iterable[Fault]:
    for meter in _repeated(gauge.meter for gauge in graph.meters):
        yield Fault(f"Meter “{meter}” is there more than once. Keep one.")
    for gauge in graph.meters:
        if gauge.meter not in Meter.values:
            yield Fault(f"Meter “{gauge.meter}” is not one of {', '.join(Meter.values)}.")
        for value, what in ((gauge.start, "starts at"), (gauge.floor, "has its floor at")):
            if not _is_whole(value, LOWEST, HIGHEST):
                yield Fault(
                    f"Meter “{gauge.meter}” {what} {value}. Meters go from {LOWEST} to {HIGHEST}."
                )


def _fact_faults(graph: Graph) -> Iterable[Fault]:
    for fact in _repeated(fact.key for fact in graph.facts):
        yield Fault(f"The fact “{fact}” is there more than once. Keep one.")
    for one in graph.facts:
        if not KEY.fullmatch(one.key):
            yield Fault(f"The fact “{one.key}”: the name will not do. {KEY_HELP}")
        if not one.text.strip():
            yield Fault(f"The fact “{one.key}” has no text. Say what has happened.")


def _must_faults(graph: Graph) -> Iterable[Fault]:
    known = {fact.key for fact in graph.facts}
    kinds: dict[str, set[str]] = {}
    for must in graph.musts:
        label = dict(MustKind.choices).get(must.kind, "Must").lower()
        if must.kind not in MustKind.values:
            yield Fault(f"The must “{must.text}” says neither “must do” nor “must avoid”.")
        if not must.fact:
            yield Fault(f"A “{label}” names no fact. Choose what has to happen, or must not.")
        elif must.fact not in known:
            yield Fault(f"A “{label}” names the fact “{must.fact}”, which is not in the list.")
        if not must.text.strip():
            yield Fault(f"The “{label}” of “{must.fact}” has no text. Say why it matters.")
        if must.kind in kinds.setdefault(must.fact, set()):
            yield Fault(f"“{must.fact}” is there twice as “{label}”. Keep one.")
        kinds[must.fact].add(must.kind)
    for fact, found in kinds.items():
        if len(found & set(MustKind.values)) > 1:
            yield Fault(f"“{fact}” must be done and must be avoided. It can only be one of them.")


def _frame_faults_at(graph: Graph, scene: Scene) -> Iterable[Fault]:
    here = Place(scene)
    for key, times in Counter(option.key for option in scene.options).items():
        if times > 1:
            yield here.fault(f": the option “{key}” is there {times} times. Each needs its own.")
    for opening in scene.openings:
        yield from _condition_faults(graph, here, "an opening", opening.when)
    for option in scene.options:
        place = Place(scene, option.key)
        if not KEY.fullmatch(option.key):
            yield place.fault(f": the name will not do. {KEY_HELP}")
        yield from _target_faults(graph, place, option)
        yield from _effect_faults(graph, place, option)
        yield from _condition_faults(graph, place, "the condition to be on offer", option.when)
        for way in option.ways:
            yield from _condition_faults(graph, place, "a way", way.when)


def _target_faults(graph: Graph, place: Place, option: Option) -> Iterable[Fault]:
    if option.stops and not option.critical:
        yield place.fault(
            " stops the story, but is not unsafe. Only an unsafe choice may stop it: mark it as "
            "unsafe, or let it go on."
        )
    targets = [] if option.stops else [option.target]
    for target in [*targets, *(way.target for way in option.ways)]:
        if not target:
            yield place.fault(" leads nowhere. Name the next scene or an end.")
        elif not (graph.scene(target) or graph.end(target)):
            yield place.fault(f" leads to “{target}”, which does not exist.")


def _effect_faults(graph: Graph, place: Place, option: Option) -> Iterable[Fault]:
    for meter, change in option.effects.items():
        if graph.gauge(meter) is None:
            yield place.fault(
                f" changes the meter “{meter}”, which this scenario does not use. Add the meter, "
                "or remove the change."
            )
        elif not _is_whole(change, -MOST_EFFECT, MOST_EFFECT):
            yield place.fault(
                f" changes {meter} by {change}. One choice changes it by {MOST_EFFECT} at most."
            )
    known = {fact.key for fact in graph.facts}
    for fact in option.facts:
        if fact not in known:
            yield place.fault(f" makes “{fact}” happen, which is not in the list of facts.")


def _condition_faults(
    graph: Graph, place: Place, what: str, conditions: Sequence[Condition]
) -> Iterable[Fault]:
    known = {fact.key for fact in graph.facts}
    for one in conditions:
        if one.kind not in ConditionKind.values:
            yield place.fault(f": {what} is not complete. Choose what it asks about.")
        elif one.kind in OF_METERS:
            if not one.meter:
                yield place.fault(f": {what} names no meter. Choose one.")
            elif graph.gauge(one.meter) is None:
                yield place.fault(
                    f": {what} asks about the meter “{one.meter}”, which this scenario does not "
                    "use."
                )
            if not _is_whole(one.value, LOWEST, HIGHEST):
                yield place.fault(
                    f": {what} asks for {one.value}. Meters go from {LOWEST} to {HIGHEST}."
                )
        elif not one.fact:
            yield place.fault(f": {what} names no fact. Choose one.")
        elif one.fact not in known:
            yield place.fault(
                f": {what} asks about “{one.fact}”, which is not in the list of facts."
            )


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


# The rest ----------------------------------------------------------------------


def part_faults(graph: Graph) -> list[Fault]:
    return [
        *_end_faults(graph),
        *_code_faults(graph),
        *(fault for scene in graph.scenes for fault in _part_faults_at(scene)),
    ]


def _end_faults(graph: Graph) -> Iterable[Fault]:
    if not graph.ends:
        yield Fault("There is no end. Add at least one good end.")
    for end in graph.ends:
        if end.band not in EndBand.values:
            yield Fault(f"End “{end.key}”: “{end.band}” is not one of {', '.join(EndBand.values)}.")
        if not end.text.strip():
            yield Fault(f"End “{end.key}” has no text. Say what has come of it.")


def _code_faults(graph: Graph) -> Iterable[Fault]:
    declared, scored = set(graph.codes), graph.scored
    if twice := _repeated(graph.codes):
        yield Fault(f"Declared more than once: {', '.join(twice)}.")
    if unused := sorted(declared - scored):
        yield Fault(f"Declared but never scored: {', '.join(unused)}.")
    if undeclared := sorted(scored - declared):
        yield Fault(f"Scored but not declared: {', '.join(undeclared)}. Add to the codes.")


def _part_faults_at(scene: Scene) -> Iterable[Fault]:
    here = Place(scene)
    if not scene.text.strip():
        yield here.fault(" has no text. Say what is happening and ask what to do.")
    if not scene.options:
        yield here.fault(" has no options, so nobody can leave it. Add two or more.")
    elif not scene.available:
        yield here.fault(
            ": the panel's votes give no points. Choose the codes and enter the votes."
            if scene.panel
            else ": no option is worth points. Give the best one 1 or 2 points for a code."
        )
    if any(not opening.text.strip() for opening in scene.openings):
        yield here.fault(" has an opening without a text. Write it or remove it.")
    if scene.clip and not scene.clip.transcript.strip():
        yield here.fault(
            ": the film or sound has no transcript. Write down everything that is said."
        )
    yield from _clock_faults(scene)
    for option in scene.options:
        place = Place(scene, option.key)
        for value, what in [
            (option.text, "what you would say or do"),
            (option.out, "what happens"),
            (option.why, "the coach's comment"),
        ]:
            if not value.strip():
                yield place.fault(f": {what} is missing.")
        for code, points in option.scores.items() if not scene.panel else ():
            if not _is_whole(points, 0, MOST_POINTS):
                yield place.fault(f": {points} points for {code}. Give 0, 1 or {MOST_POINTS}.")


def _clock_faults(scene: Scene) -> Iterable[Fault]:
    here = Place(scene)
    if scene.seconds < 0:
        yield here.fault(f" has a clock of {scene.seconds} seconds. Give it more, or none.")
    if scene.seconds <= 0:
        return
    late = scene.option(scene.late)
    if not scene.late:
        yield here.fault(" has a clock. Choose the option that is taken when the time is up.")
    elif late is None:
        yield here.fault(f": when the time is up, “{scene.late}” is taken, which does not exist.")
    elif late.when:
        yield Place(scene, late.key).fault(
            " is taken when the time is up, but is not always on offer. Remove its condition, or "
            "choose another one."
        )
