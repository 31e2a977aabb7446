"""What a page that plays a library must allow beyond the usual policy (h5p.md 5).

By a list of names and versions, and only where the code of the library does use it: a new version
that no longer does gets nothing. Fonts and scripts of other hosts are on no list; what would load
them falls back.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .names import LibraryName
from .shapes import Library

UNSAFE_EVAL = "unsafe-eval"
MICROPHONE = "microphone"
EXTERNAL_VIDEO = "external-video"
BLOB_WORKER = "blob-worker"

EVALUATES = rb"\beval\b|\bFunction\s{0,9}\("
LISTENS = rb"getUserMedia|SpeechRecognition|annyang"
SHOWS_FILMS = rb"(?i:youtube|vimeo|panopto|echo360)"
WORKS_APART = rb"\bWorker\b"


@dataclass(frozen=True)
class Rule:
    """Who may have a permission: from one major.minor up to another, inclusive."""

    permission: str
    machine_name: str
    used: re.Pattern[bytes]
    until: tuple[int, int] = (99_999, 99_999)

    def covers(self, name: LibraryName) -> bool:
        return name.machine_name == self.machine_name and (name.major, name.minor) <= self.until


RULES = tuple(
    Rule(permission, machine_name, re.compile(used), *until)
    for permission, used, listed in (
        (UNSAFE_EVAL, EVALUATES, [("EmbeddedJS", (1, 0)), ("TimelineJS", (1, 1))]),
        (MICROPHONE, LISTENS, [
            ("H5P.AudioRecorder",), ("H5P.SpeakTheWords",), ("H5P.SpeakTheWordsSet",),
        ]),
        (BLOB_WORKER, WORKS_APART, [("H5P.AudioRecorder",)]),
        (EXTERNAL_VIDEO, SHOWS_FILMS, [("H5P.Video",)]),
    )
    for machine_name, *until in listed
)  # fmt: skip
LISTED = frozenset(rule.machine_name for rule in RULES)


def permissions_of(library: Library, scripts: Mapping[str, bytes]) -> frozenset[str]:
    """`scripts` are all files of the library that end in .js, preloaded or not."""
    return frozenset(
        rule.permission
        for rule in RULES
        if rule.covers(library.name) and any(rule.used.search(data) for data in scripts.values())
    )


def is_listed(library: Library) -> bool:
    """Whether its code is worth a look; for all others the answer is: nothing more."""
    return library.name.machine_name in LISTED


def policy_additions(
    permissions: Iterable[str], *, video_hosts: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Sources to add to the directives of a content security policy. `video_hosts` are origins the
    site allows, such as https://www.youtube.com."""
    given, hosts = frozenset(permissions), tuple(video_hosts)
    added: dict[str, tuple[str, ...]] = {}
    if UNSAFE_EVAL in given:
        added["script-src"] = ("'unsafe-eval'",)
    if BLOB_WORKER in given:
        added["worker-src"] = ("blob:",)
    if EXTERNAL_VIDEO in given and hosts:
        added |= {"script-src": (*added.get("script-src", ()), *hosts), "frame-src": hosts}
    return added


def frame_allows(permissions: Iterable[str]) -> str:
    """The `allow` attribute of the frame."""
    return "; ".join(["fullscreen", *sorted({MICROPHONE}.intersection(permissions))])
