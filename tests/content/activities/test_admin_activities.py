"""The library of activities in the admin, the chooser, and an activity put into a lesson."""

import io
import json
import zipfile

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.people.audit.models import AuditEvent
from cms.people.editors.services import set_up_groups
from content.activities.models import Activity
from content.activities.rules import Weight
from content.activities.services import archive_activity, open_seat
from courses.catalogue.models import LessonPage
from tests.factories.courses import lesson_page, module_page
from tests.factories.h5p.activities import install_library, make_activity, plain_library
from tests.factories.h5p.played import activity_step
from tests.factories.h5p.results import choice, finished

from .screens import said, text_of

pytestmark = pytest.mark.django_db
INDEX = reverse("activity_admin:index")
CHOOSER = reverse("activity_chooser:choose_results")
ABOUT = {"title": "Six", "text_alternative": "", "accessible_url": "", "weight": "practice"}


@pytest.fixture(autouse=True)
def _plays_elsewhere(settings):
    settings.PLAYER_URL = "http://play.test"


def of(view: str, activity: Activity) -> str:
    return reverse(f"activity_admin:{view}", args=[activity.pk])


def titles(answer) -> list[str]:
    return [str(row) for row in answer.context["object_list"]]


def lesson(activity: Activity, module=None, **fields) -> LessonPage:
    value = {"title": "Try it", "minutes": 4, "activity": str(activity.uid), "intro": "",
             "completing": "optional", "pass_percent": None}  # fmt: skip
    block = {"type": "activity", "value": value, "id": "0b1e57d0-0000-4000-8000-000000000009"}
    return lesson_page(module or module_page(), body=[block], **fields)


# The list -------------------------------------------------------------------------


def test_list_says_type_use_and_what_cannot_be_played(author):
    lesson(make_activity("Six questions"))
    install_library(plain_library("H5P.Y 1.0"))
    late = make_activity("Late", "H5P.Y 1.0")
    late.current.main_library.versions.update(state="waiting")
    late.current.libraries.update(in_use=None)
    archive_activity(activity=make_activity("Old"), by=late.created_by)

    answer = author.get(INDEX)
    page = text_of(answer)

    assert titles(answer) == ["Late", "Six questions"]
    assert [row.uses for row in answer.context["object_list"]] == [0, 1]
    assert ">Y<" in page.replace(" ", "")
    assert page.count("Cannot be played yet") == 1
    assert reverse("activity_admin:upload") in page
    away = author.get(f"{INDEX}?state=away")
    assert titles(away) == ["Old"]
    assert "Put away" in text_of(away)


def test_list_is_searched_has_pages_and_is_kind_when_empty(author):
    assert "There is no activity yet." in text_of(author.get(INDEX))
    first = make_activity("Choose well")
    for number in range(30):
        Activity.objects.create(title=f"More {number}", main_library="H5P.Y", current=first.current)

    assert len(titles(author.get(INDEX))) == 30
    assert titles(author.get(f"{INDEX}?p=2")) == ["More 9"]
    assert titles(author.get(f"{INDEX}?q=oose")) == ["Choose well"]
    none = text_of(author.get(f"{INDEX}?q=zzz"))
    assert "There is no activity yet." not in none
    assert "No activities match your query" in none


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(count, author, django_assert_num_queries):
    module = module_page()
    for number in range(count):
        lesson(make_activity(f"Six {number}", f"H5P.X{number} 1.0"), module)
        activity_step(make_activity(f"Step {number}"), module, slug=f"step-{number}")
    author.get(INDEX)

    with django_assert_num_queries(22):
        author.get(INDEX)


def test_each_is_led_to_what_she_may_open(author, at_work, quality_lead, dsl):
    activity = make_activity()
    dsl.user_permissions.add(Permission.objects.get(codename="access_admin"))
    statistics, edit = of("statistics", activity), of("edit", activity)

    assert edit in text_of(author.get(INDEX))
    seen = text_of(at_work(quality_lead).get(INDEX))
    assert statistics in seen
    assert edit not in seen
    assert reverse("activity_admin:upload") not in seen
    seen = text_of(at_work(dsl).get(INDEX))
    assert "Six questions" in seen
    assert statistics not in seen


# One activity ----------------------------------------------------------------------


