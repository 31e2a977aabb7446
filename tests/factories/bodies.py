"""Bodies as trainers write them, and worse: every kind of block, with any text in it."""

from typing import Any

from hypothesis import strategies as st

# Pieces that mean something to one of the grammars a text passes through.
PIECES = st.sampled_from([
    "a", "Ask first.", " ", "  ", "\n", "\n\n", "\n\n\n", "\r\n", "\r", "\t", "\\", "\\\\", "#",
    "# ", "## ", "### ", "## Head #", "- ", "- ! ", "! ", "!", "* ", "1. ", ":::", ":::hook", "---",
    "\n:::\n", ":::at 0b1e57d0-0000-4000-8000-000000000001", "```", "\n```\n", "    ```", "\n---\n",
    '"', "'", ":", ": ", "{learner}", "{lerner}", "{", "}", "[", "]", "<b>", "&amp;", "|", ">", "%",
    "%s", "@", "`", "~", "*True", "~~~", "é", "ß", "\u00a0", "\u2028", "\u0085", "\u200b", "\ufeff",
    "😀", "**For your trainer:** ", "\n\n**For your trainer:** x", "**Ask ", "key=", 'title="',
    "**If this is blank, ask ", "null", "true", "2024-01-01", "0x1F", "\\n", "\\!", "\\### ",
    "\x0b", "\x1c",
])  # fmt: skip
WORDS = st.lists(PIECES, max_size=8).map("".join)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
TEXT = st.one_of(WORDS, ANY_TEXT)
LINE = TEXT  # what should be one line may hold anything too, once it has come past the editor
KEY = st.one_of(st.sampled_from(["a-key", "another", "third"]), LINE)
MINUTES = st.one_of(st.none(), st.integers(1, 240))
FILE = st.one_of(st.none(), st.sampled_from(["files/a-1.png", "files/b (2).mp4", "files/ü.pdf"]))
FLAG = st.booleans()


def value(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(parts)


def items(child: st.SearchStrategy[Any], least: int = 0, most: int = 3) -> Any:
    """As the editor stores a list: every item with an id of its own."""
    item = st.builds(
        lambda part, own: {"type": "item", "value": part, "id": str(own)},
        child,
        st.uuids(version=4),
    )
    return st.lists(item, min_size=least, max_size=most)


EXEMPLARS = items(value(text=LINE, note=LINE))
BLOCKS: dict[str, st.SearchStrategy[Any]] = {
    "heading": LINE,
    "text": TEXT,
    "markdown": TEXT,
    "callout": value(
        kind=st.sampled_from(["hook", "note", "caution", "takeaway"]), title=LINE, text=TEXT
    ),
    "worked_example": value(title=LINE, text=TEXT),
    "try_it": value(title=LINE, minutes=MINUTES, text=TEXT),
    "fact": value(key=KEY),
    "diagram": value(
        kind=st.sampled_from(["path", "ladder", "branches"]),
        title=LINE,
        text=TEXT,
        parts=items(value(branch=LINE, label=LINE, text=LINE)),
    ),
    "reflection": value(key=KEY, minutes=MINUTES, prompt=TEXT),
    "sort": value(
        key=KEY,
        title=LINE,
        minutes=MINUTES,
        intro=TEXT,
        places=items(value(name=LINE, items=items(value(text=LINE, feedback=LINE, must=FLAG)))),
    ),
    "drill": value(
        key=KEY,
        title=LINE,
        minutes=MINUTES,
        intro=TEXT,
        prompts=items(value(said=LINE, about=TEXT, exemplars=EXEMPLARS)),
    ),
    "bench": value(
        key=KEY,
        title=LINE,
        minutes=MINUTES,
        intro=TEXT,
        targets=items(value(target=LINE, about=TEXT, exemplars=EXEMPLARS)),
    ),
    "talk_time": value(key=KEY, title=LINE, minutes=MINUTES, text=TEXT),
    "activity": value(
        title=LINE,
        minutes=MINUTES,
        activity=st.one_of(st.none(), st.uuids(version=4).map(str)),
        intro=TEXT,
        completing=st.sampled_from(["optional", "opened", "completed", "scored"]),
        pass_percent=st.one_of(st.none(), st.integers(1, 100)),
    ),
    "in_your_college": value(key=KEY, title=LINE, brief=TEXT, prompt=TEXT),
    "contacts": value(title=LINE, text=TEXT),
    "momentum": value(title=LINE, text=TEXT),
    "image": value(
        image=value(image=FILE, decorative=FLAG, alt_text=LINE), caption=LINE, credit=LINE
    ),
    "media": value(title=LINE, file=FILE, minutes=MINUTES, captions=FILE, transcript=TEXT),
    "download": value(document=FILE, title=LINE, note=LINE),
}


def block(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda part, own: {"type": kind, "value": part, "id": str(own)},
        BLOCKS[kind],
        st.uuids(version=4),
    )


BODY = st.lists(
    st.one_of([block(kind) for kind in BLOCKS]), max_size=6, unique_by=lambda found: found["id"]
)


# What a text file keeps, said a second time and in another way ------------------


def lines(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def line(text: str | None) -> str:
    parts = lines(text).split("\n")
    return " ".join(part for part in parts if part).strip()


def words_or_none(text: str | None) -> str:
    """Above and between items, white space alone is no text."""
    return lines(text) if (text or "").strip() else ""


def attribute(text: Any) -> Any:
    return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text


IN_ATTRIBUTES = {"key", "kind", "title", "caption", "credit", "activity", "completing"}
AMONG_ITEMS = {"sort", "drill", "bench", "diagram"}


def kept(kind: str, content: Any) -> Any:
    """A raw value as a file keeps it, its items without their ids."""
    match kind, content:
        case "heading", _:
            return line(content)
        case (("text" | "markdown"), _):
            return words_or_none(content)
        case "image", _:
            image = content["image"]
            return {
                **{name: attribute(part) for name, part in content.items()},
                "image": {**image, "alt_text": line(image["alt_text"])},
            }
        case "download", _:
            return {**content, "title": attribute(content["title"]), "note": line(content["note"])}
    kept_text = words_or_none if kind in AMONG_ITEMS else lines
    found = {}
    for name, part in content.items():
        if isinstance(part, list):
            found[name] = [kept_item(item["value"]) for item in part]
        elif name in IN_ATTRIBUTES or not isinstance(part, str):
            found[name] = attribute(part)
        else:
            found[name] = kept_text(part)
    return found


def kept_item(content: Any) -> dict[str, Any]:
    return {
        name: [kept_item(item["value"]) for item in part]
        if isinstance(part, list)
        else words_or_none(part)
        if name == "about"
        else line(part)
        if isinstance(part, str)
        else part
        for name, part in content.items()
    }


def kept_body(body: list[dict[str, Any]]) -> list[tuple[str, Any, str]]:
    """(type, value, id) of each block that a file keeps."""
    found = [(block["type"], kept(block["type"], block["value"]), block["id"]) for block in body]
    return [item for item in found if item[1] != ""]


def without_ids(content: Any) -> Any:
    if isinstance(content, dict):
        return {name: without_ids(part) for name, part in content.items()}
    if isinstance(content, list):
        return [without_ids(item["value"] if is_item(item) else item) for item in content]
    return content


def is_item(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") == "item"
