"""Pages changed: what was remembered about their module is forgotten, its minutes summed again."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from courses.catalogue.services import refresh_modules


def connect() -> None:
    page_published.connect(page_changed, dispatch_uid="courses.published")
    page_unpublished.connect(page_changed, dispatch_uid="courses.unpublished")
    page_slug_changed.connect(page_changed, dispatch_uid="courses.slug")
    post_page_move.connect(page_moved, dispatch_uid="courses.moved")
    post_delete.connect(page_deleted, sender=Page, dispatch_uid="courses.deleted")


def page_changed(instance: Page, **_: Any) -> None:
    refresh_modules(pages=[instance])


def page_moved(instance: Page, **rest: Any) -> None:
    refresh_modules(pages=[instance, rest["parent_page_before"], rest["parent_page_after"]])


def page_deleted(instance: Page, **_: Any) -> None:
    refresh_modules(pages=[instance])
