import pytest

from content.twine.links import links_in, pieces_in, without


@pytest.mark.parametrize(
    ("link", "text", "target"),
    [
        ("[[Home]]", "Home", "Home"),
        ("[[Go home->Home]]", "Go home", "Home"),
        ("[[Home<-Go home]]", "Go home", "Home"),
        ("[[Go home|Home]]", "Go home", "Home"),
        ("[[ Go home  ->  Home ]]", "Go home", "Home"),
        ("[[a->b->c]]", "a->b", "c"),
        ("[[a<-b<-c]]", "b<-c", "a"),
        ("[[a|b->c]]", "a|b", "c"),
        ("[[Say [quietly] no->n2]]", "Say [quietly] no", "n2"),
        ("[[->Home]]", "Home", "Home"),
        ("[[Go|Home][$x to 1]]", "Go", "Home"),
    ],
)
def test_every_way_to_write_a_link(link, text, target):
    (found,) = links_in(f"a\n b {link} c")

    assert (found.text, found.target, found.line, found.span) == (
        text, target, 1, (5, 5 + len(link)),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["[[]]", "[[a", "[[a\n]]", "[a]", "[[a->]]", "[[a]", "[ [a]]"])
def test_what_is_no_link(text):
    assert links_in(text) == []


def test_what_a_link_sets_is_told():
    assert [(one.kind, one.name) for one in pieces_in("[[Go|Home][$x to 1]]", "SugarCube")] == [
        ("variable", "$x"), ("setter", "$x to 1"),
    ]  # fmt: skip


CASES = [
    (
        "SugarCube", "<<set $a to 3>>Hi <<if $a > 2>>you<</if>>!", "Hi you!",
        ["<<set>>", "<<if>>", "<</if>>"],
    ),
    ("SugarCube", 'A <<link "x" "y">>b<</link>>', "A b", ["<<link>>", "<</link>>"]),
    ("SugarCube", "Hi $name, <b>you</b>", "Hi $name, you", ["$name", "<b>", "</b>"]),
    ("SugarCube", "a [img[x.png]] /* b */ c", "a   c", ["[img[x.png]]", "a comment"]),
    (
        "Harlowe", "(set: $a to (either: 1, 2))Hi (if: $a)[you (b)]", "Hi you (b)",
        ["$a", "$a", "(set:)", "(either:)", "(if:)"],
    ),
    ("Harlowe", "(own-macro: 1)x (see note)", "x (see note)", ["(own-macro:)"]),
    (
        "", "(note: this is prose) (set: $x to 1)", "(note: this is prose)", ["$x", "(set:)"]
    ),
    (
        "Chapbook", "a: 1\nb: 2\n--\n[if a]\nHi {name}.\n", "Hi .",
        ["a", "b", "[if a]", "{name}"],
    ),
    ("Snowman", "Hi <% s.a = 1 %>you ![b](c.png)", "Hi you", ["<% … %>", "![b](c.png)"]),
    ("", "Hi {name} <!-- x -->", "Hi {name}", ["{name}", "a comment"]),
    ("SugarCube", "(set: 1) costs $5 <3 [a] << b", "(set: 1) costs $5 <3 [a] << b", []),
    ("Harlowe", "{ a } (if: $x", "{ a } (if: $x", ["$x"]),
]  # fmt: skip


@pytest.mark.parametrize(("story_format", "text", "left", "names"), CASES)
def test_what_is_not_prose_is_named_and_cut_out(story_format, text, left, names):
    pieces = pieces_in(text, story_format)

    assert sorted(piece.name for piece in pieces) == sorted(names)
    assert without(text, [span for piece in pieces for span in piece.spans]) == left


def test_a_piece_knows_its_line():
    pieces = pieces_in("a\n(set: $x to\n1)\n\n<<b>>", "")

    assert [(piece.name, piece.line) for piece in pieces] == [
        ("$x", 1), ("(set:)", 1), ("<<b>>", 4),
    ]  # fmt: skip


def test_lines_that_held_nothing_else_go_with_what_is_cut():
    text = "<<a>>\n\nHi\n<<b>>\n\n\nyou  \n<<c>>"
    spans = [span for piece in pieces_in(text) for span in piece.spans]

    assert without(text, spans) == "Hi\n\nyou"
