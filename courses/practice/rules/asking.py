"""Where in a text somebody asks: the heads of its questions, found by the order of the words.

English turns subject and verb round to ask ("did you"), or puts a question word first ("what
helped"). Typed questions drop apostrophes, capitals and marks, so nothing here relies on them.
"""

import re
from dataclasses import dataclass
from typing import Literal

from content.language.rules import sentence_spans
from courses.practice.rules.findings import folded, listed

Kind = Literal["wh", "aux", "prompt", "statement", "last"]

TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
BOUNDARY = re.compile(r"[,;:–—(\"“”]|\s-\s|'\s|\s'")

WH = listed(
    "what which who whose whom when where why how wat wot whats what's what're what'll what'd whos "
    "who's who'd who'll where's wheres when's whens how's hows how'd how'll why's whys"
)
WITH_VERB = frozenset(w for w in WH if w.endswith(("s", "'re", "'d", "'ll")) and w != "whose")
PLAIN_AUX = listed(
    "am is are was were do does did have has had can could will would shall should may might must "
    "r gonna"
)
AUX = PLAIN_AUX | {
    form
    for word in listed(
        "is are was were do does did have has had ca could wo would sha should might must need"
    )
    for form in (f"{word}n't", f"{word}nt")
}
SUBJECTS = listed("you u ya i we he she it they there")
NAMED = SUBJECTS | listed(
    "the a an this that these those your ur my our his her their its anyone anybody anything "
    "someone somebody everyone everything any some things stuff people mr mrs miss ms"
)
FINITE = listed(
    "happened happens went goes made makes helped helps worked works got gets came comes keeps "
    "kept needs brings brought stops stopped matters feels felt changed changes else"
)
NOT_TAGGED = listed("all going is not went put get quite that")
NOT_TURNED = listed("to not if just as than")
JOINING = listed("and but or so then plus n")
LEADING_IN = listed(
    "so ok okay right well and but now then um umm er erm like hi hey hello thanks cool great "
    "alright yeah yes no oh ah just also anyway listen look or honestly basically "
    "actually seriously really sorry"
)
PREPOSITIONS = listed("in at on for by to from with since until about of up")
PROMPT = re.compile(
    r"(?:please )?(?:tell (?:me|us)|describe|explain|talk (?:me|us) (?:through|about)|talk about"
    r"|(?:walk|take) (?:me|us) (?:through|back)|show me|help me (?:to )?(?:understand|see)"
    r"|give me (?:an example|a picture|a sense|an idea)|say (?:a (?:bit|little) )?(?:some )?more"
    r"|paint me|go on\b|remind me|pick (?:one|a)|choose (?:one|a)|finish (?:this|the) sentence)\b"
)
INVITING = re.compile(
    r"(?:(?:can|could|will|would) (?:you|u|i)|would (?:you|u) (?:like|mind|be able|be happy)"
    r"(?: to)?|are (?:you|u) (?:able|happy|willing) to|do (?:you|u) (?:want|mind)(?: to)?"
    r"|would it be (?:ok|okay|all right) to)"
    r" (?:please |just |maybe )?(?=(?:tell|telling|describe|describing|explain|explaining"
    r"|(?:talk|talking) (?:me|us|about|some more|more|it through)|walk|walking|say|saying|show"
    r"|showing|help me understand|give me|remind|ask)\b)"
)
WONDERING = re.compile(
    r"(?:i (?:just )?wonder(?:ed)?(?: if| whether)?|i(?:'?m| am| was)(?: just)? wondering"
    r"|i'?d (?:love|like|be interested|be curious) to (?:hear|know|understand|see)"
    r"|(?:just )?curious(?: about)?|can i ask|could i ask|may i ask|do (?:you|u) know)"
    r"(?: you)?(?: a bit| more)?(?: about)?,? "
)
TAG = re.compile(
    r"(?:,? (?:is|are|was|were|do|does|did|have|has|can|could|wo|would|should|must|ai)n'?t"
    r" (?:you|u|it|he|she|they|we|i|there|that)"
    r"|, (?:is|are|was|were|do|does|did|have|has|can|could|will|would|should)"
    r" (?:you|u|it|he|she|they|we|i|there)(?: not)?"
    r"|,? (?<!all )(?:right|yeah|yea|innit|eh|correct|true)|, (?:yes|no))[ ?!.]*\Z"
)
CHECKING = re.compile(
    r"(?:(?:,|-)? ?(?:is that (?:right|fair|it)|have i got (?:that|it) right|did i get that right"
    r"|does that sound right|am i right(?: in thinking)?|if i(?:'ve| have)? got that right)"
    r"|, (?:ok|okay|all right))[ ?!.]*\Z"
)
ASIDE = re.compile(
    r",? (?:do (?:you|u) (?:think|reckon)|would (?:you|u) say|if (?:you|u) do(?:n'?t| not) mind"
    r"(?: me asking)?|then|please|though|tho|btw|or what)[ ?!.]*\Z"
)


