"""Three tiny libraries in the shape of a Branching Scenario and what lies in it."""

from tests.factories.h5p.packages import Files, library_files


def text(name: str) -> dict[str, object]:
    return {"name": name, "type": "text", "widget": "html", "tags": ["p", "br", "strong", "em"],
            "optional": True}  # fmt: skip


def number(name: str) -> dict[str, object]:
    return {"name": name, "type": "number", "optional": True}


def group(name: str, *fields: object) -> dict[str, object]:
    return {"name": name, "type": "group", "fields": [*fields]}


def several(name: str, *fields: object) -> dict[str, object]:
    return {"name": name, "type": "list", "field": group(name.removesuffix("s"), *fields)}


WORDS = text("text")
FEEDBACK = group("feedback", text("title"), text("subtitle"), number("endScreenScore"))


def branching_libraries(version: str = "1.8", *, text: str = "1.1") -> list[Files]:
    """The scenario in this version, asking for the text library in the version `text`."""
    question, words = "H5P.BranchingQuestion 1.0", f"H5P.AdvancedText {text}"
    return [
        library_files(words, runnable=False, js="// text", semantics=[WORDS]),
        library_files(question, runnable=False, js="// question", semantics=_question()),
        library_files(
            f"H5P.BranchingScenario {version}",
            js="// scenario",
            css=".scenario { color: red }",
            semantics=_scenario([question, words]),
        ),
    ]


def _question() -> list[object]:
    alternatives = several("alternatives", text("text"), number("nextContentId"), FEEDBACK)
    return [group("branchingQuestion", text("question"), alternatives)]


def _scenario(options: list[str]) -> list[object]:
    step = several(
        "content",
        {"name": "type", "type": "library", "options": options},
        number("nextContentId"),
        FEEDBACK,
    )
    ends = several("endScreens", text("endScreenTitle"), number("contentId"))
    return [group("branchingScenario", text("title"), ends, step)]
