"""Two files for one content: nothing of one library spoils another, and every address holds."""

import dataclasses
import re

import pytest

from content.h5p.assets import bundle_digest, bundle_scripts, bundle_styles, folder_of
from content.h5p.dependencies import play_order
from content.h5p.memory import MemoryLibraries
from content.h5p.shapes import Library
from tests.factories.h5p import shapes
from tests.factories.h5p.packages import library_files
from tests.factories.h5p.shapes import MAIN, made_of, named


def address_of(library: Library, path: str) -> str:
    return f"/l/{library.name.folder}/{path}"


def styles_of(css: str, **files: bytes) -> str:
    """The bundle of one library with this stylesheet, beside another library with a font."""
    libraries = MemoryLibraries()
    libraries.add(library_files("Fonts 1.3"))
    library = libraries.add(library_files(MAIN, css=css, more_files=files))
    return bundle_styles([library], store=libraries, address_of=address_of).decode().strip()


def scripts_of(*scripts: bytes) -> bytes:
    libraries = MemoryLibraries()
    made = [
        libraries.add({**library_files(f"L{number} 1.0", js=""), "scripts/main.js": script})
        for number, script in enumerate(scripts)
    ]
    return bundle_scripts(made, store=libraries)


def test_scripts_stand_in_order_and_none_runs_into_the_next() -> None:
    bundle = scripts_of(b"'use strict';\na()", b"b() // the end", b"\xef\xbb\xbf(c)", b"d();\r\n")

    assert bundle == b"\n;\n'use strict';\na()\n;\nb() // the end\n;\n(c)\n;\nd();\r\n\n"


@pytest.mark.parametrize(
    ("script", "left"),
    [
        (b"a()\n//# sourceMappingURL=a.js.map", b"a()\n"),
        (b"a()\r\n  //@ sourceMappingURL=a.js.map\r\nb()", b"a()\r\n  \r\nb()"),
        (b"a();//# sourceMappingURL=data:application/json;base64,AAA=", b"a();"),
        (b"s = 'see //# sourceMappingURL=x'", b"s = 'see //# sourceMappingURL=x'"),
        (b"\r//# sourceMappingURL=x" * 100_000, b"\r" * 100_000),
    ],
)
def test_source_maps_are_not_looked_for(script: bytes, left: bytes) -> None:
    assert scripts_of(script) == b"\n;\n" + left + b"\n"


def test_a_library_may_list_a_script_twice_and_write_its_path_in_any_way() -> None:
    libraries = MemoryLibraries()
    files = library_files(
        MAIN, js="go()", preloadedJs=[{"path": path} for path in (
            "scripts/main.js", "scripts/main.js", " /scripts\\second.js ",
        )], more_files={"scripts/second.js": b"on()"},
    )  # fmt: skip

    bundle = bundle_scripts([libraries.add(files)], store=libraries)

    assert bundle == b"\n;\ngo()\n;\non()\n"


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("url(a.png)", "/l/H5P.Main-1.0/styles/a.png"),
        ("url( 'a.png' )", "/l/H5P.Main-1.0/styles/a.png"),
        ('URL("../img/a.png")', "/l/H5P.Main-1.0/img/a.png"),
        ("url(./x/../a.png)", "/l/H5P.Main-1.0/styles/a.png"),
        ("url('a b(1).png')", "/l/H5P.Main-1.0/styles/a%20b%281%29.png"),
        (r"url(a\ b.png)", "/l/H5P.Main-1.0/styles/a%20b.png"),
        (r"url(\61 .png)", "/l/H5P.Main-1.0/styles/a.png"),
        ("url(a%20b.png)", "/l/H5P.Main-1.0/styles/a%20b.png"),
        ("url(../f/a.eot?#iefix)", "/l/H5P.Main-1.0/f/a.eot?#iefix"),
        ("url(a.svg?v=1#shape)", "/l/H5P.Main-1.0/styles/a.svg?v=1#shape"),
        ("url('a.svg#\"')", "/l/H5P.Main-1.0/styles/a.svg#%22"),
        ("url(../../Fonts-1.3/f/a.woff)", "/l/Fonts-1.3/f/a.woff"),
        ("url(../../Fonts-1.2/f/a.woff)", "/l/Fonts-1.3/f/a.woff"),
        ("url(../../Fonts-1.4/f/a.woff)", "data:,"),
        ("url(../../../../etc/passwd)", "data:,"),
        ("url(../..)", "data:,"),
    ],
)
def test_addresses_point_into_the_folder_of_their_library(written: str, becomes: str) -> None:
    assert styles_of(f"a{{b:{written}}}") == f'a{{b:url("{becomes}")}}'


