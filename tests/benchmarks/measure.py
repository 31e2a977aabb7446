"""What a page costs: CPU as a ratio to a bare view in the same run, and queries.

`make benchmarks` prints the table. Ratios within one run, because a second on one machine says
nothing about another; nothing here is asserted (design.md section 5).
"""

from collections.abc import Callable

import pytest
from django.test import Client

from assessments.quizzes.models import QuizPage
from assessments.quizzes.services import start_attempt as start_quiz
from assessments.scenarios.models import ScenarioAttempt, ScenarioPage
from assessments.scenarios.rules.checks import graph_faults, graph_notes
from assessments.scenarios.rules.graph import Graph
from assessments.scenarios.rules.paths import expert_path, path_report
from assessments.scenarios.services import choose
from assessments.scenarios.services import start_attempt as start_scenario
from cms.dashboard.services import set_up_site
from cms.people.accounts.models import User
from courses.catalogue.models import LessonPage, ModulePage, ProgrammePage
from courses.enrolment.services import enrol_in_programme
from tests.benchmarks.people import enrol_all, fill_team
from tests.benchmarks.practice import live_a_year
from tests.benchmarks.ratios import (  # noqa: F401 - the connection is kept for every measure
    cpu_of,
    kept_connection,
    queries_of,
    reader_for,
    row,
)
from tests.benchmarks.stories import graph_in, long_story
from tests.factories.scenarios import long_material, scenario_page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.benchmarks.urls"),
    pytest.mark.usefixtures("kept_connection"),
]
TARGET_RATIO, TARGET_QUERIES, GRID_QUERIES = 6.5, 4, 12


@pytest.fixture
def site(db: None) -> ProgrammePage:
    set_up_site()
    return ProgrammePage.objects.live().order_by("path")[0]


def test_what_pages_cost(
    site: ProgrammePage, mentor: User, manager: User, client_of: Callable[[User], Client]
) -> None:
    enrol_in_programme(participant=mentor, programme=site, by=manager)
    quiz = start_quiz(
        participant=mentor, quiz=QuizPage.objects.live().order_by("path")[0], by=mentor
    )
    scenario = start_scenario(scenario=ScenarioPage.objects.live().order_by("path")[0], by=mentor)
    pages = {
        "Lesson": LessonPage.objects.get(material_id="TGT-L1").url,
        "Lesson with three drills": LessonPage.objects.get(material_id="COQ-L2").url,
        "Quiz question": f"/quizzes/attempts/{quiz.pk}/1/",
        "Scenario scene": f"/scenarios/attempts/{scenario.pk}/",
        "Scene of 500": f"/scenarios/attempts/{long_run(mentor).pk}/",
        "Home": "/",
    }
    read = reader_for(client_of(mentor))
    bare = cpu_of(lambda: read("/bare/"))
    print(f"\n\n{'Page':<28}{'CPU ms':>8}{'x bare':>9}{'queries':>9}   target")
    row("Bare view", bare, bare, queries_of(lambda: read("/bare/")), "")
    for name, url in pages.items():
        assert read(url) == 200, url
        target = "" if name == "Home" else f"≤ {TARGET_RATIO} x, ≤ {TARGET_QUERIES} queries"
        row(name, cpu_of(lambda u=url: read(u)), bare,
            queries_of(lambda u=url: read(u)), target)  # fmt: skip


def test_what_a_team_costs(
    site: ProgrammePage, manager: User, supervisor: User, client_of: Callable[[User], Client]
) -> None:
    """The manager's grid over everything, the modules of a programme, and the grid as a file."""
    follow = reader_for(client_of(manager))
    bare = cpu_of(lambda: follow("/bare/"))
    print(f"\n\n{'Team':<28}{'CPU ms':>8}{'x bare':>9}{'queries':>9}   target")
    views = {
        "Grid": "/team/",
        "Grid, last page": "/team/?page=999",
        "Grid, one searched": "/team/?q=mentor1",
        "Modules": "/team/modules/",
    }
    asked: dict[str, list[int]] = {name: [] for name in views}
    for count in (24, 2000):
        people = fill_team(manager, count)
        enrol_all(people, site)
        live_a_year(people, manager, supervisor)
        for name, url in views.items():
            assert follow(url) == 200, url
            queries = queries_of(lambda u=url: follow(u))
            asked[name].append(queries)
            seconds = cpu_of(lambda u=url: follow(u), requests=1)
            row(f"{name}, {count}", seconds, bare, queries, f"≤ {GRID_QUERIES} queries")
    assert {name: len(set(counts)) for name, counts in asked.items()} == dict.fromkeys(views, 1)


def long_run(mentor: User) -> ScenarioAttempt:
    """A few decisions into a scenario of 500 scenes."""
    module = ModulePage.objects.live().order_by("path")[0]
    page = scenario_page(module, long_material(500), slug="five-hundred-scenes")
    attempt = start_scenario(scenario=page, by=mentor)
    for position in (1, 2, 3):
        choose(attempt=attempt, position=position, option_key="a", by=mentor)
    return attempt


def test_what_a_large_scenario_costs(mentor: User, client_of: Callable[[User], Client]) -> None:
    """A scenario of 500 scenes with four options each, beside one of 50."""
    read = reader_for(client_of(mentor))
    bare = cpu_of(lambda: read("/bare/"))
    print(f"\n\n{'Rules':<44}{'CPU ms':>9}{'x bare':>9}{'x of 50':>9}   500 scenes, 4 options each")
    kinds: dict[str, dict[str, bool]] = {
        "": {}, ", a path comes back": {"goes_round": True},
        ", 2 meters and 3 facts": {"remembers": True},
    }  # fmt: skip
    rules: dict[str, Callable[[Graph], object]] = {
        "Faults": graph_faults, "Notes": graph_notes, "Best path": expert_path,
        "Paths and spread": path_report,
    }  # fmt: skip
    for kind, options in kinds.items():
        small, large = (graph_in(long_story(scenes, **options)) for scenes in (50, 500))
        for name, rule in rules.items():
            few, many = (cpu_of(lambda g=g, r=rule: r(g), requests=1) for g in (small, large))  # type: ignore[misc]
            print(f"{name + kind:<44}{many * 1000:>9.1f}{many / bare:>9.1f}{many / few:>9.1f}")
    scenario = scenario_page(material=long_story(500))
    attempt = start_scenario(scenario=scenario, by=mentor)
    print(f"\n{'Player':<28}{'CPU ms':>8}{'x bare':>9}{'queries':>9}   one of 500 scenes")
    url = attempt.get_absolute_url()
    target = f"≤ {TARGET_RATIO} x, ≤ {TARGET_QUERIES} queries"

    def turn() -> None:
        run = ScenarioAttempt.objects.get(pk=attempt.pk)
        position, best = run.steps.count() + 1, run.current_scene.removeprefix("n")
        choose(attempt=run, position=position, option_key="abcd"[int(best) % 4], by=mentor)

    row("First scene", cpu_of(lambda: read(url)), bare, queries_of(lambda: read(url)), target)
    row("A choice, kept", cpu_of(turn, requests=5), bare, queries_of(turn), "")
    made = ScenarioAttempt.objects.get(pk=attempt.pk).steps.count()
    row(f"Scene after {made} choices", cpu_of(lambda: read(url), requests=5), bare,
        queries_of(lambda: read(url)), "")  # fmt: skip
