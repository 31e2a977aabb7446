"""Learning to keep people safe is watched over, without telling how anybody played."""

from django.urls import reverse

from assessments.scenarios.models import ScenarioAttempt
from assessments.scenarios.rules.runs import UNSAFE_IN_A_ROW
from assessments.scenarios.rules.scoring import Status
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from cms.people.teams.models import ReportingLine
from content.terms import apply_terms
from courses.catalogue.queries import module_above

SUPPORT = (
    "{name} has been asked to repeat “{title}”, a scenario on safeguarding, {times} times in a "
    "row. Offer a conversation: what would help? You see the outcome, never what was chosen."
)


def offer_support(*, attempt: ScenarioAttempt) -> None:
    """Tell the line manager when this is the third unsafe run of a safeguarding scenario in a row,
    and again only after three more. Part of the end of a run, which has been checked."""
    module = module_above(attempt.scenario)
    if module is None or not module.is_safeguarding or _unsafe_in_a_row(attempt) % UNSAFE_IN_A_ROW:
        return
    person = attempt.participant
    title = apply_terms(attempt.scenario.title)
    body = SUPPORT.format(name=person.display_name, title=title, times=UNSAFE_IN_A_ROW)
    for line in ReportingLine.objects.on().filter(person=person).select_related("manager"):
        send_notice(
            recipient=line.manager,
            kind=NoticeKind.TEAM,
            key=f"scenario-support:{attempt.pk}",
            title="Offer somebody in your team support",  # a subject line is read by many eyes
            body=body,
            url=reverse("debriefs:person_outcomes", args=[person.pk]),
        )


def _unsafe_in_a_row(attempt: ScenarioAttempt) -> int:
    runs = ScenarioAttempt.objects.filter(
        participant=attempt.participant_id, scenario=attempt.scenario_id, state=Status.ENDED
    )
    count = 0
    for is_unsafe in runs.order_by("-number").values_list("is_unsafe", flat=True):
        if not is_unsafe:
            break
        count += 1
    return count
