"""A page in memory with what a file says, and what is wrong with it then. Nothing is saved."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.fields import StreamField
from wagtail.models import Page

from content.material.files import files_in
from content.material.shapes import MaterialError, ModuleMaterial, Rows, StepMaterial
from content.material.sources import source_blocks
from courses.bundles import rules
from courses.bundles.queries.drafts import MODULE_FIELDS, STEP_FIELDS
from courses.catalogue.models import ModulePage, StepPage

Material = ModuleMaterial | StepMaterial
KEY_IN_FILE = {"is_safeguarding": "safeguarding", "scenes": "nodes", "unsafe_text": "unsafe"}
ALLOWED_IN_DRAFTS = {"blank", "required", "null"}
OF_THE_TREE = {
    "path", "depth", "numchild", "url_path", "content_type", "owner", "draft_title", "locale",
    "translation_key", "latest_revision", "live_revision", "locked_by", "alias_of", "page_ptr",
    "steppage_ptr", "material_id", "material_hash",
}  # fmt: skip


def fill_module(page: ModulePage, material: ModuleMaterial) -> None:
    for name in MODULE_FIELDS:
        setattr(page, name, getattr(material, name))
    fill_description(page, material, source_blocks(material.sources))


def fill_step(page: StepPage, material: StepMaterial, rows: Rows) -> None:
    """Sound or not: `mistakes_in` says what is wrong."""
    old = {name: getattr(page, name).get_prep_value() for name in stream_names(page)}
    for name in STEP_FIELDS:
        setattr(page, name, getattr(material, name))
    fill_description(page, material, material.data["source_blocks"])
    unchecked = {**material.data, "draft": True}
    page.fill_from_material(replace(material, data=unchecked, rows=rows))
    for name in old.keys() - {"sources"}:
        new = getattr(page, name).get_prep_value()
        setattr(page, name, rules.with_ids_kept(new, old[name]))


def fill_description(page: Any, material: Material, sources: list[dict[str, Any]]) -> None:
    page.audience, page.review_on = material.audience, material.review_on
    page.sources = rules.sources_kept(sources, page.sources.get_prep_value())


def stream_names(page: Page) -> list[str]:
    return [field.name for field in page._meta.fields if isinstance(field, StreamField)]


# What is wrong -----------------------------------------------------------------


def mistakes_in(page: Any, material: Material, rows: Rows, parent: Page) -> list[MaterialError]:
    """Everything that would keep the page from being published; of a draft, from being kept."""
    page._cached_parent_obj = parent
    if page.pk is None:
        page.path = f"{parent.path}{'0' * page.steplen}"  # below it, or nobody would ask its slug
    problems = list(problems_of_fields(page, material))
    if isinstance(material, StepMaterial) and not material.is_draft:
        own: list[ValidationError] = []
        with suppressed(own):
            page.fill_from_material(replace(material, rows=rows))
        problems += own or problems_of_streams(page, material, rows)
    found: dict[tuple[int, str], MaterialError] = {}
    for problem in problems:
        for error in located(problem, material):
            found.setdefault((error.line, error.message), error)
    return list(found.values())


class suppressed(suppress):  # noqa: N801 - used as `suppress` is
    """Keeps the ValidationError that stopped the block."""

    def __init__(self, problems: list[ValidationError]) -> None:
        super().__init__(ValidationError)
        self.problems = problems

    def __exit__(self, kind: Any, problem: Any, trace: Any) -> bool:
        if isinstance(problem, ValidationError):
            self.problems.append(problem)
        return bool(super().__exit__(kind, problem, trace))


def problems_of_fields(page: Any, material: Material) -> Iterator[ValidationError]:
    problems: list[ValidationError] = []
    page.is_draft_allowed = True  # the questions of a quiz are looked at one by one
    with suppressed(problems):
        page.clean_fields(exclude={*OF_THE_TREE, *stream_names(page)})
    with suppressed(problems):
        page.clean()
    for problem in problems:
        errors = (
            {
                name: [
                    error
                    for error in errors
                    if not (material.is_draft and error.code in ALLOWED_IN_DRAFTS)
                ]
                for name, errors in problem.error_dict.items()
            }
            if hasattr(problem, "error_dict")
            else {"__all__": problem.error_list}
        )
        kept = {name: errors for name, errors in errors.items() if errors}
        if kept:
            yield ValidationError(kept)


def problems_of_streams(page: Any, material: StepMaterial, rows: Rows) -> Iterator[ValidationError]:
    """What the editor would say of each block, at its place in the file."""
    waiting = places_without_rows(material, rows)
    for name in stream_names(page):
        block, raw = getattr(page, name).stream_block, getattr(page, name).get_prep_value()
        try:
            block.clean(block.to_python(raw))  # of a copy: a file without a row would be lost
        except StreamBlockValidationError as problem:
            for place, error in problem.block_errors.items():
                if place not in waiting:
                    words = dict.fromkeys(words_in(error))
                    keys = keys_of(name, place, material)
                    yield from (located_error(text, keys) for text in words)
            for text in messages_in(problem.non_block_errors):
                yield located_error(text, (name,))
        except ValidationError as problem:
            yield from (located_error(text, (name,)) for text in problem.messages)


def places_without_rows(material: StepMaterial, rows: Rows) -> set[int]:
    """Blocks whose file has no row yet, or is not there at all: the editor would miss it. The first
    are asked again when it has one, the second have been named."""
    keys = {"image": rows.images, "document": rows.documents}
    uses = files_in(material.data.get("body") or [])
    return {use.place for use in uses if keys[use.kind].get(use.name, -1) < 0}


def keys_of(field: str, place: int, material: StepMaterial) -> tuple[str | int, ...]:
    key = KEY_IN_FILE.get(field, field)
    part = material.data.get(key)
    if isinstance(part, Mapping):
        return (key, list(part)[place]) if place < len(part) else (key,)
    return (key, place)


def located_error(text: str, keys: tuple[str | int, ...]) -> ValidationError:
    return ValidationError(text.replace("%", "%%"), params={"keys": keys})


def words_in(error: Any, name: str = "") -> Iterator[str]:
    """Every message of a block's errors, with the name of the part it is about."""
    if isinstance(error, StructBlockValidationError):
        for part, below in error.block_errors.items():
            yield from words_in(below, part)
        yield from messages_in(error.non_block_errors)
    elif hasattr(error, "block_errors"):
        parts = error.block_errors
        below = parts.values() if isinstance(parts, Mapping) else [e for e in parts if e]
        for each in below:
            yield from words_in(each, name)
        yield from messages_in(error.non_block_errors)
    elif isinstance(error, ValidationError):
        yield from (f"“{name}”: {text}" if name else text for text in error.messages)


def messages_in(errors: Iterable[Any]) -> Iterator[str]:
    """Wagtail's lists give out words, or errors with words in them."""
    for error in errors:
        yield from getattr(error, "messages", [str(error)])


def located(problem: ValidationError, material: Material) -> Iterator[MaterialError]:
    fields = problem.error_dict if hasattr(problem, "error_dict") else {"": problem.error_list}
    for name, errors in fields.items():
        for error in errors:
            params = error.params if isinstance(error.params, dict) else {}
            own = [KEY_IN_FILE.get(name, name)] if name and name != "__all__" else []
            keys = params.get("keys") or own
            line = material.line_of(*keys)
            yield MaterialError(material.path, line, " ".join(error.messages))
