"""What colleagues chose on their first runs, scene by scene."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache

from assessments.debriefs.rules.peers import Split, split_of
from assessments.scenarios.models import ScenarioAttempt, ScenarioStep, ScenarioVersion


def splits_of(attempt: ScenarioAttempt, scenes: Iterable[str]) -> dict[str, Split]:
    """By scene; a scene that fewer than five others came through is left out.

    What counts is the first run of everybody else, and of it the scenes that had the same words
    then as in this run, whichever version it was.
    """
    wanted = set(scenes)
    marks = _marks_of_versions(attempt.scenario_id)
    own = marks[attempt.version_id]
    same = {
        version: {key for key in wanted if key in own and known.get(key) == own[key]}
        for version, known in marks.items()
    }
    rows = (
        ScenarioStep.objects.filter(
            attempt__scenario=attempt.scenario_id, attempt__number=1, scene_key__in=wanted
        )
        .exclude(attempt__participant=attempt.participant_id)
        .order_by("chosen_at", "pk")
        .values_list("attempt__version", "attempt__participant", "scene_key", "option_key")
    )
    choices: dict[str, dict[int, str]] = defaultdict(dict)
    for version, person, scene, option in rows:
        if scene in same[version]:
            choices[scene].setdefault(person, option)  # the first time she came through it
    splits = {scene: split_of(list(chosen.values())) for scene, chosen in choices.items()}
    return {scene: split for scene, split in splits.items() if split}


def _marks_of_versions(scenario_pk: int) -> dict[int, dict[str, str]]:
    """Per version, a mark of each scene's words. A version never changes, so the cache keeps it."""
    pks = list(ScenarioVersion.objects.filter(scenario=scenario_pk).values_list("pk", flat=True))
    keys = {_key(pk): pk for pk in pks}
    marks = {keys[key]: found for key, found in cache.get_many(keys).items()}
    if missing := set(pks) - set(marks):
        rows = ScenarioVersion.objects.filter(pk__in=missing).values_list("pk", "content")
        new = {pk: {scene["key"]: _mark(scene) for scene in content["scenes"]}
               for pk, content in rows}  # fmt: skip
        cache.set_many({_key(pk): known for pk, known in new.items()}, timeout=None)
        marks |= new
    return marks


def _key(version_pk: int) -> str:
    return f"debriefs:marks:{version_pk}"


def _mark(scene: dict[str, Any]) -> str:
    words = [scene["text"], sorted((option["key"], option["text"]) for option in scene["options"])]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:20]
