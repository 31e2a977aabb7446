"""What many bodies show has changed: they are rendered again when they are next read."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.signals import page_published

from cms.people.escalation.models import CardCheck, SafeguardingContact
from content.bodies import renew_bodies_with_commit
from content.guidance.models import Edition, Fact, Publication
from content.local_texts.models import LocalText
from content.momentum.models import CollegeYear, Dip
from content.momentum.queries import is_lesson_of_a_dip
from content.plain_words.models import PlainWord
from content.plain_words.services import forget_plain_words

SHOWN_IN_BODIES = (
    LocalText, Dip, CollegeYear, Publication, Edition, Fact, SafeguardingContact, CardCheck,
    get_image_model(), get_document_model(),
)  # fmt: skip


def shown_content_changed(**_kwargs: Any) -> None:
    renew_bodies_with_commit()


for model in SHOWN_IN_BODIES:
    for signal in (post_save, post_delete):
        signal.connect(shown_content_changed, sender=model, dispatch_uid=f"bodies {model.__name__}")


def lesson_published(instance: Page, **_kwargs: Any) -> None:
    """The calendar links a lesson, by its title, while it is published."""
    if is_lesson_of_a_dip(instance.pk):
        renew_bodies_with_commit()


def plain_words_changed(**_kwargs: Any) -> None:
    forget_plain_words()


page_published.connect(lesson_published, dispatch_uid="momentum page_published")
for signal in (post_save, post_delete):
    signal.connect(plain_words_changed, sender=PlainWord, dispatch_uid="plain words")
