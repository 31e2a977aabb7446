"""Why a comment is looked at twice before anybody else reads it (domain.md 2.3, rule 15).

A list of words finds a part of what matters and much that does not. It decides nothing: it puts a
comment on top of the pile and before the safeguarding lead.
"""

import re
from collections.abc import Collection

from content.language.rules import kinds_of_details
from content.language.rules.advice import a_kind
from content.language.rules.phrases import either

CONCERN = "concern"
HEALTH = "health"
OTHER_LANGUAGE = "other_language"
LOOKED_AT = "looked_at"
FLAG_WORDS = {
    CONCERN: "may be about somebody’s safety",
    HEALTH: "speaks of health",
    OTHER_LANGUAGE: "is not in English: have it read by somebody who speaks the language",
    LOOKED_AT: "was looked at by the safeguarding lead, who sent it back to you",
}

WHOLE_WORDS = either("""
    abus(?:e|ed|es|ive|ing) | kill\\w* | suicid\\w* | self[- ]?harm\\w* | harm(?:s|ed|ing)? |
    hurt(?:s|ing)? | hit(?:s|ting)? | beat(?:s|en|ing)? | punch\\w* | slap\\w* |
    kick(?:s|ed|ing) | touch(?:es|ed|ing)? | rap(?:e|ed|es|ist) | sex | sexual\\w* |
    groom(?:ed|ing|s)? | unsafe | not[ ](?:feel[ ])?safe | scared | afraid | frighten\\w* |
    terrified | threat\\w* | bull(?:y|ied|ies|ying) | blackmail\\w* | stalk\\w* | knif\\w* |
    knives | weapon\\w* | gun | gang\\w* | county[ ]lines | homeless | sofa[- ]surf\\w* | forced |
    fgm | radicali\\w+ | racis\\w+ | homophobi\\w+ | assault\\w* | overdos\\w* | die | dying |
    end[ ](?:my|her|his|their)[ ]life | cut(?:s|ting)?[ ]myself | starv\\w* |
    run(?:ning)?[ ]away | locked[ ]in | violen\\w+ | nudes? | niwed\\w* | brifo | ofn |
    cam-?drin\\w* | bygwth\\w* | bwlio | hunanladd\\w* | zabi\\w+ | samobój\\w+ | krzywd\\w+ |
    bij(?:e|ą) | boję | przemoc\\w* | gwałt\\w* | groz\\w+ | molest\\w+ | nóż | nożem |
    strach\\w* | самогуб\\w* | вби\\w+ | б[’'ʼ](?:є|ють) | насил\\w* | боюс\\w* | страшно |
    погрож\\w* | домаган\\w* | зґвалт\\w* | ніж | ножем | померти
""")
PARTS_OF_WORDS = either("""
    انتحار | قتل | يضرب | ضربن | خائف | خوف | عنف | اعتد | تحرش | هدد | تهديد | يؤذي | أموت | سكين
""")
CONCERNS = re.compile(rf"\b{WHOLE_WORDS}\b|{PARTS_OF_WORDS}", re.IGNORECASE)
HEALTH_WORDS = either("""
    diagnos\\w+ | medicat\\w+ | pregnan\\w+ | depress\\w+ | anxiety | autis\\w+ | adhd |
    dyslexi\\w+ | epilep\\w+ | asthma\\w* | diabet\\w+ | hospital\\w* | doctor | therap(?:y|ist) |
    counsell\\w+ | panic[ ]attacks? | ill | illness\\w* | disab\\w+ | camhs
""")
OF_HEALTH = re.compile(rf"\b{HEALTH_WORDS}\b", re.IGNORECASE)


def is_about_safety(text: str) -> bool:
    return CONCERNS.search(text) is not None


def flags_of(text: str, *, language: str, known: Collection[str] = ()) -> list[str]:
    """What to doubt about a comment, the concern first (`access` looks there). `known` are names
    that say nothing of a learner: the mentor's own."""
    found = [CONCERN] if is_about_safety(text) else []
    found += kinds_of_details(text, known=known)
    if OF_HEALTH.search(text):
        found.append(HEALTH)
    if not language.startswith("en"):
        found.append(OTHER_LANGUAGE)
    return found


def flag_words(flag: str) -> str:
    """In words, for the screen: details by their kind, such as “a name”."""
    return FLAG_WORDS.get(flag, f"seems to hold {a_kind(flag)}")


def without_concern(flags: Collection[str]) -> list[str]:
    return [LOOKED_AT, *(flag for flag in flags if flag not in (CONCERN, LOOKED_AT))]
