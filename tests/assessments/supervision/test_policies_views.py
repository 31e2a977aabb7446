"""The screens of how often supervision is due."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.supervision.forms.policies import GROUPS
from assessments.supervision.models import (
    CollegeClosure,
    SupervisionNeed,
    SupervisionPolicy,
    SupervisorPost,
)
from assessments.supervision.queries.policies import policy_values
from assessments.supervision.rules.policies import fingerprint
from assessments.supervision.rules.states import NeedKind
from assessments.supervision.services.policies import (
    add_closure,
    load_default_policies,
    save_post,
    set_need,
)
from cms.people.accounts.rules import Role
from tests.factories import supervision as scenes
from tests.factories.people import days_ago, make_person

pytestmark = pytest.mark.django_db
LIST = reverse("supervision:policy_list")
EVERYBODY = [
    "mentor", "peer", "supervisor", "manager", "other_manager", "quality_lead", "dsl", "trainer",
    "admin", "hr", "dpo",
]  # fmt: skip
KEEPERS = {"hr", "quality_lead"}
QUERIES = 23  # of the page itself, one’s own standing and everybody’s


@pytest.fixture(autouse=True)
def policies(db):
    load_default_policies()


def url(name: str, *args: object) -> str:
    return reverse(f"supervision:{name}", args=args)


def sent(row: SupervisionPolicy, **changed: object) -> dict[str, object]:
    """A policy as the form sends it."""
    values = {name: getattr(row, name) for names in GROUPS.values() for name in names}
    values |= {"team": "", "seen": fingerprint(policy_values(row)), **changed}
    return {name: "" if value is None else value for name, value in values.items() if value != []}


def confirmed() -> SupervisionPolicy:
    return SupervisionPolicy.objects.get(key="confirmed")


# Reading -----------------------------------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
def test_policy_list_is_read_by_everybody_and_changed_by_two(who, client_of, request):
    page = client_of(request.getfixturevalue(who)).get(LIST)

    assert page.status_code == 200
    words = page.content.decode()
    assert "A session at least every 42 days (6 weeks), with 7 days of grace." in words
    assert ("Add a policy" in words) is (who in KEEPERS)


def test_policy_list_needs_a_sign_in(visitor):
    assert visitor.get(LIST).status_code == 302


def test_policy_list_says_where_one_stands(mentor, supervisor, manager, client_of):
    scenes.held(scenes.agreement(mentor, supervisor), 40)
    set_need(person=mentor, kind=NeedKind.INTENSIVE, starts_on=days_ago(60), by=manager)

    mine = client_of(mentor).get(LIST).content.decode()

    assert "Last met 40 days ago; every 42 days" in mine
    assert "Intensive caseload" in mine
    assert "Yours today" not in client_of(supervisor).get(LIST).content.decode()


def test_policy_list_shows_needs_to_who_sets_them(
    mentor, peer, manager, other_manager, quality_lead, hr, client_of
):
    set_need(person=mentor, kind=NeedKind.SUPPORT_PLAN, starts_on=days_ago(1), by=hr)
    pages = {
        who: client_of(who).get(LIST).content.decode()
        for who in (manager, hr, other_manager, quality_lead, peer)
    }

    assert [mentor.display_name in page for page in pages.values()] == [
        True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_policy_list_asks_the_same_number_of_times(
    count, mentor, peer, hr, team, client_of, django_assert_num_queries
):
    for number in range(count):
        person = make_person(f"Mentor{number}", "Example", Role.MENTOR, team=team)
        set_need(person=person, kind=NeedKind.INTENSIVE, starts_on=days_ago(9), by=hr)
        add_closure(name=f"Day {number}", starts_on=days_ago(-9), ends_on=days_ago(-9), by=hr)
    client = client_of(hr)
    client.get(LIST)

    with django_assert_num_queries(QUERIES):
        client.get(LIST)


# Changing ----------------------------------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", ["policy_create", "policy_update", "closure_create", "post_list"])
def test_what_two_keep_is_not_found_by_others(who, name, client_of, request):
    args = [confirmed().pk] if name == "policy_update" else []

    page = client_of(request.getfixturevalue(who)).get(url(name, *args))

    assert page.status_code == (200 if who in KEEPERS else 404)


def test_policy_update_shows_what_it_would_change_before_it_is_saved(
    mentor, supervisor, hr, client_of
):
    scenes.held(scenes.agreement(mentor, supervisor), 40)
    row, client = confirmed(), client_of(hr)
    data = sent(row, interval_days=28)

    shown = client.post(url("policy_update", row.pk), data)

    words = shown.content.decode()
    assert shown.status_code == 200
    assert "It holds for 1 of 1 mentors today" in words
    assert "earlier for 1" in words
    assert confirmed().interval_days == 42
    saved = client.post(url("policy_update", row.pk), {**data, "confirm": "1"})
    assert saved.headers["Location"] == LIST
    assert confirmed().interval_days == 28


def test_policy_update_says_when_nothing_is_different(hr, client_of):
    row = confirmed()

    page = client_of(hr).post(url("policy_update", row.pk), sent(row))

    assert "Nothing is different" in page.content.decode()


def test_policy_update_can_be_gone_back_to(hr, client_of):
    row = confirmed()

    page = client_of(hr).post(url("policy_update", row.pk), sent(row, interval_days=28, again="1"))

    assert page.status_code == 200
    assert 'value="28"' in page.content.decode()


def test_policy_update_refuses_what_cannot_be(hr, client_of):
    row = confirmed()

    page = client_of(hr).post(url("policy_update", row.pk), sent(row, tolerance_days=50))

    assert page.status_code == 422
    assert "nobody would ever be late" in page.content.decode()


def test_policy_update_refuses_to_write_over_another(hr, client_of):
    row = confirmed()
    data = sent(row, interval_days=28, confirm="1")
    SupervisionPolicy.objects.filter(pk=row.pk).update(tolerance_days=3)

    page = client_of(hr).post(url("policy_update", row.pk), data)

    assert page.status_code == 422
    assert "Somebody else changed this policy" in page.content.decode()
    assert confirmed().interval_days == 42


def test_policy_create_makes_one(quality_lead, team, client_of):
    row = confirmed()
    data = sent(row, name="Our team", team=team.pk, interval_days=21, priority=60, seen="")
    client = client_of(quality_lead)

    assert "It would hold for 0 of 0" in client.post(url("policy_create"), data).content.decode()
    client.post(url("policy_create"), {**data, "confirm": "1"})

    made = SupervisionPolicy.objects.get(key="our-team")
    assert (made.team, made.interval_days, made.priority) == (team, 21, 60)


# Needs -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 200), ("hr", 200), ("mentor", 404), ("other_manager", 404),
     ("quality_lead", 404), ("supervisor", 404), ("admin", 404), ("dpo", 404)],
)  # fmt: skip
def test_need_create_is_for_a_manager_and_hr(who, status, mentor, client_of, request):
    client = client_of(request.getfixturevalue(who))

    assert client.get(url("need_create")).status_code == status


def test_need_create_and_end(mentor, manager, client_of):
    client = client_of(manager)
    data = {"person": mentor.pk, "kind": "intensive", "starts_on": timezone.localdate()}

    client.post(url("need_create"), data)
    need = SupervisionNeed.objects.get()
    again = client.post(url("need_create"), data)
    ended = client.post(url("need_end", need.pk), {"ends_on": days_ago(-3)})

    assert (again.status_code, ended.headers["Location"]) == (422, LIST)
    need.refresh_from_db()
    assert need.ends_on == days_ago(-3)


def test_need_create_refuses_somebody_elses_report(mentor, peer, hr, manager, client_of, dsl):
    data = {"person": dsl.pk, "kind": "intensive", "starts_on": timezone.localdate()}

    assert client_of(manager).post(url("need_create"), data).status_code == 422
    assert not SupervisionNeed.objects.exists()


def test_need_end_is_not_found_by_others(mentor, hr, other_manager, client_of):
    need = set_need(person=mentor, kind=NeedKind.INTENSIVE, starts_on=days_ago(1), by=hr)

    for who in (mentor, other_manager):
        assert client_of(who).get(url("need_end", need.pk)).status_code == 404
    assert client_of(hr).get(url("need_end", need.pk)).status_code == 200


# Closures and posts ------------------------------------------------------------------


def test_closures_are_added_and_taken_out(hr, client_of):
    client = client_of(hr)
    days = {"starts_on": days_ago(-20), "ends_on": days_ago(-27)}

    client.post(url("closure_create"), {"name": "Christmas", **days})
    closure = CollegeClosure.objects.get()

    assert "Christmas" in client.get(LIST).content.decode()
    assert "Take out “Christmas”?" in client.get(url("closure_remove", closure.pk)).content.decode()
    client.post(url("closure_remove", closure.pk))
    assert not CollegeClosure.objects.exists()


def test_closure_create_says_what_is_wrong(hr, client_of):
    data = {"name": "x", "starts_on": days_ago(0), "ends_on": days_ago(3)}

    page = client_of(hr).post(url("closure_create"), data)

    assert page.status_code == 422
    assert "cannot be before the first day" in page.content.decode()


def test_post_list_shows_the_load(mentor, peer, supervisor, quality_lead, client_of):
    for person in (mentor, peer):
        scenes.agreement(person, supervisor)
    save_post(supervisor=supervisor, fte=Decimal("0.6"), trained_on=days_ago(9), by=quality_lead)

    words = client_of(quality_lead).get(url("post_list")).content.decode()

    assert "2 of 12" in words
    assert "Has room" in words


@pytest.mark.parametrize(
    ("who", "status"), [("hr", 200), ("quality_lead", 200), ("supervisor", 404), ("manager", 404)]
)
def test_post_update_is_kept_by_two(who, status, supervisor, client_of, request):
    client = client_of(request.getfixturevalue(who))

    assert client.get(url("post_update", supervisor.pk)).status_code == status


def test_post_update_sets_the_time(supervisor, mentor, hr, client_of):
    client = client_of(hr)

    client.post(url("post_update", supervisor.pk), {"fte": "0.6", "trained_on": days_ago(3)})
    wrong = client.post(url("post_update", supervisor.pk), {"fte": "3"})

    assert SupervisorPost.objects.get().fte == Decimal("0.6")
    assert wrong.status_code == 422
    assert client.get(url("post_update", mentor.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_post_list_asks_the_same_number_of_times(count, hr, client_of, django_assert_num_queries):
    for number in range(count):
        person = make_person(f"Supervisor{number}", "Example", Role.SUPERVISOR)
        save_post(supervisor=person, fte=Decimal("0.5"), may_exceed_until=days_ago(-9), by=hr)
    client = client_of(hr)
    client.get(url("post_list"))

    with django_assert_num_queries(5):
        client.get(url("post_list"))
