"""A year worth exporting. Rows are written directly, for a scene."""

from typing import Any

from django.utils import timezone

from assessments.cpd.models import CPDEntry, EntryClaim
from assessments.cpd.rules import EntryState
from assessments.standards.models import Statement
from assessments.verification.models import CPDVerification
from assessments.verification.rules import Outcome
from cms.people.accounts.models import User
from tests.factories.cpd import cpd_entry

SECRET = "zanzibar"  # a word that stands in what is private, and nowhere else
SUMMARY = "We tried one open question at the start of every review, and waited."


def verified_entry(owner: User, verifier: User, **fields: Any) -> CPDEntry:
    now = timezone.now()
    values: dict[str, Any] = {
        "state": EntryState.VERIFIED,
        "submitted_at": now,
        "submitted_on": timezone.localdate(now),
        "verified_at": now,
        "shared_summary": SUMMARY,
        "application": "From Monday I open each review with one exception question, and count.",
        "what_i_learned": f"{SECRET}: I talk too much.",
        "reflection": {"what": f"{SECRET}: I was afraid of the silence."},
        "impact_status": "clear",
        "impact_note": "More of them name a first step themselves.",
    }
    entry = cpd_entry(owner, **{**values, **fields})
    EntryClaim.objects.create(
        entry=entry, statement=Statement.objects.get(code="S2"), claim="My questions are open."
    )
    CPDVerification.objects.create(
        entry=entry, verifier=verifier, outcome=Outcome.VERIFIED,
        is_real=True, is_relevant=True, is_applied=True,
    )  # fmt: skip
    return entry
