"""Removal when the time has come: what is due, what a hold keeps, and a run that was killed."""

import ast
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.people.audit.models import AuditEvent, WrittenOnceError
from cms.people.audit.services import record
from cms.people.privacy import registry
from cms.people.privacy.models import RetentionRule, RetentionRun
from cms.people.privacy.queries.retention import due_of, kept_class, kept_classes, rows_due
from cms.people.privacy.registry import RecordClass, register
from cms.people.privacy.rules import CountedFrom, months_after
from cms.people.privacy.services import retention
from cms.people.privacy.services.retention import (
    remove_aged,
    remove_all_aged,
    remove_for_retention,
    set_retention,
    use_default_retention,
)
from cms.people.teams.models import Absence
from tests.factories import grants
from tests.factories.grants import absence, hold, nothing_about, run
from tests.factories.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
ROOT = Path(__file__).resolve().parents[4]
BOXES = ("cms", "content", "courses", "assessments")


def test_what_is_older_than_its_time_goes_and_nothing_else(mentor, peer):
    old, young = absence(mentor), absence(peer, years=2)

    done = remove_aged(record_class="absence", by=None)

    assert (done.removed, done.held, done.is_whole) == (1, 0, True)
    assert list(Absence.objects.all()) == [young]
    log = RetentionRun.objects.get()
    assert (log.record_class, log.removed, log.held, log.started_by) == ("absence", 1, 0, None)
    assert log.before == months_after(timezone.localdate(), -72)
    assert old.pk not in Absence.objects.values_list("pk", flat=True)


@pytest.mark.parametrize(("before", "left"), [(1, 0), (0, 1)])
def test_the_clock_is_exact_to_the_day(mentor, before, left):
    last = months_after(timezone.localdate(), -72) - timedelta(days=before)
    Absence.objects.create(person=mentor, starts_on=last - timedelta(days=9), ends_on=last)

    remove_aged(record_class="absence", by=None)

    assert Absence.objects.count() == left


def test_running_it_again_removes_and_logs_nothing(mentor):
    absence(mentor)
    remove_aged(record_class="absence", by=None)

    assert remove_aged(record_class="absence", by=None).removed == 0
    assert RetentionRun.objects.count() == 1


@pytest.mark.parametrize("kind", ["", "absence"])
def test_a_hold_on_the_person_or_the_kind_keeps_it(mentor, peer, hr, kind):
    kept = absence(mentor)
    absence(peer)
    hold(mentor, hr, record_class=kind)

    done = remove_aged(record_class="absence", by=None)

    assert (done.removed, done.held) == (1, 1)
    assert list(Absence.objects.all()) == [kept]
    assert RetentionRun.objects.get().held == 1


@pytest.mark.parametrize(
    "fields", [{"record_class": "personal_note"}, {"ended_at": timezone.now()}]
)
def test_a_hold_on_another_kind_or_one_that_ended_keeps_nothing(mentor, hr, fields):
    absence(mentor)
    hold(mentor, hr, **fields)

    assert remove_aged(record_class="absence", by=None).removed == 1


def test_batches_stand_alone_so_that_a_killed_run_is_run_again(mentor, monkeypatch):
    monkeypatch.setattr(retention, "A_BATCH", 2)
    for years in range(10, 15):
        absence(mentor, years=years)

    first = remove_aged(record_class="absence", by=None, at_most=2)  # as if it was killed here

    assert (first.removed, Absence.objects.count()) == (2, 3)
    assert remove_aged(record_class="absence", by=None).removed == 3
    assert sum(RetentionRun.objects.values_list("removed", flat=True)) == 5
    assert list(RetentionRun.objects.order_by("pk").values_list("removed", flat=True)) == [2, 2, 1]


class Killed(BaseException):
    """As a worker is killed: nothing catches it."""


