"""What an expert would do in a version. Looked for once a day: a version never changes, and in a
large scenario the search takes a while."""

import hashlib
from collections.abc import Callable
from typing import cast

from django.core.cache import cache

from assessments.scenarios.rules.graph import Graph
from assessments.scenarios.rules.moments import Path
from assessments.scenarios.rules.paths import best_continuation, expert_path
from assessments.scenarios.rules.play import State

KEPT_SECONDS = 60 * 60 * 24


def expert_path_of(version_pk: int, graph: Graph) -> Path:
    """The best safe path; empty when there is none."""
    return _kept(f"scenarios:expert:{version_pk}", lambda: expert_path(graph))


def best_continuation_of(version_pk: int, graph: Graph, scene_key: str, state: State) -> Path:
    """What an expert would choose where somebody stands, whatever was done until then."""
    stands = repr((scene_key, state.meters, sorted(state.facts)))
    digest = hashlib.sha256(stands.encode()).hexdigest()[:32]
    return _kept(
        f"scenarios:best:{version_pk}:{digest}",
        lambda: best_continuation(graph, scene_key, state),
    )


def _kept(key: str, find: Callable[[], Path]) -> Path:
    return cast(Path, cache.get_or_set(key, find, KEPT_SECONDS))
