"""A page has come, gone or moved, or who may see it has changed: addresses are looked up anew."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.pages.queries import forget_routes_with_commit
from content.bodies import renew_bodies_with_commit


def pages_changed(**_kwargs: Any) -> None:
    forget_routes_with_commit()


def address_changed(**_kwargs: Any) -> None:
    """Bodies link to pages by id and show their address, so those are rendered anew as well."""
    forget_routes_with_commit()
    renew_bodies_with_commit()


def page_deleted(sender: type, **_kwargs: Any) -> None:
    if issubclass(sender, Page):
        address_changed()


page_published.connect(pages_changed, dispatch_uid="routes page_published")
page_unpublished.connect(address_changed, dispatch_uid="routes page_unpublished")
page_slug_changed.connect(address_changed, dispatch_uid="routes page_slug_changed")
post_page_move.connect(address_changed, dispatch_uid="routes post_page_move")
post_delete.connect(page_deleted, dispatch_uid="routes post_delete")
for model in (PageViewRestriction, Site):
    for signal in (post_save, post_delete):
        signal.connect(pages_changed, sender=model, dispatch_uid=f"routes {model.__name__}")
