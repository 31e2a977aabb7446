"""Packages made by the tests: a library is a dictionary of its files, a package a zip of them."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from content.h5p.names import parse_library_name

Files = dict[str, bytes]


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def dependency(name: str) -> dict[str, Any]:
    """“H5P.X 1.2” as the three keys of a library.json."""
    parsed = parse_library_name(name)
    assert parsed is not None, name
    return {
        "machineName": parsed.machine_name,
        "majorVersion": parsed.major,
        "minorVersion": parsed.minor,
    }


def library_files(
    name: str,
    *,
    patch: int = 0,
    runnable: bool = True,
    semantics: list[Any] | None = None,
    needs: tuple[str, ...] = (),
    dynamic: tuple[str, ...] = (),
    editor: tuple[str, ...] = (),
    js: str | None = None,
    css: str | None = None,
    languages: Mapping[str, Any] | None = None,
    more_files: Mapping[str, bytes] | None = None,
    **metadata: Any,
) -> Files:
    """The files of one library below its own folder, with all that library.json must say."""
    described = {
        "title": name.rpartition(" ")[0].removeprefix("H5P."),
        **dependency(name),
        "patchVersion": patch,
        "runnable": int(runnable),
        "coreApi": {"majorVersion": 1, "minorVersion": 26},
        "author": "Made by a test",
        "license": "MIT",
    }
    lists = {"preloadedDependencies": needs, "dynamicDependencies": dynamic,
             "editorDependencies": editor}  # fmt: skip
    described |= {key: [dependency(one) for one in names] for key, names in lists.items() if names}
    files: Files = {}
    if js is not None:
        files["scripts/main.js"] = js.encode()
        described["preloadedJs"] = [{"path": "scripts/main.js"}]
    if css is not None:
        files["styles/main.css"] = css.encode()
        described["preloadedCss"] = [{"path": "styles/main.css"}]
    if semantics is not None:
        files["semantics.json"] = as_json(semantics)
    for code, words in (languages or {}).items():
        files[f"language/{code}.json"] = as_json(words)
    described |= metadata
    return {"library.json": as_json(described), **files, **(more_files or {})}


def manifest(main: str, *, title: str = "A test", needs: tuple[str, ...] = (), **more: Any) -> Any:
    """h5p.json for an activity whose main library is `main`, “H5P.X 1.2”."""
    parsed = parse_library_name(main)
    assert parsed is not None
    return {
        "title": title,
        "language": "en",
        "mainLibrary": parsed.machine_name,
        "embedTypes": ["iframe"],
        "license": "U",
        "preloadedDependencies": [dependency(one) for one in (main, *needs)],
        **more,
    }


def package_bytes(
    main: str = "",
    params: Any = None,
    *,
    libraries: Mapping[str, Files] | None = None,
    content_files: Mapping[str, bytes] | None = None,
    more_files: Mapping[str, bytes] | None = None,
    compression: int = zipfile.ZIP_DEFLATED,
    **described: Any,
) -> bytes:
    """A `.h5p`: `libraries` maps “H5P.X 1.2” to its files. Without `main`, a pack of libraries."""
    entries: Files = {}
    if main:
        entries["h5p.json"] = as_json(manifest(main, **described))
        entries["content/content.json"] = as_json({} if params is None else params)
    entries |= {f"content/{path}": data for path, data in (content_files or {}).items()}
    for name, files in (libraries or {}).items():
        parsed = parse_library_name(name)
        assert parsed is not None
        entries |= {f"{parsed.folder}/{path}": data for path, data in files.items()}
    return zip_bytes({**entries, **(more_files or {})}, compression=compression)


def zip_bytes(entries: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for path, data in entries.items():
            archive.writestr(path, data)
    return target.getvalue()
