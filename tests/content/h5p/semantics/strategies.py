"""Semantics, content and markup as generators and attackers make them."""

import string

from hypothesis import strategies as st

NAMES = st.sampled_from(["a", "b", "text", "image", "params", "library", "subContentId"])
TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from([
        "", "5", "0.5", "true", "small", "H5P.TinyNote 1.0", "H5P.TinyNote 1.9", "H5P.Gone 1.0",
        "images/a.png", "../../x.js", "https://a.example/b.mp4", "javascript:alert(1)", "a&amp;b",
        "<b onclick=x>bold</b>", "<p>one</p><script>two</script>", "<pre>\n\n\nx", "x<y & \"z\" '",
        "\x00", "\ud800", "&lt;b&gt;", "<table><p>", "<a><table><a>", "00000000", "-",
    ]),
)  # fmt: skip
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(), TEXTS
)  # fmt: skip
# What a semantics.json can hold: its reader has refused the rest.
READ_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-99, 99), TEXTS.filter(lambda text: text.isprintable())
)  # fmt: skip


def json_of(scalars):
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
        max_leaves=12,
    )


JSON = json_of(SCALARS)
READ_JSON = json_of(READ_SCALARS)


@st.composite
def fields(draw, depth=3):
    """A field of any type, with attributes that need not make sense together."""
    kinds = ["text", "number", "boolean", "select", "image", "video", "library"]
    kind = draw(st.sampled_from([*kinds, "list", "group", "group"] if depth else kinds))
    field = {"name": draw(NAMES), "type": kind, "label": "Label"}
    if draw(st.booleans()):
        field["optional"] = True
    if draw(st.integers(0, 3)) == 0:
        field["default"] = draw(READ_JSON)
    if kind == "text":
        field |= draw(st.fixed_dictionaries({}, optional={
            "tags": st.lists(st.sampled_from(["b", "a", "ul", "table", "script", "pre", "h1"])),
            "maxLength": st.integers(1, 9),
            "regexp": st.sampled_from([{"pattern": "^[a-z]*$"}, {"pattern": "(a+)+$"}]),
            "font": st.just({"size": True, "color": True}),
        }))  # fmt: skip
    elif kind == "number":
        sizes = st.one_of(st.integers(-9, 9), st.floats(-9, 9))
        field |= draw(st.fixed_dictionaries({}, optional={
            "min": sizes, "max": sizes, "step": st.sampled_from([0, 0.1, 0.3, 1, 1e-300, -2]),
            "decimals": st.integers(-1, 4),
        }))  # fmt: skip
    elif kind == "select":
        field["options"] = draw(st.lists(st.builds(lambda v: {"value": v}, READ_SCALARS)))
        field["multiple"] = draw(st.booleans())
    elif kind == "library":
        field["options"] = ["H5P.TinyNote 1.0", {"name": "H5P.TinySet 1.1"}]
    elif kind == "list":
        field["field"] = draw(fields(depth=depth - 1))
        field |= draw(st.fixed_dictionaries({}, optional={"max": st.integers(0, 3)}))
    elif kind == "group":
        field["fields"] = draw(st.lists(fields(depth=depth - 1), max_size=3))
        field["isSubContent"] = draw(st.booleans())
    return field


@st.composite
def values(draw, field, depth=0):
    """Mostly what the field asks for, now and then anything."""
    if depth > 5 or draw(st.integers(0, 5)) == 0:
        return draw(JSON)
    kind = field["type"]
    if kind == "group":
        inner = field["fields"]
        if len(inner) == 1 and not field["isSubContent"]:
            return draw(values(inner[0], depth + 1))
        made = {one["name"]: draw(values(one, depth + 1)) for one in inner}
        return {**made, **draw(st.dictionaries(NAMES, SCALARS, max_size=1))}
    if kind == "list":
        return [draw(values(field["field"], depth + 1)) for _ in range(draw(st.integers(0, 4)))]
    if kind == "library":
        return {"library": draw(TEXTS), "params": draw(JSON), "metadata": draw(JSON)}
    if kind == "image":
        return {"path": draw(TEXTS), "width": draw(SCALARS), "copyright": draw(JSON)}
    if kind == "video":
        return [{"path": draw(TEXTS), "mime": draw(SCALARS), "quality": draw(JSON)}]
    return draw(SCALARS)


@st.composite
def semantics_and_params(draw):
    semantics = draw(st.lists(fields(), min_size=1, max_size=4))
    return semantics, {field["name"]: draw(values(field)) for field in semantics}


_PIECES = st.one_of(
    st.sampled_from([
        "<", ">", "/", "=", "'", '"', " ", "\t", "\n", "\x00", "<a href=", "<img src=", "<p ",
        "<svg>", "<math>", "<style>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>",
        "<table>", "<td>", "<b style=", "onerror=alert(1)", "ONLOAD=x", " on\tclick=x", "onfocus",
        "javascript:", "JaVa\tScRiPt:", "java&#x09;script:", "&#106;avascript:", "vbscript:",
        "data:text/html,", "expression(", "url(", "background:", "color:red", "behavior:", "</p>",
        "<a href=javascript:alert(1)>", "<p onmouseover='x'>", "<iframe src=//x>", "<form><input ",
    ]),
    st.text(alphabet=string.printable, max_size=6),
)  # fmt: skip
HOSTILE = st.lists(_PIECES, max_size=14).map("".join)
