from pathlib import Path

from django.db import transaction
from wagtail.models import Collection, CollectionViewRestriction, Page, Site

from assessments.standards.services import load_framework
from cms.pages.models import HomePage, InformationPage
from cms.people.editors.services import set_up_groups
from cms.people.notices.services import Schedule, ensure_schedules
from courses.catalogue.services import LoadReport, load_programme

SCHEDULES: dict[str, Schedule] = {
    "Learning: remind of what is due and what runs out": (
        "progress.remind",
        {"hour": "6", "minute": "30"},
    ),
}
MATERIAL = Path(__file__).parents[2] / "content" / "material"
WELCOME = (
    "Short modules, realistic practice and a record of your development, "
    "for everyone who coaches and mentors our learners."
)


@transaction.atomic
def set_up_site() -> LoadReport:
    """Bring an empty or older site to what this version needs. Safe to run at every start.

    Texts that a trainer has changed since they were loaded are kept and named in the report.
    """
    load_framework()
    add_privacy_note(set_up_home())
    report = load_programme(folder=MATERIAL / "induction", by=None)
    set_up_groups()
    keep_documents_inside()
    ensure_schedules(further=SCHEDULES)
    return report


def set_up_home() -> HomePage:
    """The home page that everything hangs from, in place of Wagtail's welcome page."""
    found = HomePage.objects.first()
    if found is not None:
        return found
    root = Page.get_first_root_node()
    home: HomePage = root.add_child(
        instance=HomePage(title="Home", slug="college-home", intro=WELCOME)
    )
    home.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": home, "site_name": "Waymark"},
    )
    for welcome in root.get_children().filter(slug="home", content_type__model="page"):
        welcome.delete()
    return home


def keep_documents_inside() -> None:
    """Documents go to people who are signed in; a college may open a collection of its own."""
    root = Collection.get_first_root_node()
    CollectionViewRestriction.objects.get_or_create(
        collection=root, defaults={"restriction_type": CollectionViewRestriction.LOGIN}
    )


def add_privacy_note(home: HomePage) -> None:
    """A first version for the college to make its own: once made, it is never written again."""
    if InformationPage.objects.child_of(home).filter(slug="privacy").exists():
        return
    text = (MATERIAL / "privacy.md").read_text(encoding="utf-8")
    note = InformationPage(
        title="What is kept, and who reads it",
        slug="privacy",
        is_public=True,
        body=[{"type": "markdown", "value": text}],
    )
    home.add_child(instance=note)
    note.save_revision().publish()
