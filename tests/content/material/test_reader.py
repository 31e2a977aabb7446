import shutil
from pathlib import Path

import pytest

from content.material.reader import MaterialErrors, read_programme
from tests.factories.material import change, write, write_bundle

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

    steps = programme.modules[0].steps
    assert [step.kind for step in steps].count("lesson") == 7
    for step in steps:
        types = {block["type"] for block in step.data.get("body", [])}
        assert step.kind != "lesson" or types >= {"callout", "worked_example", "try_it"}
