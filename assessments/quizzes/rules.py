"""What is true of questions, answers and marks.

How a quiz is marked, in one place:

* A question earns between 0 and 1. Single choice and true or false earn all or nothing.
* "Choose all that apply" earns (right ones ticked − wrong ones ticked) ÷ right ones, never below 0,
  so that ticking everything earns nothing.
* An order earns the share of neighbouring pairs that stand together in the right order.
* A question *is right* only when it earns everything. A `must` question has to be right.
* The score is the mean over all questions, as a percentage; an unanswered question earns 0.
* Passed = score at or above the pass mark, and every `must` question right. The exact score is
  compared; what people are shown is rounded down, so that a shown 80 % is never a failed 80 %.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

FEW = 2  # single choice questions: so many may have their right options in one place by chance

Answer = list[int] | None  # positions in Question.options; for an order, in the order given


class Kind(TextChoices):
    SINGLE = "single", "One right answer"
    MULTI = "multi", "Choose all that apply"
    TRUE_FALSE = "tf", "True or false"
    ORDER = "order", "Put in order"


class Status(TextChoices):
    OPEN = "open", "In progress"
    SUBMITTED = "submitted", "Handed in"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.OPEN: frozenset({Status.SUBMITTED}),
    Status.SUBMITTED: frozenset(),  # an attempt is never reopened: another one is started
}


@dataclass(frozen=True)
class Option:
    text: str
    is_right: bool = False
    feedback: str = ""


@dataclass(frozen=True)
class Question:
    """One question as plain values: what is snapshotted, asked and marked."""

    kind: Kind
    stem: str
    options: tuple[Option, ...]
    codes: tuple[str, ...] = ()
    feedback: str = ""
    is_must: bool = False
    lesson: int | None = None  # the page that teaches it

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> "Question":
        return cls(
            kind=Kind(content["kind"]),
            stem=content["stem"],
            options=tuple(
                Option(item["text"], item["right"], item["fb"]) for item in content["options"]
            ),
            codes=tuple(content["codes"]),
            feedback=content["fb"],
            is_must=content["must"],
            lesson=content["lesson"],
        )

    def as_content(self) -> dict[str, Any]:
        return {
            "kind": str(self.kind),
            "stem": self.stem,
            "options": [
                {"text": option.text, "right": option.is_right, "fb": option.feedback}
                for option in self.options
            ],
            "codes": list(self.codes),
            "fb": self.feedback,
            "must": self.is_must,
            "lesson": self.lesson,
        }

    @property
    def right(self) -> frozenset[int]:
        return frozenset(n for n, option in enumerate(self.options) if option.is_right)


@dataclass(frozen=True)
class Mark:
    points: Fraction
    is_right: bool


@dataclass(frozen=True)
class Result:
    score: Fraction  # 0 to 100
    is_passed: bool
    musts_missed: int


# Marking ---------------------------------------------------------------------


def mark(question: Question, answer: Answer) -> Mark:
    if answer is None:
        return Mark(Fraction(0), False)
    if question.kind == Kind.ORDER:
        points = ordered_share(answer)
    elif question.kind == Kind.MULTI:
        points = ticked_share(question.right, frozenset(answer))
    else:
        points = Fraction(int(frozenset(answer) == question.right))
    return Mark(points, points == 1)


def ticked_share(right: frozenset[int], ticked: frozenset[int]) -> Fraction:
    """(right ones ticked − wrong ones ticked) ÷ right ones, never below 0."""
    return max(Fraction(0), Fraction(len(ticked & right) - len(ticked - right), len(right)))


def ordered_share(answer: Sequence[int]) -> Fraction:
    """The share of neighbours that follow one another as they should; 0, 1, 2, … is all of them."""
    together = sum(after == before + 1 for before, after in pairwise(answer))
    return Fraction(together, len(answer) - 1)


def judge(marks: Sequence[tuple[Mark, bool]], pass_mark: int) -> Result:
    """The result of (mark, is it a must question) pairs."""
    if not marks:
        raise ValidationError("A quiz without questions cannot be marked.")
    score = 100 * sum((mark.points for mark, _ in marks), Fraction(0)) / len(marks)
    musts_missed = sum(is_must and not mark.is_right for mark, is_must in marks)
    return Result(score, score >= pass_mark and not musts_missed, musts_missed)


def stored(value: Fraction, places: int = 2) -> Decimal:
    """As the database keeps it: rounded down, never up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN)


def shown_percent(score: Decimal) -> str:
    return f"{int(score)} %"


def can_show_right_options(*, is_passed: bool, has_open_attempt: bool) -> bool:
    """Keys stay hidden from anyone who still sits the quiz, and after an attempt that failed."""
    return is_passed and not has_open_attempt


# Answers -----------------------------------------------------------------------


