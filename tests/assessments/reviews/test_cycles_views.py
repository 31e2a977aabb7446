from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.reviews.models import PerformanceReview, ReviewCycle
from assessments.reviews.queries.cycles import NO_MANAGER
from assessments.reviews.queries.lateness import lateness_of
from assessments.reviews.rules import CycleState, ReviewState
from cms.people.accounts.rules import Role
from cms.people.notices.models import Notice
from tests.factories import reviews
from tests.factories.people import ReportingLineFactory, days_ago, make_person

from .moves import put

pytestmark = pytest.mark.django_db
COST_OF_DETAIL = 11


@pytest.fixture
def draft(hr):
    return reviews.cycle(hr, state=CycleState.DRAFT, opened_at=None, due_on=days_ago(-30))


@pytest.fixture
def open_cycle(hr, mentor, peer, manager):
    made = reviews.cycle(hr)
    for person in (mentor, peer):
        reviews.review(person, manager, cycle=made, template=made.template)
    return made


def people_url(cycle):
    return reverse("reviews:cycle_people", args=[cycle.pk])


def every_address(cycle):
    named = ("cycle_detail", "cycle_update", "cycle_people", "cycle_close")
    return [
        reverse("reviews:cycle_list"),
        reverse("reviews:cycle_create"),
        reverse("reviews:lateness"),
        *(reverse(f"reviews:{name}", args=[cycle.pk]) for name in named),
    ]


@pytest.mark.parametrize("who", ["mentor", "manager", "supervisor", "dpo", "admin"])
def test_no_screen_of_a_round_is_there_for(client_of, draft, who, request):
    client = client_of(request.getfixturevalue(who))

    for address in every_address(draft):
        assert client.get(address).status_code == 404, address
    remind = reverse("reviews:cycle_remind", args=[draft.pk])
    assert client.post(remind, {"all": "1"}).status_code == 404


@pytest.mark.parametrize("who", ["hr", "quality_lead"])
def test_every_screen_of_a_round_is_there_for(client_of, draft, open_cycle, who, request):
    client = client_of(request.getfixturevalue(who))

    for cycle in (draft, open_cycle):
        for address in every_address(cycle):
            assert client.get(address, follow=True).status_code == 200, address


def test_cycle_list_is_empty_kindly(client_of, hr):
    page = client_of(hr).get(reverse("reviews:cycle_list")).content.decode()

    assert "No round yet" in page


def test_cycle_create_fills_in_last_year_a_year_later(client_of, hr, open_cycle):
    client = client_of(hr)
    address = f"{reverse('reviews:cycle_create')}?template={open_cycle.template_id}"

    page = client.get(address)
    guess = page.context["form"].initial
    assert guess["due_on"] - open_cycle.due_on >= timedelta(days=365)
    sent = {name: guess[name].isoformat() for name in guess if name != "title"}
    answered = client.post(address, {**sent, "title": "Next round"})

    made = ReviewCycle.objects.get(title="Next round")
    assert answered.url == people_url(made)
    assert (made.state, made.template) == (CycleState.DRAFT, open_cycle.template)


def test_cycle_create_says_which_day_is_wrong(client_of, hr, draft):
    address = f"{reverse('reviews:cycle_create')}?template={draft.template_id}"
    sent = {
        "title": "Round",
        "period_from": "2026-08-01",
        "period_to": "2027-07-31",
        "opens_on": "2027-06-01",
        "self_due_on": "2027-06-15",
        "due_on": "2027-06-10",
    }

    page = client_of(hr).post(address, sent)

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"due_on"}


def test_cycle_people_says_who_is_left_out_and_why_before_anything_happens(
    client_of, hr, draft, mentor, peer
):
    peer.reporting_lines.all().delete()

    page = client_of(hr).get(people_url(draft))

    text = page.content.decode()
    assert NO_MANAGER in text
    assert (page.context["chosen"], page.context["left_out"]) == (1, 1)
    assert "Open 1 review" in text
    assert not PerformanceReview.objects.exists()
    assert not Notice.objects.exists()


def test_cycle_people_by_team_and_by_start(client_of, hr, draft, mentor, team, other_team):
    client, address = client_of(hr), people_url(draft)

    assert client.get(f"{address}?teams={team.pk}").context["chosen"] == 1
    assert client.get(f"{address}?teams={other_team.pk}").context["chosen"] == 0
    late = f"{address}?started_from={days_ago(100).isoformat()}"
    assert client.get(late).context["chosen"] == 0
    assert client.get(f"{address}?started_from=rubbish").context["chosen"] == 0


