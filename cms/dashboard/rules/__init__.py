"""What a manager's grid says of somebody, from plain values; what is worst; what may be done."""

from .acting import (
    ONCE_IN,
    REVIEW_STEPS,
    Act,
    module_words,
    said_lately,
    title_words,
    waits_for_mentor,
)
from .asking import DEFAULT_SORT, NEEDS, Asked, matches, order_of, sorted_rows
from .cells import Cell, Column, Leads, Level, Note
from .practice import (
    Review,
    Seen,
    Year,
    cpd_cell,
    observation_cell,
    review_cell,
    supervision_cell,
)
from .training import Held, Module, Training, certificate_cell, induction_cell, training_of

__all__ = [
    "DEFAULT_SORT",
    "NEEDS",
    "ONCE_IN",
    "REVIEW_STEPS",
    "Act",
    "Asked",
    "Cell",
    "Column",
    "Held",
    "Leads",
    "Level",
    "Module",
    "Note",
    "Review",
    "Seen",
    "Training",
    "Year",
    "certificate_cell",
    "cpd_cell",
    "induction_cell",
    "matches",
    "module_words",
    "observation_cell",
    "order_of",
    "review_cell",
    "said_lately",
    "sorted_rows",
    "supervision_cell",
    "title_words",
    "training_of",
    "waits_for_mentor",
]
