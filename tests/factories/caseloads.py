"""Caseloads, month by month. Rows are written directly, for a scene; counting goes through the
service."""

from datetime import date
from decimal import Decimal
from typing import Any

from assessments.caseloads.models import CaseloadPolicy, CaseloadSnapshot
from cms.people.accounts.models import User
from tests.factories.people import days_ago

FARID = (96, 24, 6)  # 192 points: far above what is fair
AMARA = (84, 18, 3)  # 147 points: fair, with a small count


def snapshot(
    mentor: User,
    counts: tuple[int, int, int] = AMARA,
    *,
    on: date | None = None,
    fte: str = "1",
    **fields: Any,
) -> CaseloadSnapshot:
    universal, targeted, intensive = counts
    return CaseloadSnapshot.objects.create(
        mentor=mentor,
        on=on or days_ago(3),
        universal=universal,
        targeted=targeted,
        intensive=intensive,
        fte=Decimal(fte),
        **{"recorded_by": mentor, **fields},
    )


def load_policy(**fields: Any) -> CaseloadPolicy:
    return CaseloadPolicy.objects.create(**{"from_on": days_ago(0), "why": "Agreed", **fields})
