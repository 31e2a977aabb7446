"""The kinds of supervision, and what each is for (domain.md 4.1, 4.2; [F29] in its sources)."""

from dataclasses import dataclass

from django.db.models import TextChoices


class SessionType(TextChoices):
    MANAGERIAL = "managerial", "Managerial"
    DEVELOPMENTAL = "developmental", "Developmental"
    REFLECTIVE = "reflective", "Reflective"
    SAFEGUARDING = "safeguarding", "Safeguarding"
    GROUP = "group", "Group"
    DEBRIEF = "adhoc_debrief", "Debrief after a hard event"
    PROBATION = "probation", "Probation"


class Function(TextChoices):
    """What supervision does (Proctor); the pair ticks what they used."""

    NORMATIVE = "normative", "Standards and safe practice"
    FORMATIVE = "formative", "Learning and skill"
    RESTORATIVE = "restorative", "Support with the load"


class CountsTowards(TextChoices):
    FREQUENCY = "frequency", "the usual rhythm"
    SAFEGUARDING = "safeguarding", "safeguarding supervision"
    NOTHING = "nothing", "no target"


class Depth(TextChoices):
    FULL = "full", "A full shared record"
    THEMES = "themes", "Themes, learning and actions"
    ATTENDANCE = "attendance", "That it took place, support offered, and actions"
    PRACTICE = "practice", "That it took place, and themes of practice"


@dataclass(frozen=True)
class Kind:
    """What a kind of session starts from: functions, minutes (least, most), depth of the record."""

    functions: tuple[Function, ...]
    minutes: tuple[int, int]
    depth: Depth
    counts: CountsTowards
    pair: str
    purpose: str


KINDS: dict[SessionType, Kind] = {
    SessionType.MANAGERIAL: Kind(
        (Function.NORMATIVE,), (45, 60), Depth.FULL, CountsTowards.FREQUENCY,
        "Line manager and mentor", "How the work goes, against what was agreed.",
    ),
    SessionType.DEVELOPMENTAL: Kind(
        (Function.FORMATIVE,), (60, 60), Depth.THEMES, CountsTowards.FREQUENCY,
        "Supervisor and mentor", "Getting better at one thing in practice.",
    ),
    SessionType.REFLECTIVE: Kind(
        (Function.RESTORATIVE,), (60, 60), Depth.ATTENDANCE, CountsTowards.FREQUENCY,
        "Supervisor and mentor, best not the line manager",
        "Room to think about what the work does to you.",
    ),
    SessionType.SAFEGUARDING: Kind(
        (Function.NORMATIVE,), (45, 60), Depth.PRACTICE, CountsTowards.SAFEGUARDING,
        "Safeguarding lead or deputy and mentor",
        "How you recognise, record and pass on. Cases stay in the safeguarding system.",
    ),
    SessionType.GROUP: Kind(
        (Function.FORMATIVE,), (75, 90), Depth.THEMES, CountsTowards.FREQUENCY,
        "Facilitator and four to eight mentors", "Learning from one another.",
    ),
    SessionType.DEBRIEF: Kind(
        (Function.RESTORATIVE,), (20, 40), Depth.ATTENDANCE, CountsTowards.NOTHING,
        "Any trained supervisor, within two working days", "Support soon after a hard event.",
    ),
    SessionType.PROBATION: Kind(
        (Function.NORMATIVE, Function.FORMATIVE), (30, 45), Depth.FULL, CountsTowards.FREQUENCY,
        "Line manager and new mentor", "Settling in, and what is still to show.",
    ),
}  # fmt: skip
GROUP_SIZE = (4, 8)
# What a line manager reads whole when it is she who holds it (domain.md 2.3, rule 10).
HELD_BY_MANAGER = (SessionType.MANAGERIAL, SessionType.PROBATION)
