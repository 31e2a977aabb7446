from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.people.audit.models import AuditEvent, WrittenOnceError
from cms.people.escalation import services
from cms.people.escalation.models import CardCheck, SafeguardingContact
from cms.people.escalation.queries import card
from cms.people.escalation.rules import ContactFacts, Direction
from cms.people.notices.models import Notice
from cms.people.notices.rules import Channel, NoticeKind
from cms.people.notices.services import set_preferences
from tests.factories.people import ContactFactory, days_ago

pytestmark = pytest.mark.django_db

AISHA = ContactFacts(kind="deputy", name="Aisha Siddiq", phone="07700 900152")


@pytest.fixture
def lead():
    return ContactFactory.create()


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def order():
    return [contact.name for contact in card().contacts]


def test_a_new_contact_stands_last_in_their_section(dsl, lead):
    ContactFactory.create(kind="children", position=9)

    contact = services.create_contact(facts=AISHA, by=dsl)

    assert contact.position == lead.position + 1
    assert order()[:2] == ["Martin Hale", "Aisha Siddiq"]
    assert verbs() == ["safeguarding_contact.created"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"phone": ""}, "phone"),
        ({"phone": "at reception"}, "phone"),
        ({"name": ""}, "name"),
        ({"away_until": days_ago(0)}, "away_from"),
    ],
)
def test_a_contact_that_helps_nobody_is_refused(dsl, change, field):
    with pytest.raises(ValidationError) as refused:
        services.create_contact(facts=replace(AISHA, **change), by=dsl)

    assert field in refused.value.error_dict
    assert not SafeguardingContact.objects.exists()


def test_the_database_refuses_an_absence_out_of_order():
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactFactory.create(away_from=days_ago(0), away_until=days_ago(1))


def test_a_change_is_written_down_by_field_and_without_numbers(dsl, lead):
    changed = services.change_contact(
        contact=lead, facts=replace(lead.facts, phone="01632 960199"), by=dsl
    )

    assert changed.phone == "01632 960199"
    event = AuditEvent.objects.get()
    assert (event.verb, event.detail) == ("safeguarding_contact.changed", {"fields": ["phone"]})


def test_nothing_changed_is_nothing_written(dsl, lead):
    services.change_contact(contact=lead, facts=lead.facts, by=dsl)

    assert verbs() == []


def test_a_contact_of_another_kind_goes_to_the_end_of_its_section(dsl, lead):
    ContactFactory.create(kind="adults", position=40)
    moved = ContactFactory.create(kind="deputy", position=2)

    services.change_contact(contact=moved, facts=replace(moved.facts, kind="children"), by=dsl)

    moved.refresh_from_db()
    assert moved.position == 41


def test_the_last_lead_neither_goes_nor_becomes_something_else(dsl, lead):
    ContactFactory.create(kind="deputy")

    with pytest.raises(ValidationError, match="only safeguarding lead"):
        services.delete_contact(contact=lead, by=dsl)
    with pytest.raises(ValidationError, match="only safeguarding lead"):
        services.change_contact(contact=lead, facts=replace(lead.facts, kind="deputy"), by=dsl)

    lead.refresh_from_db()
    assert lead.kind == "dsl"
    assert verbs() == []


def test_a_lead_goes_when_there_is_another(dsl, lead):
    ContactFactory.create(name="Ruth Pemberton")

    services.delete_contact(contact=lead, by=dsl)

    assert order() == ["Ruth Pemberton"]
    event = AuditEvent.objects.get()
    assert event.verb == "safeguarding_contact.deleted"
    assert "Martin Hale" in event.object_words


def test_a_contact_somebody_else_took_off_is_said_to_be_gone(dsl, lead):
    other = ContactFactory.create(kind="deputy")
    SafeguardingContact.objects.filter(pk=other.pk).delete()

    with pytest.raises(ValidationError, match="just taken"):
        services.delete_contact(contact=other, by=dsl)


@pytest.fixture
def three():
    """All at one place, as rows from elsewhere may be."""
    return [ContactFactory.create(name=name, kind="dsl", position=0) for name in "ABC"]


