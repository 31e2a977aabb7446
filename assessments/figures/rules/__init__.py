"""When a figure may be shown, and how sure it is."""

from .thresholds import LOWEST_THRESHOLD

__all__ = ["LOWEST_THRESHOLD"]
