"""What to say to somebody whose text seems to name a learner."""

from collections.abc import Iterable, Sequence

from content.language.rules.details import ULN, Detail

INSTEAD = "Write “a learner”, “her mother” or an age instead."
A_COLLEAGUE = "If it is a colleague, say what they are: “my manager Ruth”."


def blocked(found: Iterable[Detail]) -> str:
    """Why it is not saved, with the words to take out. For the eyes of whoever wrote them."""
    words = in_a_row([f"“{words}”" for words in dict.fromkeys(one.words for one in found)])
    return (
        f"This seems to say who somebody is: {words}. {INSTEAD} {A_COLLEAGUE} "
        "Nothing is saved yet; your words are still in the form."
    )


def warning(labels: Sequence[str], found: Iterable[Detail]) -> str:
    """What to look at again, without the words themselves; empty where nothing was found."""
    kinds = in_a_row([a_kind(kind) for kind in dict.fromkeys(one.kind for one in found)])
    if not kinds:
        return ""
    fields = in_a_row([f"“{label}”" for label in labels])
    hold = "seems to hold" if len(labels) == 1 else "seem to hold"
    return f"Look at it once more: {fields} {hold} {kinds}. {INSTEAD}"


def a_kind(kind: str) -> str:
    is_said_with_a_vowel = kind[0] in "aeioN" and kind != ULN
    return f"{'an' if is_said_with_a_vowel else 'a'} {kind}"


def in_a_row(parts: Sequence[str]) -> str:
    """“one, two and three”."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
