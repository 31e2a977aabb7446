"""The one gate: nothing about safeguarding goes live unapproved, whoever saves it and however.

Every way of making a page live ends in saving it: the editor, bulk actions, the clock, a copy, the
loader, a line of code. So the gate stands there (receivers.py) and asks nobody who they are.
"""

from collections.abc import Collection

from wagtail.models import Page, Revision

from courses.approval import queries, rules
from courses.catalogue.models import ModulePage, StepPage
from courses.catalogue.rules import NOT_WORDING, NeedsApproval

MAKES_LIVE = frozenset({"live", "live_revision", "live_revision_id"})


def check_goes_live(*, page: Page, fields: Collection[str] | None = None) -> None:
    """Raise NeedsApproval if saving `page` (or these fields of it) shows readers words that no
    safeguarding lead stands by."""
    if fields is not None and not MAKES_LIVE & set(fields) and not set(fields) - NOT_WORDING:
        return
    # An alias goes live with the page it shows, so it must not even be made of one that may not.
    is_new_alias = page.alias_of_id is not None and page._state.adding
    if not (page.live or is_new_alias) or not queries.is_guarded_kind(page):
        return
    why = queries.why_not_live(page)
    if why:
        raise NeedsApproval(why)


def check_schedule(*, revision: Revision) -> None:
    """The same for a version that is given a time to go live."""
    kind = revision.content_type.model_class() if revision.approved_go_live_at else None
    if kind is None or not issubclass(kind, (ModulePage, StepPage)):
        return
    page = revision.content_object
    if page is None or not queries.is_about_safeguarding(revision.as_object()):
        return
    approval = queries.approval_in_force(page)
    if approval is None or approval.wording != rules.wording_of(revision.content):
        raise NeedsApproval(rules.WHY_NOT_LIVE.format(title=page.title))


def check_move(*, page: Page, parent: Page) -> None:
    """Nothing leaves its module to be published elsewhere, and nothing live comes in unapproved."""
    why = queries.why_not_moved(page, parent)
    if why:
        raise NeedsApproval(why)
