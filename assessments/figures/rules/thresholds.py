"""From how many answers a figure is shown (domain.md 6.2)."""

LOWEST_THRESHOLD = 5  # may be lowered, but never under 5
