from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from assessments.standards.services import load_framework
from cms.pages.models import HomePage, InformationPage
from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.editors.services import set_up_groups
from cms.people.notices.services import Schedule, ensure_schedules
from courses.catalogue.models import ProgrammePage
from courses.catalogue.services import LoadReport, load_programme

from .access import can_read_team_grid

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


@transaction.atomic
def record_export(*, by: User, programme: ProgrammePage, people: int) -> str:
    """Write down that a list of people left the site; returns the line that stands above it."""
    if not can_read_team_grid(by):
        raise PermissionDenied("A team is exported by those who may read its grid.")
    record(actor=by, verb="team.exported", obj=programme, detail={"people": people})
    moment = timezone.localtime()
    return f"{programme.title}, exported by {by.get_full_name()} on {moment:%d %B %Y at %H:%M}"
