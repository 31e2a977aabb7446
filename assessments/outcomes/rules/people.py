"""What says that a file is of people and not of totals: its headings, and what is in its cells.
Then nothing of it is taken (domain.md 7.3)."""

import re

from content.language.rules import personal_details
from content.language.rules.naming import is_first_name

NAMES, BIRTHS, NUMBERS, PLACES, MAIL, PHONES, PERSONAL, WORDS = (
    "names", "dates of birth or ages", "numbers of single learners", "addresses or postcodes",
    "e-mail addresses", "phone numbers", "personal facts", "free text",
)  # fmt: skip
HEADINGS = (
    (MAIL, r"e ?mails?"),
    (NAMES, r"names?|forenames?|firstnames?|lastnames?|surnames?|initials|known as|title"),
    (BIRTHS, r"dob|d o b|birth|births|birthdays?|born|ages?"),
    (
        NUMBERS,
        r"ulns?|upns?|unique learner|nhs|nino|ni|ids?|identifiers?|refs?|references?"
        r"|(?:learners?|students?|pupils?|apprentices?|candidates?|participants?|person"
        r"|admission|enrolment|roll)(?: (?:no|nos|numbers?|codes?|keys?))?",
    ),
    (PLACES, r"post ?codes?|addresses|address|street|town|home"),
    (PHONES, r"phones?|telephones?|tel|mobiles?"),
    (
        PERSONAL,
        r"gender|sex|ethnicity|ethnic|disabilit(?:y|ies)|send?|ehcp|lldd|religion|nationality"
        r"|free school meals|fsm|care leaver",
    ),
    (WORDS, r"comments?|notes?|remarks?|reasons?|text|descriptions?|context|narrative|feedback"),
)
PATTERNS = [(kind, re.compile(rf"\b(?:{pattern})\b")) for kind, pattern in HEADINGS]
FULL_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? )?[A-ZÀ-Ž][\w’'-]+,? (?:[A-ZÀ-Ž]\.? ?)?[A-ZÀ-Ž][\w’'-]+"
)
DETAILS = {
    "date of birth": BIRTHS,
    "ULN": NUMBERS,
    "NHS number": NUMBERS,
    "postcode": PLACES,
    "e-mail address": MAIL,
    "phone number": PHONES,
}


def people_in_heading(heading: str) -> str:
    """What a column of this name would hold of people; empty for none."""
    plain = re.sub(r"[^a-z0-9]+", " ", _parted(heading).lower()).strip()
    for kind, pattern in PATTERNS:
        if pattern.search(plain):
            return kind
    return NAMES if is_full_name(heading) else people_in_cell(heading)


def _parted(heading: str) -> str:
    """“LearnerName” as two words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)


def people_in_cell(text: str) -> str:
    """What a cell holds of a person by its form; empty for none."""
    found = personal_details(text)
    return DETAILS.get(found[0].kind, "") if found else ""


def is_full_name(text: str) -> bool:
    """“Jade Smith”, “Smith, Jade”, “jade”: asked of a cell that is nothing a total has."""
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    return bool(FULL_NAME.fullmatch(text)) or any(is_first_name(word) for word in words)