def test_cycle_people_opens_what_was_seen(client_of, hr, draft, mentor, peer):
    client = client_of(hr)

    client.post(people_url(draft), {"seen": "5"})
    assert not PerformanceReview.objects.exists()  # somebody joined or left meanwhile
    answered = client.post(people_url(draft), {"seen": "2"})

    assert answered.url == draft.get_absolute_url()
    assert draft.reviews.count() == 2


def test_cycle_detail_counts_and_shows_no_word(client_of, hr, open_cycle, mentor):
    review = open_cycle.reviews.get(reviewee=mentor)
    put(review, ReviewState.MANAGER_DRAFT, strengths=reviews.SECRET, due_on=days_ago(2))

    page = client_of(hr).get(open_cycle.get_absolute_url())

    assert reviews.SECRET not in page.content.decode()
    assert dict(page.context["stages"]) == {"Opened": 1, "Being written": 1}
    assert page.context["tally"].late == 1


def test_cycle_detail_costs_the_same_for_two_and_for_six(
    client_of, hr, open_cycle, manager, django_assert_num_queries
):
    client = client_of(hr)
    client.get(open_cycle.get_absolute_url())
    with django_assert_num_queries(COST_OF_DETAIL):
        client.get(open_cycle.get_absolute_url())
    for number in range(4):
        person = make_person("Mentor", f"No{number}", Role.MENTOR)
        ReportingLineFactory.create(person=person, manager=manager)
        reviews.review(person, manager, cycle=open_cycle, template=open_cycle.template)

    with django_assert_num_queries(COST_OF_DETAIL):
        client.get(open_cycle.get_absolute_url())


def test_cycle_remind_tells_who_has_the_next_step_once_a_day(
    client_of, hr, open_cycle, mentor, peer, manager
):
    client, address = client_of(hr), reverse("reviews:cycle_remind", args=[open_cycle.pk])
    put(open_cycle.reviews.get(reviewee=peer), ReviewState.MANAGER_DRAFT)

    client.post(address, {"all": "1"})
    client.post(address, {"all": "1"})

    told = Notice.objects.filter(key__contains="chased")
    assert {(notice.recipient, notice.sent_by) for notice in told} == {(mentor, hr), (manager, hr)}
    assert told.count() == 2


def test_cycle_remind_those_ticked(client_of, hr, open_cycle, mentor, peer):
    address = reverse("reviews:cycle_remind", args=[open_cycle.pk])
    review = open_cycle.reviews.get(reviewee=mentor)

    client_of(hr).post(address, {"review": [review.pk, "rubbish", "9" * 30]})

    assert [notice.recipient for notice in Notice.objects.filter(key__contains="chased")] == [
        mentor
    ]


def test_cycle_close_lists_what_is_open(client_of, hr, open_cycle, mentor):
    client, address = client_of(hr), reverse("reviews:cycle_close", args=[open_cycle.pk])
    assert mentor.display_name in client.get(address).content.decode()

    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "The year is over."})

    open_cycle.refresh_from_db()
    assert open_cycle.state == CycleState.CLOSED


def test_lateness_counts_working_days_from_the_meeting(manager, mentor, peer):
    met = timezone.localtime() - timedelta(days=60)
    done = reviews.review(mentor, manager, met_at=met)
    put(done, ReviewState.FINAL, final_at=met + timedelta(days=7))
    reviews.review(peer, manager, met_at=met, due_on=days_ago(1), state=ReviewState.SHARED)

    row = lateness_of(PerformanceReview.objects.all(), timezone.localdate())[0]

    assert (row.reviewer, row.all, row.final, row.open, row.overdue) == (manager, 2, 1, 1, 1)
    assert (row.days, row.longest, row.too_long) == (5, 5, 1)


def test_lateness_page_names_reviewers_and_no_mentor(client_of, hr, open_cycle, manager, mentor):
    page = client_of(hr).get(reverse("reviews:lateness")).content.decode()

    assert manager.display_name in page
    assert mentor.display_name not in page


def test_while_reviews_are_opened_the_page_says_how_far(client_of, hr, draft, manager):
    for number in range(21):
        person = make_person("Mentor", f"No{number}", Role.MENTOR)
        ReportingLineFactory.create(person=person, manager=manager)
    client = client_of(hr)

    client.post(people_url(draft), {"seen": "21"})

    assert "0 of 21" in client.get(draft.get_absolute_url()).content.decode()