def test_what_is_said_about_it_is_changed_and_written_down(author, trainer):
    activity = make_activity()
    page = text_of(author.get(of("edit", activity)))
    assert 'src="http://play.test/play/' in page
    assert "No page uses it yet." in page
    assert "Put it away" in page

    changed = {**ABOUT, "text_alternative": "In words.", "accessible_url": "college.test/six"}
    answer = author.post(of("edit", activity), changed, follow=True)

    assert "“Six” is saved." in said(answer)
    activity.refresh_from_db()
    assert (activity.title, activity.text_alternative) == ("Six", "In words.")
    assert activity.accessible_url == "https://college.test/six"
    event = AuditEvent.objects.get(verb="activity.changed")
    assert event.actor == trainer
    bad = author.post(of("edit", activity), {**ABOUT, "title": ""})
    assert "This field is required" in text_of(bad)


def test_results_count_only_where_the_server_judges_and_a_trainer_says_so(author, keeper):
    judged, other = choice(), make_activity()
    Activity.objects.update(created_by=other.created_by)
    verified = {**ABOUT, "weight": Weight.VERIFIED}

    page = text_of(author.get(of("edit", other)))
    assert 'value="verified"' not in page
    assert "The server cannot work out the score of this type again" in page
    refused = text_of(author.post(of("edit", other), verified))
    assert "The server cannot work out" in refused
    assert 'value="verified"' not in text_of(keeper.get(of("edit", judged)))
    assert "A trainer says that results may count" in text_of(
        keeper.post(of("edit", judged), verified)
    )
    assert set(Activity.objects.values_list("weight", flat=True)) == {Weight.PRACTICE}

    assert 'value="verified"' in text_of(author.get(of("edit", judged)))
    author.post(of("edit", judged), verified)
    judged.refresh_from_db()
    assert judged.weight == Weight.VERIFIED
    # What stands may stay while the rest is changed, and a site admin may take it back.
    assert keeper.post(of("edit", judged), {**verified, "title": "Seven"}).status_code == 302
    assert keeper.post(of("edit", judged), ABOUT).status_code == 302
    judged.refresh_from_db()
    assert judged.weight == Weight.PRACTICE


def test_it_is_put_away_and_offered_again(author):
    activity = make_activity()

    answer = author.post(of("archive", activity), follow=True)
    assert "is put away" in said(answer)
    assert "It is put away." in text_of(answer)
    assert titles(author.get(INDEX)) == []
    answer = author.post(of("restore", activity), follow=True)
    assert "offered to authors again" in said(answer)
    assert titles(author.get(INDEX)) == ["Six questions"]
    assert author.get(of("archive", activity)).status_code == 405


def test_what_is_used_or_played_stays_and_the_rest_is_asked_about(author, mentor):
    used, played, drafted = make_activity("Used"), choice(), make_activity("Drafted")
    page = lesson(used)
    finished(mentor, played)
    lesson(drafted, page.get_parent(), live=False)

    for activity, why in ((used, "1 page would lose it"), (played, "1 attempt at it would be lost"),
                          (drafted, "1 page would lose it")):  # fmt: skip
        ask = text_of(author.get(of("delete", activity)))
        assert why in ask
        assert of("archive", activity) in ask
        assert "Yes, delete" not in ask
        assert "Put it away instead." in said(author.post(of("delete", activity), follow=True))
    assert Activity.objects.count() == 3
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text_of(
        author.get(of("edit", used))
    )

    spare = make_activity("Spare")
    open_seat(participant=mentor, activity=spare, version=spare.current, page=page, block_id="",
              by=mentor)  # fmt: skip
    ask = text_of(author.get(of("delete", spare)))
    assert "nobody can bring them back" in ask
    assert of("export", spare) in ask
    author.post(of("delete", spare))
    assert not Activity.objects.filter(pk=spare.pk).exists()


def test_pages_are_named_and_not_linked_to_those_who_cannot_open_them(keeper):
    activity = make_activity()
    page = lesson(activity, title="When it goes quiet")

    for view in ("edit", "delete"):
        shown = text_of(keeper.get(of(view, activity)))
        assert "When it goes quiet" in shown
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) not in shown


