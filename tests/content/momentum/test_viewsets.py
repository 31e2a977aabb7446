from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.people.editors.services import keep_groups_in_step
from content.momentum.models import CollegeYear, Dip
from tests.factories.momentum import dip, it_is_week
from tests.factories.pages import home_page

INDEX, ADD, YEAR = reverse("dips:index"), reverse("dips:add"), reverse("dips:year")
FORM = {
    "title": "Dark weeks",
    "from_week": "11",
    "until_week": "12",
    "why": "It is dark.",
    "tactic": "Begin together.",
    "lesson": "",
    "is_shown": "on",
}


@pytest.fixture
def editor(groups, trainer, client_of):
    home_page()
    keep_groups_in_step()
    return client_of(trainer)


def text_of(response):
    return response.content.decode()


def test_list_shows_weeks_and_this_years_days(editor):
    CollegeYear.objects.create(pk=1, teaching_starts_on=timezone.localdate())
    dip("Dark weeks", 11, 11)

    page = text_of(editor.get(INDEX))

    assert "Week 11" in page
    assert "this is week 1." in page


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(editor, rows, django_assert_max_num_queries):
    for number in range(rows):
        dip(f"Dip {number}", 3 + number, 3 + number)
    editor.get(INDEX)

    with django_assert_max_num_queries(20):
        editor.get(INDEX)


def test_add_edit_and_delete(editor):
    editor.post(ADD, FORM)
    row = Dip.objects.get()
    editor.post(reverse("dips:edit", args=[row.pk]), {**FORM, "title": "November"})
    row.refresh_from_db()

    assert (row.key, row.title, row.weeks) == ("dark-weeks", "November", (11, 12))

    editor.post(reverse("dips:delete", args=[row.pk]))
    assert Dip.objects.exists() is False


def test_add_shows_which_week_is_which(editor):
    it_is_week(1)
    dip("January return", 18, 19)

    page = text_of(editor.get(ADD))

    assert "Starts on Monday" in page
    assert "January return" in page


def test_add_says_which_dip_has_the_weeks(editor):
    dip("Week 3 wobble", 3, 4)

    page = text_of(editor.post(ADD, {**FORM, "from_week": "4", "until_week": "6"}))

    assert "“Week 3 wobble” has weeks 3 to 4 already" in page
    assert Dip.objects.count() == 1


def test_one_that_came_with_the_site_cannot_be_deleted(editor):
    row = dip(material_hash="a" * 64)

    editor.post(reverse("dips:delete", args=[row.pk]))

    assert Dip.objects.exists() is True
    assert reverse("dips:delete", args=[row.pk]) not in text_of(editor.get(INDEX))


def test_first_day_of_teaching_is_entered_and_changed(editor):
    for day in (date(2026, 9, 7), date(2026, 9, 14)):
        response = editor.post(YEAR, {"teaching_starts_on": day.isoformat()})

        assert response.url == INDEX
        assert CollegeYear.objects.get().teaching_starts_on == day


def test_first_day_of_teaching_says_what_is_wrong(editor):
    page = text_of(editor.post(YEAR, {"teaching_starts_on": "2126-09-07"}))

    assert "Is the year right?" in page
    assert CollegeYear.objects.exists() is False


def test_authors_first_screen_asks_for_the_missing_date(editor):
    assert "Enter the first day of teaching" in text_of(editor.get(reverse("wagtailadmin_home")))

    it_is_week(3)
    assert "Enter the first day of teaching" not in text_of(
        editor.get(reverse("wagtailadmin_home"))
    )


def test_quality_leads_may_look_and_not_write(groups, quality_lead, client_of):
    row = dip()
    keep_groups_in_step()
    client = client_of(quality_lead)

    assert client.get(INDEX).status_code == 200
    assert client.post(reverse("dips:edit", args=[row.pk]), FORM).status_code == 302
    assert client.post(YEAR, {"teaching_starts_on": "2026-09-07"}).status_code == 302
    row.refresh_from_db()
    assert row.title == "Week 3 wobble"
    assert CollegeYear.objects.exists() is False


@pytest.mark.parametrize("who", ["mentor", "manager"])
@pytest.mark.parametrize("address", [INDEX, YEAR])
def test_others_see_nothing(who, address, groups, request, client_of):
    response = client_of(request.getfixturevalue(who)).get(address)

    assert response.status_code in (302, 403, 404)
