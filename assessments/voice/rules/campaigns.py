"""From the preparing of a campaign to what is deleted after it."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError

from .states import TRANSITIONS, CampaignState, CommentState

LONGEST = timedelta(days=120)  # a later year was mistyped
RAW_KEPT_FOR = timedelta(days=90)  # after the release (domain.md 2.5)
MOST_INVITED = 500
MOST_COMMENT = 1_000

# A decision may be changed until the release. What is with the safeguarding lead is hers alone.
COMMENT_MOVES: dict[CommentState, frozenset[CommentState]] = {
    state: frozenset(set(CommentState) - {CommentState.WAITING, state})
    for state in (
        CommentState.WAITING,
        CommentState.CLEAR,
        CommentState.EDITED,
        CommentState.HELD_BACK,
    )
} | {CommentState.PASSED_ON: frozenset()}
EDITS_AGAIN = {CommentState.EDITED}
SHOWN = (CommentState.CLEAR, CommentState.EDITED)

CANNOT = {
    CampaignState.OPEN: "Only a campaign that is being prepared can be opened.",
    CampaignState.SCREENING: "Only an open campaign can be closed.",
    CampaignState.RELEASED: "Close the campaign and screen its comments before you release it.",
    CampaignState.WITHDRAWN: "This campaign is over already.",
    CampaignState.DRAFT: "A campaign that was opened is not prepared again.",
}


def check_transition(state: str, to: CampaignState) -> None:
    if to not in TRANSITIONS[CampaignState(state)]:
        raise ValidationError(CANNOT[to], code="transition")


def check_is_draft(state: str) -> None:
    if state != CampaignState.DRAFT:
        raise ValidationError(
            "Learners are being asked already, so this can no longer be changed.", code="opened"
        )


def check_dates(opens_on: date, closes_on: date, today: date) -> None:
    if closes_on < opens_on:
        raise ValidationError({"closes_on": ["The last day is before the first."]})
    if closes_on < today:
        raise ValidationError({"closes_on": ["This day has passed."]})
    if closes_on - opens_on > LONGEST:
        raise ValidationError({"closes_on": ["Ask for four months at most. Check the year."]})


def check_can_open(cohorts: int, closes_on: date, today: date) -> None:
    if not cohorts:
        raise ValidationError("Say first whose learners are asked, and how many they are.")
    if closes_on < today:
        raise ValidationError("Its last day has passed. Set another before you open it.")


def check_answerable(state: str, opens_on: date, closes_on: date, today: date) -> None:
    """A learner with a code reads these words in her own language (code "early" or "closed")."""
    if state == CampaignState.DRAFT or (state == CampaignState.OPEN and today < opens_on):
        raise ValidationError("These questions are not open yet.", code="early")
    if state != CampaignState.OPEN or today > closes_on:
        raise ValidationError("These questions are closed now.", code="closed")


def check_can_release(waiting: int) -> None:
    if waiting == 1:
        raise ValidationError("One comment waits to be screened.", code="waiting")
    if waiting:
        raise ValidationError(f"{waiting} comments wait to be screened.", code="waiting")


def can_never_be_shown(invited: int, respondents_from: int) -> bool:
    return invited < respondents_from


def check_comment_move(state: str, to: CommentState, shown: str) -> None:
    now = CommentState(state)
    if to not in COMMENT_MOVES[now] and not (now == to and to in EDITS_AGAIN):
        if now == CommentState.PASSED_ON:
            raise ValidationError("This is with the safeguarding lead now.", code="passed_on")
        raise ValidationError("This comment stands like that already.", code="same")
    if to == CommentState.EDITED and not shown.strip():
        raise ValidationError({"shown": ["Write what will be shown, or hold the comment back."]})
    if len(shown) > MOST_COMMENT:
        raise ValidationError({"shown": [f"At most {MOST_COMMENT:,} characters."]})
