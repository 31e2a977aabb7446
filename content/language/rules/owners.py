"""Figures and addresses that belong to a place, an office or a law, and to no one person."""

import re

from content.language.rules.details import DATE_OF_BIRTH, EMAIL, PHONE, POSTCODE, Detail

# A letter box that no one person owns.
SHARED_BOX = re.compile(
    r"(?:info|help|helpdesk|hello|office|reception|enquir(?:y|ies)|contact|admin|admissions|support"
    r"|student\.?(?:services|support)|learning\.?support|safeguarding|dsl|counselling|wellbeing"
    r"|careers|library|finance|bursary|attendance|absence|hr|it|feedback|complaints|press|data"
    r"\.?protection|dpo|prevent|referrals?)\Z",
    re.IGNORECASE,
)
# What has a date without being born: a law, an edition, a report.
DATED_THING = re.compile(
    r"\b(?:acts?|law|bill|regulations?|published|publication|edition|version|guidance|updated"
    r"|report|review(?:ed)?|in force|force|comm?enced?|introduced|assent|launched|opened|founded"
    r"|since|policy|standard|article|accessed|retrieved|checked|read|amended|revised|issued|dated"
    r"|meeting|term|deadline|due|exam)\b",
    re.IGNORECASE,
)
BORN = re.compile(r"\b(?:born|birth|birthday|bday|d\.?o\.?b|id|passport)\b", re.IGNORECASE)
PUBLIC_LINE = re.compile(
    r"\b(?:front desk|reception|switchboard|helplines?|hotline|help line|office|enquiries"
    r"|out[- ]of[- ]hours|duty (?:line|phone|number)|college(?:['’]s)? number|main number"
    r"|helpdesk)\b",
    re.IGNORECASE,
)
VENUE = re.compile(
    r"\b(?:venue|campus|hotel|university|college|conference|training (?:centre|room|day)|library"
    r"|office|centre|held (?:at|in)|museum|theatre|church|stadium|branch|sat[- ]?nav)\b",
    re.IGNORECASE,
)
LIVES = re.compile(
    r"\b(?:li(?:ves?|ving)|home|address|moved|stay(?:s|ing)?|hostel)\b", re.IGNORECASE
)


def is_shared_box(address: str) -> bool:
    return bool(SHARED_BOX.fullmatch(address.rpartition("@")[0]))


def is_date_of_a_thing(text: str, detail: Detail) -> bool:
    before, after = beside(text, detail, 80, 40)
    if detail.kind != DATE_OF_BIRTH or BORN.search(before[-40:]):
        return False
    return bool(DATED_THING.search(f"{before} {after}"))


def is_nobodys(text: str, detail: Detail) -> bool:
    """An office's line or letter box, the postcode of a venue, the date of a law."""
    before, after = beside(text, detail, 50, 30)
    if detail.kind == EMAIL:
        return is_shared_box(detail.words)
    if detail.kind == PHONE:
        return bool(PUBLIC_LINE.search(before))
    if detail.kind == POSTCODE:
        return bool(VENUE.search(before)) and not LIVES.search(f"{before} {after}")
    return is_date_of_a_thing(text, detail)


def beside(text: str, detail: Detail, before: int, after: int) -> tuple[str, str]:
    return text[max(0, detail.start - before) : detail.start], text[detail.end : detail.end + after]
