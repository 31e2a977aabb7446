"""The CPD of the demo college, lived through the services, comes out as its table says."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import yaml
from django.db.models import Sum
from django.utils import timezone

from assessments.contact_hours.models import ContactMonth
from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import CONFIRMED, CPDYear
from assessments.events.models import EventAttendance
from assessments.files.models import EvidenceFile
from assessments.files.rules import examine
from assessments.plans.models import PlanLine
from assessments.targets.queries import records
from assessments.targets.rules import Standing
from assessments.verification.models import CPDSample
from assessments.verification.queries import policy_days
from assessments.verification.rules import Stage, working_days_between
from assessments.witnesses.models import WitnessRequest
from assessments.witnesses.rules import LinkState
from cms.demo.college import (
    FACTS,
    LEAD_DAYS_IN_POST,
    add_mentor,
    add_staff,
    add_teams,
    email_of,
    line,
    named,
)
from cms.demo.cpd import live_through_cpd
from cms.demo.cpd_choice import so_far
from cms.demo.papers import pdf
from cms.people.accounts.models import User
from cms.people.notices.models import Notice
from tests.factories.standards import st0148

pytestmark = pytest.mark.django_db

TABLE_DAY = datetime(2026, 11, 22, 10, tzinfo=UTC)  # the day the table describes
YEAR = CPDYear(2026)
TABLE = yaml.safe_load(FACTS.read_text(encoding="utf-8"))


def live(monkeypatch, now):
    """Everybody, with nothing learned yet, and then their logs."""
    monkeypatch.setattr(timezone, "now", lambda: now)
    st0148()
    leads = add_teams(TABLE["teams"])
    add_staff(TABLE["staff"])
    head = User.objects.get(email=email_of("Ruth Pemberton"))
    for lead in leads.values():
        line(lead, head, days=LEAD_DAYS_IN_POST)
    mentors = [(add_mentor(row, leads), row) for row in TABLE["mentors"]]
    live_through_cpd(mentors, others=named(TABLE["others"]), witnesses=TABLE["witnesses"])
    return mentors


@pytest.mark.slow
def test_hours_impact_and_targets_are_those_of_the_table(monkeypatch):
    mentors = live(monkeypatch, TABLE_DAY)

    found = records([mentor for mentor, _ in mentors], YEAR)
    figures = {
        row["id"]: (
            found[mentor.pk].counting.counted / 60,
            float(found[mentor.pk].target.hours),
            found[mentor.pk].impact.done,
            found[mentor.pk].counting.over,
        )
        for mentor, row in mentors
    }
    assert figures == {
        row["id"]: (row["cpd_hours"], row["cpd_target"], row["cpd_impact"], 0) for _, row in mentors
    }
    standing = {row["id"]: found[mentor.pk].standing for mentor, row in mentors}
    assert standing["M22"] == Standing.PAUSED
    assert {key for key, value in standing.items() if value == Standing.BEHIND} == {"M06", "M17"}

    assert_states()
    assert_files()
    assert_company({row["id"]: mentor for mentor, row in mentors})
    assert_nothing_goes_out_or_lies_ahead()


def assert_states():
    states = Counter(CPDEntry.objects.values_list("state", flat=True))
    confirmed = sum(states[state] for state in CONFIRMED)
    assert (confirmed, states["submitted"], states["returned"], states["draft"]) == (151, 22, 8, 12)
    quentin = CPDEntry.objects.filter(owner__last_name="Marsh", state="returned")
    assert quentin.aggregate(minutes=Sum("minutes"))["minutes"] == 9 * 60
    assert all(len(entry.verifications.get().note) > 150 for entry in quentin)
    waiting = CPDEntry.objects.filter(state="submitted")
    today = timezone.localdate()
    late = [e for e in waiting if working_days_between(e.submitted_on, today) > policy_days()]
    assert 3 <= len(late) <= 6
    owners = Counter(CPDEntry.objects.values_list("owner", "title"))
    assert max(owners.values()) == 1


def assert_files():
    files = EvidenceFile.objects.all()
    assert (len(files), files.filter(attested_at=None).count()) == (96, 0)
    assert max(file.size for file in files) < 1_500
    assert files.exclude(expires_on=None).count() >= 5
    today = timezone.localdate()
    soon = files.filter(expires_on__range=(today, today + timedelta(days=60)))
    assert set(soon.values_list("owner__last_name", flat=True)) == {"Diallo", "Mensah", "Desai"}
    assert any(file.entries.count() > 1 for file in files)


def assert_company(by_id):
    stages = Counter(sample.stage for sample in CPDSample.objects.all())
    assert (stages[Stage.REPLIED], stages[Stage.WAITS]) == (1, 3)
    assert stages[Stage.IN_ORDER] >= 10
    links = Counter(asked.state for asked in WitnessRequest.objects.all())
    assert links == {LinkState.ANSWERED: 3, LinkState.OPEN: 1, LinkState.EXPIRED: 1}
    assert PlanLine.objects.count() == 10
    assert PlanLine.objects.exclude(entries=None).distinct().count() >= 7
    assert EventAttendance.objects.count() == 6
    shared = CPDEntry.objects.get(shared_with__isnull=False)
    assert (shared.owner, shared.shared_with.last_name) == (by_id["M14"], "Ashworth")
    months = Counter(ContactMonth.objects.values_list("owner", flat=True))
    assert (months[by_id["M06"].pk], months[by_id["M22"].pk], months[by_id["M24"].pk]) == (4, 3, 1)


def assert_nothing_goes_out_or_lies_ahead():
    assert not Notice.objects.exclude(due_at=None).exists()
    assert not Notice.objects.filter(read_at=None).exists()
    assert not CPDEntry.objects.filter(verified_at__gt=TABLE_DAY).exists()
    assert not CPDEntry.objects.filter(submitted_at__gt=TABLE_DAY).exists()


@pytest.mark.slow
@pytest.mark.parametrize("day", [datetime(2026, 8, 4, 9, tzinfo=UTC), TABLE_DAY + timedelta(200)])
def test_it_can_be_loaded_on_any_day_of_a_year(monkeypatch, day):
    mentors = live(monkeypatch, day)

    found = records([mentor for mentor, _ in mentors], YEAR)
    today = timezone.localdate()
    for mentor, row in mentors:
        counting = found[mentor.pk].counting
        assert (counting.counted, counting.over) == (so_far(row["cpd_hours"], YEAR, today), 0)


def test_a_paper_is_one_whole_page_that_the_site_takes():
    paper = pdf("Certificate", ["Numbers (and what they leave out)", "Siobhán Keane", "“Seen”"])

    assert examine(paper, most=5_000).kind.suffix == ".pdf"
    table = int(paper.rsplit(b"startxref\n", 1)[1].split()[0])
    assert paper[table:].startswith(b"xref\n0 6\n")
    rows = paper[table:].split(b"\n")[3:8]
    for number, row in enumerate(rows, start=1):
        assert paper[int(row[:10]) :].startswith(b"%d 0 obj" % number)
    assert b"Numbers \\(and what they leave out\\)" in paper
