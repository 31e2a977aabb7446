import re

import pytest
from django.contrib.messages import get_messages
from django.template.loader import render_to_string
from django.urls import reverse

from cms.people.accounts.models import User
from cms.people.escalation.models import CardCheck, SafeguardingContact
from cms.people.escalation.queries import card
from cms.people.escalation.tasks import flag_stale_card
from cms.people.notices.models import Notice
from tests.factories.people import ContactFactory, days_ago

pytestmark = pytest.mark.django_db

CARD = "/safeguarding/"
AISHA = {"kind": "deputy", "name": "Aisha Siddiq", "phone": "07700 900152"}
LINK = '<a href="/safeguarding/">'


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def lead():
    return ContactFactory.create(hours="Monday to Friday", email="martin@x.test")


@pytest.fixture
def checked(dsl, lead):
    return CardCheck.objects.create(checked_by=dsl)


def test_a_mentor_sees_whom_to_call_and_can_tap_to_call(mentor, client_of, checked):
    ContactFactory.create(kind="staff_concern", name="Anita", phone="01632 960101 ext 12")

    page = text_of(client_of(mentor).get(CARD))

    assert page.index("tel:999") < page.index("tel:01632960140") < page.index("01632960101,12")
    for words in ["Martin Hale", "Monday to Friday", "mailto:martin@x.test", "Tell a person",
                  "Do not write the concern here", "keeps no concerns"]:  # fmt: skip
        assert words in page
    day = checked.checked_at
    assert f"Last checked on {day.day} {day:%B %Y} by Martin Hale" in page
    assert "may have changed" not in page


def test_a_mentor_is_offered_nothing_to_change(mentor, client_of, checked):
    page = text_of(client_of(mentor).get(CARD))

    assert "/contacts/" not in page
    assert "right today" not in page


@pytest.mark.parametrize("contacts", [1, 3])
@pytest.mark.parametrize("who", ["mentor", "dsl"])
def test_the_card_costs_no_more_with_more_on_it(
    who, request, client_of, dsl, contacts, django_assert_num_queries
):
    ContactFactory.create_batch(contacts)
    CardCheck.objects.create(checked_by=dsl)
    client = client_of(request.getfixturevalue(who))
    client.get(CARD)

    with django_assert_num_queries(2):  # who reads, and in which roles
        client.get(CARD)


def test_a_stale_card_says_so_to_readers_and_asks_its_keepers(mentor, dsl, client_of, lead):
    reader = text_of(client_of(mentor).get(CARD))
    keeper = text_of(client_of(dsl).get(CARD))

    assert "has never been checked" in reader
    assert "A number may have changed" in reader
    assert "Yours to do:" in keeper
    assert keeper.index("tel:999") < keeper.index("Yours to do:") < keeper.index("tel:0163")


def test_a_fresh_college_says_what_to_do(mentor, dsl, client_of):
    reader = text_of(client_of(mentor).get(CARD))
    keeper = text_of(client_of(dsl).get(CARD))

    assert "Tell your line manager now" in reader
    assert "tel:999" in reader
    assert "Add the safeguarding lead" in keeper
    assert "Add the safeguarding lead" not in reader


def test_a_card_without_a_lead_says_that_one_is_missing(mentor, client_of):
    ContactFactory.create(kind="children")

    assert "The safeguarding lead is missing here" in text_of(client_of(mentor).get(CARD))


def test_who_is_away_is_marked_and_the_next_comes_first(mentor, client_of, lead):
    SafeguardingContact.objects.update(away_from=days_ago(1), away_until=days_ago(-3))
    ContactFactory.create(kind="deputy", name="Aisha Siddiq")

    page = text_of(client_of(mentor).get(CARD))

    assert page.index("Aisha Siddiq") < page.index("Martin Hale")
    assert f"until {days_ago(-3).day} " in page


def test_a_number_nobody_can_dial_is_still_read(mentor, client_of):
    ContactFactory.create(phone="01632 960140 or reception")
    ContactFactory.create(phone="")

    page = text_of(client_of(mentor).get(CARD))

    assert "01632 960140 or reception" in page
    assert "No number here yet" in page


def test_visitors_do_not_read_the_numbers(visitor, lead):
    answer = visitor.get(CARD)

    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_login')}?next={CARD}"


@pytest.mark.parametrize("who", ["dsl", "admin"])
def test_a_keeper_adds_changes_and_takes_off(who, request, client_of, lead):
    client = client_of(request.getfixturevalue(who))

    added = client.post(reverse("escalation:contact_create"), AISHA)
    aisha = SafeguardingContact.objects.get(name="Aisha Siddiq")
    changed = client.post(
        reverse("escalation:contact_update", args=[aisha.pk]), {**AISHA, "hours": "Mornings"}
    )
    moved = client.post(reverse("escalation:contact_move", args=[aisha.pk]), {"direction": "up"})
    assert [c.name for c in card().contacts] == ["Aisha Siddiq", "Martin Hale"]
    taken_off = client.post(reverse("escalation:contact_delete", args=[aisha.pk]))

    assert {answer.url for answer in (added, changed, moved, taken_off)} == {CARD}
    assert said(taken_off)[-1] == "Aisha Siddiq is off the card."
    assert [c.name for c in card().contacts] == ["Martin Hale"]


