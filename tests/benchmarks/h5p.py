"""What the H5P library costs: packages in and out by size, and what a play costs from kept data.

Every ratio is to plain `zipfile` reading all entries of the same package in the same run; only
ratios are asserted, with room for a busy machine.
"""

import io
import json
import zipfile
from collections.abc import Callable

import pytest

from content.h5p.assets import bundle_scripts, bundle_styles
from content.h5p.exporting import write_package
from content.h5p.memory import MemoryFiles, MemoryLibraries
from content.h5p.package import Package, read_package
from content.h5p.player import Addresses, PlayerModel, build_player, integration
from content.h5p.semantics.clean import clean_content
from content.h5p.semantics.uses import find_uses
from content.h5p.shapes import Library, Manifest
from tests.benchmarks.ratios import cpu_of
from tests.factories.h5p.large import large_package

ADDRESSES = Addresses(
    core="/core", libraries="/libraries", script="/b.js", style="/b.css", files="/files",
    base="https://play.test", site="https://site.test", activity="https://site.test/a/1",
    state="/state/:contentId/:dataType/:subContentId",
)  # fmt: skip


def read_plainly(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(len(archive.read(name)) for name in archive.namelist())


def taken_in(data: bytes) -> tuple[Package, MemoryLibraries]:
    libraries = MemoryLibraries()
    package = read_package(io.BytesIO(data), libraries=libraries)
    for library in package.new:
        libraries.keep(library, package.files_of(library))
    return package, libraries


def line(name: str, run: Callable[[], object], plain: float, *, requests: int = 3) -> float:
    """Prints and gives the CPU of one run as a ratio to plain reading."""
    seconds = cpu_of(run, requests=requests)
    print(f"{name:<34}{seconds * 1000:>10.3f}{seconds / plain:>12.4f}")
    return seconds / plain


def _address_of(library: Library, path: str) -> str:
    return f"../libraries/{library.name.folder}/{path}"


@pytest.mark.parametrize("count", [20, 40, 70])
def test_what_a_package_costs(count: int) -> None:
    data = large_package(count)
    package, libraries = taken_in(data)
    plain = cpu_of(lambda: read_plainly(data), requests=3)
    title = f"H5P, {count} libraries, {len(data) / 1e6:.1f} MB"
    print(f"\n\n{title:<34}{'CPU ms':>10}{'x zipfile':>12}")
    line("Plain zipfile, all entries", lambda: read_plainly(data), plain)

    cold = line(
        "Import, nothing here yet",
        lambda: read_package(io.BytesIO(data), libraries=MemoryLibraries()),
        plain,
    )
    warm = line(
        "Import, all libraries here", lambda: read_package(io.BytesIO(data), libraries=libraries),
        plain,
    )  # fmt: skip
    print(f"{'Warm to cold':<34}{warm / cold:>22.4f}")

    assert cold < 12
    assert warm < 3
    assert warm < cold
    _measure_content(package, libraries, plain)


def _measure_content(package: Package, libraries: MemoryLibraries, plain: float) -> None:
    manifest, params = package.manifest, package.params
    assert manifest is not None
    main = manifest.main
    uses = find_uses(params, library=main, libraries=libraries)
    model = build_player(manifest, params, uses=uses, libraries=libraries)
    kept = json.dumps(model.to_json())
    order = model.order.libraries
    media = MemoryFiles({path: package.open(path).read() for path in package.content_paths})

    line(
        "Cleaning the content",
        lambda: clean_content(params, library=main, libraries=libraries), plain,
    )  # fmt: skip
    line(
        "What the content uses",
        lambda: find_uses(params, library=main, libraries=libraries), plain,
    )  # fmt: skip
    built = line(
        "Player model, at import",
        lambda: build_player(manifest, params, uses=uses, libraries=libraries), plain,
    )  # fmt: skip
    line("Scripts in one file", lambda: bundle_scripts(order, store=libraries), plain)
    line(
        "Styles in one file",
        lambda: bundle_styles(order, store=libraries, address_of=_address_of), plain,
    )  # fmt: skip
    read = line(
        "Player model, from kept JSON",
        lambda: PlayerModel.from_json(json.loads(kept)), plain, requests=30,
    )  # fmt: skip
    made = line("Integration object", lambda: _integration(model), plain, requests=300)
    line("Export", lambda: _export(manifest, package, media, libraries), plain)

    assert built < 1
    assert read < 0.5
    assert made < 0.05


def _integration(model: PlayerModel) -> object:
    return integration(model, content_id="1", addresses=ADDRESSES, pseudonym="p", states={})


def _export(
    manifest: Manifest, package: Package, media: MemoryFiles, libraries: MemoryLibraries
) -> None:
    write_package(
        io.BytesIO(), manifest=manifest, params=package.params, files=media, libraries=libraries
    )
