"""Index of the box's models; import from the slices, not from here."""

from .catalogue.models import LessonPage, ModulePage, ProgrammePage, StepPage
from .certificates.models import Certificate
from .enrolment.models import Enrolment, ProgrammeEnrolment
from .progress.models import Completion, Reflection, StepCompletion, StepVisit

__all__ = [
    "Certificate",
    "Completion",
    "Enrolment",
    "LessonPage",
    "ModulePage",
    "ProgrammeEnrolment",
    "ProgrammePage",
    "Reflection",
    "StepCompletion",
    "StepPage",
    "StepVisit",
]
