"""The log of what people did to keep and improve their practice, and what their college asks."""

from .entries import CPDEntry, CPDEntryQuerySet, EntryClaim
from .policy import CPDPolicy

__all__ = ["CPDEntry", "CPDEntryQuerySet", "CPDPolicy", "EntryClaim"]
