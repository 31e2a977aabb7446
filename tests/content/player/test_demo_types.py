"""The content types of the demo are packages like any other, under their own names too."""

import io

import pytest

from content.h5p.memory import MemoryLibraries
from content.h5p.names import parse_library_name
from content.h5p.package import read_package
from content.h5p.semantics.canvas import unsupported_widgets
from content.h5p.semantics.checks import check_content
from content.h5p.semantics.defaults import defaults_of
from tests.factories.h5p.packages import package_bytes
from tests.factories.h5p.playable import AS_H5P, choice_params, playable_libraries


@pytest.fixture(scope="module")
def libraries():
    """All of them, kept as they come."""
    store = MemoryLibraries()
    main = "Waymark.Choice 1.0"
    package = package_bytes(main, choice_params(), libraries=playable_libraries(as_h5p=False))
    read = read_package(io.BytesIO(package), libraries=store)
    assert read.warnings == ()
    assert read.missing == ()
    for library in read.new:
        store.keep(library, read.files_of(library))
    return store


@pytest.mark.parametrize("name", AS_H5P)
def test_it_can_be_written_in_a_form(name, libraries):
    library = parse_library_name(name)

    assert libraries.find(library).is_runnable
    assert unsupported_widgets(library, libraries=libraries) == ()
    assert isinstance(defaults_of(library, libraries=libraries), dict)


def test_what_is_written_is_checked(libraries):
    library = parse_library_name("Waymark.Choice 1.0")

    assert check_content(choice_params(), library=library, libraries=libraries) == []
    wrong = {**choice_params(), "answers": []}
    assert check_content(wrong, library=library, libraries=libraries) != []
