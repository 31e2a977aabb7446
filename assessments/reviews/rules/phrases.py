"""Words in a review that people should look at again (domain.md 6.5, PR-14 to PR-16): figures
quoted without what belongs to them, words of private places, and reasons that are none. They are
found by their letters; whoever wrote them decides what they mean."""

import re
from dataclasses import dataclass

from assessments.readings.rules import InputKind
from content.language.rules.sentences import sentences


@dataclass(frozen=True)
class Quote:
    """A figure of learner feedback or of outcomes."""

    figure: str
    kind: InputKind
    has_number: bool
    has_note: bool


@dataclass(frozen=True)
class Phrase:
    words: str
    about: str


FIGURE = re.compile(
    r"\d+(?:\.\d+)?\s?(?:%|per cent\b|percent\b|percentage points?\b)"
    r"|\b\d+(?:\.\d+)?\s?(?:/|out of|of)\s?(?:4|5|10)\b(?!\s+(?:learners|students|answers|records"
    r"|sessions|questions|targets))"
    r"|\b(?:mean|average|score)s?\s(?:of|is|was)\s\d+(?:\.\d+)?",
    re.IGNORECASE,
)
ABOUT = {
    InputKind.VOICE: re.compile(
        r"\b(?:learner (?:voice|feedback|survey)|feedback (?:from|of|by) (?:her |his |their )?"
        r"(?:learners|students|apprentices)|surveys?|questionnaires?|(?:learners|students"
        r"|apprentices|respondents) (?:\w+ )?(?:rated|said|answered|agreed|scored|felt|think|say"
        r"|agree|would)|rated (?:her|him|them) |satisfaction|respondents)\b",
        re.IGNORECASE,
    ),
    InputKind.OUTCOME: re.compile(
        r"\b(?:pass(?:ed| rates?)|retention|retained|achievement(?: rates?)?|achieved|attendance"
        r"|completion(?: rates?)?|completed their|outcomes?|progression|drop[- ]?out|withdrew"
        r"|stayed on)\b",
        re.IGNORECASE,
    ),
}
HOW_MANY = re.compile(
    r"\bn\s?=\s?\d+|\b\d+ (?:of (?:the |her |his )?\d+ )?(?:\w+ )?(?:learners|students|apprentices"
    r"|answers|answered|responses|respondents|replies|questionnaires|replied|people)\b"
    r"|\b(?:of|from|among|by) (?:all |her |his |the )?\d+\b(?! ?%)",
    re.IGNORECASE,
)
WHAT_ELSE = re.compile(
    r"\b(?:because|compared|comparator|than (?:the|in|last)|against|interval|margin|between \d"
    r"|small (?:group|number)|few answers|one of (?:many|several)|(?:many|other|several) causes"
    r"|shared? (?:with|responsib\w+)|late start|context|although|though|while|however"
    r"|not (?:hers|his"
    r"|theirs) alone|cohort|timetable|moved|closed|may be|might be|could be|chance|college figure"
    r"|part of it)\b",
    re.IGNORECASE,
)

PRIVATE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "supervision",
        re.compile(
            r"\b(?:in|during|at|from) (?:\w+ ){0,2}supervision(?: sessions?| meetings?)?,? "
            r"(?:she|he|they|you|we|it|both|\w+ (?:said|told)) (?:\w+ )?(?:said|says|told|admitted"
            r"|spoke|talked|mentioned|shared|raised|discussed|confided|cried|explained|described"
            r"|disclosed|reflected|was (?:said|told|discussed|clear))\b"
            r"|\b(?:said|told|admitted|spoke|talked|mentioned|raised|discussed|confided|disclosed"
            r"|reflected|explained|shared|described)\b[^.;]{0,60}\b(?:in|during|at) (?:\w+ ){0,2}"
            r"supervision\b"
            r"|\b(?:her|his|their|the|your) supervisor (?:says|said|tells|told|reports|reported"
            r"|mentioned|thinks|feels|noted|wrote|is worried|was worried|is concerned)\b"
            r"|\b(?:told|confided in|said to|admitted to) (?:her|his|their|the|your) supervisor\b"
            r"|\bsupervision (?:records?|notes?|minutes) (?:\w+ )?(?:says?|states?|shows?|mentions?"
            r"|reads?|describes?)\b"
            r"|\baccording to (?:the |her |his |their )?supervis(?:ion|or)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "private notes",
        re.compile(
            r"\b(?:private|personal|confidential) (?:reflections?|notes?|journal|diary)\b"
            r"|\b(?:her|his|their|your) (?:reflective )?(?:diary|journal|own notes)\b"
            r"|\b(?:wrote|writes|written|said|says|admits?|admitted) in (?:her|his|their|your|a) "
            r"(?:\w+ )?(?:reflections?|journal|diary|log)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "answers in training",
        re.compile(
            r"\b(?:question|item) (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b"
            r"[^.;]{0,60}\b(?:quiz|test|module|training|wrong|incorrect\w*)\b"
            r"|\b(?:quiz|test|scenario|module)\b[^.;]{0,60}\b(?:question \d+|wrong(?:ly)?|incorrect"
            r"\w*|chose|picked|clicked|the (?:\w+ )?option|failed (?:on|at)|mistakes?)\b"
            r"|\b(?:chose|picked|clicked|ticked|got|answered)\b[^.;]{0,50}\b(?:wrong|incorrect\w*"
            r"|option)\b[^.;]{0,40}\b(?:quiz|test|scenario|module|question)\b",
            re.IGNORECASE,
        ),
    ),
)

