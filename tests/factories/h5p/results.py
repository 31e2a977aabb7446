"""Activities as rows, without any package, and what a player would report about them."""

import hashlib
import json
import uuid
from typing import Any

from wagtail.models import Page

from cms.people.accounts.models import User
from content.activities.models import (
    Activity,
    ActivityAttempt,
    ActivityStatement,
    ActivityVersion,
    H5PLibrary,
    H5PLibraryVersion,
)
from content.activities.queries.seats import activity_address
from content.activities.rules import VersionState
from content.activities.services.attempts import record_statement, save_state
from content.h5p.names import parse_library_name
from tests.factories.pages import home_page

CHOICE, QUESTION_SET = "H5P.MultiChoice 1.16", "H5P.QuestionSet 1.20"
DRAG, BRANCHING = "H5P.DragQuestion 1.14", "H5P.BranchingScenario 1.8"
BRANCHING_QUESTION = "H5P.BranchingQuestion 1.0"
ONE, TWO = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
ANSWERS = ("Ask what happened", "Tell her off", "Send an e-mail")
XAPI = "http://h5p.org/x-api/"
SEMANTICS = {
    QUESTION_SET: [{
        "name": "questions", "type": "list", "entity": "question",
        "field": {"name": "question", "type": "library", "options": [CHOICE, DRAG]},
    }],
}  # fmt: skip


def library(name: str) -> H5PLibrary:
    """Let in and in use."""
    parsed = parse_library_name(name)
    assert parsed is not None
    row, is_new = H5PLibrary.objects.get_or_create(
        machine_name=parsed.machine_name, major=parsed.major, minor=parsed.minor,
        defaults={"title": parsed.machine_name.removeprefix("H5P."), "is_runnable": True},
    )  # fmt: skip
    if is_new:
        row.in_use = H5PLibraryVersion.objects.create(
            library=row, patch=1, digest=hashlib.sha256(name.encode()).hexdigest(),
            state=VersionState.APPROVED, archive=f"h5p/libraries/{parsed.folder}.zip",
            metadata={"title": row.title, "runnable": 1}, semantics=SEMANTICS.get(name, []),
        )  # fmt: skip
        row.save()
    return row


def activity_of(name: str, params: dict[str, Any], **fields: Any) -> Activity:
    activity = Activity.objects.create(**{"title": "After a missed lesson", **fields})
    next_version(activity, name, params)
    return activity


def next_version(
    activity: Activity, name: str, params: dict[str, Any], **fields: Any
) -> ActivityVersion:
    text = json.dumps(params, sort_keys=True)
    activity.current = ActivityVersion.objects.create(
        activity=activity, number=activity.versions.count() + 1, main_library=library(name),
        metadata={"title": activity.title}, params=params,
        digest=hashlib.sha256(f"{name}{text}".encode()).hexdigest(), **fields,
    )  # fmt: skip
    activity.main_library = name.partition(" ")[0]
    activity.save()
    return activity.current


def choice_params(question: str = "What comes first?", right: int = 0) -> dict[str, Any]:
    answers = [{"text": text, "correct": at == right} for at, text in enumerate(ANSWERS)]
    return {"question": question, "answers": answers}


def choice(**fields: Any) -> Activity:
    """One question with three answers, of which the first is right."""
    return activity_of(CHOICE, choice_params(), **fields)


def set_params(*names: str) -> dict[str, Any]:
    ids = (ONE, TWO)
    return {
        "questions": [
            {"library": name, "params": choice_params(f"Question {at}?"),
             "subContentId": ids[at - 1]}
            for at, name in enumerate(names, start=1)
        ]
    }  # fmt: skip


def question_set(*names: str) -> Activity:
    """Two questions that the server can judge, unless other types are named."""
    names = names or (CHOICE, CHOICE)
    for name in names:
        library(name)
    return activity_of(QUESTION_SET, set_params(*names))


