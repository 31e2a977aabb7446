"""A module about safeguarding from its text files: loaded as drafts, and never over an approval."""

import pytest
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Revision,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from courses.approval.models import ContentApproval
from courses.approval.queries import board, count_waiting
from courses.approval.services import set_up_workflow
from courses.catalogue.models import ModulePage, StepPage
from courses.catalogue.services import load_programme
from tests.factories.approval import approve_all, save
from tests.factories.material import change, write_bundle
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db
LESSON = "tgt/01-start.md"


@pytest.fixture
def bundle(tmp_path):
    home_page()
    folder = write_bundle(tmp_path)
    change(folder, "tgt/module.yaml", "group: core", "group: core\nsafeguarding: true")
    change(folder, "tgt/module.yaml", "scenario-organised, ", "")
    (folder / "tgt/scenario-organised.yaml").unlink()
    return folder


def load(bundle, by=None):
    return load_programme(folder=bundle, by=by)


def actions(report):
    return {str(line) for line in report.lines}


def lesson():
    return StepPage.objects.get(material_id="TGT-L1").specific


def counts():
    return (
        Revision.objects.count(),
        WorkflowState.objects.count(),
        list(Page.objects.order_by("pk").values_list("pk", "live", "latest_revision")),
    )


def test_it_is_made_as_drafts_that_wait(bundle, dsl):
    report = load(bundle)

    module = ModulePage.objects.get()
    below = Page.objects.descendant_of(module, inclusive=True)
    assert not below.filter(live=True).exists()
    assert count_waiting() == below.count() == 3
    assert "created, waits for approval: Target setting" in actions(report)
    assert "created: Mentor induction" in actions(report)
    assert [row.sent_by for row in board().waiting] == [None] * 3


def test_a_second_load_changes_nothing(bundle, dsl):
    load(bundle)
    before = counts()

    report = load(bundle)

    assert (report.changed, report.lines) == ([], [])
    assert counts() == before


def test_an_approved_module_is_live_and_a_load_changes_nothing(bundle, dsl):
    load(bundle)
    approve_all(dsl)
    before = counts()

    report = load(bundle)

    assert report.lines == []
    assert counts() == before
    assert ModulePage.objects.get().live


def test_an_update_waits_and_the_approved_version_stays(bundle, dsl):
    load(bundle)
    approve_all(dsl)
    change(bundle, LESSON, "Start where the learner is", "Start with her")

    report = load(bundle)
    again = load(bundle)

    assert "updated, waits for approval: Start with her" in actions(report)
    assert again.lines == []
    assert (lesson().title, lesson().live) == ("Start where the learner is", True)
    assert [row.page.draft_title for row in board().waiting] == ["Start with her"]
    approve_all(dsl)
    assert lesson().title == "Start with her"
    assert load(bundle).lines == []


def test_an_update_of_what_waits_waits_in_its_place(bundle, dsl):
    load(bundle)
    change(bundle, LESSON, "Start where the learner is", "Start with her")

    report = load(bundle)

    assert actions(report) == {"updated, waits for approval: Start with her"}
    assert count_waiting() == 3
    approve_all(dsl)
    assert lesson().title == "Start with her"


def test_words_that_are_approved_already_go_out_at_once(bundle, dsl):
    load(bundle)
    approve_all(dsl)
    change(bundle, LESSON, "Start where the learner is", "Start with her")
    load(bundle)
    change(bundle, LESSON, "Start with her", "Start where the learner is")

    report = load(bundle)

    assert actions(report) == {"updated: Start where the learner is"}
    assert count_waiting() == 0
    assert lesson().live


def test_what_a_trainer_changed_while_it_waited_is_kept(bundle, dsl, trainer):
    load(bundle)
    save(lesson(), trainer, title="Her words")
    change(bundle, LESSON, "Start where the learner is", "Start with her")

    report = load(bundle)

    assert actions(report) == {"kept: edited here: Her words"}
    approve_all(dsl)
    assert lesson().title == "Her words"


def test_a_step_that_leaves_the_bundle_waits_no_more_and_comes_back(bundle, dsl):
    load(bundle)
    change(bundle, "tgt/module.yaml", "[01-start, quiz]", "[01-start]")
    (bundle / "tgt/quiz.yaml").rename(bundle / "kept")

    gone = load(bundle)
    assert actions(gone) == {"unpublished: Check yourself"}
    assert count_waiting() == 2
    assert load(bundle).lines == []

    (bundle / "kept").rename(bundle / "tgt/quiz.yaml")
    change(bundle, "tgt/module.yaml", "[01-start]", "[01-start, quiz]")
    load(bundle)
    assert count_waiting() == 3
    assert load(bundle).lines == []


def test_the_mark_cannot_be_loaded_away(bundle, dsl):
    load(bundle)
    approve_all(dsl)
    change(bundle, "tgt/module.yaml", "safeguarding: true", "safeguarding: false")
    change(bundle, LESSON, "Start where the learner is", "Start with her")

    load(bundle)

    assert ModulePage.objects.get().is_safeguarding
    assert lesson().title == "Start where the learner is"
    assert [row.takes_mark_off for row in board().waiting] == [True, False]


def test_a_live_module_that_is_marked_by_the_bundle_keeps_what_is_out(bundle, dsl):
    change(bundle, "tgt/module.yaml", "safeguarding: true", "safeguarding: false")
    load(bundle)
    change(bundle, "tgt/module.yaml", "safeguarding: false", "safeguarding: true")

    load(bundle)

    assert lesson().live
    assert [row.page.title for row in board().waiting] == ["Target setting"]
    assert {row.kind for row in board().again} == {"unapproved"}
    approve_all(dsl)
    assert ModulePage.objects.get().is_safeguarding
    assert board().open == []
    assert ContentApproval.objects.count() == 3


def test_set_up_runs_again_and_mends(bundle, dsl):
    load(bundle)
    workflow = set_up_workflow()
    workflow.active = False
    workflow.save()

    again = set_up_workflow()

    assert (again.pk, again.active) == (workflow.pk, True)
    assert ModulePage.objects.get().get_workflow() == again


def test_wagtails_own_workflow_that_nobody_could_approve_is_retired(bundle, groups):
    own, _ = Workflow.objects.get_or_create(name="Moderators approval")
    task, _ = GroupApprovalTask.objects.get_or_create(name="Moderators approval")
    WorkflowTask.objects.get_or_create(workflow=own, task=task)
    WorkflowPage.objects.get_or_create(page=Page.get_first_root_node(), defaults={"workflow": own})

    set_up_workflow()

    own.refresh_from_db()
    assert not own.active
    assert not home_page().has_workflow