PARENTHESIS = re.compile(
    r", (?:if anything|if at all|like|um|erm|er|you know|i mean|kind of|sort of|honestly),"
)


@dataclass(frozen=True)
class Token:
    word: str
    start: int
    end: int
    after_boundary: bool


@dataclass(frozen=True)
class Head:
    """The place where one question begins, and the folded words from there to the next one."""

    kind: Kind
    start: int
    end: int
    words: str
    sentence_start: int
    sentence_end: int
    tag: str = ""
    is_checking: bool = False


def heads_in(text: str) -> list[Head]:
    """Every question in the text in order; an empty list where nothing is asked."""
    low = folded(text)
    found: list[Head] = []
    for start, end in sentence_spans(low):
        found += heads_of_sentence(low[start:end], start)
    return found


def tokens_of(sentence: str) -> list[Token]:
    tokens: list[Token] = []
    last = 0
    for match in TOKEN.finditer(sentence):
        gap = sentence[last : match.start()]
        tokens.append(Token(match[0], match.start(), match.end(), bool(BOUNDARY.search(gap))))
        last = match.end()
    return tokens


def heads_of_sentence(sentence: str, offset: int) -> list[Head]:
    is_marked = "?" in sentence[-6:]
    body, tag, is_checking = without_tails(sentence)
    tokens = tokens_of(body)
    places = places_of_heads(body, tokens, is_marked)
    if not places and tokens and (is_marked or tag):
        places = [(kind_without_head(tokens), 0)]
    found: list[Head] = []
    for number, (kind, place) in enumerate(places):
        start = tokens[place].start
        end = tokens[places[number + 1][1]].start if number + 1 < len(places) else len(body)
        found.append(
            Head(
                kind=kind,
                start=offset + start,
                end=offset + end,
                words=body[start:end],
                sentence_start=offset + tokens[0].start,
                sentence_end=offset + len(body),
                tag=tag if kind == "statement" else "",
                is_checking=is_checking,
            )
        )
    return found


def kind_without_head(tokens: list[Token]) -> Kind:
    """“You told him what?” and “And?” leave the answer open; “You're fine?” wants a nod."""
    last = tokens[-1].word
    is_short = len(tokens) <= 2 and last in {"and", "like", "as", "meaning"}
    return "last" if is_short or last in WH | {"such", "because"} else "statement"


def without_tails(sentence: str) -> tuple[str, str, bool]:
    """The sentence without “, isn't it?”, “is that right?” and “, do you think?” at its end."""
    body = PARENTHESIS.sub(lambda aside: " " * len(aside[0]), sentence.rstrip(" ?!.…"))
    for tail in (CHECKING, ASIDE, TAG):
        match = tail.search(body)
        if match and match.start() > 0 and TOKEN.search(body[: match.start()]):
            rest = body[: match.start()]
            told = TOKEN.findall(rest)
            if tail is TAG and (len(told) < 2 or told[-1] in SUBJECTS | NOT_TAGGED):
                continue
            return rest, match[0] if tail is TAG else "", tail is CHECKING
    return body, "", False