def test_the_first_contact_offered_is_the_lead_and_then_a_deputy(dsl, client_of):
    client = client_of(dsl)
    before = client.get(reverse("escalation:contact_create"))
    ContactFactory.create()

    after = client.get(reverse("escalation:contact_create"))

    assert before.context["form"]["kind"].value() == "dsl"
    assert after.context["form"]["kind"].value() == "deputy"


def test_a_wrong_number_is_said_beside_its_field(dsl, client_of):
    answer = client_of(dsl).post(
        reverse("escalation:contact_create"), {**AISHA, "phone": "at reception"}
    )

    assert answer.status_code == 200
    assert answer.context["form"].errors["phone"][0].startswith("Write the number alone")


def test_the_last_lead_stays_on_the_card_and_the_reason_is_said(dsl, client_of, lead):
    client = client_of(dsl)

    gone = client.post(reverse("escalation:contact_delete", args=[lead.pk]))
    changed = client.post(
        reverse("escalation:contact_update", args=[lead.pk]), {**AISHA, "kind": "deputy"}
    )

    assert "only safeguarding lead" in said(gone)[0]
    assert "only safeguarding lead" in text_of(changed)
    assert card().has_lead


def test_a_move_nowhere_is_not_found(dsl, client_of, lead):
    address = reverse("escalation:contact_move", args=[lead.pk])

    assert client_of(dsl).post(address, {"direction": "left"}).status_code == 404


def test_a_keeper_vouches_for_the_card(dsl, client_of, lead):
    answer = client_of(dsl).post(reverse("escalation:card_confirm"))

    assert answer.url == CARD
    assert CardCheck.objects.get().checked_by == dsl
    assert "checked it today" in said(answer)[0]


def test_a_card_without_a_lead_is_not_vouched_for(dsl, client_of):
    answer = client_of(dsl).post(reverse("escalation:card_confirm"))

    assert "names no safeguarding lead" in said(answer)[0]
    assert not CardCheck.objects.exists()


def test_the_clock_flags_a_stale_card(dsl, lead):
    flag_stale_card()

    assert Notice.objects.get().recipient == dsl


# From every page -----------------------------------------------------------


def test_every_page_of_somebody_signed_in_leads_to_the_card(mentor, client_of):
    client = client_of(mentor)

    for address in ("/notices/", "/accounts/me/", "/no/such/page/"):
        page = client.get(address).content.decode()
        assert page.index(LINK) < page.index("site-bar")  # before the menu, and so never in it
        assert page.count(LINK) == 2, "once above, once in the footer"


def test_the_way_there_costs_no_query(mentor, django_assert_num_queries):
    with django_assert_num_queries(0):
        for part in ("components/worried.html", "components/footer.html"):
            assert LINK in render_to_string(part, {"user": mentor, "college_name": "Larkmoor"})


def test_visitors_are_not_led_there(visitor):
    assert LINK not in visitor.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_bare_error_pages_lead_there_without_a_database(name):
    assert 'href="/safeguarding/"' in render_to_string(name)


def test_the_contacts_fit_into_a_page_of_somebody_elses(lead):
    """As a lesson's block includes them: two levels down, and never with tools."""
    html = render_to_string("escalation/contacts.html", {"card": card(), "level": 4})

    assert "<h4" in html
    assert "<h2" not in html
    assert "/contacts/" not in html


# Kept for offline ----------------------------------------------------------


def test_the_kept_card_holds_nothing_of_its_reader(mentor, client_of, checked):
    answer = client_of(mentor).get(reverse("escalation:card_kept"))

    page = text_of(answer)
    assert "You are offline. This is the card as of" in page
    assert "tel:01632960140" in page
    for of_hers in (mentor.display_name, mentor.email, "csrfmiddlewaretoken", "<script"):
        assert of_hers not in page
    assert "no-store" in answer["Cache-Control"]


def test_the_offline_page_needs_nobody_and_no_database(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = text_of(visitor.get(reverse("escalation:offline")))

    assert "You are offline" in page
    assert "tel:999" in page


def test_the_worker_is_served_for_the_whole_site_and_never_old(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = visitor.get("/service-worker.js")

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


def test_the_worker_knows_our_addresses(visitor):
    source = visitor.get("/service-worker.js").content.decode()

    for name, view in {
        "CARD": "escalation:card",
        "KEPT_CARD": "escalation:card_kept",
        "OFFLINE": "escalation:offline",
        "SIGN_OUT": "account_logout",
    }.items():
        assert f'const {name} = "{reverse(view)}";' in source


def test_the_worker_finds_every_style_and_font_the_kept_card_needs(mentor, client_of):
    page = client_of(mentor).get(reverse("escalation:card_kept")).content.decode()

    found = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert {"tokens.css", "escalation.css", "atkinson.woff2", "fraunces.woff2", "icon.svg"} <= {
        address.rpartition("/")[2] for address in found
    }


def test_no_account_is_without_the_card(lead, client_of):
    """A role that ran out unnoticed must not hide whom to call."""
    person = User.objects.create_user("nobody@x.test", first_name="No", last_name="Role")

    assert client_of(person).get(CARD).status_code == 200
