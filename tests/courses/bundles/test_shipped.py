"""The modules that come with the site: out as text, in again, and loaded again afterwards."""

import pytest

from content.guidance.services import load_guidance
from content.material.folders import ending_of, module_text, stems, step_text
from content.material.reader import read_module
from courses.catalogue.models import LessonPage, ModulePage, StepPage
from courses.catalogue.services import load_programme
from tests.content.material.test_reader import SHIPPED
from tests.factories.bundles import exported, imported, planned, repacked, replacing, texts_in
from tests.factories.courses import programme_page
from tests.factories.material import write_bundle

FOLDERS = sorted(path.parent for path in SHIPPED.glob("*/module.yaml"))


def written(folder):
    """The folder's texts as an export writes them."""
    module = read_module(folder)
    names = stems([(step.kind, step.slug) for step in module.steps])
    texts = {"module.yaml": module_text(module)}
    for name, step in zip(names, module.steps, strict=True):
        texts[f"{name}{ending_of(step.kind)}"] = step_text(step, module.sources)
    return texts, names


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_lesson_written_once_is_written_the_same_for_ever(folder, tmp_path):
    texts, names = written(folder)
    lessons = {name: text for name, text in texts.items() if name.endswith(".md")}
    steps = "".join(f"  - {name}\n" for name in names if f"{name}.md" in lessons)
    (tmp_path / "module.yaml").write_text(
        f"{texts['module.yaml']}steps:\n{steps}", encoding="utf-8"
    )
    for name, text in lessons.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    again, _ = written(tmp_path)

    assert again == {"module.yaml": texts["module.yaml"], **lessons}
    old, new = read_module(folder), read_module(tmp_path)
    bodies = [step.data["body"] for step in old.steps if step.kind == "lesson"]
    assert [step.data["body"] for step in new.steps] == bodies


@pytest.fixture
def shipped(author):
    load_guidance(folder=SHIPPED.parent / "guidance", by=author)
    load_programme(folder=SHIPPED, by=author)
    return list(ModulePage.objects.order_by("path"))


@pytest.mark.slow
@pytest.mark.django_db
def test_every_shipped_module_comes_back_byte_by_byte(shipped, author):
    elsewhere = programme_page(slug="elsewhere")
    assert len(shipped) == len(FOLDERS)
    for module in shipped:
        packed = exported(module, author)
        assert planned(packed, module, author).is_nothing, module.code
        done = imported(packed, None, author, programme=elsewhere, publish=True)
        again = exported(done.module, author)
        if module.is_safeguarding:  # nothing of it goes out by an import
            assert without_state(again) == without_state(packed)
        else:
            assert again == packed, module.code


def without_state(packed):
    return {name: text.replace("draft: true\n", "") for name, text in texts_in(packed).items()}


@pytest.mark.slow
@pytest.mark.django_db
def test_questions_keep_the_names_their_authors_gave_them(shipped, author):
    tgt = next(module for module in shipped if module.code == "TGT")
    quiz = texts_in(exported(tgt, author))["quiz.yaml"]

    assert [f"id: TGT-Q{number:02}\n" in quiz for number in (1, 12)] == [True, True]
    assert "at:" not in quiz


# Loaded again ------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    write_bundle(tmp_path)
    for name in ("quiz", "scenario-organised"):
        (tmp_path / f"tgt/{name}.yaml").unlink()
    text = (tmp_path / "tgt/module.yaml").read_text(encoding="utf-8")
    text = text.replace("[01-start, scenario-organised, quiz]", "[01-start]")
    (tmp_path / "tgt/module.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def lines_of(report):
    return [str(line) for line in report.lines]


@pytest.mark.django_db
def test_what_was_imported_counts_as_edited_here(author, folder):
    load_programme(folder=folder, by=author)
    module = ModulePage.objects.get()
    packed = exported(module, author)
    name = "01-start-where-the-learner-is.md"
    imported(
        repacked(packed, {name: replacing("minutes: 12", "minutes: 15")}),
        module,
        author,
        publish=True,
    )
    (folder / "tgt/01-start.md").write_text(
        (folder / "tgt/01-start.md").read_text(encoding="utf-8").replace("Wait a", "Wait for a"),
        encoding="utf-8",
    )

    report = load_programme(folder=folder, by=author)

    assert lines_of(report) == ["kept: edited here: Start where the learner is"]
    assert LessonPage.objects.get().minutes == 15


@pytest.mark.django_db
def test_what_was_imported_as_new_is_never_taken_out_by_a_load(author, folder):
    load_programme(folder=folder, by=author)
    module = ModulePage.objects.get()
    lesson = texts_in(exported(module, author))["01-start-where-the-learner-is.md"]
    own = lesson.replace("TGT-L1", "TGT-OWN").replace("slug: start-where", "slug: own-where")
    imported(own.encode(), module, author, name="02-own.md")
    new = LessonPage.objects.get(material_id="TGT-OWN")
    new.get_latest_revision().publish()

    report = load_programme(folder=folder, by=author)

    assert lines_of(report) == []
    assert StepPage.objects.get(pk=new.pk).live


@pytest.mark.django_db
def test_a_draft_in_the_files_waits_there(author, folder):
    path = folder / "tgt/01-start.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("minutes: 12", "minutes: 12\ndraft: true"), encoding="utf-8")

    load_programme(folder=folder, by=author)

    assert not StepPage.objects.exists()


@pytest.mark.django_db
def test_whom_a_page_is_for_comes_with_it(author, folder):
    path = folder / "tgt/01-start.md"
    text = path.read_text(encoding="utf-8")
    more = "minutes: 12\naudience: managers\nreview_on: 2027-03-01"
    path.write_text(text.replace("minutes: 12", more), encoding="utf-8")

    load_programme(folder=folder, by=author)

    page = LessonPage.objects.get()
    assert (page.audience, page.review_on.isoformat()) == ("managers", "2027-03-01")
