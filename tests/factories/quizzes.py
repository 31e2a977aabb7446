"""A quiz of four questions, one of each kind, published as a trainer would; and attempts at it."""

from typing import Any

from assessments.quizzes.blocks import raw_question
from assessments.quizzes.models import QuestionResponse, QuizAttempt, QuizPage
from assessments.quizzes.rules import Kind, Option, Question
from assessments.quizzes.services import answer_question, hand_in, start_attempt
from cms.people.accounts.models import User
from courses.catalogue.models import ModulePage
from tests.factories.courses import module_page
from tests.factories.pages import add_page

STRONGEST = Question(
    Kind.SINGLE,
    "Which is the **strongest** target for a {learner}?",
    (
        Option("Improve your time management", feedback="You could not film it."),
        Option("By Friday, upload one page", is_right=True, feedback="You saw the small product."),
        Option("Finish unit 4"),
    ),
    codes=("S1",),
    feedback="A strong target names a product, a time and a check.",
)
EVIDENCE = Question(
    Kind.MULTI,
    "Which of these are sound evidence?",
    (
        Option("A photo of the plan, seen by you", is_right=True),
        Option("The teacher says the draft had a structure", is_right=True),
        Option("The learner says that they do that now", feedback="True perhaps, but weak alone."),
    ),
    codes=("K6", "S6"),
    feedback="Evidence can be checked by somebody else.",
)
DATES = Question(
    Kind.TRUE_FALSE,
    "Moving a target date is always a sign of low expectations.",
    (Option("True", feedback="A date that slides can be."), Option("False", is_right=True)),
    codes=("d",),
    feedback="Dates fit reality when the change is agreed.",
)
REVIEW = Question(
    Kind.ORDER,
    "Put a review conversation in order.",
    (
        Option("Ask how the last step went"),
        Option("Look at the evidence"),
        Option("Keep or change the target"),
        Option("Agree the next step"),
    ),
    codes=("S6",),
    feedback="Look back before you look forward.",
)
QUESTIONS = (STRONGEST, EVIDENCE, DATES, REVIEW)


def must(question: Question) -> Question:
    """The same question, as one that nobody may get wrong."""
    return Question(**{**vars(question), "is_must": True})


def quiz_page(
    parent: ModulePage | None = None,
    *,
    questions: tuple[Question, ...] = QUESTIONS,
    live: bool = True,
    **fields: Any,
) -> QuizPage:
    defaults: dict[str, Any] = {
        "title": "Check what you know",
        "slug": "quiz",
        "minutes": 10,
        "pass_mark": 80,
        "questions": [raw_question(f"Q{n}", q) for n, q in enumerate(questions, start=1)],
    }
    module = parent or ModulePage.objects.first() or module_page()
    page: QuizPage = add_page(module, QuizPage(**{**defaults, **fields}), live=live)
    return page


def attempt_at(quiz: QuizPage, participant: User) -> QuizAttempt:
    return start_attempt(participant=participant, quiz=quiz, by=participant)


def responses_of(attempt: QuizAttempt) -> list[QuestionResponse]:
    return list(attempt.responses.select_related("version", "attempt"))


def right_answer(question: Question) -> list[int]:
    if question.kind == Kind.ORDER:
        return list(range(len(question.options)))
    return sorted(question.right)


def wrong_answer(question: Question) -> list[int]:
    """An answer that earns nothing."""
    if question.kind == Kind.ORDER:
        return list(reversed(range(len(question.options))))
    return [n for n in range(len(question.options)) if n not in question.right][:1]


def answer_all(attempt: QuizAttempt, *, wrong: tuple[int, ...] = ()) -> QuizAttempt:
    """Everything right but the questions at the places in `wrong`."""
    for response in responses_of(attempt):
        question = response.version.question
        answer = (wrong_answer if response.position in wrong else right_answer)(question)
        answer_question(response=response, answer=answer, by=attempt.participant)
    return attempt


def handed_in(quiz: QuizPage, participant: User, *, wrong: tuple[int, ...] = ()) -> QuizAttempt:
    attempt = answer_all(attempt_at(quiz, participant), wrong=wrong)
    return hand_in(attempt=attempt, by=participant)


def passed(quiz: QuizPage, participant: User) -> QuizAttempt:
    return handed_in(quiz, participant)


def failed(quiz: QuizPage, participant: User) -> QuizAttempt:
    return handed_in(quiz, participant, wrong=(1, 2))


def edited(quiz: QuizPage, *questions: Question) -> QuizPage:
    """Publish other words under the same question ids, as a trainer does in the admin."""
    draft = quiz.get_latest_revision_as_object()
    draft.questions = [raw_question(f"Q{n}", q) for n, q in enumerate(questions, start=1)]
    draft.save_revision().publish()
    page: QuizPage = QuizPage.objects.get(pk=quiz.pk)
    return page
