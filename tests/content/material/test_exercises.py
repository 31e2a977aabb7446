import pytest

from content.material.directives import Directive
from content.material.exercises import as_items, values_of
from content.material.vocabulary import DIRECTIVES
from tests.factories.bodies import without_ids

SORT = """What to do.

### Mentor
- Review a target
  It is your job.

### Counsellor
- ! Treat a panic"""
DIAGRAM = "What it shows.\n\n- Recognise\n  You notice.\n- Refer"
DRILL = "Write it.\n\n### “I can't.”\nSam is 17.\n\n- When did it go better?\n  An exception."


def directive(name, text, **attributes):
    return Directive(name, attributes, text=text.split("\n"))


def faults(name, text, **attributes):
    return [tuple(fault) for fault in DIRECTIVES[name].faults(directive(name, text, **attributes))]


def test_a_sort_is_read_with_its_places():
    value = DIRECTIVES["sort"].read(directive("sort", SORT, key="whose", title="Whose?"))

    assert without_ids(value) == {
        "key": "whose",
        "title": "Whose?",
        "minutes": None,
        "intro": "What to do.",
        "places": [
            {
                "name": "Mentor",
                "items": [
                    {"text": "Review a target", "feedback": "It is your job.", "must": False}
                ],
            },
            {
                "name": "Counsellor",
                "items": [{"text": "Treat a panic", "feedback": "", "must": True}],
            },
        ],
    }


@pytest.mark.parametrize(
    ("name", "text", "attributes"),
    [
        ("sort", SORT, {"key": "whose", "title": "Whose?"}),
        ("drill", DRILL, {"key": "ask", "title": "Ask", "minutes": "4"}),
        ("bench", DRILL, {"key": "ask", "title": "Ask"}),
        ("diagram", DIAGRAM, {"kind": "path", "title": "Four steps"}),
    ],
)
def test_what_is_read_is_written_as_it_was(name, text, attributes):
    kind = DIRECTIVES[name]

    written = kind.write(name, kind.read(directive(name, text, **attributes)))

    assert "\n".join(written.text) == text
    assert written.attributes == attributes


def test_ids_of_items_follow_from_the_key_and_the_place():
    first, again = (
        DIRECTIVES["sort"].read(directive("sort", SORT, key="whose", title=title))
        for title in ("Whose?", "Whose job?")
    )

    assert first["places"] == again["places"]
    assert values_of(as_items(["a", "b"], "seed")) == ["a", "b"] == values_of(["a", "b"])


@pytest.mark.parametrize(
    ("name", "text", "message", "weight"),
    [
        ("sort", "### A\n- x\n\n### B\n- x", "“x” stands twice.", "unfinished"),
        ("sort", "### A\n- x", "at least 2", "unfinished"),
        ("sort", "- x\n\n### B\n- y", "stands under a line", "unfinished"),
        ("sort", "### A\n\n### B\n- y", "“A” has no item", "unfinished"),
        ("sort", "### A\n- \\\n\n### B\n- y", "has no words", "unfinished"),
        ("sort", "### A\ntext\n\n- x\n\n### B\n- y", "items only", "wrong"),
        ("sort", "### A\n- x\nlost\n\n### B\n- y", "belongs to nothing", "wrong"),
        ("drill", "### A\n- ! x", "has no meaning", "wrong"),
        ("diagram", "- a\n- b", "Say in a sentence", "unfinished"),
        ("diagram", "It.\n\n- a", "at least two items", "unfinished"),
        ("diagram", "It.\n\n### A\n- a\n- b", "A path has no “### ” lines", "style"),
        ("diagram", "It.\n\n- ! a\n- b", "no meaning in a diagram", "wrong"),
    ],
)
def test_a_fault_is_named_and_weighed(name, text, message, weight):
    found = faults(name, text, kind="path", key="k", title="T")

    assert [each for words, each in found if message in words] == [weight], found


def test_a_diagram_with_branches_has_two():
    found = faults("diagram", "It.\n\n### A\n- a\n- b", kind="branches", title="T")

    assert [words for words, _ in found] == [
        "A diagram with branches has at least two “### ” lines."
    ]


def test_a_part_without_a_branch_may_follow_one_that_has():
    parts = [{"branch": name, "label": "a", "text": ""} for name in ("A", "")]
    value = {"kind": "branches", "title": "T", "text": "It.", "parts": parts}

    written = DIRECTIVES["diagram"].write("diagram", value)

    assert without_ids(DIRECTIVES["diagram"].read(written))["parts"] == value["parts"]
