"""Which parts a record has: as much as its kind of session needs and no more (domain.md 4.2)."""

from django.db.models import TextChoices

from assessments.supervision.rules.kinds import KINDS, Depth, SessionType


class RecordPart(TextChoices):
    REVIEWS = "reviews", "Actions from before"
    AGENDA = "agenda", "What we talked about"
    DECISIONS = "decisions", "What we decided"
    WORKLOAD = "workload", "Workload"
    PRACTICE = "practice", "Practice"
    LEARNING = "learning", "What is taken away"
    LEARNERS = "learners", "Work with learners"
    WELLBEING = "wellbeing", "Wellbeing and support"
    RECOGNITION = "recognition", "What to celebrate"
    ACTIONS = "actions", "New actions"
    NEEDS = "needs", "What to learn next"
    NEXT = "next", "The next session"


_OF_DEPTH: dict[Depth, frozenset[RecordPart]] = {
    Depth.FULL: frozenset(RecordPart),
    Depth.THEMES: frozenset(RecordPart)
    - {RecordPart.DECISIONS, RecordPart.WORKLOAD, RecordPart.LEARNERS, RecordPart.WELLBEING},
    Depth.ATTENDANCE: frozenset(
        {
            RecordPart.REVIEWS,
            RecordPart.AGENDA,
            RecordPart.WELLBEING,
            RecordPart.ACTIONS,
            RecordPart.NEXT,
        }
    ),
    Depth.PRACTICE: frozenset({RecordPart.PRACTICE, RecordPart.NEXT}),
}
# Whoever holds these is not the supervisor of those who come: their open actions are not hers.
_NOT_IN = {
    SessionType.GROUP: frozenset({RecordPart.REVIEWS}),
    SessionType.DEBRIEF: frozenset({RecordPart.REVIEWS, RecordPart.AGENDA, RecordPart.ACTIONS}),
}


def parts_of(kind: str) -> frozenset[RecordPart]:
    """The safeguarding question is in every record and is not among them."""
    session_type = SessionType(kind)
    return _OF_DEPTH[KINDS[session_type].depth] - _NOT_IN.get(session_type, frozenset())
