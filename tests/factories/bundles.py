"""Modules out and in again, as the screens do it."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from content.material.reader import read_bundle
from content.material.sources import source_texts
from courses.bundles.queries.drafts import module_now
from courses.bundles.queries.planning import plan_for
from courses.bundles.queries.plans import Plan
from courses.bundles.queries.uploads import Bundle, bundle_in
from courses.bundles.services import export_module, import_bundle
from courses.catalogue.models import ModulePage


def exported(module: ModulePage, by: Any) -> bytes:
    with export_module(module=module, by=by) as packed:
        return packed.read()


def texts_in(packed: bytes) -> dict[str, str]:
    """The text files by name, without their folder."""
    with ZipFile(BytesIO(packed)) as archive:
        names = [name for name in archive.namelist() if "/files/" not in name]
        return {name.partition("/")[2]: archive.read(name).decode() for name in names}


def repacked(packed: bytes, changes: dict[str, Any] | None = None, **more: Any) -> bytes:
    """The same zip with other files: by name, a text or what makes one of the old text; None takes
    a file out."""
    changes = {**(changes or {}), **more}
    target = BytesIO()
    with ZipFile(BytesIO(packed)) as old, ZipFile(target, "w") as new:
        folder = old.namelist()[0].partition("/")[0]
        for name in old.namelist():
            own = name.partition("/")[2]
            change = changes.pop(own, lambda text: text)
            if callable(change) and own.startswith("files/"):
                new.writestr(name, old.read(name))
            elif callable(change):
                new.writestr(name, change(old.read(name).decode()))
            elif change is not None:
                new.writestr(name, change)
        for own, content in changes.items():
            new.writestr(f"{folder}/{own}", content)
    return target.getvalue()


def replacing(old: str, new: str) -> Any:
    def change(text: str) -> str:
        assert old in text, text
        return text.replace(old, new, 1)

    return change


def planned(packed: bytes, module: ModulePage | None, by: Any, **where: Any) -> Plan:
    """What the screen of differences shows."""
    programme = where.get("programme") or module.get_parent().specific
    with bundle_in(BytesIO(packed), where.get("name", "tgt.zip"), sources_of(module)) as bundle:
        now = module_now(module.pk) if module else None
        return plan_for(bundle=bundle, now=now, programme=programme, by=by)


def imported(
    packed: bytes, module: ModulePage | None, by: Any, *, publish: bool = False, **where: Any
) -> Any:
    programme = where.get("programme") or module.get_parent().specific
    seen = planned(packed, module, by, **where).seen
    with bundle_in(BytesIO(packed), where.get("name", "tgt.zip"), sources_of(module)) as bundle:
        return import_bundle(
            bundle=bundle,
            programme=programme,
            module=module,
            seen=seen,
            publish=publish,
            by=by,
        )


def sources_of(module: ModulePage | None) -> list[dict[str, str]] | None:
    if module is None:
        return None
    return source_texts(module.get_latest_revision_as_object().sources.get_prep_value())


def new_module_for(programme: Any, folder: Any, by: Any) -> dict[str, Any]:
    """What `import_bundle` is called with for a module that is new in a programme."""
    module, _ = read_bundle(folder)
    module.code, module.slug = "NEW", "new-module"
    for step in module.steps:
        step.id = f"NEW-{step.slug}"
    bundle = Bundle(folder, module, module.steps)
    seen = plan_for(bundle=bundle, now=None, programme=programme, by=by).seen
    where = {"programme": programme, "module": None}
    return {"bundle": bundle, **where, "seen": seen, "publish": False}