def check_answer(question: Question, answer: Answer) -> None:
    """Whether the answer is one that this question can have."""
    if answer is None:
        return
    known = range(len(question.options))
    if len(set(answer)) != len(answer) or not all(choice in known for choice in answer):
        raise ValidationError("That answer does not belong to this question. Choose again.")
    if question.kind == Kind.ORDER and len(answer) != len(question.options):
        raise ValidationError("Give every line a place of its own.")
    if question.kind in {Kind.SINGLE, Kind.TRUE_FALSE} and len(answer) != 1:
        raise ValidationError("Choose one answer.")
    if question.kind == Kind.MULTI and not answer:
        raise ValidationError("Tick at least one answer.")


def check_transition(old: Status, new: Status) -> None:
    if new not in TRANSITIONS[old]:
        raise ValidationError("This attempt is handed in. Start a new attempt to answer again.")


def check_all_answered(answers: Iterable[Answer]) -> None:
    missing = [str(n) for n, answer in enumerate(answers, start=1) if answer is None]
    if missing:
        raise ValidationError(
            f"Not answered yet: question {', '.join(missing)}. "
            "Answer, or confirm that you hand in without."
        )


def shown_order(question: Question, random: Random, *, shuffles: bool) -> list[int]:
    """The order in which options are shown. Lines to be ordered never start in the right order."""
    order = list(range(len(question.options)))
    if question.kind == Kind.ORDER:
        while len(order) > 1 and order == sorted(order):
            random.shuffle(order)
    elif shuffles and question.kind != Kind.TRUE_FALSE:
        random.shuffle(order)
    return order


# Authoring ---------------------------------------------------------------------


def check_question(question: Question) -> None:
    """Everything that keeps this question from being published, in words for its author."""
    errors = []
    texts = [option.text.strip().casefold() for option in question.options]
    right = len(question.right)
    if not question.stem.strip():
        errors.append("Write the question.")
    if not all(texts):
        errors.append("An option has no text: fill it in or remove it.")
    if len(set(texts)) != len(texts):
        errors.append("Two options say the same: change or remove one.")
    if question.kind == Kind.ORDER:
        if len(texts) < 3:
            errors.append("Give at least three lines to put in order.")
    elif len(texts) < 2:
        errors.append("Give at least two options.")
    elif question.kind == Kind.MULTI and not 0 < right < len(texts):
        errors.append("Mark at least one option as right and leave at least one wrong.")
    elif question.kind != Kind.MULTI and right != 1:
        errors.append(f"Mark exactly one option as right; {right or 'none'} marked now.")
    if question.is_must and not question.feedback.strip():
        errors.append("A question that must be right needs feedback: say what to do and why.")
    if errors:
        raise ValidationError(errors)


def check_quiz(questions: Sequence[Question]) -> None:
    if not questions:
        raise ValidationError("Add at least one question before you publish.")
    errors = []
    for number, question in enumerate(questions, start=1):
        try:
            check_question(question)
        except ValidationError as error:
            errors += [f"Question {number}: {message}" for message in error.messages]
    if errors:
        raise ValidationError(errors)


def warnings(questions: Sequence[Question], unknown_codes: Iterable[str] = ()) -> list[str]:
    """What an author should look at again; none of it keeps a quiz from being published."""
    found = []
    single = [question for question in questions if question.kind == Kind.SINGLE]
    longest = [n for n, q in enumerate(questions, start=1) if q in single and is_longest_right(q)]
    if single and len(longest) > 0.4 * len(single):
        numbers = ", ".join(map(str, longest))
        found.append(
            f"The right option is the longest in {len(longest)} of {len(single)} questions with "
            f"one right answer (question {numbers}): people learn to pick the longest."
        )
    unknown = set(unknown_codes)
    for number, question in enumerate(questions, start=1):
        if strange := [code for code in question.codes if code in unknown]:
            found.append(
                f"Question {number}: {', '.join(strange)} is not in the college's framework."
            )
    return found


def weak_spots(questions: Sequence[Question], *, shuffles: bool) -> list[tuple[int, str]]:
    """More to look at again: the number of a question, 0 for the whole, and what to do."""
    found = []
    single = [question for question in questions if question.kind == Kind.SINGLE]
    places = {min(question.right) + 1 for question in single if question.right}
    if len(single) > FEW and len(places) == 1 and not shuffles:
        found.append(
            (0, f"The right option is always number {places.pop()}. Shuffle the options, or move.")
        )
    for number, question in enumerate(questions, start=1):
        silent = [option.text for option in question.options if not is_explained(option)]
        if silent and question.kind != Kind.ORDER and not question.feedback.strip():
            told = ", ".join(f"“{text}”" for text in silent)
            found.append((number, f"Whoever picks {told} is told nothing. Say why it tempts."))
    return found


def is_explained(option: Option) -> bool:
    return option.is_right or bool(option.feedback.strip())


def is_longest_right(question: Question) -> bool:
    right = max((len(option.text) for option in question.options if option.is_right), default=0)
    wrong = max((len(option.text) for option in question.options if not option.is_right), default=0)
    return right > wrong
