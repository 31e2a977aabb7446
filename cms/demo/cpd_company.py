"""What others have to do with the logs of Larkmoor's mentors: a quality lead's sample, witnesses,
a trainer's session, a supervisor; and what stands beside the logs: plans and contact hours."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from assessments.contact_hours.rules import MonthNumbers, months_of
from assessments.contact_hours.services import set_month
from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import CONFIRMED, SEEN_BY_OTHERS
from assessments.cpd.services import share_entry
from assessments.events.services import EventContent, attend_event, create_event
from assessments.plans.rules import LineContent, LineState
from assessments.plans.services import add_line, close_line
from assessments.standards.queries import default_statements
from assessments.verification.models import CPDSample
from assessments.verification.rules import Findings, Result
from assessments.verification.services import answer_sample, draw_sample, reply_to_query
from assessments.witnesses.rules import Confirmation, WitnessAnswer
from assessments.witnesses.services import answer_request, ask_witness
from cms.people.accounts.models import User

from .cpd_choice import DAY, Facts, term_before
from .cpd_plan import Mentor, past
from .history import day_ago

Written = Sequence[tuple[str, CPDEntry]]  # whose, by the table, and the entry
DRAWN_AFTER, DRAWN_BEFORE_NOW = timedelta(days=45), 16
NOT_YET_LOOKED_AT = 3
SEED = 20_480
LINKED = 2
QUIET = {8: 0.15, 12: 0.7, 4: 0.7, 7: 0.5}  # months with few weeks of teaching in them


def keep_company(
    logs: Sequence[Mentor],
    written: Written,
    words: Facts,
    others: dict[str, User],
    witnesses: dict[str, dict[str, str]],
) -> None:
    by_id = {mentor.id: mentor for mentor in logs}
    ask_witnesses([row | witnesses[row["who"]] for row in words["witnesses"]], by_id, written)
    keep_plans(words["plan_lines"], by_id)
    hold_session(words["event"], by_id, others["trainer"])
    share_with_supervisor(by_id["M14"].user, others["supervisor"])
    draw_last_term(words["sample"], others["quality_lead"])
    for mentor in logs:
        count_contacts(mentor)


def ask_witnesses(rows: Sequence[Facts], by_id: dict[str, Mentor], written: Written) -> None:
    for row in rows:
        entry = next(
            (each for who, each in written if who == row["mentor"] and each.title == row["title"]),
            None,
        )
        if entry is not None:  # early in a CPD year it may not have happened yet
            ask(row, entry, by_id[row["mentor"]].user)


def ask(row: Facts, entry: CPDEntry, owner: User) -> None:
    asked = ask_witness(
        entry=entry,
        name=row["name"],
        email=row["email"],
        words=row["words"],
        kind=row["kind"],
        with_summary=True,
        by=owner,
        at=past(day_ago(row["asked_days_ago"]), 12),
    )
    if "answered_days_ago" not in row:
        return
    answer = WitnessAnswer(
        name=row["name"],
        role=row["role"],
        confirmation=Confirmation.YES,
        statement=row["statement"],
    )
    answer_request(
        witness_request=asked, answer=answer, at=past(day_ago(row["answered_days_ago"]), 20)
    )


def keep_plans(rows: Sequence[Facts], by_id: dict[str, Mentor]) -> None:
    known = default_statements()
    today = timezone.localdate()
    for number, row in enumerate(rows):
        owner = by_id[row["mentor"]].user
        mine = CPDEntry.objects.filter(
            owner=owner, state__in=SEEN_BY_OTHERS, statements__code__in=row["codes"]
        ).distinct()
        line = add_line(
            owner=owner,
            content=LineContent(
                need=row["need"],
                origin=row["origin"],
                activity=row["activity"],
                learner_outcome=row["learner_outcome"],
                due_on=today + row["in_days"] * DAY,
                is_shared=row.get("shared", False),
            ),
            statements=[known[code] for code in row["codes"]],
            entries=list(mine.order_by("-start_on")[:LINKED]),
            by=owner,
            at=past(day_ago(50 - 3 * number), 15),
        )
        for state in (LineState.DONE, LineState.DROPPED):
            if words := row.get(str(state.value)):
                close_line(line=line, to=state, outcome=words, by=owner, at=past(day_ago(6), 16))


def hold_session(row: Facts, by_id: dict[str, Mentor], host: User) -> None:
    """On the Wednesday of last week."""
    today = timezone.localdate()
    held_on = today - (today.weekday() + 5) * DAY
    known = default_statements()
    event = create_event(
        content=EventContent(
            title=row["title"],
            activity_type=row["activity_type"],
            held_on=held_on,
            minutes=row["minutes"],
            provider=row["provider"],
        ),
        statements=[known[code] for code in row["codes"]],
        by=host,
        at=past(held_on - 6 * DAY, 9),
    )
    for mentor in row["attended"]:
        attend_event(event=event, by=by_id[mentor].user, at=past(held_on, 15))


def share_with_supervisor(owner: User, supervisor: User) -> None:
    entry = CPDEntry.objects.filter(owner=owner, state__in=CONFIRMED).order_by("-start_on")[0]
    share_entry(entry=entry, supervisor=supervisor, by=owner, at=past(day_ago(5), 13))


def draw_last_term(words: Facts, lead: User) -> None:
    """Most are in order, one is asked about and answered, a few wait to be looked at."""
    label, first_on, last_on = term_before(timezone.localdate())
    drawn_on = min(last_on + DRAWN_AFTER, day_ago(DRAWN_BEFORE_NOW))
    drawn = draw_sample(
        label=label,
        first_on=first_on,
        last_on=min(last_on, drawn_on),
        by=lead,
        seed=SEED,
        at=past(drawn_on, 9),
    )
    rows: QuerySet[CPDSample] = CPDSample.objects.filter(round=drawn).order_by("pk")
    samples = list(rows.filter(entry__witness_requests=None).select_related("entry__owner"))
    looked_at = samples[: len(samples) - NOT_YET_LOOKED_AT]
    # Asked is what came of it, so of an entry that does not say so.
    asked = next((each for each in looked_at[4:] if not each.entry.impact_note), None)
    for number, sample in enumerate(looked_at):
        day = drawn_on + (1 + number // 3) * DAY
        if sample is asked:
            query(sample, words, lead, day)
        else:
            find_in_order(sample, words["in_order"][number % len(words["in_order"])], lead, day)


def find_in_order(sample: CPDSample, note: str, lead: User, day: date) -> None:
    findings = Findings(
        is_real=True, is_relevant=True, is_applied=True, would_verify=True, note=note
    )
    answer_sample(sample=sample, result=Result.OK, findings=findings, by=lead, at=past(day, 14))


def query(sample: CPDSample, words: Facts, lead: User, day: date) -> None:
    findings = Findings(
        is_real=True, is_relevant=True, is_applied=False, would_verify=False, note=words["query"]
    )
    asked = answer_sample(
        sample=sample, result=Result.QUERY, findings=findings, by=lead, at=past(day, 15)
    )
    verifier = sample.verification.verifier
    reply_to_query(sample=asked, reply=words["reply"], by=verifier, at=past(day + 4 * DAY, 10))


def count_contacts(mentor: Mentor) -> None:
    for month in months_of(mentor.year.first_on):
        last = month.replace(day=monthrange(month.year, month.month)[1])
        first_here, last_here = max(month, mentor.since), min(last, mentor.until)
        share = ((last_here - first_here).days + 1) / last.day
        if share > 0:
            numbers = contacts(mentor, share * QUIET.get(month.month, 1))
            set_month(owner=mentor.user, month_on=month, numbers=numbers, by=mentor.user)


def contacts(mentor: Mentor, share: float) -> MonthNumbers:
    """The more a learner needs, the more often they meet: once a term, once a month, each week."""
    universal, targeted, intensive = mentor.facts["learners"]
    random = mentor.random
    often = (universal * 0.3 + targeted * 1.1 + intensive * 3.2) * random.uniform(0.85, 1.15)
    meetings, groups = round(often * share), round(universal / 14 * share)
    return MonthNumbers(
        one_to_one_sessions=meetings,
        one_to_one_minutes=meetings * random.randint(24, 34),
        group_sessions=groups,
        group_minutes=groups * random.choice([45, 50, 60]),
    )
