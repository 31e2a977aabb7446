"""Index of the box: every model, so that Django finds it. Code imports from the slice."""

from .actions.models import ActionUpdate, SupervisionAction
from .assurance.models import PulseTaken, PulseTally
from .caseloads.models import CaseloadPolicy, CaseloadSnapshot
from .colleagues.models import ColleagueAnswer, ColleagueAsk, ColleagueRound
from .concerns.models import SafeguardingPointer
from .contact_hours.models import ContactMonth
from .cpd.models import CPDEntry, CPDPolicy, EntryClaim
from .debriefs.models import DebriefAnswer, PathShare
from .drafting.models import ReviewerLink
from .events.models import EventAttendance, TrainingEvent
from .feedback.models import FormativeNote, NoteReply, NoteSeen
from .figures.models import FigurePolicy
from .files.models import EvidenceFile
from .moderation.models import (
    CalibrationExercise,
    CalibrationRating,
    ModerationCase,
    ModerationRound,
    ModeratorView,
)
from .objectives.models import CollegePriority, Objective, ObjectiveProgress
from .observations.models import (
    Observation,
    ObservationCriterion,
    ObservationNote,
    ObservationRating,
    ObservationSignature,
    ObservationTemplate,
)
from .outcomes.models import OutcomeImport, OutcomeMetric, OutcomeNote
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
from .reviews.models import (
    AreaAnchor,
    AreaJudgement,
    DevelopmentAction,
    DisputeMeeting,
    EvidenceLink,
    PerformanceReview,
    ReviewArea,
    ReviewCycle,
    ReviewObjective,
    ReviewPolicy,
    ReviewResponse,
    ReviewSignature,
    ReviewTemplate,
    SelfAssessment,
    SetAsideDraft,
    WarningReason,
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
from .voice.models import (
    VoiceCampaign,
    VoiceCode,
    VoiceCohort,
    VoiceComment,
    VoiceQuestion,
    VoiceQuestionnaire,
    VoiceRelease,
    VoiceReply,
    VoiceResponse,
)
from .witnesses.models import WitnessRequest

__all__ = [
    "ActionUpdate",
    "AgendaItem",
    "AgreementSignature",
    "AreaAnchor",
    "AreaJudgement",
    "CPDEntry",
    "CPDPolicy",
    "CPDSample",
    "CPDTarget",
    "CPDVerification",
    "CalendarFeed",
    "CalibrationExercise",
    "CalibrationRating",
    "CarryOver",
    "CaseloadPolicy",
    "CaseloadSnapshot",
    "Character",
    "ColleagueAnswer",
    "ColleagueAsk",
    "ColleagueRound",
    "CollegeClosure",
    "CollegePriority",
    "ContactMonth",
    "DebriefAnswer",
    "DevelopmentAction",
    "DisputeMeeting",
    "DisputeReview",
    "EntryClaim",
    "EventAttendance",
    "Evidence",
    "EvidenceFile",
    "EvidenceLink",
    "FigurePolicy",
    "FormativeNote",
    "Framework",
    "ModerationCase",
    "ModerationRound",
    "ModeratorView",
    "NoteReply",
    "NoteSeen",
    "Objective",
    "ObjectiveProgress",
    "Observation",
    "ObservationCriterion",
    "ObservationNote",
    "ObservationRating",
    "ObservationSignature",
    "ObservationTemplate",
    "OutcomeImport",
    "OutcomeMetric",
    "OutcomeNote",
    "OwnWords",
    "PathShare",
    "PerformanceReview",
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
    "ReviewArea",
    "ReviewCycle",
    "ReviewObjective",
    "ReviewPolicy",
    "ReviewResponse",
    "ReviewSignature",
    "ReviewTemplate",
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
    "SelfAssessment",
    "SessionAttendance",
    "SessionPreparation",
    "SetAsideDraft",
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
    "VoiceCampaign",
    "VoiceCode",
    "VoiceCohort",
    "VoiceComment",
    "VoiceQuestion",
    "VoiceQuestionnaire",
    "VoiceRelease",
    "VoiceReply",
    "VoiceResponse",
    "WarningReason",
    "WellbeingMark",
    "WitnessRequest",
]
