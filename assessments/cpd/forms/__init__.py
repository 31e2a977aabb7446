"""What people write into their log."""

from .conflicts import Difference, carried, differences, settled
from .entry import EntryForm, QuickEntryForm
from .fields import MinutesField, StatementsField, StatementsMixin
from .later import ImpactForm, ShareForm

__all__ = [
    "Difference",
    "EntryForm",
    "ImpactForm",
    "MinutesField",
    "QuickEntryForm",
    "ShareForm",
    "StatementsField",
    "StatementsMixin",
    "carried",
    "differences",
    "settled",
]