def branching(**fields: Any) -> Activity:
    """A question at the door; asking leads to a second one, scolding to the end."""

    def asks(title: str, part: str, *ways: tuple[str, int]) -> dict[str, Any]:
        alternatives = [{"text": text, "nextContentId": to} for text, to in ways]
        return {"type": {
            "library": BRANCHING_QUESTION, "subContentId": part, "metadata": {"title": title},
            "params": {"branchingQuestion": {"question": f"<p>{title}?</p>",
                                             "alternatives": alternatives}},
        }}  # fmt: skip

    content = [
        asks("At the door", ONE, ("Ask what happened", 1), ("Tell her off", -1)),
        asks("In your room", TWO, ("Listen", -1), ("Look at the clock", -1)),
    ]
    end = {"endScreenTitle": "She comes back", "contentId": -1}
    whole = {"title": "Late again", "content": content, "endScreens": [end]}
    return activity_of(BRANCHING, {"branchingScenario": whole}, **fields)


def chose(part: str, response: int) -> dict[str, Any]:
    """As getXAPIData() has a decision: with a number."""
    extensions = {f"{XAPI}h5p-subContentId": part}
    return {"statement": {
        "object": {"definition": {"interactionType": "choice", "extensions": extensions}},
        "result": {"response": response},
    }}  # fmt: skip


def the_page() -> Page:
    return home_page()


def statement(
    activity: Activity,
    verb: str = "answered",
    *,
    part: str = "",
    response: Any = None,
    points: tuple[float, float] | None = None,
    question: str = "What comes first?",
    interaction: str = "choice",
    duration: str = "PT3.62S",
) -> dict[str, Any]:
    """As the player makes it: without id and time, with an actor of its own."""
    address = activity_address(activity)
    result: dict[str, Any] = {"completion": True, "duration": duration}
    if response is not None:
        result["response"] = response
    if points is not None:
        raw, most = points
        result |= {"score": {"min": 0, "raw": raw, "max": most, "scaled": raw / most},
                   "success": raw == most}  # fmt: skip
    definition: dict[str, Any] = {"name": {"en-US": question}, "extensions": {}}
    if part:
        definition["extensions"][f"{XAPI}h5p-subContentId"] = part
    if verb == "answered":
        definition |= {
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "interactionType": interaction,
            "description": {"en-US": f"<p>{question}</p>\n"},
        }
        if interaction == "choice":
            definition |= {
                "choices": [
                    {"id": str(at), "description": {"en-US": f"<p>{text}</p>\n"}}
                    for at, text in enumerate(ANSWERS)
                ],
                "correctResponsesPattern": ["0"],
            }
    return {
        "actor": {"name": "Somebody else", "mbox": "mailto:else@example.org"},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}", "display": {"en-US": verb}},
        "object": {"id": f"{address}?subContentId={part}" if part else address,
                   "objectType": "Activity", "definition": definition},
        "result": result,
        "context": {"contextActivities": {"parent": [{"id": address}]} if part else {}},
    }  # fmt: skip


def say(
    person: User,
    activity: Activity,
    verb: str = "answered",
    *,
    page: Page | None = None,
    block_id: str = "",
    sent_as: uuid.UUID | None = None,
    version: ActivityVersion | None = None,
    beside: dict[str, Any] | None = None,
    at: Any = None,
    **said: Any,
) -> ActivityStatement:
    """Her player reports one statement."""
    current = version or activity.current
    assert current is not None
    return record_statement(
        participant=person, activity=activity, version=current, page=page or the_page(),
        block_id=block_id, sent_as=sent_as or uuid.uuid4(), by=person, at=at,
        raw={"statement": statement(activity, verb, **said), **(beside or {})},
    )  # fmt: skip


def keep(person: User, activity: Activity, data: str | None, part: str = "0", **fields: Any) -> Any:
    """Her player saves a state."""
    values = {"version": activity.current, "page": None, "block_id": "", "by": person,
              "data_type": "state", **fields}  # fmt: skip
    values["page"] = values["page"] or the_page()
    return save_state(
        participant=person, activity=activity, sub_content_id=part, data=data, **values
    )


def finished(person: User, activity: Activity, answer: int = 0, **said: Any) -> ActivityAttempt:
    """She has answered the one question of `choice`; 0 is right."""
    points = (1, 1) if answer == 0 else (0, 1)
    return say(person, activity, response=str(answer), points=points, **said).attempt
