"""What a college starts from (domain.md 4.6). Each row is its own to change."""

from dataclasses import replace
from decimal import Decimal

from ..kinds import CountsTowards, SessionType
from ..states import NeedKind
from .values import Policy

HALF = Decimal("0.5")
PROBATION_ENDS = 182  # days in post: 26 weeks
AFTER_PROBATION = PROBATION_ENDS + 1
SIX_WEEKS = 42  # about half a term
HALF_TERMLY = Policy(
    name="Intensive caseload: safeguarding supervision",
    key="intensive-safeguarding",
    priority=50,
    need=NeedKind.INTENSIVE,
    target=CountsTowards.SAFEGUARDING,
    types_allowed=(SessionType.SAFEGUARDING.value,),
    interval_days=SIX_WEEKS,
    tolerance_days=7,
    note="Apart from the usual rhythm, with the safeguarding lead or a deputy.",
)

DEFAULT_POLICIES: tuple[Policy, ...] = (
    Policy(
        key="return", name="Back from a long absence", priority=100,
        back_within_days=5, interval_days=7, tolerance_days=0,
        note="After more than 20 working days away: the first session comes soon.",
    ),
    Policy(
        key="support-plan", name="Support plan in place", priority=90,
        need=NeedKind.SUPPORT_PLAN, interval_days=14, tolerance_days=3,
        note="Until the plan closes.",
    ),
    Policy(
        key="first-weeks", name="Weeks 1 to 6 of a post", priority=80,
        until_day=42, interval_days=14, tolerance_days=4,
        note="With the line manager or a supervisor; probation sessions count.",
    ),
    Policy(
        key="probation", name="Week 7 to the end of probation", priority=70,
        from_day=43, until_day=PROBATION_ENDS, interval_days=28, tolerance_days=7,
        note="At least one reflective session before the review at three months.",
    ),
    Policy(
        key="intensive", name="Intensive caseload", priority=50,
        need=NeedKind.INTENSIVE, interval_days=SIX_WEEKS, tolerance_days=7,
        note="Together with safeguarding supervision every half-term.",
    ),
    Policy(
        key="safeguarding-link", name="Safeguarding link role", priority=40,
        need=NeedKind.SAFEGUARDING_LINK, interval_days=SIX_WEEKS, tolerance_days=7,
        note="Together with safeguarding supervision every half-term.",
    ),
    Policy(
        key="confirmed", name="Confirmed, half time or more", priority=20,
        from_day=AFTER_PROBATION, fte_from=HALF, interval_days=SIX_WEEKS, tolerance_days=7,
        note="Every six weeks, about once in half a term.",
    ),
    Policy(
        key="part-time", name="Confirmed, less than half time", priority=20,
        from_day=AFTER_PROBATION, fte_below=HALF, interval_days=SIX_WEEKS, tolerance_days=10,
        least_a_year=5, note="Once in half a term.",
    ),
    HALF_TERMLY,
    replace(
        HALF_TERMLY, key="link-safeguarding", priority=40, need=NeedKind.SAFEGUARDING_LINK,
        name="Safeguarding link role: safeguarding supervision",
    ),
)  # fmt: skip
