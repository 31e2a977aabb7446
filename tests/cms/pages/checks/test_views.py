"""The findings beside the form, and the report: who gets them, what is in them, what they cost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.models import FormState
from wagtail.models import Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.people.audit.models import AuditEvent
from cms.people.editors.services import keep_groups_in_step, set_up_groups
from courses.catalogue.models import LessonPage
from tests.factories.courses import lesson_page, module_page
from tests.factories.pages import home_page, information_page
from tests.factories.quizzes import quiz_page
from tests.factories.standards import st0148

pytestmark = pytest.mark.django_db

FAULTY = [
    {"type": "markdown", "value": "My student Callum Reid, 07912 345678.", "id": "b-1"},
    {"type": "markdown", "value": "Ask the {lerner}.", "id": "b-2"},
]
REPORT = "checks:report"


@pytest.fixture
def module(db):
    home_page()
    return module_page()


@pytest.fixture
def author(module, trainer, client_of):
    set_up_groups()  # once more: the rights hang on the home page
    keep_groups_in_step(people=[trainer])
    return client_of(trainer)


@pytest.fixture
def client_in_admin(module, client_of):
    def sign_in(person):
        set_up_groups()
        keep_groups_in_step(people=[person])
        return client_of(person)

    return sign_in


def posted(*blocks, **extra):
    return nested_form_data(
        {
            "title": "When a {learner} goes quiet",
            "slug": "quiet",
            "summary": "",
            "minutes": "0",
            "codes": "",
            "audience": "everyone",
            "body": streamfield(list(blocks)),
            "sources": streamfield([]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            **extra,
        }
    )


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def draft_url(page):
    return reverse("checks:draft", args=[page.pk])


# Beside the form --------------------------------------------------------------


def test_the_editor_has_a_place_for_them_and_loads_the_script(author, module):
    lesson = lesson_page(module)

    page = text(author.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])))

    assert f'data-checks-base="{reverse(REPORT)}"' in page
    assert "cms/js/checks.js" in page
    assert "data-checks-panel" in page  # Wagtail's own, below ours
    assert "data-content-word-count" not in page


def test_what_is_saved_is_checked_as_its_newest_draft(author, module):
    lesson = lesson_page(module)
    draft = lesson.get_latest_revision_as_object()
    draft.body = FAULTY
    draft.save_revision()

    page = text(author.get(draft_url(lesson)))

    assert 'data-must="3"' in page
    assert 'data-checks-go="b-1"' in page
    assert "Callum Reid" in page
    assert "Did you mean {learner}?" in page


def test_what_is_not_saved_is_checked_as_it_stands_in_the_form(author, module):
    lesson = lesson_page(module)
    rows = Revision.objects.count(), AuditEvent.objects.count(), FormState.objects.count()

    page = text(author.post(draft_url(lesson), posted(("markdown", "Ask the {lerner}."))))

    assert "Did you mean {learner}?" in page
    assert "There is no hook." in page
    assert rows == (Revision.objects.count(), AuditEvent.objects.count(), FormState.objects.count())
    assert "lerner" not in str(LessonPage.objects.get(pk=lesson.pk).body.raw_data)


def test_minutes_left_open_are_no_broken_promise(author, module):
    body = ("markdown", "word " * 1500)

    left = text(author.post(draft_url(lesson_page(module)), posted(body)))
    promised = text(author.post(draft_url(lesson_page(module)), posted(body, minutes="3")))

    assert "You promise" not in left
    assert "You promise 3 minutes. It comes to about 10: 10 min reading" in promised


def test_a_field_that_cannot_be_read_is_named_and_the_rest_is_checked(author, module):
    answer = author.post(
        draft_url(lesson_page(module)),
        posted(("markdown", "Ask the {lerner}."), minutes="many", codes="!!"),
    )

    page = text(answer)
    assert answer.status_code == 200
    assert 'data-checks-go="minutes"' in page
    assert 'data-checks-go="codes"' in page
    assert "Did you mean {learner}?" in page


def test_a_page_that_was_never_saved(author, module):
    address = reverse("checks:new", args=["courses", "lessonpage", module.pk])

    page = text(author.post(address, posted(("markdown", "Ask the {lerner}."), slug="", title="")))

    assert "Did you mean {learner}?" in page
    assert not LessonPage.objects.exists()
    assert author.get(address).status_code == 405


def test_a_page_with_nothing_to_mend_says_so(author, module):
    page = text(author.get(draft_url(information_page(intro="Ask us.", body=[]))))

    assert "Nothing to mend." in page


def test_a_module_lists_what_is_open_in_its_steps_and_leads_there(author, module):
    lesson = lesson_page(module, title="Quiet", body=FAULTY)
    quiz_page(module)

    page = text(author.get(draft_url(module)))

    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert "In “Quiet”: " in page
    assert f'href="{edit}#check-b-2:%7Blerner%7D"' in page
    assert "2 of 2 steps published, 22 minutes in all." in page


def test_a_code_that_the_framework_does_not_have(author, module):
    st0148()
    lesson = lesson_page(module, codes=["S1", "S99"])

    page = text(author.get(draft_url(lesson)))

    assert "S99 is not in the college&#x27;s framework" in page
    assert "S1 is not" not in page


@pytest.mark.parametrize("who", ["mentor", "manager", "dsl", "quality_lead", "admin"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_whoever_may_edit_a_page_gets_its_findings(
    client_in_admin, request, module, who, method
):
    lesson = lesson_page(module, body=FAULTY)
    client = client_in_admin(request.getfixturevalue(who))

    answer = getattr(client, method)(
        draft_url(lesson), headers={"X-Requested-With": "XMLHttpRequest"}
    )

    assert answer.status_code in {302, 403}
    assert "Callum" not in text(answer)


def test_a_visitor_gets_nothing(visitor, module):
    assert visitor.get(draft_url(lesson_page(module, body=FAULTY))).status_code == 302
    assert visitor.get(reverse(REPORT)).status_code == 302


# The report -------------------------------------------------------------------


def test_the_report_lists_every_page_with_something_found(author, module):
    lesson_page(module, title="Quiet", body=FAULTY, live=False)
    information_page(title="Help", intro="Ask us.")

    page = text(author.get(reverse(REPORT)))

    assert "Quiet" in page
    assert "4 to mend" in page  # the module has no step to take yet
    assert "Not published" in page
    assert ">Help<" not in page


@pytest.mark.parametrize(("who", "status"), [("quality_lead", 200), ("dsl", 302), ("admin", 302)])
def test_the_report_is_for_those_who_may_read_drafts(client_in_admin, request, module, who, status):
    lesson = lesson_page(module, body=FAULTY)
    client = client_in_admin(request.getfixturevalue(who))

    answer = client.get(reverse(REPORT))

    assert answer.status_code == status
    assert reverse("wagtailadmin_pages:edit", args=[lesson.pk]) not in text(answer)


def test_the_report_by_level_and_module(author, module):
    other = module_page(code="COQ", title="Coaching questions")
    lesson_page(module, title="Quiet", body=FAULTY)
    lesson_page(other, title="Loud", body=FAULTY)

    musts = text(author.get(reverse(REPORT), {"level": "must"}))
    below = text(author.get(reverse(REPORT), {"level": "must", "below": str(other.pk)}))
    nothing = text(author.get(reverse(REPORT), {"level": "note", "below": str(other.pk)}))

    assert "There is no hook" not in musts
    assert ("Quiet" in musts, "Loud" in musts) == (True, True)
    assert ("Quiet" in below, "Loud" in below) == (False, True)
    assert f'value="{other.pk}" selected' in below
    assert "Nothing found here." in nothing
    assert author.get(reverse(REPORT), {"level": "x", "below": "²", "p": "x"}).status_code == 200


def test_the_report_is_cut_into_pages(author, module):
    for number in range(21):
        lesson_page(module, title=f"Lesson {number}", body=FAULTY)

    first = text(author.get(reverse(REPORT), {"level": "must"}))
    second = text(author.get(reverse(REPORT), {"level": "must", "p": "2"}))

    assert "Page 1 of 2" in first
    assert "level=must&amp;below=&amp;p=2" in first
    assert ("Lesson 20<" in first, "Lesson 20<" in second) == (False, True)


def test_the_report_forgets_what_it_found_when_a_page_changes(author, module):
    lesson = lesson_page(module, title="Quiet", body=FAULTY)
    assert "lerner" in text(author.get(reverse(REPORT)))

    lesson.body = [{"type": "markdown", "value": "Ask the {learner}.", "id": "b-2"}]
    lesson.save_revision().publish()

    assert "lerner" not in text(author.get(reverse(REPORT)))


def test_the_report_costs_the_same_for_one_page_and_for_three(
    author, module, django_assert_num_queries
):
    def ask(count):
        with django_assert_num_queries(count):
            author.get(reverse(REPORT))

    kept, fresh = 16, 24  # ten of each are Wagtail's frame

    st0148()
    lesson_page(module, body=FAULTY)
    author.get(reverse(REPORT))  # what is the same for every page of the admin comes into the cache
    ask(kept)

    lesson_page(module, body=FAULTY).save_revision()
    ask(fresh)
    lesson_page(module, body=FAULTY).save_revision()
    lesson_page(module, body=FAULTY).save_revision()
    ask(fresh)
    ask(kept)


def test_a_module_costs_the_same_with_one_step_and_with_three(author, module):
    def cost():
        author.get(draft_url(module))  # what was found in each step is kept from here on
        with CaptureQueriesContext(connection) as queries:
            author.get(draft_url(module))
        return len(queries)

    st0148()
    lesson_page(module, body=FAULTY).save_revision()
    one = cost()
    lesson_page(module, body=FAULTY).save_revision()
    lesson_page(module, body=FAULTY).save_revision()

    assert (one, cost()) == (15, 15)
