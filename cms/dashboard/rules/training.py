"""Modules and what they are worth: the columns “Induction” and “Certificates”."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from courses.progress.rules import ModuleState, days_in_words, is_expired, is_expiring, module_state

from .cells import Cell, Column, Leads, Level, Note

FOREVER = date.max.toordinal()
SHOWN = 3  # certificates that need a look and are named; the others are counted


@dataclass(frozen=True, slots=True)
class Module:
    """A published module that people are put on, not one they choose for themselves."""

    pk: int
    code: str
    title: str
    is_safeguarding: bool


@dataclass(frozen=True, slots=True)
class Held:
    """One person in one module: the newest cycle, and the newest completion of any."""

    module: Module
    due_on: date | None
    completed_on: date | None
    expires_on: date | None
    is_revoked: bool
    state: ModuleState

    @property
    def is_overdue(self) -> bool:
        return self.state == ModuleState.OVERDUE

    @property
    def has_run_out(self) -> bool:
        return self.state == ModuleState.EXPIRED

    @property
    def is_asked_again(self) -> bool:
        return self.is_overdue or self.has_run_out


@dataclass(frozen=True, slots=True)
class Cycle:
    number: int
    due_on: date | None
    completed_on: date | None
    expires_on: date | None
    is_revoked: bool


@dataclass(frozen=True, slots=True)
class Training:
    """What somebody has on her list."""

    held: tuple[Held, ...] = ()

    @property
    def asked(self) -> int:
        return len(self.held)

    @property
    def done(self) -> int:
        return sum(each.completed_on is not None for each in self.held)

    @property
    def overdue(self) -> list[Held]:
        return [each for each in self.held if each.is_overdue]

    @property
    def next_due_on(self) -> date | None:
        days = [each.due_on for each in self.held if each.completed_on is None and each.due_on]
        return min(days, default=None)

    @property
    def to_remind_of(self) -> list[Held]:
        return [each for each in self.held if each.is_asked_again]


def training_of(cycles: Iterable[tuple[Module, Sequence[Cycle]]], today: date) -> Training:
    """From the cycles of each module, the oldest first."""
    return Training(tuple(_held(module, rows, today) for module, rows in cycles if rows))


def _held(module: Module, cycles: Sequence[Cycle], today: date) -> Held:
    now = cycles[-1]
    last = next((each for each in reversed(cycles) if each.completed_on), None)
    state = module_state(
        is_enrolled=True,
        is_started=False,
        is_done=now.completed_on is not None,
        due_on=now.due_on,
        expires=last.expires_on if last else None,
        held_before=last is not None,
        today=today,
    )
    return Held(
        module=module,
        due_on=now.due_on,
        completed_on=last.completed_on if last else None,
        expires_on=last.expires_on if last else None,
        is_revoked=last.is_revoked if last else False,
        state=state,
    )


# Induction ----------------------------------------------------------------------------


def induction_cell(training: Training, *, person: int, is_mentor: bool) -> Cell:
    leads = Leads("See the modules", "dashboard:team_person", person)
    facts = {"asked": training.asked, "done": training.done, "overdue": len(training.overdue)}
    if not training.asked:
        if not is_mentor:
            return Cell(Column.INDUCTION, "Nothing asked", "info", facts=facts, leads=leads)
        words = Leads("Put on a programme", "dashboard:team_person", person)
        return Cell(
            Column.INDUCTION, "On no programme", "due", Level.SOON, facts=facts, leads=words
        )
    done = Note(f"{training.done} of {training.asked} done")
    if training.overdue:
        late = len(training.overdue)
        return Cell(
            Column.INDUCTION, f"{late} overdue", "overdue", Level.LATE, order=-late,
            notes=(done,), leads=leads, facts=facts,
        )  # fmt: skip
    if training.done == training.asked:
        return Cell(
            Column.INDUCTION, "Done", "done", order=1, notes=(done,), leads=leads, facts=facts
        )
    due_on = training.next_due_on
    notes = (done, Note("next due", due_on)) if due_on else (done,)
    return Cell(
        Column.INDUCTION, "Going on", "doing", order=training.done / training.asked,
        notes=notes, leads=leads, facts=facts,
    )  # fmt: skip


# Certificates -------------------------------------------------------------------------


def certificate_cell(training: Training, *, person: int, today: date) -> Cell:
    """Safeguarding first, then by the day on which it runs out."""
    held = sorted((each for each in training.held if each.completed_on), key=_safeguarding_first)
    leads = Leads("See the certificates", "dashboard:team_person", person, "#certificates")
    if not held:
        return Cell(
            Column.CERTIFICATES, "None yet", "todo", order=FOREVER, leads=leads, facts=_days(held)
        )
    judged = [(each, *_judged(each, today)) for each in held]
    worst, level, word, badge = min(judged, key=lambda row: (-row[1], _safeguarding_first(row[0])))
    valid = sum(_counts(each, today) for each in held)
    if level == Level.FINE:
        word = f"{valid} valid"
    return Cell(
        Column.CERTIFICATES, word, badge, level, order=_ends(worst),
        notes=_certificate_notes(held, worst, level, valid, today), leads=leads, facts=_days(held),
    )  # fmt: skip


def _judged(held: Held, today: date) -> tuple[Level, str, str]:
    name = "Safeguarding" if held.module.is_safeguarding else held.module.code
    late = Level.SERIOUS if held.module.is_safeguarding else Level.LATE
    if held.is_revoked:
        return late, f"{name} withdrawn", "expired"
    if is_expired(held.expires_on, today=today):
        return late, f"{name} ran out", "expired"
    if is_expiring(held.expires_on, today=today):
        return Level.SOON, f"{name} runs out", "due"
    return Level.FINE, "", "done"


def _certificate_notes(
    held: Sequence[Held], worst: Held, level: Level, valid: int, today: date
) -> tuple[Note, ...]:
    """The worst with its days; then others that need a look; then safeguarding's day; then how many
    are good."""
    notes = [Note(_when(worst, today))] if level > Level.FINE and not worst.is_revoked else []
    others = [each for each in held if each is not worst and _judged(each, today)[0] > Level.FINE]
    notes += [
        Note(f"{_judged(each, today)[1]} {_when(each, today)}".strip()) for each in others[:SHOWN]
    ]
    if len(others) > SHOWN:
        notes.append(Note(f"and {len(others) - SHOWN} more"))
    safe = next((each for each in held if each.module.is_safeguarding), None)
    if safe and safe.expires_on and _judged(safe, today)[0] == Level.FINE:
        notes.append(Note("safeguarding until", safe.expires_on))
    if level > Level.FINE and valid:
        notes.append(Note(f"{valid} valid"))
    return tuple(notes)


def _when(held: Held, today: date) -> str:
    if held.is_revoked or held.expires_on is None:
        return ""
    return days_in_words((held.expires_on - today).days)


def _counts(held: Held, today: date) -> bool:
    return not held.is_revoked and not is_expired(held.expires_on, today=today)


def _ends(held: Held) -> int:
    return held.expires_on.toordinal() if held.expires_on else FOREVER


def _safeguarding_first(held: Held) -> tuple[bool, int]:
    return not held.module.is_safeguarding, _ends(held)


def _days(held: Sequence[Held]) -> dict[str, date | None]:
    safe = next((each.expires_on for each in held if each.module.is_safeguarding), None)
    days = [each.expires_on for each in held if each.expires_on]
    return {"safeguarding_until": safe, "next_until": min(days, default=None)}
