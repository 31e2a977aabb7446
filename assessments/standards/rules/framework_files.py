"""What a framework file must hold. Everything wrong is said at once, with its line."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from .kinds import FrameworkStatus, MappingStrength, StatementKind

LineOf = Callable[..., int]

# A capital first keeps a framework's address apart from the slice's own ("my-evidence").
FRAMEWORK_CODE = re.compile(r"[A-Z][A-Za-z0-9.\-]{0,19}")
STATEMENT_CODE = re.compile(r"[A-Za-z][A-Za-z0-9.\-]{0,9}")
ADDRESS = re.compile(r"https?://[^\s<>\"']+")
UNKEPT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
FRAMEWORK_NEEDS = ("code", "version", "title", "status", "statements")
FRAMEWORK_MAY_HAVE = (
    "kind", "level", "nation", "publisher", "licence", "attribution", "source_url", "licence_url",
    "effective_from", "effective_to", "off_the_job_hours", "maps_to",
)  # fmt: skip
STATEMENT_NEEDS = ("code", "kind", "title")
STATEMENT_MAY_HAVE = ("alias", "pair", "note", "full_text", "maps_to")
DAYS = ("effective_from", "effective_to")
NUMBERS = ("level", "off_the_job_hours")
ADDRESSES = ("source_url", "licence_url")
MOST_STATEMENTS = 400
MOST_OF_A_NUMBER = 32_000
LENGTHS = {
    "code": 20, "version": 20, "title": 200, "kind": 40, "nation": 40, "publisher": 120,
    "licence": 120, "attribution": 2_000, "source_url": 200, "licence_url": 200, "maps_to": 20,
}  # fmt: skip
STATEMENT_LENGTHS = {
    "code": 10, "alias": 12, "pair": 10, "title": 200, "note": 300, "full_text": 5_000,
}  # fmt: skip


@dataclass(frozen=True)
class Problem:
    line: int
    words: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.words}"


class FrameworkFileError(Exception):
    """A file that cannot be taken, with all that is wrong in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(*self.problems)


def check_framework(data: object) -> None:
    """Raise one ValidationError that names everything wrong with a framework file at once."""
    problems = framework_problems(data)
    if problems:
        raise ValidationError([problem.words for problem in problems])


def framework_problems(data: object, line_of: LineOf = lambda *_keys: 1) -> list[Problem]:
    """All that is wrong; `line_of("statements", 3, "kind")` says where a value stands."""
    if not isinstance(data, Mapping):
        return [Problem(1, "A framework file is a list of keys such as code, version and title.")]
    found = list(_key_problems("The framework", data, FRAMEWORK_NEEDS, FRAMEWORK_MAY_HAVE))
    found += [*_text_problems("The framework", data, LENGTHS), *_fact_problems(data)]
    problems = [Problem(line_of(*keys), words) for keys, words in found]
    rows = data.get("statements")
    if rows is not None and (not isinstance(rows, list) or not rows):
        problems.append(
            Problem(line_of("statements"), "“statements” is a list with at least one statement.")
        )
    elif rows:
        problems += [
            Problem(line_of("statements", *keys), words) for keys, words in _row_problems(rows)
        ]
    return problems


Found = Iterator[tuple[tuple[str | int, ...], str]]


def _key_problems(
    owner: str, data: Mapping[str, Any], needs: Iterable[str], may_have: Iterable[str]
) -> Found:
    for key in needs:
        if data.get(key) in (None, ""):
            yield (key,), f"{owner} has no “{key}”."
    for key in sorted(set(map(str, data)) - set(needs) - set(may_have)):
        yield (key,), f"{owner} has “{shown(key)}”, which is not a key of the format."


def _text_problems(owner: str, data: Mapping[str, Any], lengths: Mapping[str, int]) -> Found:
    for key, most in lengths.items():
        value = data.get(key)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            yield (key,), f"“{key}” of {_within(owner)} is text, not a list."
        elif UNKEPT.search(str(value)):
            yield (key,), f"“{key}” of {_within(owner)} has a sign in it that is none of a text."
        elif len(str(value)) > most:
            yield (
                (key,),
                f"“{key}” of {_within(owner)} has {len(str(value))} characters; "
                f"at most {most} are kept.",
            )


def _within(owner: str) -> str:
    return owner[:1].lower() + owner[1:]


def _fact_problems(data: Mapping[str, Any]) -> Found:
    code, status = data.get("code"), data.get("status")
    if code and not FRAMEWORK_CODE.fullmatch(str(code)):
        yield ("code",), f"“{shown(code)}” is no framework code: write one such as ST0148."
    if data.get("maps_to") and not FRAMEWORK_CODE.fullmatch(str(data["maps_to"])):
        yield ("maps_to",), "“maps_to” of the framework is the code of another one, as ST0148."
    if status and status not in FrameworkStatus.values:
        known = ", ".join(FrameworkStatus.values)
        yield ("status",), f"The status “{shown(status)}” is not one of {known}."
    for key in DAYS:
        if data.get(key) not in (None, "") and day_in(data[key]) is None:
            yield (key,), f"“{key}” is a day such as 2019-01-29, not “{shown(data[key])}”."
    for key in NUMBERS:
        if data.get(key) not in (None, "") and number_in(data[key]) is None:
            yield (key,), f"“{key}” is a whole number, not “{shown(data[key])}”."
    for key in ADDRESSES:
        if data.get(key) and not ADDRESS.fullmatch(str(data[key])):
            yield (key,), f"“{key}” is an address that begins with https://."


