"""A module has come out: the people of its programme get it."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published

from courses.catalogue.models import ModulePage
from courses.enrolment.services import open_published_module


def connect() -> None:
    page_published.connect(module_published, dispatch_uid="enrolment.module_published")


def module_published(instance: Page, **_: Any) -> None:
    if isinstance(instance, ModulePage):
        open_published_module(module=instance)
