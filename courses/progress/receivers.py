"""A step was taken out or made optional: those who now have everything else done are done."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses.catalogue.models import ModulePage, StepPage
from courses.catalogue.queries import module_above
from courses.progress.services import settle_module


def connect() -> None:
    page_published.connect(step_changed, dispatch_uid="courses.settle_published")
    page_unpublished.connect(step_changed, dispatch_uid="courses.settle_unpublished")
    post_page_move.connect(step_moved, dispatch_uid="courses.settle_moved")
    post_delete.connect(page_deleted, sender=Page, dispatch_uid="courses.settle_deleted")


def step_changed(instance: Page, **_: Any) -> None:
    """A step whose time ran out comes back: nobody is done for want of it."""
    if isinstance(instance, StepPage) and not instance.expired:
        _settle(instance)


def step_moved(parent_page_before: Page, **_: Any) -> None:
    module = parent_page_before.specific
    if isinstance(module, ModulePage):
        settle_module(module=module)


def page_deleted(instance: Page, **_: Any) -> None:
    _settle(instance)


def _settle(page: Page) -> None:
    module = module_above(page)
    if module is not None:
        settle_module(module=module)
