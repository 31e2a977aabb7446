"""Which page answers an address, and its body, with as little work as can be.

The path of a live page leads to its id and class through the cache, so that a request needs one
query: the page itself, in its own class. What the cache says is never believed: the page must be
live and still stand at that path, or Wagtail's own way is taken.
"""

import uuid
from dataclasses import dataclass

from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from wagtail.models import Page

from cms.pages.models import CollegePage
from content.bodies import BodyPart, render_body

ROUTES_KEY = "pages:routes"
KEPT_SECONDS = 60 * 60 * 24


@dataclass(frozen=True)
class Route:
    page: CollegePage
    is_restricted: bool


def route_key(request: HttpRequest, path: str) -> str:
    return f"pages:route:{uuid.uuid5(uuid.NAMESPACE_URL, f'{request.get_host()}/{path}').hex}"


def cached_route(request: HttpRequest, path: str) -> Route | None:
    """The live page at `path` of the asked host, by one query; None when it is not known."""
    key = route_key(request, path)
    kept = cache.get_many([ROUTES_KEY, key])
    version, entry = kept.get(ROUTES_KEY), kept.get(key)
    if version is None or entry is None or entry["version"] != version:
        return None
    model = apps.get_model(entry["model"])
    # By key and without an order: building a query costs more here than running it.
    page = next(iter(model._default_manager.filter(pk=entry["pk"]).order_by()), None)
    if page is None or not page.live or page.url_path != entry["url_path"]:
        return None
    return Route(page, entry["is_restricted"])


def remember_route(request: HttpRequest, path: str, page: Page, version: str) -> None:
    """Keeps where Wagtail found a page of ours; `version` was asked for before it looked."""
    if not isinstance(page, CollegePage) or type(page).route is not Page.route or not page.live:
        return
    entry = {
        "version": version,
        "pk": page.pk,
        "model": page._meta.label,
        "url_path": page.url_path,
        "is_restricted": page.get_view_restrictions().exists(),
    }
    cache.set(route_key(request, path), entry, KEPT_SECONDS)


def routes_version() -> str:
    version: str | None = cache.get(ROUTES_KEY)
    return version or forget_routes()


def forget_routes() -> str:
    """From now on every address is looked up again when it is next asked for."""
    version = uuid.uuid4().hex
    cache.set(ROUTES_KEY, version, timeout=None)
    return version


def forget_routes_with_commit() -> None:
    """Now, for this transaction, and once more after it: others may have read the old rows."""
    forget_routes()
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(forget_routes)


def rendered_body(page: CollegePage) -> list[BodyPart]:
    """The page's `body` as parts; see content.bodies for how a template shows them.

    Kept for the live page as it was served, by its live revision. A draft, a preview and a page
    saved without a revision are rendered each time and leave nothing behind.
    """
    return render_body(page.body, cache_key=fragment_key(page))  # type: ignore[attr-defined]


def fragment_key(page: CollegePage) -> str:
    if not (page.is_served_live and page.live and page.live_revision_id):
        return ""
    return f"{page.pk}:{page.live_revision_id}:{page.locale_id}"
