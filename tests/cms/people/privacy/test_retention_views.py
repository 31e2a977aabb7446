"""Times, what is due, what went: for HR and the DPO."""

import pytest
from django.urls import reverse

from cms.people.privacy.models import LegalHold, RetentionRule, RetentionRun
from cms.people.privacy.tasks import end_grants, remove_aged
from cms.people.teams.models import Absence
from tests.factories.grants import absence, grant, hold, run
from tests.factories.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
OTHERS = ["mentor", "peer", "supervisor", "manager", "quality_lead", "dsl", "trainer", "admin"]
PAGES = [
    ("retention_list", []),
    ("retention_preview", []),
    ("retention_log", []),
    ("retention_update", ["absence"]),
    ("retention_remove", ["absence"]),
    ("hold_list", []),
    ("hold_person", []),
    ("register", []),
    ("register_export", []),
]


def url(page, *args):
    return reverse(f"privacy:{page}", args=args)


@pytest.mark.parametrize("name", OTHERS)
def test_the_screens_are_not_there_for_anybody_else(request, client_of, name, hr, mentor):
    client = client_of(request.getfixturevalue(name))
    held = hold(mentor, hr)

    for page, args in PAGES:
        assert client.get(url(page, *args)).status_code == 404, page
    assert client.post(url("retention_default", "absence")).status_code == 404
    assert client.get(url("hold_create", mentor.pk)).status_code == 404
    assert client.post(url("hold_end", held.pk)).status_code == 404
    held.refresh_from_db()
    assert held.ended_at is None


@pytest.mark.parametrize("name", ["hr", "dpo"])
def test_hr_and_the_dpo_see_them(request, client_of, name):
    client = client_of(request.getfixturevalue(name))

    for page, args in PAGES:
        assert client.get(url(page, *args)).status_code == 200, page


@pytest.mark.parametrize("page", ["retention_update", "retention_remove"])
def test_a_kind_nobody_keeps_is_not_there(client_of, hr, page):
    assert client_of(hr).get(url(page, "unheard_of")).status_code == 404


def test_a_kind_the_run_does_not_remove_has_no_removal(client_of, hr):
    assert client_of(hr).get(url("retention_remove", "supervision_record")).status_code == 404


def test_the_times_stand_with_why_and_from_when(client_of, hr):
    RetentionRule.objects.create(
        record_class="absence", counted_from="closed", months=18, note="Schedule", changed_by=hr
    )

    page = client_of(hr).get(url("retention_list")).content.decode()

    assert "1 year and 6 months" in page
    assert "6 years" in page
    assert "the day it was closed" in page
    assert "Targets and due dates" in page


def test_a_longer_time_is_saved_at_once(client_of, mentor, hr):
    absence(mentor)

    response = client_of(hr).post(
        url("retention_update", "absence"), {"months": 120, "note": "Schedule", "shown": "0"}
    )

    assert response.url == url("retention_list")
    assert RetentionRule.objects.get().months == 120


def test_a_shorter_time_is_saved_when_it_was_shown_what_goes(client_of, mentor, hr):
    absence(mentor, years=2)
    data = {"months": 12, "note": "Schedule 2026", "shown": "0"}

    first = client_of(hr).post(url("retention_update", "absence"), data)

    assert first.status_code == 422
    assert "1 record would be removed" in first.content.decode()
    assert not RetentionRule.objects.exists()
    client_of(hr).post(url("retention_update", "absence"), {**data, "shown": "1"})
    assert RetentionRule.objects.get().months == 12


@pytest.mark.parametrize("data", [{"months": 0, "note": "x"}, {"months": 12, "note": ""}, {}])
def test_a_time_with_a_mistake_comes_back(client_of, hr, data):
    response = client_of(hr).post(url("retention_update", "absence"), data)

    assert response.status_code == 422
    assert not RetentionRule.objects.exists()


def test_the_default_is_used_again(client_of, hr):
    RetentionRule.objects.create(record_class="absence", counted_from="closed", months=18)

    client_of(hr).post(url("retention_default", "absence"))
    twice = client_of(hr).post(url("retention_default", "absence"), follow=True)

    assert not RetentionRule.objects.exists()
    assert "default is in use already" in twice.content.decode()


