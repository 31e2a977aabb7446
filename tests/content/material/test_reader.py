import shutil
from pathlib import Path

import pytest

from content.material.reader import MaterialErrors, read_bundle, read_programme, read_step
from tests.factories.material import change, write, write_bundle

AT = "0b1e57d0-0000-4000-8000-000000000001"
SHIPPED = Path(__file__).resolve().parents[3] / "content" / "material" / "induction"


@pytest.fixture
def bundle(tmp_path):
    return write_bundle(tmp_path / "induction")


def errors_of(folder):
    with pytest.raises(MaterialErrors) as caught:
        read_programme(folder)
    return [(error.path.name, error.line, error.message) for error in caught.value.errors]


def test_read_programme_reads_every_value(bundle):
    programme = read_programme(bundle)

    module = programme.modules[0]
    assert (programme.id, programme.slug, programme.kind) == (
        "induction", "mentor-induction", "induction",
    )  # fmt: skip
    assert (module.code, module.validity_months, module.due_after_days) == ("TGT", 24, 28)
    assert module.sources == [{"id": "rarpa", "title": "RARPA policy", "date": "2022-12-19"}]
    assert [(step.kind, step.id, step.minutes, step.required) for step in module.steps] == [
        ("lesson", "TGT-L1", 12, True),
        ("scenario", "TGT-S1", 8, False),
        ("quiz", "TGT-Q", 10, True),
    ]


def test_read_programme_lesson_has_its_body_and_its_sources(bundle):
    lesson = read_programme(bundle).modules[0].steps[0]

    assert [block["type"] for block in lesson.data["body"]] == [
        "callout", "heading", "markdown", "worked_example", "reflection", "in_your_college",
        "callout",
    ]  # fmt: skip
    assert lesson.data["source_blocks"][0]["value"]["title"] == "RARPA policy"


def test_read_programme_line_of_leads_to_a_value(bundle):
    quiz = read_programme(bundle).modules[0].steps[2]

    lines = quiz.path.read_text().splitlines()
    assert "stem: Targets are copied." in lines[quiz.line_of("questions", 1, "stem") - 1]
    assert "*False" in lines[quiz.line_of("questions", 1, "options", 1) - 1]
    assert quiz.line_of("questions", 9) == quiz.line_of("questions")
    assert quiz.line_of("nothing") == 1


def test_read_programme_lesson_line_of_counts_from_the_top_of_the_file(bundle):
    lesson = read_programme(bundle).modules[0].steps[0]

    assert lesson.path.read_text().splitlines()[lesson.line_of("minutes") - 1] == "minutes: 12"


MISTAKES = [
    ("programme.yaml", "slug: mentor-induction", "slug: Mentor Induction", "small letters"),
    ("programme.yaml", "modules: [tgt]", "modules: [tgt, coq]", "no file coq/module.yaml"),
    ("programme.yaml", "kind: induction", "kind:", "“kind” is missing"),
    ("tgt/module.yaml", "codes: [S1]", "codes: [1]", "put 1 in quotes"),
    ("tgt/module.yaml", "codes: [S1]", "codes: S1", "“codes” is a list"),
    ("tgt/module.yaml", "validity_months: 24", "validity_months: -1", "whole number above 0"),
    ("tgt/module.yaml", "title: Target setting", "title: 2024", "put 2024 in quotes"),
    ("tgt/module.yaml", "title: Target", "title: [Target", "not valid YAML"),
    ("tgt/module.yaml", "group: core", "group: core\ngroup: core", "“group” stands twice"),
    ("tgt/module.yaml", "steps: [01-start,", "steps: [01-begin, 01-start,", "no file 01-begin.md"),
    ("tgt/module.yaml", "steps: [01-start,", "steps: [01-start, 01-start,", "listed twice"),
    ("tgt/01-start.md", "minutes: 12", "minutes: many", "whole number above 0"),
    ("tgt/01-start.md", "minutes: 12", "minutes: true", "whole number above 0"),
    ("tgt/01-start.md", "sources: [rarpa]", "sources: [rapra]", "no source “rapra”"),
    ("tgt/01-start.md", "summary: Read the starting point.", "summary:", "“summary” is missing"),
    ("tgt/01-start.md", "Most {learners}", "Most {lerners}", "Unknown word {lerners}"),
    ("tgt/01-start.md", "Most {learners}", "Most {line manager}", "Unknown word {line manager}"),
    ("tgt/quiz.yaml", "Targets are copied.", "A {lerner} copies.", "Unknown word {lerner}"),
    ("tgt/quiz.yaml", "id: q2", "id: q1", "“q1” is already used in line 8"),
    ("tgt/quiz.yaml", "id: TGT-Q", "id: TGT-L1", "“TGT-L1” is already used in tgt/01-start.md"),
    ("tgt/quiz.yaml", "slug: quiz", "slug: be-more-organised", "already used in tgt/scenario"),
    ("tgt/scenario-organised.yaml", "required: false", "required: 'no'", "true or false"),
    ("tgt/scenario-organised.yaml", "situation: Connor brings a note.", "", "“situation” is"),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), MISTAKES)
