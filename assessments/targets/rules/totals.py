"""Figures of teams that say nothing of one person: small teams are hidden, and none can be worked
out by taking the others from the sum."""

from collections.abc import Mapping

SMALLEST_TEAM = 5


def hidden_teams(sizes: Mapping[str, int], smallest: int = SMALLEST_TEAM) -> frozenset[str]:
    """Teams under `smallest` people; with one of them alone the next smallest is hidden too. The
    sum leaves all of them out."""
    hidden = {name for name, people in sizes.items() if people < smallest}
    shown = sorted((people, name) for name, people in sizes.items() if name not in hidden)
    if len(hidden) == 1 and shown:
        hidden.add(shown[0][1])
    return frozenset(hidden)
