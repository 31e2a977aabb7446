"""Whether a session may be recorded: everybody in the room is asked first, and nothing is kept
here. Without a yes from everybody there is no recording (features.md R6)."""

from django.core.exceptions import ValidationError

from .states import RecordingConsent, Setting

# Asked for by the observer; answered by the mentor, for herself and for whom she asked.
MOVES: dict[RecordingConsent, frozenset[RecordingConsent]] = {
    RecordingConsent.NOT_NEEDED: frozenset({RecordingConsent.ASKED}),
    RecordingConsent.ASKED: frozenset(
        {RecordingConsent.GIVEN, RecordingConsent.REFUSED, RecordingConsent.NOT_NEEDED}
    ),
    # A yes can be taken back at any time until it was seen; a no can become a yes by herself.
    RecordingConsent.GIVEN: frozenset({RecordingConsent.REFUSED, RecordingConsent.NOT_NEEDED}),
    RecordingConsent.REFUSED: frozenset({RecordingConsent.GIVEN, RecordingConsent.NOT_NEEDED}),
}
ANSWERS = (RecordingConsent.GIVEN, RecordingConsent.REFUSED)


def check_recording_move(now: str, to: str) -> None:
    if (
        to not in RecordingConsent.values
        or RecordingConsent(to) not in MOVES[RecordingConsent(now)]
    ):
        raise ValidationError(
            "This was settled in another window meanwhile. Look at it again.", code="transition"
        )


def check_recording_settled(recording: str, setting: str) -> None:
    """Before a session counts as seen."""
    if recording == RecordingConsent.ASKED:
        raise ValidationError(
            "You asked whether the session may be recorded, and there is no answer yet. Note that "
            "nothing is recorded, or wait for it.",
            code="recording",
        )
    if setting == Setting.RECORDED and recording != RecordingConsent.GIVEN:
        raise ValidationError(
            "A recorded session needs a yes from everybody in it. Without it, see one live: change "
            "where you watch.",
            code="recording",
        )
