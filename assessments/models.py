"""Index of the box: every model, so that Django finds it. Code imports from the slice."""

from .contact_hours.models import ContactMonth
from .cpd.models import CPDEntry, CPDPolicy, EntryClaim
from .debriefs.models import DebriefAnswer, PathShare
from .drafting.models import ReviewerLink
from .events.models import EventAttendance, TrainingEvent
from .files.models import EvidenceFile
from .plans.models import PlanLine
from .quizzes.models import QuestionResponse, QuestionVersion, QuizAttempt, QuizPage
from .rooms.models import Room, RoomVote
from .scenarios.models import (
    Character,
    OwnWords,
    ScenarioAttempt,
    ScenarioPage,
    ScenarioStep,
    ScenarioVersion,
    ScenarioWayOut,
    ScenePack,
)
from .standards.models import CarryOver, Evidence, Framework, Statement, StatementMapping
from .supervision.models import SupervisionBookmark
from .targets.models import CPDTarget, TargetAdjustment
from .verification.models import CPDSample, CPDVerification, SampleRound
from .witnesses.models import WitnessRequest

__all__ = [
    "CPDEntry",
    "CPDPolicy",
    "CPDSample",
    "CPDTarget",
    "CPDVerification",
    "CarryOver",
    "Character",
    "ContactMonth",
    "DebriefAnswer",
    "EntryClaim",
    "EventAttendance",
    "Evidence",
    "EvidenceFile",
    "Framework",
    "OwnWords",
    "PathShare",
    "PlanLine",
    "QuestionResponse",
    "QuestionVersion",
    "QuizAttempt",
    "QuizPage",
    "ReviewerLink",
    "Room",
    "RoomVote",
    "SampleRound",
    "ScenarioAttempt",
    "ScenarioPage",
    "ScenarioStep",
    "ScenarioVersion",
    "ScenarioWayOut",
    "ScenePack",
    "Statement",
    "StatementMapping",
    "SupervisionBookmark",
    "TargetAdjustment",
    "TrainingEvent",
    "WitnessRequest",
]
