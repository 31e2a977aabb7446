"""What the checks find on a page, in a draft that is not saved yet, and on all pages at once."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from wagtail.models import Page, Revision
from wagtail.permissions import page_permission_policy

from cms.pages.models import CollegePage, HomePage, view_named
from content.checks.queries import surroundings
from content.checks.rules.findings import Around, Check, Level, counted, in_order
from content.checks.rules.links import own_paths
from content.checks.rules.pages import Content
from content.checks.rules.pages import page_checks as check_content
from content.terms import apply_terms

FORMAT = 1  # of what is kept; counts up when a check changes
KEPT_SECONDS = 60 * 60 * 24 * 7


def content_of(page: CollegePage) -> Content:
    """The page as plain values, however unfinished it is."""
    body = getattr(page, "body", None)
    return Content(
        texts={name: getattr(page, name, "") or "" for name in page.checked_texts},
        body=body.get_prep_value() if body else [],
        sources=page.sources.get_prep_value() if page.sources else [],
        review_on=page.review_on,
        minutes=page.minutes or 0,
    )


def page_findings(page: CollegePage, around: Around) -> list[Check]:
    return check_content(content_of(page), around)


def findings_of(page: CollegePage, around: Around | None = None) -> list[Check]:
    """Everything that is found on a page as it stands in memory; the gravest first."""
    around = around or surroundings(own_paths(content_of(page).body))
    return in_order(check for name in page.checked_by for check in view_named(name)(page, around))


def musts_below(page: CollegePage) -> list[Check]:
    """What has to be mended on the pages below this one, each with the page it stands on."""
    if page.pk is None or isinstance(page, HomePage):
        return []
    rows = list(_pages().descendant_of(page))
    found = _kept_findings(rows)
    return [
        replace(check, page=row.pk, message=f"In “{apply_terms(row.draft_title)}”: {check.message}")
        for row in rows
        for check in found[row.pk]
        if check.level == Level.MUST
    ]


# All pages at once -----------------------------------------------------------


@dataclass(frozen=True)
class CheckedPage:
    pk: int
    title: str
    kind: str
    place: str  # the page above it
    is_live: bool
    is_draft: bool  # what was checked is not published yet
    can_edit: bool
    checks: list[Check] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return counted(self.checks)


@dataclass(frozen=True)
class Section:
    """A page with pages below it, to choose by."""

    pk: int
    title: str
    depth: int

    @property
    def label(self) -> str:
        return f"{'– ' * max(0, self.depth - 3)}{self.title}"


def sections() -> list[Section]:
    rows = _pages().filter(numchild__gt=0, depth__gt=2)
    return [Section(row.pk, apply_terms(row.draft_title), row.depth) for row in rows]


def checked_pages(user: Any, *, below: int | None = None, level: str = "") -> list[CheckedPage]:
    """Pages on which something was found, in the order of the tree, as their newest drafts are.

    A constant number of queries, whatever the number of pages; what was found once is kept until
    the page, or something it leans on, changes.
    """
    rows = list(_pages())
    titles = {row.path: apply_terms(row.draft_title) for row in rows}
    top = next((row.path for row in rows if row.pk == below), "")
    chosen = [row for row in rows if row.path.startswith(top)]
    editable = set(
        page_permission_policy.instances_user_has_permission_for(user, "change")
        .order_by()
        .values_list("pk", flat=True)
    )
    found = _kept_findings(chosen, among=rows)
    pages = [
        CheckedPage(
            pk=row.pk,
            title=titles[row.path],
            kind=str(row.specific_class._meta.verbose_name).capitalize(),
            place=titles.get(row.path[: -Page.steplen], ""),
            is_live=row.live,
            is_draft=row.has_unpublished_changes or not row.live,
            can_edit=row.pk in editable,
            checks=[
                check
                for check in found[row.pk]
                if not check.is_figure and level in {"", check.level}
            ],
        )
        for row in chosen
    ]
    return [page for page in pages if page.checks]


def _pages() -> Any:
    kinds = [kind for kind in _kinds(CollegePage) if not kind._meta.abstract]
    types = ContentType.objects.get_for_models(*kinds).values()
    return Page.objects.filter(content_type__in=[one.pk for one in types]).order_by("path")


def _kinds(above: type[CollegePage]) -> Iterable[type[CollegePage]]:
    for kind in above.__subclasses__():
        yield kind
        yield from _kinds(kind)


def _kept_findings(
    rows: Sequence[Page], *, among: Sequence[Page] | None = None
) -> dict[int, list[Check]]:
    around = surroundings()
    mark = _mark(around)
    keys = {row.pk: _key(row, among or rows, mark) for row in rows}
    kept = cache.get_many(keys.values())
    missing = [row for row in rows if keys[row.pk] not in kept]
    if missing:
        drafts = _drafts(missing)
        paths = {path for page in drafts for path in own_paths(content_of(page).body)}
        around = surroundings(paths) if paths else around
        fresh = {keys[page.pk]: _plain(findings_of(page, around)) for page in drafts}
        cache.set_many(fresh, KEPT_SECONDS)
        kept |= fresh
    return {pk: [Check(*values) for values in kept[key]] for pk, key in keys.items()}


def _plain(checks: Iterable[Check]) -> list[tuple[Any, ...]]:
    """As plain values: what is unpickled after an upgrade must not depend on our classes."""
    return [
        (str(one.kind), str(one.level), one.message, one.where, one.quote, one.page)
        for one in checks
    ]


def _drafts(rows: Sequence[Page]) -> list[CollegePage]:
    """Each page as its newest draft has it, in a query for each kind of page and one for all."""
    changed = {row.latest_revision_id for row in rows if row.has_unpublished_changes}
    revisions = Revision.objects.in_bulk(changed - {None})
    pages: Any = Page.objects.filter(pk__in=[row.pk for row in rows]).order_by("path").specific()
    return [_draft(page, revisions.get(page.latest_revision_id)) for page in pages]


def _draft(page: Any, revision: Revision | None) -> CollegePage:
    if revision is None:
        return page  # type: ignore[no-any-return]
    draft = type(page).from_serializable_data(revision.content, check_fks=False)
    for name in ("pk", "id", "path", "depth", "numchild", "live", "content_type_id"):
        setattr(draft, name, getattr(page, name))
    return draft  # type: ignore[no-any-return]


def _mark(around: Around) -> str:
    """Changes with whatever a finding may depend on beside its page."""
    return _digest(repr((FORMAT, around)))


def _key(row: Page, among: Sequence[Page], mark: str) -> str:
    """A module's findings hang on its steps: what stands below a page is part of the key."""
    below = [
        (one.pk, one.live, one.latest_revision_id, one.live_revision_id)
        for one in among
        if one.path.startswith(row.path)
    ]
    return f"checks:{row.pk}:{_digest(repr((below, mark)))}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
