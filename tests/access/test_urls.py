"""Person × address × method, for every address of ours."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.rows import GET, NOT_FOUND, POST, SIGN_IN
from tests.access.scene import PEOPLE, everybody
from tests.access.table import CLOSED_DOORS, ROWS

pytestmark = pytest.mark.django_db
FOREIGN = ("wagtail", "allauth")
ELSEWHERE = {"pages:serve_page"}  # every page of the tree: test_pages.py


def our_patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, str]]:
    """(name, route) of every address that is not Wagtail's or allauth's own."""
    for found in resolver.url_patterns:
        if isinstance(found, URLPattern):
            yield f"{namespace}{found.name}" if found.name else "", str(found.pattern)
        elif not getattr(found.urlconf_name, "__name__", "").startswith(FOREIGN):
            yield from our_patterns(found, f"{found.namespace}:" if found.namespace else namespace)


NAMES = {name for name, _ in our_patterns(get_resolver()) if name} - ELSEWHERE


def address_of(row, scene):
    address = reverse(row.name, kwargs=row.kwargs(scene))
    if not row.query:
        return address
    return f"{address}?{row.query.format(mentor=scene.pk('mentor'))}"


def outcome_of(response):
    """The status; a redirect to the sign-in page that comes back here has a name of its own."""
    is_sign_in = response.status_code == 302 and response.url.startswith(
        f"{reverse('account_login')}?next=/"
    )
    return SIGN_IN if is_sign_in else response.status_code


def test_every_address_of_ours_has_a_row():
    assert {row.name for row in ROWS} == NAMES


def test_every_closed_door_has_a_line():
    routes = {route for name, route in our_patterns(get_resolver()) if not name}

    assert routes == set(CLOSED_DOORS)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_what_the_table_says(ask, scene, row):
    expected = {**everybody(row.expected, NOT_FOUND), "visitor": row.visitor}
    address = address_of(row, scene)
    data = row.data(scene) if row.method == POST else None

    answers = {who: ask(who, row.method, address, data) for who in expected}

    assert {who: outcome_of(answer) for who, answer in answers.items()} == expected
    refused = [who for who, outcome in expected.items() if outcome in {NOT_FOUND, SIGN_IN, 403}]
    assert {who: answers[who].writes for who in refused if answers[who].writes} == {}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_method_without_a_row_is_refused_to_everybody(ask, scene, name):
    rows = [row for row in ROWS if row.name == name]
    address = address_of(rows[0], scene)
    for method in {GET, POST} - {row.method for row in rows}:
        answers = {who: ask(who, method, address) for who in PEOPLE}

        assert {answer.status_code for answer in answers.values()} <= {404, 405}
        assert [who for who, answer in answers.items() if answer.writes] == []


@pytest.mark.parametrize("route", CLOSED_DOORS)
@pytest.mark.parametrize("who", ["visitor", "mentor", "trainer", "admin", "superuser"])
def test_a_closed_door_leads_to_our_own_screen(ask, route, who):
    address, leads_to = CLOSED_DOORS[route]

    answer = ask(who, GET, address)

    assert (answer.status_code, answer.url) == (302, reverse(leads_to))


def test_an_answer_kept_in_the_background_is_refused_in_plain_words(ask, scene):
    """A redirect would tell the page that the attempt is handed in (autosave.js)."""
    row = next(row for row in ROWS if row.name == "quizzes:attempt_question")

    answer = ask("visitor", POST, address_of(row, scene), {"answer": "0"}, HTTP_X_AUTOSAVE="1")

    assert answer.status_code == 401
    assert answer.writes == []
