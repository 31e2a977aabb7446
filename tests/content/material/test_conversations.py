"""The practice programme: it says what it is, reads easily, and loads once."""

from pathlib import Path

import pytest
import yaml

from content.language.rules import reading_grade
from content.material.measuring import texts_of
from content.material.reader import OWN, read_programme
from content.material.shapes import Names
from courses.catalogue.models import ModulePage, ProgrammePage, StepPage
from courses.catalogue.services import load_programme
from tests.factories.pages import home_page

MATERIAL = Path(__file__).resolve().parents[3] / "content" / "material"
FOLDER = MATERIAL / "conversations"
TOPICS = ["ROL", "COM", "REC", "WRK", "GRP", "DEV", "LEAD"]
FILES = sorted([*FOLDER.glob("*/scenario*.yaml"), *(MATERIAL / "patterns").glob("*.yaml")])


@pytest.fixture(scope="module")
def programme():
    return read_programme(FOLDER)


def test_it_is_chosen_by_each_person_and_has_no_due_days(programme):
    assert (programme.kind, programme.slug) == ("optional", "conversations-to-practise")
    assert [module.code for module in programme.modules] == TOPICS
    assert [len(module.steps) for module in programme.modules] == [2, 2, 2, 3, 2, 2, 2]
    assert {module.due_after_days for module in programme.modules} == {None}
    assert {module.validity_months for module in programme.modules} == {None}


def test_it_promises_practice_and_no_lessons(programme):
    for module in programme.modules:
        assert {step.kind for step in module.steps} == {"scenario"}
        assert "Practice only; there are no lessons in this module." in module.summary
        assert all(line.startswith("You have practised ") for line in module.can_now)


def test_a_module_names_the_statements_that_its_scenarios_score(programme):
    for module in programme.modules:
        scored = {
            code
            for step in module.steps
            for node in step.data["nodes"].values()
            for option in node["options"]
            for code in option["score"]
        }
        assert set(module.codes) == scored, module.code
        assert len(module.codes) == len(scored), module.code


def test_what_tells_people_how_to_keep_somebody_safe_waits_for_an_approval(programme):
    """Where a scenario scores S9, its answers are advice on safeguarding."""
    about = {module.code for module in programme.modules if "S9" in module.codes}

    marked = {module.code for module in programme.modules if module.is_safeguarding}

    assert about <= marked
    assert marked - about == {"REC"}  # a worrying sentence goes to the DSL before the records


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_reads_easily(path):
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    spoken = [data[name] for name in ("summary", "situation", "warning", "way_out") if name in data]

    grade = reading_grade("\n\n".join([*spoken, *texts_of(data["nodes"]), *texts_of(data["ends"])]))

    assert grade <= 9, grade


@pytest.mark.slow
@pytest.mark.django_db
def test_loading_it_twice_changes_nothing():
    home_page()
    first = load_programme(folder=FOLDER, by=None)

    again = load_programme(folder=FOLDER, by=None)

    assert len(first.changed) == 1 + 7 + 15
    assert again.lines == []
    page = ProgrammePage.objects.get()
    modules = ModulePage.objects.child_of(page).order_by("path")
    assert [module.code for module in modules] == TOPICS
    assert [module.code for module in modules if not module.live] == ["ROL", "REC", "GRP"]


@pytest.mark.slow
@pytest.mark.django_db
def test_a_page_says_all_that_its_file_says(programme):
    home_page()
    load_programme(folder=FOLDER, by=None)

    for module in programme.modules:
        for step in module.steps:
            page = StepPage.objects.get(material_id=step.id).specific
            file = {key: value for key, value in step.data.items() if key in OWN["scenario"]}
            assert page.as_material(Names(step.id)) == file, step.id
