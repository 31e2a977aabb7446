"""A package as large as real ones: many libraries with code, translations, fonts and semantics,
and content with activities inside. Every byte of it is the same in every run."""

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.factories.h5p.packages import Files, library_files, package_bytes

MAIN = "H5P.LargeSet 1.0"
PARTS = 12  # content types that may stand in the set
LANGUAGES = [
    "af", "ar", "bg", "bs", "ca", "cs", "cy", "da", "de", "el", "es", "et", "eu", "fa", "fi", "fr",
    "gl", "he", "hu", "it", "ja", "ka", "ko", "lt", "lv", "mn", "nb", "nl", "nn", "pl", "pt", "ro",
    "ru", "sk", "sl", "sr", "sv", "tr", "uk", "vi",
]  # fmt: skip
SCRIPT_CHARS, FONT_BYTES = 56_000, 24_000
WORDS = [
    "function", "return", "this", "params", "index", "element", "button", "answer", "question",
    "attach", "trigger", "resize", "length", "prototype", "behaviour", "container", "title",
    "score", "extend", "previous", "state",
]  # fmt: skip
PNG, WOFF = b"\x89PNG\r\n\x1a\n", b"wOFF"


@cache
def large_libraries(count: int = 70) -> dict[str, Files]:
    """`count` of them: the set, its parts, and what these share, in a net of dependencies."""
    shared = [f"Shared{number:02} 1.{number % 7}" for number in range(count - PARTS - 1)]
    parts = [f"H5P.Part{number:02} 1.{number + 3}" for number in range(PARTS)]
    made = {MAIN: _library(MAIN, tuple(shared[:6]), _set_of(parts), seed=0)}
    for number, name in enumerate(parts):
        needs = tuple(shared[number::PARTS][:4])
        made[name] = _library(name, needs, _fields(), seed=100 + number)
    for number, name in enumerate(shared):
        needs = tuple(dict.fromkeys(shared[number + 1 :: 9]))[:3]
        made[name] = _library(name, needs, None, seed=200 + number)
    return made


@cache
def large_package(count: int = 70, questions: int = 60) -> bytes:
    """About 3 MB with 70 libraries."""
    return package_bytes(
        MAIN, large_params(questions), libraries=large_libraries(count),
        content_files={f"images/{number}.png": _noise(PNG, number, 20_000) for number in range(10)},
    )  # fmt: skip


def large_params(questions: int = 60) -> dict[str, Any]:
    return {"intro": _html(1), "questions": [_question(number) for number in range(questions)]}


def _library(name: str, needs: tuple[str, ...], semantics: Any, *, seed: int) -> Files:
    words = {"semantics": [{"label": word} for word in WORDS]}
    return library_files(
        name, needs=needs, semantics=semantics, runnable=semantics is not None,
        js=_script(name, seed), css=_style(seed),
        languages=dict.fromkeys(LANGUAGES, words) if semantics else None,
        more_files={"fonts/icons.woff": _noise(WOFF, seed, FONT_BYTES)},
    )  # fmt: skip


def _set_of(parts: list[str]) -> list[dict[str, Any]]:
    return [
        _text("intro", widget="html", tags=["p", "strong", "em", "a", "ul"]),
        {"name": "questions", "type": "list", "label": "Questions", "entity": "question",
         "field": {"name": "question", "type": "library", "label": "Question", "options": parts}},
    ]  # fmt: skip


def _fields() -> list[dict[str, Any]]:
    option = {
        "name": "option", "type": "group", "label": "Option", "fields": [
            _text("text", widget="html", tags=["p", "strong"]),
            {"name": "correct", "type": "boolean", "label": "Correct", "default": False},
        ],
    }  # fmt: skip
    return [
        _text("question", widget="html", tags=["p", "strong", "em", "table"]),
        {"name": "image", "type": "image", "label": "Image", "optional": True},
        {"name": "options", "type": "list", "label": "Options", "field": option},
        {"name": "behaviour", "type": "group", "label": "Behaviour", "fields": [
            {"name": "points", "type": "number", "label": "Points", "min": 0, "default": 1},
            {"name": "retry", "type": "boolean", "label": "Retry", "default": True},
        ]},
        {"name": "words", "type": "group", "label": "Words", "common": True,
         "fields": [_text(word, default=word.capitalize()) for word in WORDS]},
    ]  # fmt: skip


def _text(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "text", "label": name.capitalize(), **more}


def _question(number: int) -> dict[str, Any]:
    return {
        "library": f"H5P.Part{number % PARTS:02} 1.{number % PARTS + 3}",
        "subContentId": f"00000000-0000-4000-8000-{number:012}",
        "metadata": {"title": f"Question {number}", "license": "U"},
        "params": {
            "question": _html(number),
            "image": {"path": f"images/{number % 10}.png", "mime": "image/png",
                      "width": 640, "height": 480, "copyright": {"license": "U"}},
            "options": [
                {"text": f"<p>Option <strong>{at}</strong></p>", "correct": at == 0}
                for at in range(4)
            ],
            "behaviour": {"points": 1, "retry": True},
            "words": {word: word.capitalize() for word in WORDS},
        },
    }  # fmt: skip


def _html(seed: int) -> str:
    chance = random.Random(seed)
    return "".join(
        f"<p>{' '.join(chance.choices(WORDS, k=20))} <strong>{chance.choice(WORDS)}</strong></p>"
        for _ in range(3)
    )


def _script(name: str, seed: int) -> str:
    return f"/* {name} */\n" + " ".join(_code(random.Random(seed)))


def _code(chance: random.Random) -> Iterator[str]:
    left = SCRIPT_CHARS
    while left > 0:
        piece = f"{chance.choice(WORDS)}.{chance.choice(WORDS)}({chance.randrange(10_000)});"
        left -= len(piece) + 1
        yield piece


def _style(seed: int) -> str:
    chance = random.Random(seed)
    return "@font-face{font-family:i;src:url('../fonts/icons.woff')}" + "".join(
        f".{chance.choice(WORDS)}-{number}{{margin:{number}px;background:url(../i/{number}.png)}}\n"
        for number in range(60)
    )


def _noise(start: bytes, seed: int, size: int) -> bytes:
    """As little to be deflated as a picture or a font is."""
    return start + random.Random(seed).randbytes(size)
