import json
import time
from typing import Any

import pytest

from content.h5p.findings import Findings
from content.h5p.library_json import check_library_json
from tests.factories.h5p.packages import dependency, library_files

MAIN, FOLDER = "H5P.Choice 1.2", "H5P.Choice-1.2"


def checked(folder: str = FOLDER, **changes: Any):
    findings = Findings()
    raw = {**json.loads(library_files(MAIN, patch=3)["library.json"]), **changes}
    kept = {key: value for key, value in raw.items() if value is not ...}
    return check_library_json(kept, folder, findings), findings


def test_numbers_and_paths_come_into_one_form_and_other_keys_stay():
    found, findings = checked(
        majorVersion="1", runnable="1", fullscreen=True, w="80", license="", description=None,
        preloadedJs=[{"path": "/scripts/a.js"}, {"path": "./b b.JS"}, {"path": "dist\\c.js"}],
        preloadedCss=[{"path": "a_b-c.9.css"}], dropLibraryCss=[{"machineName": "H5P.Image"}],
        preloadedDependencies=[dependency("H5P.Image 1.1")],
        metadataSettings={"disable": "0", "disableExtraTitleField": 1},
        coreApi={"majorVersion": "1", "minorVersion": "28"}, addTo={"content": {}},
    )  # fmt: skip

    assert findings.problems == ()
    assert (found["majorVersion"], found["runnable"], found["fullscreen"], found["w"]) == (
        1, 1, 1, 80,
    )  # fmt: skip
    assert [one["path"] for one in found["preloadedJs"]] == ["scripts/a.js", "b b.JS", "dist/c.js"]
    assert found["metadataSettings"] == {"disable": 0, "disableExtraTitleField": 1}
    assert found["coreApi"] == {"majorVersion": 1, "minorVersion": 28}
    assert found["addTo"] == {"content": {}}
    assert "license" not in found
    assert "description" not in found


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", "x" * 256), ("machineName", "H5P.Choice\n"), ("machineName", "H5P Choice"),
        ("majorVersion", "1\n"), ("patchVersion", 123_456), ("runnable", 2), ("runnable", "yes"),
        ("runnable", []), ("license", "WTFPL"), ("author", 1), ("description", "a\nb"),
        ("metadataSettings", []), ("metadataSettings", {"disable": 3}), ("fullscreen", -1),
        ("preloadedDependencies", [{"machineName": "H5P.Image", "majorVersion": 1}]),
        ("dynamicDependencies", "x"), ("editorDependencies", [3]), ("w", 10_000),
        ("preloadedJs", [{"path": "../../x.js"}]), ("preloadedJs", [{"path": "a/../x.js"}]),
        ("preloadedJs", [{"path": "..\\x.js"}]), ("preloadedJs", [{"path": "x.css"}]),
        ("preloadedJs", [{"path": "http://example.org/x.js"}]), ("preloadedJs", [{}]),
        ("preloadedJs", ["x.js"]), ("preloadedCss", [{"path": "x.js"}]),
        ("preloadedCss", [{"path": "ä.css"}]), ("preloadedJs", [{"path": "x.js\n.exe"}]),
        ("dropLibraryCss", [{"machineName": 1}]), ("embedTypes", ["frame"]),
        ("coreApi", {"majorVersion": 1}), ("coreApi", "1.28"),
    ],
)  # fmt: skip
def test_what_the_official_schema_refuses_is_refused_by_its_place(key, value):
    found, findings = checked(**{key: value})

    assert found is None
    assert [problem.code for problem in findings.problems] == ["illegal-option-in-library"]
    assert f"“{key}" in findings.problems[0].message
    assert findings.problems[0].where == FOLDER


def test_all_that_is_missing_is_named():
    found, findings = checked(title=..., patchVersion=..., runnable="")

    assert found is None
    assert {problem.code for problem in findings.problems} == {"missing-required-property"}
    assert len(findings.problems) == 3


def test_the_path_on_which_other_hosts_hang_is_refused_at_once():
    start = time.perf_counter()

    _, findings = checked(preloadedJs=[{"path": "a" * 40 + "!"}, {"path": "a-" * 90 + "!.js"}])

    assert time.perf_counter() - start < 0.5
    assert len(findings.problems) == 2


@pytest.mark.parametrize(
    ("minor", "major", "is_refused"), [(28, 1, False), (29, 1, True), (0, 2, True), (99, 0, False)]
)
def test_a_newer_core_than_ours_is_refused_in_words(minor, major, is_refused):
    _, findings = checked(coreApi={"majorVersion": major, "minorVersion": minor})

    assert [one.code for one in findings.problems] == ["api-version-unsupported"] * is_refused
    assert all("this site has 1.28" in problem.message for problem in findings.problems)


@pytest.mark.parametrize(
    ("folder", "with_patch", "is_right"),
    [
        ("H5P.Choice-1.2", 0, True), ("H5P.Choice", 0, True), ("H5P.Choice-1.2.3", 1, True),
        ("H5P.Choice-1.2", 1, True), ("H5P.Choice-1.2.3", 0, False), ("H5P.Choice-1.3", 0, False),
        ("H5P.Choice-1.2.4", 1, False), ("h5p.choice-1.2", 0, False), ("H5P.Choice 1.2", 0, False),
    ],
)  # fmt: skip
def test_the_folder_is_called_as_the_library_is(folder, with_patch, is_right):
    _, findings = checked(folder, patchVersionInFolderName=with_patch)

    expected = [] if is_right else ["library-directory-name-mismatch"]
    assert [problem.code for problem in findings.problems] == expected


@pytest.mark.parametrize("raw", [[], None, "x"])
def test_it_must_be_an_object(raw):
    findings = Findings()

    assert check_library_json(raw, FOLDER, findings) is None
    assert [problem.code for problem in findings.problems] == ["invalid-library-json-file"]
