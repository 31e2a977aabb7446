"""What counts as evidence, how strong a piece of it is, and what a framework file must hold."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import TextChoices


class StatementKind(TextChoices):
    KNOWLEDGE = "knowledge", "Knowledge"
    SKILL = "skill", "Skill"
    BEHAVIOUR = "behaviour", "Behaviour"


class EvidenceKind(TextChoices):
    MODULE = "module", "Module"
    QUIZ = "quiz", "Quiz"
    SCENARIO = "scenario", "Scenario"
    CPD = "cpd", "CPD"
    SUPERVISION = "supervision", "Supervision"
    OBSERVATION = "observation", "Observation"
    FEEDBACK = "feedback", "Learner voice"
    OBJECTIVE = "objective", "Objective"


class Strength(TextChoices):
    CLAIMED = "claimed", "Claimed"
    ASSESSED = "assessed", "Assessed"
    VERIFIED = "verified", "Verified by another person"


class FrameworkStatus(TextChoices):
    ACTIVE = "active", "In force"
    RETIRED = "retired", "Retired"


class MappingStrength(TextChoices):
    SAME = "same", "Same"
    PART = "part", "Part"
    RELATED = "related", "Related"


def check_codes_exist(codes: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(codes) - set(known))
    if unknown:
        raise ValidationError(
            f"The standard has no statement {', '.join(unknown)}. Use codes such as S1, K6 or a.",
            code="unknown_statement",
        )


def missing_pairs(pairs: dict[str, str]) -> list[str]:
    """Codes whose partner does not point back. ``pairs`` maps a code to its partner's code."""
    return sorted(code for code, pair in pairs.items() if pair and pairs.get(pair) != code)


# A framework as a file -------------------------------------------------------

# A capital first keeps a framework's address apart from the slice's own ("my-evidence").
FRAMEWORK_CODE = re.compile(r"[A-Z][A-Za-z0-9.\-]{0,19}")
STATEMENT_CODE = re.compile(r"[A-Za-z][A-Za-z0-9.\-]{0,9}")
FRAMEWORK_NEEDS = ("code", "version", "title", "status", "statements")
FRAMEWORK_MAY_HAVE = (
    "kind", "level", "nation", "publisher", "licence", "attribution", "source_url", "licence_url",
    "effective_from", "effective_to",
)  # fmt: skip
STATEMENT_NEEDS = ("code", "kind", "title")
STATEMENT_MAY_HAVE = ("alias", "pair", "note", "full_text")


def check_framework(data: object) -> None:
    """Raise one ValidationError that names everything wrong with a framework file at once."""
    if not isinstance(data, Mapping):
        raise ValidationError("A framework file is a list of keys such as code, version and title.")
    problems = _key_problems("The framework", data, FRAMEWORK_NEEDS, FRAMEWORK_MAY_HAVE)
    problems += _framework_problems(data)
    rows = data.get("statements")
    if rows is not None and (not isinstance(rows, list) or not rows):
        problems.append("“statements” is a list with at least one statement.")
    elif rows:
        problems += _statement_problems(rows)
    if problems:
        raise ValidationError(problems)


def _key_problems(
    owner: str, data: Mapping[str, object], needs: Iterable[str], may_have: Iterable[str]
) -> list[str]:
    missing = [key for key in needs if data.get(key) in (None, "")]
    strange = sorted(set(map(str, data)) - set(needs) - set(may_have))
    return [
        *(f"{owner} has no “{key}”." for key in missing),
        *(f"{owner} has “{key}”, which is not a key of the format." for key in strange),
    ]


def _framework_problems(data: Mapping[str, object]) -> list[str]:
    problems = []
    if data.get("code") and not FRAMEWORK_CODE.fullmatch(str(data["code"])):
        problems.append(f"“{data['code']}” is no framework code: write one such as ST0148.")
    if data.get("status") and data["status"] not in FrameworkStatus.values:
        problems.append(
            f"The status “{data['status']}” is not one of {', '.join(FrameworkStatus.values)}."
        )
    for key in ("effective_from", "effective_to"):
        if data.get(key) is not None and not isinstance(data[key], date):
            problems.append(f"“{key}” is a day such as 2019-01-29, not “{data[key]}”.")
    return problems


def _statement_problems(rows: list[object]) -> list[str]:
    problems: list[str] = []
    pairs: dict[str, str] = {}
    for position, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping):
            problems.append(f"Statement {position} is not a list of keys such as code and title.")
            continue
        code = str(row.get("code") or "")
        owner = f"Statement {code or position}"
        problems += _key_problems(owner, row, STATEMENT_NEEDS, STATEMENT_MAY_HAVE)
        if code and not STATEMENT_CODE.fullmatch(code):
            problems.append(f"“{code}” is no statement code: write one such as S1, K6 or a.")
        if code in pairs:
            problems.append(f"{owner} stands there twice: every code is used once.")
        if row.get("kind") and row["kind"] not in StatementKind.values:
            problems.append(
                f"{owner} is of the kind “{row['kind']}”, "
                f"which is not one of {', '.join(StatementKind.values)}."
            )
        pairs[code] = str(row.get("pair") or "")
    return problems + [
        f"Statement {code} is paired with {pairs[code]}, which does not point back to {code}."
        for code in missing_pairs(pairs)
    ]
