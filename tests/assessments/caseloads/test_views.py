import pytest
from django.urls import reverse

from assessments.caseloads.models import CaseloadPolicy, CaseloadSnapshot
from assessments.caseloads.rules import months_back
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from tests.factories.caseloads import AMARA, FARID, snapshot
from tests.factories.people import ReportingLineFactory, days_ago, make_person

pytestmark = pytest.mark.django_db
LIST = "caseloads:caseload_list"


def count_url(person) -> str:
    return reverse("caseloads:caseload_record", args=[person.pk])


def person_url(person) -> str:
    return reverse("caseloads:person_caseload", args=[person.pk])


def words(answer) -> str:
    return answer.content.decode()


def test_caseload_list_shows_a_mentor_her_sum_and_her_months(client_of, mentor):
    snapshot(mentor, AMARA, on=days_ago(40))
    snapshot(mentor, FARID)

    page = words(client_of(mentor).get(reverse(LIST)))

    assert "96×1 + 24×2.5 + 6×6 = 192" in page
    assert "Far above the fair range" in page
    assert 'class="plot"' in page
    assert "style=" not in page


def test_caseload_list_shows_a_manager_her_team_by_name(client_of, manager, mentor, peer):
    snapshot(peer, FARID)
    snapshot(mentor, AMARA)

    page = words(client_of(manager).get(reverse(LIST)))

    assert page.index("Yasmin Haddad") < page.index("Sam Whitfield")  # Haddad before Whitfield
    assert "192" in page


def test_caseload_list_shows_the_quality_lead_everybody_without_small_counts(
    client_of, quality_lead, mentor, peer
):
    snapshot(mentor, AMARA)

    page = words(client_of(quality_lead).get(reverse(LIST)))

    assert "147" in page
    assert "Sam Whitfield" in page
    assert "105" not in page


@pytest.mark.parametrize("who", ["supervisor", "hr", "trainer"])
def test_caseload_list_has_nothing_for_the_rest(client_of, request, mentor, who):
    snapshot(mentor, FARID)

    page = words(client_of(request.getfixturevalue(who)).get(reverse(LIST)))

    assert "Nothing to read here for you" in page
    assert "192" not in page


def test_caseload_list_is_empty_at_first(client_of, mentor, manager):
    assert "Nothing counted yet" in words(client_of(mentor).get(reverse(LIST)))
    assert "not yet" in words(client_of(manager).get(reverse(LIST)))


@pytest.mark.parametrize("more", [0, 2])
def test_caseload_list_costs_the_same_for_any_team(
    client_of, manager, mentor, team, more, django_assert_num_queries
):
    for n in range(more):
        person = make_person(f"P{n}", "Example", Role.MENTOR, team=team)
        ReportingLineFactory.create(person=person, manager=manager)
        snapshot(person)
    snapshot(mentor)
    client = client_of(manager)
    client.get(reverse(LIST))

    with django_assert_num_queries(9):
        client.get(reverse(LIST))


# One person ----------------------------------------------------------------------


def test_person_caseload_is_opened_by_her_manager_and_written_down(client_of, manager, mentor):
    snapshot(mentor, AMARA)

    page = words(client_of(manager).get(person_url(mentor)))

    assert "84×1 + 18×2.5 + 3×6 = 147" in page
    assert "Who can read this" in page
    event = AuditEvent.objects.get(verb="caseload.opened")
    assert (event.actor, event.about) == (manager, mentor)


def test_person_caseload_hides_small_counts_from_the_quality_lead(client_of, quality_lead, mentor):
    snapshot(mentor, AMARA)

    page = words(client_of(quality_lead).get(person_url(mentor)))

    assert "147" in page
    assert "84" not in page
    assert "hidden: one is small" in page


@pytest.mark.parametrize("who", ["peer", "other_manager", "supervisor", "hr", "dpo", "admin"])
def test_person_caseload_is_not_there_for_others(client_of, request, mentor, who):
    snapshot(mentor)
    client = client_of(request.getfixturevalue(who))

    assert client.get(person_url(mentor)).status_code == 404
    assert client.get(count_url(mentor)).status_code == 404


def test_person_caseload_leads_the_mentor_to_her_own_page(client_of, mentor):
    assert client_of(mentor).get(person_url(mentor)).url == reverse(LIST)


# Counting ------------------------------------------------------------------------


def test_caseload_record_counts_this_month(client_of, mentor):
    client = client_of(mentor)
    assert client.get(count_url(mentor)).status_code == 200

    answer = client.post(count_url(mentor), {"universal": 84, "targeted": 18, "intensive": 3})

    assert answer.url == reverse(LIST)
    assert CaseloadSnapshot.objects.get(mentor=mentor).on == days_ago(0)
    assert "84×1 + 18×2.5 + 3×6 = 147 points" in words(client.get(reverse(LIST)))


