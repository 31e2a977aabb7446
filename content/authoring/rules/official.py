"""The slot for the official editor (h5p.md 10): what its files are called and what it asks.

Its files come from an administrator, who puts them into a folder; nothing of it is part of this
site. The words below are our own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from .rights import LICENCES, ROLES

# In the order in which they must load; what the folder does not hold is left out.
SCRIPTS = (
    "scripts/h5peditor-editor.js", "scripts/h5peditor.js", "language/en.js",
    "scripts/h5p-hub-client.js",
    *(f"scripts/h5peditor-{name}.js" for name in (
        "semantic-structure", "library-selector", "fullscreen-bar", "form", "text", "html",
        "number", "textarea", "file-uploader", "file", "image", "image-popup", "av", "group",
        "boolean", "list", "list-editor", "library", "library-list-cache", "select",
        "selector-hub", "selector-legacy", "dimensions", "coordinates", "none", "metadata",
        "metadata-author-widget", "metadata-changelog-widget", "pre-save",
    )),
    "ckeditor/ckeditor.js",
)  # fmt: skip
STYLES = (
    "libs/cropper.css", "libs/darkroom.css", "styles/css/h5p-hub-client.css",
    "styles/css/fonts.css", "styles/css/application.css",
    "styles/css/libs/zebra_datepicker.min.css",
)  # fmt: skip
OUTER_SCRIPTS = ("scripts/h5peditor-editor.js", "scripts/h5peditor-init.js", "language/en.js")
SERVED = frozenset({
    "js", "css", "map", "json", "png", "jpg", "jpeg", "gif", "svg", "woff", "woff2", "ttf", "eot",
})  # fmt: skip
API = {"majorVersion": 1, "minorVersion": 28}
TEMPORARY = "#tmp"


@dataclass(frozen=True)
class Places:
    """The addresses of the slot, without a slash at the end."""

    ajax: str  # the name of an action follows
    assets: str
    files: str
    h5p: str


def asset_path(folder: Path, asked: str) -> Path | None:
    """A file of the editor within its folder, links followed; None for anything else."""
    inside = PurePosixPath(asked)
    if inside.is_absolute() or ".." in inside.parts or "\\" in asked or "\0" in asked:
        return None
    if inside.suffix.removeprefix(".").lower() not in SERVED:
        return None
    root = folder.resolve()
    found = (root / inside).resolve()
    return found if found.is_relative_to(root) and found.is_file() else None


def there(folder: Path, names: Iterable[str]) -> list[str]:
    return [name for name in names if asset_path(folder, name)]


def integration(
    folder: Path, *, places: Places, core: Mapping[str, list[str]], version: int | None, words: Any
) -> dict[str, Any]:
    """The page's `H5PIntegration`. `core` has the addresses of the core's scripts and styles."""
    assets = {
        kind: core[kind] + [f"{places.assets}/{name}" for name in there(folder, names)]
        for kind, names in (("js", SCRIPTS), ("css", STYLES))
    }
    return {
        "baseUrl": "",
        "url": places.h5p,
        "siteUrl": "",
        "postUserStatistics": False,
        "saveFreq": False,
        "hubIsEnabled": False,
        "ajax": {"setFinished": "", "contentUserData": ""},
        "core": {"scripts": core["js"], "styles": core["css"]},
        "l10n": {"H5P": dict(words)},
        "contents": {},
        "editor": {
            "language": "en",
            "ajaxPath": places.ajax,
            "libraryUrl": f"{places.assets}/",
            "filesPath": places.files,
            "fileIcon": {
                "path": f"{places.assets}/images/binary-file.png",
                "width": 50,
                "height": 50,
            },
            "apiVersion": API,
            "copyrightSemantics": COPYRIGHT,
            "metadataSemantics": METADATA,
            "assets": assets,
            "enableContentHub": False,
            **({"nodeVersionId": version} if version else {}),
        },
    }


def kept_paths(value: Any) -> Any:
    """Content as the official editor sends it, without the mark of files that were just sent."""
    if isinstance(value, dict):
        found = {key: kept_paths(one) for key, one in value.items()}
        if isinstance(path := found.get("path"), str):
            found["path"] = path.removesuffix(TEMPORARY)
        return found
    return [kept_paths(one) for one in value] if isinstance(value, list) else value


def _text(name: str, label: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "text", "label": label, "optional": True, **more}


def _choice(name: str, label: str, options: Iterable[tuple[str, str]]) -> dict[str, Any]:
    choices = [{"value": value, "label": words} for value, words in options]
    return {"name": name, "type": "select", "label": label, "default": choices[0]["value"],
            "options": choices, "optional": True}  # fmt: skip


COPYRIGHT = {
    "name": "copyright", "type": "group", "label": "Sources and rights",
    "fields": [
        _text("title", "Title"), _text("author", "Author"), _text("year", "Year"),
        _text("source", "Where it comes from"), _choice("license", "Licence", LICENCES),
        _text("version", "Version of the licence"),
    ],
}  # fmt: skip
METADATA = [
    _text("title", "Title", optional=False),
    _text("a11yTitle", "Title for people who listen to the page"),
    _choice("license", "Licence", LICENCES),
    _choice("licenseVersion", "Version of the licence",
            [(one, one) for one in ("4.0", "3.0", "2.5", "2.0", "1.0")]),
    {"name": "yearFrom", "type": "number", "label": "From the year", "optional": True},
    {"name": "yearTo", "type": "number", "label": "To the year", "optional": True},
    _text("source", "Where it comes from"),
    {"name": "authors", "type": "list", "optional": True, "field": {
        "name": "author", "type": "group",
        "fields": [_text("name", "Name"), _choice("role", "Part played", zip(ROLES, ROLES,
                                                                             strict=True))],
    }},
    _text("licenseExtras", "More about the licence", widget="textarea"),
    {"name": "changes", "type": "list", "optional": True, "field": {
        "name": "change", "type": "group", "label": "Changes",
        "fields": [_text("date", "Day"), _text("author", "Changed by"),
                   _text("log", "What was changed", widget="textarea")],
    }},
    _text("authorComments", "Comments for authors", widget="textarea"),
    {"name": "contentType", "type": "text", "widget": "none"},
    {"name": "defaultLanguage", "type": "text", "widget": "none"},
]  # fmt: skip
