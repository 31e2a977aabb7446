"""What a quality lead finds in a sampled entry, and the fair way through a query.

A query is no sanction and no verdict: both the owner and the verifier are told what was found, may
answer within a stated time, and only then it is settled.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from .answers import SHORTEST_REASON

LONGEST_REPLY = 1_000


class Result(TextChoices):
    OK = "ok", "In order"
    QUERY = "query", "Query"


class Stage(TextChoices):
    """How far a sampled entry has come."""

    WAITS = "waits", "To be looked at"
    IN_ORDER = "in_order", "In order"
    ASKED = "asked", "Query: an answer is awaited"
    REPLIED = "replied", "Query: answered, to be settled"
    SETTLED = "settled", "Query: settled"


@dataclass(frozen=True)
class Findings:
    is_real: bool
    is_relevant: bool
    is_applied: bool
    would_verify: bool
    note: str = ""

    @property
    def is_in_order(self) -> bool:
        return self.is_real and self.is_relevant and self.is_applied and self.would_verify


def stage(*, result: str, replied_at: datetime | None, settled_at: datetime | None) -> Stage:
    if not result:
        return Stage.WAITS
    if result == Result.OK:
        return Stage.IN_ORDER
    if settled_at:
        return Stage.SETTLED
    return Stage.REPLIED if replied_at else Stage.ASKED


def check_findings(result: Result, findings: Findings) -> None:
    if result == Result.OK and not findings.is_in_order:
        raise ValidationError(
            "An entry is in order when all four answers are yes. With a no, raise a query.",
            code="no_among_them",
        )
    if result == Result.QUERY and findings.is_in_order:
        raise ValidationError(
            "You said yes four times, so there is nothing to ask. Close it as in order, or say no "
            "where you have a question.",
            code="all_yes",
        )
    if result == Result.QUERY and len(findings.note.strip()) < SHORTEST_REASON:
        raise ValidationError(
            {
                "note": "Say what you found and what you ask: at least "
                f"{SHORTEST_REASON} characters. The owner and the verifier read it."
            }
        )


def check_reply(current: Stage, reply: str) -> None:
    if current != Stage.ASKED:
        raise ValidationError(
            "This query was answered or settled already. Nothing was saved.", code="answered"
        )
    if not reply.strip():
        raise ValidationError({"reply": "Write your answer first."})
    if len(reply) > LONGEST_REPLY:
        raise ValidationError(
            {"reply": f"At most {LONGEST_REPLY:,} characters: say the main thing."}
        )


def check_is_query(result: str) -> None:
    if result != Result.QUERY:
        raise ValidationError("There is no open query here to settle.", code="no_query")


def check_can_be_settled(current: Stage, *, reply_by: date, today: date) -> None:
    """Not before they were heard, or have let the time pass."""
    if current not in (Stage.ASKED, Stage.REPLIED):
        raise ValidationError("There is no open query here to settle.", code="no_query")
    if current == Stage.ASKED and today <= reply_by:
        raise ValidationError(
            "The owner and the verifier can still answer until "
            f"{reply_by.day} {reply_by:%B %Y}. Settle it when one of them has, or after that day.",
            code="too_early",
        )
