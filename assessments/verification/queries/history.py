"""What was said of an entry, and what has changed in it since."""

from dataclasses import dataclass, field

from assessments.cpd.models import CPDEntry
from assessments.cpd.queries.shared import SHARED_LABELS, shared_words

from .. import rules
from ..models import CPDSample, CPDVerification
from ..rules import Change


@dataclass(frozen=True)
class Answer:
    """One verifier's answer, and what her words were about compared with what came after."""

    verification: CPDVerification
    since: list[Change] = field(default_factory=list)

    @property
    def said_no(self) -> list[str]:
        row = self.verification
        return [each.words for each in rules.QUESTIONS if not getattr(row, each.name)]


@dataclass(frozen=True)
class History:
    answers: list[Answer]  # newest first
    sample: CPDSample | None

    @property
    def verifications(self) -> list[CPDVerification]:
        return [answer.verification for answer in self.answers]


def history_of(entry: CPDEntry) -> History:
    """For its owner, and for whoever reads it in order to verify or sample it."""
    rows = CPDSample.objects.filter(entry=entry)
    sample = rows.select_related("round", "sampler", "replied_by", "verification").first()
    return History(answers=answers_of(entry), sample=sample)


def answers_of(entry: CPDEntry) -> list[Answer]:
    """Every answer, the newest first, each with what was changed after it: up to the next answer,
    and after the latest one up to now."""
    rows = list(entry.verifications.select_related("verifier"))
    found = []
    newer = shared_words(entry) if rows else {}
    for row in rows:
        found.append(Answer(row, rules.changes(row.judged, newer, SHARED_LABELS)))
        newer = row.judged
    return found


def statements_of(entry: CPDEntry) -> list[object]:
    """What witnesses said of it, the newest first."""
    return list(entry.witness_requests.exclude(answered_at=None).order_by("-answered_at", "-pk"))
