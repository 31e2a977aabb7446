"""The record of processing, and the privacy notice: made from the kinds of record the product
keeps, so that neither can say anything else than what it does."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cms.people.accounts.access import roles_of
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role

from .retention import Kept, kept_classes
from .wording import BASIS, BASIS_OF, FOR_EVERYBODY, FOR_ROLE, READ_BY, READ_BY_KIND

HEADINGS = (
    "Kind of record", "What for", "Ground", "Who reads it", "Kept for", "Counted from",
    "Why so long", "Removed by the nightly run", "Can be opened with a second person’s yes",
)  # fmt: skip


@dataclass(frozen=True)
class RegisterRow:
    kept: Kept

    @property
    def basis(self) -> str:
        return BASIS_OF.get(self.kept.kind.key, BASIS)

    @property
    def readers(self) -> str:
        return READ_BY_KIND.get(self.kept.kind.key, READ_BY)

    @property
    def cells(self) -> tuple[Any, ...]:
        kind = self.kept.kind
        return (
            kind.label,
            kind.why,
            self.basis,
            self.readers,
            self.kept.words,
            kind.counted_from.label,
            self.kept.own.note if self.kept.own else "default",
            "yes" if self.kept.is_removed else "no",
            "yes" if kind.is_openable else "no",
        )


@dataclass(frozen=True)
class RoleNotice:
    role: str
    words: Iterable[str]


def register_rows() -> list[RegisterRow]:
    return [RegisterRow(kept) for kept in kept_classes()]


def role_notices(user: Any) -> list[RoleNotice]:
    """What is said to everybody, and to somebody in each role they hold today."""
    held = roles_of(user)
    own = [
        RoleNotice(f"As {_with_article(role.label)}", FOR_ROLE[role])
        for role in Role
        if role in held and role in FOR_ROLE
    ]
    return [RoleNotice("Everybody here", FOR_EVERYBODY), *own]


def data_protection_officers() -> list[User]:
    return list(holders_of(Role.DPO))


def _with_article(label: str) -> str:
    words = label if label.isupper() or label.startswith("HR") else label[0].lower() + label[1:]
    return f"an {words}" if label[:2] == "HR" or words[0] in "aeiou" else f"a {words}"
