import pytest
from django.urls import reverse
from django.utils import timezone

from cms.people.audit.access import readable_by
from cms.people.audit.models import AuditEvent
from cms.people.audit.services import record

pytestmark = pytest.mark.django_db
LIST = reverse("audit:event_list")
MINE = reverse("audit:my_records")


@pytest.fixture
def events(mentor, manager, admin):
    return {
        "read": record(actor=manager, verb="person.opened", obj=mentor, about=mentor),
        "own": record(actor=mentor, verb="person.opened", obj=mentor, about=mentor),
        "change": record(actor=manager, verb="certificate.revoked", about=mentor),
        "technical": record(actor=admin, verb="role.granted", about=mentor),
    }


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("dpo", {"read", "own", "change", "technical"}),
        ("admin", {"technical"}),
        ("mentor", {"read"}),
        ("peer", set()),
        ("manager", set()),
        ("hr", set()),
        ("dsl", set()),
    ],
)
def test_who_reads_which_events(who, seen, events, request):
    user = request.getfixturevalue(who)
    found = set(AuditEvent.objects.filter(readable_by(user)).values_list("pk", flat=True))

    assert found == {events[name].pk for name in seen}


def test_my_records_says_who_in_which_role(events, mentor, client_of, visitor):
    page = client_of(mentor).get(MINE).content.decode()

    assert "Siobhán Keane opened the profile" in page
    assert "Line manager" in page
    assert "certificate" not in page.split("<main")[1].split("</main")[0]
    assert visitor.get(MINE).status_code == 302


def test_my_records_of_somebody_nobody_looked_at(peer, client_of):
    assert "Nobody has opened" in client_of(peer).get(MINE).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("dpo", 200), ("admin", 200), ("hr", 404), ("manager", 404), ("mentor", 404)],
)
def test_event_list_is_for_dpo_and_site_admin(who, status, client_of, request):
    assert client_of(request.getfixturevalue(who)).get(LIST).status_code == status


def test_event_list_shows_a_site_admin_technical_events_only(events, admin, client_of):
    page = client_of(admin).get(LIST).content.decode()

    assert "gave a role" in page
    assert "opened the profile" not in page


def test_event_list_filters(events, dpo, client_of):
    client, today = client_of(dpo), timezone.localdate().isoformat()

    def shown(**asked):
        page = client.get(LIST, asked).content.decode()
        return page.split("<tbody>")[1] if "<tbody>" in page else ""

    assert "gave a role" in shown(verb="role.granted", since=today, until=today)
    assert "opened the profile" not in shown(verb="role.granted")
    assert "Siobhán" in shown(person="siobhán keane")
    assert shown(until="2001-01-01") == ""
    assert "gave a role" in shown(since="2026-02-01", until="2026-01-01")


def test_looking_at_the_audit_is_written_down_too(dpo, client_of):
    client_of(dpo).get(LIST)

    assert AuditEvent.objects.get(actor=dpo).verb == "audit.opened"


@pytest.mark.parametrize("count", [1, 3])
def test_my_records_asks_the_same_number_of_times(
    count, mentor, manager, client_of, django_assert_num_queries
):
    for _ in range(count):
        record(actor=manager, verb="person.opened", about=mentor)
    client = client_of(mentor)
    client.get(MINE)

    with django_assert_num_queries(4):
        client.get(MINE)
