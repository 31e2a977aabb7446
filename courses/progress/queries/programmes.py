"""One person's programmes and the next things she has to do."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cms.people.accounts.models import User
from courses.catalogue.models import ModulePage, ProgrammePage
from courses.catalogue.queries import live_modules, outlines
from courses.enrolment.models import ProgrammeEnrolment
from courses.progress.models import StepVisit
from courses.progress.queries.modules import (
    MINE_FIELDS,
    mine_from,
    own_rows,
    progress_of,
)
from courses.progress.queries.shapes import Mine, ModuleProgress
from courses.progress.rules import URGENCY, ModuleState


@dataclass(frozen=True)
class ProgrammeProgress:
    pk: int
    title: str
    url: str
    starts_on: date
    modules: list[ModuleProgress]

    @property
    def done(self) -> int:
        return sum(module.is_complete for module in self.modules)

    @property
    def total(self) -> int:
        return len(self.modules)

    @property
    def minutes_left(self) -> int:
        return sum(module.minutes_left for module in self.modules if not module.is_complete)


@dataclass(frozen=True)
class NextThing:
    """One thing to do next, with where it leads and how long it takes."""

    title: str
    module_title: str
    url: str
    kind: str
    minutes: int
    due_on: date | None
    state: ModuleState
    badge: str
    progress: ModuleProgress


def programme_progress(participant: User, *, today: date | None = None) -> list[ProgrammeProgress]:
    """Her programmes in the order she began them, each with its modules in order."""
    enrolled = (
        ProgrammeEnrolment.objects.filter(participant=participant.pk, programme__live=True)
        .select_related("programme")
        .order_by("starts_on", "pk")
    )
    rows = list(enrolled)
    modules = {row.programme_id: live_modules(row.programme) for row in rows}
    progress = modules_progress(
        participant, [pk for pks in modules.values() for pk in pks], today=today
    )
    return [
        ProgrammeProgress(
            pk=row.programme_id,
            title=row.programme.title,
            url=row.programme.url or "",
            starts_on=row.starts_on,
            modules=[progress[pk] for pk in modules[row.programme_id] if pk in progress],
        )
        for row in rows
    ]


def modules_of_programme(
    participant: User, programme: ProgrammePage, *, today: date | None = None
) -> list[ModuleProgress]:
    return list(modules_progress(participant, live_modules(programme), today=today).values())


def next_module(participant: User, module: ModulePage) -> ModuleProgress | None:
    """The next module of the programme she has not completed, looking on from this one."""
    programme = ProgrammePage.objects.parent_of(module).first()
    if programme is None:
        return None
    modules = modules_of_programme(participant, programme)
    order = [item.module.pk for item in modules]
    place = order.index(module.pk) if module.pk in order else -1
    ahead = [*modules[place + 1 :], *modules[: max(place, 0)]]
    return next((item for item in ahead if not item.is_complete), None)


def modules_progress(
    participant: User, module_pks: list[int], *, today: date | None = None
) -> dict[int, ModuleProgress]:
    """Progress in many modules: one query for all her rows, beside the cached outlines."""
    rows: dict[int, list[dict[str, object]]] = {}
    found = own_rows(participant).filter(module__in=module_pks)
    for row in found.values("module_id", *MINE_FIELDS):
        rows.setdefault(row["module_id"], []).append(row)
    return {
        pk: progress_of(shape, mine_from(rows[pk]) if pk in rows else Mine(), today=today)
        for pk, shape in outlines(module_pks).items()
    }


def next_things(participant: User, limit: int = 3, *, today: date | None = None) -> list[NextThing]:
    """The next step of each open module: overdue first, then by due date, then as enrolled."""
    day = today or timezone.localdate()
    open_modules = (
        ModulePage.objects.filter(
            enrolments__participant=participant.pk,
            enrolments__withdrawn_at=None,
            enrolments__completion=None,
            live=True,
        )
        .order_by("path")
        .values_list("pk", flat=True)
    )
    progress = modules_progress(participant, list(dict.fromkeys(open_modules)), today=day)
    waiting = [item for item in progress.values() if item.is_enrolled and not item.is_complete]
    waiting.sort(key=lambda item: _turn(item))
    chosen = [item for item in waiting if item.next_undone is not None][:limit]
    blocks = _last_blocks(chosen)
    return [_thing(item, blocks) for item in chosen]


def _turn(item: ModuleProgress) -> tuple[bool, date, int]:
    """A started renewal that has run out comes first by its old date, like anything overdue."""
    late = item.state in {ModuleState.OVERDUE, ModuleState.EXPIRED}
    return (not late, item.due_on or date.max, URGENCY[item.state])


def _last_blocks(chosen: list[ModuleProgress]) -> dict[tuple[int, int], str]:
    wanted = [item.mine.enrolment_pk for item in chosen]
    visits = StepVisit.objects.filter(enrolment__in=wanted).exclude(last_block="")
    rows = visits.values_list("enrolment_id", "step_id", "last_block")
    return {(enrolment, step): block for enrolment, step, block in rows} if wanted else {}


def _thing(item: ModuleProgress, blocks: dict[tuple[int, int], str]) -> NextThing:
    step = item.next_undone
    assert step is not None
    assert item.mine.enrolment_pk is not None
    block = blocks.get((item.mine.enrolment_pk, step.step.pk), "")
    return NextThing(
        title=step.title,
        module_title=item.module.title,
        url=step.url + (f"#block-{block}" if block else ""),
        kind=step.kind,
        minutes=step.minutes,
        due_on=item.due_on,
        state=item.state,
        badge=item.badge,
        progress=item,
    )