def test_caseload_record_changes_the_month_that_was_chosen(client_of, manager, mentor):
    on = months_back(days_ago(0))[1]
    row = snapshot(mentor, AMARA, on=on)
    url = f"{count_url(mentor)}?on={on.isoformat()}"
    client = client_of(manager)
    page = words(client.get(url))
    assert "Counted already" in page
    assert 'value="84"' in page

    numbers = {"universal": 80, "targeted": 18, "intensive": 3}
    old = client.post(url, {**numbers, "seen": ""})
    done = client.post(url, {**numbers, "seen": row.recorded_at.isoformat()})

    assert old.status_code == 422
    assert "Somebody else" in words(old)
    assert done.url == person_url(mentor)
    row.refresh_from_db()
    assert row.universal == 80


def test_caseload_record_shows_a_new_manager_no_count_of_before(client_of, mentor, other_manager):
    row = snapshot(mentor, AMARA, on=days_ago(1))
    before = snapshot(mentor, FARID, on=months_back(days_ago(0))[2])
    mentor.reporting_lines.update(ends_on=days_ago(1))
    ReportingLineFactory.create(person=mentor, manager=other_manager, starts_on=days_ago(0))
    client = client_of(other_manager)

    pages = [
        words(client.get(f"{count_url(mentor)}?on={day.isoformat()}"))
        for day in (days_ago(0), row.on, before.on)
    ]

    assert not any(f'value="{count}"' in page for page in pages for count in (84, 96))
    assert all(page.count("<option") == 1 for page in pages)


@pytest.mark.parametrize("number", ["", "-1", "601", "many", "2.5"])
def test_caseload_record_refuses_what_is_no_count(client_of, mentor, number):
    answer = client_of(mentor).post(
        count_url(mentor), {"universal": number, "targeted": 1, "intensive": 1}
    )

    assert answer.status_code == 422
    assert not CaseloadSnapshot.objects.exists()


def test_caseload_record_is_not_for_the_quality_lead(client_of, quality_lead, mentor):
    assert client_of(quality_lead).get(count_url(mentor)).status_code == 404


# Sums and what is fair -----------------------------------------------------------


def test_caseload_totals_are_for_the_quality_lead_and_senior_leaders(
    client_of, quality_lead, mentor, manager
):
    senior = make_person("Anita", "Sørby", Role.SENIOR_LEADER)
    url = reverse("caseloads:caseload_totals")

    for person in (quality_lead, senior):
        assert client_of(person).get(url).status_code == 200
    for person in (mentor, manager):
        assert client_of(person).get(url).status_code == 404


def test_caseload_totals_name_no_mentor(client_of, quality_lead, team):
    for n in range(3):
        snapshot(make_person(f"Nameless{n}", "Example", Role.MENTOR, team=team), FARID)

    page = words(client_of(quality_lead).get(reverse("caseloads:caseload_totals")))

    assert "378" in page
    assert "Nameless" not in page


def test_load_policy_detail_explains_itself_to_everybody(client_of, supervisor):
    page = words(client_of(supervisor).get(reverse("caseloads:load_policy_detail")))

    assert "140 to 160 points" in page
    assert "Change what is fair" not in page


POLICY = {
    "universal_weight": "1", "targeted_weight": "3", "intensive_weight": "6", "fair_from": 140,
    "fair_to": 170, "least_shown": 5, "why": "A year of trying", "seen": 0,
}  # fmt: skip


@pytest.mark.parametrize("who", ["hr", "quality_lead"])
def test_load_policy_update_saves(client_of, request, who):
    client, url = client_of(request.getfixturevalue(who)), reverse("caseloads:load_policy_update")
    assert client.get(url).status_code == 200

    answer = client.post(url, {**POLICY, "from_on": days_ago(0).isoformat()})

    assert answer.url == reverse("caseloads:load_policy_detail")
    assert CaseloadPolicy.objects.get().fair_to == 170


@pytest.mark.parametrize(
    "change", [{"fair_to": 100}, {"why": ""}, {"targeted_weight": "0.5"}, {"seen": 7}]
)
def test_load_policy_update_says_what_is_wrong(client_of, hr, change):
    url = reverse("caseloads:load_policy_update")

    answer = client_of(hr).post(url, {**POLICY, "from_on": days_ago(0).isoformat(), **change})

    assert answer.status_code == 422
    assert not CaseloadPolicy.objects.exists()


@pytest.mark.parametrize("who", ["mentor", "manager", "admin"])
def test_load_policy_update_is_hidden_from_everybody_else(client_of, request, who):
    url = reverse("caseloads:load_policy_update")

    assert client_of(request.getfixturevalue(who)).get(url).status_code == 404


@pytest.mark.parametrize(
    "name", ["caseload_list", "caseload_totals", "load_policy_detail", "load_policy_update"]
)
def test_strangers_are_asked_to_sign_in(visitor, name):
    assert visitor.get(reverse(f"caseloads:{name}")).status_code == 302
