import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cms.people.audit.models import AuditEvent
from content.local_texts.models import LocalText
from content.local_texts.services import delete_local_text, set_local_text


def test_set_local_text_writes_and_writes_over(trainer, admin):
    set_local_text(key="where", text="Room 1", by=trainer)
    set_local_text(key="where", text="Room 2", by=admin)

    assert LocalText.objects.get().text == "Room 2"
    assert AuditEvent.objects.filter(verb="local_text.changed").count() == 2


@pytest.mark.parametrize("who", ["mentor", "manager", "quality_lead", "dsl", "hr"])
def test_set_local_text_is_refused_to_others(who, request):
    with pytest.raises(PermissionDenied):
        set_local_text(key="where", text="Room 1", by=request.getfixturevalue(who))


@pytest.mark.parametrize("key", ["", "Where", "a b"])
def test_set_local_text_refuses_a_key_that_is_none(key, trainer):
    with pytest.raises(ValidationError):
        set_local_text(key=key, text="Room 1", by=trainer)

    assert LocalText.objects.exists() is False


def test_delete_local_text(trainer):
    local_text = set_local_text(key="where", text="Room 1", by=trainer)

    delete_local_text(local_text=local_text, by=trainer)

    assert LocalText.objects.exists() is False
    assert AuditEvent.objects.filter(verb="local_text.deleted").count() == 1


def test_delete_local_text_is_refused_to_others(trainer, mentor):
    local_text = set_local_text(key="where", text="Room 1", by=trainer)

    with pytest.raises(PermissionDenied):
        delete_local_text(local_text=local_text, by=mentor)
