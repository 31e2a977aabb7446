"""What the policy of a page may be widened by: what is listed, and used, and nothing else."""

import pytest

from content.h5p.memory import MemoryLibraries
from content.h5p.permissions import frame_allows, is_listed, permissions_of, policy_additions
from tests.factories.h5p.packages import library_files

YOUTUBE = "https://www.youtube.com"


@pytest.mark.parametrize(
    ("name", "script", "given"),
    [
        ("EmbeddedJS 1.0", "var f = new Function ('a', b)", {"unsafe-eval"}),
        ("EmbeddedJS 1.0", "eval(this.out)", {"unsafe-eval"}),
        ("EmbeddedJS 1.1", "eval(this.out)", set()),
        ("EmbeddedJS 1.0", "evaluate(this.out); aFunction(1)", set()),
        ("TimelineJS 1.1", "eval('1')", {"unsafe-eval"}),
        ("TimelineJS 1.2", "eval('1')", set()),
        ("H5P.AudioRecorder 1.0", "navigator.mediaDevices.getUserMedia({})", {"microphone"}),
        ("H5P.AudioRecorder 1.0", "eval(new Worker(blob))", {"blob-worker"}),
        ("H5P.SpeakTheWords 1.5", "new webkitSpeechRecognition()", {"microphone"}),
        ("H5P.SpeakTheWordsSet 9.0", "annyang.start()", {"microphone"}),
        ("H5P.Video 1.6", "load('https://www.YouTube.com/iframe_api')", {"external-video"}),
        ("H5P.Chart 1.2", "eval('1'); getUserMedia(); youtube; new Worker()", set()),
    ],
)
def test_only_listed_libraries_get_what_their_code_uses(
    name: str, script: str, given: set[str]
) -> None:
    library = MemoryLibraries().add(library_files(name))

    assert permissions_of(library, {"a.js": b"", "b.js": script.encode()}) == given
    assert permissions_of(library, {}) == frozenset()
    assert is_listed(library) is (name != "H5P.Chart 1.2")


@pytest.mark.parametrize(
    ("permissions", "hosts", "added"),
    [
        ((), (YOUTUBE,), {}),
        (("unsafe-eval",), (YOUTUBE,), {"script-src": ("'unsafe-eval'",)}),
        (("external-video",), (), {}),
        (("external-video",), (YOUTUBE,), {"script-src": (YOUTUBE,), "frame-src": (YOUTUBE,)}),
        (("microphone", "blob-worker"), (), {"worker-src": ("blob:",)}),
        (
            ("unsafe-eval", "external-video"),
            (YOUTUBE,),
            {"script-src": ("'unsafe-eval'", YOUTUBE), "frame-src": (YOUTUBE,)},
        ),
    ],
)
def test_what_a_policy_gains(
    permissions: tuple[str, ...], hosts: tuple[str, ...], added: dict[str, tuple[str, ...]]
) -> None:
    assert policy_additions(permissions, video_hosts=hosts) == added


def test_what_a_frame_may_ask_for() -> None:
    assert frame_allows(()) == "fullscreen"
    assert frame_allows({"unsafe-eval", "microphone"}) == "fullscreen; microphone"
