import pytest

from content.h5p.limits import Limits
from content.h5p.names import LibraryName, parse_library_name
from content.h5p.problems import Refused
from content.h5p.semantics.clean import MOST_FINDINGS, clean_content
from tests.factories.h5p.packages import library_files
from tests.factories.h5p.types import TYPES, all_libraries, example_params

LIBRARIES = all_libraries()
SET = LibraryName("H5P.TinySet", 1, 1)
ID = "00000000-0000-4000-8000-000000000001"


def cleaned(params, name="H5P.TinySet 1.1", **more):
    library = parse_library_name(name)
    return clean_content(params, library=library, libraries=LIBRARIES, **more)


def found(result):
    return [(finding.code, finding.where) for finding in result.findings]


def made_of(*semantics):
    libraries = all_libraries()
    libraries.add(library_files("H5P.Made 1.0", semantics=list(semantics)))
    return {"library": LibraryName("H5P.Made", 1, 0), "libraries": libraries}


@pytest.mark.parametrize("name", TYPES)
def test_what_is_whole_stays_as_it_is_and_in_its_order(name):
    params = example_params(name)

    result = cleaned(params, name)

    assert result.params == params
    assert list(result.params) == list(params)
    assert result.findings == ()


@pytest.mark.parametrize(
    ("name", "given", "kept", "codes"),
    [
        ("H5P.TinyNote 1.0", {"title": "x", "evil": 1}, {"title": "x"},
         [("unknown-field", "evil")]),
        ("H5P.TinyNote 1.0", {"title": None, "body": ["x"]}, {}, [("wrong-type", "body")]),
        ("H5P.TinyNumbers 1.0", {"attempts": 99, "opacity": "0.5"}, {"attempts": 5, "opacity": 0.5},
         [("out-of-range", "attempts")]),
        ("H5P.TinySelects 1.0", {"size": "vast", "shown": "false"},
         {"size": "large", "shown": False}, [("not-an-option", "size"), ("wrong-type", "shown")]),
        ("H5P.TinyWords 1.0", {"lines": [], "tips": [["a", None], [3]]}, {"tips": [["a"], ["3"]]},
         []),
        ("H5P.TinyWords 1.0", {"lines": {"0": "a", "1": "b"}}, {"lines": ["a", "b"]}, []),
        ("H5P.TinyWords 1.0", {"lines": "a"}, {}, [("wrong-type", "lines")]),
        ("H5P.TinyChoice 1.2", {"answers": [{"text": "x"}] * 7}, {"answers": [{"text": "x"}] * 6},
         [("too-many-items", "answers")]),
        ("H5P.TinyChoice 1.2", {"behaviour": [], "words": 3}, {"behaviour": {}},
         [("wrong-type", "words")]),
        ("H5P.TinyFlat 1.0", {"scoring": {"scoring": "points"}, "outer": {"inner": "x"}},
         {"scoring": "points"}, [("wrong-type", "outer")]),
        ("H5P.TinyFlat 1.0", {"parts": [{"question": "x", "subContentId": "no"}]},
         {"parts": [{"question": "x"}]}, [("sub-content-id", "parts/0")]),
        ("H5P.TinyPicture 1.1", {"file": {"path": "../up.png"}}, {}, [("unsafe-path", "file")]),
        ("H5P.TinyPicture 1.1", {"file": {"path": "https://a.example/b.png"}}, {},
         [("unsafe-path", "file")]),
        ("H5P.TinyPicture 1.1", {"file": [{"path": "a.png"}, {"path": "b.png"}]},
         {"file": {"path": "a.png"}}, []),
        ("H5P.TinyPicture 1.1", {"file": "a.png"}, {}, [("wrong-type", "file")]),
        ("H5P.TinyFilm 1.0", {"sources": {"path": "a.mp4"}}, {"sources": [{"path": "a.mp4"}]}, []),
        ("H5P.TinyFilm 1.0", {"sources": [{"path": "javascript:1"}, {"path": "https://a.example/"}]},
         {"sources": [{"path": "https://a.example/"}]}, [("unsafe-path", "sources/0")]),
    ],
)  # fmt: skip
def test_what_can_be_mended_is_and_the_rest_goes(name, given, kept, codes):
    result = cleaned(given, name)

    assert result.params == kept
    assert found(result) == codes
    assert cleaned(kept, name).params == kept


