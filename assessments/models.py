"""Index of the box: every model, so that Django finds it. Code imports from the slice."""

from .actions.models import ActionUpdate, SupervisionAction
from .assurance.models import PulseTaken, PulseTally
from .concerns.models import SafeguardingPointer
from .contact_hours.models import ContactMonth
from .cpd.models import CPDEntry, CPDPolicy, EntryClaim
from .debriefs.models import DebriefAnswer, PathShare
from .drafting.models import ReviewerLink
from .events.models import EventAttendance, TrainingEvent
from .files.models import EvidenceFile
from .personal_notes.models import PersonalNote
from .plans.models import PlanLine
from .preparation.models import PreparationItem, SessionPreparation, WellbeingMark
from .quizzes.models import QuestionResponse, QuestionVersion, QuizAttempt, QuizPage
from .records.models import (
    AgendaItem,
    DisputeReview,
    RecordAddendum,
    RecordAudit,
    RecordReturn,
    RecordSignature,
    SupervisionDecision,
    SupervisionRecord,
)
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
from .sessions.models import CalendarFeed, SessionAttendance, SupervisionSession
from .standards.models import CarryOver, Evidence, Framework, Statement, StatementMapping
from .supervision.models import (
    AgreementSignature,
    CollegeClosure,
    SupervisionAgreement,
    SupervisionBookmark,
    SupervisionNeed,
    SupervisionPolicy,
    SupervisorPost,
)
from .targets.models import CPDTarget, TargetAdjustment
from .verification.models import CPDSample, CPDVerification, SampleRound
from .witnesses.models import WitnessRequest

__all__ = [
    "ActionUpdate",
    "AgendaItem",
    "AgreementSignature",
    "CPDEntry",
    "CPDPolicy",
    "CPDSample",
    "CPDTarget",
    "CPDVerification",
    "CalendarFeed",
    "CarryOver",
    "Character",
    "CollegeClosure",
    "ContactMonth",
    "DebriefAnswer",
    "DisputeReview",
    "EntryClaim",
    "EventAttendance",
    "Evidence",
    "EvidenceFile",
    "Framework",
    "OwnWords",
    "PathShare",
    "PersonalNote",
    "PlanLine",
    "PreparationItem",
    "PulseTaken",
    "PulseTally",
    "QuestionResponse",
    "QuestionVersion",
    "QuizAttempt",
    "QuizPage",
    "RecordAddendum",
    "RecordAudit",
    "RecordReturn",
    "RecordSignature",
    "ReviewerLink",
    "Room",
    "RoomVote",
    "SafeguardingPointer",
    "SampleRound",
    "ScenarioAttempt",
    "ScenarioPage",
    "ScenarioStep",
    "ScenarioVersion",
    "ScenarioWayOut",
    "ScenePack",
    "SessionAttendance",
    "SessionPreparation",
    "Statement",
    "StatementMapping",
    "SupervisionAction",
    "SupervisionAgreement",
    "SupervisionBookmark",
    "SupervisionDecision",
    "SupervisionNeed",
    "SupervisionPolicy",
    "SupervisionRecord",
    "SupervisionSession",
    "SupervisorPost",
    "TargetAdjustment",
    "TrainingEvent",
    "WellbeingMark",
    "WitnessRequest",
]
