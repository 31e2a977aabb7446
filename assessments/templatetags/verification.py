"""What a verifier said last, for the pages of an entry that came back."""

from typing import Any

from django import template

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryState
from assessments.verification.queries import answers_of

register = template.Library()


@register.inclusion_tag("verification/last_answer.html")
def why_it_came_back(entry: CPDEntry) -> dict[str, Any]:
    """Nothing for an entry that did not come back; one query or two for one that did."""
    came_back = entry.state == EntryState.RETURNED
    return {"answers": answers_of(entry)[:1] if came_back else [], "entry": entry}
