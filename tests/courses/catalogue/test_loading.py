import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from wagtail.models import Page, PageLogEntry, Revision

from cms.people.audit.models import AuditEvent
from content.material.reader import MaterialErrors
from courses.catalogue.models import LessonPage, ModulePage, ProgrammePage, StepPage
from courses.catalogue.queries import outline
from courses.catalogue.services import load_programme
from tests.factories.courses import lesson_page
from tests.factories.guidance import edition, fact, publication
from tests.factories.pages import home_page


@pytest.fixture
def home(db):
    return home_page()


def load(bundle, trainer):
    return load_programme(folder=bundle.folder, by=trainer)


def titles(module):
    return [page.title for page in StepPage.objects.child_of(module).live().order_by("path")]


def ours():
    """The revisions of what was loaded, without the home page's own."""
    return Revision.page_revisions.filter(
        object_str__in=["Mentor induction", "Start here", "Words"]
    )


def edit(page, by, **fields):
    """As in the admin: a change of the draft, published."""
    draft = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=by).publish(user=by, skip_permission_checks=True)


def test_a_folder_becomes_published_pages(home, bundle, trainer):
    report = load(bundle, trainer)

    programme, module = ProgrammePage.objects.get(), ModulePage.objects.get()
    assert programme.get_parent().pk == home.pk
    assert (module.code, module.outcomes, module.validity_months) == (
        "TGT",
        ["Find the priority."],
        24,
    )
    assert [source.value["title"] for source in module.sources] == ["RARPA"]
    assert titles(module) == ["Start here", "Words"]
    assert module.minutes == 24
    assert all(page.live for page in Page.objects.type(StepPage))
    assert [str(line) for line in report.lines][:2] == [
        "created: Mentor induction",
        "created: Target setting",
    ]


def test_history_names_who_loaded_it(home, bundle, trainer):
    load(bundle, trainer)

    assert set(ours().values_list("user", flat=True)) == {trainer.pk}
    pages = Page.objects.exact_type(ProgrammePage, ModulePage, LessonPage)
    published = PageLogEntry.objects.filter(action="wagtail.publish", page__in=pages)
    assert set(published.values_list("user", flat=True)) == {trainer.pk}
    assert AuditEvent.objects.get(verb="programme.loaded").actor == trainer


def test_a_second_load_changes_nothing_and_says_so(home, bundle, trainer):
    load(bundle, trainer)
    before = (
        Revision.objects.count(),
        list(Page.objects.values_list("pk", "path", "latest_revision")),
    )

    report = load(bundle, trainer)

    assert report.changed == []
    assert report.summary == "Nothing to change."
    after = (
        Revision.objects.count(),
        list(Page.objects.values_list("pk", "path", "latest_revision")),
    )
    assert after == before
    assert AuditEvent.objects.filter(verb="programme.loaded").count() == 1


def test_a_changed_file_changes_its_page_alone_and_keeps_its_id(home, bundle, trainer):
    load(bundle, trainer)
    lesson = LessonPage.objects.get(material_id="TGT-L1")
    bundle.lesson(1, "01-start", "Start where she is")

    report = load(bundle, trainer)

    assert [str(line) for line in report.lines] == ["updated: Start where she is"]
    assert LessonPage.objects.get(material_id="TGT-L1").pk == lesson.pk


def test_blocks_keep_their_ids_when_another_part_changes(home, bundle, trainer):
    load(bundle, trainer)
    before = [block.id for block in LessonPage.objects.get(material_id="TGT-L1").body]
    bundle.lesson(1, "01-start", "Start here", text="Another hook.")

    load(bundle, trainer)

    assert [block.id for block in LessonPage.objects.get(material_id="TGT-L1").body] == before


