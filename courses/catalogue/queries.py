"""The outline of a module: the same for everyone, so it is cached until a page changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import router
from django.db.models import Q
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from courses.catalogue import rules
from courses.catalogue.models import ModulePage, ProgrammePage, StepPage

KEPT_SECONDS = 60 * 60 * 24


@dataclass(frozen=True)
class OutlineStep:
    pk: int
    title: str
    url: str
    kind: str
    minutes: int
    required: bool
    summary: str
    goal_one: str
    goal_many: str
    is_judged: bool


@dataclass(frozen=True)
class Outline:
    pk: int
    title: str
    url: str
    code: str
    summary: str
    programme_url: str
    programme_title: str
    validity_months: int | None
    steps: tuple[OutlineStep, ...]
    is_safeguarding: bool = False

    @property
    def minutes(self) -> int:
        return rules.minutes_of(step.minutes for step in self.steps)

    @property
    def asked(self) -> tuple[OutlineStep, ...]:
        """The steps the module's completion depends on."""
        return tuple(step for step in self.steps if step.required) or self.steps

    @property
    def judged_step(self) -> OutlineStep | None:
        """The step whose result stands for the module: the last that is judged."""
        return next((step for step in reversed(self.steps) if step.is_judged), None)


def cache_key(module_pk: int) -> str:
    return f"courses:outline:{module_pk}"


def outline(module_pk: int) -> Outline | None:
    """None when the module is not (or no longer) published."""
    return outlines([module_pk]).get(module_pk)


def module_pk_of(step: Page) -> int | None:
    """The module a step stands in, remembered by the step's key until the step is moved."""
    key = place_key(step.pk)
    found: int | None = cache.get(key)
    if found is None:
        found = ModulePage.objects.filter(path=_above(step)).values_list("pk", flat=True).first()
        if found is not None and step.pk is not None:
            cache.set(key, found, KEPT_SECONDS)
    return found


def module_above(step: Page) -> ModulePage | None:
    return ModulePage.objects.filter(path=_above(step)).first()


def modules_touched(pages: Iterable[Page]) -> list[ModulePage]:
    """The modules whose outline says something about one of these pages."""
    near = [Q(path__startswith=page.path) | Q(path=_above(page)) for page in pages]
    return list(ModulePage.objects.filter(Q(*near, _connector=Q.OR)).only("pk", "path"))


def is_deletable(page: Page) -> bool:
    """False when a record of anybody's learning hangs on the page or on one below it."""
    try:
        for each in page.get_descendants(inclusive=True).specific():
            Collector(using=router.db_for_write(type(each)), origin=each).collect([each])
    except (ProtectedError, RestrictedError):
        return False
    return True


def place_key(step_pk: int | None) -> str:
    return f"courses:module-of:{step_pk}"


def outlines(module_pks: Iterable[int]) -> dict[int, Outline]:
    """Outlines by module, in the order asked for; two queries for all that the cache lacks."""
    wanted = list(module_pks)
    found = cache.get_many([cache_key(pk) for pk in wanted])
    missing = [pk for pk in wanted if cache_key(pk) not in found]
    if missing:
        fresh = {cache_key(item.pk): item for item in _read(missing)}
        cache.set_many(fresh, KEPT_SECONDS)
        found |= fresh
    return {pk: found[cache_key(pk)] for pk in wanted if cache_key(pk) in found}


def forget_outlines(module_pks: Iterable[int], *, step_pks: Iterable[int] = ()) -> None:
    cache.delete_many([*map(cache_key, module_pks), *map(place_key, step_pks)])


def live_modules(programme: Page) -> list[int]:
    """Primary keys of a programme's published modules, in its order."""
    return list(
        ModulePage.objects.child_of(programme).live().order_by("path").values_list("pk", flat=True)
    )


def programmes_to_edit(user: Any) -> list[tuple[ProgrammePage, list[ModulePage]]]:
    """What an author works on, drafts too, as far as Wagtail's page permissions reach."""
    may = page_permission_policy.explorable_instances(user).values("pk")
    modules: dict[str, list[ModulePage]] = {}
    for module in ModulePage.objects.filter(pk__in=may).order_by("path").defer_streamfields():
        modules.setdefault(_above(module), []).append(module)
    programmes = ProgrammePage.objects.filter(pk__in=may).order_by("path").defer_streamfields()
    return [(programme, modules.get(programme.path, [])) for programme in programmes]


def _read(module_pks: Sequence[int]) -> list[Outline]:
    modules = list(ModulePage.objects.filter(pk__in=module_pks).live().defer_streamfields())
    steps: dict[str, list[StepPage]] = {module.path: [] for module in modules}
    programmes = {
        page.path: page
        for page in ProgrammePage.objects.filter(path__in={_above(m) for m in modules})
    }
    if modules:
        below = Q(*[Q(path__startswith=module.path) for module in modules], _connector=Q.OR)
        for step in StepPage.objects.filter(below).live().order_by("path"):
            steps.setdefault(_above(step), []).append(step)
    return [_outline(m, programmes.get(_above(m)), steps[m.path]) for m in modules]


def _above(page: Page) -> str:
    return str(page.path[: -Page.steplen])


def _outline(
    module: ModulePage, programme: ProgrammePage | None, steps: Sequence[StepPage]
) -> Outline:
    return Outline(
        pk=module.pk,
        title=module.title,
        url=module.url or "",
        code=module.code,
        summary=module.summary,
        programme_url=programme.url or "" if programme else "",
        programme_title=programme.title if programme else "",
        validity_months=module.validity_months,
        steps=tuple(_outline_step(step) for step in steps),
        is_safeguarding=module.is_safeguarding,
    )


def _outline_step(step: StepPage) -> OutlineStep:
    kind = step.specific_class or StepPage
    return OutlineStep(
        pk=step.pk,
        title=step.title,
        url=step.url or "",
        kind=kind.kind_label,
        minutes=step.minutes,
        required=step.required,
        summary=step.summary,
        goal_one=kind.goal_one,
        goal_many=kind.goal_many,
        is_judged=kind.is_judged,
    )
