from datetime import date

import pytest
from wagtail.models import Page

from content.momentum.models import CollegeYear
from content.momentum.queries import dates_of, dip_of_the_week, year
from tests.factories.momentum import dip
from tests.factories.pages import home_page, information_page

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


@pytest.fixture
def dips():
    CollegeYear.objects.create(pk=1, teaching_starts_on=date(2026, 9, 7))
    dip("January return", 18, 19)
    dip("Week 3 wobble", 3, 4)
    dip("The dark weeks", 11, 12)


@pytest.fixture
def lesson():
    home_page()
    return information_page(title="Momentum tools", slug="tools")


def titles(found):
    return [row.title for row in found]


def test_year_says_what_is_now_coming_and_past(dips):
    found = year(TODAY)

    assert found.week == 12
    assert found.now.title == "The dark weeks"
    assert titles(found.coming) == ["January return"]
    assert titles(found.past) == ["Week 3 wobble"]


def test_year_numbers_its_dips_in_order_and_gives_their_days(dips):
    found = year(TODAY)

    assert [(row.number, row.title) for row in found.dips] == [
        (1, "Week 3 wobble"),
        (2, "The dark weeks"),
        (3, "January return"),
    ]
    assert found.dips[0].date_words == "21 September to 4 October"
    assert found.dips[0].first_on == date(2026, 9, 21)
    assert found.dips[0].week_words == "weeks 3 to 4"


def test_year_without_a_day_does_not_change_from_day_to_day(dips):
    found = year()

    assert {row.moment for row in found.dips} == {""}
    assert found.wide.today is None
    assert (found.now, found.coming, found.past, found.week) == (None, [], [], None)


def test_year_leaves_out_what_is_not_shown(dips):
    dip("Easter", 30, 33, is_shown=False)

    assert "Easter" not in titles(year(TODAY).dips)


def test_year_is_drawn_for_a_screen_and_for_a_phone(dips):
    found = year(TODAY)

    assert len(found.wide.marks) == len(found.narrow.marks) == 3
    assert found.wide.today is not None
    assert "3 places" in found.picture_words


def test_year_without_dips_is_level():
    found = year(TODAY)

    assert found.dips == []
    assert "level" in found.picture_words
    assert found.calendar.is_assumed is True


def test_year_lists_the_monday_of_every_week(dips):
    mondays = year().mondays

    assert (mondays[0], len(mondays)) == ((1, date(2026, 9, 7)), 52)


@pytest.mark.parametrize(("day", "title"), [(TODAY, "The dark weeks"), (date(2026, 12, 1), None)])
def test_dip_of_the_week(dips, day, title):
    found = dip_of_the_week(day)

    assert (found.title if found else None) == title


@pytest.mark.parametrize("more", [0, 2])
def test_year_is_read_once(dips, lesson, more, django_assert_num_queries):
    for number in range(more):
        dip(f"More {number}", 40 + number, 40 + number, lesson=lesson)
    year()

    with django_assert_num_queries(0):
        year(TODAY)


@pytest.mark.parametrize("rows", [1, 3])
def test_year_costs_the_same_for_one_and_for_three(lesson, rows, django_assert_num_queries):
    for number in range(rows):
        dip(f"Dip {number}", 3 + number, 3 + number, lesson=lesson)
    lesson.get_url()  # where the site has its root is cached

    with django_assert_num_queries(3):  # the year, the dips, their lessons
        year(TODAY)


def test_year_is_read_again_after_a_change(dips):
    year()

    dip("Easter", 30, 33)
    CollegeYear.objects.get().delete()

    assert "Easter" in titles(year(TODAY).dips)
    assert year(TODAY).calendar.is_assumed is True


def test_lesson_is_linked_while_it_is_published(lesson):
    dip("The dark weeks", 11, 12, lesson=lesson)

    assert year(TODAY).now.lesson_url == lesson.url
    assert year(TODAY).now.lesson_title == "Momentum tools"

    lesson.unpublish()
    assert year(TODAY).now.lesson_url == ""

    lesson.refresh_from_db()
    lesson.title = "Tools for momentum"
    lesson.save_revision().publish()
    assert year(TODAY).now.lesson_title == "Tools for momentum"


def test_dip_outlives_its_lesson(lesson):
    dip("The dark weeks", 11, 12, lesson=lesson)
    year(TODAY)

    Page.objects.get(pk=lesson.pk).delete()

    assert year(TODAY).now.lesson_url == ""


def test_dates_of_a_dip(dips):
    assert dates_of(dip("Easter", 30, 33)).endswith(" April")
