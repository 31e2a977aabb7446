"""Practice looked after: the columns “CPD”, “Supervision”, “Observation” and “Review”."""

from dataclasses import dataclass
from datetime import date, timedelta

from assessments.reviews.rules import ReviewState
from assessments.supervision.rules.frequency import Standing as Supervised
from assessments.supervision.rules.frequency import Status
from assessments.targets.rules import BADGES as CPD_BADGES
from assessments.targets.rules import ORDER as CPD_ORDER
from assessments.targets.rules import Standing, add_months, minutes_words
from courses.progress.rules import days_in_words

from .cells import Cell, Column, Leads, Level, Note

FAR = date.max.toordinal()
NEW_IN_POST = 3  # months in which nobody expects an observation yet
SOON = timedelta(days=14)
A_MONTH = timedelta(days=30)


# CPD ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Year:
    """A CPD year in figures. `waits` is for the line manager to verify, `waits_long` of it beyond
    the college's working days; both are nought for everybody else."""

    standing: Standing
    counted: int = 0  # minutes
    target: int = 0
    impact: int = 0
    impact_asked: int = 0
    waits: int = 0
    waits_long: int = 0


def cpd_cell(year: Year, *, person: int) -> Cell:
    """Hours and impact together, never one without the other (domain.md 5.3)."""
    word, badge, level = _cpd_state(year)
    notes = []
    if year.standing != Standing.NONE:
        if word != year.standing.label:
            notes.append(Note(str(year.standing.label)))
        notes.append(Note(f"{minutes_words(year.counted)} of {minutes_words(year.target)}"))
        notes.append(Note(f"impact {year.impact} of {year.impact_asked}"))
    if year.waits and word == year.standing.label:
        notes.append(Note(f"{year.waits} to verify"))
    share = year.counted / year.target if year.target else 1
    return Cell(
        Column.CPD, word, badge, level, order=CPD_ORDER[year.standing] + min(share, 0.99),
        notes=tuple(notes), leads=_cpd_leads(year, person), facts={"waits": year.waits},
    )  # fmt: skip


def _cpd_state(year: Year) -> tuple[str, str, Level]:
    if year.waits_long:
        return f"{year.waits} to verify, late", "overdue", Level.LATE
    if year.standing == Standing.BEHIND:
        return str(year.standing.label), CPD_BADGES[year.standing], Level.SOON
    if year.waits:
        return f"{year.waits} to verify", "due", Level.SOON
    return str(year.standing.label), CPD_BADGES[year.standing], Level.FINE


def _cpd_leads(year: Year, person: int) -> Leads:
    if year.waits:
        return Leads("Verify", "verification:queue", query=f"?person={person}")
    return Leads("See the year", "targets:person_year", person)


# Supervision --------------------------------------------------------------------------


def supervision_cell(
    standing: Supervised, *, booked_on: date | None, leads: Leads | None, today: date
) -> Cell:
    """What is booked in time is nobody's worry; what is overdue stays so until it was held."""
    levels = {
        Status.DUE: Level.SOON,
        Status.OVERDUE: Level.LATE,
        Status.SERIOUSLY_OVERDUE: Level.SERIOUS,
    }
    level = levels.get(standing.status, Level.FINE)
    word, badge = str(standing.status.label), standing.badge
    latest_on = standing.latest_on or standing.due_on
    if level == Level.SOON and booked_on and latest_on and booked_on <= latest_on:
        level, word, badge = Level.FINE, "Booked", "doing"
    notes = []
    if standing.due_on and standing.due_on != booked_on:
        notes.append(Note("was due" if standing.due_on < today else "next due", standing.due_on))
    if booked_on:
        words = "due and booked for" if booked_on == standing.due_on else "booked for"
        notes.append(Note(words, booked_on))
    return Cell(
        Column.SUPERVISION, word, badge, level,
        order=standing.due_on.toordinal() if standing.due_on else FAR,
        notes=tuple(notes), leads=leads,
        facts={"due_on": standing.due_on, "booked_on": booked_on},
    )  # fmt: skip


# Observation --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """When somebody was last observed so that it stands in a review, and will be next."""

    seen_on: date | None = None
    planned_on: date | None = None
    within_months: int = 12


def observation_cell(
    seen: Seen, *, person: int, started_on: date | None, is_mentor: bool, today: date
) -> Cell:
    """Late is what is longer ago than the college allows. That there is none on record here is no
    proof that there was none, so it is never called late."""
    facts = {"seen_on": seen.seen_on, "planned_on": seen.planned_on}
    ends_on = add_months(seen.seen_on, seen.within_months) if seen.seen_on else None
    word, badge, level = _observation_state(seen, ends_on, started_on, is_mentor, today)
    notes = []
    if seen.seen_on:
        notes.append(Note(days_in_words((seen.seen_on - today).days)))
    if seen.planned_on:
        notes.append(Note("planned for", seen.planned_on))
    elif level and ends_on:
        notes.append(Note("was due" if ends_on < today else "next by", ends_on))
    order = seen.seen_on.toordinal() if seen.seen_on else 0
    query = f"?mentor={person}"
    leads = Leads("See observations", "observations:observation_list", query=query)
    if level:
        leads = Leads("Plan one", "observations:observation_book", query=query)
    return Cell(Column.OBSERVATION, word, badge, level, order, tuple(notes), leads, facts)


