"""Invented things for the gallery to show; nothing here is read from the database."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Page, Paginator
from django.utils import timezone

STATES = ["done", "doing", "todo", "due", "overdue", "expired", "draft", "locked", "info"]
SWATCHES = [
    "paper",
    "surface",
    "ink",
    "ink-soft",
    "accent",
    "yours",
    "done",
    "warn",
    "late",
    "note",
]
KINDS = ["info", "success", "warning", "danger"]


@dataclass(frozen=True)
class SampleStep:
    title: str
    kind: str
    minutes: int
    state: str
    url: str = "#content"
    required: bool = True
    result: str = ""


@dataclass(frozen=True)
class SampleCell:
    module: str
    state: str
    label: str
    on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class SampleRow:
    person: str
    job: str
    cells: list[SampleCell]


LESSONS = [
    SampleStep("Start where the learner is", "lesson", 12, "done"),
    SampleStep("From priority to first step", "lesson", 15, "done"),
    SampleStep("Words the learner would use", "lesson", 12, "doing"),
    SampleStep("SMART and past SMART", "lesson", 15, "todo"),
    SampleStep("Evidence you can trust", "lesson", 10, "todo"),
    SampleStep("The review conversation", "lesson", 15, "todo"),
    SampleStep("Other people’s targets", "lesson", 11, "todo", required=False),
    SampleStep("“Be more organised”", "scenario", 15, "todo"),
    SampleStep("Check what you know", "quiz", 15, "locked", result="Opens after the lessons"),
]
FINISHED = [
    SampleStep("The review conversation", "lesson", 15, "done"),
    SampleStep("“Be more organised”", "scenario", 15, "done", result="sound"),
    SampleStep("Check what you know", "quiz", 15, "done", result="92 % on Thu 19 Nov"),
]
INDUCTION = [
    SampleStep("Role, remit and boundaries", "", 60, "done"),
    SampleStep("Safeguarding for mentors", "", 120, "done"),
    SampleStep("Records and confidentiality", "", 60, "done"),
    SampleStep("Target setting and review", "", 90, "doing"),
    SampleStep("Communication and rapport", "", 60, "todo"),
    SampleStep("Coaching questions and listening", "", 90, "todo"),
]


def team_rows(today: date) -> list[SampleRow]:
    def day(days: int) -> date:
        return today + timedelta(days=days)

    return [
        SampleRow(
            "Pearl Okoro",
            "Learning coach",
            [
                SampleCell("Safeguarding", "expired", "Expired", day(-6), "passed 97 %"),
                SampleCell("Target setting", "done", "Done", day(-210), "92 %, 2 tries"),
                SampleCell("Records", "done", "Done", day(-190), "88 %"),
            ],
        ),
        SampleRow(
            "Rosa Martinez",
            "Student progress coach",
            [
                SampleCell("Safeguarding", "done", "Done", day(-75), "94 %"),
                SampleCell("Target setting", "overdue", "Overdue", day(-3), "5 of 9 steps"),
                SampleCell("Records", "doing", "In progress", day(9), "2 of 6 steps"),
            ],
        ),
        SampleRow(
            "Nathan Price",
            "Learning mentor",
            [
                SampleCell("Safeguarding", "done", "Done", day(-311), "91 %"),
                SampleCell("Target setting", "done", "Done", day(-402), "83 %, 1 try"),
                SampleCell("Records", "todo", "Not started", day(26)),
            ],
        ),
    ]


def wide_rows(today: date) -> list[SampleRow]:
    """As many columns as a whole induction has modules."""
    modules = ["ROL", "SAF", "REC", "COM", "COQ", "TGT", "DEV", "MND", "MOT", "WRK", "GRP"]
    rows = []
    for person, behind in (("Rosa Martinez", 5), ("Chloe Nguyen", 8), ("Nathan Price", 11)):
        cells = []
        for n, module in enumerate(modules):
            state = "done" if n < behind else "overdue" if n == 5 else "todo"
            label = {"done": "Done", "overdue": "Overdue", "todo": "Not yet"}[state]
            cells.append(SampleCell(module, state, label, today + timedelta(days=9 * n - 60)))
        rows.append(SampleRow(person, "Learning mentor", cells))
    return rows


def sample_page() -> Page:
    return Paginator(range(60), 20).page(2)


def samples() -> dict[str, object]:
    today = timezone.localdate()
    return {
        "states": STATES,
        "kinds": KINDS,
        "swatches": SWATCHES,
        "lessons": LESSONS,
        "current_lesson": LESSONS[2],
        "finished": FINISHED,
        "induction": INDUCTION,
        "team_rows": team_rows(today),
        "sample_page": sample_page(),
        "wide_rows": wide_rows(today),
        "soon": today + timedelta(days=5),
        "later": today + timedelta(days=19),
        "codes": ["S1", "S6", "S8", "K6", "K8"],
        "crumbs": [
            {"label": "Home", "url": "/"},
            {"label": "Mentor induction", "url": "#content"},
            {"label": "Target setting and review", "url": ""},
        ],
    }
