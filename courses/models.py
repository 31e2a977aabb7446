"""Index of the box's models; import from the slices, not from here."""

from .approval.models import (
    ContentApproval,
    GuardedModule,
    LapseWarning,
    SafeguardingApproval,
)
from .catalogue.models import LessonPage, ModulePage, ProgrammePage, StepPage
from .certificates.models import Certificate
from .enrolment.models import Enrolment, ProgrammeEnrolment
from .interactive.models import ActivityPage
from .progress.models import Completion, ExercisePass, Reflection, StepCompletion, StepVisit

__all__ = [
    "ActivityPage",
    "Certificate",
    "Completion",
    "ContentApproval",
    "Enrolment",
    "ExercisePass",
    "GuardedModule",
    "LapseWarning",
    "LessonPage",
    "ModulePage",
    "ProgrammeEnrolment",
    "ProgrammePage",
    "Reflection",
    "SafeguardingApproval",
    "StepCompletion",
    "StepPage",
    "StepVisit",
]
