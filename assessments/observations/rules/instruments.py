"""What an observation template holds: whole enough to be used, short enough to be read."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

FEWEST, MOST = 1, 20


@dataclass(frozen=True)
class CriterionText:
    title: str
    looks_like: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TemplateText:
    title: str
    introduction: str
    criteria: tuple[CriterionText, ...]


def check_template(text: TemplateText) -> None:
    if not text.title.strip():
        raise ValidationError({"title": ["Give it a title."]})
    if not FEWEST <= len(text.criteria) <= MOST:
        raise ValidationError(
            f"Write between {FEWEST} and {MOST} criteria: nobody can watch for more."
        )
    titles = [one.title.strip().casefold() for one in text.criteria]
    if len(set(titles)) != len(titles):
        raise ValidationError("Two criteria have the same title. Put them together, or say how "
                              "they differ.")  # fmt: skip


def check_version(sent: int, standing: int) -> None:
    """`sent`: the version a form was made from."""
    if sent != standing:
        raise ValidationError(
            "Somebody made a newer version meanwhile. Open it, and make your change there.",
            code="stale",
        )


def codes_of(text: str) -> tuple[str, ...]:
    """Codes as people write them: “S1, K6 a”."""
    return tuple(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))