@pytest.mark.parametrize(
    ("place", "direction", "after"),
    [
        (0, Direction.DOWN, "BAC"),
        (2, Direction.UP, "ACB"),
        (0, Direction.UP, "ABC"),
        (2, Direction.DOWN, "ABC"),
    ],
)
def test_a_contact_changes_places_with_a_neighbour(dsl, three, place, direction, after):
    services.move_contact(contact=three[place], direction=direction, by=dsl)

    assert order() == list(after)


def test_whoever_is_away_is_passed_over_and_keeps_their_place(dsl, three):
    first, _, third = three
    SafeguardingContact.objects.filter(pk=first.pk).update(away_from=days_ago(1))
    card_before = ["B", "C", "A"]
    services.forget_card()
    assert order() == card_before

    services.move_contact(contact=third, direction=Direction.UP, by=dsl)

    assert order() == ["C", "B", "A"]
    SafeguardingContact.objects.filter(pk=first.pk).update(away_from=None)
    services.forget_card()
    assert order() == ["A", "C", "B"]


def test_sections_do_not_mix_when_a_contact_moves(dsl, three):
    alone = ContactFactory.create(kind="children", name="D", position=0)

    services.move_contact(contact=alone, direction=Direction.UP, by=dsl)

    assert order() == ["A", "B", "C", "D"]
    assert verbs() == []


def test_a_lead_vouches_for_the_card(dsl, lead):
    check = services.confirm_card(by=dsl)

    assert card().checked_at == check.checked_at
    assert card().checked_by == "Martin Hale"
    assert verbs() == ["safeguarding_card.confirmed"]


def test_nobody_vouches_for_a_card_without_a_lead(dsl):
    ContactFactory.create(kind="deputy")

    with pytest.raises(ValidationError, match="names no safeguarding lead"):
        services.confirm_card(by=dsl)

    assert not CardCheck.objects.exists()


def test_a_mentor_changes_nothing(mentor, lead):
    with pytest.raises(PermissionDenied):
        services.create_contact(facts=AISHA, by=mentor)
    with pytest.raises(PermissionDenied):
        services.confirm_card(by=mentor)

    assert SafeguardingContact.objects.count() == 1


def test_a_check_is_written_once(dsl, lead):
    check = services.confirm_card(by=dsl)

    for change in (
        check.save,
        check.delete,
        CardCheck.objects.all().delete,
        lambda: CardCheck.objects.update(checked_at=timezone.now()),
    ):
        with pytest.raises(WrittenOnceError):
            change()


def checked_days_ago(dsl, days):
    return services.confirm_card(by=dsl, at=timezone.localtime() - timedelta(days=days))


def test_a_card_in_date_is_not_flagged(dsl, lead):
    checked_days_ago(dsl, 90)

    assert services.flag_stale_card() == 0
    assert not Notice.objects.exists()


def test_each_lead_is_told_once_a_period(dsl, admin, lead):
    checked_days_ago(dsl, 91)

    assert services.flag_stale_card() == 1
    assert services.flag_stale_card() == 0

    notice = Notice.objects.get()
    assert notice.recipient == dsl
    assert "last confirmed on" in notice.body
    assert notice.url == "/safeguarding/"


def test_the_next_period_is_told_of_again(dsl, lead):
    checked_days_ago(dsl, 200)
    services.flag_stale_card()
    checked_days_ago(dsl, 100)

    assert services.flag_stale_card() == 1
    assert Notice.objects.count() == 2


def test_a_card_never_checked_and_an_empty_card_are_flagged(dsl):
    services.flag_stale_card()
    ContactFactory.create()
    services.flag_stale_card()

    titles = list(Notice.objects.order_by("pk").values_list("title", flat=True))
    assert titles == ["The safeguarding card names no lead", "The safeguarding card needs checking"]


def test_nobody_switches_the_flag_off(dsl):
    silence = {NoticeKind.SAFEGUARDING_CARD: Channel.APP}

    with pytest.raises(ValidationError, match="others call the numbers"):
        set_preferences(recipient=dsl, channels=silence, by=dsl)


def test_without_a_lead_in_the_college_the_admin_is_told(admin):
    services.flag_stale_card()

    assert Notice.objects.get().recipient == admin
