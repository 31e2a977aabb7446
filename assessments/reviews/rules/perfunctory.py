"""Whether a text says what somebody saw, or what could be said of anybody (domain.md 6.5, “hurried
reviews without measurable outcomes or constructive feedback”).

A text *names observed behaviour* when one of its sentences holds both
- something done or perceived: a verb such as “asked”, “waited”, “wrote down”, “I heard”, words that
  somebody said, or a count of such things (“two of nine questions”); and
- where or when it was: a day, a month, a term, one session or meeting, or a learner’s situation
  (“when a learner …”, “the quiet group”).
What should be done, and what is always done, names nothing that was seen. The words are found by
their letters and not understood: a check asks a person to look again, and decides nothing.
"""

import re
from collections import Counter
from collections.abc import Collection
from difflib import SequenceMatcher

from content.language.rules.sentences import sentences

EXAMPLES = {
    "strengths": "“In the tutorial on 4 March she waited until the learner had found his own "
    "words, and he named the next step himself.”",
    "development": "“On 20 May she spoke for twelve of twenty minutes: the learner did not come "
    "to his own next step. Next: ask, then wait.”",
}
MOSTLY = 0.5

DONE = re.compile(
    r"\b(?:saw|seen|heard|hears?|watched|noticed|notices|observed|listened|listens|asked"
    r"|asks|waited"
    r"|waits|paused|pauses|reviewed|explained|explains|agreed|wrote|writes|written|rang|rings"
    r"|phoned|called|showed|shows|summari[sz]ed|used|offered|offers|followed|follows|referred"
    r"|reported|recorded|brought|brings|set|checked|checks|invited|invites|prepared|led|ran|planned"
    r"|told|tells|said|says|let|lets|began|begins|ended|ends|named|names|repeated|repeats|opened"
    r"|opens|closed|met|introduced|logged|sent|spoke|talked|handed|visited|adapted|changed|counted"
    r"|counts|interrupted|interrupts|answered|answers|filled|cut|moved|passed|missed|forgot|left"
    r"|gave|took|made|split|sat|stood|drew|read|tried|turned|stopped|started|arranged|booked"
    r"|thanked|apologised|corrected|copied|rephrased|reworded|skipped|found|discussed|chaired"
    r"|presented|taught|tested|linked|noted|shared|promised|came|went|kept|ticked|crossed|spotted"
    r"|refused|cancelled|was late|were late)\b",
    re.IGNORECASE,
)
NUMBERS = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|none|all|both"
    r"|several)"
)
COUNTED = re.compile(
    rf"\b{NUMBERS} (?:out )?of (?:the |her |his |their )?(?:last |first )?{NUMBERS}\b"
    rf"|\b{NUMBERS} (?:open |closed |sampled |written )?"
    r"(?:questions?|minutes?|seconds?|targets?|records?|notes?|interruptions?|actions?|steps?)\b",
    re.IGNORECASE,
)
MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
OCCASION = (
    r"(?:session|tutorial|one-to-one|1:1|meeting|workshop|review|observation|lesson|class|induction"
    r"|call|phone call|visit|drop-in|handover|conference|briefing|training day|open evening)"
)
WHEN = re.compile(
    rf"\b(?:in|on|since|by|from|until|of|during|early|late|mid|last|this|every"
    rf"|each) (?:early |late "
    rf"|mid-)?(?:{MONTH}|{DAY})\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}\b|\b{MONTH} \d{{1,2}}\b"
    r"|\b(?:this|last|in the|during the|at the end of) (?:autumn|spring|summer|first|second|third) "
    r"(?:term|half-term)\b|\b(?:this|last) (?:term|week|month|half-term)\b|\bin week \w+\b"
    r"|\b(?:two|three|four|several|a few) (?:days|weeks|months) (?:ago|later|before)\b"
    r"|\bthe (?:day|week|morning|afternoon|evening) (?:after|before|when)\b"
    r"|\bwithin (?:the|an|one|two|a) (?:hour|hours|day|days)\b|\bthe (?:same|next) (?:day"
    r"|morning)\b",
    re.IGNORECASE,
)
WHERE = re.compile(
    rf"\b(?:in|at|during|after|before|of|from|to|into) (?:a|an|the|her|his|their|one|that|this|our"
    rf"|my|every|each|both|two|three|four|all \w+) (?:[\w’'-]+ ){{0,3}}{OCCASION}s?\b"
    rf"|\bthe {OCCASION} (?:i|we|that i|on|in|with)\b"
    r"|\bin the (?:workshop|corridor|canteen|library|reception|staff room|classroom|salon|kitchen"
    r"|garage|studio)\b|\b(?:records?|notes?|plans?|e-?mails?) (?:i|we) (?:sampled|read|looked)\b"
    r"|\b(?:reviews?|sessions?|meetings?) (?:i|we) (?:joined|saw|watched|heard)\b|\bi sampled\b",
    re.IGNORECASE,
)
LEARNER = r"(?:learners?|students?|apprentices?|young (?:man|woman|person|people)|groups?|parents?)"
SITUATION = re.compile(
    rf"\b(?:when|after|before|once|while|where|until|as soon as) (?:a|an|the|one|two|three"
    rf"|that|this"
    rf"|another|some) (?:[\w’'-]+ ){{0,3}}{LEARNER}\b"
    rf"|\b(?:a|an|one|that|the (?:quiet|new|angry|upset|late|first|second|other)) (?:[\w’'-]+ )"
    rf"{{0,2}}(?:learner|student|apprentice|group|parent|young (?:man|woman|person))\b"
    rf"|\b(?:two|three|four|five|six) (?:[\w’'-]+ )?(?:learners|students|apprentices|groups)\b"
    r"|\bwhen (?:he|they|somebody|someone|nobody|a \w+) (?:said|says|came|went|goes|cried|left|told"
    r"|was|were|asked)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]{3,}”|\"[^\"]{3,}\"|‘[^’]{8,}’")
