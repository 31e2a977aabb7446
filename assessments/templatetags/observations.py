"""Talk time and questions, as the screens of observations show them."""

from dataclasses import dataclass
from typing import Any

from django import template

from assessments.observations.queries import talk_of, tally_of
from assessments.observations.rules import Tally, clock

register = template.Library()
register.filter("clock", clock)


@dataclass(frozen=True)
class Share:
    asked: int
    talked: int
    sentences: list[str]


@register.simple_tag
def share_of(counted: Any) -> Share:
    """`{% share_of observation as share %}`, or of a tally."""
    tally = counted if isinstance(counted, Tally) else tally_of(counted)
    return Share(
        tally.open_questions + tally.closed_questions,
        tally.mentor_seconds + tally.learner_seconds,
        talk_of(tally),
    )
