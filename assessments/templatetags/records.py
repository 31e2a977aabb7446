from typing import Any

from django import template

from assessments.records.access import can_audit, is_supervisee

register = template.Library()


@register.simple_tag
def own_answer(audit: Any, person: Any) -> bool | None:
    """What somebody of the pair has said to the question, if anything."""
    is_hers = is_supervisee(person, audit.record)
    answer: bool | None = audit.supervisee_agrees if is_hers else audit.supervisor_agrees
    return answer


@register.simple_tag
def may_look(audit: Any, person: Any) -> bool:
    return audit.answered_at is None and can_audit(person, audit)
