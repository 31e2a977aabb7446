"""What a full answer to a question is: yes or no, a bare fact, or something thought out."""

from dataclasses import dataclass
from enum import StrEnum

from courses.practice.rules.asking import INVITING, WONDERING, Head
from courses.practice.rules.phrases import BETTER_TIMES, phrase


class Openness(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    FACT = "fact"


# In a breath of several questions the easiest to answer is the one that gets answered.
EASE = {Openness.CLOSED: 0, Openness.FACT: 1, Openness.OPEN: 2}


@dataclass(frozen=True)
class Answer:
    """How open one question is, by which of its words, and why.

    `{}` in the reason stands for the words. `is_fine`: closed or a fact, and rightly so.
    """

    openness: Openness
    start: int
    end: int
    because: str
    is_fine: bool = False


FACTS = (
    r"(?:time|times|date|dates|day|days|mark|marks|grade|grades|score|page|unit|units|number|room"
    r"|bus|name|age|deadline|address|attendance|percentage|year|qualification|colour|course|level)"
)
FACT_WHAT = phrase(
    r"^(?:what|wat|which)(?:'s| is| are| was| were)?(?: (?:the|your|their|his|her))?(?: \w+)? "
    + FACTS,
    r"^what (?:did|do) you get (?:for|in|on)|^what .{1,30} called",
)
FACT_WHICH = phrase(
    r"^which (?!.*(?:would|could|might|should))(?:\w+ )?(?:unit|bus|teacher|tutor|lesson|room|day"
    r"|exam|module|session|week|page|website|course|assignment)s?",
    r"^which (?:has|is|are|was|were)",
)
FACT_HOW = phrase(
    r"^how (?!(?:is|are|was|were|do|does|did|have|has|had|can|could|will|would|shall|should|might"
    r"|may|you|come|about|so|else|best|exactly|then|on|that|it|things|the|your|this|gonna|r)\b)[a-z]+"
)
FACT_WHO = phrase(
    r"^(?:who's|whose|who (?:is|was|were|are|did|teaches|marks|told|said|gave))",
    r"^who (?:do you (?:live|sit|work)|(?:were|are) you with|(?:have|has) (?:you|he|she))",
)
FACT_WHERE = phrase(
    r"^where(?:'s| is| are| was| were| did)|^where do you usually",
    r"^where (?:do|does) (?:you|he|she) (?:live|work|sit|study)",
)
A_STORY_OF_WHEN = phrase(
    r"^when .*(?:feel|feels|felt|notice|noticed|find|start to|started to|go|goes|get|gets|hardest"
    r"|worst|most|least|at your)"
)
FACT_ASKED_FOR = phrase(
    r"when|what time|what day|which day|what date|whether|if|how many|how long|how much|the date",
    r"the time|your (?:name|number)|the name|what .{1,30} called",
)
PUTS_AN_IDEA = phrase(
    r"^why don't (?:you|we|i)|^why not (?!lower|less|higher|more|a |\d)\w+|^what if (?:you|we|i)",
    r"^(?:what|how) about (?!you$)\w+",
)
A_CHOICE = phrase(r"(?:a |an |the )?\w+(?: \w+){0,5} or (?:\w+ ?){1,6}")
A_NUMBER = phrase(r"^(?:how (?!would|will|could|do)\w+|where|what number)")
PERMISSION = phrase(
    r"^may i|^(?:would|could|can) (?:an idea|i (?:share|offer|suggest|tell you|make a suggestion))",
    r"^would it (?:be useful|help) (?:to hear|if i)",
    r"^(?:would|do) you (?:like|want) (?:an idea|to hear)",
)

YES_OR_NO = "It starts with {}, so yes or no is a full answer."
CHOICE = "It offers a choice with “or”, so picking one is enough."


def answer_to(head: Head, *, is_scaling: bool) -> Answer:
    """What the question at this head asks for."""
    words = head.words.strip(" ,;:")
    match head.kind:
        case "prompt":
            return answer_to_prompt(head, words)
        case "wh":
            return answer_to_word(head, words, is_scaling)
        case "aux":
            return answer_to_verb(head, words)
        case "last":
            return found(head, Openness.OPEN, 60, "{} leaves the answer to the learner.")
    if head.is_checking:
        because = "It checks what you heard, and yes or no is all it needs."
        return found(head, Openness.CLOSED, 0, because, is_fine=True)
    if head.tag:
        because = f"It ends with “{head.tag.strip(' ,?!.')}”, so yes is a full answer."
        return found(head, Openness.CLOSED, 0, because)
    because = "It is a statement to agree with, so yes or no is enough."
    return found(head, Openness.CLOSED, 60, because)


def found(
    head: Head, openness: Openness, words: int, because: str, *, is_fine: bool = False
) -> Answer:
    """`words`: how many words from the head on are quoted."""
    length = 0
    for _ in range(words):
        space = head.words.find(" ", length + 1)
        length = space if space > 0 else len(head.words)
    return Answer(openness, head.start, head.start + length, because, is_fine)


def answer_to_prompt(head: Head, words: str) -> Answer:
    inviting = INVITING.match(words) or WONDERING.match(words)
    fact = FACT_ASKED_FOR.search(words, inviting.end() if inviting else 0)
    if fact and fact.start() - (inviting.end() if inviting else 0) < 14:
        return found(head, Openness.FACT, 60, "{} asks for a bare fact.")
    return found(head, Openness.OPEN, 3, "{} invites as much as the learner wants to say.")


def answer_to_verb(head: Head, words: str) -> Answer:
    if " or " in words or words.endswith(" or"):
        return found(head, Openness.CLOSED, 0, CHOICE)
    if PERMISSION.search(words):
        because = "{} asks leave, and yes or no is all it needs."
        return found(head, Openness.CLOSED, 2, because, is_fine=True)
    return found(head, Openness.CLOSED, 2, YES_OR_NO)


def answer_to_word(head: Head, words: str, is_scaling: bool) -> Answer:
    if PUTS_AN_IDEA.search(words):
        because = "{} puts an idea forward, so yes or no is a full answer."
        return found(head, Openness.CLOSED, 3, because)
    _, comma, last = words.partition(",")
    if comma and A_CHOICE.match(last.strip()):
        return found(head, Openness.CLOSED, 0, CHOICE)
    if is_scaling and A_NUMBER.search(words):
        because = "{} asks for a number: a fine start. Ask next what makes it that number."
        return found(head, Openness.FACT, 2, because, is_fine=True)
    if asks_for_fact(words):
        because = "{} asks for a bare fact, so a word or two is enough."
        return found(head, Openness.FACT, 2, because)
    because = "It starts with {}, so the learner has to put the answer together."
    return found(head, Openness.OPEN, 1, because)


def asks_for_fact(words: str) -> bool:
    if any(pattern.search(words) for pattern in (FACT_WHAT, FACT_HOW, FACT_WHO)):
        return True
    if BETTER_TIMES.search(words):
        return False
    if words.startswith("when"):
        return not A_STORY_OF_WHEN.search(words)
    return bool(FACT_WHICH.search(words) or FACT_WHERE.search(words))
