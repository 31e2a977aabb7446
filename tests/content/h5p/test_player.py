"""The model that is kept, and the object the core reads."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from content.h5p.assets import bundle_scripts, bundle_styles, folder_of
from content.h5p.memory import MemoryLibraries
from content.h5p.player import Addresses, PlayerModel, build_player, integration
from content.h5p.semantics.uses import Uses
from content.h5p.shapes import Manifest
from content.h5p.words import CORE_WORDS
from tests.factories.h5p import shapes
from tests.factories.h5p.packages import library_files
from tests.factories.h5p.shapes import MAIN, made_of, named

CORE = Path(__file__).parents[3] / "node_modules/h5p-standalone/dist/frame.bundle.js"
ADDRESSES = Addresses(
    core="/core", libraries="/libraries", script="/bundles/a.js", style="/bundles/a.css",
    files="https://play.test/files/t0ken", base="https://play.test/t0ken", site="https://site.test",
    activity="https://site.test/activities/7",
    state="https://play.test/t0ken/state/:contentId/:dataType/:subContentId",
)  # fmt: skip
# The labels of rights and the buttons of the action bar, whose keys the core puts together.
COMPOSED = {
    "contentType", "title", "license", "author", "year", "source", "licenseExtras", "changes",
    "reuse", "reuseDescription", "copyrights", "copyrightsDescription", "embed", "embedDescription",
}  # fmt: skip


def manifest(main: str = MAIN, **metadata: Any) -> Manifest:
    name = named(main)
    return Manifest("A <b>test</b>", "en", name.machine_name, (name,), metadata)


def play(model: PlayerModel, **given: Any) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "content_id": "7", "addresses": ADDRESSES, "pseudonym": "p-1", "states": {}, **given,
    }  # fmt: skip
    made = integration(model, **asked)
    assert json.loads(json.dumps(made)) == made
    return made


def test_the_model_comes_back_from_json_and_makes_the_same_bundles() -> None:
    libraries = made_of(shapes.drop_css(), shapes.missing(), shapes.two_minors())
    uses = Uses(libraries=(named("Moved 1.2"), named("H5P.Part 1.4"), named("Gone 1.0")))

    model = build_player(manifest(), {"a": ["é"]}, uses=uses, libraries=libraries)
    again = PlayerModel.from_json(json.loads(json.dumps(model.to_json())))

    assert again.to_json() == model.to_json()
    assert again.order.missing == (named("Gone 1.0"),)
    assert again.order.stand_ins == ((named("Moved 1.2"), named("Moved 1.10")),)
    assert play(again) == play(model)
    for bundled in (model, again):
        assert b"moved 1.10" in bundle_scripts(bundled.order.libraries, store=libraries)
        assert b".plain" not in bundle_styles(
            bundled.order.libraries, store=libraries, address_of=lambda _, path: path
        )


def test_what_is_no_model_is_refused() -> None:
    kept = build_player(manifest(), {}, uses=Uses(), libraries=made_of(shapes.chain())).to_json()

    with pytest.raises(ValueError, match="names no library"):
        PlayerModel.from_json({**kept, "main": "nothing"})
    with pytest.raises(KeyError):
        PlayerModel.from_json({})


def test_the_core_finds_all_it_reads() -> None:
    metadata: dict[str, Any] = {
        "license": "CC BY", "authors": [{"name": "A", "role": "Author"}], "title": "Old",
        "mainLibrary": "H5P.Main", "authorComments": "for editors only",
    }  # fmt: skip
    libraries = made_of(shapes.chain(2))
    model = build_player(
        manifest(**metadata), {"text": "</script>é"}, uses=Uses(), libraries=libraries
    )

    made = play(model, title="As the page calls it")
    content = made["contents"].pop("cid-7")

    main, link = (libraries.find(named(name)) for name in (MAIN, "Link0001 1.0"))
    assert main is not None
    assert link is not None
    assert made == {
        "baseUrl": "https://play.test/t0ken",
        "url": "https://play.test/t0ken",
        "urlLibraries": "/libraries",
        "libraryDirectories": {"H5P.Main-1.0": folder_of(main), "Link0001-1.0": folder_of(link)},
        "siteUrl": "https://site.test",
        "postUserStatistics": False,
        "reportingIsEnabled": True,
        "hubIsEnabled": False,
        "saveFreq": 15,
        "ajax": {"setFinished": "", "contentUserData": ADDRESSES.state},
        "user": {"name": "p-1", "mail": "p-1@player.invalid"},
        "l10n": {"H5P": dict(CORE_WORDS)},
        "crossorigin": "anonymous",
        "crossoriginRegex": r"https://play\.test/files/t0ken",
        "libraryConfig": {},
        "core": {"scripts": ["/core/frame.bundle.js"], "styles": ["/core/styles/h5p.css"]},
        "loadedJs": ["/bundles/a.js"],
        "loadedCss": ["/bundles/a.css"],
        "contents": {},
    }
    assert json.loads(content.pop("jsonContent")) == {"text": "</script>é"}
    assert re.fullmatch(r"[0-9a-f]{64}", content.pop("jsonContentHash"))
    assert content == {
        "library": MAIN,
        "fullScreen": "0",
        "title": "As the page calls it",
        "metadata": {
            "license": "CC BY", "authors": [{"name": "A", "role": "Author"}],
            "title": "A <b>test</b>", "defaultLanguage": "en",
        },
        "url": "https://site.test/activities/7",
        "contentUrl": "https://play.test/files/t0ken",
        "scripts": ["/bundles/a.js"],
        "styles": ["/bundles/a.css"],
        "displayOptions": {
            "frame": True, "copyright": True, "export": False, "embed": False, "icon": False,
            "copy": False,
        },
        "exportUrl": "", "embedCode": "", "resizeCode": "",
        "contentUserData": {"0": {"state": "false"}},
    }  # fmt: skip


def test_states_are_there_before_the_core_asks_and_nobody_else_has_any() -> None:
    model = build_player(manifest(), {}, uses=Uses(), libraries=made_of(shapes.chain()))
    states = {"": {"state": '{"at":2}', "other": "1"}, "a-b": {"state": "RESET"}}

    resumed, preview = play(model, states=states), play(model, pseudonym="")

    assert resumed["contents"]["cid-7"]["contentUserData"] == {
        "0": {"state": '{"at":2}', "other": "1"}, "a-b": {"state": "RESET"},
    }  # fmt: skip
    assert preview["saveFreq"] is False
    assert "user" not in preview


def test_code_finds_the_files_of_what_is_only_named_and_of_what_stands_in() -> None:
    libraries = made_of(shapes.dynamic(), shapes.missing())
    uses = Uses(libraries=(named("Moved 1.2"),))

    model = build_player(manifest(), {}, uses=uses, libraries=libraries)

    assert model.folders["Moved-1.2"] == model.folders["Moved-1.10"]
    assert set(model.folders) == {
        "H5P.Main-1.0", "Named-1.0", "Below-1.0", "Loaded-1.0", "Moved-1.2", "Moved-1.10",
    }  # fmt: skip
    assert model.folders["Named-1.0"].startswith("Named-1.0.0-")


def test_addons_permissions_and_full_screen_come_with_the_content() -> None:
    libraries = made_of(
        {MAIN: library_files(MAIN, needs=("EmbeddedJS 1.0",), fullscreen=1)},
        {"EmbeddedJS 1.0": library_files("EmbeddedJS 1.0", js="", more_files={"x.js": b"eval(a)"})},
        shapes.addon(),
    )

    model = build_player(manifest(), {"a": "$$x$$"}, uses=Uses(), libraries=libraries)

    assert model.permissions == {"unsafe-eval"}
    assert str(model.order.libraries[-1].name) == "H5P.Formula 1.0"
    assert model.content["fullScreen"] == "1"


@pytest.mark.parametrize(
    ("language", "metadata", "spoken"),
    [("", {}, "en"), ("und", {}, "en"), ("cy", {}, "cy"), ("cy", {"defaultLanguage": "ga"}, "ga")],
)
def test_the_language_of_the_content(language: str, metadata: dict[str, str], spoken: str) -> None:
    model = build_player(
        manifest(**metadata), {}, uses=Uses(), libraries=MemoryLibraries(), language=language
    )

    assert model.content["metadata"]["defaultLanguage"] == spoken
    assert model.order.missing == (named(MAIN),)


@pytest.mark.skipif(not CORE.exists(), reason="npm packages are not installed")
def test_the_core_lacks_no_word_and_reads_nothing_that_is_not_given() -> None:
    core = CORE.read_text()
    asked = set(re.findall(r'\bt\("([A-Za-z0-9]+)"', core)) | COMPOSED
    read = set(re.findall(r"H5PIntegration\.(\w+)", core))
    model = build_player(manifest(), {}, uses=Uses(), libraries=made_of(shapes.chain()))

    assert len(asked) > 40
    assert asked - CORE_WORDS.keys() == set()
    assert read - play(model).keys() == {
        "fullscreenDisabled", "crossoriginCacheBuster", "theme",  # all of them optional
    }  # fmt: skip
