"""For the checks of pages, which name this (CollegePage.checked_by)."""

from collections.abc import Iterable

from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.rules.checks import Fault, graph_faults, graph_notes
from content.checks.rules.findings import Around, Check, Kind, Level
from content.checks.rules.pages import text_checks
from content.checks.rules.passages import all_passages


def scenario_findings(page: ScenarioPage, around: Around) -> list[Check]:
    """What rules say of the story, each at its scene; and of its words, as of any page's."""
    graph = page.graph
    places = {str(scene.value["key"]): str(scene.id) for scene in page.scenes}
    written = [*page.scenes.get_prep_value(), *page.ends.get_prep_value()]
    return [
        *_checks(Level.MUST, graph_faults(graph), places),
        *_checks(Level.SHOULD, graph_notes(graph), places),
        *text_checks(all_passages(written), around),
    ]


def _checks(level: Level, faults: Iterable[Fault], places: dict[str, str]) -> Iterable[Check]:
    for fault in faults:
        yield Check(Kind.STORY, level, fault.message, places.get(fault.scene, "scenes"))
