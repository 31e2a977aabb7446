"""What the home page shows: read from every box, kept in none."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.queries import still_hers
from assessments.cpd.rules import EntryState
from assessments.sessions.models import SupervisionSession
from assessments.sessions.queries import next_session_of, standing_of
from assessments.supervision.rules.frequency import Standing, Status
from cms.people.accounts.models import User
from courses.catalogue.models import ProgrammePage
from courses.catalogue.rules import ProgrammeKind
from courses.progress.queries import (
    ModuleProgress,
    NextThing,
    ProgrammeProgress,
    next_things,
    programme_progress,
)
from courses.progress.rules import ModuleState

from .modules import programmes_without

SOON = timedelta(days=7)
DRAFTS_LISTED = 20


@dataclass(frozen=True)
class Todo:
    """One row of the list of next things: where it leads, how long, by when."""

    title: str
    url: str
    about: str
    minutes: int
    due_on: date | None
    badge: str
    label: str


@dataclass(frozen=True)
class Learning:
    """A person's own day: what is next, and how far her programmes are."""

    todos: list[Todo]
    current: NextThing | None
    programmes: list[ProgrammeProgress]
    more_drafts: int  # beside those among the next things
    offered: list[ProgrammePage]  # for anybody to choose from, and she is not on them

    @property
    def is_started(self) -> bool:
        return self.current is not None and self.current.progress.done > 0

    @property
    def ran_out(self) -> list[ModuleProgress]:
        """What counted once and does no longer, until it is taken again."""
        modules = [module for programme in self.programmes for module in programme.modules]
        return [module for module in modules if module.state == ModuleState.EXPIRED]


@dataclass(frozen=True)
class Supervision:
    session: SupervisionSession | None
    standing: Standing


def learning_of(person: User, *, limit: int = 3, today: date | None = None) -> Learning:
    """The next step of each open module, then CPD drafts, then further steps until `limit`."""
    day = today or timezone.localdate()
    things = next_things(person, limit=limit, today=day)
    drafts = list(still_hers(person)[:DRAFTS_LISTED])
    todos = [_step_todo(thing, day) for thing in things]
    listed = drafts[: max(limit - len(todos), 0)]
    todos += [_draft_todo(draft) for draft in listed]
    if things and len(todos) < limit:
        todos[len(things) : len(things)] = _further_steps(things[0], day)[: limit - len(todos)]
    return Learning(
        todos=todos,
        current=things[0] if things else None,
        programmes=programme_progress(person, today=day),
        more_drafts=len(drafts) - len(listed),
        offered=list(programmes_to_choose(person)),
    )


def supervision_of(person: User) -> Supervision | None:
    """When she next meets her supervisor, and when that is due; none if nobody supervises her."""
    standing = standing_of(person)
    session = next_session_of(person)
    is_supervised = session is not None or standing.status != Status.NONE
    return Supervision(session, standing) if is_supervised else None


def lateness(due_on: date | None, today: date) -> tuple[str, str]:
    """Badge and words for a due date: quiet when far away, in words when near."""
    if due_on is None:
        return "todo", "When you are ready"
    if due_on < today:
        days = (today - due_on).days
        return "overdue", f"{days} day{'s' if days > 1 else ''} overdue"
    if due_on == today:
        return "due", "Due today"
    days = (due_on - today).days
    return ("due" if due_on - today <= SOON else "todo"), (
        "Due tomorrow" if days == 1 else f"Due in {days} days"
    )


def _step_todo(thing: NextThing, today: date) -> Todo:
    badge, label = lateness(thing.due_on, today)
    place = thing.progress.done + 1
    return Todo(
        title=thing.title,
        url=thing.url,
        about=f"{thing.module_title}, step {place} of {thing.progress.total}",
        minutes=thing.minutes,
        due_on=thing.due_on,
        badge=badge,
        label=label,
    )


def _further_steps(thing: NextThing, today: date) -> list[Todo]:
    progress: ModuleProgress = thing.progress
    badge, label = lateness(progress.due_on, today)
    return [
        Todo(
            title=step.title,
            url=step.url,
            about=f"{progress.module.title}, {step.kind.lower()}",
            minutes=step.minutes,
            due_on=progress.due_on,
            badge=badge,
            label=label,
        )
        for step in progress.steps
        if step.required and not step.is_done and step.title != thing.title
    ]


def _draft_todo(draft: CPDEntry) -> Todo:
    came_back = draft.state == EntryState.RETURNED
    what = "Say more in" if came_back else "Finish your CPD draft"
    return Todo(
        title=f"{what} “{draft.title}”",
        url=draft.get_absolute_url(),
        about="CPD log",
        minutes=3,
        due_on=None,
        badge="due" if came_back else "draft",
        label="Returned" if came_back else "Draft",
    )


def programmes_to_choose(person: User) -> QuerySet[ProgrammePage]:
    """Nobody is put on these, so her own page is where she finds them."""
    return programmes_without(person).filter(kind=ProgrammeKind.OPTIONAL).defer("intro")


def weeks_in_post(person: User, *, today: date | None = None) -> int | None:
    """Which week she is in, counted as people say it: the first day is in week 1."""
    profile = getattr(person, "staff_profile", None)
    if profile is None or profile.started_on is None:
        return None
    return ((today or timezone.localdate()) - profile.started_on).days // 7 + 1
