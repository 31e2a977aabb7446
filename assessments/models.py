"""Index of the box: every model, so that Django finds it. Code imports from the slice."""

from .cpd.models import CPDEntry
from .quizzes.models import QuestionResponse, QuestionVersion, QuizAttempt, QuizPage
from .scenarios.models import ScenarioAttempt, ScenarioPage, ScenarioStep, ScenarioVersion
from .standards.models import Evidence, Framework, Statement, StatementMapping

__all__ = [
    "CPDEntry",
    "Evidence",
    "Framework",
    "QuestionResponse",
    "QuestionVersion",
    "QuizAttempt",
    "QuizPage",
    "ScenarioAttempt",
    "ScenarioPage",
    "ScenarioStep",
    "ScenarioVersion",
    "Statement",
    "StatementMapping",
]
