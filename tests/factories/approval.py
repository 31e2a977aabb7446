"""A module about safeguarding, as drafts that wait, and a safeguarding lead's approval of them."""

from typing import Any

from wagtail.models import Page

from cms.people.accounts.models import User
from content.guidance.models import Edition, Fact, Publication
from content.guidance.rules import Kind
from courses.approval.models import ContentApproval
from courses.approval.queries import board
from courses.approval.services import approve_pages, send_page
from courses.catalogue.models import ModulePage
from tests.factories.courses import lesson_body, lesson_page, module_page

FACT = "kcsie-no-promise"


def kcsie(*, date: str = "2025-09-01", name: str = "2025") -> Publication:
    publication, _ = Publication.objects.get_or_create(
        key="kcsie",
        defaults={
            "title": "Keeping children safe in education: statutory guidance",
            "publisher": "Department for Education",
            "kind": Kind.GUIDANCE,
        },
    )
    Edition.objects.get_or_create(publication=publication, name=name, defaults={"date": date})
    return publication


def fact(key: str = FACT, *, edition: Edition | None = None, text: str = "Never promise.") -> Fact:
    edition = edition or kcsie().editions.get(name="2025")
    return Fact.objects.get_or_create(key=key, defaults={"edition": edition, "text": text})[0]


def body_with_fact(text: str = "Listen first.", key: str = FACT) -> list[dict[str, Any]]:
    shown = {"type": "fact", "value": {"key": key}, "id": "0b1e57d0-0000-4000-8000-000000000009"}
    return [*lesson_body(text), shown]


def save(page: Any, by: User | None = None, **fields: Any) -> Any:
    """A draft, as the editor saves it: into the row as well while the page is not live."""
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    if not draft.live:
        draft.save()
    return draft.save_revision(user=by)


def safeguarding_module(
    *,
    lessons: int = 1,
    by: User | None = None,
    sent: bool = True,
    with_fact: bool = False,
    code: str = "SAF",
) -> ModulePage:
    """Drafts of a module and its lessons, written by `by`, and sent unless told otherwise."""
    module = module_page(
        code=code, title="Safeguarding for mentors", live=False, is_safeguarding=True
    )
    save(module, by)
    if with_fact:
        fact()
    for number in range(1, lessons + 1):
        body = body_with_fact() if with_fact else lesson_body()
        lesson = lesson_page(module, live=False, title=f"Respond {number}", body=body)
        save(lesson, by)
    if sent:
        for page in pages_of(module):
            send_page(page=page, by=by)
    return ModulePage.objects.get(pk=module.pk)


def pages_of(module: ModulePage) -> list[Any]:
    return list(Page.objects.descendant_of(module, inclusive=True).order_by("path").specific())


def approve_all(by: User, note: str = "") -> list[ContentApproval]:
    return approve_pages(versions=[row.version for row in board().open], note=note, by=by)


def approved_module(lead: User, **options: Any) -> ModulePage:
    module = safeguarding_module(**options)
    approve_all(lead)
    return ModulePage.objects.get(pk=module.pk)
