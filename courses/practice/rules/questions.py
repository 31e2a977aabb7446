"""Reads a mentor's question: is it open, one at a time, free of advice, and where does it look?

Every judgement quotes the words that decided. A trainer who disagrees can see why at once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from content.language.rules import sentence_spans
from courses.practice.rules import phrases
from courses.practice.rules.asking import INVITING, Head, heads_in
from courses.practice.rules.findings import Finding, folded, quoted, typed
from courses.practice.rules.openness import EASE, Openness, answer_to

__all__ = ["Count", "Direction", "Openness", "QuestionReading", "read_question"]


class Count(StrEnum):
    SINGLE = "single"
    STACKED = "stacked"


class Direction(StrEnum):
    FORWARD = "forward"
    BACK = "back"
    NOW = "now"


@dataclass(frozen=True)
class QuestionReading:
    """What the words of a question say. Where nothing is asked, openness to direction are None."""

    text: str
    findings: tuple[Finding, ...]
    openness: Openness | None = None
    count: Count | None = None
    direction: Direction | None = None
    is_advice: bool = False
    is_leading: bool = False
    bites: bool = False
    seeks_exception: bool = False
    is_scaling: bool = False

    @property
    def is_question(self) -> bool:
        return self.openness is not None

    @property
    def is_good(self) -> bool:
        """Nothing asks for another look."""
        return all(finding.verdict == "good" for finding in self.findings)


def read_question(text: str) -> QuestionReading:
    """Raises ValidationError over MAX_CHARACTERS; reads everything else, even nothing."""
    text = typed(text)
    low = folded(text)
    heads = heads_in(text)
    advice = find_advice(low, heads)
    advised = advice_finding(text, advice)
    if not heads:
        return QuestionReading(text, (nothing_asked(text), advised), is_advice=bool(advice))
    scaling = phrases.SCALING.search(low)
    exception = None if advice else find_exception(low, heads)
    openness, opened = judge_openness(text, heads, low)
    count, counted = judge_count(text, heads)
    led = judge_leading(text, low, heads, bool(advice))
    bite = judge_bite(text, low, heads)
    bites = bite is not None and bite.verdict == "look"
    direction, directed = judge_direction(
        text, low, heads, advice=advice, is_exception=bool(exception), bites=bites
    )
    asked = Finding("question", "good", "", "This is a question.")
    findings = (asked, opened, counted, advised, led, *([bite] if bite else []), directed)
    return QuestionReading(
        text=text,
        findings=findings + tuple(kinds(text, exception, scaling)),
        openness=openness,
        count=count,
        direction=direction,
        is_advice=bool(advice),
        is_leading=led.verdict == "look",
        bites=bites,
        seeks_exception=bool(exception),
        is_scaling=bool(scaling),
    )


def nothing_asked(text: str) -> Finding:
    if not text:
        return Finding("question", "look", "", "Nothing is written yet. Type a question.")
    words = " ".join(text.split()[:10])
    because = f"{quoted(words)} does not ask anything yet. Turn it into a question."
    return Finding("question", "look", words, because)


def places(pattern: re.Pattern[str], low: str, heads: Sequence[Head]) -> re.Match[str] | None:
    """The first match inside the sentences that ask, whatever the sentences around them say."""
    for head in heads:
        match = pattern.search(low, head.sentence_start, head.sentence_end)
        if match:
            return match
    return None


def find_advice(low: str, heads: Sequence[Head]) -> re.Match[str] | None:
    if not heads:
        return phrases.TELLING.search(low) or order_in(low)
    could = next(
        (
            match
            for head in heads
            if head.kind == "aux"
            and (match := phrases.COULD_YOU.match(low, head.start, head.sentence_end))
        ),
        None,
    )
    return places(phrases.ADVICE, low, heads) or could or phrases.TELLING.search(low)


def order_in(low: str) -> re.Match[str] | None:
    """“Try getting up earlier.” A sentence that begins with what to do."""
    for start, _end in sentence_spans(low):
        order = phrases.ORDER.match(low, start)
        if order and not phrases.NOT_ORDERS.match(low, order.start("verb")):
            return order
    return None


def advice_finding(text: str, advice: re.Match[str] | None) -> Finding:
    if not advice:
        return Finding("advice", "good", "", "No advice is hiding in it.")
    words = text[advice.start() : advice.end()].strip()
    because = (
        f"{quoted(words)} puts your idea forward. "
        "Ask what they have thought of first, or ask if an idea would help."
    )
    return Finding("advice", "look", words, because)


def judge_openness(text: str, heads: Sequence[Head], low: str) -> tuple[Openness, Finding]:
    is_scaling = bool(phrases.SCALING.search(low))
    asked = [head for head in heads if head is heads[0] or not follows_on(head)]
    answers = [answer_to(head, is_scaling=is_scaling) for head in asked]
    answer = min(answers, key=lambda one: EASE[one.openness])
    words = text[answer.start : answer.end].strip(" ,;:")
    because = answer.because.format(quoted(words)) if "{}" in answer.because else answer.because
    is_good = answer.is_fine or answer.openness == Openness.OPEN
    return answer.openness, Finding("openness", "good" if is_good else "look", words, because)


def judge_count(text: str, heads: Sequence[Head]) -> tuple[Count, Finding]:
    more = [head for head in heads[1:] if not follows_on(head)]
    if more:
        words = " ".join(text[more[0].start : more[0].end].split()[:3])
        because = (
            f"{quoted(words)} begins another question, {len(more) + 1} in one breath. "
            "The easiest gets answered and the others are lost."
        )
        return Count.STACKED, Finding("count", "look", words, because)
    if len(heads) > 1:
        words = text[heads[1].start : heads[1].end].strip(" ,.;:?").removesuffix(" and").rstrip(",")
        because = f"{quoted(words)} follows the same thought, so it is still one question."
        return Count.SINGLE, Finding("count", "good", words, because)
    return Count.SINGLE, Finding("count", "good", "", "One question, with room for one answer.")


def follows_on(head: Head) -> bool:
    """“And when?”, “and what was different?” dig in the same place and do not begin another."""
    words = head.words.strip(" ,.;:").removesuffix(" and").removesuffix(",")
    return bool(phrases.FOLLOWS_ON.search(words))


def judge_leading(text: str, low: str, heads: Sequence[Head], is_advice: bool) -> Finding:
    for head in heads:
        led = led_by(low, head, is_advice)
        if led:
            (start, end), because = led
            words = text[start:end].strip(" ,?!.")
            return Finding("leading", "look", words, because.format(quoted(words)))
    return Finding("leading", "good", "", "It does not hint at the answer you want.")


def led_by(low: str, head: Head, is_advice: bool) -> tuple[tuple[int, int], str] | None:
    """Where a question gives away the answer it wants, and how."""
    if head.tag:
        start = head.sentence_end
        return (start, start + len(head.tag)), "{} at the end asks the learner to agree with you."
    end = head.sentence_end
    if head.kind == "aux":
        for pattern in (phrases.NEGATIVE_AUX, phrases.NOT_AFTER):
            turned = pattern.match(low, head.start, end)
            if turned:
                return turned.span(), "{} lets the learner hear which answer you expect."
    for pattern, because in (
        (phrases.SURE, "{} says what you believe already, so it is hard to say no."),
        (phrases.SUPPLIED, "{} supplies the reason. Let the learner find their own."),
        (phrases.PRESUMED, "{} names a feeling the learner has not named."),
    ):
        found = pattern.search(low, head.sentence_start, end)
        if found:
            return found.span(), because
    if head.kind == "statement":
        for pattern in (phrases.TOLD_FEELING, phrases.GUESS):
            found = None if is_advice else pattern.search(low, head.sentence_start, end)
            if found:
                return found.span(), "{} puts a guess into the learner's mouth."
    return None


def judge_bite(text: str, low: str, heads: Sequence[Head]) -> Finding | None:
    why = places(phrases.WHY, low, heads)
    found = places(phrases.ACCUSING, low, heads)
    if why and not found and not places(phrases.PUTS_AN_IDEA_WHY, low, heads):
        found = (
            None if places(phrases.WHY_SAFE, low, heads) else places(phrases.WHY_BITES, low, heads)
        )
        is_bare = low[why.start() :].strip(" ?!.") == "why"
        if is_bare and phrases.TROUBLE.search(low, 0, why.start()):
            found = why
    if found:
        words = text[found.start() : found.end()].strip(" ,?")
        because = f"{quoted(words)} sounds like blame and gets a defence. Try “what” or “how”."
        return Finding("bites", "look", words, because)
    if why:
        words = text[why.start() : why.end()]
        because = f"This {quoted(words)} asks for a reason and not for a defence."
        return Finding("bites", "good", words, because)
    return None


def find_exception(low: str, heads: Sequence[Head]) -> re.Match[str] | None:
    """A time or part that goes better; “What would be better?” is a wish and no exception."""
    for head in heads:
        sentence = low[head.sentence_start : head.sentence_end]
        better = phrases.BETTER_TIMES.search(low, head.sentence_start, head.sentence_end)
        if not better or phrases.MODAL.search(sentence):
            continue
        if not phrases.TROUBLED_TIMES.search(phrases.NOT_SO_BAD.sub("", sentence)):
            return better
    return None


def judge_direction(
    text: str,
    low: str,
    heads: Sequence[Head],
    *,
    advice: re.Match[str] | None,
    is_exception: bool,
    bites: bool,
) -> tuple[Direction, Finding]:
    direction, found = direction_of(low, heads, advice)
    words = text[found.start() : found.end()] if found else ""
    if direction == Direction.FORWARD:
        because = f"{quoted(words)} looks ahead, to what could happen next."
    elif direction == Direction.NOW:
        because = "It stays with how things are now."
    elif is_exception:
        because = f"{quoted(words)} looks back, for something that worked and can be built on."
    elif bites:
        because = f"{quoted(words)} looks back at what went wrong. Ask what they want instead."
        return direction, Finding("direction", "look", words, because)
    else:
        because = (
            f"{quoted(words)} looks back, which helps you to understand. "
            "The next question can look ahead, or for what worked."
        )
    return direction, Finding("direction", "good", words, because)


def direction_of(
    low: str, heads: Sequence[Head], advice: re.Match[str] | None
) -> tuple[Direction, re.Match[str] | None]:
    if advice:
        if phrases.ADVICE_NOW.search(low, advice.start()):
            return Direction.NOW, advice
        is_back = phrases.ADVICE_BACK.search(low, *advice.span())
        return Direction.BACK if is_back else Direction.FORWARD, advice
    pretended = phrases.PRETENDED.search(low)
    if pretended:
        return Direction.FORWARD, pretended
    neutral = without(phrases.NOT_FUTURE, low)
    for head in heads:
        inviting = INVITING.match(low, head.start) if head.kind == "prompt" else None
        if inviting:
            neutral = neutral[: head.start] + " " * len(inviting[0]) + neutral[inviting.end() :]
    found = places(phrases.FUTURE, neutral, heads)
    if found:
        return Direction.FORWARD, found
    found = places(phrases.PAST, without(phrases.NOT_PAST, neutral), heads)
    return (Direction.BACK, found) if found else (Direction.NOW, None)


def without(pattern: re.Pattern[str], low: str) -> str:
    """The same length, with what the pattern finds blanked out."""
    return pattern.sub(lambda match: " " * len(match[0]), low)


def kinds(
    text: str, exception: re.Match[str] | None, scaling: re.Match[str] | None
) -> list[Finding]:
    found: list[Finding] = []
    if exception:
        words = text[exception.start() : exception.end()].strip(" ,?")
        because = f"{quoted(words)} looks for a time when it went better. That can be built on."
        found.append(Finding("exception", "good", words, because))
    if scaling:
        words = text[scaling.start() : scaling.end()]
        because = f"{quoted(words)} sets a scale, which makes small steps visible."
        found.append(Finding("scaling", "good", words, because))
    return found
