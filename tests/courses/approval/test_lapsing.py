"""Guidance moves on: what was approved is read again, or leaves the site."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page

from cms.people.audit.models import AuditEvent
from cms.people.college.models import CollegeSettings
from cms.people.notices.models import Notice
from content.guidance.models import Edition, Fact
from content.guidance.services import confirm_fact, save_edition, save_fact
from courses.approval.models import ContentApproval
from courses.approval.queries import board, note_for, pages_to_read_again
from courses.approval.services import approve_pages, keep_approvals_current
from courses.approval.tasks import keep_current
from courses.catalogue.models import LessonPage
from courses.catalogue.rules import NeedsApproval
from tests.factories.approval import FACT, approve_all, approved_module, kcsie, save
from tests.factories.courses import lessons_of
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(db):
    return home_page()


@pytest.fixture
def lesson(trainer, dsl):
    return lessons_of(approved_module(dsl, by=trainer, with_fact=True))[0]


def today():
    return timezone.localdate()


def after(days):
    return today() + timedelta(days=days)


def new_edition(by, *, holds_on=None, name="2026"):
    day = holds_on or today()
    edition = Edition(publication=kcsie(), name=name, date=day.isoformat())
    return save_edition(edition=edition, by=by)


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def titles(person, word):
    return [n.title for n in Notice.objects.filter(recipient=person) if word in n.title]


def confirm_all(by):
    for fact in Fact.objects.all():
        confirm_fact(fact=fact, edition=Edition.objects.get(name="2026"), by=by)


def test_an_approval_keeps_what_the_facts_were_checked_against(lesson):
    row = ContentApproval.objects.get(page=lesson.pk)

    assert [edition.words for edition in row.checked] == ["Keeping children safe in education 2025"]
    assert list(row.facts) == [FACT]


def test_a_new_edition_flags_the_page_at_once(lesson, trainer, dsl):
    new_edition(trainer)

    (row,) = board().again
    assert row.page.pk == lesson.pk
    assert [edition.name for edition in row.standing.newer] == ["2026"]
    assert row.standing.lapses_on == after(30)
    assert pages_to_read_again() == 1
    for person in (trainer, dsl):
        (notice,) = Notice.objects.filter(recipient=person, key__startswith="edition")
        assert "Respond 1" in notice.body


def test_an_edition_to_come_flags_nothing_yet(lesson, trainer):
    new_edition(trainer, holds_on=after(10))

    assert board().again == []
    (row,) = [row for row in board().approved if row.page.pk == lesson.pk]
    assert row.standing.lapses_on == after(40)


def test_the_ladder(lesson, trainer, dsl):
    new_edition(trainer)

    told = [(day, keep_approvals_current(today=after(day))) for day in (1, 16, 17, 27, 28, 29)]

    assert [count for _, count in told] == [0] * 6
    for person in (trainer, dsl):
        assert len(titles(person, "The approval of 1 page ends on")) == 2
    assert is_live(lesson)

    assert keep_approvals_current(today=after(30)) == 1
    assert keep_approvals_current(today=after(31)) == 0
    page = Page.objects.get(pk=lesson.pk)
    assert (page.live, page.expired) == (False, True)
    assert len(titles(dsl, "left the site")) == 1
    event = AuditEvent.objects.get(verb="content.lapsed")
    assert (event.actor, event.detail) == (None, {"page": lesson.pk})


def test_a_night_without_the_worker_costs_no_warning(lesson, trainer, dsl):
    new_edition(trainer)

    keep_approvals_current(today=after(20))
    keep_approvals_current(today=after(28))

    assert len(titles(dsl, "ends on")) == 2


def test_the_task_runs_by_itself(lesson, trainer):
    new_edition(trainer)

    keep_current()

    assert is_live(lesson)


def test_the_college_says_how_many_days(lesson, trainer):
    college = CollegeSettings.load()
    college.approval_lapse_days = 7
    college.save()
    new_edition(trainer)

    assert keep_approvals_current(today=after(6)) == 0
    assert keep_approvals_current(today=after(7)) == 1


def test_an_edition_entered_late_takes_nothing_down_overnight(lesson, trainer):
    new_edition(trainer, holds_on=after(-60))

    assert keep_approvals_current(today=after(1)) == 0
    assert keep_approvals_current(today=after(30)) == 1


def test_the_facts_are_confirmed_before_the_page_is_approved_again(lesson, trainer, dsl):
    new_edition(trainer)
    with pytest.raises(ValidationError, match="Confirm them"):
        approve_all(dsl)

    confirm_all(trainer)
    approve_all(dsl, "The same words hold.")

    row = ContentApproval.objects.filter(page=lesson.pk).first()
    assert (row.checked_in_words, row.note) == (
        "Keeping children safe in education 2026",
        "The same words hold.",
    )
    assert ContentApproval.objects.filter(page=lesson.pk).count() == 2
    assert board().again == []
    assert keep_approvals_current(today=after(60)) == 0
    assert is_live(lesson)


def test_a_page_that_left_comes_back_by_one_approval(lesson, trainer, dsl):
    new_edition(trainer)
    keep_approvals_current(today=after(30))
    confirm_all(dsl)
    (row,) = board(today=after(30)).again
    assert row.standing.has_lapsed

    approve_pages(versions=[row.version], by=dsl)

    page = Page.objects.get(pk=lesson.pk)
    assert (page.live, page.expired) == (True, False)


def test_what_has_lapsed_is_not_published_by_anybody(lesson, trainer, dsl):
    new_edition(trainer, holds_on=after(-60))
    Edition.objects.filter(name="2026").update(
        announced_at=timezone.localtime() - timedelta(days=45)
    )
    keep_approvals_current()
    revision = save(lesson, trainer)

    with pytest.raises(NeedsApproval):
        revision.publish()
    assert not is_live(lesson)


def test_another_version_approved_meanwhile_stays(lesson, trainer, dsl):
    new_edition(trainer)
    confirm_all(trainer)
    save(lesson, trainer, title="Read against 2026")
    LessonPage.objects.get(pk=lesson.pk).send_for_approval(by=trainer)
    approve_all(dsl)

    assert keep_approvals_current(today=after(90)) == 0
    assert is_live(lesson)


def test_a_reworded_fact_is_flagged_and_lapses_nothing(lesson, trainer):
    fact = Fact.objects.get()
    fact.text = "Promise nothing."
    save_fact(fact=fact, by=trainer)

    (row,) = board().again
    assert row.standing.reworded == (FACT,)
    assert row.standing.lapses_on is None


def test_readers_are_told_who_stands_by_it_and_of_the_new_edition(lesson, trainer):
    page = LessonPage.objects.get(pk=lesson.pk)
    before = note_for(page)
    new_edition(trainer)
    after_it = note_for(page)

    assert (before.approved_on, before.checked_against, before.newer) == (
        today(),
        "Keeping children safe in education 2025",
        (),
    )
    (sentence,) = after_it.newer
    assert sentence.startswith("A new edition of Keeping children safe in education holds since")
    assert "being read against it" in sentence


def test_a_draft_of_other_words_changes_no_readers_note(lesson, trainer):
    save(lesson, trainer, title="Better")

    assert note_for(lesson) is not None
