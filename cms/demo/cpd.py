"""What Larkmoor's mentors have in their logs, this CPD year and the last: handed in, answered,
returned and waiting, through the services and with moments of the past."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryContent, EntryState, ImpactStatus, cpd_year
from assessments.cpd.services import create_entry, discard_entry, note_impact, submit_entry
from assessments.files.models import EvidenceFile
from assessments.files.services import add_file
from assessments.standards.models import Statement
from assessments.standards.queries import default_statements
from assessments.targets.rules import add_months
from assessments.verification.rules import Answers
from assessments.verification.services import return_entry, verify_entry
from cms.people.accounts.models import User
from cms.people.teams.services import record_absence
from courses.progress.models import Completion

from .cpd_choice import DAY, Facts
from .cpd_company import keep_company
from .cpd_plan import OFTEN, VALID_FOR, Mentor, Planned, measure_room, past, plan_all
from .history import day_ago, moment
from .papers import pdf

WORDS = Path(__file__).parent / "cpd.yaml"
DRAFTS_KEPT = 2
PAPERS, SHARED_PAPERS = 96, 8
TOO_EARLY, NOW_AND_THEN = timedelta(weeks=6), 0.3
CERTIFIED = {"course", "workshop", "webinar", "conference", "qualification", *VALID_FOR}
UNPLANNED = {"own_interest", "new_law"}


def live_through_cpd(
    mentors: Sequence[tuple[User, Facts]],
    *,
    others: dict[str, User],
    witnesses: dict[str, dict[str, str]],
) -> None:
    """`others` take part beside the mentors; `witnesses` are people without an account."""
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    year = cpd_year(timezone.localdate())
    logs = [Mentor(user, facts, year) for user, facts in mentors]
    tidy_drafts()
    for mentor in logs:
        send_on_leave(mentor)
    measure_room(logs, year)
    planned = plan_all(logs, words)
    add_papers(planned)
    writer = Writer(default_statements(), words["kind_words"])
    written = [(each.mentor.id, writer.write(each)) for each in planned]
    keep_company(logs, written, words, others, witnesses)


def tidy_drafts() -> None:
    """Of the drafts that modules made, the newest stay; their owners put the others aside."""
    drafts = defaultdict(list)
    for draft in CPDEntry.objects.filter(state=EntryState.DRAFT).order_by("-start_on", "-pk"):
        if isinstance(draft.source, Completion):
            drafts[draft.owner_id].append(draft)
    for own in drafts.values():
        for draft in own[DRAFTS_KEPT:]:
            long_ago = min(draft.last_on + 8 * DAY, day_ago(31))
            discard_entry(entry=draft, by=draft.owner, at=moment(long_ago, 0))


def send_on_leave(mentor: Mentor) -> None:
    away = mentor.facts.get("away")
    if not away:
        return
    starts_on = day_ago(away["days_ago"])
    record_absence(
        person=mentor.user,
        starts_on=starts_on,
        ends_on=add_months(starts_on, away["months"]) - DAY,
        by=mentor.manager,
        at=moment(starts_on, -30),
    )


def add_papers(planned: Sequence[Planned]) -> None:
    """Certificates and notes for those that need them most; some serve two entries."""
    rows = [
        each
        for each in planned
        if each.state != EntryState.DRAFT and not each.facts.get("without_file")
    ]
    rows.sort(key=lambda each: each.paper_rank)
    oldest: dict[str, Planned] = {}
    for each in sorted(rows[:PAPERS], key=lambda each: each.start_on):
        if each.facts["activity_type"] in CERTIFIED:
            oldest.setdefault(each.mentor.id, each)
    own: dict[str, EvidenceFile] = {}
    for each in rows[:PAPERS]:
        is_oldest = oldest.get(each.mentor.id) is each
        each.paper = own[each.mentor.id] = add_paper(each, expires_on(each, is_oldest))
    for each in [row for row in rows[PAPERS:] if row.mentor.id in own][:SHARED_PAPERS]:
        each.paper = own[each.mentor.id]


def expires_on(planned: Planned, is_oldest: bool) -> date | None:
    """Some kinds are valid for a year or more; of the table's people, the oldest runs out soon."""
    soon = planned.mentor.facts.get("cpd_runs_out")
    if soon and is_oldest:
        return timezone.localdate() + soon * DAY
    days = VALID_FOR.get(planned.facts["activity_type"])
    return planned.ended_on + days * DAY if days else None


