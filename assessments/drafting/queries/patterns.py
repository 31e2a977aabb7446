"""The shipped patterns: stories with the craft in them and the words still to be written."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from assessments.drafting.access import can_begin
from assessments.scenarios.blocks.content import Content
from assessments.scenarios.blocks.material import content_from_material
from content.material.shapes import StepMaterial
from courses.catalogue.models import ModulePage

FOLDER = settings.ROOT / "content" / "material" / "patterns"


@dataclass(frozen=True)
class Pattern:
    slug: str  # the name of its file
    name: str
    about: str
    material: StepMaterial
    content: Content

    @property
    def shape_id(self) -> str:
        return f"shape-{self.slug}"

    @property
    def counts(self) -> str:
        scenes, ends = len(self.content["scenes"]), len(self.content["ends"])
        options = sum(len(scene["options"]) for scene in self.content["scenes"])
        return f"{scenes} scenes, {options} options, {ends} ends"

    @property
    def uses(self) -> list[str]:
        """Of what the engine can do, what it shows."""
        scenes = self.content["scenes"]
        options = [option for scene in scenes for option in scene["options"]]
        found = {
            "Meters": self.content["meters"],
            "Facts that are remembered": self.content["facts"],
            "Steps that must be taken": self.content["musts"],
            "Weeks": any(scene.get("week") for scene in scenes),
            "Own words": any(scene.get("own_words") for scene in scenes),
            "A clock": any(scene.get("seconds") for scene in scenes),
            "A panel": any(scene.get("panel") for scene in scenes),
            "Options that must be earned": any(option.get("when") for option in options),
            "Unsafe choices": any(option.get("critical") for option in options),
        }
        return [words for words, is_there in found.items() if is_there]


def patterns(folder: Path = FOLDER) -> list[Pattern]:
    """By name. Read anew only when a file has changed."""
    files = sorted(folder.glob("*.yaml"))
    found = [_read(path, path.stat().st_mtime_ns) for path in files]
    return sorted(found, key=lambda pattern: pattern.name)


def pattern_named(slug: str, folder: Path = FOLDER) -> Pattern | None:
    return next((pattern for pattern in patterns(folder) if pattern.slug == slug), None)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> Pattern:
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    about = data.pop("pattern")
    material = StepMaterial(
        kind="scenario",
        path=path,
        data={**data, "draft": True},  # whoever begins from it writes on; nothing is published
        **{name: data[name] for name in NAMES},
    )
    content = content_from_material(data, is_draft=True)
    return Pattern(path.stem, about["name"], about["about"], material, content)


NAMES = ("id", "title", "slug", "minutes", "codes", "summary", "required")


def modules_to_begin_in(user: Any) -> list[ModulePage]:
    """Those the author may add a page to, in the order of the tree."""
    modules: Iterable[ModulePage] = ModulePage.objects.order_by("path").defer_streamfields()
    return [module for module in modules if can_begin(user, module)]
