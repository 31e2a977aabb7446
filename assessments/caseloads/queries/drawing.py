"""The load over time, drawn."""

from collections.abc import Sequence

from assessments.figures.rules.plots import Plot, PlotPoint, plot

from .people import CaseloadReading


def load_plot(readings: Sequence[CaseloadReading]) -> Plot | None:
    """Points of a full post, the oldest first, over the range that is fair by the latest count;
    nothing to draw of a single one."""
    if len(readings) < 2:
        return None
    latest = readings[0]
    points = [PlotPoint(f"{each.on:%b %y}", each.per_fte) for each in reversed(readings)]
    return plot(points, band=(latest.fair_from, latest.fair_to), least=0)