def test_read_programme_names_file_line_and_mistake(bundle, name, old, new, message):
    line = change(bundle, name, old, new)

    errors = errors_of(bundle)

    assert any(
        found == Path(name).name and message in words and at in (1, line, line + 1)
        for found, at, words in errors
    ), errors


def test_read_programme_reports_everything_at_once(bundle):
    change(bundle, "programme.yaml", "title: Mentor induction", "")
    change(bundle, "tgt/01-start.md", "minutes: 12", "minutes: 0")
    change(bundle, "tgt/01-start.md", ":::hook", ":::hok")
    change(bundle, "tgt/quiz.yaml", "codes: [S1]", "codes: []")

    files = [name for name, _line, _message in errors_of(bundle)]

    assert set(files) == {"programme.yaml", "01-start.md", "quiz.yaml"}
    assert files.count("01-start.md") >= 2


def test_read_programme_reports_files_nobody_lists(bundle):
    write(bundle, "tgt/02-forgotten.md", "---\n")

    assert errors_of(bundle) == [
        ("02-forgotten.md", 1, "This file is not listed under “steps” in module.yaml.")
    ]


def test_read_programme_reports_a_step_of_no_kind(bundle):
    write(bundle, "tgt/poll.yaml", "id: x\n")
    change(bundle, "tgt/module.yaml", "quiz]", "quiz, poll]")

    assert errors_of(bundle)[0][2] == "A step's YAML file is named quiz… or scenario…."


def test_read_programme_reports_two_files_for_one_step(bundle):
    write(bundle, "tgt/quiz.md", "---\n---\n")

    assert "There are both quiz.md and quiz.yaml; keep one." in [e[2] for e in errors_of(bundle)]


def test_read_programme_reports_files_that_are_not_text(bundle):
    (bundle / "tgt" / "quiz.yaml").write_bytes(b"id: \xff\xfe")

    assert errors_of(bundle) == [("quiz.yaml", 1, "This file is not UTF-8 text; save it as UTF-8.")]


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b", "\x00"])
def test_read_programme_reports_yaml_that_is_no_mapping(bundle, text):
    write(bundle, "tgt/quiz.yaml", text)

    assert [name for name, _line, _message in errors_of(bundle)] == ["quiz.yaml"]


def test_read_programme_without_a_folder_says_so(tmp_path):
    assert errors_of(tmp_path / "nowhere") == [("programme.yaml", 1, "This file is missing.")]


def test_material_errors_read_as_a_list_of_places(bundle):
    change(bundle, "tgt/01-start.md", "minutes: 12", "minutes: 0")

    with pytest.raises(MaterialErrors, match=r"01-start\.md:5: “minutes” is a whole number"):
        read_programme(bundle)


def test_read_programme_takes_the_colleges_own_words(bundle):
    change(bundle, "tgt/01-start.md", "Most {learners}", "Most {apprentices} and {learners}")
    words = frozenset({"apprentices", "learners", "line_manager"})

    assert read_programme(bundle, tokens=words).id == "induction"


