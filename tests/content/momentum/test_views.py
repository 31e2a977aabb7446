import pytest
from django.urls import reverse

from tests.factories.momentum import dip, it_is_week
from tests.factories.pages import home_page, information_page

pytestmark = pytest.mark.django_db
CALENDAR = reverse("momentum:calendar")


@pytest.fixture
def dips():
    it_is_week(12)
    dip("Week 3 wobble", 3, 4)
    dip("The dark weeks", 11, 12, why="No {learner} sees the sun.", tactic="Begin *together*.")
    dip("January return", 18, 19)
    dip("February", 23, 25)


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("who", ["mentor", "manager", "supervisor", "quality_lead", "trainer"])
def test_calendar_is_for_everybody_who_works_here(dips, who, request, client_of):
    page = text_of(client_of(request.getfixturevalue(who)).get(CALENDAR))

    assert "Week 12 of the college year" in page
    assert "The dark weeks" in page


def test_calendar_asks_a_visitor_to_sign_in(dips, visitor):
    response = visitor.get(CALENDAR)

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_calendar_groups_now_coming_and_past(dips, mentor, client_of):
    page = text_of(client_of(mentor).get(CALENDAR))

    places = [page.index(words) for words in (
        'id="now"', 'id="dip-the-dark-weeks"', 'id="coming"', 'id="dip-january-return"',
        'id="dip-february"', 'id="past"', 'id="dip-week-3-wobble"',
    )]  # fmt: skip
    assert places == sorted(places)


def test_calendar_says_it_in_the_colleges_words_and_as_markup(dips, mentor, client_of):
    page = text_of(client_of(mentor).get(CALENDAR))

    assert "No learner sees the sun." in page
    assert "Begin <em>together</em>." in page


def test_calendar_draws_the_year_twice_with_words_instead(dips, mentor, client_of):
    page = text_of(client_of(mentor).get(CALENDAR))

    assert page.count('role="img"') == 2
    assert page.count("sinks at 4 places") == 2
    assert "style=" not in page


def test_calendar_opens_what_is_near_and_everything_on_request(dips, mentor, client_of):
    near = text_of(client_of(mentor).get(CALENDAR))
    everything = text_of(client_of(mentor).get(CALENDAR, {"all": ""}))

    assert near.count("Why, and what helps") == 2  # February and what is past
    assert "Why, and what helps" not in everything


def test_calendar_links_the_lesson(mentor, client_of):
    home_page()
    lesson = information_page(title="Momentum tools", slug="tools")
    it_is_week(3)
    dip(lesson=lesson)

    assert f'href="{lesson.url}"' in text_of(client_of(mentor).get(CALENDAR))


def test_calendar_without_dips_says_who_adds_them(mentor, trainer, client_of):
    assert "A trainer adds the weeks" in text_of(client_of(mentor).get(CALENDAR))
    assert reverse("dips:index") in text_of(client_of(trainer).get(CALENDAR))


def test_calendar_asks_trainers_for_a_missing_date_and_tells_readers_what_is_assumed(
    mentor, trainer, client_of
):
    dip()

    asked = text_of(client_of(trainer).get(CALENDAR))
    told = text_of(client_of(mentor).get(CALENDAR))

    assert reverse("dips:year") in asked
    assert reverse("dips:year") not in told
    assert "as long as nobody has said" in told


def test_calendar_of_a_new_year_has_no_week_yet(mentor, client_of):
    it_is_week(-1)
    dip()

    page = text_of(client_of(mentor).get(CALENDAR))

    assert "of the college year</p>" not in page
    assert 'id="coming"' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_calendar_costs_the_same_for_one_and_for_three(
    mentor, client_of, rows, django_assert_num_queries
):
    for number in range(rows):
        dip(f"Dip {number}", 3 + number, 3 + number)
    client = client_of(mentor)
    client.get(CALENDAR)  # the year and the navigation are cached

    with django_assert_num_queries(2):  # the person, her roles
        client.get(CALENDAR)
