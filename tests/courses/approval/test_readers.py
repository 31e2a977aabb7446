"""What people see of it who only want to learn."""

import pytest
from django.utils import timezone

from content.guidance.models import Edition
from content.guidance.services import save_edition
from courses.approval.services import keep_approvals_current
from courses.enrolment.models import Enrolment
from courses.enrolment.services import enrol_in_programme
from courses.progress.models import Completion
from courses.progress.queries import next_things, programme_progress
from courses.progress.services import complete_step
from tests.courses.approval.conftest import text_of
from tests.factories.approval import approve_all, approved_module, kcsie, safeguarding_module
from tests.factories.courses import (
    enrolment,
    lesson_page,
    lessons_of,
    module_page,
    module_with_lessons,
    programme_page,
)
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db
LINE = "Approved by the safeguarding lead on"


@pytest.fixture(autouse=True)
def home(db):
    return home_page()


def read(client_of, person, page):
    return text_of(client_of(person).get(page.url))


def test_under_a_page_stands_who_approved_it_and_against_what(mentor, dsl, trainer, client_of):
    module = approved_module(dsl, by=trainer, with_fact=True)
    today = timezone.localdate()

    words = read(client_of, mentor, lessons_of(module)[0])

    assert (
        f"{LINE} {today.day} {today:%B %Y}, "
        "checked against Keeping children safe in education 2025." in words
    )
    assert LINE in read(client_of, mentor, module)


def test_a_new_edition_is_said_calmly(mentor, dsl, trainer, client_of):
    module = approved_module(dsl, by=trainer, with_fact=True)
    lesson = lessons_of(module)[0]
    read(client_of, mentor, lesson)
    day = timezone.localdate().isoformat()
    save_edition(edition=Edition(publication=kcsie(), name="2026", date=day), by=trainer)

    words = read(client_of, mentor, lesson)

    assert "This page is being read against it." in words


def test_an_ordinary_lesson_says_nothing_and_pays_no_query(
    mentor, dsl, trainer, client_of, django_assert_num_queries
):
    approved_module(dsl, by=trainer)
    ordinary = module_page(code="TGT")
    lesson = lesson_page(ordinary)
    enrolment(mentor, ordinary)
    client = client_of(mentor)
    client.get(lesson.url)

    with django_assert_num_queries(4):
        words = text_of(client.get(lesson.url))

    assert LINE not in words


def test_a_safeguarding_lesson_costs_as_much(
    mentor, dsl, trainer, client_of, django_assert_num_queries
):
    module = approved_module(dsl, by=trainer, with_fact=True)
    enrolment(mentor, module)
    lesson = lessons_of(module)[0]
    client = client_of(mentor)
    client.get(lesson.url)

    with django_assert_num_queries(4):
        client.get(lesson.url)


def test_a_module_that_waits_is_not_there_for_readers(mentor, trainer, dsl, client_of):
    module = safeguarding_module(by=trainer)

    assert client_of(mentor).get(module.get_url()).status_code == 404
    assert client_of(mentor).get(lessons_of(module)[0].get_url()).status_code == 404


# A programme with a module that waits ------------------------------------------


def test_enrolment_works_and_people_get_the_module_when_it_is_approved(
    mentor, manager, peer, trainer, dsl
):
    programme = programme_page()
    module_with_lessons(1, code="TGT")
    module = safeguarding_module(by=trainer)
    enrol_in_programme(participant=mentor, programme=programme, by=manager)
    enrol_in_programme(participant=peer, programme=programme, by=manager)
    before = [m.module.code for m in programme_progress(mentor)[0].modules]

    approve_all(dsl)

    assert before == ["TGT"]
    assert [m.module.code for m in programme_progress(mentor)[0].modules] == ["TGT", "SAF"]
    row = Enrolment.objects.get(participant=mentor, module=module)
    assert (row.reason, row.cycle) == ("programme", 1)
    assert any("Safeguarding" in n.title for n in mentor.notices.filter(kind="module_assigned"))
    assert {thing.module_title for thing in next_things(mentor)} == {
        "Target setting and review",
        "Safeguarding for mentors",
    }


def test_approved_again_or_in_another_version_nobody_gets_it_twice(mentor, manager, trainer, dsl):
    module = safeguarding_module(by=trainer)
    enrol_in_programme(participant=mentor, programme=module.get_parent().specific, by=manager)
    approve_all(dsl)
    module.refresh_from_db()
    draft = module.get_latest_revision_as_object()
    draft.summary = "Better."
    draft.save_revision(user=trainer)
    module.send_for_approval(by=trainer)

    approve_all(dsl)

    assert Enrolment.objects.filter(participant=mentor).count() == 1


def test_a_lesson_whose_approval_ended_completes_the_module_for_nobody(mentor, dsl, trainer):
    module = approved_module(dsl, by=trainer, lessons=2, with_fact=True)
    enrolment(mentor, module)
    first, second = lessons_of(module)
    complete_step(participant=mentor, step=first, by=mentor)
    day = timezone.localdate()
    save_edition(
        edition=Edition(publication=kcsie(), name="2026", date=day.isoformat()), by=trainer
    )

    keep_approvals_current(today=day + timezone.timedelta(days=30))

    assert not Completion.objects.exists()
    second.refresh_from_db()
    assert not second.live
