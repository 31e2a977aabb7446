"""What looks like a real person's details. A reason to look, never a proof.

Fiction is welcome: first names alone, the telephone numbers that Ofcom keeps for drama, and
addresses at example.org.
"""

import re
from collections.abc import Iterator, Sequence

from content.checks.rules.findings import Check, Kind, Level
from content.checks.rules.names import FULL_NAME, names_in
from content.checks.rules.passages import Passage, before, shortened
from content.language.rules import (
    DATE_OF_BIRTH,
    EMAIL,
    NHS,
    PHONE,
    POSTCODE,
    ULN,
    Detail,
    personal_details,
)
from content.language.rules.owners import BORN, is_date_of_a_thing, is_shared_box

# Ofcom's numbers for drama: nobody will ever have them.
FICTIONAL_PHONE = re.compile(
    r"01632960\d{3}|07700900\d{3}|011[3-8]4960\d{3}|01[2-6]14960\d{3}|02079460\d{3}|01914980\d{3}"
    r"|02896496\d{3}|02920180\d{3}"
)
FICTIONAL_DOMAIN = re.compile(r"(?:\A|\.)example(?:\.\w+)*\Z|\.(?:test|invalid|localhost)\Z", re.I)


def is_fictional(detail: Detail) -> bool:
    if detail.kind == PHONE:
        digits = re.sub(r"\D", "", re.sub(r"\(0\)", "", detail.words))
        national = re.sub(r"\A(?:0044|44)0?", "0", digits)
        return bool(FICTIONAL_PHONE.fullmatch(national))
    if detail.kind == EMAIL:
        domain = detail.words.rpartition("@")[2]
        return bool(FICTIONAL_DOMAIN.search(domain.rstrip(".")) or is_shared_box(detail.words))
    return False


def details_in(text: str) -> list[Detail]:
    """Dates of birth, numbers and addresses of a person, and full names with a learner near."""
    found = [
        detail
        for detail in personal_details(text)
        if not is_fictional(detail) and not is_date_of_a_thing(text, detail)
    ]
    taken = [(detail.start, detail.end) for detail in found]
    names = [
        name for name in names_in(text, has_details=bool(found))
        if not any(name.start < end and start < name.end for start, end in taken)
    ]  # fmt: skip
    return sorted([*found, *names], key=lambda detail: detail.start)


GRAVE = {DATE_OF_BIRTH, EMAIL, PHONE, ULN, NHS}
WHAT_TO_DO = {
    DATE_OF_BIRTH: "This looks like a date of birth. Take it out: an age is enough.",
    EMAIL: "This looks like somebody's own e-mail address. Take it out, or make one up at "
    "example.org.",
    PHONE: "This looks like a real telephone number. For people here there is the safeguarding "
    "card; make one up as 07700 900 and three figures.",
    POSTCODE: "This looks like a postcode. If it is where a person lives, take it out.",
    ULN: "This looks like a unique learner number. Take it out.",
    NHS: "This looks like an NHS number. Take it out.",
}
BARE_DATE = "If this is when somebody was born, take it out: an age is enough."
NAME_ALONE = (
    "This looks like a learner's full name. Nobody real may be known by a lesson: leave a first "
    "name only, and make one up."
)
NAME_AND_MORE = (
    "A full name stands here together with details of a person. Take both out: nobody real may "
    "be known by a lesson."
)


def personal_checks(passages: Sequence[Passage]) -> Iterator[Check]:
    for passage in passages:
        details = details_in(passage.text)
        for detail in details:
            level, message = judged(detail, passage.text, details)
            quote = shortened(detail.words, 80)
            yield Check(Kind.PERSONAL, level, message, passage.where, quote)


def judged(detail: Detail, text: str, details: Sequence[Detail]) -> tuple[str, str]:
    """A name beside a detail, and a date beside a name, weigh more than each alone."""
    kinds = {one.kind for one in details}
    if detail.kind == FULL_NAME:
        is_more = bool(kinds & GRAVE)
        return (Level.MUST, NAME_AND_MORE) if is_more else (Level.SHOULD, NAME_ALONE)
    is_bare = detail.kind == DATE_OF_BIRTH and FULL_NAME not in kinds
    if is_bare and not BORN.search(before(text, detail.start, 40)):
        return Level.SHOULD, BARE_DATE
    return (Level.MUST if detail.kind in GRAVE else Level.SHOULD), WHAT_TO_DO[detail.kind]
