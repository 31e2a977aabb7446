"""What a trainer may leave as it is, but should look at."""

from collections.abc import Iterable
from functools import lru_cache

from assessments.scenarios.rules.checks.faults import Fault, Place, all_in_words
from assessments.scenarios.rules.checks.parts import frame_faults
from assessments.scenarios.rules.checks.playing import followed
from assessments.scenarios.rules.checks.sights import Sights, sights_of
from assessments.scenarios.rules.checks.ways import circles
from assessments.scenarios.rules.graph import Condition, Graph, Option, Scene
from content.language.rules import reading_grade

WANTED_GRADE = 9
FEWEST_VOTES = 3
TOO_MUCH = (
    "This story remembers more than can be followed in full, so not all was checked. Fewer facts "
    "and meters, or conditions that ask less, make it surer."
)


def graph_notes(graph: Graph) -> list[Fault]:
    """Each with its place; nothing here keeps a scenario from being published."""
    return [
        *_pattern_notes(graph),
        *_code_notes(graph),
        *_use_notes(graph),
        *_circle_notes(graph),
        *(note for scene in graph.scenes for note in _scene_notes(scene)),
        *(() if frame_faults(graph) else _playing_notes(graph)),
    ]


def best_option(scene: Scene) -> Option:
    return max(scene.options, key=lambda option: (not option.critical, option.points))


def _pattern_notes(graph: Graph) -> Iterable[Fault]:
    """Of what gives the right option away."""
    scenes = [scene for scene in graph.scenes if len(scene.options) > 1 and scene.available]
    longest = [
        scene for scene in scenes
        if len(best_option(scene).text) == max(len(option.text) for option in scene.options)
    ]  # fmt: skip
    if len(longest) * 10 > len(scenes) * 4:
        keys = ", ".join(scene.key for scene in longest)
        yield Fault(
            f"The best option is the longest in {len(longest)} of {len(scenes)} ({keys}).",
            longest[0].key,
        )
    places = {scene.options.index(best_option(scene)) + 1 for scene in scenes}
    if len(scenes) > 1 and len(places) == 1:
        yield Fault(f"The best option is always number {places.pop()}. The screen shuffles them.")


def _code_notes(graph: Graph) -> Iterable[Fault]:
    worth = {code for scene in graph.scenes for code in scene.available}
    if idle := sorted(graph.scored - worth):
        yield Fault(f"No option is worth points for {', '.join(idle)}.")


def _use_notes(graph: Graph) -> Iterable[Fault]:
    options = [option for scene in graph.scenes for option in scene.options]
    asked = {must.fact for must in graph.musts}
    for scene in graph.scenes:
        asked |= {one.fact for opening in scene.openings for one in opening.when}
    for option in options:
        asked |= {one.fact for one in option.when}
        asked |= {one.fact for way in option.ways for one in way.when}
    made = {fact for option in options for fact in option.facts}
    for fact in graph.facts:
        if fact.key in made and fact.key not in asked:
            yield Fault(
                f"The fact “{fact.key}” is remembered, but no condition and no must asks about it."
            )
    changed = {meter for option in options for meter, change in option.effects.items() if change}
    for gauge in graph.meters:
        if gauge.meter not in changed:
            yield Fault(f"No option changes the meter “{gauge.meter}”.")


def _circle_notes(graph: Graph) -> Iterable[Fault]:
    for first, *others in circles(graph):
        by_way_of = f" by way of {', '.join(others)}" if others else ""
        yield Fault(f"Scene “{first}”: a path comes back to it{by_way_of}.", first)


def _scene_notes(scene: Scene) -> Iterable[Fault]:
    here = Place(scene)
    if len(scene.options) == 1:
        yield here.fault(" has one option, so there is nothing to decide.")
    grade = _grade("\n\n".join(_texts(scene)))
    if grade > WANTED_GRADE:
        yield here.fault(
            f" reads at grade {grade}, a reading age of about {grade + 5:.0f}. Grade "
            f"{WANTED_GRADE} or lower reaches everybody: shorter sentences, everyday words."
        )
    if scene.picture and not scene.picture.words.strip():
        yield here.fault(
            ": the picture has no words, so it is only decoration. If it shows something that "
            "matters, say it in words."
        )
    if scene.own_words and not any(text.strip() for text in scene.exemplars):
        yield here.fault(
            " asks what she would say, but has no examples of what others said to put beside it."
        )
    votes = sum(option.votes for option in scene.options)
    if scene.panel and 0 < votes < FEWEST_VOTES:
        yield here.fault(
            f": the panel has {votes} vote{'s' if votes > 1 else ''}. Ask {FEWEST_VOTES} people or "
            "more."
        )
    for option in scene.options:
        if option.critical and option.points:
            yield Place(scene, option.key).fault(" is unsafe but worth points.")


def _texts(scene: Scene) -> list[str]:
    openings = [opening.text for opening in scene.openings]
    return [*openings, scene.text, *(option.text for option in scene.options)]


@lru_cache(maxsize=4096)
def _grade(text: str) -> float:
    """Kept by the text: while somebody writes, all but one of the scenes stay as they are."""
    return reading_grade(text)


def _playing_notes(graph: Graph) -> Iterable[Fault]:
    moments, is_complete = followed(graph)
    if not is_complete:
        yield Fault(TOO_MUCH)
    sights = sights_of(moments, is_complete=is_complete)
    for scene in graph.scenes:
        if scene.key not in sights.reached:
            continue
        for opening in scene.openings:
            if not sights.outlook(opening.when, scene).can_fail:
                yield Place(scene).fault(
                    f": {_always(opening.when)}, so everybody reads that opening. Make it part of "
                    "the text."
                )
        for option in scene.options:
            yield from _way_notes(scene, option, sights)


def _way_notes(scene: Scene, option: Option, sights: Sights) -> Iterable[Fault]:
    place = Place(scene, option.key)
    if option.stops and option.ways:
        yield place.fault(" stops the story, so its ways are never taken. Remove them.")
        return
    for number, way in enumerate(option.ways):
        outlook = sights.outlook_after(way.when, scene, option)
        if not outlook.can_hold:
            continue
        if not outlook.can_fail:
            yield place.fault(
                f": {_always(way.when)} once it is chosen, so it always leads to “{way.target}”. "
                "Lead there without a condition."
            )
            return
        if not sights.can_take(scene, option, number):
            yield place.fault(
                f": nobody takes the way to “{way.target}”, as a way before it is always taken. "
                "Change their order or their conditions."
            )


def _always(conditions: tuple[Condition, ...]) -> str:
    return f"it is always so that {all_in_words(conditions)}" if conditions else "nothing is asked"
