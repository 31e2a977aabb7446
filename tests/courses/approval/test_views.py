"""The safeguarding leads' screen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from content.guidance.models import Edition, Fact
from content.guidance.services import save_edition
from courses.approval.models import ContentApproval
from courses.approval.queries import board, count_waiting
from courses.approval.services import return_page
from courses.catalogue.models import LessonPage, ModulePage
from tests.courses.approval.conftest import text_of
from tests.factories.approval import (
    approved_module,
    kcsie,
    pages_of,
    safeguarding_module,
    save,
)
from tests.factories.courses import lesson_page, lessons_of, module_page

pytestmark = pytest.mark.django_db
INDEX = "approvals:index"
READS = ["dsl", "trainer", "quality_lead", "admin"]


@pytest.fixture
def module(admin_of, trainer):
    return safeguarding_module(by=trainer, lessons=2)


def tokens():
    return [row.version.token for row in board().open]


def new_edition(by):
    day = timezone.localdate().isoformat()
    save_edition(edition=Edition(publication=kcsie(), name="2026", date=day), by=by)


def test_a_lead_reads_ticks_and_approves_all_of_it_in_one_sitting(module, dsl, admin_of):
    client = admin_of(dsl)

    listed = text_of(client.get(reverse(INDEX)))
    asked = client.get(reverse("approvals:approve"), {"version": tokens()})
    done = client.post(
        reverse("approvals:approve"), {"version": tokens(), "comment": "Read."}, follow=True
    )

    assert "Waiting for you (3)" in listed
    assert "Approve and publish 3 pages" in text_of(asked)
    assert "You have approved 3 pages" in text_of(done)
    assert ModulePage.objects.get().live
    assert set(ContentApproval.objects.values_list("note", flat=True)) == {"Read."}


def test_the_menu_says_how_many_wait(module, dsl, admin_of):
    words = text_of(admin_of(dsl).get(reverse("wagtailadmin_home")))

    assert "Approvals (3)" in words
    assert "3 pages about safeguarding wait for you" in words


def test_authors_read_on_their_first_screen_that_it_waits(module, trainer, admin_of):
    words = text_of(admin_of(trainer).get(reverse("wagtailadmin_home")))

    assert "3 pages about safeguarding wait for a safeguarding lead" in words


@pytest.mark.parametrize("who", READS)
def test_who_sees_the_list(request, module, who, admin_of):
    answer = admin_of(request.getfixturevalue(who)).get(reverse(INDEX))

    assert answer.status_code == 200
    assert ("Approve the ticked" in text_of(answer)) == (who == "dsl")
    assert ("Take back" in text_of(answer)) == (who == "trainer")


@pytest.mark.parametrize("who", ["mentor", "manager", "hr", "dpo", "superuser"])
def test_who_does_not(request, module, who, admin_of):
    client = admin_of(request.getfixturevalue(who))

    assert client.get(reverse(INDEX)).status_code == 302


@pytest.mark.parametrize("who", ["trainer", "quality_lead", "admin", "superuser", "mentor"])
def test_nobody_but_a_lead_decides(request, module, who, admin_of):
    client = admin_of(request.getfixturevalue(who))
    lesson = lessons_of(module)[0]

    for name, args, data in [
        ("approve", [], {"version": tokens()}),
        ("return", [lesson.pk], {"comment": "No."}),
    ]:
        address = reverse(f"approvals:{name}", args=args)
        assert client.get(address, data).status_code == 302
        assert client.post(address, data).status_code == 302

    assert count_waiting() == 3
    assert not ContentApproval.objects.exists()


def test_a_version_is_read_as_readers_would_see_it(module, dsl, quality_lead, admin, admin_of):
    lesson = lessons_of(module)[0]
    address = reverse("approvals:version", args=[lesson.latest_revision_id])

    for person in (dsl, quality_lead):
        answer = admin_of(person).get(address)
        assert answer.status_code == 200
        assert "Start where the learner is." in text_of(answer)
    assert admin_of(admin).get(address).status_code == 302


def test_versions_of_other_pages_are_not_to_be_had_here(dsl, admin_of):
    client = admin_of(dsl)
    other = lesson_page(module_page(code="TGT"))

    address = reverse("approvals:version", args=[other.latest_revision_id])
    assert client.get(address).status_code == 404
    assert client.get(reverse("approvals:return", args=[other.pk])).status_code == 404


def test_what_changed_since_the_list_was_opened_is_said(module, dsl, trainer, admin_of):
    client = admin_of(dsl)
    asked = tokens()
    save(lessons_of(module)[0], trainer, title="Changed meanwhile")

    answer = client.get(reverse("approvals:approve"), {"version": asked})
    client.post(reverse("approvals:approve"), {"version": asked, "comment": ""})

    assert "1 page changed since you opened the list" in text_of(answer)
    assert "Approve and publish 2 pages" in text_of(answer)
    assert not ContentApproval.objects.exists()


def test_nothing_ticked_says_what_to_do(module, dsl, admin_of):
    answer = admin_of(dsl).get(reverse("approvals:approve"), follow=True)

    assert "Tick the pages you have read" in text_of(answer)


def test_one_page_is_returned_with_a_comment(module, dsl, admin_of):
    lesson = lessons_of(module)[0]
    client = admin_of(dsl)
    address = reverse("approvals:return", args=[lesson.pk])

    empty = client.post(address, {"comment": " "})
    done = client.post(address, {"comment": "Name the night number."}, follow=True)

    assert "Say what should change" in text_of(empty)
    assert "With their authors (1)" in text_of(done)
    assert "Name the night number." in text_of(done)


def test_a_trainer_takes_a_page_back_and_edits_it(module, trainer, admin_of):
    lesson = lessons_of(module)[0]
    client = admin_of(trainer)
    address = reverse("approvals:take_back", args=[lesson.pk])

    asked = client.get(address)
    done = client.post(address)

    assert "waits for a safeguarding lead" in text_of(asked)
    assert done.url == reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert count_waiting() == 2


def test_a_lead_who_wrote_it_cannot_tick_it(module, dsl, admin_of):
    save(lessons_of(module)[0], dsl, title="A lead's own words")

    words = text_of(admin_of(dsl).get(reverse(INDEX)))

    assert "You have written in this version yourself" in words
    assert words.count('name="version"') == 2


def test_what_is_to_be_read_again_says_why_and_until_when(dsl, trainer, admin_of):
    module = approved_module(dsl, by=trainer, with_fact=True)
    client = admin_of(dsl)
    new_edition(trainer)

    words = text_of(client.get(reverse(INDEX)))

    assert "To read again (1)" in words
    assert "2026 holds since" in words
    assert "in 30 days" in words
    assert "Confirm them first" in words
    assert 'name="version"' not in words
    assert lessons_of(module)[0].live


def test_the_comparison_is_offered_for_what_was_approved_before(dsl, trainer, admin_of):
    lesson = lessons_of(approved_module(dsl, by=trainer))[0]
    save(lesson, trainer, title="Better")
    LessonPage.objects.get(pk=lesson.pk).send_for_approval(by=trainer)

    words = text_of(admin_of(dsl).get(reverse(INDEX)))

    assert "revisions/compare" in words
    assert "Nothing waits" not in words


def test_taking_the_mark_off_is_said_loudly(dsl, trainer, admin_of):
    module = approved_module(dsl, by=trainer)
    save(module, trainer, is_safeguarding=False)
    ModulePage.objects.get().send_for_approval(by=trainer)

    words = text_of(admin_of(dsl).get(reverse(INDEX)))

    assert "It takes the mark “about safeguarding” off." in words


def test_empty_it_says_how_to_begin(dsl, admin_of):
    words = text_of(admin_of(dsl).get(reverse(INDEX)))

    assert "No module is marked as about safeguarding" in words


STAGES = {"waiting": 8, "approved": 7, "again": 8, "returned": 7}


@pytest.mark.parametrize("stage", STAGES)
def test_the_list_costs_the_same_for_one_lesson_and_for_three(stage, dsl, trainer, admin_of):
    admin_of(dsl)
    costs = []
    for code in ("SAF", "TWO", "TRE"):
        make = safeguarding_module if stage in ("waiting", "returned") else approved_module
        people = () if make is safeguarding_module else (dsl,)
        module = make(*people, by=trainer, with_fact=True, code=code)
        if stage == "returned":
            for page in pages_of(module):
                return_page(page=page, reason="Shorter.", by=dsl)
        if stage == "again":
            Fact.objects.update(text=f"Other words since {code}.")
        costs.append(queries_of_the_board())

    assert costs == [STAGES[stage]] * 3


def queries_of_the_board():
    board()  # what is kept in the cache is kept by now
    with CaptureQueriesContext(connection) as queries:
        board()
    return len(queries)
