"""Entries that were handed in, answered and sampled. Rows are written directly, for a scene."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.queries.shared import shared_words
from assessments.verification.models import CPDSample, CPDVerification, SampleRound
from assessments.verification.rules import Answers, Findings, Outcome, Reason, Result
from cms.people.accounts.models import User
from tests.factories.cpd import APPLICATION, SECRET, SUMMARY, cpd_entry

YES = Answers(is_real=True, is_relevant=True, is_applied=True)
REASON = "Say in a sentence with whom you will try it, and by when."
NO = Answers(is_real=True, is_relevant=True, is_applied=False, note=REASON)
IN_ORDER = Findings(is_real=True, is_relevant=True, is_applied=True, would_verify=True)
FOUND = "I could not see what will be different for anybody."
IN_DOUBT = Findings(
    is_real=True, is_relevant=True, is_applied=False, would_verify=False, note=FOUND
)


def days_back(days: int) -> datetime:
    return timezone.localtime() - timedelta(days=days)


def handed_in(owner: User, *, days: int = 1, **fields: Any) -> CPDEntry:
    """Complete, and waiting for so many days. What is private in it may not be seen anywhere."""
    moment = days_back(days)
    defaults: dict[str, Any] = {
        "state": "submitted",
        "submitted_at": moment,
        "submitted_on": timezone.localdate(moment),
        "changed_at": moment,
        "application": APPLICATION,
        "shared_summary": SUMMARY,
        "what_i_learned": SECRET,
        "reflection": {"what": SECRET},
    }
    return cpd_entry(owner, **{**defaults, **fields})


def answer_of(entry: CPDEntry, verifier: User, **fields: Any) -> CPDVerification:
    """A manager's answer: verified unless said otherwise. The entry is left as it is."""
    defaults: dict[str, Any] = {
        "outcome": Outcome.VERIFIED,
        "is_real": True,
        "is_relevant": True,
        "is_applied": True,
        "judged": shared_words(entry),
        "waited_days": 2,
    }
    return CPDVerification.objects.create(entry=entry, verifier=verifier, **{**defaults, **fields})


def verified(owner: User, verifier: User, *, days: int = 1, **fields: Any) -> CPDEntry:
    moment = days_back(days)
    entry = handed_in(owner, days=days + 2, state="verified", verified_at=moment, **fields)
    answer_of(entry, verifier, at=moment)
    return entry


def sample_round(by: User, **fields: Any) -> SampleRound:
    today = timezone.localdate()
    defaults: dict[str, Any] = {
        "label": "Autumn",
        "first_on": today - timedelta(days=90),
        "last_on": today,
        "percent": 10,
        "least": 2,
        "all_over_minutes": 900,
        "first_year": True,
        "seed": 42,
    }
    return SampleRound.objects.create(drawn_by=by, **{**defaults, **fields})


def sampled(owner: User, verifier: User, drawn: SampleRound, **fields: Any) -> CPDSample:
    """One entry in a sample; with `result` and so on, what was found in it."""
    entry = verified(owner, verifier, title=fields.pop("title", "Workshop on questioning"))
    entry.state, entry.sampled_at = "sampled", timezone.now()
    entry.save()
    return CPDSample.objects.create(
        round=drawn,
        entry=entry,
        verification=entry.verifications.get(),
        why=fields.pop("why", Reason.SHARE),
        **fields,
    )


def query_on(owner: User, verifier: User, drawn: SampleRound, *, days: int = 1) -> CPDSample:
    """A query that waits for an answer for so many days."""
    return sampled(
        owner,
        verifier,
        drawn,
        result=Result.QUERY,
        sampler=drawn.drawn_by,
        is_real=True,
        is_relevant=True,
        is_applied=False,
        would_verify=False,
        note=FOUND,
        answered_at=days_back(days),
    )