def _observation_state(
    seen: Seen, ends_on: date | None, started_on: date | None, is_mentor: bool, today: date
) -> tuple[str, str, Level]:
    if ends_on is None:
        is_new = started_on is not None and add_months(started_on, NEW_IN_POST) > today
        if seen.planned_on:
            return "Planned", "doing", Level.FINE
        if is_new or not is_mentor:
            return "None yet", "todo", Level.FINE
        return "None yet", "due", Level.SOON
    if seen.planned_on:
        return "Seen", "done", Level.FINE
    if ends_on < today:
        return "Too long ago", "overdue", Level.LATE
    if ends_on <= today + A_MONTH:
        return "Due again", "due", Level.SOON
    return "Seen", "done", Level.FINE


# Review -------------------------------------------------------------------------------

WORDS = {
    ReviewState.OPENED: "Opened",
    ReviewState.SELF_ASSESSMENT: "Self-assessment in",
    ReviewState.MANAGER_DRAFT: "Being written",
    ReviewState.MEETING_HELD: "The two have met",
    ReviewState.SHARED: "Shared",
    ReviewState.RESPONSE: "Answered",
    ReviewState.MODERATED: "Moderated",
    ReviewState.SIGNED_REVIEWEE: "Mentor has signed",
    ReviewState.SIGNED_MANAGER: "Both have signed",
    ReviewState.COUNTERSIGNED: "Countersigned",
    ReviewState.FINAL: "Final",
}
FOR_MENTOR = (ReviewState.SHARED, ReviewState.RESPONSE, ReviewState.MODERATED)
FOR_REVIEWER = (
    ReviewState.SELF_ASSESSMENT,
    ReviewState.MANAGER_DRAFT,
    ReviewState.MEETING_HELD,
    ReviewState.SIGNED_REVIEWEE,
)
JUST_COME_IN = (ReviewState.SELF_ASSESSMENT, ReviewState.SIGNED_REVIEWEE)


@dataclass(frozen=True, slots=True)
class Review:
    """The review that runs, else the last that became final. No word of it."""

    pk: int
    state: ReviewState
    kind: str
    reviewer: int
    due_on: date
    self_due_on: date | None = None
    final_on: date | None = None
    asks_self_assessment: bool = True
    is_countersigned: bool = True
    waits_for_moderation: bool = False

    @property
    def turn(self) -> str:
        """Whose step is next: “mentor”, “reviewer”, “moderator”, “countersigner” or nobody's."""
        if self.state == ReviewState.OPENED:
            return "mentor" if self.asks_self_assessment else "reviewer"
        if self.state == ReviewState.RESPONSE and self.waits_for_moderation:
            return "moderator"
        if self.state in FOR_MENTOR:
            return "mentor"
        if self.state in FOR_REVIEWER:
            return "reviewer"
        if self.state == ReviewState.SIGNED_MANAGER:
            return "countersigner" if self.is_countersigned else "reviewer"
        return ""


def review_cell(review: Review | None, *, reader: int, leads: Leads | None, today: date) -> Cell:
    if review is None:
        return Cell(Column.REVIEW, "None yet", "todo", order=FAR, leads=leads)
    if review.state == ReviewState.FINAL:
        return Cell(
            Column.REVIEW, "Final", "done", order=FAR, notes=(Note(review.kind, review.final_on),),
            leads=leads, facts={"due_on": None, "final_on": review.final_on},
        )  # fmt: skip
    word, badge, level = _review_state(review, reader, today)
    days = (review.due_on - today).days
    when = Note(f"was due {days_in_words(days)}") if days < 0 else Note("due", review.due_on)
    whose = {review.turn: f"waits for the {review.turn}", "": ""}[review.turn]
    if review.turn == "reviewer" and review.reviewer == reader:
        whose = "waits for you"
    notes = [Note(review.kind), Note(whose), when]
    return Cell(
        Column.REVIEW, word, badge, level, order=review.due_on.toordinal(),
        notes=tuple(note for note in notes if note.words), leads=leads,
        facts={"due_on": review.due_on, "final_on": None},
    )  # fmt: skip


def _review_state(review: Review, reader: int, today: date) -> tuple[str, str, Level]:
    word = WORDS[review.state]
    is_self_late = (
        review.state == ReviewState.OPENED
        and review.turn == "mentor"
        and review.self_due_on is not None
        and review.self_due_on < today
    )
    if is_self_late:
        word = "Self-assessment late"
    if review.due_on < today:
        return word, "overdue", Level.LATE
    has_come_in = review.state in JUST_COME_IN and review.reviewer == reader
    if is_self_late or has_come_in or review.due_on <= today + SOON:
        return word, "due", Level.SOON
    return word, "doing", Level.FINE