def test_a_page_a_trainer_changed_keeps_her_words(home, bundle, trainer):
    load(bundle, trainer)
    edit(LessonPage.objects.get(material_id="TGT-L1"), trainer, title="Her own title")
    bundle.lesson(1, "01-start", "The bundle's new title")

    report = load(bundle, trainer)

    assert LessonPage.objects.get(material_id="TGT-L1").title == "Her own title"
    assert [str(line) for line in report.lines] == ["kept: edited here: Her own title"]
    assert report.summary == "Nothing to change. 1 kept as edited here."


def test_an_unpublished_draft_counts_as_changed_here(home, bundle, trainer):
    load(bundle, trainer)
    page = LessonPage.objects.get(material_id="TGT-L1")
    draft = page.get_latest_revision_as_object()
    draft.title = "A draft of hers"
    draft.save_revision(user=trainer)
    bundle.lesson(1, "01-start", "The bundle's new title")

    report = load(bundle, trainer)

    assert [line.action for line in report.lines] == ["kept: edited here"]
    page.refresh_from_db()
    assert (page.title, page.get_latest_revision_as_object().title) == (
        "Start here",
        "A draft of hers",
    )


def test_a_save_without_a_change_is_no_edit(home, bundle, trainer):
    load(bundle, trainer)
    edit(LessonPage.objects.get(material_id="TGT-L1"), trainer)
    bundle.lesson(1, "01-start", "The bundle's new title")

    report = load(bundle, trainer)

    assert [line.action for line in report.lines] == ["updated"]


def test_steps_follow_the_bundles_order(home, bundle, trainer):
    load(bundle, trainer)
    bundle.steps("02-words", "01-start")

    report = load(bundle, trainer)

    module = ModulePage.objects.get()
    assert titles(module) == ["Words", "Start here"]
    assert [step.title for step in outline(module.pk).steps] == ["Words", "Start here"]
    assert report.changed
    assert load(bundle, trainer).changed == []


def test_a_trainers_own_step_stays_where_it_stood(home, bundle, trainer):
    load(bundle, trainer)
    module = ModulePage.objects.get()
    lesson_page(module, title="Her own step", slug="her-own")
    bundle.steps("02-words", "01-start")

    load(bundle, trainer)

    assert titles(module) == ["Words", "Her own step", "Start here"]


def test_a_step_that_left_the_bundle_is_unpublished_and_comes_back(home, bundle, trainer):
    load(bundle, trainer)
    lesson = LessonPage.objects.get(material_id="TGT-L2")
    bundle.steps("01-start")

    gone = load(bundle, trainer)
    lesson.refresh_from_db()
    was_live = lesson.live
    nothing = load(bundle, trainer)
    bundle.lesson(2, "02-words", "Words")
    bundle.steps("01-start", "02-words")
    back = load(bundle, trainer)

    assert "unpublished: Words" in [str(line) for line in gone.lines]
    assert (was_live, nothing.changed) == (False, [])
    assert "updated: Words" in [str(line) for line in back.lines]
    lesson.refresh_from_db()
    assert lesson.live


def test_a_step_a_trainer_unpublished_stays_so(home, bundle, trainer):
    load(bundle, trainer)
    LessonPage.objects.get(material_id="TGT-L2").unpublish()
    bundle.lesson(2, "02-words", "New words")

    report = load(bundle, trainer)

    assert [str(line) for line in report.lines] == ["kept: unpublished here: Words"]
    assert not LessonPage.objects.get(material_id="TGT-L2").live


def test_a_step_a_trainer_published_again_stays_so(home, bundle, trainer):
    load(bundle, trainer)
    bundle.steps("01-start")
    load(bundle, trainer)
    edit(LessonPage.objects.get(material_id="TGT-L2"), trainer)

    report = load(bundle, trainer)

    assert [str(line) for line in report.lines] == ["kept: published here: Words"]
    assert LessonPage.objects.get(material_id="TGT-L2").live


