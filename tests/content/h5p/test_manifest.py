from typing import Any

import pytest

from content.h5p.findings import Findings
from content.h5p.manifest import check_manifest
from content.h5p.names import LibraryName
from tests.factories.h5p.packages import dependency, manifest

MAIN = "H5P.Choice 1.2"


def checked(**changes: Any):
    findings = Findings()
    raw = {**manifest(MAIN), **changes}
    found = check_manifest({key: raw[key] for key in raw if raw[key] is not ...}, findings)
    return found, findings


def test_everything_known_is_kept_in_one_form_and_the_rest_is_dropped():
    found, findings = checked(
        title="<b>Why?</b>",
        preloadedDependencies=[{**dependency(MAIN), "majorVersion": "1", "surprise": 1}],
        dynamicDependencies=[dependency("H5P.Image 1.1"), dependency(MAIN)],
        editorDependencies=[dependency("H5PEditor.Choice 9.9")],
        yearFrom="2019", yearsTo=2020, w="640", h=480,
        authors=[{"name": "Ann", "role": "Author", "surprise": 1}],
        changes=[{"date": "26-11-30 9:05:00", "author": "Ann", "log": "First\nSecond"}],
        source="https://example.org/a?b=c", license="CC BY-SA", licenseVersion="4.0",
        licenseExtras="", author=None, surprise={"a": 1}, defaultLanguage="en", a11yTitle="Why",
    )  # fmt: skip

    assert findings.problems == ()
    assert found.dependencies == (LibraryName("H5P.Choice", 1, 2), LibraryName("H5P.Image", 1, 1))
    assert found.main == LibraryName("H5P.Choice", 1, 2)
    assert (found.title, found.language, found.main_library) == ("<b>Why?</b>", "en", "H5P.Choice")
    assert found.metadata == {
        "title": "<b>Why?</b>", "language": "en", "mainLibrary": "H5P.Choice",
        "embedTypes": ["iframe"], "license": "CC BY-SA", "licenseVersion": "4.0",
        "preloadedDependencies": [dependency(MAIN)],
        "dynamicDependencies": [dependency("H5P.Image 1.1"), dependency(MAIN)],
        "yearFrom": 2019, "yearsTo": 2020, "w": 640, "h": 480,
        "authors": [{"name": "Ann", "role": "Author"}],
        "changes": [{"date": "26-11-30 9:05:00", "author": "Ann", "log": "First\nSecond"}],
        "source": "https://example.org/a?b=c", "defaultLanguage": "en", "a11yTitle": "Why",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", "x" * 256), ("title", "two\nlines"), ("title", 7), ("title", ["x"]),
        ("language", "en\n"), ("language", "english-language"), ("language", "en_GB"),
        ("mainLibrary", "H5P.Choice\n"), ("mainLibrary", "H5P Choice"), ("mainLibrary", "H"),
        ("mainLibrary", "H5P.Chöice"), ("embedTypes", "iframe"), ("embedTypes", ["popup"]),
        ("embedTypes", [["div"]]), ("preloadedDependencies", {}), ("preloadedDependencies", ["x"]),
        ("preloadedDependencies", [{**dependency(MAIN), "majorVersion": 100_000}]),
        ("preloadedDependencies", [{**dependency(MAIN), "minorVersion": 1.5}]),
        ("preloadedDependencies", [{**dependency(MAIN), "minorVersion": True}]),
        ("preloadedDependencies", [{**dependency(MAIN), "minorVersion": "١"}]),
        ("preloadedDependencies", [{**dependency(MAIN), "machineName": "../x"}]),
        ("preloadedDependencies", [{"machineName": "H5P.Choice", "majorVersion": 1}]),
        ("dynamicDependencies", [None]), ("contentType", "x" * 256), ("author", {}),
        ("authors", [{"name": "Ann"}]), ("authors", [{"name": "Ann", "role": "two words"}]),
        ("source", "ftp://example.org"), ("source", "javascript:alert(1)"), ("source", "http://"),
        ("license", "MIT"), ("licenseVersion", 4), ("licenseExtras", "x" * 5001),
        ("yearFrom", 20_000), ("yearsTo", "now"), ("yearTo", -1), ("w", "10000"), ("h", "1px"),
        ("changes", [{"date": "2026-11-30", "author": "Ann", "log": "x"}]),
        ("authorComments", 1), ("metaKeywords", "a\nb"),
    ],
)  # fmt: skip
def test_what_the_official_schema_refuses_is_refused_by_its_place(key, value):
    found, findings = checked(**{key: value})

    assert found is None
    assert [problem.code for problem in findings.problems] == ["invalid-h5p-json-file"]
    assert f"“{key}" in findings.problems[0].message


def test_all_that_is_missing_is_named():
    found, findings = checked(title=..., language="", embedTypes=None, mainLibrary=...)

    assert found is None
    assert {problem.code for problem in findings.problems} == {"missing-required-property"}
    said = " ".join(problem.message for problem in findings.problems)
    assert all(key in said for key in ("title", "language", "embedTypes", "mainLibrary"))


def test_the_main_library_must_be_among_the_dependencies():
    _, findings = checked(preloadedDependencies=[dependency("H5P.Image 1.1")])

    assert [problem.code for problem in findings.problems] == ["main-library-not-listed"]


@pytest.mark.parametrize("raw", [[], "h5p", None, 3])
def test_it_must_be_an_object(raw):
    findings = Findings()

    assert check_manifest(raw, findings) is None
    assert [problem.code for problem in findings.problems] == ["invalid-h5p-json-file"]
