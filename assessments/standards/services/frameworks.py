"""Frameworks come in from files: at set-up, at the command line, and through the site."""

from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_load_framework
from ..models import Framework, Statement, StatementMapping
from ..queries import TITLES_CACHE_KEY, ImportPlan, plan_import, statements_of
from ..rules import (
    FrameworkFileError,
    FrameworkText,
    clean_framework,
    framework_problems,
    read_yaml,
)

SHIPPED_FRAMEWORK = Path(__file__).parent.parent / "st0148.yaml"
NEXT_FRAMEWORK = Path(__file__).parent.parent / "st1379.yaml"  # shipped, and loaded by hand


def read_framework(path: Path) -> FrameworkText:
    """The file's content, checked; a ValidationError says what to put right."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ValidationError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ValidationError(f"{path} is not UTF-8 text.") from error
    try:
        data, line_of = read_yaml(text)
        problems = framework_problems(data, line_of)
    except FrameworkFileError as error:
        problems = error.problems
    if problems:
        raise ValidationError([str(problem) for problem in problems])
    return clean_framework(data)


@transaction.atomic
def load_framework(*, path: Path = SHIPPED_FRAMEWORK, by: User | None = None) -> Framework:
    """Read a framework file into rows. A second run of the same version changes nothing but text.

    Statements are matched by code, so the evidence that stands against them stays where it is; one
    that is gone from the file stays too, for the same reason.
    """
    if not can_load_framework(by):
        raise PermissionDenied("Frameworks are loaded by a site admin.")
    plan = plan_import(read_framework(path))
    if plan.problems:
        raise ValidationError([problem.words for problem in plan.problems])
    return _write(plan, by)


@transaction.atomic
def import_framework(*, data: dict[str, Any], seen: str, by: User) -> Framework:
    """Take over a file whose dry run somebody has seen: `seen` is the plan's own mark.

    Raises ValidationError where the file is wrong, or where things have changed since.
    """
    if not can_load_framework(by):
        raise PermissionDenied("Frameworks are loaded by a site admin.")
    problems = framework_problems(data)
    if problems:
        raise ValidationError([problem.words for problem in problems])
    list(Framework.objects.select_for_update())  # two admins with the same file take turns
    plan = plan_import(clean_framework(data))
    if plan.problems:
        raise ValidationError([problem.words for problem in plan.problems])
    if plan.seen != seen:
        words = "Something has changed here since you looked. Look at the differences again."
        raise ValidationError(words, code="changed")
    return _write(plan, by)


def _write(plan: ImportPlan, by: User | None) -> Framework:
    text = plan.text
    framework = plan.framework or Framework(
        code=text.code, version=text.version, is_default=plan.becomes_default
    )
    for name, value in text.fields.items():
        setattr(framework, name, value)
    framework.clean_fields()
    framework.save()
    _write_statements(plan, framework)
    _write_links(plan, framework)
    if not plan.is_nothing:
        detail = {"new": len(plan.new), "changed": len(plan.changed), "links": len(plan.links)}
        record(actor=by, verb="framework.loaded", obj=framework, detail=detail)
    # At once for who reads on in this transaction, and again when everybody else can see the rows.
    cache.delete(TITLES_CACHE_KEY)
    transaction.on_commit(lambda: cache.delete(TITLES_CACHE_KEY))
    return framework


def _write_statements(plan: ImportPlan, framework: Framework) -> None:
    """In the order of the file; what is gone from it stands behind, as it was."""
    known = statements_of(framework)
    for position, row in enumerate(plan.text.statements, start=1):
        statement = known.get(row.code) or Statement(framework=framework, code=row.code)
        before = [getattr(statement, name) for name in ("position", *row.fields)]
        if statement.pk and before == [position, *row.fields.values()]:
            continue
        statement.position = position
        for name, value in row.fields.items():
            setattr(statement, name, value)
        _save(statement)
    for position, gone in enumerate(plan.gone, start=len(plan.text.statements) + 1):
        Statement.objects.filter(pk=gone.pk).update(position=position)


def _save(statement: Statement) -> None:
    try:
        statement.clean_fields(exclude=["framework"])
    except ValidationError as error:
        words = "; ".join(error.messages)
        raise ValidationError(f"Statement {statement.code}: {words}") from error
    statement.save()


def _write_links(plan: ImportPlan, framework: Framework) -> None:
    """Suggestions: nobody has looked at them yet, so they carry nothing."""
    if plan.other is None:
        return
    mine, theirs = statements_of(framework), statements_of(plan.other)
    StatementMapping.objects.bulk_create(
        StatementMapping(
            source=mine[new.code],
            target=theirs[new.link.code],
            strength=new.link.strength,
            note=new.link.note,
        )
        for new in plan.links
    )
