"""The story as one field of a form, and the screen on which it is written."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser

from assessments.scenarios.blocks.content import Content
from assessments.scenarios.editing import shapes
from assessments.scenarios.rules.graph import (
    HIGHEST,
    LOWEST,
    MIDDLE,
    MOST_EFFECT,
    MOST_POINTS,
    EndBand,
    Meter,
)
from assessments.standards.queries import statement_titles

LONGEST = 2_000_000  # characters of a whole story
# What a story names by its primary key: where it stands in a scene, and what it is called.
NAMED: dict[str, tuple[str, tuple[tuple[str, ...], ...], str]] = {
    "images": ("wagtailimages.Image", (("picture", "image"),), "the picture"),
    "documents": (
        "wagtaildocs.Document", (("clip", "file"), ("clip", "captions")), "the clip or its words",
    ),
    "characters": ("assessments.Character", (("speaker", "character"),), "whoever speaks"),
    "packs": ("assessments.ScenePack", (("pack",),), "the set of shared scenes"),
}  # fmt: skip


class StoryEditor(forms.Widget):
    """The outline, the map and the scene in hand. Without its script the story stays untouched."""

    template_name = "scenarios/editor/story.html"
    kind = "scenario"
    page: int | None = None

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["settings"] = self.settings_of(value)
        context["settings_id"] = f"{context['widget']['attrs'].get('id', name)}-settings"
        context["errors"] = []
        return context

    def render_with_errors(self, name: str, value: Any, attrs: Any, errors: Any) -> Any:
        context = self.get_context(name, self.format_value(value), attrs)
        context["errors"] = list(errors)
        return self._render(self.template_name, context)  # type: ignore[attr-defined]

    def settings_of(self, value: Any) -> dict[str, Any]:
        """What the script must know beside the story."""
        named = rows_named_in(read_loosely(value))
        return {
            "kind": self.kind,
            "page": self.page,
            "statements": [
                {"code": code, "title": title} for code, title in statement_titles().items()
            ],
            "meters": [{"value": value, "label": label} for value, label in Meter.choices],
            "bands": [{"value": value, "label": label} for value, label in EndBand.choices],
            "limits": {
                "lowest": LOWEST, "highest": HIGHEST, "middle": MIDDLE,
                "effect": MOST_EFFECT, "points": MOST_POINTS,
                "weeks": shapes.MOST_WEEKS, "seconds": shapes.MOST_SECONDS,
                "votes": shapes.MOST_VOTES,
            },
            "characters": characters(),
            "packs": packs(),
            "images": pictures(named["images"]),
            "documents": documents(named["documents"]),
            "urls": addresses(),
        }  # fmt: skip

    @property
    def media(self) -> forms.Media:
        own = forms.Media(
            css={"all": ["scenarios/editor/editor.css", "scenarios/editor/map.css"]},
            js=[forms.Script("scenarios/editor/editor.js", type="module")],  # type: ignore[list-item]
        )
        return AdminImageChooser().media + AdminDocumentChooser().media + own


class PackEditor(StoryEditor):
    kind = "pack"


class StoryField(forms.JSONField):
    """Reads what the editor sends. A half-written story is welcome, a broken one is refused."""

    widget = StoryEditor
    shape = staticmethod(shapes.STORY)

    def to_python(self, value: Any) -> Any:
        story = self.shape(self._parsed(value), "")
        seen: set[str] = set()
        for part in [*story["scenes"], *story["ends"]]:
            if part["id"] in seen:
                part["id"] = shapes.mark(None, "")  # copied with its part: comments keep to one
            seen.add(part["id"])
        check_rows_exist(story)
        return story

    def _parsed(self, value: Any) -> Any:
        try:
            if len(value or "") > LONGEST:
                raise shapes.refuse("", "It is too long.")
            return super().to_python(value)
        except (RecursionError, ValueError) as error:
            raise shapes.refuse("", "It cannot be read.") from error
        except ValidationError as error:
            raise shapes.refuse("", "It cannot be read.") from error

    def prepare_value(self, value: Any) -> Any:
        """As it was sent, where it could not be read."""
        return value if isinstance(value, str) else super().prepare_value(value)


class PackField(StoryField):
    widget = PackEditor
    shape = staticmethod(shapes.PACK)


def read_loosely(value: Any) -> Content:
    """The story on its way to the screen, which may be broken as somebody sent it."""
    try:
        story = json.loads(value) if isinstance(value, str) else value
    except (RecursionError, ValueError):
        return {}
    return story if isinstance(story, dict) else {}


def rows_named_in(story: Mapping[str, Any]) -> dict[str, set[int]]:
    """By kind, the primary keys a story names."""
    named: dict[str, set[int]] = {kind: set() for kind in NAMED}
    scenes = story.get("scenes")
    for scene in scenes if isinstance(scenes, list) else ():
        for kind, (_model, places, _words) in NAMED.items():
            named[kind] |= {key for key in map(value_at(scene), places) if key is not None}
    return named


def value_at(scene: Any) -> Callable[[tuple[str, ...]], int | None]:
    def find(place: tuple[str, ...]) -> int | None:
        part = scene
        for name in place:
            part = part.get(name) if isinstance(part, Mapping) else None
        return part if isinstance(part, int) and 0 < part <= shapes.MANY_KEYS else None

    return find


def check_rows_exist(story: Content) -> None:
    """Refuse a story that names a picture and the like which somebody has deleted since."""
    named = rows_named_in(story)
    faults = []
    for kind, (model, places, words) in NAMED.items():
        known: set[Any] = set()
        if named[kind]:
            rows = apps.get_model(model)._default_manager.filter(pk__in=named[kind])
            known = set(rows.values_list("pk", flat=True))
        for scene in story["scenes"] if named[kind] - known else ():
            if {value_at(scene)(place) for place in places} & (named[kind] - known):
                faults.append(
                    f"Scene “{scene['key']}”: {words} is no longer there. Choose again, or take "
                    "it out."
                )
    if faults:
        raise ValidationError(faults)


def characters() -> list[dict[str, Any]]:
    rows = apps.get_model("assessments.Character")._default_manager.values("pk", "name", "role")
    return [{"id": row["pk"], "name": row["name"], "role": row["role"]} for row in rows]


def packs() -> list[dict[str, Any]]:
    return [
        {"id": pack.pk, "title": pack.title, "about": pack.about, "exits": pack.exits}
        for pack in apps.get_model("assessments.ScenePack")._default_manager.defer("scenes")
    ]


def pictures(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    chooser = AdminImageChooser()
    rows = chooser.model_class.objects.filter(pk__in=keys)
    data = {row.pk: chooser.get_value_data_from_instance(row) for row in rows}
    return {key: {"title": one["title"], "url": one["preview"]["url"]} for key, one in data.items()}


def documents(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    rows = AdminDocumentChooser().model_class.objects.filter(pk__in=keys)
    return {row.pk: {"title": row.title} for row in rows}


def addresses() -> dict[str, str]:
    """What the screen asks and opens. Those above this slice are named, not imported."""
    names = {
        "check": "drafting:check",
        "try": "drafting:try_create",
        "patterns": "drafting:pattern_list",
        "image": "wagtailimages_chooser:choose",
        "document": "wagtaildocs_chooser:choose",
        "character": "wagtailsnippets_assessments_character:add",
        "pack": "wagtailsnippets_assessments_scenepack:add",
    }
    found = {}
    for key, name in names.items():
        try:
            found[key] = reverse(name)
        except NoReverseMatch:
            continue
    return found
