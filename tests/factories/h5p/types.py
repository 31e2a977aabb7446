"""Tiny content types: together every field type, every attribute to honour, every shape of
dependency. `TYPES` maps a name to its files, `example_params` gives content that is whole."""

from collections.abc import Callable
from typing import Any

from content.h5p.memory import MemoryLibraries
from tests.factories.h5p.packages import Files, library_files

PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff"
    b"\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
SHOW = {"widget": "showWhen"}


def text(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "text", "label": name.capitalize(), **more}


def rich(name: str, *tags: str, **more: Any) -> dict[str, Any]:
    tags = tags or ("strong", "em", "a", "ul", "ol")
    return text(name, widget="html", tags=list(tags), **more)


def of(kind: str, name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "label": name.capitalize(), **more}


def group(name: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return of("group", name, fields=list(fields), **more)


def many(name: str, field: dict[str, Any], **more: Any) -> dict[str, Any]:
    return of("list", name, field=field, **more)


def options(*values: str) -> list[dict[str, str]]:
    return [{"value": value, "label": value.capitalize()} for value in values]


def script(name: str) -> str:
    """A constructor that shows its name: enough to see that it was loaded, and when."""
    space, _, word = name.partition(" ")[0].rpartition(".")
    return (
        f"var {space} = {space} || {{}};\n{space}.{word} = function (params) {{\n"
        f"  this.attach = function ($container) {{ $container.text('{word}'); }};\n}};\n"
    )


def _type(name: str, semantics: list[Any], **more: Any) -> Files:
    return library_files(name, semantics=semantics, **{"js": script(name), **more})


def note() -> Files:
    """Text: plain and rich, fonts, a table, maxLength, regexp, placeholder, enterMode."""
    font = {"size": True, "family": True, "color": True, "background": True, "spacing": True,
            "height": True}  # fmt: skip
    return _type("H5P.TinyNote 1.0", [
        text("title", maxLength=40, placeholder="A few words", importance="high",
             description="What the note is about."),
        rich("body", "strong", "em", "a", "ul", "h2", "table", "code", font=font, enterMode="p",
             importance="medium"),
        text("code", optional=True, regexp={"pattern": "^[a-z]{2}-[0-9]{1,4}$", "modifiers": "i"}),
        text("aside", widget="textarea", optional=True, importance="low"),
    ], needs=("H5P.TinyShared 1.0",))  # fmt: skip


def choice() -> Files:
    """A question: list of groups with `min`, a behaviour group, common words in three languages."""
    words = {"show": ("Show the answer", "Vis svaret", "Antwort zeigen"),
             "retry": ("Try again", "Prøv igjen", "Noch einmal")}  # fmt: skip
    semantics = [
        rich("question", "strong", "em", importance="high"),
        many("answers", group(
            "answer", rich("text", "strong", "em"), of("boolean", "correct", default=False),
            text("feedback", optional=True),
        ), min=2, max=6, defaultNum=2, entity="answer"),
        group("behaviour", of("boolean", "enableRetry", default=True, optional=True),
              of("boolean", "randomAnswers", default=False, optional=True)),
        group("words", *(text(key, default=said[0]) for key, said in words.items()), common=True),
    ]  # fmt: skip
    files = {
        code: {"semantics": [
            {"label": "?"},
            {"label": "?", "field": {"fields": [{"label": "?"}, {"label": "?"}, {"label": "?"}]}},
            {"label": "?", "fields": [{"label": "?"}, {"label": "?"}]},
            {"label": "?", "fields": [{"default": said[at]} for said in words.values()]},
        ]}
        for at, code in ((1, "nb"), (2, "de"))
    }  # fmt: skip
    return _type(
        "H5P.TinyChoice 1.2", semantics, languages=files, needs=("H5P.TinyShared 1.0",),
        css=".h5p-tiny-choice { background: url('../images/dot.png'); }",
        more_files={"images/dot.png": PICTURE},
    )  # fmt: skip


def numbers() -> Files:
    """Numbers: whole, with decimals, a step below one, hidden from authors; a time, a colour."""
    return _type("H5P.TinyNumbers 1.0", [
        of("number", "attempts", min=1, max=5, default=3),
        of("number", "opacity", min=0, max=1, step=0.1, default=1),
        of("number", "price", decimals=2, min=0, optional=True),
        of("number", "place", widget="none", optional=True),
        of("number", "from", widget="timecode", optional=True),
        text("tint", widget="colorSelector", default="#ffcc00",
             spectrum={"showInput": True, "preferredFormat": "hex"}),
    ])  # fmt: skip


def selects() -> Files:
    """Selects: plain with a default, groups of options, several at once, one that may be empty."""
    return _type("H5P.TinySelects 1.0", [
        of("select", "size", options=options("small", "large"), default="large"),
        of("select", "licence", options=[
            {"value": "none", "label": "None"},
            {"type": "optgroup", "label": "Open", "options": options("by", "by-sa")},
        ]),
        of("select", "days", options=options("mon", "tue", "wed"), multiple=True, optional=True),
        of("select", "mood", options=options("calm", "keen"), optional=True, widget="radioGroup"),
        of("boolean", "shown", default=True),
    ])  # fmt: skip


def words() -> Files:
    """A list of plain texts, with tips as a list of lists."""
    return _type("H5P.TinyWords 1.0", [
        many("lines", text("line"), min=1, entity="line"),
        many("tips", many("row", text("tip")), optional=True),
    ])  # fmt: skip


def picture() -> Files:
    """An image with a text alternative and an attribute of the type's own."""
    return _type("H5P.TinyPicture 1.1", [
        of("image", "file", extraAttributes=["focus"]),
        text("alt", label="Text alternative"),
    ])  # fmt: skip


def film() -> Files:
    """Video, here or elsewhere, with captions as a file and a poster."""
    return _type("H5P.TinyFilm 1.0", [
        of("video", "sources"),
        of("image", "poster", optional=True),
        many("captions", of("file", "track"), optional=True),
    ])  # fmt: skip


def sound() -> Files:
    """Audio, and a file to take away."""
    return _type("H5P.TinySound 1.0", [
        of("audio", "files"),
        of("file", "handout", optional=True),
    ])  # fmt: skip


def flat() -> Files:
    """Groups of one field, which leave no level of their own; one that is sub-content and does."""
    return _type("H5P.TinyFlat 1.0", [
        group("scoring", of("select", "scoring", options=options("none", "points"),
                            default="none")),
        group("tip", text("tip", optional=True), optional=True, expanded=False),
        group("outer", group("inner", text("deep", default="Deep down"))),
        many("parts", group("part", text("question"), isSubContent=True), min=1),
        many("names", group("holder", text("name")), optional=True),
    ])  # fmt: skip


def conditions() -> Files:
    """showWhen on a boolean, a select, a library, a field of another group, and both of two."""

    def when(*rules: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {**SHOW, "showWhen": {"rules": list(rules), **more}}

    hinted = {"field": "hasHint", "equals": True}
    return _type("H5P.TinyConditions 1.0", [
        of("boolean", "hasHint", default=False),
        text("hint", **when(hinted)),
        of("select", "kind", options=options("text", "number"), default="text"),
        group("limits",
              of("number", "most", **when({"field": "../kind", "equals": ["number"]})),
              of("boolean", "strict", default=False)),
        of("library", "action", options=["H5P.TinyNote 1.0", "H5P.TinyPicture 1.1"],
           optional=True),
        text("caption", **when({"field": "action", "equals": ["H5P.TinyPicture"]})),
        text("both", **when(hinted, {"field": "limits/strict", "equals": True}, type="and")),
    ])  # fmt: skip


def question_set() -> Files:
    """Sub-content in a list, `defaultNum`, textual `widgets`, a picture of its own."""
    return _type("H5P.TinySet 1.1", [
        of("image", "background", optional=True),
        many("questions", of("library", "question",
                             options=["H5P.TinyChoice 1.2", "H5P.TinyNote 1.0",
                                      "H5P.TinyWords 1.0", "H5P.TinyFlat 1.0"]),
             min=1, defaultNum=1, entity="question",
             widgets=[{"name": "VerticalTabs", "label": "Default"}]),
        of("number", "passPercentage", min=0, max=100, step=1, default=50),
    ], needs=("H5P.TinyShared 1.0",), css=".h5p-tiny-set { color: #222; }",
       dropLibraryCss=[{"machineName": "H5P.TinyShared"}])  # fmt: skip


def book() -> Files:
    """Sub-content inside sub-content: chapters are sets, films, pictures and other books."""
    return _type("H5P.TinyBook 1.0", [
        many("chapters", group(
            "chapter", text("title"),
            of("library", "content", options=[
                "H5P.TinySet 1.1", "H5P.TinyFilm 1.0", "H5P.TinyPicture 1.1",
                "H5P.TinySound 1.0", "H5P.TinyBook 1.0",
            ]),
        ), min=1),
        group("behaviour", of("boolean", "showCover", default=True),
                  of("boolean", "showTitles", default=True)),
    ], needs=("H5P.TinyShared 1.0", "FontTiny 4.5"), dynamic=("H5P.TinySet 1.1",),
       editor=("H5PEditor.TinyTabs 1.0",))  # fmt: skip


def branches() -> Files:
    """Nodes that name the next one, drawn on a canvas: a form made from semantics cannot do it."""
    return _type("H5P.TinyBranches 1.0", [
        group("branchingScenario",
              text("title"),
              many("content", group(
                  "content",
                  of("library", "type", options=["H5P.TinyNote 1.0", "H5P.TinyChoice 1.2"]),
                  of("number", "nextContentId", widget="none"),
              ), min=1),
              many("endScreens", group("endScreen", text("endScreenTitle", optional=True),
                                       of("number", "contentId", max=0, widget="none"))),
              widget="branchingScenario"),
    ], editor=("H5PEditor.TinyTabs 1.0",))  # fmt: skip


def shared() -> Files:
    """Not runnable: code and style that several types need, itself in need of a third."""
    return library_files(
        "H5P.TinyShared 1.0", runnable=False, js=script("H5P.TinyShared"), needs=("FontTiny 4.5",),
        css=".h5p-tiny-shared { margin: 0; }",
    )  # fmt: skip


def font() -> Files:
    """Not runnable: style alone, with a file it names."""
    return library_files(
        "FontTiny 4.5", runnable=False,
        css="@font-face { font-family: Tiny; src: url(../fonts/tiny.woff2); }",
        more_files={"fonts/tiny.woff2": b"wOF2"},
    )  # fmt: skip


def formulas() -> Files:
    """An addon: it joins whatever content has a formula in its text."""
    return library_files(
        "H5P.TinyMaths 1.0", runnable=False, js=script("H5P.TinyMaths"),
        addTo={"content": {"types": [{"text": {"regex": "/\\\\\\(.+\\\\\\)/"}}]}},
    )  # fmt: skip


def tabs() -> Files:
    """A widget of the editor: never needed to play."""
    return library_files(
        "H5PEditor.TinyTabs 1.0", runnable=False, js=script("H5PEditor.TinyTabs"),
        needs=("H5P.TinyShared 1.0",),
    )  # fmt: skip


TYPES: dict[str, Callable[[], Files]] = {
    "H5P.TinyNote 1.0": note,
    "H5P.TinyChoice 1.2": choice,
    "H5P.TinyNumbers 1.0": numbers,
    "H5P.TinySelects 1.0": selects,
    "H5P.TinyWords 1.0": words,
    "H5P.TinyPicture 1.1": picture,
    "H5P.TinyFilm 1.0": film,
    "H5P.TinySound 1.0": sound,
    "H5P.TinyFlat 1.0": flat,
    "H5P.TinyConditions 1.0": conditions,
    "H5P.TinySet 1.1": question_set,
    "H5P.TinyBook 1.0": book,
    "H5P.TinyBranches 1.0": branches,
    "H5P.TinyShared 1.0": shared,
    "FontTiny 4.5": font,
    "H5P.TinyMaths 1.0": formulas,
    "H5PEditor.TinyTabs 1.0": tabs,
}


def all_libraries() -> MemoryLibraries:
    """Every type of this file, in memory and in use."""
    libraries = MemoryLibraries()
    for files in TYPES.values():
        libraries.add(files())
    return libraries


def _sub_content(name: str, at: int = 1) -> dict[str, Any]:
    return {
        "library": name,
        "params": example_params(name),
        "subContentId": f"00000000-0000-4000-8000-{at:012d}",
        "metadata": {"title": f"{name.partition(' ')[0]} {at}", "license": "U"},
    }


def _image(path: str = "images/one.png") -> dict[str, Any]:
    return {"path": path, "mime": "image/png", "width": 1, "height": 1,
            "copyright": {"license": "U"}}  # fmt: skip


def example_params(name: str) -> dict[str, Any]:
    """Content that is whole and clean: nothing to mend in it, nothing left for its author to do."""
    return {
        "H5P.TinyNote 1.0": lambda: {
            "title": "A note", "body": "<p>See <strong>this</strong>.</p>", "code": "ab-12",
        },
        "H5P.TinyChoice 1.2": lambda: {
            "question": "<p>Which one?</p>",
            "answers": [{"text": "<p>This</p>", "correct": True},
                        {"text": "<p>That</p>", "correct": False}],
            "behaviour": {"enableRetry": True, "randomAnswers": False},
            "words": {"show": "Show the answer", "retry": "Try again"},
        },
        "H5P.TinyNumbers 1.0": lambda: {
            "attempts": 2, "opacity": 0.3, "price": 9.99, "place": -1, "from": 12.5,
            "tint": "#336699",
        },
        "H5P.TinySelects 1.0": lambda: {
            "size": "small", "licence": "by-sa", "days": ["mon", "wed"], "shown": False,
        },
        "H5P.TinyWords 1.0": lambda: {"lines": ["One", "Two"], "tips": [["a", "b"], ["c"]]},
        "H5P.TinyPicture 1.1": lambda: {
            "file": {**_image(), "focus": {"x": 10, "y": 20}}, "alt": "A dot",
        },
        "H5P.TinyFilm 1.0": lambda: {
            "sources": [{"path": "videos/one.mp4", "mime": "video/mp4",
                         "copyright": {"license": "CC BY", "author": "A. Maker"}},
                        {"path": "https://www.youtube.com/watch?v=abc", "mime": "video/YouTube"}],
            "poster": _image("images/poster.png"),
            "captions": [{"path": "files/one.vtt", "mime": "text/vtt"}],
        },
        "H5P.TinySound 1.0": lambda: {
            "files": [{"path": "audios/one.mp3", "mime": "audio/mpeg"}],
            "handout": {"path": "files/one.pdf", "mime": "application/pdf"},
        },
        "H5P.TinyFlat 1.0": lambda: {
            "scoring": "points", "tip": "A tip", "outer": "Here",
            "parts": [{"question": "Why?",
                       "subContentId": "00000000-0000-4000-8000-0000000000aa"}],
            "names": ["Ann", "Ben"],
        },
        "H5P.TinyConditions 1.0": lambda: {
            "hasHint": True, "hint": "Look up", "kind": "number",
            "limits": {"most": 5, "strict": True},
            "action": _sub_content("H5P.TinyPicture 1.1", 7), "caption": "A caption",
            "both": "Shown",
        },
        "H5P.TinySet 1.1": lambda: {
            "background": _image("images/background.png"),
            "questions": [_sub_content("H5P.TinyChoice 1.2", 11),
                          _sub_content("H5P.TinyNote 1.0", 12)],
            "passPercentage": 60,
        },
        "H5P.TinyBook 1.0": lambda: {
            "chapters": [{"title": "Start", "content": _sub_content("H5P.TinySet 1.1", 21)},
                         {"title": "Watch", "content": _sub_content("H5P.TinyFilm 1.0", 22)}],
            "behaviour": {"showCover": False, "showTitles": True},
        },
        "H5P.TinyBranches 1.0": lambda: {"branchingScenario": {
            "title": "A way",
            "content": [{"type": _sub_content("H5P.TinyNote 1.0", 31), "nextContentId": 1},
                        {"type": _sub_content("H5P.TinyChoice 1.2", 32), "nextContentId": -1}],
            "endScreens": [{"endScreenTitle": "The end", "contentId": -1}],
        }},
    }.get(name, dict)()  # fmt: skip


def example_files(name: str) -> Files:
    """The files that `example_params(name)` names, below content/."""
    paths = {
        "H5P.TinyPicture 1.1": ["images/one.png"],
        "H5P.TinyFilm 1.0": ["videos/one.mp4", "images/poster.png", "files/one.vtt"],
        "H5P.TinySound 1.0": ["audios/one.mp3", "files/one.pdf"],
        "H5P.TinyConditions 1.0": ["images/one.png"],
        "H5P.TinySet 1.1": ["images/background.png"],
        "H5P.TinyBook 1.0": [
            "images/background.png", "videos/one.mp4", "images/poster.png", "files/one.vtt",
        ],
    }.get(name, [])  # fmt: skip
    made = {"png": PICTURE, "vtt": b"WEBVTT\n", "pdf": b"%PDF-1.4\n", "mp3": b"ID3\x03",
            "mp4": b"\x00\x00\x00\x18ftypmp42"}  # fmt: skip
    return {path: made[path.rpartition(".")[2]] for path in paths}
