"""What a page needs to play an activity: worked out once at import, given addresses at each play.

`build_player` reads libraries and content and gives a model that is kept as JSON; `integration`
turns it into the whole of `H5PIntegration` as the core 1.28 reads it (h5p.md 4.1).
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .assets import bundle_digest, folder_of
from .dependencies import Order, addons_for, play_order
from .names import LibraryName, parse_library_name
from .permissions import is_listed, permissions_of
from .ports import Libraries
from .semantics.uses import Uses
from .shapes import Library, Manifest
from .words import CORE_WORDS

SAVE_EVERY = 15  # seconds; besides, the core saves after results and our page when one leaves
FRAME = "frame.bundle.js"  # the core's own files, below the folder of the core
LOOK = "styles/h5p.css"
# Who made it and how it may be used can be opened; all else is for other sites or for authors.
SHOWN = {
    "frame": True, "copyright": True, "export": False, "embed": False, "icon": False, "copy": False,
}  # fmt: skip
ABOUT = (
    "title", "a11yTitle", "authors", "source", "license", "licenseVersion", "licenseExtras",
    "yearFrom", "yearTo", "changes", "contentType", "defaultLanguage",
)  # fmt: skip
# Of a library.json, what a bundle of it is made with.
BUNDLED = ("preloadedJs", "preloadedCss", "dropLibraryCss")
NOTHING_SAVED = "false"  # or else the core asks the server for a state, too late to use it


@dataclass(frozen=True)
class PlayerModel:
    """`digest` names both bundles. `folders` leads from “H5P.X-1.2”, as code asks for it, to the
    immutable folder of the version that plays. `content` is `contents['cid-…']` without addresses
    and state. After `from_json` the libraries of `order` are enough to bundle them, and no more:
    no semantics, no list of files."""

    main: LibraryName
    order: Order
    digest: str
    folders: Mapping[str, str]
    permissions: frozenset[str]
    content: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        return {
            "main": str(self.main),
            "libraries": [_library_to_json(library) for library in self.order.libraries],
            "missing": [str(name) for name in self.order.missing],
            "stand_ins": [[str(asked), str(used)] for asked, used in self.order.stand_ins],
            "digest": self.digest,
            "folders": dict(self.folders),
            "permissions": sorted(self.permissions),
            "content": dict(self.content),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "PlayerModel":
        """ValueError or KeyError for what `to_json` did not make."""
        order = Order(
            tuple(_library_from_json(one) for one in kept["libraries"]),
            tuple(_name(one) for one in kept["missing"]),
            tuple((_name(asked), _name(used)) for asked, used in kept["stand_ins"]),
        )
        return cls(
            main=_name(kept["main"]),
            order=order,
            digest=kept["digest"],
            folders=kept["folders"],
            permissions=frozenset(kept["permissions"]),
            content=kept["content"],
        )


@dataclass(frozen=True)
class Addresses:
    """Where a page finds things, none with a slash at the end.

    `files` is where the content's own files are. Old content types ignore it and ask for
    `{base}/content/{content_id}/…`, so those must be served there too. `state` holds the
    placeholders :contentId, :dataType and :subContentId, which the core fills in.
    """

    core: str
    libraries: str  # /{folder}/{path} of one file
    script: str
    style: str
    files: str
    base: str
    site: str
    activity: str  # the absolute id in statements, the same for ever
    state: str
    finished: str = ""


def build_player(
    manifest: Manifest, params: Mapping[str, Any], *, uses: Uses, libraries: Libraries,
    language: str = "",
) -> PlayerModel:  # fmt: skip
    """`params` cleaned, `uses` what is in them; `language` if it is another than the manifest's.

    What is missing stands in `order.missing`: whoever plays decides what to do about it.
    """
    addons = addons_for(params, libraries=libraries)
    order = play_order(manifest.main, uses.libraries, libraries=libraries, addons=addons)
    return PlayerModel(
        main=manifest.main,
        order=order,
        digest=bundle_digest(order),
        folders=_folders(order),
        permissions=_permissions(order, libraries),
        content=_content(manifest, params, order, language or manifest.language),
    )


def integration(
    model: PlayerModel,
    *,
    content_id: str,
    addresses: Addresses,
    pseudonym: str,
    states: Mapping[str, Mapping[str, str]],
    title: str = "",
) -> dict[str, Any]:
    """All of `H5PIntegration`. `states` are the saved ones as JSON texts, by sub-content id (“0” or
    nothing for the activity itself) and data type; “RESET” tells people that they start again.
    Without `pseudonym` nothing is saved and nothing resumed, as in a preview."""
    scripts, styles = [addresses.script], [addresses.style]
    made: dict[str, Any] = {
        "baseUrl": addresses.base,
        "url": addresses.base,
        "urlLibraries": addresses.libraries,
        "libraryDirectories": dict(model.folders),
        "siteUrl": addresses.site,
        "postUserStatistics": False,  # results come as statements, judged on the server
        "reportingIsEnabled": True,
        "hubIsEnabled": False,
        "saveFreq": SAVE_EVERY if pseudonym else False,
        "ajax": {"setFinished": addresses.finished, "contentUserData": addresses.state},
        "l10n": {"H5P": dict(CORE_WORDS)},
        # In a frame without an origin a picture would otherwise spoil the canvas it is drawn on.
        "crossorigin": "anonymous",
        "crossoriginRegex": re.escape(addresses.files),
        "libraryConfig": {},
        "core": {
            "scripts": [f"{addresses.core}/{FRAME}"], "styles": [f"{addresses.core}/{LOOK}"],
        },
        "loadedJs": scripts,
        "loadedCss": styles,
        "contents": {
            f"cid-{content_id}": {
                **model.content,
                **({"title": title} if title else {}),
                "url": addresses.activity,
                "contentUrl": addresses.files,
                "scripts": scripts,
                "styles": styles,
                "displayOptions": dict(SHOWN),
                "exportUrl": "",
                "embedCode": "",
                "resizeCode": "",
                "contentUserData": _preloaded(states),
            }
        },
    }  # fmt: skip
    if pseudonym:
        # Without an address the core writes “mailto:undefined” into every statement.
        made["user"] = {"name": pseudonym, "mail": f"{pseudonym}@player.invalid"}
    return made


def _preloaded(states: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = {"0": {"state": NOTHING_SAVED}}
    for part, kept in states.items():
        data.setdefault(part or "0", {}).update(kept)
    return data


def _folders(order: Order) -> dict[str, str]:
    """Code may ask for files of what was only named, and by a minor that another stands in for."""
    reached = (*order.libraries, *order.named)
    folders = {library.name.folder: folder_of(library) for library in reached}
    return folders | {asked.folder: folders[used.folder] for asked, used in order.stand_ins}


def _permissions(order: Order, libraries: Libraries) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for library in filter(is_listed, order.libraries):
        paths = [path for path in library.files if path.endswith(".js")]
        scripts = {path: libraries.read(library, path) for path in paths}
        found |= permissions_of(library, scripts)
    return found


def _content(
    manifest: Manifest, params: Mapping[str, Any], order: Order, language: str
) -> dict[str, Any]:
    text = json.dumps(params, ensure_ascii=False, separators=(",", ":"))
    stand_ins = dict(order.stand_ins)
    playing = stand_ins.get(manifest.main, manifest.main)
    main = next((one for one in order.libraries if one.name == playing), None)
    about = {key: manifest.metadata[key] for key in ABOUT if key in manifest.metadata}
    spoken = "en" if language in ("", "und") else language
    return {
        "library": str(manifest.main),
        "jsonContent": text,
        "jsonContentHash": hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest(),
        "fullScreen": "1" if main and str(main.metadata.get("fullscreen")) == "1" else "0",
        "title": manifest.title,
        "metadata": {
            "license": "U", "defaultLanguage": spoken, **about, "title": manifest.title,
        },
    }  # fmt: skip


def _library_to_json(library: Library) -> dict[str, Any]:
    bundled = {key: library.metadata[key] for key in BUNDLED if library.metadata.get(key)}
    return {
        "name": str(library.name), "patch": library.patch, "title": library.title,
        "is_runnable": library.is_runnable, "digest": library.digest, "metadata": bundled,
    }  # fmt: skip


def _library_from_json(kept: Mapping[str, Any]) -> Library:
    return Library(
        name=_name(kept["name"]), patch=kept["patch"], title=kept["title"],
        is_runnable=kept["is_runnable"], digest=kept["digest"], metadata=kept["metadata"],
    )  # fmt: skip


def _name(text: str) -> LibraryName:
    name = parse_library_name(text)
    if name is None:
        raise ValueError(f"{text!r} names no library")
    return name