UNFAIR: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "absence",
        re.compile(
            r"\b(?:absen(?:ces?|t|teeism)|time off|days? off|off work|away from work|missed work"
            r"|sick(?:ness)?(?: (?:leave|days?|notes?|record|absence))?|part[- ]time hours)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "health",
        re.compile(
            r"\b(?:health|ill(?:ness)?|unwell|depress(?:ed|ion)|anxiety|stress(?:ed)?|migraines?"
            r"|surgery|an operation|hospital|cancer|menopaus\w+|disabilit\w+|disabled|dyslexi\w+"
            r"|autis\w+|adhd|medication|chronic|fatigue|burn[- ]?out|mental state)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "family leave",
        re.compile(
            r"\b(?:pregnan\w+|maternity|paternity|parental leave|adoption leave|carer[’']?s leave"
            r"|family leave|childcare|child care|school run|baby|bereavement|compassionate leave"
            r"|caring responsibilities)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "union work",
        re.compile(
            r"\b(?:(?:trade )?unions?(?: \w+)?|strikes?|striking|picket\w*|industrial action"
            r"|facility time|shop steward|work to rule)\b",
            re.IGNORECASE,
        ),
    ),
)
OF_LEARNERS = re.compile(
    r"\b(?:learners?|students?|apprentices?|pupils?|young (?:people|person)|groups?|caseload"
    r"|tutees?|family of|parents?)(?:[’']s?)?\b",
    re.IGNORECASE,
)
AGAINST = re.compile(
    r"\b(?:not|n[’']t|never|no|less|fewer|lack\w*|miss(?:ed|es|ing)|fail\w*|behind"
    r"|because of|due to"
    r"|despite|impact\w*|affect\w*|unreliab\w+|too (?:much|many|often)|weak\w*|poor\w*|struggl\w+"
    r"|suffer\w*|drop\w*|lower\w*|concern\w*|problem\w*|issue\w*|let down|disrupt\w*|distract\w+"
    r"|difficult\w*|held back|limit\w*|frequent\w*|excessive|high level|unable|cannot"
    r"|inconsisten\w+"
    r"|commitment|reduced|rather than|got in the way|cost)\b",
    re.IGNORECASE,
)
ALLOWED_FOR = re.compile(
    r"\b(?:pro[- ]rata|adjust\w*|allow\w* for|taken? into account|taking into account|reasonable"
    r"|not counted|does not count|left out of|no part in|supported? (?:her|him"
    r"|them)? ?(?:return|back)"
    r"|phased return|regardless|whatever the|extended (?:the|her|his) (?:date|deadline"
    r"|probation) (?:by"
    r"|for) the|set aside|paused)\b",
    re.IGNORECASE,
)
NEAR = 40  # characters in which “learner” says whose absence or health it is


def quoted_figures(text: str) -> list[Quote]:
    """The number and the note may stand in the sentence before, or in the next two."""
    found, said = [], sentences(text)
    for position, sentence in enumerate(said):
        kind = next((kind for kind, words in ABOUT.items() if words.search(sentence)), None)
        figure = FIGURE.search(sentence)
        if kind is None or figure is None:
            continue
        around = " ".join(said[max(position - 1, 0) : position + 3])
        rest = around.replace(figure[0], " ")
        found.append(
            Quote(figure[0], kind, bool(HOW_MANY.search(rest)), bool(WHAT_ELSE.search(rest)))
        )
    return found


def private_phrases(text: str) -> list[Phrase]:
    """PR-15: that supervision took place may be said, never what was said in it."""
    return [
        Phrase(match[0], about)
        for about, words in PRIVATE
        for match in [words.search(text)]
        if match
    ]


def negative_reasons(text: str) -> list[Phrase]:
    """PR-16: in a sentence that says something against somebody. What was allowed for, and what is
    said of learners, is none."""
    found = []
    for sentence in sentences(text):
        if ALLOWED_FOR.search(sentence) or not AGAINST.search(sentence):
            continue
        for about, words in UNFAIR:
            match = next(
                (m for m in words.finditer(sentence) if not _is_learners(sentence, m)), None
            )
            if match:
                found.append(Phrase(match[0], about))
    return found


def _is_learners(sentence: str, match: re.Match[str]) -> bool:
    around = sentence[max(match.start() - NEAR, 0) : match.end() + NEAR]
    return OF_LEARNERS.search(around) is not None
