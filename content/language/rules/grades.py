"""How hard a text is to read: a sum over its sentences and the beats of its words."""

import re
import unicodedata

from content.language.rules.sentences import WORD, sentences

VOWELS = re.compile(r"[aeiouy]+")
# Common words that the rules below would count wrongly.
SYLLABLES = {
    word: beats
    for beats, listed in {
        1: "are aren't weren't there's here's these those they're we're you're clothes aged vague",
        2: "being business every evening different quiet science client poem lion diet trial fuel "
        "ruin fluid giant prior riot dual react duet people wednesday interest camera favour "
        "create maybe someone colleague tired hundred centre safety caseload notebook marriage",
        3: "area idea areas ideas element video radio studio ratio recipe employee vegetable "
        "created museum violent violence vehicle however everyday period anyone everything easier "
        "earlier quieter quietly behaviour barrier employer opinion genuine reassure everywhere",
        4: "experience society variety anxiety material appropriate catastrophe reality everybody "
        "january february apostrophe apprenticeship",
        5: "immediately appropriately creativity",
    }.items()
    for word in listed.split()
}
SILENT_INSIDE = re.compile(
    r"(?<=[aeiouy][^aeiouy])e(?=(?:ment|ful|less|ly|ness|work|thing|time|table|guard|self|room"
    r"|body|place|line|side|bag|keep|where|one)s?)"
)
SILENT_END = re.compile(
    r"(?:(?<![aeiouy])(?<![^aeiouylr]l)e|(?<![aeiouysxzcg])(?<![cs]h)(?<![^aeiouylr]l)es"
    r"|(?<![aeiouytd])(?<![^aeiouylr]l)ed)\Z"
)
# Two vowels side by side that are said one after the other: me-di-a, go-ing, act-u-al.
HIATUS = re.compile(
    r"(?<![ctsgx])i[ao]|(?<![qg])ua(?!r|i)|eo(?![up])|iu|i(?=et(?:y|ies)\Z)|rie(?=nc|nt)"
    r"|(?<=[aeou])ing|y(?=ing)|(?<=[aou])y(?=a|er)|ism\Z"
)
SAID_AS_TWO = re.compile(r"[dst]n't\Z")


def syllables(word: str) -> int:
    """How many beats a word has, near enough for a sum over a text; a number counts as one."""
    word = word.lower().replace("’", "'").replace("é", "ay").replace("‑", "-").strip("'-")
    if "-" in word:
        return sum(syllables(part) for part in word.split("-") if part)
    known = SYLLABLES.get(word) or SYLLABLES.get(word.removesuffix("s").removesuffix("'"))
    if known:
        return known
    letters = "".join(mark for mark in unicodedata.normalize("NFKD", word) if mark.isalpha())
    if not VOWELS.search(letters):
        is_initials = 2 <= len(letters) <= 5
        return sum(3 if letter == "w" else 1 for letter in letters) if is_initials else 1
    beats = len(VOWELS.findall(SILENT_INSIDE.sub("", letters)))
    beats += len(HIATUS.findall(letters)) + bool(SAID_AS_TWO.search(word))
    beats -= bool(SILENT_END.search(letters))
    return max(beats, 1)


# Beats of an average word of talk.
ORDINARY_BEATS = 1.25


def reading_grade(text: str, *, ordinary_words: int = 0) -> float:
    """The Flesch-Kincaid grade, one decimal; 0 for an empty text and for anything easier than 0.

    The formula was made for a hundred words and more. `ordinary_words` of average length, counted
    with a text of a line or two, keep one long word from deciding alone.
    """
    spoken = sentences(text)
    counted = [word for sentence in spoken for word in WORD.findall(sentence)]
    if not counted:
        return 0.0
    beats = sum(syllables(word) for word in counted)
    length = (beats + ordinary_words * ORDINARY_BEATS) / (len(counted) + ordinary_words)
    grade = 0.39 * len(counted) / len(spoken) + 11.8 * length - 15.59
    return max(0.0, round(grade, 1))
