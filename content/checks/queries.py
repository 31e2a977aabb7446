"""What the checks of pages need to know of the site, gathered once for many pages."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from django.urls import Resolver404, resolve
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from cms.people.college.queries import terms
from content.checks.rules.findings import Around, KnownFact, KnownPage
from content.guidance.queries import facts
from content.plain_words.queries import plain_words

PAGES_OF_THE_TREE = {"serve_page", "wagtail_serve"}  # answers whatever nobody else does


def surroundings(paths: Iterable[str] = ()) -> Around:
    """`paths` are the addresses on this site to which the pages link."""
    pages = known_pages()
    at = {page.path for page in pages.values()}
    return Around(
        today=timezone.localdate(),
        plain_words=plain_words(),
        words=frozenset(terms()),
        facts={
            key: KnownFact(
                f"the edition {fact.newer_edition}" if fact.newer_edition else "", fact.title
            )
            for key, fact in facts().items()
        },
        files=file_names(),
        pages=pages,
        other_paths=frozenset(path for path in set(paths) if path not in at and is_answered(path)),
    )


def known_pages() -> dict[int, KnownPage]:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    root = site.root_page.url_path if site else "/"
    rows = (
        Page.objects.filter(depth__gt=1).order_by().values_list("pk", "title", "url_path", "live")
    )
    return {
        pk: KnownPage(title, f"/{url_path.removeprefix(root)}", is_live)
        for pk, title, url_path, is_live in rows
    }


def file_names() -> dict[int, str]:
    rows = get_document_model()._default_manager.order_by().values_list("pk", "file")
    return {pk: PurePosixPath(name).name for pk, name in rows}


def is_answered(path: str) -> bool:
    """Whether the site has something at a path that is no page."""
    try:
        return resolve(path).url_name not in PAGES_OF_THE_TREE
    except Resolver404:
        return False
