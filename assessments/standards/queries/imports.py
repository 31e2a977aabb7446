"""What a framework file would change, before it changes anything."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from ..models import Framework, Statement, StatementMapping
from ..rules import FrameworkText, Link, Problem
from .frameworks import default_framework, statements_of

FACT_LABELS = {
    "title": "Title", "kind": "Kind", "status": "Status", "level": "Level", "nation": "Nation",
    "publisher": "Publisher", "licence": "Licence", "attribution": "Attribution",
    "source_url": "Where it was published", "licence_url": "Address of the licence",
    "effective_from": "In force from", "effective_to": "In force until",
    "off_the_job_hours": "Off-the-job hours",
}  # fmt: skip
FIELD_LABELS = {
    "title": "Title", "kind": "Kind", "alias": "Alias", "pair": "Goes with", "note": "Note",
    "full_text": "Official wording",
}  # fmt: skip

STANDING = Q(evidence__withdraws=None, evidence__withdrawn_by_row=None)


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class StatementChange:
    code: str
    title: str
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class NewLink:
    code: str
    link: Link
    title: str


@dataclass(frozen=True)
class ImportPlan:
    """The dry run. Rows that are no longer in the file stay, with what stands against them."""

    text: FrameworkText
    framework: Framework | None  # the one that is there already, of the same code and version
    becomes_default: bool
    facts: list[Change]
    new: list[StatementChange]
    changed: list[StatementChange]
    unchanged: list[str]
    gone: list[Statement]  # with evidence_count
    other: Framework | None  # the framework the links are about
    links: list[NewLink]
    links_kept: int
    problems: list[Problem]

    @property
    def is_nothing(self) -> bool:
        is_there = self.framework is not None
        return is_there and not (self.facts or self.new or self.changed or self.links)

    @property
    def seen(self) -> str:
        """Stands for what was shown: another one later means that things have changed since."""
        shown = [
            self.framework.pk if self.framework else None,
            self.becomes_default,
            [(fact.label, fact.before, fact.after) for fact in self.facts],
            [row.code for row in self.new],
            [(row.code, [change.before for change in row.changes]) for row in self.changed],
            self.unchanged,
            [row.pk for row in self.gone],
            [(link.code, link.link.code) for link in self.links],
        ]
        return hashlib.sha256(json.dumps(shown, default=str).encode()).hexdigest()


def plan_import(text: FrameworkText) -> ImportPlan:
    """Compare a file with what is there; six queries at the most."""
    framework = Framework.objects.filter(code=text.code, version=text.version).first()
    there = _with_evidence(framework) if framework else {}
    new, changed, unchanged = _compared(text, there)
    coming = {row.code for row in text.statements}
    other, problems = _other(text)
    links, kept = _links(text, framework, other) if other and not problems else ([], 0)
    return ImportPlan(
        text=text,
        framework=framework,
        becomes_default=framework is None and not _has_default(),
        facts=_facts(text, framework) if framework else [],
        new=new,
        changed=changed,
        unchanged=unchanged,
        gone=[row for code, row in there.items() if code not in coming],
        other=other,
        links=links,
        links_kept=kept,
        problems=problems,
    )


def _has_default() -> bool:
    return Framework.objects.filter(is_default=True).exists()


def _with_evidence(framework: Framework) -> dict[str, Statement]:
    standing = Count("evidence", filter=STANDING)
    rows = framework.statements.annotate(evidence_count=standing)
    return {row.code: row for row in rows}


def _compared(
    text: FrameworkText, there: dict[str, Statement]
) -> tuple[list[StatementChange], list[StatementChange], list[str]]:
    new, changed, unchanged = [], [], []
    for row in text.statements:
        title, known = row.fields["title"], there.get(row.code)
        if known is None:
            new.append(StatementChange(row.code, title))
            continue
        changes = _changes(known, row.fields, FIELD_LABELS)
        if changes:
            changed.append(StatementChange(row.code, title, changes))
        else:
            unchanged.append(row.code)
    return new, changed, unchanged


def _facts(text: FrameworkText, framework: Framework) -> list[Change]:
    return _changes(framework, text.fields, FACT_LABELS)


def _changes(row: Any, fields: dict[str, Any], labels: dict[str, str]) -> list[Change]:
    pairs = [(key, getattr(row, key), value) for key, value in fields.items()]
    return [
        Change(labels[key], _words(before), _words(after))
        for key, before, after in pairs
        if before != after
    ]


def _words(value: object) -> str:
    return "" if value is None else str(value)


# Links with another framework -------------------------------------------------------


def _other(text: FrameworkText) -> tuple[Framework | None, list[Problem]]:
    """The framework the links are about, and what keeps them from being read."""
    if not text.links:
        return None, []
    if text.maps_to:
        other = Framework.objects.filter(code=text.maps_to).order_by("-is_default", "-pk").first()
    else:
        other = default_framework() if Framework.objects.exists() else None
    if other is None or (other.code, other.version) == (text.code, text.version):
        words = "“maps_to” leads to another framework, and that is not loaded here"
        return None, [Problem(1, f"{words}: {text.maps_to or 'name its code'}.")]
    known = statements_of(other)
    return other, _unknown(text, other, known)


def _unknown(text: FrameworkText, other: Framework, known: Iterable[str]) -> list[Problem]:
    codes = set(known)
    return [
        Problem(1, f"Statement {code}: {other.code} has no statement {link.code}.")
        for code, link in text.links
        if link.code not in codes
    ]


def _links(
    text: FrameworkText, framework: Framework | None, other: Framework
) -> tuple[list[NewLink], int]:
    titles = {code: each.title for code, each in statements_of(other).items()}
    there: set[tuple[str, str]] = set()
    if framework is not None:
        rows = StatementMapping.objects
        forth = rows.filter(source__framework=framework, target__framework=other)
        back = rows.filter(source__framework=other, target__framework=framework)
        there |= set(forth.values_list("source__code", "target__code"))
        there |= set(back.values_list("target__code", "source__code"))
    new = [
        NewLink(code, link, titles[link.code])
        for code, link in text.links
        if (code, link.code) not in there
    ]
    return new, len(text.links) - len(new)
