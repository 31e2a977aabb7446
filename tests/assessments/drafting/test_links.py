"""Links for reviewers: made and taken back by authors, followed by people without an account."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.drafting.models import ReviewerLink
from assessments.drafting.rules.links import MOST_OPEN, TURNS_A_MINUTE
from assessments.drafting.rules.trying import begin
from assessments.drafting.services import make_link, withdraw_link
from assessments.scenarios.models import ScenarioAttempt
from cms.people.audit.models import AuditEvent
from tests.factories.files import picture
from tests.factories.scenarios import scenario_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(author, scenario):
    return make_link(scenario=scenario, by=author)


def play(visitor, link, response=None, **pressed):
    run = response.context["screen"].run if response else begin(scenario_of(link).graph)
    return visitor.post(link.get_absolute_url(), {"run": run.as_text, **pressed})


def scenario_of(link):
    return link.scenario


def number_of(response, words):
    return next(number for number, said in response.context["screen"].choices if words in said)


# Made and withdrawn


def test_a_link_keeps_the_draft_as_it_was_last_saved(author, scenario):
    scenario.situation = "Saved, not published."
    scenario.save_revision(user=author)

    link = make_link(scenario=scenario, by=author)

    scenario.situation = "Written later."
    scenario.save_revision(user=author)
    assert link.content["situation"] == "Saved, not published."
    assert len(link.token) == 43
    assert link.ends_at - link.made_at == timedelta(days=14)
    assert AuditEvent.objects.get(verb="reviewer_link.made").actor == author
    assert link.token not in str(AuditEvent.objects.values_list())


def test_a_draft_without_a_start_has_no_link(author):
    page = scenario_page(live=False, start="")
    page.save_revision(user=author)

    with pytest.raises(ValidationError, match="no first scene"):
        make_link(scenario=page, by=author)


def test_links_do_not_pile_up(author, scenario):
    links = [make_link(scenario=scenario, by=author) for _ in range(MOST_OPEN)]
    with pytest.raises(ValidationError, match="Withdraw one"):
        make_link(scenario=scenario, by=author)

    withdraw_link(link=links[0], by=author)

    assert make_link(scenario=scenario, by=author)


def test_withdrawn_twice_is_withdrawn_once(author, link):
    first = withdraw_link(link=link, by=author)
    second = withdraw_link(link=link, by=author)

    assert first.withdrawn_at == second.withdrawn_at
    assert AuditEvent.objects.filter(verb="reviewer_link.withdrawn").count() == 1


@pytest.mark.parametrize("who", ["mentor", "quality_lead", "dsl", "admin"])
def test_nobody_else_makes_or_withdraws_one(request, link, who):
    person = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        make_link(scenario=link.scenario, by=person)
    with pytest.raises(PermissionDenied):
        withdraw_link(link=link, by=person)


# The list


@pytest.mark.parametrize("rows", [1, 3])
def test_link_list_takes_the_same_queries(client_of, author, scenario, rows, count_queries):
    for _ in range(rows):
        make_link(scenario=scenario, by=author)
    client = client_of(author)
    address = reverse("drafting:link_list", args=[scenario.pk])
    client.get(address)

    assert count_queries(lambda: client.get(address)) == LIST_QUERIES


LIST_QUERIES = 13


def test_link_list_makes_and_withdraws(client_of, author, scenario):
    client = client_of(author)
    address = reverse("drafting:link_list", args=[scenario.pk])

    html = client.post(address, follow=True).content.decode()
    link = ReviewerLink.objects.get()
    assert f"http://testserver{link.get_absolute_url()}" in html

    html = client.post(
        reverse("drafting:link_withdraw", args=[link.pk]), follow=True
    ).content.decode()
    assert link.token not in html
    assert "Withdrawn" in html


@pytest.mark.parametrize("who", ["mentor", "quality_lead", "dsl", "admin"])
def test_link_list_is_for_those_who_edit_the_page(request, client_of, link, who):
    client = client_of(request.getfixturevalue(who))

    listed = client.get(reverse("drafting:link_list", args=[link.scenario_id]))
    taken = client.post(reverse("drafting:link_withdraw", args=[link.pk]))

    assert listed.status_code == 302
    assert taken.status_code in {302, 404}
    link.refresh_from_db()
    assert link.withdrawn_at is None


# Followed


def test_review_detail_plays_the_draft_to_its_end(visitor, link):
    start = visitor.get(link.get_absolute_url())
    assert start.status_code == 200
    assert "Rosa, 16, arrives twenty minutes late." in start.content.decode()

    second = play(visitor, link, start, choice=number_of(start, "What got in the way"))
    assert "You asked about the day, not the person." in second.content.decode()

    end = play(visitor, link, second, choice=number_of(second, "Look at the timetable"))
    assert "Rosa comes to every lesson of the week." in end.content.decode()
    assert ScenarioAttempt.objects.count() == 0


def test_review_detail_tells_nothing_before_the_choice(visitor, link):
    html = visitor.get(link.get_absolute_url()).content.decode()

    assert "Outside the college, outside your role" not in html
    assert "unsafe" not in html.lower()
    assert 'name="choice" value="a"' not in html


def test_review_detail_warns_before_it_starts(visitor, author, scenario):
    scenario.content_warning = "It is about harm at home."
    scenario.save_revision(user=author)

    link = make_link(scenario=scenario, by=author)

    assert "It is about harm at home." in visitor.get(link.get_absolute_url()).content.decode()


def test_review_detail_goes_back_and_begins_again(visitor, link):
    start = visitor.get(link.get_absolute_url())
    second = play(visitor, link, start, choice="1")

    assert play(visitor, link, second, back="1").context["screen"].run.choices == ()
    assert play(visitor, link, second, again="1").context["screen"].run.choices == ()


@pytest.mark.parametrize("choice", ["", "0", "4", "a", "٣", "9" * 50])
def test_review_detail_asks_again_for_what_is_no_choice(visitor, link, choice):
    start = visitor.get(link.get_absolute_url())
    html = play(visitor, link, start, choice=choice).content.decode()

    assert "Choose one of the answers to go on." in html


def test_review_detail_leads_nowhere_else_and_is_never_indexed(visitor, link):
    response = visitor.get(link.get_absolute_url())

    html = response.content.decode()
    assert response["X-Robots-Tag"].startswith("noindex")
    assert "<a " not in html
    assert "no-store" in response["Cache-Control"]


def test_a_link_that_has_ended_is_told_kindly(visitor, link):
    ReviewerLink.objects.update(ends_at=timezone.now() - timedelta(minutes=1))

    response = visitor.get(link.get_absolute_url())

    assert response.status_code == 410
    assert "This link has run its time" in response.content.decode()
    assert "Rosa" not in response.content.decode()


def test_a_withdrawn_link_opens_nothing(visitor, author, link):
    start = visitor.get(link.get_absolute_url())
    withdraw_link(link=link, by=author)

    response = play(visitor, link, start, choice="1")

    assert response.status_code == 410
    assert "Rosa" not in response.content.decode()


def test_a_link_of_nobody_is_told_kindly(visitor):
    response = visitor.get(reverse("reviewing:review_detail", args=["x" * 43]))

    assert response.status_code == 404
    assert "There is nothing at this link" in response.content.decode()


def test_a_script_is_slowed_down(visitor, link, settings):
    address = link.get_absolute_url()
    answers = [visitor.get(address).status_code for _ in range(TURNS_A_MINUTE + 2)]

    assert answers[0] == 200
    assert answers[-1] == 429 or 429 in answers  # the minute may have turned


def test_guessing_is_slowed_down(visitor):
    for n in range(TURNS_A_MINUTE + 1):
        answer = visitor.get(reverse("reviewing:review_detail", args=[f"guess{n}"]))
    assert answer.status_code in {404, 429}


def test_a_turn_takes_few_queries(visitor, link, django_assert_num_queries):
    start = visitor.get(link.get_absolute_url())
    with django_assert_num_queries(1):
        play(visitor, link, start, choice="1")


# Pictures


def test_review_file_hands_out_what_the_draft_shows_and_nothing_else(
    visitor, author, scenario, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    shown, other = picture("shown"), picture("other")
    content = scenario.written
    content["scenes"][0]["picture"] = {"image": shown.pk, "words": "The bus stop"}
    scenario.set_story(content, "seed")
    scenario.save_revision(user=author)
    link = make_link(scenario=scenario, by=author)

    def status(kind, pk):
        return visitor.get(
            reverse("reviewing:review_file", args=[link.token, kind, pk])
        ).status_code

    html = visitor.get(link.get_absolute_url()).content.decode()
    assert reverse("reviewing:review_file", args=[link.token, "picture", shown.pk]) in html
    assert status("picture", shown.pk) == 200
    assert status("picture", other.pk) == 404
    assert status("file", shown.pk) == 404
    assert status("portrait", shown.pk) == 404

    withdraw_link(link=link, by=author)
    assert status("picture", shown.pk) == 404
