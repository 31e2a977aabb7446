"""Notes and counts come once, whatever the connection does."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.observations import queries, services
from assessments.observations.rules import ObservationState, Tally
from cms.people.notices.models import Notice
from tests.factories import observations as make

pytestmark = pytest.mark.django_db


def keep(row, by, client_id=None, text="She waited.", **fields):
    values = {"kind": "seen", "second": 30, **fields}
    return services.keep_note(
        observation=row, client_id=client_id or uuid.uuid4(), text=text, by=by, **values
    )


def test_the_same_line_sent_twice_is_one_line(mentor, manager):
    row, key = make.planned(mentor, manager), uuid.uuid4()
    first = keep(row, manager, key)
    again = keep(row, manager, key, text="She waited for long.")
    assert first.pk == again.pk
    assert row.notes.get().text == "She waited for long."


def test_a_line_is_of_today_even_if_a_phone_thinks_otherwise(mentor, manager):
    row = make.planned(mentor, manager)
    note = keep(row, manager, written_at=timezone.localtime() + timedelta(days=3))
    assert note.written_at <= timezone.now()


def test_notes_are_written_by_who_watches_and_until_it_is_released(mentor, manager, peer):
    row = make.planned(mentor, manager)
    for person in (mentor, peer):
        with pytest.raises(PermissionDenied):
            keep(row, person)
    with pytest.raises(ValidationError):
        keep(make.released(mentor, manager), manager)
    with pytest.raises(ValidationError):
        keep(row, manager, text="  ")


def test_nobody_writes_over_anothers_line(mentor, manager, quality_lead):
    row = make.planned(mentor, manager, second_observer=quality_lead)
    note = keep(row, manager)
    with pytest.raises(PermissionDenied):
        keep(row, quality_lead, note.client_id)
    with pytest.raises(PermissionDenied):
        services.remove_note(note=note, by=quality_lead)


def test_a_note_is_taken_out_by_its_writer_until_the_mentor_has_it(mentor, manager):
    row = make.seen(mentor, manager)
    services.remove_note(note=row.notes.get(), by=manager)
    assert not row.notes.exists()
    kept = make.released(mentor, manager)
    with pytest.raises(ValidationError):
        services.remove_note(note=kept.notes.get(), by=manager)


# Counts ----------------------------------------------------------------------------


def count(row, by, tally, *before):
    services.keep_tally(observation=row, tally=tally, before=before, by=by)
    return queries.tally_of(make.fresh(row))


def test_a_count_replaces_the_one_it_was_made_from(mentor, manager):
    row = make.planned(mentor, manager)
    one, two = Tally(1, 0, 0, 0, 0), Tally(2, 1, 60, 90, 5)
    assert count(row, manager, one, Tally()) == one
    assert count(row, manager, two, one) == two


def test_a_count_whose_answer_was_lost_is_sent_again_without_harm(mentor, manager):
    row = make.planned(mentor, manager)
    one, two = Tally(1), Tally(2)
    count(row, manager, one, Tally())
    assert count(row, manager, one, Tally()) == one
    assert count(row, manager, two, Tally(), one) == two


def test_two_devices_are_told_and_nothing_is_added_up(mentor, manager):
    row = make.planned(mentor, manager)
    count(row, manager, Tally(5), Tally())
    with pytest.raises(services.TallyChangedError) as problem:
        count(row, manager, Tally(3), Tally())
    assert problem.value.tally == Tally(5)
    assert count(row, manager, Tally(3), Tally(5)) == Tally(3)


def test_the_observer_counts_and_in_bounds(mentor, manager, quality_lead):
    row = make.planned(mentor, manager, second_observer=quality_lead)
    with pytest.raises(PermissionDenied):
        count(row, quality_lead, Tally(1), Tally())
    with pytest.raises(ValidationError):
        count(row, manager, Tally(5000), Tally())


# Seen ------------------------------------------------------------------------------


def test_it_took_place_and_a_mentor_is_asked_for_her_own_view(mentor, peer):
    row = make.developmental(make.planned, mentor, peer)
    at = timezone.now() - timedelta(hours=1)
    with pytest.raises(PermissionDenied):
        services.mark_seen(observation=row, seen_at=at, minutes=30, by=mentor)
    with pytest.raises(ValidationError):
        services.mark_seen(observation=row, seen_at=at, minutes=0, by=peer)
    services.mark_seen(observation=row, seen_at=at, minutes=30, by=peer)
    row = make.fresh(row)
    assert (row.state, row.seen_at, row.minutes) == (ObservationState.SEEN, at, 30)
    assert Notice.objects.filter(recipient=mentor, title__startswith="How did it go").exists()
    with pytest.raises(ValidationError):
        services.mark_seen(observation=row, seen_at=at, minutes=30, by=peer)
