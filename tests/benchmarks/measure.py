"""What a page costs: CPU as a ratio to a bare view in the same run, and queries.

`make benchmarks` prints the table. Ratios within one run, because a second on one machine says
nothing about another; nothing here is asserted (design.md section 5).
"""

import statistics
import time
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.hashers import make_password
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.quizzes.models import QuizPage
from assessments.quizzes.services import start_attempt as start_quiz
from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.services import start_attempt as start_scenario
from cms.dashboard.services import set_up_site
from cms.people.accounts.models import RoleGrant, User
from cms.people.accounts.rules import Role
from cms.people.teams.models import ReportingLine, StaffProfile
from courses.catalogue.models import LessonPage, ModulePage, ProgrammePage
from courses.enrolment.models import Enrolment, ProgrammeEnrolment
from courses.enrolment.services import enrol_in_programme

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.benchmarks.urls")]
ROUNDS, REQUESTS = 7, 30
TARGET_RATIO, TARGET_QUERIES, GRID_QUERIES = 6.5, 4, 12


def cpu_of(get: Callable[[], object], requests: int = REQUESTS) -> float:
    """Seconds of this process's CPU a request: the median of several rounds."""
    get()
    rounds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(requests):
            get()
        rounds.append((time.process_time() - began) / requests)
    return statistics.median(rounds)


def reader_for(client: Client) -> Callable[[str], int]:
    """Asks as a server does: the test client would copy the context of every template."""
    handler, statuses = WSGIHandler(), []
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())

    def get(url: str) -> int:
        environ = RequestFactory().get(url, HTTP_COOKIE=cookies, HTTP_HOST="testserver").environ
        response = handler(environ, lambda status, headers: statuses.append(status))
        for _ in response:
            pass
        response.close()
        return int(statuses.pop()[:3])

    return get


def queries_of(get: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        get()
    return len(captured)


@pytest.fixture(autouse=True)
def kept_connection() -> Iterator[None]:
    """As in Django's own test client: the test's transaction lives in this connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def site(db: None) -> ProgrammePage:
    set_up_site()
    return ProgrammePage.objects.get()


def test_what_pages_cost(
    site: ProgrammePage, mentor: User, manager: User, client_of: Callable[[User], Client]
) -> None:
    enrol_in_programme(participant=mentor, programme=site, by=manager)
    quiz = start_quiz(participant=mentor, quiz=QuizPage.objects.get(), by=mentor)
    scenario = start_scenario(scenario=ScenarioPage.objects.order_by("path")[0], by=mentor)
    pages = {
        "Lesson": LessonPage.objects.order_by("path")[0].url,
        "Quiz question": f"/quizzes/attempts/{quiz.pk}/1/",
        "Scenario scene": f"/scenarios/attempts/{scenario.pk}/",
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
    follow = reader_for(client_of(manager))
    for count in (24, 2000):
        fill_team(manager, site, count)
        queries = queries_of(lambda: follow("/team/"))
        seconds = cpu_of(lambda: follow("/team/"), requests=3)
        row(f"Team grid, {count} mentors", seconds, bare, queries, f"≤ {GRID_QUERIES} queries")


def row(name: str, seconds: float, bare: float, queries: int, target: str) -> None:
    print(f"{name:<28}{seconds * 1000:>8.2f}{seconds / bare:>9.1f}{queries:>9}   {target}")


def fill_team(manager: User, programme: ProgrammePage, count: int) -> None:
    """Rows in bulk: what is measured is the reading of them."""
    missing = count - ReportingLine.objects.filter(manager=manager).count()
    today = timezone.localdate()
    people = User.objects.bulk_create(
        User(email=f"m{count}-{n}@x.test", first_name=f"Mentor{n}", last_name=f"Of{count}",
             password=make_password(None)) for n in range(missing)
    )  # fmt: skip
    StaffProfile.objects.bulk_create(StaffProfile(person=p, started_on=today) for p in people)
    RoleGrant.objects.bulk_create(
        RoleGrant(holder=p, role=Role.MENTOR, starts_on=today) for p in people
    )
    ReportingLine.objects.bulk_create(
        ReportingLine(person=p, manager=manager, starts_on=today) for p in people
    )
    ProgrammeEnrolment.objects.bulk_create(
        ProgrammeEnrolment(participant=p, programme=programme, starts_on=today) for p in people
    )
    Enrolment.objects.bulk_create(
        Enrolment(participant=p, module=module, cycle=1, assigned_on=today, due_on=today)
        for p in people for module in ModulePage.objects.all()
    )  # fmt: skip