def _row_problems(rows: list[Any]) -> Found:
    if len(rows) > MOST_STATEMENTS:
        yield (), f"There are {len(rows)} statements; at most {MOST_STATEMENTS} are taken."
        return
    pairs: dict[str, tuple[int, str]] = {}
    for place, row in enumerate(rows):
        if not isinstance(row, Mapping):
            words = f"Statement {place + 1} is not a list of keys such as code and title."
            yield (place,), words
            continue
        code = str(row.get("code") or "")
        for keys, words in _statement_problems(place, code, row):
            yield (place, *keys), words
        if code in pairs:
            yield (place, "code"), f"Statement {code} stands there twice: every code is used once."
        elif code:
            pairs[code] = (place, str(row.get("pair") or ""))
    partners = {code: pair for code, (_, pair) in pairs.items()}
    for code in missing_pairs(partners):
        place, pair = pairs[code]
        words = f"Statement {code} is paired with {pair}, which does not point back to {code}."
        yield (place, "pair"), words


def _statement_problems(place: int, code: str, row: Mapping[str, Any]) -> Found:
    owner = f"Statement {shown(code) or place + 1}"
    yield from _key_problems(owner, row, STATEMENT_NEEDS, STATEMENT_MAY_HAVE)
    yield from _text_problems(owner, row, STATEMENT_LENGTHS)
    if code and not STATEMENT_CODE.fullmatch(code):
        yield ("code",), f"“{shown(code)}” is no statement code: write one such as S1, K6 or a."
    kind = row.get("kind")
    if kind and kind not in StatementKind.values:
        known = ", ".join(StatementKind.values)
        yield ("kind",), f"{owner} is of the kind “{shown(kind)}”, which is not one of {known}."
    try:
        links_in(row.get("maps_to"))
    except ValueError as problem:
        yield ("maps_to",), f"{owner}: {problem}"


def missing_pairs(pairs: dict[str, str]) -> list[str]:
    """Codes whose partner does not point back. ``pairs`` maps a code to its partner's code."""
    return sorted(code for code, pair in pairs.items() if pair and pairs.get(pair) != code)


def shown(value: object) -> str:
    """A value as a message quotes it: short, and without signs that no page can show."""
    text = UNKEPT.sub("", str(value))
    return text if len(text) <= 40 else f"{text[:40]}…"


# Values as they are kept ----------------------------------------------------------


def day_in(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        return None


def number_in(value: object) -> int | None:
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,5}", text):
        return None
    return int(text) if int(text) <= MOST_OF_A_NUMBER else None


@dataclass(frozen=True)
class Link:
    """What a statement is suggested to have in common with one of another framework."""

    code: str
    strength: str = MappingStrength.RELATED
    note: str = ""


def links_in(value: object) -> list[Link]:
    """`maps_to` of a statement: “S5 K6:part”, a list of codes, or of {code, strength, note}.

    Raises ValueError, in words, for anything else.
    """
    if value in (None, ""):
        return []
    parts = re.split(r"[\s,;|]+", value.strip()) if isinstance(value, str) else value
    if not isinstance(parts, list):
        raise ValueError("“maps_to” is a list of codes such as S5 or K6:part.")
    links = [_link(part) for part in parts if part not in (None, "")]
    codes = [link.code for link in links]
    for code in codes:
        if codes.count(code) > 1:
            raise ValueError(f"“maps_to” names {code} twice.")
    return links


def _link(part: object) -> Link:
    if isinstance(part, Mapping):
        if set(part) - {"code", "strength", "note"}:
            raise ValueError("an entry of “maps_to” has a code, a strength and a note only.")
        given = (part.get("code"), part.get("strength"), part.get("note"))
        code, strength, note = (str(value or "").strip() for value in given)
    else:
        code, _, strength = str(part).strip().partition(":")
        note = ""
    if not STATEMENT_CODE.fullmatch(code):
        raise ValueError(f"“{shown(code)}” in “maps_to” is no statement code.")
    strength = strength or MappingStrength.RELATED
    if strength not in MappingStrength.values:
        known = ", ".join(MappingStrength.values)
        raise ValueError(f"the strength “{shown(strength)}” of {code} is not one of {known}.")
    if len(note) > 300 or UNKEPT.search(note):
        raise ValueError(f"the note to {code} in “maps_to” has at most 300 characters.")
    return Link(code, str(strength), note)


@dataclass(frozen=True)
class StatementText:
    code: str
    fields: dict[str, str]  # as the row keeps them
    links: list[Link]


@dataclass(frozen=True)
class FrameworkText:
    """A file that has been found right, in the values that are kept."""

    code: str
    version: str
    fields: dict[str, Any]
    statements: list[StatementText]
    maps_to: str  # the code of the framework the links are about; empty for the college's own

    @property
    def links(self) -> list[tuple[str, Link]]:
        return [(row.code, link) for row in self.statements for link in row.links]


def clean_framework(data: Mapping[str, Any]) -> FrameworkText:
    """The values of a file in which `framework_problems` found nothing."""
    fields: dict[str, Any] = {}
    for key in ("title", "status", *FRAMEWORK_MAY_HAVE[:-1]):
        value = data.get(key)
        if value in (None, ""):
            continue
        if key in DAYS:
            fields[key] = day_in(value)
        else:
            fields[key] = number_in(value) if key in NUMBERS else str(value).strip()
    return FrameworkText(
        code=str(data["code"]).strip(),
        version=str(data["version"]).strip(),
        fields=fields,
        statements=[_statement_text(row) for row in data["statements"]],
        maps_to=str(data.get("maps_to") or "").strip(),
    )


def _statement_text(row: Mapping[str, Any]) -> StatementText:
    keys = ("alias", "kind", "pair", "title", "note", "full_text")
    fields = {key: str(row.get(key) or "").strip() for key in keys}
    code = str(row["code"])
    fields["alias"] = fields["alias"] or code
    return StatementText(code, fields, links_in(row.get("maps_to")))