def test_read_programme_twice_gives_the_same(bundle, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(bundle, copy)

    first, second = read_programme(bundle), read_programme(copy)

    assert [s.data for m in first.modules for s in m.steps] == [
        s.data for m in second.modules for s in m.steps
    ]


def test_the_shipped_material_is_in_order():
    programme = read_programme(SHIPPED)

    steps = next(module.steps for module in programme.modules if module.code == "TGT")
    assert [step.kind for step in steps].count("lesson") == 7
    for step in steps:
        types = {block["type"] for block in step.data.get("body", [])}
        assert step.kind != "lesson" or types >= {"callout", "worked_example", "try_it"}


# As an editor here may have written it -----------------------------------------


MODULE = "tgt/module.yaml"


def bundle_errors(folder):
    """Of all that is said, what is wrong."""
    try:
        errors = read_bundle(folder)[1]
    except MaterialErrors as problem:
        errors = problem.errors
    return [(error.path.name, error.message) for error in errors if error.weight == "wrong"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (MODULE, "outcomes: [Find the priority.]\n", ""),
        (MODULE, "codes: [S1]\n", ""),
        (MODULE, "validity_months: 24", "validity_months: 0"),
        (MODULE, "  - id: rarpa\n    title", "  - id: rarpa\n    url: https://x.test/\n    title"),
        ("tgt/01-start.md", "minutes: 12\n", ""),
        ("tgt/01-start.md", "summary: Read the starting point.\n", ""),
        ("tgt/01-start.md", "slug: start-where-the-learner-is", "slug: Start_é"),
        ("tgt/01-start.md", "Most {learners}", "Most {lerners}"),
        ("tgt/01-start.md", ":::hook", ':::hook title="A title"'),
        ("tgt/01-start.md", "sources: [rarpa]", "sources: [{title: Mine}]"),
        (
            "tgt/01-start.md",
            "minutes: 12",
            "minutes: 12\naudience: managers\nreview_on: 2027-01-01",
        ),
    ],
)
def test_what_the_editor_takes_a_bundle_may_say(bundle, name, old, new):
    change(bundle, name, old, new)

    module, complaints = read_bundle(bundle / "tgt")

    assert len(module.steps) == 3
    assert {error.weight for error in complaints} <= {"style", "optional"}


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (MODULE, "group: core", "group: core\ngroups: core", "“groups” is not known here"),
        (MODULE, "steps: [01-start", "steps: [../01-start", "is not the name of a file"),
        (MODULE, "steps: [01-start", "steps: [/etc/01-start", "is not the name of a file"),
        (MODULE, "code: TGT", "code: &c TGT\nslug: *c", "not valid YAML"),
        (MODULE, "validity_months: 24", f"validity_months: {'9' * 5000}", "not valid YAML"),
        (MODULE, "codes: [S1]", f"codes: {'[' * 2000}", "without an end"),
        (MODULE, "title: Target setting", 'title: "T\\0"', "none of a text"),
        (MODULE, "title: Target setting", 'title: "T\\ud800"', "none of a text"),
        ("tgt/01-start.md", "Wait a minute.", "Wait\0", "none of a text"),
        ("tgt/01-start.md", "minutes: 12", "minutes: 12\nreview_on: soon", "is a day, such as"),
        ("tgt/01-start.md", "minutes: 12", "minutes: 12\nbody: x", "“body” is not known here"),
        ("tgt/01-start.md", "## What you know", "```\n## What you know", "is never closed"),
        ("tgt/01-start.md", "## What you know", f":::at {AT}\n\n:::at {AT}", "Nothing follows"),
        ("tgt/quiz.yaml", "id: q1", "id: q1\n    at: x", "is the mark of a part"),
        ("tgt/quiz.yaml", "id: q1", "id: q1\n    fbb: x", "“fbb” is not known here"),
        ("tgt/quiz.yaml", '["*True", "False"]', "[1, 2]", "An option is text"),
        ("tgt/quiz.yaml", '["*True", "False"]', "[{text: x, wrong: y}]", "“wrong” is not known"),
        ("tgt/quiz.yaml", '["*True", "False"]', "yes", "“options” is a list"),
    ],
)
def test_what_nobody_can_use_is_wrong_in_a_bundle_too(bundle, name, old, new, message):
    change(bundle, name, old, new)

    found = bundle_errors(bundle / "tgt")

    assert any(at == Path(name).name and message in words for at, words in found), found


def test_a_copied_mark_is_wrong(bundle):
    change(bundle, "tgt/01-start.md", ":::example", f":::at {AT}\n:::example")
    change(bundle, "tgt/01-start.md", ":::reflect", f":::at {AT}\n:::reflect")

    assert "take it away from the copy" in bundle_errors(bundle / "tgt")[0][1]


def test_a_draft_may_be_unfinished_and_nothing_else_may(bundle):
    change(bundle, "tgt/01-start.md", "What did the file miss?\n", "")
    _, complaints = read_bundle(bundle / "tgt")
    assert [error.weight for error in complaints] == ["unfinished"]
    assert len(errors_of(bundle)) == 1

    change(bundle, "tgt/01-start.md", "minutes: 12", "minutes: 12\ndraft: true")

    module, complaints = read_bundle(bundle / "tgt")
    assert (module.steps[0].is_draft, complaints) == (True, [])


def test_one_step_is_read_with_the_sources_of_its_module(bundle):
    sources = [{"id": "rarpa", "title": "RARPA"}]

    step, complaints = read_step(bundle / "tgt/01-start.md", sources)

    assert (step.id, complaints) == ("TGT-L1", [])
    assert step.data["source_blocks"][0]["value"]["title"] == "RARPA"
