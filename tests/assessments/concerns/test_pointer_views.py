import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.concerns.models import SafeguardingPointer
from cms.people.audit.models import AuditEvent
from tests.factories.supervision import pointer

pytestmark = pytest.mark.django_db
MINE, NEW = "/supervision/concern/reported/", "/supervision/concern/reported/new/"
STRANGERS = [
    "peer", "supervisor", "manager", "other_manager", "quality_lead", "trainer", "admin", "hr",
    "dpo", "senior",
]  # fmt: skip


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


def form(**fields):
    now = timezone.localtime()
    return {
        "reported_at_0": f"{now:%Y-%m-%d}",
        "reported_at_1": f"{now:%H:%M}",
        "reported_to": "dsl",
        "method": "phone",
        "external_ref": "CPOMS 2231",
        **fields,
    }


# Making one ----------------------------------------------------------------------


def test_pointer_create_in_a_session(client, mentor, meeting):
    answer = client.post(f"{NEW}?session={meeting.pk}", form())

    row = SafeguardingPointer.objects.get()
    assert answer.url == row.get_absolute_url()
    assert (row.session, row.reported_by, row.external_ref) == (meeting, mentor, "CPOMS 2231")


def test_pointer_create_outside_a_session_needs_no_reference(client):
    client.post(NEW, form(external_ref=""))

    row = SafeguardingPointer.objects.get()
    assert (row.session, row.external_ref) == (None, "")


def test_pointer_create_in_a_session_of_others_is_one_without(client_of, peer, meeting):
    """The session is not hers: what she passed on is kept, and says nothing about it."""
    client_of(peer).post(f"{NEW}?session={meeting.pk}", form())

    assert SafeguardingPointer.objects.get().session is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"external_ref": "Jade Smith"}, "This looks like somebody’s name."),
        ({"external_ref": "14/02/2008"}, "date of birth"),
        ({"external_ref": "he told me about it"}, "could be somebody’s name"),
        ({"external_ref": "2" * 61}, "at most 60 characters"),
        ({"reported_at_0": "2999-01-01"}, "still to come"),
        ({"reported_at_0": "2019-01-01"}, "more than a year ago"),
        ({"reported_at_0": ""}, "Say on which day"),
        ({"reported_at_1": "x"}, "valid time"),
        ({"reported_to": ""}, "Choose whom you told."),
        ({"reported_to": "principal"}, "principal is not one of the available choices"),
        ({"method": ""}, "Choose how you told them."),
    ],
)
def test_pointer_create_refuses(client, fields, said):
    answer = client.post(NEW, form(**fields))

    assert answer.status_code == 422
    assert said in answer.text
    assert not SafeguardingPointer.objects.exists()


def test_the_form_has_no_other_free_text(client):
    text = client.get(NEW).text.split("<form", 1)[1]

    assert text.count('type="text"') == 1
    assert "<textarea" not in text
    assert "Not for a concern about a member of staff" in client.get(NEW).text


def test_a_visitor_signs_in_first(visitor, mentor):
    row = pointer(mentor)
    for address in (MINE, NEW, row.get_absolute_url()):
        assert visitor.get(address).url.startswith(reverse("account_login"))


# Reading one ---------------------------------------------------------------------


def test_who_reported_reads_hers_with_the_reference(client, mentor, dsl):
    row = pointer(mentor, external_ref="CPOMS 2231")

    text = client.get(row.get_absolute_url()).text
    assert "CPOMS 2231" in text
    assert "not yet" in text
    assert "And you?" in text
    assert "<button" not in text.split("<main")[1].split("</main>")[0]

    row.acknowledged_at, row.acknowledged_by = timezone.now(), dsl
    row.save()
    assert "Martin Hale" in client.get(row.get_absolute_url()).text
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("stranger", STRANGERS)
def test_nobody_else_finds_one(stranger, client_of, mentor, meeting, request):
    row = pointer(mentor, meeting)

    assert (
        client_of(request.getfixturevalue(stranger)).get(row.get_absolute_url()).status_code == 404
    )


def test_a_lead_reads_it_and_that_is_written_down(client_of, dsl, mentor):
    row = pointer(mentor)

    text = client_of(dsl).get(row.get_absolute_url()).text

    assert "Acknowledge it" in text
    assert "And you?" not in text
    event = AuditEvent.objects.get()
    assert (event.verb, event.about) == ("safeguarding_pointer.opened", mentor)


@pytest.mark.parametrize("count", [1, 3])
def test_pointer_mine_lists_one_s_own(client, mentor, peer, dsl, count, django_assert_num_queries):
    for number in range(count):
        pointer(mentor, external_ref=f"22{number}")
    pointer(peer, external_ref="777")
    client.get(MINE)

    with django_assert_num_queries(4):
        text = client.get(MINE).text

    assert text.count("Reference 22") == count
    assert "Reference 777" not in text


def test_pointer_mine_says_what_will_be_here(client):
    assert "Nothing noted here" in client.get(MINE).text
