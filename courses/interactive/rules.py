"""When playing an activity counts: plain values in, an answer out."""

from dataclasses import dataclass
from decimal import Decimal

from content.activities.rules import Completing, JudgedBy, Reached, Weight, is_reached


@dataclass(frozen=True)
class Result:
    """What somebody has reached in an activity, and how it was judged."""

    reached: str
    percent: Decimal | None = None
    judged_by: str = JudgedBy.BROWSER
    weight: str = Weight.PRACTICE

    @property
    def is_proof(self) -> bool:
        """Whether it may stand as more than practice: its author answers for the questions, and
        the server has worked the score out again (design.md 3.4)."""
        is_judged = self.reached == Reached.FINISHED and self.percent is not None
        return is_judged and self.weight == Weight.VERIFIED and self.judged_by == JudgedBy.SERVER


def counts(
    result: Result, *, completing: str, pass_percent: int | None, is_safeguarding: bool
) -> bool:
    """Whether it is done. In a module about safeguarding a score counts only where it is proof:
    what a browser reports never passes a certificate."""
    if is_safeguarding and completing == Completing.SCORED and not result.is_proof:
        return False
    return is_reached(
        completing, reached=result.reached, percent=result.percent, pass_percent=pass_percent
    )


def shown_percent(percent: Decimal | None) -> str:
    """Rounded down, so that 100 % is all of it; empty where there is no score."""
    return "" if percent is None else f"{int(percent)} %"
