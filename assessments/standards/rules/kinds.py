"""The kinds of statements, evidence and links between frameworks, and their codes."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import TextChoices


class StatementKind(TextChoices):
    KNOWLEDGE = "knowledge", "Knowledge"
    SKILL = "skill", "Skill"
    BEHAVIOUR = "behaviour", "Behaviour"
    OTHER = "other", "Standard"


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
    """From the weakest to the strongest: `STRENGTHS` keeps the order."""

    CLAIMED = "claimed", "Claimed"
    ASSESSED = "assessed", "Assessed"
    VERIFIED = "verified", "Verified by another person"


STRENGTHS = list(Strength)


class FrameworkStatus(TextChoices):
    ACTIVE = "active", "In force"
    RETIRED = "retired", "Retired"


class MappingStrength(TextChoices):
    SAME = "same", "Same"
    PART = "part", "Part"
    RELATED = "related", "Related"


def strongest(strengths: Iterable[str]) -> Strength:
    """The best of what there is; claimed where there is nothing."""
    return max(map(Strength, strengths), key=STRENGTHS.index, default=Strength.CLAIMED)


def carried_strength(strength: str, mapping: str) -> Strength:
    """What a piece of evidence is worth where it is carried to.

    Only a statement that says the same was assessed or verified by the same deed; for a part of it,
    or something related, it is no more than a claim.
    """
    return Strength(strength) if mapping == MappingStrength.SAME else Strength.CLAIMED


def check_codes_exist(codes: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(codes) - set(known))
    if unknown:
        raise ValidationError(
            f"The standard has no statement {', '.join(unknown)}. Use codes such as S1, K6 or a.",
            code="unknown_statement",
        )
