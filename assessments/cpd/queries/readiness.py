"""What is still missing before an entry can be handed in."""

from .. import rules
from ..models import CPDEntry
from .policy import policy_on


def still_missing(entry: CPDEntry) -> list[str]:
    """Everything at once, in plain words; empty when it can be handed in."""
    policy = policy_on(entry.start_on)
    found = rules.unfinished(entry.content, statements=entry.claims.count(), policy=policy)
    files = list(entry.files.kept())
    if rules.evidence_required(entry.activity_type) and not files:
        found.append("Add the certificate: this kind of activity needs one.")
    unattested = [file.name for file in files if file.attested_at is None]
    found += [
        f"Say of “{name}” that no learner or family can be recognised in it, or take it out."
        for name in unattested
    ]
    return found
