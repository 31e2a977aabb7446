"""Every move from every state: what is allowed happens, the rest is refused and writes nothing."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.sessions.rules import CalledOffBy, CallOffReason, SessionState
from assessments.sessions.services import (
    call_off_session,
    mark_held,
    mark_missed,
    move_session,
)
from cms.people.audit.models import AuditEvent
from tests.factories import supervision as scenes
from tests.factories.supervision import moment

DONE = {
    SessionState.HELD: {"held_at": moment(-1), "held_minutes": 60},
    SessionState.CANCELLED: {
        "called_off_by": CalledOffBy.COLLEGE,
        "reason": CallOffReason.CLOSED,
        "called_off_at": moment(-2),
    },
    SessionState.MISSED: {"called_off_by": CalledOffBy.SUPERVISEE, "reason": CallOffReason.URGENT},
    SessionState.PLANNED: {},
}


def hold(session, by):
    return mark_held(session=session, held_at=moment(-1), minutes=55, by=by)


def miss(session, by):
    return mark_missed(session=session, reason="urgent", called_off_by="supervisor", by=by)


def call_off(session, by):
    return call_off_session(session=session, reason="diary", called_off_by="supervisor", by=by)


def move(session, by):
    return move_session(
        session=session, starts_at=moment(9), minutes=60, medium="phone", place="", by=by
    )


MOVES = {"hold": hold, "miss": miss, "call_off": call_off, "move": move}
# By state and whether its time has come.
ALLOWED = {
    (SessionState.PLANNED, "past"): {"hold": SessionState.HELD, "miss": SessionState.MISSED},
    (SessionState.PLANNED, "to come"): {
        "hold": SessionState.HELD,  # it was held before its time
        "call_off": SessionState.CANCELLED,
        "move": SessionState.PLANNED,
    },
    (SessionState.MISSED, "past"): {"hold": SessionState.HELD},
    (SessionState.MISSED, "to come"): {"hold": SessionState.HELD},
}


@pytest.mark.parametrize(
    ("state", "when", "name"), list(product(SessionState, ("past", "to come"), MOVES))
)
def test_every_move_from_every_state(pair, supervisor, state, when, name):
    starts_at = moment(-1) if when == "past" else moment(5)
    session = scenes.session(pair, state=state, starts_at=starts_at, **DONE[state])
    wanted = ALLOWED.get((state, when), {}).get(name)

    if wanted is None:
        with pytest.raises(ValidationError) as refused:
            MOVES[name](session, supervisor)
        assert refused.value.messages[0].endswith(".")
        assert not AuditEvent.objects.exists()
    else:
        MOVES[name](session, supervisor)

    session.refresh_from_db()
    assert session.state == (wanted or state)


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize(
    "who", ["peer", "manager", "other_manager", "dsl", "quality_lead", "trainer", "admin", "hr"]
)
def test_strangers_move_nothing(request, pair, name, who):
    when = timezone.localtime() + timedelta(days=-1 if name in ("hold", "miss") else 5)
    session = scenes.session(pair, starts_at=when)

    with pytest.raises(PermissionDenied):
        MOVES[name](session, request.getfixturevalue(who))

    session.refresh_from_db()
    assert session.state == SessionState.PLANNED


@pytest.mark.parametrize("name", ["hold", "miss"])
def test_a_mentor_does_not_say_that_it_was_held(pair, mentor, name):
    session = scenes.session(pair, starts_at=moment(-1))

    with pytest.raises(PermissionDenied):
        MOVES[name](session, mentor)
