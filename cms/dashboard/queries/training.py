"""Which modules are asked of people, and how far each is with them: two queries for any number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.utils import timezone

from cms.people.accounts.models import User
from content.terms import apply_terms
from courses.catalogue.models import ModulePage, ProgrammePage
from courses.catalogue.rules import ProgrammeKind
from courses.enrolment.models import Enrolment

from ..rules import Module, Training, training_of
from ..rules.training import Cycle

FIELDS = (
    "participant_id",
    "module_id",
    "cycle",
    "due_on",
    "completion__completed_at",
    "completion__expires_on",
    "completion__certificate__revoked_at",
)


def modules_to_enrol() -> QuerySet[ModulePage]:
    """Every published module, those of optional programmes too: a manager may ask for them."""
    return ModulePage.objects.live().order_by("path").defer_streamfields()


def modules_asked() -> list[Module]:
    """Those that people are put on. What they choose for themselves is not asked of them."""
    above = ProgrammePage.objects.filter(
        path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - ModulePage.steplen)
    )
    rows = ModulePage.objects.live().annotate(
        programme_kind=Subquery(above.values("kind")[:1]),
        programme_live=Subquery(above.values("live")[:1]),
    )
    rows = rows.filter(programme_live=True).exclude(programme_kind=ProgrammeKind.OPTIONAL)
    fields = rows.order_by("path").values_list("pk", "code", "title", "is_safeguarding")
    return [
        Module(pk=pk, code=code, title=apply_terms(title), is_safeguarding=safe)
        for pk, code, title, safe in fields
    ]


def trainings(
    people: Iterable[int], today: date, *, modules: Sequence[Module] | None = None
) -> dict[int, Training]:
    asked = modules_asked() if modules is None else modules
    cycles: dict[int, dict[int, list[Cycle]]] = defaultdict(lambda: defaultdict(list))
    rows = Enrolment.objects.standing().filter(
        participant__in=list(people), module__in=[module.pk for module in asked]
    )
    for person, module, number, due_on, done_at, expires_on, revoked_at in rows.order_by(
        "cycle"
    ).values_list(*FIELDS):
        done_on = timezone.localdate(done_at) if done_at else None
        cycles[person][module].append(
            Cycle(number, due_on, done_on, expires_on, revoked_at is not None)
        )
    return {
        person: training_of(((each, own[each.pk]) for each in asked if each.pk in own), today)
        for person, own in cycles.items()
    }


def open_or_done(people: Iterable[User], module: ModulePage) -> dict[int, Enrolment]:
    """The newest cycle each has in one module, with its completion."""
    rows = Enrolment.objects.standing().filter(
        participant__in=[person.pk for person in people], module=module
    )
    newest = rows.select_related("completion").order_by("cycle")
    return {row.participant_id: row for row in newest}
