"""The tree that every page test stands on: root, home page, site."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.models import Collection, Locale, Page, Site

from cms.pages.models import HomePage, InformationPage
from cms.people.editors.services import set_up_groups


def root_page() -> Page:
    """The tree's root, with or without the rows that Wagtail's own migrations make."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")  # images and documents hang here
    root = Page.objects.filter(depth=1).first()
    return root or Page.add_root(title="Root", slug="root")


def publish(page: Any) -> Any:
    """Publishes as an editor does: with a revision, so that caches can tell versions apart."""
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def add_page(parent: Page, page: Any, *, live: bool = True) -> Any:
    """Puts a new page below `parent`; live, as published by an editor, unless told otherwise."""
    page.live = False
    parent.refresh_from_db()  # its count of children may be older than the tree
    parent.add_child(instance=page)
    return publish(page) if live else page


def home_page(**fields: Any) -> HomePage:
    """The one home page, published, at the root of the default site; made when it is not there."""
    existing = HomePage.objects.first()
    if existing is not None:
        return existing
    home: HomePage = add_page(root_page(), HomePage(**{"title": "Home", "slug": "ours", **fields}))
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.root_page, site.site_name = "localhost", home, "Larkmoor"
    site.save()
    if Group.objects.exists():
        set_up_groups()  # their rights hang on the site's root, which is this page now
    return home


def information_page(
    parent: Page | None = None, *, live: bool = True, **fields: Any
) -> InformationPage:
    defaults: dict[str, Any] = {"title": "How this works", "slug": "how-this-works"}
    page: InformationPage = add_page(
        parent or home_page(), InformationPage(**{**defaults, **fields}), live=live
    )
    return page
