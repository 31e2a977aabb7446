"""What is prepared for a session, and marks of how the work feels. Rows are written directly."""

from typing import Any

from assessments.preparation.models import PreparationItem, SessionPreparation, WellbeingMark
from assessments.sessions.models import SupervisionSession
from cms.people.accounts.models import User
from tests.factories.people import days_ago
from tests.factories.supervision import SAID


def preparation(meeting: SupervisionSession, mentor: User, **fields: Any) -> SessionPreparation:
    """One answer, and one line of her own on the agenda."""
    row = SessionPreparation.objects.create(
        session=meeting, mentor=mentor, **{"wants": SAID, **fields}
    )
    PreparationItem.objects.create(preparation=row, title="A talk that went quiet")
    return row


def marks(mentor: User, *levels: int, is_shared: bool = False) -> list[WellbeingMark]:
    """One a week, the last of them today."""
    return [
        WellbeingMark.objects.create(
            mentor=mentor,
            level=str(level),
            is_shared=is_shared,
            on=days_ago(7 * (len(levels) - place - 1)),
        )
        for place, level in enumerate(levels)
    ]
