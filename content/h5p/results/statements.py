"""One xAPI statement from a player: refused, or made into one that we vouch for.

Who, when and which number are ours; what is kept is a list of keys we know; the score is worked
out again where the content allows it (h5p.md 4.3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ..names import LibraryName
from ..semantics.uses import Uses
from .checking import check_object, check_raw, check_verb, interaction_in
from .durations import seconds_in
from .keeping import kept_context, kept_definition, kept_result, response_in
from .reported import reported_score, written_score
from .scores import Score, mapping
from .scoring import recompute
from .subjects import find_subject
from .texts import plain_text, said

FINISHING = frozenset({"completed", "answered", "passed", "failed"})
MOST_TITLE = 255


@dataclass(frozen=True)
class Checked:
    """`score` and `max_score` come together or not at all; `max_score` is more than nought.

    `is_top`: it is about the whole activity. `finishes`: with it an attempt has its result.
    """

    statement: dict[str, Any]
    verb: str  # the last word of its address
    sub_content_id: str
    title: str
    interaction: str
    response: str
    score: Decimal | None
    max_score: Decimal | None
    is_recomputed: bool
    seconds: int | None
    is_top: bool
    finishes: bool


def check_statement(
    raw: Any,
    *,
    activity_id: str,
    library: LibraryName,
    params: Mapping[str, Any],
    uses: Uses | None,
    actor: Mapping[str, Any],
    stored_at: datetime,
    statement_id: UUID,
) -> Checked:
    """`library`, `params` and `uses` are of the whole activity; without `uses` the activities
    inside it are found by their own keys. `activity_id` is the address given to the player.

    Raises Refused for what is no statement about this activity. A reported score outside what is
    to be had is brought inside it: some types report one, and an attempt is not to lose its end.
    """
    check_raw(raw)
    verb = check_verb(raw.get("verb"))
    sub_content_id = check_object(raw.get("object"), activity_id)
    definition = mapping(raw["object"].get("definition"))
    result = mapping(raw.get("result"))
    response = response_in(result)
    reported = reported_score(result.get("score"))
    judged = _judge(sub_content_id, verb, response, library, params, uses)
    score = judged or reported
    is_top = not sub_content_id and not _is_of_itself(raw)
    kept = kept_result(result, response)
    statement = {
        "id": str(statement_id),
        "actor": dict(actor),
        "verb": {"id": raw["verb"]["id"], "display": {"en-US": verb}},
        "object": {
            "objectType": "Activity",
            "id": raw["object"]["id"],
            "definition": kept_definition(definition),
        },
        "result": kept | written_score(score, judged, reported),
        "context": kept_context(raw.get("context"), activity_id),
        "timestamp": stored_at.isoformat(),
        "stored": stored_at.isoformat(),
    }
    return Checked(
        statement={key: value for key, value in statement.items() if value},
        verb=verb,
        sub_content_id=sub_content_id,
        title=plain_text(said(definition.get("name")), MOST_TITLE),
        interaction=interaction_in(definition),
        response=kept.get("response", ""),
        score=score.raw if score else None,
        max_score=score.max if score else None,
        is_recomputed=judged is not None,
        seconds=seconds_in(result.get("duration")),
        is_top=is_top,
        finishes=is_top and verb in FINISHING,
    )


def _judge(
    sub_content_id: str,
    verb: str,
    response: str | None,
    library: LibraryName,
    params: Mapping[str, Any],
    uses: Uses | None,
) -> Score | None:
    """Only of what was answered: a statement without a response says nothing to judge."""
    if response is None or verb not in FINISHING:
        return None
    subject = find_subject(sub_content_id, library=library, params=params, uses=uses)
    return recompute(subject.machine_name, subject.params, response) if subject else None


def _is_of_itself(raw: Mapping[str, Any]) -> bool:
    """A question of an old single choice set has no id of its own: it says that it lies inside the
    activity, under the activity's address."""
    activities = mapping(mapping(raw.get("context")).get("contextActivities"))
    parents = activities.get("parent")
    own = raw["object"]["id"]
    return isinstance(parents, list) and any(mapping(one).get("id") == own for one in parents)
