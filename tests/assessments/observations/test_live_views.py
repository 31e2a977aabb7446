"""The live screen without a script, and what its script sends."""

import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.observations import queries
from assessments.observations.models import ObservationNote
from assessments.observations.rules import Tally
from cms.people.college.models import CollegeSettings
from tests.factories import observations as make

pytestmark = pytest.mark.django_db


def url(name, row, *more):
    return reverse(f"observations:{name}", args=[row.pk, *more])


def line(**fields):
    return {
        "client_id": str(uuid.uuid4()),
        "kind": "heard",
        "second": 61,
        "text": "“What else?”",
        "written_at": timezone.now().isoformat(),
        **fields,
    }


def sync(client, row, notes=(), **more):
    data = {"notes": json.dumps(list(notes))}
    data |= {name: json.dumps(value) for name, value in more.items()}
    return client.post(url("observation_sync", row), data)


@pytest.fixture
def row(mentor, manager):
    return make.planned(mentor, manager)


# Without a script ------------------------------------------------------------------


def test_observation_live_keeps_a_note_and_the_counts(row, manager, client_of):
    client = client_of(manager)
    page = client.get(url("observation_live", row))
    assert page.status_code == 200
    key = page.context["note_form"]["client_id"].value()
    note = {"client_id": key, "kind": "seen", "text": "She waited.", "second": "7:30"}
    for _ in range(2):  # the same form, sent twice
        client.post(url("observation_live", row), note)
    kept = ObservationNote.objects.get()
    assert (kept.second, kept.author) == (450, manager)

    start = page.context["tally_form"]["before"].value()
    counts = {"count": "yes", "before": start, "open_questions": 4, "closed_questions": 1}
    counts |= {"mentor_seconds": "5:00", "learner_seconds": "12", "silence_seconds": ""}
    client.post(url("observation_live", row), counts)
    assert queries.tally_of(make.fresh(row)) == Tally(4, 1, 300, 720, 0)
    old = client.post(url("observation_live", row), {**counts, "open_questions": 9})
    assert old.status_code == 422
    client.post(url("note_remove", row, kept.pk))
    assert not ObservationNote.objects.exists()


@pytest.mark.parametrize("note", [{"text": ""}, {"text": "x", "second": "soon"}])
def test_observation_live_says_what_is_wrong(row, manager, client_of, note):
    data = {"client_id": str(uuid.uuid4()), "kind": "seen", "second": "", **note}
    assert client_of(manager).post(url("observation_live", row), data).status_code == 422


def test_observation_live_is_for_who_watches(row, mentor, quality_lead, client_of):
    for person in (mentor, quality_lead):
        assert client_of(person).get(url("observation_live", row)).status_code == 404
        assert sync(client_of(person), row, [line()]).status_code == 404


def test_a_second_observer_notes_and_does_not_count(mentor, manager, quality_lead, client_of):
    row = make.planned(mentor, manager, second_observer=quality_lead)
    make.note(row, manager)
    page = client_of(quality_lead).get(url("observation_live", row)).content.decode()
    assert make.SAW not in page
    assert "Closed question" not in page
    answer = sync(client_of(quality_lead), row, [], tally=[1, 0, 0, 0, 0], before=[[0] * 5])
    assert answer.json()["tally_state"] == "invalid"


# With it ---------------------------------------------------------------------------


def test_observation_sync_keeps_each_line_once(row, manager, client_of):
    notes = [line(second=number) for number in range(3)]
    for _ in range(2):
        answer = sync(client_of(manager), row, notes).json()
        assert {one["state"] for one in answer["notes"].values()} == {"saved"}
    assert row.notes.count() == 3


def test_observation_sync_says_of_each_line_what_is_wrong(row, manager, client_of):
    good, bad, late = line(), line(text=""), line(second=-1)
    answer = sync(client_of(manager), row, [good, bad, late, "x", {"text": "no key"}]).json()
    states = {key: one["state"] for key, one in answer["notes"].items()}
    assert states[good["client_id"]] == "saved"
    assert states[bad["client_id"]] == states[late["client_id"]] == states[""] == "invalid"
    assert answer["notes"][bad["client_id"]]["errors"]


def test_observation_sync_settles_the_counts(row, manager, client_of):
    client = client_of(manager)
    zero, one, two = [0] * 5, [1, 0, 0, 0, 0], [2, 0, 0, 0, 0]
    assert sync(client, row, tally=one, before=[zero]).json()["tally_state"] == "saved"
    assert sync(client, row, tally=two, before=[zero, one]).json()["tally_state"] == "saved"
    clash = sync(client, row, tally=[9, 0, 0, 0, 0], before=[zero]).json()
    assert clash["tally_state"] == "conflict"
    assert list(clash["tally"].values()) == two


@pytest.mark.parametrize("tally", [[1], "x", [True] * 5, [-1] * 5, {"a": 1}, [None] * 5, None])
def test_observation_sync_reads_no_nonsense(row, manager, client_of, tally):
    answer = sync(client_of(manager), row, tally=tally, before="?")
    assert answer.status_code == 200
    assert queries.tally_of(make.fresh(row)).is_empty
    assert client_of(manager).post(url("observation_sync", row), {"notes": "{"}).status_code == 200


def test_observation_sync_is_closed_once_the_mentor_has_it(mentor, manager, client_of):
    answer = sync(client_of(manager), make.released(mentor, manager), [line()])
    assert (answer.status_code, answer.json()) == (409, {"state": "closed"})


def test_a_learners_details_are_not_kept_where_the_college_blocks(row, manager, client_of):
    CollegeSettings.objects.update_or_create(pk=1, defaults={"personal_details": "block"})
    from django.core.cache import cache

    cache.clear()
    told = line(text="Her number is 07700 900123.")
    answer = sync(client_of(manager), row, [told]).json()
    assert answer["notes"][told["client_id"]]["state"] == "invalid"
    assert not row.notes.exists()
