import pytest
from django.urls import reverse

from assessments.preparation.models import WellbeingMark
from cms.people.audit.models import AuditEvent
from tests.factories.preparation import marks

PAGE = reverse("preparation:wellbeing_detail")
MARK = reverse("preparation:wellbeing_mark")
SHARE = reverse("preparation:wellbeing_share")
FORGET = reverse("preparation:wellbeing_forget")


def trend_of(person):
    return reverse("preparation:wellbeing_trend", args=[person.pk])


@pytest.mark.parametrize("address", [PAGE, FORGET])
def test_a_visitor_signs_in_first(visitor, db, address):
    assert "/login/" in visitor.get(address).url


def test_one_tap_and_where_support_is(client_of, mentor):
    client = client_of(mentor)

    page = client.post(MARK, {"level": "4"}, follow=True).content.decode()

    assert WellbeingMark.objects.get().level == "4"
    assert "Only you." in page
    assert reverse("escalation:card") in page
    assert reverse("sessions:debrief_ask") in page


@pytest.mark.parametrize("level", ["", "0", "6", "x", "4.5"])
def test_anything_else_is_no_mark(client_of, mentor, level):
    client_of(mentor).post(MARK, {"level": level})

    assert not WellbeingMark.objects.exists()


def test_the_drawing_has_a_title_and_a_table(client_of, mentor):
    marks(mentor, 5, 2)

    page = client_of(mentor).get(PAGE).content.decode()

    assert 'role="img"' in page
    assert "from very good to hard" in page
    assert "Hard (2 of 5)" in page
    assert "style=" not in page.split("<main")[1]


def test_she_shows_it_and_takes_it_back(pair, client_of, mentor, supervisor):
    marks(mentor, 5, 5, 3, 3)
    client, hers = client_of(mentor), client_of(supervisor)
    assert hers.get(trend_of(mentor)).status_code == 404

    client.post(SHARE, {"shares": "1"})
    page = hers.get(trend_of(mentor))
    assert page.status_code == 200
    assert "It has been going down" in page.content.decode()
    event = AuditEvent.objects.get()
    assert (event.verb, event.about, event.detail) == ("wellbeing_trend.opened", mentor, {})

    client.post(SHARE, {"shares": "0"})
    assert hers.get(trend_of(mentor)).status_code == 404


def test_without_a_mark_there_is_nothing_to_show(client_of, mentor):
    page = client_of(mentor).post(SHARE, {"shares": "1"}, follow=True).content.decode()

    assert "There is no mark yet" in page


@pytest.mark.parametrize(
    "who", ["mentor", "peer", "manager", "new_supervisor", "quality_lead", "dsl", "hr", "dpo"]
)
def test_nobody_else_sees_a_trend(pair, client_of, mentor, who, request):
    marks(mentor, 5, 5, 3, 3, is_shared=True)

    assert client_of(request.getfixturevalue(who)).get(trend_of(mentor)).status_code == 404


def test_three_marks_are_not_shown(pair, client_of, mentor, supervisor):
    marks(mentor, 5, 3, 1, is_shared=True)

    assert client_of(supervisor).get(trend_of(mentor)).status_code == 404


def test_she_is_asked_before_they_are_deleted(client_of, mentor):
    marks(mentor, 4)
    client = client_of(mentor)

    assert "gone for good" in client.get(FORGET).content.decode()
    assert WellbeingMark.objects.exists()
    client.post(FORGET)
    assert not WellbeingMark.objects.exists()


@pytest.mark.parametrize("address", [MARK, SHARE])
def test_what_changes_something_is_posted(client_of, mentor, address):
    assert client_of(mentor).get(address).status_code == 405
