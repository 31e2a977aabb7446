"""A month of a scenario in a few sentences."""

from collections.abc import Sequence
from datetime import date, timedelta

from assessments.insights.rules.figures import SceneFigures, Walk, outcome_shares, people_in
from assessments.scenarios.rules.graph import Grade

OFTEN = 20  # per cent of the choices at a scene: an unsafe option this common wants a look


def month_before(day: date) -> tuple[date, date]:
    """Its first and its last day."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def summary_of(walks: Sequence[Walk], scenes: Sequence[SceneFigures]) -> str:
    """Of enough people, so that there are always several runs."""
    shares = ", ".join(
        f"{share.percent} % {share.label[0].lower()}{share.label[1:]}"
        for share in outcome_shares(walks)
        if share.count
    )
    lines = [f"{len(walks)} runs by {people_in(walks)} people: {shares}."]
    leaky = max(scenes, key=lambda scene: scene.left_percent, default=None)
    if leaky is not None and leaky.left:
        lines.append(f"Most often left at scene “{leaky.scene.key}” ({leaky.left_percent} %).")
    unsafe = [
        (scene, pick)
        for scene in scenes
        for pick in scene.picks
        if pick.grade == Grade.UNSAFE and pick.percent >= OFTEN
    ]
    for scene, pick in unsafe:
        lines.append(
            f"At scene “{scene.scene.key}”, {pick.percent} % chose the unsafe option “{pick.key}”."
        )
    return " ".join(lines)
