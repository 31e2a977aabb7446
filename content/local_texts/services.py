from django.core.exceptions import PermissionDenied
from django.db import transaction

from cms.people.accounts.models import User
from cms.people.audit.services import record

from .access import can_delete_local_text, can_edit_local_texts
from .models import LocalText


@transaction.atomic
def save_local_text(*, local_text: LocalText, by: User) -> LocalText:
    """Keeps what a trainer wrote; every lesson that shows it is rendered anew (receivers.py)."""
    if not can_edit_local_texts(by):
        raise PermissionDenied
    local_text.full_clean()
    local_text.save()
    record(actor=by, verb="local_text.changed", obj=local_text, detail={"key": local_text.key})
    return local_text


@transaction.atomic
def set_local_text(*, key: str, text: str, title: str = "", by: User) -> LocalText:
    """The text under a key, written or written over."""
    local_text = LocalText.objects.filter(key=key).first() or LocalText(key=key)
    local_text.title, local_text.text = title, text
    return save_local_text(local_text=local_text, by=by)


@transaction.atomic
def delete_local_text(*, local_text: LocalText, by: User) -> LocalText:
    """Takes the college's text away; lessons show their question again."""
    if not can_delete_local_text(by, local_text):
        raise PermissionDenied
    record(actor=by, verb="local_text.deleted", obj=local_text, detail={"key": local_text.key})
    local_text.delete()
    return local_text
