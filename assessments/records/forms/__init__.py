"""Parsing what is sent about a record. Every text is looked through for learners’ details."""

from .answers import (
    AddendumForm,
    CheckForm,
    CountersignForm,
    DrawForm,
    FindingsForm,
    OutcomeForm,
    PurposeForm,
    ReturnForm,
    SignForm,
    UnsignedForm,
)
from .conflicts import Difference, carried, differences, settled
from .record import RecordForms

__all__ = [
    "AddendumForm",
    "CheckForm",
    "CountersignForm",
    "Difference",
    "DrawForm",
    "FindingsForm",
    "OutcomeForm",
    "PurposeForm",
    "RecordForms",
    "ReturnForm",
    "SignForm",
    "UnsignedForm",
    "carried",
    "differences",
    "settled",
]
