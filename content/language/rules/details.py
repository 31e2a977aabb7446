"""Figures and addresses by which one could be known: born when, living where, reached how."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Detail:
    """What looks like somebody's personal detail, and where it stands."""

    kind: str
    words: str
    start: int
    end: int


DATE_OF_BIRTH = "date of birth"
PHONE = "phone number"
EMAIL = "e-mail address"
POSTCODE = "postcode"
ULN = "ULN"
NHS = "NHS number"

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
DATE = re.compile(
    r"(?<![\d/.-])(?:(?P<year_first>\d{4})-\d{1,2}-\d{1,2}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?P<year>\d{4}|\d{2})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH},? (?P<year_named>\d{{4}}|\d{{2}})"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?P<year_last>\d{{4}}))(?![\d/-])",
    re.IGNORECASE,
)
BORN = re.compile(r"\b(?:born|birth|birthday|bday|d\.?o\.?b)\b[^\d.;]*\.?[^\d.;]*\Z", re.IGNORECASE)
# A college takes people from 14; a later year is the date of something else.
BIRTH_YEARS = range(1925, 2016)
EMAIL_ADDRESS = re.compile(r"[\w.+'’-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
FIGURES = re.compile(r"(?<![\w.])(?:\+|\(0)?\d(?:[ ()\-]{0,2}\d){7,14}(?![\w])")
SAID_TO_BE = re.compile(r"\b(?:(?P<uln>ULNs?|unique learner)|NHS|patient)\b", re.IGNORECASE)
AREA = (
    "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUXY]?|H[ADGPRSUX]|I[GMPV]|JE"
    "|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]"
    "|UB|W[ACDFNRSV]?|YO|ZE"
)
# “L2 2nd year” is not a postcode; “B1 2ND” may be.
CODE = re.compile(
    rf"(?<!\w)(?i:{AREA})\d[A-Za-z\d]? ?\d(?!(?:st|nd|rd|th)\b)(?i:[ABD-HJLNP-UW-Z]){{2}}(?!\w)"
)


def personal_details(text: str) -> list[Detail]:
    """Likely personal details in reading order: a reason to look, never a proof.

    Helplines and switchboards (03, 08, 09) belong to nobody and are left alone.
    """
    found = [Detail(EMAIL, one[0], one.start(), one.end()) for one in EMAIL_ADDRESS.finditer(text)]
    for one in DATE.finditer(text):
        if is_birth(one, before=text[max(0, one.start() - 30) : one.start()]):
            found.append(Detail(DATE_OF_BIRTH, one[0], one.start(), one.end()))
    found += [Detail(POSTCODE, one[0], one.start(), one.end()) for one in CODE.finditer(text)]
    for one in FIGURES.finditer(text):
        kind = kind_of_figures(one[0], before=text[max(0, one.start() - 30) : one.start()])
        if kind:
            found.append(Detail(kind, one[0], one.start(), one.end()))
    return sorted(found, key=lambda detail: (detail.start, detail.kind))


def is_birth(date: re.Match[str], *, before: str) -> bool:
    year = next(filter(None, date.group("year_first", "year", "year_named", "year_last")))
    return bool(BORN.search(before)) or (len(year) == 4 and int(year) in BIRTH_YEARS)


def kind_of_figures(written: str, *, before: str = "") -> str | None:
    digits = re.sub(r"\D", "", written)
    national = re.sub(r"\A(?:\+ ?44|0044|44)(?: ?\(?0\)?)?", "0", written)
    national = re.sub(r"\D", "", national) if written.startswith(("+", "0044")) else digits
    if re.fullmatch(r"07\d{9}|0[12]\d{8,9}", national):
        return PHONE
    if len(digits) != 10 or digits[0] == "0" or written.startswith(("+", "(")):
        return None
    # Figures are mistyped: what the text calls them counts before what they prove.
    said = list(SAID_TO_BE.finditer(before))
    if said:
        return ULN if said[-1]["uln"] else NHS
    return NHS if is_nhs_number(digits) else ULN


def is_nhs_number(digits: str) -> bool:
    """The tenth figure proves the other nine, modulus 11."""
    total = sum(int(digits[place]) * (10 - place) for place in range(9))
    check = 11 - total % 11
    return check != 10 and check % 11 == int(digits[9])