def test_a_file_keeps_the_keys_of_its_kind_alone():
    result = cleaned(
        {"sources": [{
            "path": "videos/a.mp4#tmp", "mime": "video/mp4\"", "evil": 1, "width": "640",
            "codecs": "avc1", "bitrate": [], "quality": {"level": 2, "label": "<hd>", "x": 1},
            "copyright": {"license": "none", "author": "<b>Ann</b>", "year": 2020, "x": 1},
        }], "poster": {"path": "a.png", "width": 1e30, "codecs": "x", "originalImage": {
            "path": "b.png", "evil": 1}}},
        "H5P.TinyFilm 1.0",
    )  # fmt: skip

    assert result.params == {
        "sources": [{
            "path": "videos/a.mp4", "mime": "video/mp4&quot;", "width": 640, "codecs": "avc1",
            "quality": {"level": 2, "label": "&lt;hd&gt;"},
            "copyright": {"author": "&lt;b&gt;Ann&lt;/b&gt;", "year": "2020"},
        }],
        "poster": {"path": "a.png", "originalImage": {"path": "b.png"}},
    }  # fmt: skip


def test_attributes_of_a_types_own_are_scrubbed():
    focus = {"x": 1, "note": "a<script>1</script><b onclick=x>b</b>", "gone": None,
             "list": [True, float("nan")]}  # fmt: skip

    result = cleaned({"file": {"path": "a.png", "focus": focus}}, "H5P.TinyPicture 1.1")

    assert result.params["file"]["focus"] == {"x": 1, "note": "a<b>b</b>", "list": [True, 0]}


def activity(name, **more):
    return {"library": name, "params": {"title": "x"}, "subContentId": ID, **more}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("H5P.TinyNote 1.0", []),
        # Higher than what is here: no library yet, but it is not lost.
        ("H5P.TinyNote 1.9", ["library-version", "missing-library"]),
        ("H5P.TinyNote 2.0", ["library-version", "missing-library"]),
        # Not offered, but here: its own semantics clean it.
        ("H5P.TinyNumbers 1.0", ["library-not-allowed", "unknown-field"]),
    ],
)
def test_an_activity_is_never_lost_over_its_version(name, codes):
    result = cleaned({"questions": [activity(name)]})

    assert [finding.code for finding in result.findings] == codes
    assert result.params["questions"][0]["library"] == name
    assert [str(one) for one in result.uses.libraries] == [name]


def test_an_older_version_plays_with_the_newer_one_that_is_here():
    result = cleaned({"questions": [
        {"library": "H5P.TinyChoice 1.0", "params": {"question": "a", "evil": 1}},
    ]})  # fmt: skip

    assert result.params["questions"][0] == {
        "library": "H5P.TinyChoice 1.0", "params": {"question": "a"},
    }  # fmt: skip
    assert found(result) == [
        ("library-version", "questions/0"), ("unknown-field", "questions/0/params/evil"),
    ]  # fmt: skip


def test_params_of_a_library_that_is_not_here_are_kept_without_what_could_run():
    params = {"deep": [{"text": "<p onclick=x>a</p><script>1</script>"}], "n": 1, "none": None}

    result = cleaned({"questions": [{"library": "H5P.TinyNote 7.0", "params": params}]})

    assert result.params["questions"][0]["params"] == {"deep": [{"text": "<p>a</p>"}], "n": 1}
    assert cleaned(result.params).params == result.params


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        (activity("H5P.Gone 1.0"), ["library-dropped"]),
        (activity("rubbish"), ["wrong-type"]),
        ("H5P.TinyNote 1.0", ["wrong-type"]),
        (activity("-"), []),
        ({}, []),
    ],
)
def test_what_is_no_activity_goes(value, codes):
    result = cleaned({"questions": [value, activity("H5P.TinyNote 1.0")]})

    assert [finding.code for finding in result.findings] == codes
    assert len(result.params["questions"]) == 1