@pytest.mark.parametrize(
    "css",
    [
        "a{b:url(data:image/png;base64,AA==)}",
        "a{b:url('data:image/svg+xml,<svg xmlns=\"http://a\"/>')}",
        "a{b:url(https://example.org/a.png)}",
        "a{b:url(//example.org/a.png)}",
        "a{b:url(/a.png)}",
        "a{b:url(#shape)}",
        "a{b:url()}",
        "a{content:'url(a.png)'}",
        'a{content:"\\"url(a.png)"}',
        "/* url(a.png) */",
        "a{b:-my-url(a.png)}",
        "a{b:url(a b.png)}",  # no address: the browser drops it
    ],
)
def test_other_addresses_stay_as_they_are(css: str) -> None:
    assert styles_of(css) == css


def test_imports_stand_before_everything_and_character_sets_nowhere() -> None:
    css = (
        '@charset "UTF-8";\n/* top */@import "more.css" print;\n@import url(https://fonts.test/a);'
        "@import url('../b.css');a{}\n/*# sourceMappingURL=a.css.map */"
    )

    assert styles_of(css).split("\n") == [
        '@import url("/l/H5P.Main-1.0/styles/more.css") print;',
        '@import url("/l/H5P.Main-1.0/b.css");',
        "",
        "/* top */",
        "a{}",
    ]


@pytest.mark.parametrize(
    ("css", "closed"),
    [
        ("a{b:c", "a{b:c\n}"),
        ("@media print{a{b:calc(1px", "@media print{a{b:calc(1px\n)}}"),
        ("a{} }", "a{}"),
        ("a{b:[)}", "a{b:[)}\n]}"),
        ("a{}/* never ends", "a{}/* never ends*/"),
        ("a{}/*/", "a{}/*/*/"),
        ("a{b:url(c d", "a{b:url(c d)\n}"),
        ("a{b:'c", "a{b:'c\n}"),
    ],
)
def test_what_is_open_at_the_end_does_not_swallow_the_next_file(css: str, closed: str) -> None:
    assert styles_of(css) == closed


@pytest.mark.parametrize(
    "piece",
    ["/*", "url(", 'url("', "'", '"', "\\", "@import ", "@charset ", "url( ", "{", "url(\\"],
)
def test_no_stylesheet_takes_long(piece: str) -> None:
    assert len(styles_of(piece * 60_000)) > 1000


def test_a_library_may_drop_the_look_of_another() -> None:
    libraries = made_of(shapes.drop_css())
    order = play_order(named(MAIN), (), libraries=libraries)

    styles = bundle_styles(order.libraries, store=libraries, address_of=address_of)
    scripts = bundle_scripts(order.libraries, store=libraries)

    assert styles.split() == [b".main", b"{}"]
    assert scripts.split() == [b";", b"plain", b";", b"main"]


def test_a_bundle_without_styles_is_empty() -> None:
    assert styles_of("") == ""


def test_addresses_change_with_the_code_and_with_nothing_else() -> None:
    order, again = (
        play_order(named(MAIN), (), libraries=made_of(shapes.diamond())) for _ in range(2)
    )
    patched, reordered = made_of(shapes.diamond()), tuple(reversed(order.libraries))
    patched.add(library_files("Bottom 1.0", patch=1, js="bottom"))

    digests = {
        bundle_digest(order),
        bundle_digest(play_order(named(MAIN), (), libraries=patched)),
        bundle_digest(dataclasses.replace(order, libraries=reordered)),
    }

    assert bundle_digest(order) == bundle_digest(again)
    assert len(digests) == 3
    assert re.fullmatch(r"Bottom-1\.0\.0-[0-9a-f]{12}", folder_of(order.libraries[0]))
