"""Activities where they stand: in a step of their own or in a lesson."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from content.activities.models import Activity, ActivityAttempt, ActivityVersion
from content.activities.queries import waiting_code
from content.activities.rules import Completing, Reached, Weight
from content.checks.rules.findings import Around, Check, Kind, Level
from content.checks.rules.pages import text_checks
from content.checks.rules.passages import Passage
from courses.catalogue.models import LessonPage, ModulePage, StepPage
from courses.catalogue.queries import module_above

from .models import ActivityPage
from .rules import Result, counts

GUARDED = "modules about safeguarding"  # of what checks have read for all pages


@dataclass(frozen=True)
class Place:
    """An activity in a published page, and when it is done there."""

    step: StepPage
    block_id: str
    completing: str
    pass_percent: int | None
    is_safeguarding: bool


def place_of(attempt: ActivityAttempt) -> Place | None:
    """Where it was played, as the page has it now; None where the activity stands there no more."""
    seat = attempt.seat
    step = StepPage.objects.filter(pk=seat.page_id).first()
    page: Any = step.specific if step is not None else None
    module = module_above(step) if step is not None else None
    about = module is not None and module.is_safeguarding
    if isinstance(page, ActivityPage):
        is_here = not seat.block_id and page.activity_id == seat.activity_id
        return Place(page, "", page.completing, page.pass_percent, about) if is_here else None
    if isinstance(page, LessonPage):
        for block in page.body:
            found = block.value if block.block_type == "activity" else None
            if str(block.id) == seat.block_id and found and found["activity"] == attempt.activity:
                completing, enough = found["completing"], found["pass_percent"]
                return Place(page, seat.block_id, completing, enough, about)
    return None


def result_of(attempt: ActivityAttempt, reached: str) -> Result:
    return Result(
        reached=reached,
        percent=attempt.percent,
        judged_by=attempt.judged_by,
        weight=attempt.activity.weight,
    )


def proof_by(attempt: ActivityAttempt) -> StepPage | None:
    """The step that a finished attempt proves something for; None where it was practice, or not
    good enough, or in a part of a lesson: a lesson is read, not passed."""
    place = place_of(attempt)
    result = result_of(attempt, Reached.FINISHED)
    if place is None or place.block_id or not result.is_proof:
        return None
    is_enough = place.completing == Completing.SCORED and is_done(result, place)
    return place.step if is_enough else None


def is_done(result: Result, place: Place) -> bool:
    return counts(
        result,
        completing=place.completing,
        pass_percent=place.pass_percent,
        is_safeguarding=place.is_safeguarding,
    )


def version_for(
    page: StepPage, activity: Activity, *, is_draft: bool = False
) -> ActivityVersion | None:
    """The version that plays in a page: the newest, except in a module about safeguarding.

    There it is the one that was current when the words of the page were saved: a new version goes
    out only with a page that a safeguarding lead has approved again.
    """
    module = module_above(page)
    if module is None or not module.is_safeguarding:
        return activity.current
    until = saved_at(page, is_draft=is_draft)
    if activity.current is None or activity.current.created_at <= until:
        return activity.current
    return activity.versions.filter(created_at__lte=until).order_by("-number").first()


def saved_at(page: StepPage, *, is_draft: bool) -> datetime:
    """When the words that are shown were saved: of a published page those that are live."""
    if not is_draft and page.live and page.live_revision is not None:
        return page.live_revision.created_at
    return page.latest_revision_created_at or timezone.now()


def activity_findings(page: ActivityPage, around: Around) -> list[Check]:
    """For the checks of pages, which name this (CollegePage.checked_by)."""
    about = is_about_safeguarding(page, around)
    found = list(faults(page.activity, page.completing, "activity", is_safeguarding=about))
    return [*found, *text_checks([Passage(page.intro, "intro")], around)] if page.intro else found


def lesson_findings(page: LessonPage, around: Around) -> list[Check]:
    """The same for each activity in a lesson."""
    played = [block for block in page.body if block.block_type == "activity"]
    about = bool(played) and is_about_safeguarding(page, around)
    return [
        check
        for block in played
        for check in faults(
            block.value["activity"],
            block.value["completing"],
            str(block.id),
            is_safeguarding=about,
        )
    ]


def is_about_safeguarding(page: StepPage, around: Around) -> bool:
    """One reading for all pages that are checked together."""
    if GUARDED not in around.kept:
        rows = ModulePage.objects.filter(is_safeguarding=True)
        around.kept[GUARDED] = tuple(rows.values_list("path", flat=True))
    return bool(page.path) and page.path.startswith(around.kept[GUARDED])


def faults(
    activity: Activity | None, completing: str, where: str, *, is_safeguarding: bool
) -> Iterator[Check]:
    if activity is None:
        yield Check(Kind.EXERCISES, Level.MUST, "Choose the activity to play here.", where)
        return
    waiting = waiting_code(activity.current) if activity.current else ()
    if waiting:
        yield Check(
            Kind.EXERCISES, Level.MUST,
            f"“{activity}” cannot be played yet: a site admin has to let in "
            f"{', '.join(map(str, waiting))}.", where,
        )  # fmt: skip
    if not activity.text_alternative and not activity.accessible_url:
        yield Check(
            Kind.EXERCISES, Level.SHOULD,
            f"Say in words what “{activity}” asks and teaches, or give the address of a version "
            "that works for everybody: not everyone can use it as it is.", where,
        )  # fmt: skip
    if is_safeguarding and completing == Completing.SCORED and activity.weight != Weight.VERIFIED:
        yield Check(
            Kind.EXERCISES, Level.MUST,
            "In a module about safeguarding a score counts only where the server can work it out "
            f"again and the activity is marked as verified. “{activity}” is practice: nobody could "
            "finish it.", where,
        )  # fmt: skip
