"""Keep what is worked out from a module's steps in step with them."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Sum
from wagtail.models import Page

from courses.catalogue.models import ModulePage, StepPage
from courses.catalogue.queries import forget_outlines, modules_touched


def refresh_modules(*, pages: Iterable[Page]) -> list[ModulePage]:
    """Forget the outlines that mention these pages and sum the minutes of their modules again.

    Forgotten at once and again when the transaction ends, so that nobody who reads in between
    leaves the old outline behind. Not audited: it restates what the pages say.
    """
    touched = list(pages)
    modules = modules_touched(touched)
    keys = [module.pk for module in modules]
    steps = [page.pk for page in touched]
    forget_outlines(keys, step_pks=steps)
    transaction.on_commit(lambda: forget_outlines(keys, step_pks=steps))
    for module in modules:
        total = StepPage.objects.child_of(module).live().aggregate(total=Sum("minutes"))["total"]
        ModulePage.objects.filter(pk=module.pk).exclude(minutes=total or 0).update(
            minutes=total or 0
        )
    return modules
