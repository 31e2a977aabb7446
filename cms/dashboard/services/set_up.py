from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from wagtail.models import Collection, CollectionViewRestriction, Page, Site

from assessments.observations.services import load_default_templates
from assessments.reviews.services import load_default_reviews
from assessments.standards.services import load_framework
from assessments.supervision.services.policies import load_default_policies
from assessments.voice.services import load_default_questionnaire
from cms.pages.models import HomePage, InformationPage
from cms.people.college.services import forget_college
from cms.people.editors.services import set_up_groups
from cms.people.escalation.services import forget_card
from cms.people.notices.services import Schedule, ensure_schedules
from content import shipped
from content.guidance.services import load_guidance
from content.momentum.services import load_dips
from content.plain_words.services import load_plain_words
from content.shipped import ShippedLine
from courses.approval.services import forget_notes, set_up_workflow
from courses.catalogue.models import LessonPage
from courses.catalogue.services import LoadLine, LoadReport, load_programme

SCHEDULES: dict[str, Schedule] = {
    "Learning: remind of what is due and what runs out": (
        "progress.remind",
        {"hour": "6", "minute": "30"},
    ),
    "Facts: say when a newer edition holds": (
        "guidance.announce_editions",
        {"hour": "5", "minute": "30"},
    ),
    "Safeguarding approvals: warn before they end, and end them": (
        "approval.keep_current",
        {"hour": "5", "minute": "45"},
    ),
    "Text files: throw away uploads that nobody confirmed": (
        "bundles.sweep_uploads",
        {"hour": "4", "minute": "15"},
    ),
    "H5P: read uploads that still wait": (
        "activities.resume_uploads",
        timedelta(minutes=5),
    ),
    "H5P: throw away files that nothing names": (
        "activities.sweep_storage",
        {"hour": "4", "minute": "25"},
    ),
    "Scenarios: tell their authors how they were played": (
        "insights.send_summaries",
        {"day_of_month": "2", "hour": "6", "minute": "15"},
    ),
    "Safeguarding card: say when it wants a check": (
        "escalation.flag_stale_card",
        {"hour": "7", "minute": "0"},
    ),
    "CPD: read the e-mail that people send to their log": (
        "mailbox.read_mail",
        timedelta(minutes=2),
    ),
    "CPD: forget what was discarded a month ago": (
        "cpd.purge_discarded",
        {"hour": "3", "minute": "40"},
    ),
    "CPD: close years that are over": ("cpd.close_years", {"hour": "3", "minute": "45"}),
    "CPD: write down the targets of years that are over": (
        "targets.freeze_years",
        {"hour": "3", "minute": "50"},
    ),
    "CPD: ask what an entry changed": ("targets.ask_impact", {"hour": "6", "minute": "40"}),
    "CPD: say once a month what a record needs": (
        "targets.alert_gaps",
        {"day_of_month": "3", "hour": "6", "minute": "50"},
    ),
    "CPD: tell managers what has waited too long": (
        "verification.remind",
        {"hour": "6", "minute": "45"},
    ),
    "CPD: forget the addresses of witnesses": (
        "witnesses.forget_addresses",
        {"hour": "4", "minute": "55"},
    ),
    "Evidence files: check what waits": ("files.scan_waiting", timedelta(minutes=5)),
    "Evidence files: remind of what runs out": (
        "files.remind_of_expiry",
        {"hour": "6", "minute": "40"},
    ),
    "Evidence files: throw away bytes without a row": (
        "files.sweep_orphans",
        {"hour": "4", "minute": "50"},
    ),
    "Supervision: remind of agreements to look at again": (
        "supervision.remind_of_agreements",
        {"hour": "6", "minute": "20"},
    ),
    "Supervision: remind of sessions, and of what is due": (
        "sessions.remind",
        {"hour": "6", "minute": "25"},
    ),
    "Supervision: remind of records to write and sign": (
        "records.remind",
        {"hour": "6", "minute": "35"},
    ),
    "Supervision: remind of agreed actions": ("actions.remind", {"hour": "6", "minute": "55"}),
    "Supervision: ask five questions twice a year": (
        "assurance.ask_for_pulse",
        {"day_of_month": "10", "month_of_year": "6,11", "hour": "7", "minute": "5"},
    ),
    "Supervision: remove personal notes whose day has come": (
        "personal_notes.delete_old_notes",
        {"hour": "3", "minute": "20"},
    ),
    "Concerns: ask the next person while nobody has acknowledged": (
        "concerns.escalate_pointers",
        timedelta(minutes=15),
    ),
    "Observations: remind of those to come, and of what waits": (
        "observations.remind",
        {"hour": "6", "minute": "22"},
    ),
    "Calibration: say that an exercise is open": (
        "moderation.announce_exercises",
        {"hour": "6", "minute": "58"},
    ),
    "Objectives: say when their day comes near": (
        "objectives.remind",
        {"hour": "6", "minute": "57"},
    ),
    "Reviews: open those of somebody’s week in post": (
        "reviews.open_due",
        {"hour": "4", "minute": "25"},
    ),
    "Reviews: remind of what waits for whom": ("reviews.remind", {"hour": "6", "minute": "15"}),
    "Feedback from colleagues: close what has run its time": (
        "colleagues.close_due",
        {"hour": "0", "minute": "25"},
    ),
    "Learner voice: close what has run its time": (
        "voice.close_due",
        {"hour": "0", "minute": "20"},
    ),
    "Learner voice: tell the safeguarding lead what may be a concern": (
        "voice.tell_of_concerns",
        timedelta(hours=1),
    ),
    "Learner voice: forget single answers": ("voice.forget_raw", {"hour": "3", "minute": "25"}),
    "Privacy: end grants whose time is over": ("privacy.end_grants", timedelta(minutes=10)),
    "Privacy: remind of requests to answer": (
        "privacy.remind_of_requests",
        {"hour": "7", "minute": "10"},
    ),
    "Privacy: leavers, from their last day to the closing of the account": (
        "privacy.settle_leavers",
        {"hour": "3", "minute": "10"},
    ),
    "Privacy: remove what has been kept long enough": (
        "privacy.remove_aged",
        {"hour": "2", "minute": "30"},
    ),
    "Rooms: close those that were left open": ("rooms.close_old", timedelta(minutes=30)),
    "Rooms: throw away single votes": ("rooms.forget_votes", {"hour": "4", "minute": "40"}),
}
MATERIAL = Path(__file__).parents[3] / "content" / "material"
PROGRAMMES = (MATERIAL / "induction", MATERIAL / "conversations")  # in the order people meet them
WELCOME = (
    "Short modules, realistic practice and a record of your development, "
    "for everyone who coaches and mentors our learners."
)