# What ought to be, and what is always so, was not seen.
NOT_SEEN = re.compile(
    r"\b(?:should(?:n[’']t)?|could|needs? to|must|ought|might|would (?:benefit|like)|is expected to"
    r"|is encouraged to|as (?:and )?when)\b|\b(?:always|never fails|at all times|consistently)\b",
    re.IGNORECASE,
)

# By what they mean: praise of a person, praise without a deed, the wish that all go on, nothing.
GENERIC = re.compile(
    r"\b(?:"
    r"(?:a )?(?:valued|valuable|key|great|real|important|much[- ]liked) (?:\w+ )?(?:member"
    r"|part|asset"
    r"|addition)|an? (?:real )?(?:asset|pleasure|credit|joy)|team player|hard[- ]?working"
    r"|works hard"
    r"|goes? (?:above and beyond|the extra mile)|above and beyond|well[- ](?:liked"
    r"|respected|thought)"
    r"|always (?:willing|happy|ready|there|helpful|positive|professional|puts|supports?|does)"
    r"|(?:very |highly |truly )?(?:reliable|dedicated|committed|conscientious|enthusiastic"
    r"|approachable|professional|passionate|caring|supportive|proactive|friendly|motivated)"
    r"|(?:good|great|excellent|positive|strong|solid|lovely|nice|fantastic|super|wonderful) "
    r"(?:\w+ )?(?:job|work|year|attitude|rapport|relationships?|communicat\w+|progress|term|effort"
    r"|person|mentor|colleague|manner|understanding|skills?|knowledge|contribution)"
    r"|(?:doing|does|did|done|goes|going|gone|works?|communicates?|copes?|performs?"
    r"|engages?|supports"
    r"? \w+|manages? \w+) (?:very |really |so )?well|gets? on (?:well )?with|keep (?:it )?up"
    r"|keep(?:s)? (?:up|going|doing)|carry on|more of the same|no (?:concerns?|issues?|problems?"
    r"|complaints?)|nothing (?:to|of) (?:add|note|report)|as (?:above|before|discussed|last year)"
    r"|see (?:above|last year)|(?:meets?|met|exceeds?|exceeded) (?:all )?(?:\w+ )?(?:expectations"
    r"|requirements|standards?)|(?:fully )?(?:satisfactory|competent|up to standard)|on track"
    r"|continues? to|(?:could|should|needs? to|try to|aim to) (?:be |become |develop "
    r"|improve |work "
    r"on |have )?(?:more |better |her |his |their )?(?:confiden\w+|proactive|assertive|organi[sz]ed"
    r"|aware\w*|communicat\w+|time management|skills|resilien\w+|visible)|time management|room for "
    r"improvement|work on|further develop\w*|build on|(?:her|his|their) (?:confidence|skills"
    r"|potential|strengths)|thank you|well done|as (?:and )?when|across the board"
    r"|in general|overall"
    r"|areas? for development|n/?a|tbc|fine|all good|good|ok(?:ay)?|none"
    r")\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[\w’'-]+")
ANYBODY = frozenset(
    {"she", "he", "they", "her", "him", "them", "his", "hers", "their", "theirs"}
    | {"herself", "himself", "themselves"}
)


def names_behaviour(text: str) -> bool:
    return any(_is_seen(sentence) for sentence in sentences(text))


def _is_seen(sentence: str) -> bool:
    if NOT_SEEN.search(_outside_quotes(sentence)):
        return False
    does = DONE.search(sentence) or COUNTED.search(sentence) or QUOTED.search(sentence)
    is_placed = WHEN.search(sentence) or WHERE.search(sentence) or SITUATION.search(sentence)
    return bool(does and is_placed)


def _outside_quotes(sentence: str) -> str:
    return QUOTED.sub("", sentence)


def is_mostly_generic(text: str) -> bool:
    """Half of its sentences, or more, could stand in anybody’s review, and nothing beside them
    was seen."""
    found = sentences(text)
    if not found:
        return False
    generic = sum(bool(GENERIC.search(each)) and not _is_seen(each) for each in found)
    return generic >= MOSTLY * len(found)


def is_perfunctory(text: str) -> bool:
    """Nothing in it was seen, or most of it could be said of anybody."""
    return not names_behaviour(text) or is_mostly_generic(text)


def is_alike(one: str, other: str, *, percent: int, names: Collection[str] = ()) -> bool:
    return alike(one, other, least=percent / 100, names=names) * 100 >= percent - 1e-9


def alike(one: str, other: str, *, least: float = 0.0, names: Collection[str] = ()) -> float:
    """From 0 to 1: the share of words that stand in both in the same order. Names and whether it is
    “she” or “he” do not count. Below `least` it may say 0 at once: most pairs take no more than a
    count of their words."""
    first, second = _words(one, names), _words(other, names)
    total = len(first) + len(second)
    if not first or not second:
        return 0.0
    common = sum((Counter(first) & Counter(second)).values())
    if 2 * common / total < least:
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _words(text: str, names: Collection[str]) -> list[str]:
    hidden = {part.lower() for name in names for part in WORD.findall(name)}
    found = (_bare(word) for word in WORD.findall(text.lower()))
    return ["…" if word in ANYBODY or word in hidden else word for word in found]


def _bare(word: str) -> str:
    return re.sub(r"[’']s?$", "", word)