def test_an_activity_keeps_its_own_keys_and_clean_metadata():
    metadata = {
        "title": "<i>T</i>", "license": "CC BY", "licenseVersion": "9", "source": "javascript:1",
        "authors": [{"name": "Ann", "role": "Author", "x": 1}, {"role": "Boss"}], "evil": {},
        "yearFrom": "2019",
    }  # fmt: skip

    result = cleaned({"questions": [activity("H5P.TinyNote 1.0", evil=1, metadata=metadata)]})

    assert result.params["questions"][0] == activity("H5P.TinyNote 1.0", metadata={
        "title": "&lt;i&gt;T&lt;/i&gt;", "license": "CC BY", "source": "", "yearFrom": 2019,
        "authors": [{"name": "Ann", "role": "Author"}, {}],
    })  # fmt: skip
    assert {code for code, _ in found(result)} == {"not-an-option", "pattern", "unknown-field"}


def test_fields_nobody_can_use_and_types_nobody_knows_keep_nothing():
    host = made_of(
        {"name": "odd", "type": "hologram"}, {"type": "text"}, 3,
        {"name": "list", "type": "list"}, {"name": "group", "type": "group"},
    )  # fmt: skip

    result = clean_content({"odd": 1, "list": [1], "group": {"a": 1}}, **host)

    assert result.params == {"group": {}}


def test_a_library_without_semantics_keeps_its_params_scrubbed():
    host = made_of()

    assert clean_content({"a": "<b onclick=x>y</b>", "b": 1}, **host).params == {
        "a": "<b>y</b>", "b": 1,
    }  # fmt: skip


def inside_one_another(depth):
    params = {"chapters": []}
    for _ in range(depth):
        book = {"library": "H5P.TinyBook 1.0", "params": params}
        params = {"chapters": [{"title": "x", "content": book}]}
    return params


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return {"lines": value}


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ([], "content-not-an-object"),
        ("x", "content-not-an-object"),
        (None, "content-not-an-object"),
        (nested(100), "content-too-deep"),
        (nested(100_000), "content-too-deep"),
        ({"lines": ["x"] * 250_001}, "content-too-large"),
    ],
)
def test_content_that_is_none_or_beyond_the_limits_is_refused(params, code):
    with pytest.raises(Refused) as refused:
        cleaned(params)

    assert refused.value.codes == {code}


def test_activities_inside_one_another_have_a_limit_of_their_own():
    limits = Limits(content_depth=3)

    assert len(cleaned(inside_one_another(3), "H5P.TinyBook 1.0", limits=limits).params) == 1
    with pytest.raises(Refused) as refused:
        cleaned(inside_one_another(4), "H5P.TinyBook 1.0", limits=limits)
    assert refused.value.codes == {"sub-content-too-deep"}


def test_semantics_that_were_never_checked_cannot_exhaust_the_stack():
    field = {"name": "x", "type": "text"}
    for _ in range(300):
        field = {"name": "g", "type": "group", "fields": [field]}

    with pytest.raises(Refused) as refused:
        clean_content({"g": "x"}, **made_of(field))

    assert refused.value.codes == {"content-too-deep"}


def test_a_library_that_is_not_here_is_named_and_findings_end():
    with pytest.raises(Refused) as refused:
        cleaned({}, "H5P.Gone 1.0")

    assert [one.where for one in refused.value.problems] == ["H5P.Gone 1.0"]
    many = {f"x{at}": 1 for at in range(5_000)}
    assert len(cleaned(many).findings) == MOST_FINDINGS
