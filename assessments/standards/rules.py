"""What counts as evidence, and how strong a piece of it is (domain.md 3.4)."""

from collections.abc import Iterable

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