def test_it_is_taken_out_as_a_whole_package(author):
    activity = make_activity("Six questions: what next?", params={"text": "Hi"})

    answer = author.get(of("export", activity))

    assert 'filename="six-questions-what-next.h5p"' in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as package:
        assert json.loads(package.read("content/content.json")) == {"text": "Hi"}
        assert "H5P.X-1.0/library.json" in package.namelist()
    assert AuditEvent.objects.filter(verb="activity.exported").count() == 1


def test_nobody_else_changes_or_takes_activities(at_work, mentor, quality_lead, dsl, visitor):
    activity = make_activity()
    dsl.user_permissions.add(Permission.objects.get(codename="access_admin"))
    shown = [of("edit", activity), of("delete", activity), of("export", activity)]
    acts = [of(view, activity) for view in ("edit", "archive", "restore", "delete")]

    for client in (at_work(mentor), at_work(quality_lead), at_work(dsl), visitor):
        for address in shown:
            assert client.get(address).status_code == 302
        for address in acts:
            assert client.post(address, ABOUT).status_code == 302
    activity.refresh_from_db()
    assert (activity.title, activity.archived_at) == ("Six questions", None)


# Chosen for a page ------------------------------------------------------------------


def test_chooser_offers_what_can_be_put_into_a_page(author):
    assert "There is no activity to choose yet." in text_of(author.get(CHOOSER))
    activity = make_activity("Six questions")
    archive_activity(activity=make_activity("Old"), by=activity.created_by)
    Activity.objects.create(title="Empty")
    make_activity("Seven of them", "H5P.Y 1.0")

    def offered(query=""):
        return [str(row) for row in author.get(CHOOSER + query).context["results"]]

    assert offered() == ["Seven of them", "Six questions"]
    assert offered("?q=questions+six") == ["Six questions"]
    assert offered("?q=seve+y") == ["Seven of them"]  # by its type, too
    assert "No activity is called “zzz”" in text_of(author.get(f"{CHOOSER}?q=zzz"))


@pytest.mark.parametrize("count", [1, 3])
def test_chooser_costs_the_same_for_one_and_for_three(count, author, django_assert_num_queries):
    for number in range(count):
        make_activity(f"Six {number}", f"H5P.X{number} 1.0")
    author.get(CHOOSER)

    with django_assert_num_queries(7):
        author.get(CHOOSER)


@pytest.fixture
def page_author(author, workplace, trainer):
    set_up_groups()  # once more: the rights hang on the home page
    return author


def form_of(activity: Activity, **value) -> dict[str, str]:
    block = {"title": "Try it", "minutes": "4", "activity": activity.pk, "intro": "",
             "completing": "scored", "pass_percent": "60", **value}  # fmt: skip
    return nested_form_data({
        "title": "Quiet", "slug": "quiet", "summary": "", "minutes": "0", "codes": "",
        "audience": "everyone", "body": streamfield([("activity", block)]),
        "sources": streamfield([]), "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    })  # fmt: skip


def test_a_lesson_keeps_the_activity_by_a_number_that_texts_carry(page_author):
    activity = make_activity()
    page = lesson_page(module_page(), body=[])
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    wrong = page_author.post(address, form_of(activity, pass_percent="") | {"action-publish": "1"})
    assert "Say which score is enough" in text_of(wrong)
    saved = page_author.post(address, form_of(activity) | {"action-publish": "1"})
    assert saved.status_code == 302

    page.refresh_from_db()
    (raw,) = page.body.raw_data
    assert raw["value"]["activity"] == str(activity.uid)
    value = page.body[0].value
    assert (value["activity"], value["pass_percent"], value.is_gate) == (activity, 60, True)
    again = text_of(page_author.get(address))
    assert "Six questions" in again
    assert "Quiet" in text_of(page_author.get(of("edit", activity)))
    page_author.post(address, form_of(activity))
    assert page.get_latest_revision_as_object().body[0].value["activity"] == activity


def test_a_lesson_outlives_a_number_that_leads_nowhere(django_assert_num_queries):
    activity = make_activity()
    page = lesson(activity)
    module = page.get_parent().specific
    page.body.raw_data[0]["value"]["activity"] = "no number"
    page.save()
    other = lesson(activity, module)

    with django_assert_num_queries(3):
        assert LessonPage.objects.get(pk=page.pk).body[0].value["activity"] is None
        assert LessonPage.objects.get(pk=other.pk).body[0].value["activity"] == activity
