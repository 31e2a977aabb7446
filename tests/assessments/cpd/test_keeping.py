from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryState, Policy
from assessments.cpd.services import (
    close_years,
    discard_entry,
    draft_from_module,
    purge_discarded,
    restore_entry,
    set_policy,
)
from assessments.cpd.tasks import close_years as close_task
from assessments.cpd.tasks import purge_discarded as purge_task
from cms.people.audit.models import AuditEvent
from tests.factories.courses import completion, enrolment, module_page
from tests.factories.cpd import certificate, cpd_entry, ready_entry, returned, sampled, verified
from tests.factories.verification import answer_of

LONG_AGO = timedelta(days=31)


def discarded(entry, ago=LONG_AGO):
    return discard_entry(entry=entry, by=entry.owner, at=timezone.now() - ago)


# Discarded entries ------------------------------------------------------------------


def test_purge_throws_away_what_was_discarded_a_month_ago(framework, mentor):
    gone, kept = discarded(ready_entry(mentor)), discarded(cpd_entry(mentor), timedelta(days=29))
    back = restore_entry(entry=discarded(cpd_entry(mentor), timedelta(days=1)), by=mentor)

    assert purge_discarded() == 1

    assert set(CPDEntry.objects.all()) == {kept, back}
    assert gone.pk not in CPDEntry.objects.values_list("pk", flat=True)
    assert purge_discarded() == 0


def test_purge_leaves_a_husk_of_what_a_source_proposed(framework, mentor):
    done = completion(enrolment(mentor, module_page(codes=["S1"])), minutes=40)
    entry = draft_from_module(completion=done)
    CPDEntry.objects.update(
        what_i_learned="Words", application="Words", shared_summary="Words", reason="Words",
        provider="Words", impact_note="Words", reflection={"free": "Words"}, cost=3,
    )  # fmt: skip
    entry.files.add(certificate(mentor))
    discarded(entry)

    assert purge_discarded() == 1

    husk = CPDEntry.objects.get()
    assert (husk.title, husk.what_i_learned, husk.application) == ("", "", "")
    assert (husk.shared_summary, husk.reason, husk.provider) == ("", "", "")
    assert (husk.impact_note, husk.reflection, husk.cost, husk.minutes) == ("", {}, None, None)
    assert not husk.claims.exists()
    assert not husk.files.exists()
    assert draft_from_module(completion=done) == husk
    assert purge_discarded() == 0


def test_purge_leaves_a_husk_of_what_somebody_has_answered_about(framework, mentor, manager):
    entry = returned(mentor, manager)
    answer = answer_of(entry, manager)
    discarded(entry)

    purge_task()

    husk = CPDEntry.objects.get()
    assert husk.title == ""
    assert list(husk.verifications.all()) == [answer]


def test_a_husk_is_seen_by_nobody(framework, mentor, client_of):
    entry = discarded(draft_from_module(completion=completion(enrolment(mentor, module_page()))))
    purge_discarded()

    assert client_of(mentor).get(entry.get_absolute_url()).status_code == 404


# Years that are over ------------------------------------------------------------------


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=ZoneInfo("Europe/London"))


IN_YEAR = {"start_on": date(2025, 3, 3)}  # 2024/25, which ends on 31 July 2025


def test_a_year_is_closed_so_many_days_after_it_ended(framework, mentor, manager):
    old, new = verified(mentor, manager, **IN_YEAR), verified(mentor, manager)

    assert close_years(now=at(date(2025, 10, 29))) == 0
    assert close_years(now=at(date(2025, 10, 30))) == 1
    assert close_years(now=at(date(2025, 10, 30))) == 0

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, new.state) == (EntryState.CLOSED, EntryState.VERIFIED)
    event = AuditEvent.objects.get(verb="cpd_entry.closed")
    assert (event.actor, event.obj) == (None, old)


def test_the_college_says_how_long_a_year_stays_open(framework, mentor, manager):
    set_policy(from_year=2024, policy=Policy(close_after_days=10), by=None)
    verified(mentor, manager, **IN_YEAR)

    assert close_years(now=at(date(2025, 8, 10))) == 0
    assert close_years(now=at(date(2025, 8, 11))) == 1


def test_what_waits_is_left_open(framework, mentor, manager, quality_lead):
    rows = [
        cpd_entry(mentor, **IN_YEAR),
        returned(mentor, manager, **IN_YEAR),
        sampled(mentor, manager, quality_lead, **IN_YEAR),
    ]

    close_task()

    for row in rows:
        before = row.state
        row.refresh_from_db()
        assert row.state == before
