import pytest
from django.db import models, transaction

from cms.people.audit.models import AuditEvent, WrittenOnceError
from cms.people.audit.services import record

pytestmark = pytest.mark.django_db


def test_record_keeps_the_roles_and_words_of_the_moment(manager, mentor):
    event = record(actor=manager, verb="person.opened", obj=mentor, about=mentor)

    assert event.actor_roles == ["line_manager"]
    assert event.object_words == mentor.display_name
    assert event.obj == mentor


def test_record_of_the_site_itself():
    event = record(actor=None, verb="person.created")

    assert str(event) == "The site created an account"
    assert event.actor_words == "automatic"


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda _: AuditEvent.objects.update(verb="x"),
        lambda _: AuditEvent.objects.filter(verb="person.opened").update(verb="x"),
        lambda _: AuditEvent.objects.all().delete(),
        lambda event: AuditEvent.objects.bulk_update([event], ["verb"]),
        lambda _: AuditEvent.objects.update_or_create(verb="person.opened"),
    ],
)
def test_what_is_written_stays_written(change, manager, mentor):
    event = record(actor=manager, verb="person.opened", about=mentor)
    event.verb = "changed"

    with transaction.atomic(), pytest.raises(WrittenOnceError):
        change(event)

    assert AuditEvent.objects.get().verb == "person.opened"


def test_a_person_with_history_is_never_deleted(manager, mentor):
    record(actor=manager, verb="person.opened", about=mentor)

    with transaction.atomic(), pytest.raises(models.ProtectedError):
        mentor.delete()