def test_a_shorter_default_is_used_only_when_it_was_shown_what_goes(client_of, mentor, hr):
    RetentionRule.objects.create(record_class="absence", counted_from="closed", months=240)
    absence(mentor)
    client = client_of(hr)

    client.post(url("retention_default", "absence"))
    page = client.get(url("retention_update", "absence")).content.decode()

    assert RetentionRule.objects.exists()
    assert "and remove 1 tonight" in page
    client.post(url("retention_default", "absence"), {"shown": "1"})
    assert not RetentionRule.objects.exists()


def test_what_is_due_is_numbers_and_never_names(client_of, mentor, peer, hr):
    absence(mentor), absence(peer, years=12)
    hold(peer, hr)

    response = client_of(hr).get(url("retention_preview"))

    assert (response.context["total"], response.context["held"]) == (1, 1)
    page = response.content.decode()
    assert "Yasmin" not in page
    assert "Whitfield" not in page


def test_removing_needs_the_number_typed(client_of, mentor, hr):
    absence(mentor)
    page = url("retention_remove", "absence")

    for typed in ("", "2", "one"):
        assert client_of(hr).post(page, {"typed": typed}).status_code == 422
        assert Absence.objects.exists()
    response = client_of(hr).post(page, {"typed": "1"}, follow=True)

    assert not Absence.objects.exists()
    assert "1 record was removed" in response.content.decode()
    assert RetentionRun.objects.get().started_by == hr


def test_nothing_due_leaves_nothing_to_type(client_of, hr):
    response = client_of(hr).post(url("retention_remove", "absence"), {"typed": "0"})

    assert response.status_code == 422
    assert not RetentionRun.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_log_costs_the_same_however_long(client_of, rows, hr, django_assert_num_queries):
    for number in range(rows):
        run(make_person(f"A{number}", "Row"))
    client = client_of(hr)
    client.get(url("retention_log"))

    with django_assert_num_queries(4):
        client.get(url("retention_log"))


def test_a_hold_is_set_and_ended_by_screens(client_of, mentor, hr):
    client = client_of(hr)
    found = client.get(url("hold_person"), {"q": "Haddad"}).content.decode()
    assert url("hold_create", mentor.pk) in found

    client.post(url("hold_create", mentor.pk), {"record_class": "", "reason": "Tribunal 2231"})

    held = LegalHold.objects.get()
    assert (held.subject, held.record_class, held.set_by) == (mentor, "", hr)
    assert "Tribunal 2231" in client.get(url("hold_list")).content.decode()
    assert "End this hold?" in client.get(url("hold_end", held.pk)).content.decode()
    client.post(url("hold_end", held.pk))
    again = client.post(url("hold_end", held.pk), follow=True)
    held.refresh_from_db()
    assert held.ended_by == hr
    assert "has ended already" in again.content.decode()


def test_a_hold_with_a_mistake_comes_back(client_of, mentor, hr):
    for data in ({"reason": ""}, {"reason": "x", "record_class": "unheard_of"}):
        response = client_of(hr).post(url("hold_create", mentor.pk), data)
        assert response.status_code == 422
    hold(mentor, hr)
    twice = client_of(hr).post(url("hold_create", mentor.pk), {"reason": "Tribunal"})
    assert "already stands" in twice.content.decode()
    assert client_of(hr).get(url("hold_create", hr.pk)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_holds_cost_the_same_however_many(client_of, rows, hr, dpo, django_assert_num_queries):
    for number in range(rows):
        hold(make_person(f"A{number}", "Row"), dpo)
    client = client_of(hr)
    client.get(url("hold_list"))

    with django_assert_num_queries(4):
        client.get(url("hold_list"))


def test_the_tasks_do_their_work(mentor, hr, dpo):
    absence(mentor)
    opened = grant(hr, mentor, dpo)
    opened.ends_at = opened.answered_at
    opened.save()

    remove_aged()
    end_grants()

    opened.refresh_from_db()
    assert not Absence.objects.exists()
    assert opened.state == "ended"
