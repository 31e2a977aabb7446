"""The named people every test shares, and what a test run needs around them."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadScopeScheduling

from cms.celery import app as celery_app
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.editors.services import set_up_groups
from cms.people.teams.models import Team
from tests.browser import (  # noqa: F401 - one browser for every test that drives one
    assert_accessible,
    browser,
    browser_page,
    page,
    phone,
    server_at_rest,
    signed_in,
)
from tests.factories.people import ReportingLineFactory, TeamFactory, make_person

celery_app.set_default()
# The same examples in every run, so that what fails here failed there, too. To look for new ones:
# pytest --hypothesis-profile=explore
hypothesis_settings.register_profile("repeatable", derandomize=True)
hypothesis_settings.register_profile("explore", max_examples=1_000)
hypothesis_settings.load_profile("repeatable")
# What the tests of these modules share takes minutes to build. (The groups of pytest-xdist 3.8 do
# not work with pytest 9.2, which no longer lets it rename a test.)
KEPT_WHOLE = (
    "tests/journeys/test_demo_stories.py",
    "tests/cms/people/escalation/test_migrations.py",
)
SIGN_IN_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, django_db_use_migrations: bool
) -> None:
    if not django_db_use_migrations:
        with django_db_blocker.unblock():
            write_what_migrations_would()


class ModulesKeptWhole(LoadScopeScheduling):
    """Any test to any worker that is free, but all tests of those modules to one, which begins
    with them."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return module if module in KEPT_WHOLE else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ModulesKeptWhole:
    return ModulesKeptWhole(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks no database says the same on any, so it runs on the embedded default alone. The
    site itself is about broker and cache, too."""
    if "DATABASE_URL" not in os.environ:
        return
    again = [item for item in items if asks_database(item) or "tests/cms/" in item.nodeid]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(again)])
    items[:] = again


def asks_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(
        fixtures & {"db", "transactional_db", "live_server", "scene"}
    )


def write_what_migrations_would() -> None:
    """The rows and the search index that Wagtail's migrations make, for runs without any."""
    from django.db import connection
    from wagtail.models import Collection, Locale, Page, Site

    Locale.objects.get_or_create(language_code="en-gb")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    if not Page.objects.exists():
        root = Page.add_root(title="Root", slug="root")
        home = root.add_child(title="Welcome", slug="home")
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS wagtailsearch_indexentry_fts")
            for statement in SEARCH_TABLES:
                cursor.execute(statement)


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """What one test cached is gone with its rows."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def groups(db: None) -> None:
    set_up_groups()


@pytest.fixture
def team(db: None) -> Team:
    return TeamFactory.create(code="E", name="Apprenticeships and Adult")


@pytest.fixture
def other_team(db: None) -> Team:
    return TeamFactory.create(code="D", name="Foundation, Supported Learning and ESOL")


@pytest.fixture
def manager(team: Team) -> User:
    return make_person("Siobhán", "Keane", Role.LINE_MANAGER, team=team, email="manager@x.test")


@pytest.fixture
def other_manager(other_team: Team) -> User:
    """Has the role, and nobody of the people below."""
    return make_person("Marek", "Nowak", Role.LINE_MANAGER, team=other_team)


@pytest.fixture
def mentor(manager: User, team: Team) -> User:
    person = make_person("Yasmin", "Haddad", Role.MENTOR, team=team)
    ReportingLineFactory.create(person=person, manager=manager)
    return person


@pytest.fixture
def peer(manager: User, team: Team) -> User:
    person = make_person("Sam", "Whitfield", Role.MENTOR, team=team)
    ReportingLineFactory.create(person=person, manager=manager)
    return person


@pytest.fixture
def supervisor(db: None) -> User:
    return make_person("Helen", "Ashworth", Role.SUPERVISOR)


@pytest.fixture
def quality_lead(groups: None) -> User:
    return make_person("Denise", "Okafor", Role.QUALITY_LEAD)


@pytest.fixture
def dsl(groups: None) -> User:
    return make_person("Martin", "Hale", Role.DSL)


@pytest.fixture
def trainer(groups: None) -> User:
    return make_person("Joanna", "Firth", Role.TRAINER)


@pytest.fixture
def admin(groups: None) -> User:
    return make_person("Kai", "Lindqvist", Role.SITE_ADMIN)


@pytest.fixture
def hr(db: None) -> User:
    return make_person("Beth", "Lomax", Role.HR)


@pytest.fixture
def dpo(db: None) -> User:
    return make_person("Nigel", "Prasad", Role.DPO)


@pytest.fixture
def visitor() -> Client:
    """Somebody who has not signed in."""
    return Client()


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend=SIGN_IN_BACKEND)
        return client

    return sign_in


TABLE = "wagtailsearch_indexentry"
SEARCH_TABLES = [
    f"CREATE VIRTUAL TABLE {TABLE}_fts USING fts5(autocomplete, body, title)",
    f"CREATE TRIGGER insert_{TABLE}_fts AFTER INSERT ON {TABLE} BEGIN INSERT INTO {TABLE}_fts"
    "(title, body, autocomplete, rowid) VALUES (NEW.title, NEW.body, NEW.autocomplete, NEW.id); "
    "END",
    f"CREATE TRIGGER update_{TABLE}_fts AFTER UPDATE ON {TABLE} BEGIN UPDATE {TABLE}_fts SET "
    "title=NEW.title, body=NEW.body, autocomplete=NEW.autocomplete WHERE rowid=NEW.id; END",
    f"CREATE TRIGGER delete_{TABLE}_fts AFTER DELETE ON {TABLE} BEGIN DELETE FROM {TABLE}_fts "
    "WHERE rowid=OLD.id; END",
]