def places_of_heads(body: str, tokens: list[Token], is_marked: bool) -> list[tuple[Kind, int]]:
    first = first_place(tokens)
    places: list[tuple[Kind, int]] = []
    waits_for_verb = False
    i = first
    while i < len(tokens):
        token = tokens[i]
        is_first = i == first
        is_joined = token.after_boundary or (i > 0 and tokens[i - 1].word in JOINING)
        rest = body[token.start :]
        inviting = (
            (INVITING.match(rest) or WONDERING.match(rest)) if is_first or is_joined else None
        )
        if inviting or ((is_first or is_joined) and PROMPT.match(rest)):
            if not (places and places[-1][0] == "prompt"):
                places.append(("prompt", i))
            i = skip_to(tokens, token.start + inviting.end(), i) if inviting else i + 2
            if len(tokens) > i and tokens[i].word in WH:
                i += 1
            waits_for_verb = True
            continue
        if token.after_boundary:
            waits_for_verb = False
        if asks_with_word(tokens, i, is_first, is_joined, is_marked, bool(places)):
            places.append(("wh", i))
            waits_for_verb = token.word not in WITH_VERB
        elif token.word in AUX and turns_round(tokens, i, is_first, is_joined, is_marked):
            is_alternative = i > 0 and tokens[i - 1].word == "or" and bool(places)
            if not waits_for_verb and not is_alternative:
                places.append(("aux", i))
            waits_for_verb = False
        i += 1
    return places


def skip_to(tokens: list[Token], start: int, i: int) -> int:
    while i < len(tokens) and tokens[i].start < start:
        i += 1
    return i


def first_place(tokens: list[Token]) -> int:
    """The first word that is not “so”, “okay” or “um”; a lone “And?” keeps its word."""
    i = 0
    while i < len(tokens) - 1 and tokens[i].word in LEADING_IN:
        i += 1
    if i < len(tokens) - 1 and tokens[i].word in PREPOSITIONS and tokens[i + 1].word in WH:
        i += 1
    return i


def asks_with_word(
    tokens: list[Token], i: int, is_first: bool, is_joined: bool, is_marked: bool, has_head: bool
) -> bool:
    """A question word asks when its verb is turned round, and not in “what you did was kind”."""
    if tokens[i].word not in WH:
        return False
    following = tokens[i + 1 : i + 6]
    if not following or following[0].after_boundary:
        return is_first or is_joined
    subject = following[0].word
    is_shortened = ("'" in subject and subject.split("'")[0] in SUBJECTS) or subject == "ur"
    if is_shortened or (tokens[i].word == "where" and following[0].word.isdigit()):
        return False
    inverted = any(
        token.word in AUX and (len(following) > n + 1 and following[n + 1].word in NAMED)
        for n, token in enumerate(following)
        if not any(one.word in SUBJECTS | FINITE for one in following[:n])
    )
    inverted |= following[0].word in SUBJECTS and (
        len(following) > 1 and (following[1].word == "gonna" or following[1].word.endswith("ing"))
    )
    has_verb = (
        tokens[i].word in WITH_VERB
        or following[0].word in AUX | FINITE
        or (following[0].word not in NAMED and len(following) > 1 and following[1].word in AUX)
    )
    if is_first:
        is_story = tokens[i].word in {"when", "where", "while"} and following[0].word in NAMED
        return (is_marked and not is_story) or inverted or (has_verb and is_plain(tokens, i))
    if is_joined:
        return inverted or has_verb
    return not has_head and inverted


def is_plain(tokens: list[Token], i: int) -> bool:
    """“What matters is that you came” tells; it has a second verb of its own."""
    return not any(
        token.word in {"is", "was"} and n > i + 1 and tokens[i].word not in WITH_VERB
        for n, token in enumerate(tokens)
    )


def turns_round(
    tokens: list[Token], i: int, is_first: bool, is_joined: bool, is_marked: bool
) -> bool:
    """“Did you”, and not “if I were you”, “how to do it” or “the problem is you”."""
    following = tokens[i + 1].word if i + 1 < len(tokens) else ""
    if is_first and is_marked:
        return True
    if is_first or is_joined:
        is_order = tokens[i].word in {"do", "have"} and following not in SUBJECTS - {"it"}
        return following in NAMED and not is_order
    before = tokens[i - 1].word
    is_told = before in SUBJECTS | AUX | NOT_TURNED or before.isdigit()
    is_order = tokens[i].word in {"do", "have"} and following not in {"you", "u", "they", "we"}
    return following in SUBJECTS and i + 2 < len(tokens) and not is_told and not is_order
