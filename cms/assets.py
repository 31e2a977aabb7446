"""The few files the browser needs from npm packages, found where npm put them.

Only the picked files are served and collected: a package may hold hundreds that nobody asks for.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

FONTS = "@fontsource-variable"
ATKINSON = f"{FONTS}/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin"
PACKAGES = settings.ROOT / "node_modules"
LIT = (
    "lit-html", "directive", "directive-helpers", "directives/guard", "directives/keyed",
    "directives/live", "directives/repeat",
)  # fmt: skip
OPEN_SANS = "open-sans/open-sans-v40-cyrillic_cyrillic-ext_greek_greek-ext_hebrew_latin_latin-ext"
INTER = "inter/inter-v18-cyrillic_cyrillic-ext_greek_greek-ext_latin_latin-ext_vietnamese"
# The core of H5P is under the GPL: separate files, loaded where activities play and nowhere else.
H5P = (
    "frame.bundle.js",
    "styles/h5p.css",
    "images/throbber.gif",
    "images/h5p.svg",
    *(f"fonts/{name}.woff2" for name in (
        "h5p-core-30", "h5p-hub-publish", "h5p-theme",
        "inter/Inter-ExtraBold", "inter/Inter-ExtraBoldItalic",
        *(f"{INTER}-{style}" for style in ("regular", "italic", "600", "600italic")),
        *(
            f"{OPEN_SANS}_math_symbols_vietnamese-{style}"
            for style in ("regular", "italic", "600", "600italic", "700", "700italic")
        ),
    )),
)  # fmt: skip
PICKED = {
    "vendor/bootstrap.css": "bootstrap/dist/css/bootstrap.min.css",
    "vendor/bootstrap.min.css.map": "bootstrap/dist/css/bootstrap.min.css.map",  # named in the CSS
    "vendor/fonts/atkinson.woff2": f"{ATKINSON}-wght-normal.woff2",
    "vendor/fonts/atkinson-italic.woff2": f"{ATKINSON}-wght-italic.woff2",
    "vendor/fonts/fraunces.woff2": f"{FONTS}/fraunces/files/fraunces-latin-opsz-normal.woff2",
    # The scenario editor redraws what has changed, and nothing else; these import one another.
    **{f"vendor/lit/{name}.js": f"lit-html/{name}.js" for name in LIT},
    **{f"vendor/lit/{name}.js.map": f"lit-html/{name}.js.map" for name in LIT},
    # The map of a scenario is laid out by it.
    "vendor/dagre.esm.js": "@dagrejs/dagre/dist/dagre.esm.js",
    "vendor/dagre.esm.js.map": "@dagrejs/dagre/dist/dagre.esm.js.map",
    **{f"vendor/h5p/{name}": f"h5p-standalone/dist/{name}" for name in H5P},
}


class PickedStorage(FileSystemStorage):
    """Answers for the public names while reading the packages' own files."""

    def path(self, name: str) -> str:
        return str(PACKAGES / PICKED[name])


class PackageFinder(BaseFinder):
    storage = PickedStorage(location=PACKAGES)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in PICKED or not self.storage.exists(path):
            return [] if find_all else None
        found = self.storage.path(path)
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        return ((path, self.storage) for path in PICKED)