def test_a_broken_file_changes_nothing_and_is_named_with_its_line(home, bundle, trainer):
    load(bundle, trainer)
    bundle.lesson(1, "01-start", "A new title")
    path = bundle.lesson(2, "02-words", "Words", text="The {nonsense} word.")

    with pytest.raises(MaterialErrors) as problem:
        load(bundle, trainer)

    assert [(error.path.name, error.line > 8) for error in problem.value.errors] == [
        (path.name, True)
    ]
    assert LessonPage.objects.get(material_id="TGT-L1").title == "Start here"


def fact_after(text, key):
    return f'{text}\n:::\n\n:::fact key="{key}"'


def test_a_lesson_with_a_fact_that_nobody_has_is_refused_with_its_line(home, bundle, trainer):
    fact(edition(publication()), key="rarpa-stages")
    bundle.lesson(1, "01-start", "Start here", text=fact_after("Wait.", "rarpa-stages"))
    path = bundle.lesson(2, "02-words", "Words", text=fact_after("Wait.", "rarpa-stage"))

    with pytest.raises(MaterialErrors) as problem:
        load(bundle, trainer)

    (error,) = problem.value.errors
    assert (error.path, error.line) == (path, 14)
    assert error.message == "There is no fact “rarpa-stage”. Did you mean rarpa-stages?"
    assert not LessonPage.objects.exists()


def test_a_lesson_with_facts_that_are_known_is_loaded(home, bundle, trainer):
    fact(edition(publication()), key="rarpa-stages")
    bundle.lesson(1, "01-start", "Start", text=fact_after("Wait.", "rarpa-stages"))

    load(bundle, trainer)

    lesson = LessonPage.objects.get(material_id="TGT-L1")
    assert [block.block_type for block in lesson.body][:2] == ["callout", "fact"]


def test_what_only_the_page_can_refuse_rolls_everything_back(home, bundle, trainer):
    load(bundle, trainer)
    lesson_page(ModulePage.objects.get(), title="Hers", slug="taken")
    bundle.lesson(1, "01-start", "A new title")
    path = bundle.lesson(2, "02-words", "Words")
    path.write_text(
        path.read_text(encoding="utf-8").replace("slug: lesson-2", "slug: taken"), encoding="utf-8"
    )

    with pytest.raises(MaterialErrors) as problem:
        load(bundle, trainer)

    (error,) = problem.value.errors
    assert (error.path.name, error.line) == ("02-words.md", 4)
    assert LessonPage.objects.get(material_id="TGT-L1").title == "Start here"
    assert outline(ModulePage.objects.get().pk).steps[0].title == "Start here"


def test_an_id_cannot_change_its_kind(home, bundle, trainer):
    load(bundle, trainer)
    StepPage.objects.filter(material_id="TGT-L1").update(material_id="")
    other = StepPage(title="x", slug="x", material_id="TGT-L1")
    ModulePage.objects.get().add_child(instance=other)

    with pytest.raises(MaterialErrors, match="another id"):
        load(bundle, trainer)


def test_without_a_home_page_it_says_what_to_do(db, bundle, trainer):
    with pytest.raises(ValidationError, match="home page first"):
        load(bundle, trainer)


def test_a_mentor_may_not_load(home, bundle, mentor):
    with pytest.raises(PermissionDenied):
        load(bundle, mentor)
    assert not ProgrammePage.objects.exists()


def test_load_programme_command_reports_and_names_the_person(home, bundle, trainer, capsys):
    call_command("load_programme", str(bundle.folder), by=trainer.email)
    call_command("load_programme", str(bundle.folder))

    out = capsys.readouterr().out
    assert "created: Start here" in out
    assert out.rstrip().endswith("Nothing to change.")
    assert ours().first().user == trainer


def test_load_programme_command_fails_on_a_broken_file(home, bundle, capsys):
    path = bundle.write("tgt/module.yaml", "code: [")

    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("load_programme", str(bundle.folder))

    assert f"{path}:" in capsys.readouterr().err
    assert not ProgrammePage.objects.exists()


def test_load_programme_command_refuses_an_unknown_address(home, bundle):
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("load_programme", str(bundle.folder), by="nobody@x.test")
