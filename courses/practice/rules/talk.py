"""Who talked, for how long, and the longest silence: worked out from presses of two buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from django.core.exceptions import ValidationError

SPEAKERS = ("me", "them")
QUIET = "quiet"
LONGEST_HOURS = 3
# A silence that long is time to think, not the gap between two sentences.
SILENCE_SECONDS = 3
# A shorter talk says little about how somebody shares one.
SHORT_SECONDS = 60
WELL_UNDER_HALF = 0.4


@dataclass(frozen=True)
class Press:
    """From this moment on `who` talks, or nobody does. `at` is in seconds, on any clock."""

    who: str
    at: float


@dataclass(frozen=True)
class TalkReading:
    """Seconds of each, and each one's share of the time in which somebody talked."""

    me_seconds: float
    them_seconds: float
    silence_seconds: float
    longest_silence: float
    silences: int
    turns: int

    @property
    def talk_seconds(self) -> float:
        return self.me_seconds + self.them_seconds

    @property
    def total_seconds(self) -> float:
        return self.talk_seconds + self.silence_seconds

    @property
    def me_share(self) -> float:
        return self.me_seconds / self.talk_seconds if self.talk_seconds else 0.0

    @property
    def them_share(self) -> float:
        return 1 - self.me_share if self.talk_seconds else 0.0

    @property
    def me_percent(self) -> int:
        return round(self.me_share * 100)

    @property
    def them_percent(self) -> int:
        return 100 - self.me_percent if self.talk_seconds else 0

    @property
    def sentence(self) -> str:
        if not self.talk_seconds:
            return "Nobody talked. Press who begins, and the other when they take over."
        aim = "In a coaching talk many people aim for well under half."
        if self.me_share <= WELL_UNDER_HALF:
            aim = "You left most of the room to them."
        if self.talk_seconds < SHORT_SECONDS:
            aim = "That was under a minute of talk: try a longer one before you read much into it."
        return f"You talked {self.me_percent} % of the time. {aim}"


def read_talk(presses: Sequence[Press], *, stopped_at: float) -> TalkReading:
    """Raises ValidationError for presses that no clock could have given, and for very long ones.

    Pressing again for whoever talks already changes nothing: a thumb slips, and a talk is not lost
    for it. The clock starts with the first press.
    """
    check_presses(presses, stopped_at)
    totals = dict.fromkeys((*SPEAKERS, QUIET), 0.0)
    quiet_spells = [0.0]
    turns, last = 0, ""
    for press, following in pairwise([*presses, Press("", stopped_at)]):
        seconds = following.at - press.at
        totals[press.who] += seconds
        if press.who == QUIET:
            quiet_spells[-1] += seconds
        elif seconds:
            quiet_spells.append(0.0)
            turns += press.who != last
            last = press.who
    return TalkReading(
        me_seconds=totals["me"],
        them_seconds=totals["them"],
        silence_seconds=totals[QUIET],
        longest_silence=max(quiet_spells),
        silences=sum(spell >= SILENCE_SECONDS for spell in quiet_spells),
        turns=turns,
    )


def check_presses(presses: Sequence[Press], stopped_at: float) -> None:
    if any(press.who not in (*SPEAKERS, QUIET) for press in presses):
        raise ValidationError("A press is for “me”, “them” or “quiet”. Start again.")
    moments = [*(press.at for press in presses), stopped_at]
    if not all(isfinite(moment) for moment in moments):
        raise ValidationError("The clock gave no time for a press. Start again.")
    if any(later < earlier for earlier, later in pairwise(moments)):
        raise ValidationError("The presses are not in the order of the clock. Start again.")
    if moments[-1] - moments[0] > LONGEST_HOURS * 3600:
        raise ValidationError(f"This runs for more than {LONGEST_HOURS} hours. Start again.")