@transaction.atomic
def set_up_site(*, programme: Path | None = None) -> LoadReport:
    """Bring an empty or older site to what this version needs. Safe to run at every start.

    The college gets the programmes that come with the site, or the one whose folder of text files
    is named alone. Texts that a trainer has changed since they were loaded are kept and named in
    the report, which is about the first programme and has the lines of them all.
    """
    load_framework()
    add_privacy_note(set_up_home())
    facts = load_guidance(by=None)  # first: lessons name facts
    report, *further = [
        load_programme(folder=folder, by=None)
        for folder in ([programme] if programme is not None else PROGRAMMES)
    ]
    for other in further:
        report.lines += other.lines
    report.lines += _in_short("facts and sources", facts)
    report.lines += _in_short("dips", load_dips(by=None, lessons=_lessons()))
    report.lines += _in_short("plain words", load_plain_words(by=None))
    load_default_policies()
    load_default_templates()
    load_default_questionnaire()
    load_default_reviews()
    set_up_groups()
    set_up_workflow()
    keep_documents_inside()
    ensure_schedules(further=SCHEDULES)
    # An older version may have cached them in another shape.
    forget_college()
    forget_card()
    forget_notes()
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


def _lessons() -> dict[str, int]:
    """The page of every lesson, by the id it has in the material."""
    pages = LessonPage.objects.exclude(material_id="").order_by("path")
    return dict(pages.values_list("material_id", "pk"))


def _in_short(what: str, lines: Iterable[ShippedLine]) -> Iterator[LoadLine]:
    """Counted, for there may be many; only what a trainer's words kept from changing is named."""
    lines = list(lines)
    counts = Counter(line.action for line in lines if line.action != shipped.KEPT)
    for action, count in counts.items():
        yield LoadLine(action, f"{count} {what}")
    for line in lines:
        if line.action == shipped.KEPT:
            yield LoadLine(line.action, line.title)
