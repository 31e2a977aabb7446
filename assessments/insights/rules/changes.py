"""What changed from one version of a scenario to the next, in words, scene by scene."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessments.scenarios.rules.graph import End, Graph, Option, Scene
from assessments.scenarios.rules.scoring import plain_points


@dataclass(frozen=True)
class Change:
    scene: str  # the key of the scene or end it is in; empty: the scenario as a whole
    words: str
    option: str = ""
    before: str = ""
    after: str = ""


OPTION_TEXTS = {
    "text": "says something else",
    "out": "has another consequence",
    "why": "has another comment",
}


def changes_between(old: Graph, new: Graph) -> list[Change]:
    changes = list(_whole_changes(old, new))
    for key in _keys(old.scenes, new.scenes):
        before, after = old.scene(key), new.scene(key)
        if before is None:
            changes.append(Change(key, "New scene.", after=after.text if after else ""))
        elif after is None:
            changes.append(Change(key, "Taken out.", before=before.text))
        elif before != after:
            changes += _scene_changes(before, after)
    for key in _keys(old.ends, new.ends):
        changes += _end_changes(key, old.end(key), new.end(key))
    return changes


def _keys(old: Iterable[Scene | End], new: Iterable[Scene | End]) -> list[str]:
    """In the new order; what is gone comes after."""
    return list(dict.fromkeys([*(part.key for part in new), *(part.key for part in old)]))


def _whole_changes(old: Graph, new: Graph) -> Iterator[Change]:
    if old.start != new.start:
        yield Change("", "It begins with another scene.", before=old.start, after=new.start)
    if set(old.codes) != set(new.codes):
        yield Change(
            "", "Other statements.", before=", ".join(old.codes), after=", ".join(new.codes)
        )
    for name, what in (("meters", "meters"), ("facts", "facts"), ("musts", "safety steps")):
        if getattr(old, name) != getattr(new, name):
            yield Change("", f"Other {what}.")
    if old.unsafe_text != new.unsafe_text:
        yield Change(
            "",
            "Another text after an unsafe choice.",
            before=old.unsafe_text,
            after=new.unsafe_text,
        )


def _scene_changes(old: Scene, new: Scene) -> Iterator[Change]:
    if old.text != new.text:
        yield Change(new.key, "Other words.", before=old.text, after=new.text)
    for key in dict.fromkeys([*(o.key for o in new.options), *(o.key for o in old.options)]):
        before, after = old.option(key), new.option(key)
        if before is None:
            yield Change(new.key, "New option.", key, after=after.text if after else "")
        elif after is None:
            yield Change(new.key, "Option taken out.", key, before=before.text)
        else:
            yield from _option_changes(new.key, before, after)
    rest = [
        name
        for name in (
            "title", "week", "speaker", "openings", "picture", "clip", "own_words", "exemplars",
            "seconds", "late", "panel",
        )
        if getattr(old, name) != getattr(new, name)
    ]  # fmt: skip
    if rest:
        yield Change(new.key, "Its setting is another.")


def _option_changes(scene: str, old: Option, new: Option) -> Iterator[Change]:
    for name, words in OPTION_TEXTS.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(scene, f"An option {words}.", new.key, before, after)
    if old.targets != new.targets or old.ways != new.ways:
        yield Change(
            scene,
            "An option leads elsewhere.",
            new.key,
            ", ".join(old.targets),
            ", ".join(new.targets),
        )
    if dict(old.scores) != dict(new.scores):
        yield Change(scene, "An option is worth something else.", new.key,
                     _points(old), _points(new))  # fmt: skip
    if old.critical != new.critical:
        words = "An option is now unsafe." if new.critical else "An option is no longer unsafe."
        yield Change(scene, words, new.key)
    if (old.effects, old.facts, old.when) != (new.effects, new.facts, new.when):
        yield Change(scene, "An option changes or asks for something else.", new.key)


def _points(option: Option) -> str:
    return (
        ", ".join(f"{code}: {plain_points(points)}" for code, points in option.scores.items())
        or "nothing"
    )


def _end_changes(key: str, old: End | None, new: End | None) -> Iterator[Change]:
    if old is None and new is not None:
        yield Change(key, "New end.", after=new.text)
    elif new is None and old is not None:
        yield Change(key, "End taken out.", before=old.text)
    elif old and new and old.text != new.text:
        yield Change(key, "The end has other words.", before=old.text, after=new.text)
    if old and new and old.band != new.band:
        yield Change(key, "The end is of another kind.", before=old.band, after=new.band)
