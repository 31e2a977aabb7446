"""Where a statement is taught, practised and assessed, and what would help with a gap."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from cms.people.accounts.models import User
from courses.catalogue.models import ModulePage, StepPage
from courses.enrolment.models import Enrolment
from courses.enrolment.queries import current_enrolments

from ..models import Evidence, Framework, Statement
from ..rules import Verdict
from .coverage import verdict_on
from .crosswalk import linked_statements
from .evidence import Moment

USES = ("taught", "practised", "assessed")


@dataclass(frozen=True)
class Place:
    title: str
    url: str
    kind: str
    minutes: int


@dataclass(frozen=True)
class ModulePlaces:
    """One module, and those of its steps that work on the statement."""

    pk: int
    code: str
    title: str
    url: str
    is_named: bool  # the module itself names the statement, not only a step of it
    places: list[Place] = field(default_factory=list)


@dataclass(frozen=True)
class ModuleHelp:
    """A module that works on a statement, and how far the reader is with it."""

    pk: int
    title: str
    url: str
    kinds: list[tuple[str, int]]  # what in it works on the statement: ("Lesson", 2)
    minutes: int
    state: str  # open, enrolled, done
    done_on: date | None = None


@dataclass(frozen=True)
class StatementPage:
    statement: Statement
    partner: Statement | None
    through: list[Statement]  # of the college's framework, for a statement of another
    taught: list[ModulePlaces]
    practised: list[ModulePlaces]
    assessed: list[ModulePlaces]
    person: User
    is_own: bool
    moments: list[Moment]
    verdict: Verdict
    help: list[ModuleHelp]


def statement_page(
    framework: Framework, code: str, reader: User, person: User | None = None
) -> StatementPage | None:
    """One statement with its places in the modules and the evidence of one person.

    ``person`` is somebody whose evidence the caller has found the reader may read; without one it
    is the reader herself. None where the framework has no such statement.
    """
    statements = {statement.code: statement for statement in framework.statements.all()}
    statement = statements.get(code)
    if statement is None:
        return None
    person = person or reader
    standing = Evidence.objects.standing().filter(person=person, statement=statement)
    # Codes in modules are the college's: another framework is met through what is linked with it.
    through = [] if framework.is_default else linked_statements(statement)
    codes = {code} if framework.is_default else {each.code for each in through}
    modules = list(ModulePage.objects.live().order_by("path")) if codes else []
    steps = _live_steps_with(codes) if codes else []
    by_use = {use: _places(modules, steps, codes, use) for use in USES}
    is_own = person == reader
    return StatementPage(
        statement=statement,
        partner=statements.get(statement.pair),
        through=through,
        person=person,
        is_own=is_own,
        moments=[Moment(row, [statement]) for row in standing],
        verdict=verdict_on(statement, person),
        help=_help(reader, by_use) if is_own else [],
        **by_use,
    )


def _live_steps_with(codes: Iterable[str]) -> list[StepPage]:
    """SQLite cannot look into a JSON list: the database looks at its text, then we are exact."""
    wanted = set(codes)
    named = Q(*[Q(codes_text__contains=f'"{code}"') for code in wanted], _connector=Q.OR)
    steps = StepPage.objects.live().annotate(codes_text=Cast("codes", TextField())).filter(named)
    return [step for step in steps.order_by("path") if not wanted.isdisjoint(step.codes)]


def _use_of(step: StepPage) -> str:
    """What a step does for a statement, told by its kind: the classes are not known here."""
    kind = getattr(step.specific_class, "material_kind", "")
    return {"scenario": "practised", "quiz": "assessed"}.get(kind, "taught")


def _places(
    modules: list[ModulePage], steps: list[StepPage], codes: set[str], use: str
) -> list[ModulePlaces]:
    found = []
    for module in modules:
        # A step is looked up under a live module only: the path of a page begins with its parent's.
        places = [
            Place(step.title, step.url, str(step.specific_class.kind_label), step.minutes)
            for step in steps
            if step.path.startswith(module.path) and _use_of(step) == use
        ]
        is_named = use == "taught" and not codes.isdisjoint(module.codes)
        if places or is_named:
            found.append(
                ModulePlaces(module.pk, module.code, module.title, module.url, is_named, places)
            )
    return found


# What would help ------------------------------------------------------------------


def _help(reader: User, by_use: dict[str, list[ModulePlaces]]) -> list[ModuleHelp]:
    """Modules once each: those under way first, then those to begin, then those done."""
    found: dict[int, ModuleHelp] = {}
    for module in (each for use in USES for each in by_use[use]):
        known = found.get(module.pk) or ModuleHelp(
            module.pk, module.title, module.url, [], 0, "open"
        )
        kinds = [place.kind for place in module.places]
        counted = [(kind, kinds.count(kind)) for kind in dict.fromkeys(kinds)]
        minutes = known.minutes + sum(place.minutes for place in module.places)
        found[module.pk] = replace(known, kinds=[*known.kinds, *counted], minutes=minutes)
    if not found:
        return []
    own = {row.module_id: row for row in current_enrolments([reader.pk])}
    helped = [_with_state(each, own.get(each.pk)) for each in found.values()]
    return sorted(helped, key=lambda each: HELP_ORDER.index(each.state))


HELP_ORDER = ["enrolled", "open", "done"]


def _with_state(module: ModuleHelp, enrolment: Enrolment | None) -> ModuleHelp:
    if enrolment is None:
        return module
    completion = getattr(enrolment, "completion", None)
    if completion is None:
        return replace(module, state="enrolled")
    return replace(module, state="done", done_on=timezone.localdate(completion.completed_at))
