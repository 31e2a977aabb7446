"""What may be asked of whom, how many, and for how long."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .states import RoundKind, RoundState

MOST_ASKS = 15
MOST_EVER = 30  # withdrawn ones too: nobody writes to half the college by taking back
LEAST_WITHOUT_NAMES = 5  # R3: as common staff surveys have it
LONGEST_FOCUS = 300
SHORTEST_DAYS, LONGEST_DAYS = 3, 60


def ask_token(nonce: str) -> str:
    """Nobody who reads the database can work it out without the site's secret."""
    return salted_hmac("waymark.colleague", nonce, algorithm="sha256").hexdigest()[:48]


def end_of(day: date) -> datetime:
    """Where a last day ends: the midnight after it, as the college's clocks say."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def check_round(*, kind: str, focus: str, closes_on: date, shown_from: int, today: date) -> None:
    problems = {}
    if not focus.strip():
        problems["focus"] = "Say in a line what you want to hear about."
    elif len(focus) > LONGEST_FOCUS:
        problems["focus"] = f"At most {LONGEST_FOCUS} characters."
    days = (closes_on - today).days
    if not SHORTEST_DAYS <= days <= LONGEST_DAYS:
        problems["closes_on"] = (
            f"Choose a day from {SHORTEST_DAYS} to {LONGEST_DAYS} days from today, so that people "
            "find the time and do not forget."
        )
    if kind == RoundKind.ANONYMOUS and not LEAST_WITHOUT_NAMES <= shown_from <= MOST_ASKS:
        problems["shown_from"] = (
            f"Without names, answers are shown from {LEAST_WITHOUT_NAMES} or more, and at most "
            f"{MOST_ASKS} people can be asked."
        )
    if problems:
        raise ValidationError({name: [text] for name, text in problems.items()})


def check_can_ask(
    *,
    round_state: str,
    email: str,
    own_addresses: Collection[str],
    asked_before: Collection[str],
    standing: int,
    ever: int,
) -> None:
    """`asked_before`: the addresses this round still holds, of whatever kind of link."""
    if round_state != RoundState.OPEN:
        raise ValidationError("This round is over, so nobody is asked any more.", code="over")
    address = email.strip().casefold()
    if not address:
        raise ValidationError({"email": ["Give an e-mail address: the link goes there."]})
    if address in {each.casefold() for each in own_addresses}:
        raise ValidationError({"email": ["This is your own address. Ask somebody else."]})
    if address in {each.casefold() for each in asked_before}:
        raise ValidationError({"email": ["This address was asked in this round already."]})
    if standing >= MOST_ASKS:
        raise ValidationError(
            f"{MOST_ASKS} people are asked already, which is enough for one round.", code="enough"
        )
    if ever >= MOST_EVER:
        raise ValidationError(
            "So many links were made and taken back in this round that it is enough.",
            code="enough",
        )


def check_can_remind(*, round_state: str, was_reminded: bool, is_anybody_left: bool) -> None:
    if round_state != RoundState.OPEN:
        raise ValidationError("This round is over, so nobody is reminded.", code="over")
    if was_reminded:
        raise ValidationError("They were reminded once. More would be pressing.", code="once")
    if not is_anybody_left:
        raise ValidationError("There is nobody to remind.", code="nobody")


def check_can_give_up(*, kind: str, answers: int) -> None:
    """What somebody signed is not made to vanish by whom it is about."""
    if kind == RoundKind.NAMED and answers:
        raise ValidationError(
            "Somebody has answered under their name, so this round is not given up. Close it.",
            code="answered",
        )


def check_can_share(*, round_state: str, is_hidden: bool) -> None:
    if round_state != RoundState.CLOSED:
        raise ValidationError("Close the round first, then decide who reads it.", code="open")
    if is_hidden:
        raise ValidationError("There is nothing in it that could be shown.", code="hidden")


def is_too_few(*, kind: str, answers: int, shown_from: int) -> bool:
    least = max(shown_from, LEAST_WITHOUT_NAMES) if kind == RoundKind.ANONYMOUS else 1
    return answers < least