def test_a_batch_that_dies_in_the_middle_leaves_no_trace(mentor, monkeypatch):
    monkeypatch.setattr(retention, "A_BATCH", 1)
    for years in (10, 11, 12):
        absence(mentor, years=years)
    removals = count()

    def remove_and_die(rows):
        removed = grants.absences_removed(rows)
        if next(removals) == 1:
            raise Killed
        return removed

    register_anew(remove_and_die)
    with pytest.raises(Killed):
        remove_aged(record_class="absence", by=None)

    assert (Absence.objects.count(), RetentionRun.objects.count()) == (2, 1)
    assert remove_aged(record_class="absence", by=None).removed == 2


def register_anew(remove, **fields):
    """The same kind with another way to remove it."""
    kind = registry._CLASSES.pop("absence")
    values = {**vars(kind), "remove": remove, **fields}
    register(RecordClass(**values))


def test_what_cannot_be_removed_is_passed_by_and_does_not_run_for_ever(mentor, monkeypatch):
    monkeypatch.setattr(retention, "A_BATCH", 1)
    absence(mentor), absence(mentor, years=12)
    register_anew(lambda _rows: 0)

    done = remove_aged(record_class="absence", by=None)

    assert (done.removed, Absence.objects.count()) == (0, 2)
    assert not RetentionRun.objects.exists()


def test_a_kind_that_refuses_stops_alone_and_says_no_words(mentor, caplog):
    absence(mentor)
    run()

    def refuse(_rows):
        raise WrittenOnceError("words of a record")

    register_anew(refuse)
    with caplog.at_level("ERROR"):
        removed = remove_all_aged()

    assert removed == 1  # the old log row, which is a kind of its own
    assert Absence.objects.exists()
    assert "absence stopped: WrittenOnceError" in caplog.text
    assert "words of a record" not in caplog.text


def test_the_nightly_run_takes_every_kind_that_is_removed(mentor, hr):
    absence(mentor)
    run(hr)

    assert remove_all_aged() == 2
    assert not Absence.objects.exists()
    assert set(RetentionRun.objects.values_list("record_class", flat=True)) == {
        "absence",
        "retention_run",
    }


def test_hands_on_the_run_are_written_down(mentor, dpo):
    absence(mentor)

    remove_aged(record_class="absence", by=dpo)

    event = AuditEvent.objects.get(verb="retention.removed")
    assert (event.actor, event.detail["removed"], event.about) == (dpo, 1, None)
    assert RetentionRun.objects.get().started_by == dpo


@pytest.mark.parametrize("name", ["mentor", "manager", "admin", "quality_lead", "dsl"])
def test_only_hr_and_the_dpo_keep_retention(request, name, peer):
    person = request.getfixturevalue(name)
    absence(peer)

    with pytest.raises(PermissionDenied):
        remove_aged(record_class="absence", by=person)
    with pytest.raises(PermissionDenied):
        set_retention(record_class="absence", months=1, note="x", by=person)
    with pytest.raises(PermissionDenied):
        use_default_retention(record_class="absence", by=person)

    assert Absence.objects.exists()


@pytest.mark.parametrize("key", ["supervision_record", "unheard_of"])
def test_what_the_run_does_not_remove_is_refused(dpo, key):
    with pytest.raises(ValidationError):
        remove_aged(record_class=key, by=dpo)


def test_the_college_sets_its_own_time_and_goes_back(mentor, dpo, hr):
    absence(mentor, years=2)
    assert kept_class("absence").months == 72

    rule = set_retention(record_class="absence", months=12, note="Schedule 2026, 4.2", by=hr)

    assert (rule.months, rule.counted_from, rule.changed_by) == (12, CountedFrom.CLOSED, hr)
    assert rows_due(kept_class("absence"), 12) == due_of(kept_class("absence")).rows == 1
    assert AuditEvent.objects.get(verb="retention.changed").detail["before"] == 72
    use_default_retention(record_class="absence", by=dpo)
    assert not RetentionRule.objects.exists()
    with pytest.raises(ValidationError):
        use_default_retention(record_class="absence", by=dpo)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"months": 0}, "months"),
        ({"months": 601}, "months"),
        ({"note": " "}, "note"),
        ({"record_class": "unheard_of"}, "__all__"),
    ],
)
def test_a_time_out_of_bounds_or_without_why_is_refused(hr, fields, wrong):
    values = {"record_class": "absence", "months": 12, "note": "Schedule", **fields}

    with pytest.raises(ValidationError) as refused:
        set_retention(by=hr, **values)

    assert wrong in getattr(refused.value, "error_dict", {"__all__": 1})
    assert not RetentionRule.objects.exists()


