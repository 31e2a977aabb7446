"""What many bodies show has changed: they are rendered again when they are next read."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from content.bodies import renew_bodies_with_commit
from content.local_texts.models import LocalText

SHOWN_IN_BODIES = (LocalText, get_image_model(), get_document_model())


def shown_content_changed(**_kwargs: Any) -> None:
    renew_bodies_with_commit()


for model in SHOWN_IN_BODIES:
    for signal in (post_save, post_delete):
        signal.connect(shown_content_changed, sender=model, dispatch_uid=f"bodies {model.__name__}")
