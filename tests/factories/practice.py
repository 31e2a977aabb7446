"""A lesson in which there is one exercise of each kind."""

from typing import Any

from wagtail.models import Page

from courses.catalogue.models import LessonPage
from tests.factories.courses import lesson_page

SORT = "0b1e57d0-0000-4000-8000-0000000000a1"
DRILL = "0b1e57d0-0000-4000-8000-0000000000a2"
BENCH = "0b1e57d0-0000-4000-8000-0000000000a3"
TALK = "0b1e57d0-0000-4000-8000-0000000000a4"
RECORD, TELL = "Write in the plan", "Tell the lead today"
HARMLESS, WORRYING = "She wants to read more.", "“He takes my phone and locks the door.”"


def exercise_page(parent: Page, **fields: Any) -> LessonPage:
    return lesson_page(parent, **{"title": "Practice", "body": exercise_body(), **fields})


def exercise_body() -> list[dict[str, Any]]:
    return [
        {"type": "sort", "id": SORT, "value": sort_value()},
        {
            "type": "drill",
            "id": DRILL,
            "value": {
                "key": "ask",
                "title": "Your question first",
                "minutes": 4,
                "intro": "Write it.",
                "prompts": [
                    {
                        "said": "“I'm no good at maths.”",
                        "about": "Sam is 17.",
                        "exemplars": [{"text": "When did it go better?", "note": "An exception."}],
                    }
                ],
            },
        },
        {
            "type": "bench",
            "id": BENCH,
            "value": {
                "key": "makeover",
                "title": "Target makeover",
                "minutes": 5,
                "intro": "Rewrite it.",
                "targets": [
                    {
                        "target": "Be more organised.",
                        "about": "",
                        "exemplars": [{"text": "Headings by Friday.", "note": "Small."}],
                    }
                ],
            },
        },
        {
            "type": "talk_time",
            "id": TALK,
            "value": {"key": "talk", "title": "Who talks?", "minutes": 3, "text": "In pairs."},
        },
    ]


def sort_value(*, must: bool = True) -> dict[str, Any]:
    return {
        "key": "where",
        "title": "Where does it go?",
        "minutes": 3,
        "intro": "Place them.",
        "places": [
            {"name": RECORD, "items": [{"text": HARMLESS, "feedback": "A wish.", "must": False}]},
            {
                "name": TELL,
                "items": [{"text": WORRYING, "feedback": "It points to control.", "must": must}],
            },
        ],
    }
