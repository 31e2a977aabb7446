"""What plays is worked out once for the code in use, and made again when it is lost."""

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage

from content.activities.models import H5PLibrary
from content.activities.queries import bundle, library_file, player_of, playing
from content.activities.rules import VersionState
from content.activities.services import approve_version, sweep_storage
from content.h5p.assets import folder_of
from tests.factories.h5p.activities import install_library, installed, make_activity, plain_library
from tests.factories.h5p.packages import library_files

pytestmark = pytest.mark.django_db


def test_model_is_kept_until_other_code_is_in_use(admin, django_assert_num_queries):
    version = make_activity().current
    first = player_of(version)

    with django_assert_num_queries(1):
        again = player_of(version)
    assert again == first or (again.digest, again.content) == (first.digest, first.content)
    row = install_library(plain_library("H5P.X 1.0", patch=1, js="/* 1 */"), state="waiting")
    assert player_of(version).digest == first.digest
    approve_version(version=row.versions.get(patch=1), by=admin)
    newer = player_of(version)
    assert newer.digest != first.digest
    assert b"/* 1 */" in bundle(newer.digest, "js")
    assert b"/* H5P.X 1.0 */" in bundle(first.digest, "js")  # of a page that is open still


def test_bundles_join_what_plays_and_point_beside_themselves():
    installed(
        library_files("H5P.Base 1.0", js="base()", runnable=False),
        plain_library(
            "H5P.X 1.0",
            needs=("H5P.Base 1.0",),
            js="main()",
            css='.x{background:url("../images/a.png")}',
            more_files={"images/a.png": b"picture"},
        ),
    )
    model = player_of(make_activity().current)

    script, style = bundle(model.digest, "js"), bundle(model.digest, "css")
    assert script.index(b"base()") < script.index(b"main()")
    folder = folder_of(model.order.libraries[-1])
    assert f"../libraries/{folder}/images/a.png".encode() in style
    assert library_file(folder, "images/a.png") == b"picture"


def test_lost_bundle_is_made_again_and_a_strange_name_is_none():
    model = player_of(make_activity().current)
    whole = bundle(model.digest, "js")
    default_storage.delete(f"h5p/bundles/{model.digest}.js")

    assert bundle(model.digest, "js") == whole
    for digest, kind in ((model.digest, "txt"), ("../uploads/x", "js"), ("0" * 64, "js")):
        assert bundle(digest, kind) is None
    cache.clear()
    default_storage.delete(f"h5p/bundles/{model.digest}.js")
    assert bundle(model.digest, "js") is None


def test_bundle_of_a_process_that_died_is_written_anew(monkeypatch):
    monkeypatch.setattr(playing, "PAUSE", 0)
    version = make_activity().current
    model = player_of(version)
    whole = bundle(model.digest, "js")
    name = f"h5p/bundles/{model.digest}.js"
    with open(default_storage.path(name), "wb") as half:
        half.write(whole[:5])
    cache.clear()

    assert player_of(version).digest == model.digest
    assert bundle(model.digest, "js") == whole
    assert sweep_storage() == 0


@pytest.mark.parametrize("state", [VersionState.WAITING, VersionState.REFUSED])
def test_only_code_that_is_let_in_is_given_out(state):
    row = install_library(plain_library("H5P.X 1.0"), state=state)
    version = row.versions.get()

    assert library_file(f"H5P.X-1.0.0-{version.digest[:12]}", "styles/main.css") is None


def test_file_of_code_by_its_exact_folder_alone():
    digest = install_library(plain_library("H5P.X-y 1.0", patch=7)).in_use.digest[:12]

    assert library_file(f"H5P.X-y-1.0.7-{digest}", "styles/main.css") == b".x{}"
    for folder in (
        f"H5P.X-y-1.0.6-{digest}", "H5P.X-y-1.0.7-000000000000", f"H5P.X-y-1.0.7-{digest[:3]}",
        "H5P.X-y-1.0.7-", "H5P.X-y", "", f"H5P.X-y-1.0-{digest}", f"H5P.X-y-1.0.x-{digest}",
    ):  # fmt: skip
        assert library_file(folder, "styles/main.css") is None
    for path in ("", "..", "../x", "styles", "/styles/main.css"):
        assert library_file(f"H5P.X-y-1.0.7-{digest}", path) is None


def test_titles_come_from_what_plays():
    row = install_library(plain_library("H5P.X 1.0", title="Cards"))

    assert str(H5PLibrary.objects.get(pk=row.pk)) == "Cards 1.0"
