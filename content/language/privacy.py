"""What a rights request must know of a text besides colleagues' names: learners' details."""

from collections.abc import Iterable

from cms.people.privacy.queries.names import register_detector
from content.language.rules import learner_details


def details_in(text: str) -> Iterable[tuple[int, int]]:
    return [(detail.start, detail.end) for detail in learner_details(text)]


register_detector(details_in)
