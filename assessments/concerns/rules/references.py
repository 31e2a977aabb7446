"""What may stand in the 60 characters of a reference: the figures and codes of another system, and
nothing by which anybody could be known (domain.md 4.7, step 3).

A name alone has no sentence around it that would tell it from any other word. So it is told the
other way round: words that stand in references pass, and other words do not.
"""

import re

from django.core.exceptions import ValidationError

from content.language.rules import (
    DATE_OF_BIRTH,
    EMAIL,
    NAME,
    NHS,
    PHONE,
    POSTCODE,
    ULN,
    learner_details,
)
from content.language.rules.details import BIRTH_YEARS, kind_of_figures
from content.language.rules.first_names import listed
from content.language.rules.naming import is_first_name

from .states import LONGEST_REFERENCE

WORD = "word"
WORDS_OF_REFERENCES = listed(
    """
    ref reference no nos nr num number id log entry case file incident inc concern record report
    form item page line ticket urn uri unique crime cad occurrence niche call enquiry referral
    contact email note and of on in to for the part
    cpoms myconcern safeguard safeguarding safe sg sgc dsl dso dsp college system tootoot edukey
    promonitor arbor impero bromcom sims unit unite ilp databridge team teams sharepoint
    marf mash marac lado ehm eha cin cp cic iro ssa dbs prevent channel police council social care
    children childrens adults adult services emergency duty
    jan feb mar apr may jun jul aug sep sept oct nov dec am pm
    """
)
TOKEN = re.compile(r"[^\s/,;:()\[\]#]+")
LETTERS = re.compile(r"[^\W\d_]+")
MACHINE_MADE = re.compile(
    r"(?=[^\d]*\d)[0-9a-f]{4,}(?:-[0-9a-f]{2,}){0,5}|[0-9a-f]{8,}", re.IGNORECASE
)
SHORTEST_WORD = 4  # up to three capitals are a code: SG, CAD, ABC
DAY = re.compile(r"(?<!\d)(\d{1,4})[/.\- ](\d{1,2})[/.\- ](\d{1,4})(?!\d)")
DAYS_WRITTEN_TOGETHER = (
    re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)"),
)
LONG_NUMBER = re.compile(r"(?<!\d)\d{10,11}(?!\d)")
LAST_BORN = BIRTH_YEARS[-1] % 100

WHAT_INSTEAD = (
    "Write the number alone, as the other system shows it, such as “CPOMS 2231”. You may also "
    "leave it empty."
)
WHY: dict[str, str] = {
    NAME: "This looks like somebody’s name.",
    WORD: "There is a word in it that could be somebody’s name.",
    DATE_OF_BIRTH: "There is a date in it that could be somebody’s date of birth.",
    ULN: "There is a number in it that looks like a ULN.",
    NHS: "There is a number in it that looks like an NHS number.",
    PHONE: "There is a number in it that looks like a phone number.",
    EMAIL: "There is an e-mail address in it.",
    POSTCODE: "There is a postcode in it.",
}


def check_reference(words: str) -> None:
    """Refuse, without repeating the words, what could tell who somebody is."""
    if len(words) > LONGEST_REFERENCE:
        raise ValidationError(
            {"external_ref": f"At most {LONGEST_REFERENCE} characters. {WHAT_INSTEAD}"}
        )
    kind = what_it_tells(words)
    if kind:
        raise ValidationError({"external_ref": f"{WHY[kind]} {WHAT_INSTEAD}"}, code="details")


def what_it_tells(words: str) -> str:
    """What in a reference could tell who somebody is; empty when nothing does."""
    found = [detail.kind for detail in learner_details(words)]
    if NAME in found or _first_name_in(words):
        return NAME
    if found:
        return found[0]
    if _has_birthday(words):
        return DATE_OF_BIRTH
    for number in LONG_NUMBER.findall(words):
        if kind := kind_of_figures(number):
            return kind
    return "" if all(map(_is_code, TOKEN.findall(words))) else WORD


def _first_name_in(words: str) -> bool:
    return any(
        len(run) > 1 and is_first_name(run) and run.casefold() not in WORDS_OF_REFERENCES
        for token in TOKEN.findall(words)
        if not MACHINE_MADE.fullmatch(token)
        for run in LETTERS.findall(token)
    )


def _is_code(token: str) -> bool:
    if MACHINE_MADE.fullmatch(token):
        return True
    return all(
        run.casefold() in WORDS_OF_REFERENCES
        or len(run) == 1
        or (run.isupper() and len(run) < SHORTEST_WORD)
        for run in LETTERS.findall(token)
    )


def _has_birthday(words: str) -> bool:
    looks = (DAY, *DAYS_WRITTEN_TOGETHER)
    return any(_is_birthday(*found) for look in looks for found in look.findall(words))


def _is_birthday(first: str, month: str, last: str) -> bool:
    """A day, a month and a year in either order, of which the year is somebody's of college age
    or older."""
    day, year = (last, first) if len(first) == 4 else (first, last)
    is_day = 1 <= int(day) <= 31 and 1 <= int(month) <= 12
    return is_day and _year_of(year) in BIRTH_YEARS


def _year_of(figures: str) -> int:
    if len(figures) == 2:
        return int(figures) + (2000 if int(figures) <= LAST_BORN + 20 else 1900)
    return int(figures)
