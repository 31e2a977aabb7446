import pytest

from tests.factories.insights import people, played
from tests.factories.scenarios import NODES, scenario_material, scenario_page

BEST = [("meet", "a"), ("plan", "a")]
PUB = [("meet", "c"), ("plan", "b")]


@pytest.fixture
def scenario(db):
    return scenario_page()


@pytest.fixture
def desk(client_of, trainer):
    return client_of(trainer)


def detail(scenario):
    return f"/scenarios/{scenario.pk}/insights/"


@pytest.mark.parametrize(
    "name", ["mentor", "manager", "supervisor", "dsl", "admin", "hr", "dpo", "peer"]
)
def test_nobody_else_finds_the_figures(scenario, client_of, request, name):
    client = client_of(request.getfixturevalue(name))

    assert client.get("/scenarios/insights/").status_code == 404
    assert client.get(detail(scenario)).status_code == 404


def test_the_list_names_no_number_below_five(scenario, desk):
    played(scenario, BEST, by=people(4))

    page = desk.get("/scenarios/insights/").text

    assert "Fewer than 5: nothing is shown yet" in page
    assert '<td data-label="People">4</td>' not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_of_the_database_for_one_and_for_three(
    scenario, desk, django_assert_num_queries, count
):
    for number in range(1, count):
        scenario_page(material=scenario_material(), title=f"Bus {number}", slug=f"bus-{number}")
    desk.get("/scenarios/insights/")

    with django_assert_num_queries(LIST_QUERIES):
        assert desk.get("/scenarios/insights/").text.count("Not played yet") == count


def test_scenario_detail_of_four_people_says_nothing_of_them(scenario, desk):
    played(scenario, PUB, by=people(4))

    page = desk.get(detail(scenario)).text

    assert "Too few people for figures" in page
    assert "unsafe" not in page.lower()


def test_scenario_detail_tells_a_trainer_where_people_go(scenario, desk):
    played(scenario, BEST, by=people(12))
    played(scenario, PUB, by=people(6))
    played(scenario, BEST[:1], by=people(2))

    page = desk.get(detail(scenario)).text

    assert "20 runs by 20 people" in page
    assert "70&nbsp;%" in page  # the best opening: 14 of 20
    assert "30&nbsp;%" in page  # the pub: 6 of 20
    assert "2 left here (10&nbsp;%)" in page
    assert '<td data-label="Runs">12</td>' in page


def test_later_runs_are_left_out_until_asked_for(scenario, desk):
    everybody = people(6)
    played(scenario, PUB, by=everybody)
    played(scenario, BEST, by=everybody, number=2)

    first, both = desk.get(detail(scenario)).text, desk.get(detail(scenario) + "?runs=all").text

    assert "6 runs by 6 people" in first
    assert "12 runs by 6 people" in both


def test_a_quality_lead_reads_how_it_went_and_no_path(scenario, client_of, quality_lead):
    played(scenario, PUB, by=people(6))

    page = client_of(quality_lead).get(detail(scenario)).text

    assert "Repeat: unsafe" in page
    assert "Scene by scene" not in page
    assert "pub" not in page


def test_scenario_detail_costs_the_same_for_five_and_for_fifty(
    scenario, desk, django_assert_num_queries
):
    played(scenario, BEST, by=people(5))
    desk.get(detail(scenario))
    with django_assert_num_queries(DETAIL_QUERIES):
        desk.get(detail(scenario))

    played(scenario, PUB, by=people(45))
    with django_assert_num_queries(DETAIL_QUERIES):
        desk.get(detail(scenario))


@pytest.mark.parametrize("version", ["0", "9", "x"])
def test_a_version_that_is_not_there_is_not_found(scenario, desk, version):
    assert desk.get(detail(scenario) + f"?version={version}").status_code == 404


def test_scenario_changes_sets_words_and_choices_side_by_side(scenario, desk):
    played(scenario, BEST, by=people(5))
    nodes = {**NODES, "meet": {**NODES["meet"], "text": "Rosa comes in late. How do you open?"}}
    nodes["meet"]["options"] = [
        {**NODES["meet"]["options"][0], "text": "'What got in the way?'"},
        *NODES["meet"]["options"][1:],
    ]
    scenario.fill_from_material(scenario_material(nodes=nodes))
    scenario.save_revision().publish()
    played(scenario, PUB, by=people(5))

    page = desk.get(f"/scenarios/{scenario.pk}/insights/1-2/").text

    assert "Other words." in page
    assert "Rosa comes in late." in page
    assert "100 % → 0 %" in page


def test_scenario_changes_is_for_those_who_write(scenario, client_of, quality_lead, desk):
    url = f"/scenarios/{scenario.pk}/insights/1-2/"

    assert client_of(quality_lead).get(url).status_code == 404
    assert desk.get(url).status_code == 404  # there is no second version
    assert desk.get(f"/scenarios/{scenario.pk}/insights/1-1/").status_code == 404


LIST_QUERIES = 4
DETAIL_QUERIES = 7
