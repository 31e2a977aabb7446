"""What each quiz screen needs: before handing in (attempts), and after it (results)."""

from .attempts import (
    AskedQuestion,
    QuizOverview,
    asked_question,
    attempt_places,
    attempts_readable_by,
    quiz_overview,
    responses_readable_by,
    review_lines,
)
from .checks import quiz_findings
from .results import proof_lines, quiz_warnings, result_lines

__all__ = [
    "AskedQuestion",
    "QuizOverview",
    "asked_question",
    "attempt_places",
    "attempts_readable_by",
    "proof_lines",
    "quiz_findings",
    "quiz_overview",
    "quiz_warnings",
    "responses_readable_by",
    "result_lines",
    "review_lines",
]
