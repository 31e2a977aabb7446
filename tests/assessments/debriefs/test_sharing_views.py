import pytest
from django.urls import reverse

from assessments.debriefs.models import PathShare
from assessments.scenarios.models import OwnWords
from cms.people.audit.models import AuditEvent
from cms.people.teams.models import ReportingLine
from tests.factories.debriefs import SEALED, debrief_answer, path_share, run_over
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
SHARED = reverse("debriefs:shared_list")


def path_of(run):
    return reverse("debriefs:path_detail", args=[run.pk])


def share_of(run):
    return reverse("debriefs:share_create", args=[run.pk])


def debrief(client, run):
    return client.get(reverse("debriefs:debrief_detail", args=[run.pk])).content.decode()


# Choosing a reader ---------------------------------------------------------------


def test_share_create_offers_manager_and_supervisors_first(client, run, manager, supervisor, peer):
    html = client.get(share_of(run)).content.decode()

    assert html.index("Siobhán Keane, your line manager") < html.index("Helen Ashworth, supervisor")
    assert peer.last_name not in html


def test_share_create_finds_somebody_else_by_name(client, run, peer):
    html = client.get(share_of(run), {"q": "whit"}).content.decode()

    assert "Sam Whitfield" in html
    assert "1 found" in html


@pytest.mark.parametrize("words", ["w", "nobody-of-this-name"])
def test_share_create_says_when_nobody_is_found(client, run, peer, words):
    html = client.get(share_of(run), {"q": words}).content.decode()

    assert "Sam Whitfield" not in html
    assert "Nobody else who works here" in html


def test_share_create_offers_nobody_who_has_left_or_has_it(client, run, peer, supervisor):
    path_share(run, supervisor)
    peer.role_grants.update(ends_on=peer.role_grants.get().starts_on)

    html = client.get(share_of(run), {"q": "sam"}).content.decode()

    assert "Sam Whitfield" not in html
    assert "Helen Ashworth" not in html


def test_share_create_shares_and_says_so(client, run, supervisor):
    response = client.post(share_of(run), {"reader": supervisor.pk}, follow=True)

    assert PathShare.objects.get().reader == supervisor
    html = response.content.decode()
    assert "Helen Ashworth can read this path now." in html
    assert "Nobody has opened it yet." in html


def test_share_create_with_somebody_found(client, run, peer):
    client.post(f"{share_of(run)}?q=whitfield", {"reader": peer.pk})

    assert PathShare.objects.get().reader == peer


@pytest.mark.parametrize("reader", ["", "0", "x"])
def test_share_create_asks_for_a_person(client, run, supervisor, reader):
    response = client.post(share_of(run), {"reader": reader})

    assert response.status_code == 422
    assert not PathShare.objects.exists()


def test_share_create_of_a_run_under_way_is_not_found(client, mentor, scenario):
    run = run_over(mentor, scenario, "a", state="open")

    assert client.get(share_of(run)).status_code == 404


@pytest.mark.parametrize("who", ["manager", "peer", "supervisor", "dsl", "admin"])
def test_share_create_is_not_found_for_others(request, client_of, run, who):
    client = client_of(request.getfixturevalue(who))

    assert client.get(share_of(run)).status_code == 404
    assert client.post(share_of(run), {"reader": run.participant_id}).status_code == 404


# Reading ------------------------------------------------------------------------


@pytest.fixture
def reader(client_of, run, supervisor):
    path_share(run, supervisor)
    return client_of(supervisor)


def test_path_detail_shows_path_consequences_comments_and_outcome(reader, run):
    html = reader.get(path_of(run)).content.decode()

    assert "Late again. Shall we start?" in html
    assert "She shrugs and sits down." in html
    assert "It keeps the time and costs some goodwill." in html
    assert str(run.outcome) in html
    assert "Rosa comes to every lesson of the week." in html


def test_path_detail_never_shows_what_is_hers_alone(client_of, mentor, scenario, supervisor):
    run = run_over(mentor, scenario, "c", "a",
                   steps={1: {"confidence": 3, "seconds": 77}})  # fmt: skip
    path_share(run, supervisor)
    debrief_answer(run)
    OwnWords.objects.create(attempt=run, position=1, text="My very own words.")

    html = client_of(supervisor).get(path_of(run)).content.decode()

    assert "Unsafe in real life" in html
    for private in (SEALED, "My very own words.", "Sure", "1 min 17 s", "An expert"):
        assert private not in html


def test_path_detail_is_kept_for_her_to_see(reader, client, run, mentor, supervisor):
    reader.get(path_of(run))
    reader.get(path_of(run))

    assert AuditEvent.objects.filter(
        actor=supervisor, about=mentor, verb="scenario_path.opened"
    ).count() == 2  # fmt: skip
    assert "Helen Ashworth (twice, last" in debrief(client, run)


def test_path_detail_shows_herself_what_a_reader_sees_and_notes_nothing(client, run, mentor):
    html = client.get(path_of(run)).content.decode()

    assert "What a reader sees" in html
    assert not AuditEvent.objects.filter(actor=mentor).exists()


def test_path_detail_is_gone_at_once_when_taken_back(reader, client, run):
    share = PathShare.objects.get()
    assert reader.get(path_of(run)).status_code == 200

    client.post(reverse("debriefs:share_withdraw", args=[share.pk]))

    assert reader.get(path_of(run)).status_code == 404
    assert "Nothing shared with you" in reader.get(SHARED).content.decode()
    assert "Helen Ashworth (once, last" in debrief(client, run)  # what was read stays told


@pytest.mark.parametrize("who", ["peer", "manager", "quality_lead", "dsl", "trainer", "admin"])
def test_path_detail_is_not_found_for_anybody_else(request, client_of, reader, run, who):
    assert client_of(request.getfixturevalue(who)).get(path_of(run)).status_code == 404


def test_another_run_of_the_same_person_stays_hers(reader, run, mentor, scenario):
    other = run_over(mentor, scenario, "a", "a")

    assert reader.get(path_of(other)).status_code == 404


def test_share_withdraw_is_not_found_for_the_reader(reader, run):
    share = PathShare.objects.get()

    address = reverse("debriefs:share_withdraw", args=[share.pk])
    assert reader.post(address).status_code == 404
    share.refresh_from_db()
    assert share.withdrawn_at is None


# Lists --------------------------------------------------------------------------


def test_shared_list_says_when_there_is_nothing(client):
    assert "Nothing shared with you" in client.get(SHARED).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_shared_list_costs_the_same(
    client_of, scenario, supervisor, count, django_assert_num_queries
):
    for number in range(count):
        person = make_person(f"Colleague{number}", "Shares", "mentor")
        path_share(run_over(person, scenario, "a", "a"), supervisor)
    client = client_of(supervisor)
    client.get(SHARED)

    with django_assert_num_queries(4):
        html = client.get(SHARED).content.decode()

    assert html.count("Colleague") == count


def test_a_new_manager_is_offered_and_the_old_one_is_not(client, run, mentor, manager):
    ReportingLine.objects.filter(person=mentor).update(ends_on=mentor.date_joined.date())
    ReportingLine.objects.filter(person=mentor).update(starts_on="2020-01-01", ends_on="2020-02-01")

    assert "Siobhán Keane" not in client.get(share_of(run)).content.decode()


def test_share_create_has_her_manager_however_many_supervisors_there_are(client, run, manager):
    for number in range(12):
        make_person(f"Anna{number}", "Aaron", "supervisor")

    html = client.get(share_of(run)).content.decode()

    assert "Siobhán Keane, your line manager" in html
    assert html.count(", supervisor") == 9
