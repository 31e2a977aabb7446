"""From state to state: which move is possible, and why another is not."""

from django.core.exceptions import ValidationError

from .states import SIGNED, TRANSITIONS, ReviewState, Stance

TOO_EARLY = {
    ReviewState.SHARED: "Note your meeting first: what was written is talked about before it is "
    "shared.",
    ReviewState.RESPONSE: "This review is not shared with the mentor at the moment.",
    ReviewState.SIGNED_REVIEWEE: "The mentor answers the review before it is signed.",
    ReviewState.SIGNED_MANAGER: "The mentor signs first.",
    ReviewState.COUNTERSIGNED: "The mentor and the reviewer sign first.",
    ReviewState.FINAL: "It is signed before it is final.",
}
ORDER = list(ReviewState)


def check_transition(state: str, to: ReviewState) -> None:
    """Raises, with what stands in the way; a second click is told that it is done already."""
    now = ReviewState(state)
    if to in TRANSITIONS[now]:
        return
    raise ValidationError(refusal(now, to), code="transition")


def refusal(now: ReviewState, to: ReviewState) -> str:
    if now == ReviewState.CANCELLED:
        return "This review was called off."
    if now == ReviewState.FINAL:
        return "This review is final. It stays as it is."
    if to == ReviewState.MEETING_HELD and now in SIGNED:
        return "This review is signed. It stays as it is."
    if to == ReviewState.MEETING_HELD and now == ReviewState.SIGNED_REVIEWEE:
        return "The mentor has signed these words. They stay as they are."
    if to == ReviewState.CANCELLED:
        return "The mentor has read this review. It is not called off any more."
    if now == to or ORDER.index(now) > ORDER.index(to):
        return "This was done already. Here is how the review stands now."
    return TOO_EARLY.get(to, "This is not possible as the review stands now.")


def check_said(name: str, words: str, question: str) -> str:
    """Words without which something is not done, tidied."""
    said = words.strip()
    if not said:
        raise ValidationError({name: [question]})
    return said


WANTED = {
    Stance.WITH_COMMENT: "Write your comment, or choose “I agree”.",
    Stance.DISAGREE: "Write what you see differently, and why. Your words stay beside the others.",
}


def check_answer(stance: str, text: str) -> None:
    if stance not in Stance.values:
        raise ValidationError({"stance": ["Choose one of the three answers."]})
    wanted = WANTED.get(Stance(stance))
    if wanted and not text.strip():
        raise ValidationError({"text": [wanted]})
