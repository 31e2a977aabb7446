"""My runs; and the outcomes that a line manager reads."""

import pytest
from django.urls import reverse

from assessments.scenarios.rules.graph import Counting
from cms.people.audit.models import AuditEvent
from tests.factories.debriefs import run_over
from tests.factories.scenarios import scenario_page

pytestmark = pytest.mark.django_db
RUNS = reverse("debriefs:run_list")


def outcomes(person):
    return reverse("debriefs:person_outcomes", args=[person.pk])


# run_list -----------------------------------------------------------------------


def test_run_list_has_every_run_newest_first(client, mentor, scenario):
    first = run_over(mentor, scenario, "b", "a", "a")
    left = run_over(mentor, scenario, "a", state="abandoned")
    open_run = run_over(mentor, scenario, "a", state="open")

    response = client.get(RUNS)

    assert list(response.context["page"]) == [open_run, left, first]
    html = response.content.decode()
    assert "Go on with “The late bus”" in html
    assert reverse("debriefs:debrief_detail", args=[left.pk]) in html


def test_run_list_filters_by_state_and_says_when_none_is_like_that(client, mentor, scenario):
    left = run_over(mentor, scenario, "a", state="abandoned")

    assert list(client.get(RUNS, {"state": "abandoned"}).context["page"]) == [left]
    assert list(client.get(RUNS, {"state": "nonsense"}).context["page"]) == [left]
    assert "None of your runs is like that" in client.get(RUNS, {"state": "open"}).content.decode()


def test_run_list_is_empty_for_somebody_new(client_of, peer, run):
    html = client_of(peer).get(RUNS).content.decode()

    assert "No runs yet" in html
    assert "Download" not in html


def test_run_list_has_pages(client, mentor, scenario):
    for _ in range(21):
        run_over(mentor, scenario, "a", state="abandoned")

    assert len(client.get(RUNS).context["page"]) == 20
    assert len(client.get(RUNS, {"page": 2}).context["page"]) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_run_list_costs_the_same(client, mentor, scenario, count, django_assert_num_queries):
    for _ in range(count):
        run_over(mentor, scenario, "a", "a")
    client.get(RUNS)

    with django_assert_num_queries(4):
        client.get(RUNS)


def test_run_list_asks_a_visitor_to_sign_in(visitor):
    assert reverse("account_login") in visitor.get(RUNS).url


# person_outcomes ----------------------------------------------------------------


def only(client, person):
    [outcome] = client.get(outcomes(person)).context["outcomes"]
    return outcome


def test_person_outcomes_has_the_run_that_counts_by_statement(client_of, manager, mentor, scenario):
    run_over(mentor, scenario, "a", "b")
    best = run_over(mentor, scenario, "a", "a")
    run_over(mentor, scenario, "b", "a", "a")

    outcome = only(client_of(manager), mentor)

    assert (outcome.runs, outcome.reported, outcome.band) == (3, "Best of 3 runs", "Strong")
    assert outcome.ended_at == best.ended_at
    assert [(row.code, row.percent) for row in outcome.statements] == [("S2", 100), ("a", 100)]
    assert outcome.statements[0].title.startswith("Communicate")


@pytest.mark.parametrize(
    ("counting", "percents"), [(Counting.FIRST, [33, 100]), (Counting.LAST, [100, 0])]
)
def test_person_outcomes_follows_the_scenarios_counting(
    client_of, manager, mentor, scenario, counting, percents
):
    scenario.counting = counting
    scenario.save_revision().publish()
    run_over(mentor, scenario, "a", "b")
    run_over(mentor, scenario, "a", "a")
    run_over(mentor, scenario, "b", "a", "a")

    outcome = only(client_of(manager), mentor)

    assert outcome.reported == f"{counting.value.title()} of 3 runs"
    assert [row.percent for row in outcome.statements] == percents


def test_person_outcomes_never_shows_a_path_or_that_a_choice_was_unsafe(
    client_of, manager, mentor, scenario
):
    run_over(mentor, scenario, "c", "a", steps={1: {"confidence": 3}})

    html = client_of(manager).get(outcomes(mentor)).content.decode()

    assert "Repeat" in html
    for private in ("nsafe", "pub", "Outside the college", "Sure", "sure"):
        assert private not in html.split("<main")[1].split("</main")[0]


def test_person_outcomes_leaves_out_what_was_not_finished(client_of, manager, mentor, scenario):
    run_over(mentor, scenario, "a", state="abandoned")

    html = client_of(manager).get(outcomes(mentor)).content.decode()

    assert "No finished scenario yet" in html


def test_person_outcomes_tells_her_that_he_looked(client_of, client, manager, mentor, run):
    client.get(outcomes(mentor))
    assert not AuditEvent.objects.filter(verb="scenario_outcomes.opened").exists()

    client_of(manager).get(outcomes(mentor))

    event = AuditEvent.objects.get(verb="scenario_outcomes.opened")
    assert (event.actor, event.about) == (manager, mentor)


def test_person_outcomes_shows_herself_the_same(client, mentor, run):
    assert "sees of your scenarios, and all of it" in client.get(outcomes(mentor)).content.decode()


@pytest.mark.parametrize(
    "who", ["peer", "other_manager", "supervisor", "quality_lead", "dsl", "trainer", "admin", "hr"]
)
def test_person_outcomes_is_not_found_for_others(request, client_of, mentor, run, who):
    assert client_of(request.getfixturevalue(who)).get(outcomes(mentor)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_person_outcomes_costs_the_same(
    client_of, manager, mentor, scenario, count, django_assert_num_queries
):
    for number in range(count):
        other = scenario_page(slug=f"story-{number}", title=f"Story {number}")
        run_over(mentor, other, "a", "a")
    client = client_of(manager)
    client.get(outcomes(mentor))

    with django_assert_num_queries(5):
        client.get(outcomes(mentor))


def test_the_team_page_leads_a_manager_there_and_not_the_quality_lead(
    client_of, manager, quality_lead, mentor, run
):
    page = reverse("dashboard:team_person", args=[mentor.pk])

    assert outcomes(mentor) in client_of(manager).get(page).content.decode()
    assert outcomes(mentor) not in client_of(quality_lead).get(page).content.decode()