def add_paper(planned: Planned, valid_until: date | None) -> EvidenceFile:
    facts, owner = planned.facts, planned.mentor.user
    kind = "Certificate" if facts["activity_type"] in CERTIFIED else "Notes"
    day = planned.ended_on
    lines = [
        facts["title"],
        owner.display_name,
        facts["provider"] or "My own notes, without names of learners",
        f"{day.day} {day:%B %Y}",
        "Larkmoor is an invented college, and so is this page.",
    ]
    return add_file(
        owner=owner,
        upload=ContentFile(pdf(kind, lines)),
        name=f"{kind}, {facts['title'].partition(':')[0]}.pdf",
        attested=True,
        expires_on=valid_until,
        by=owner,
        at=past(day, 16),
    )


@dataclass(frozen=True)
class Writer:
    """Takes what is planned through the services, one moment after the other."""

    statements: dict[str, Statement]
    kind_words: Sequence[str]

    def write(self, planned: Planned) -> CPDEntry:
        owner, state = planned.mentor.user, planned.state
        entry = self._draft(planned)
        if state == EntryState.DRAFT:
            return entry
        handed_in = past(planned.handed_in, 17)
        if self._is_too_early(planned):
            note_impact(entry=entry, status=ImpactStatus.TOO_EARLY, note="", by=owner, at=handed_in)
        entry = submit_entry(entry=entry, by=owner, at=handed_in)
        if planned.answered:
            self._answer(planned, entry)
        if planned.says_impact:
            self._say_impact(planned, entry)
        return entry

    def _draft(self, planned: Planned) -> CPDEntry:
        facts, owner = planned.facts, planned.mentor.user
        claims = facts["codes"]
        return create_entry(
            owner=owner,
            content=content_of(planned),
            statements=[self.statements[code] for code in claims],
            claims=claims,
            files=[planned.paper] if planned.paper else [],
            by=owner,
            at=past(planned.ended_on, 16),
        )

    def _is_too_early(self, planned: Planned) -> bool:
        is_new = planned.ended_on + TOO_EARLY > planned.mentor.until
        return is_new and not planned.says_impact and planned.mentor.random.random() < OFTEN

    def _answer(self, planned: Planned, entry: CPDEntry) -> None:
        random, manager = planned.mentor.random, planned.mentor.manager
        at = past(planned.answered or planned.handed_in, 18)
        answers: dict[str, Any] = {"is_real": True, "is_relevant": True, "is_applied": True}
        if planned.lacks:
            answers |= {planned.lacks: False, "note": planned.reason}
            return_entry(entry=entry, answers=Answers(**answers), by=manager, at=at)
            return
        if random.random() < NOW_AND_THEN:
            answers["note"] = random.choice(self.kind_words)
        verify_entry(entry=entry, answers=Answers(**answers), by=manager, at=at)

    def _say_impact(self, planned: Planned, entry: CPDEntry) -> None:
        mentor, facts = planned.mentor, planned.facts
        answered = planned.answered or planned.handed_in
        weeks = timedelta(days=mentor.random.randint(42, 70))
        latest = mentor.until - mentor.random.randint(1, 6) * DAY
        noted_on = max(answered, min(planned.ended_on + weeks, latest))
        note_impact(
            entry=entry,
            status=facts["impact_status"],
            note=facts["impact_note"],
            by=mentor.user,
            at=past(noted_on, 19),
        )


def content_of(planned: Planned) -> EntryContent:
    """All of it, or of a draft what is written down on the way home."""
    facts = planned.facts
    begun = {
        "title": facts["title"],
        "start_on": planned.start_on,
        "end_on": planned.end_on,
        "activity_type": facts["activity_type"],
        "provider": facts["provider"],
        "mode": facts["mode"],
        "minutes": facts["minutes"],
        "is_participatory": facts["participatory"],
        "what_i_learned": facts["what_i_learned"],
    }
    if planned.state == EntryState.DRAFT:
        return EntryContent(**begun)
    reflection = dict(facts["reflection"])
    return EntryContent(
        **begun,
        planning="unplanned" if facts["need_source"] in UNPLANNED else "planned",
        need_source=facts["need_source"],
        reason=facts["reason"],
        application=facts["application"],
        shared_summary=facts["shared_summary"],
        reflection_model=reflection.pop("model"),
        reflection=reflection,
    )
