"""The home page and the team grid, as each person sees them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.rules import Role
from courses.enrolment.models import Enrolment
from courses.enrolment.services import enrol_in_programme
from courses.progress.services import complete_step
from tests.factories.courses import completion, lesson_page, module_page, programme_page
from tests.factories.pages import home_page
from tests.factories.people import ReportingLineFactory, days_ago, make_person

pytestmark = pytest.mark.django_db
TEAM = reverse("dashboard:team")
MODULES = reverse("dashboard:team_modules")


@pytest.fixture
def module(db):
    home_page()
    return module_page(programme_page())


@pytest.fixture
def lesson(module):
    return lesson_page(module, title="Start where the learner is")


@pytest.fixture
def enrolled(mentor, manager, lesson):
    programme = lesson.get_parent().get_parent().specific
    enrol_in_programme(participant=mentor, programme=programme, by=manager)
    return mentor


def text_of(response):
    return response.content.decode()


# Home ---------------------------------------------------------------------------


def test_home_shows_the_next_step_with_minutes_and_due_date(client_of, enrolled, lesson):
    page = text_of(client_of(enrolled).get("/"))

    assert lesson.title in page
    assert lesson.url in page
    assert "12 min" in page
    assert "Due in 28 days" in page


def test_home_of_a_peer_shows_nothing_of_hers(client_of, enrolled, peer, lesson):
    page = text_of(client_of(peer).get("/"))

    assert lesson.title not in page
    assert enrolled.display_name not in page


def test_home_says_so_when_nothing_is_waiting(client_of, enrolled, lesson):
    complete_step(participant=enrolled, step=lesson, by=enrolled)

    page = text_of(client_of(enrolled).get("/"))

    assert "Start the first step" not in page
    assert "CPD draft" in page  # the completed module has proposed one


def test_home_of_a_manager_counts_her_team(client_of, enrolled, manager):
    page = text_of(client_of(manager).get("/"))

    assert "Your team" in page
    assert "0 of 1" in page


def test_home_of_a_trainer_leads_to_the_authors_workplace(client_of, trainer, module):
    page = text_of(client_of(trainer).get("/"))

    assert reverse("wagtailadmin_home") in page
    assert TEAM not in page


def test_home_welcomes_a_visitor_without_anybodys_data(visitor, enrolled):
    page = text_of(visitor.get("/"))

    assert enrolled.display_name not in page
    assert reverse("account_login") in page


# Modules ------------------------------------------------------------------------


def test_team_modules_shows_state_due_date_and_never_an_answer(client_of, enrolled, manager):
    response = client_of(manager).get(MODULES)

    assert [row.person for row in response.context["rows"]] == [enrolled]
    assert "Not started" in text_of(response)


def test_team_modules_puts_what_is_overdue_first(client_of, enrolled, peer, manager, module):
    long_ago = timezone.localdate() - timezone.timedelta(days=60)
    programme = module.get_parent().specific
    enrol_in_programme(participant=peer, programme=programme, by=manager, starts_on=long_ago)

    response = client_of(manager).get(MODULES)

    assert [row.person for row in response.context["rows"]] == [peer, enrolled]
    assert "Overdue" in text_of(response)


@pytest.mark.parametrize("who", ["mentor", "supervisor", "trainer", "admin", "hr", "dpo", "dsl"])
def test_team_modules_is_not_found_for_others(request, client_of, enrolled, who):
    assert client_of(request.getfixturevalue(who)).get(MODULES).status_code == 404


def test_team_modules_is_not_found_for_a_visitor_who_may_sign_in(visitor):
    response = visitor.get(MODULES)

    assert response.status_code == 404
    assert f"{reverse('account_login')}?next={MODULES}" in text_of(response)


def test_team_modules_of_another_manager_shows_none_of_it(client_of, enrolled, other_manager):
    response = client_of(other_manager).get(MODULES)

    assert response.status_code == 200
    assert enrolled.display_name not in text_of(response)
    assert "Nobody reports to you today" in text_of(response)


def test_team_modules_of_the_quality_lead_holds_every_mentor(
    client_of, enrolled, peer, quality_lead
):
    response = client_of(quality_lead).get(MODULES)

    assert {row.person for row in response.context["rows"]} == {enrolled, peer}


def test_team_modules_of_the_quality_lead_shows_state_and_no_result(
    client_of, enrolled, lesson, manager, quality_lead
):
    complete_step(participant=enrolled, step=lesson, by=enrolled, result="83 %")

    def cell_for(reader):
        return client_of(reader).get(MODULES).context["rows"][0].cells[0]

    assert (cell_for(manager).state, cell_for(quality_lead).state) == ("complete", "complete")
    assert cell_for(quality_lead).result == ""
    assert cell_for(quality_lead).attempts == 0


def test_team_modules_search_finds_part_of_a_name_and_says_when_nobody_matches(
    client_of, enrolled, peer, manager
):
    found = client_of(manager).get(MODULES, {"q": enrolled.first_name[:3].lower()})
    nobody = client_of(manager).get(MODULES, {"q": "zzz"})

    assert [row.person for row in found.context["rows"]] == [enrolled]
    assert "Nobody matches" in text_of(nobody)


@pytest.mark.parametrize("people", [1, 3])
def test_team_modules_costs_the_same_for_one_and_for_three(
    client_of, manager, team, module, people, django_assert_num_queries
):
    for number in range(people):
        person = make_person(f"Mentor{number}", "Of the Team", Role.MENTOR, team=team)
        ReportingLineFactory.create(person=person, manager=manager)
        enrol_in_programme(participant=person, programme=module.get_parent().specific, by=manager)
    client = client_of(manager)
    client.get(MODULES)  # the outline and the navigation are cached

    with django_assert_num_queries(10):
        client.get(MODULES)


# One person ----------------------------------------------------------------------


def test_team_person_shows_her_modules(client_of, enrolled, manager, module):
    page = text_of(client_of(manager).get(reverse("dashboard:team_person", args=[enrolled.pk])))

    assert module.title in page


@pytest.mark.parametrize("who", ["peer", "supervisor", "other_manager", "trainer", "admin", "hr"])
def test_team_person_is_not_found_for_others(request, client_of, enrolled, who):
    url = reverse("dashboard:team_person", args=[enrolled.pk])

    assert client_of(request.getfixturevalue(who)).get(url).status_code == 404


# Putting somebody on a programme --------------------------------------------------


def test_team_enrol_puts_a_mentor_on_the_programme(client_of, mentor, manager, module):
    url = reverse("dashboard:team_enrol", args=[mentor.pk])

    response = client_of(manager).post(url, {"programme": module.get_parent().pk}, follow=True)

    assert "Mentor induction is now on" in text_of(response)
    assert mentor.enrolments.get().module_id == module.pk


@pytest.mark.parametrize("who", ["mentor", "peer", "other_manager", "supervisor", "trainer"])
def test_team_enrol_is_not_found_for_others(request, client_of, mentor, module, who):
    url = reverse("dashboard:team_enrol", args=[mentor.pk])
    client = client_of(request.getfixturevalue(who))

    assert client.post(url, {"programme": module.get_parent().pk}).status_code == 404
    assert not mentor.enrolments.exists()


# The authors' workplace ------------------------------------------------------------


@pytest.mark.parametrize("who", ["mentor", "manager", "supervisor", "hr"])
def test_author_gate_ends_the_way_for_those_who_do_not_write(request, client_of, module, who):
    client = client_of(request.getfixturevalue(who))

    response = client.get(reverse("wagtailadmin_home"), follow=True)

    assert response.status_code == 404
    assert len(response.redirect_chain) == 1


def test_author_gate_asks_a_visitor_to_sign_in(visitor):
    response = visitor.get(reverse("wagtailadmin_home"), follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_home_says_first_what_has_run_out(client_of, enrolled, module):
    completion(Enrolment.objects.get(participant=enrolled), expires_on=days_ago(6))

    page = text_of(client_of(enrolled).get("/"))

    assert f"{module.title} ran out 6 days ago" in page
    assert "Run out" in page
    assert "counts until" not in page