def test_the_preview_counts_rows_people_holds_and_days(mentor, peer, manager, hr):
    first, last = absence(mentor, years=12), absence(mentor, years=8)
    absence(peer, years=10), absence(manager, years=9), absence(peer, years=1)
    hold(manager, hr)

    due = due_of(kept_class("absence"))

    assert (due.rows, due.people, due.held) == (3, 2, 1)
    assert (due.oldest, due.newest) == (first.ends_on, last.ends_on)


def test_a_preview_of_nothing_names_no_days():
    due = due_of(kept_class("absence"))

    assert (due.rows, due.held, due.people, due.oldest, due.newest) == (0, 0, 0, None, None)


@pytest.mark.parametrize("people", [1, 3])
def test_a_preview_asks_the_same_however_many_rows(people, mentor, django_assert_num_queries):
    for number in range(people):
        absence(make_person(f"A{number}", "Row"), years=9)
    kept = kept_class("absence")

    with django_assert_num_queries(3):
        due_of(kept, with_days=False)
    with CaptureQueriesContext(connection) as asked:
        due_of(kept)
    assert len(asked) < 40


def test_the_times_are_read_by_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        kept_classes()


def test_rows_written_once_go_by_the_one_door_only(hr):
    row = run(hr)
    with pytest.raises(WrittenOnceError):
        row.delete()
    with pytest.raises(WrittenOnceError):
        RetentionRun.objects.filter(pk=row.pk).delete()

    assert remove_for_retention(RetentionRun.objects.filter(pk=row.pk)) == 1
    assert not RetentionRun.objects.filter(pk=row.pk).exists()


def test_a_hold_reaches_rows_that_are_written_once(hr, dpo):
    run(hr), run(dpo)
    hold(hr, dpo)

    remove_aged(record_class="retention_run", by=None)

    assert list(
        RetentionRun.objects.filter(record_class="absence").values_list("started_by", flat=True)
    ) == [hr.pk]


def test_the_audit_is_not_removed_even_by_this_door(mentor):
    record(actor=mentor, verb="person.opened", about=mentor)

    for rows in (AuditEvent.objects.all(), QuerySet(AuditEvent)):
        with pytest.raises(WrittenOnceError):
            remove_for_retention(rows)
    assert AuditEvent.objects.count() == 1


def test_no_other_code_calls_raw_delete():
    """One door: `remove_for_retention`. To refuse it (`_raw_delete = refuse`) is no call."""
    found = []
    for path in (p for box in BOXES for p in (ROOT / box).rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "_raw_delete":
                found.append(path.relative_to(ROOT).as_posix())

    assert found == ["cms/people/privacy/services/retention.py"]


def test_only_removal_of_a_kind_goes_through_the_door():
    """Whatever removes final rows is a `privacy.py`, or a service that one of them calls."""
    found = set()
    for path in (p for box in BOXES for p in (ROOT / box).rglob("*.py")):
        if "remove_for_retention" in path.read_text(encoding="utf-8"):
            found.add(path.name if path.name == "privacy.py" else path.parent.name)

    assert found <= {"privacy.py", "services"}


def test_a_kind_without_a_person_is_held_by_nobody(mentor, hr):
    absence(mentor)
    hold(mentor, hr)
    register_anew(grants.absences_removed, subject="", about=nothing_about)

    due = due_of(kept_class("absence"))

    assert (due.rows, due.people, due.held) == (1, 0, 0)
