"""Where somebody stopped: kept as the player sends it, and given back to the same version only."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from content.activities.models import ActivityAttempt, ActivitySeat
from content.activities.queries.seats import RESET, states_of
from content.activities.rules import attempts as rules
from tests.factories.h5p.results import CHOICE, ONE, choice, choice_params, keep, next_version
from tests.factories.h5p.results import the_page as page_of
from tests.factories.pages import information_page

pytestmark = pytest.mark.django_db


def given_back(person, activity, **fields):
    values = {"version": activity.current, "page": page_of(), "block_id": "", **fields}
    return states_of(participant=person, activity=activity, **values)


def test_states_come_back_as_they_were_sent_by_part_and_type(mentor, peer):
    activity, text = choice(), '{"answers": [0,2],  "ä": "\\u00e4"}'
    assert given_back(mentor, activity) == {}

    seat = keep(mentor, activity, text)
    keep(mentor, activity, '"a"', ONE)
    keep(mentor, activity, "[1]", ONE, data_type="mood")

    assert given_back(mentor, activity) == {
        "0": {"state": text}, ONE: {"state": '"a"', "mood": "[1]"},
    }  # fmt: skip
    assert seat.saved_at is not None
    assert given_back(peer, activity) == {}
    assert given_back(mentor, activity, page=information_page()) == {}
    assert given_back(mentor, activity, block_id="b1") == {}
    assert not ActivityAttempt.objects.exists()


@pytest.mark.parametrize("nothing", [None, "0"])
def test_a_state_is_taken_back_and_nothing_is_left_of_it(mentor, nothing):
    activity = choice()
    keep(mentor, activity, "[1]")
    keep(mentor, activity, "[2]", ONE)

    keep(mentor, activity, nothing, ONE)
    keep(mentor, activity, nothing, "never-there")

    assert given_back(mentor, activity) == {"0": {"state": "[1]"}}
    keep(mentor, activity, nothing)
    assert given_back(mentor, activity) == {}


def test_a_state_of_another_version_is_not_given_back_and_goes_with_the_next(mentor):
    activity = choice()
    old = activity.current
    keep(mentor, activity, "[1]")
    keep(mentor, activity, "[2]", ONE)
    new = next_version(activity, CHOICE, choice_params("Another?"))

    assert given_back(mentor, activity) == RESET
    assert given_back(mentor, activity, version=old)["0"] == {"state": "[1]"}
    keep(mentor, activity, None)  # the player throws away what it was told is gone
    assert given_back(mentor, activity) == RESET

    keep(mentor, activity, "[3]")
    assert given_back(mentor, activity) == {"0": {"state": "[3]"}}
    assert ActivitySeat.objects.get().states_of == new


@pytest.mark.parametrize(("fields", "code"), [
    ({"data": "{"}, "state_json"),
    ({"data": ""}, "state_json"),
    ({"data": "[NaN]"}, "state_json"),
    ({"data": '"\\u0000"'}, "state_json"),
    ({"data": '"\ud800"'}, "state_json"),
    ({"data": "[" * 200 + "]" * 200}, "state_json"),
    ({"data": '"' + "x" * rules.STATE_BYTES + '"'}, "state_size"),
    ({"data": '"' + "ä" * (rules.STATE_BYTES // 2) + '"'}, "state_size"),
    ({"data": "[]", "part": "../1"}, "state_name"),
    ({"data": "[]", "part": ""}, "state_name"),
    ({"data": "[]", "data_type": "x" * 65}, "state_name"),
])  # fmt: skip
def test_what_is_no_state_is_refused_and_leaves_nothing(mentor, fields, code):
    with pytest.raises(ValidationError) as refusal:
        keep(mentor, choice(), **fields)

    assert refusal.value.code == code
    assert not ActivitySeat.objects.exclude(states={}).exists()


def test_one_seat_holds_a_megabyte(mentor):
    activity, large = choice(), json.dumps("x" * (rules.STATE_BYTES - 2))
    for part in "abc":
        keep(mentor, activity, large, part)

    with pytest.raises(ValidationError, match="1024 KB in all") as refusal:
        keep(mentor, activity, large, "d")

    assert refusal.value.code == "states_size"
    assert set(given_back(mentor, activity)) == set("abc")


def test_nobody_saves_for_another_or_a_version_of_another_activity(mentor, peer):
    activity = choice()

    with pytest.raises(PermissionDenied):
        keep(mentor, activity, "[]", by=peer)
    with pytest.raises(ValidationError) as refusal:
        keep(mentor, activity, "[]", version=choice().current)

    assert refusal.value.code == "version"
    assert not ActivitySeat.objects.exists()


def test_states_are_read_with_one_query_and_saved_with_few(mentor, django_assert_num_queries):
    activity, page = choice(), page_of()
    for part in ("0", "a", "b"):
        keep(mentor, activity, "[1]", part)

    values = {"participant": mentor, "activity": activity, "version": activity.current}
    with django_assert_num_queries(1):
        assert len(states_of(**values, page=page, block_id="")) == 3
    with django_assert_num_queries(4):  # with the two ends of the transaction
        keep(mentor, activity, "[2]", page=page)
