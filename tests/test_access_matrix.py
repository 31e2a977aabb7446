"""The matrix of domain.md 2.2 for supervision, as a table that is asked of the access layer.

Letters: C create, R read, U write, S sign, V acknowledge or approve; m that it exists, with its
dates; – nothing. A name is the part somebody plays towards the mentor the record is about. The
same people are asked at every address and of every service in tests/access.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.actions import access as actions
from assessments.actions.models import SupervisionAction
from assessments.concerns import access as concerns
from assessments.concerns.models import SafeguardingPointer
from assessments.personal_notes import access as notes
from assessments.personal_notes.models import PersonalNote
from assessments.preparation import access as preparation
from assessments.preparation.models import SessionPreparation, WellbeingMark
from assessments.records import access as records
from assessments.records.models import AgendaItem, SupervisionRecord
from assessments.records.rules import RecordState
from assessments.sessions import access as sessions
from assessments.sessions.models import SupervisionSession
from assessments.supervision import access as supervision
from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.rules.states import AgreementState
from cms.people.accounts.rules import Role
from cms.people.privacy.rules import GrantState, Purpose
from cms.people.teams.rules import CoverKind
from tests.factories import supervision as scene
from tests.factories.people import days_ago, make_person
from tests.matrix import (
    answers_of,
    cover_for,
    grant,
    letters,
    people_of_college,
    read_table,
    with_metadata,
    within,
)

PEOPLE = (
    "mentor", "peer", "supervisor", "stands_in", "former", "new", "other_sup", "manager",
    "other_mgr", "ql", "dsl", "trainer", "admin", "hr", "dpo", "super", "leaver",
)  # fmt: skip

# What each of them may do with a record about the mentor, or written by the mentor or supervisor.
MATRIX = """
record                             mentor peer supervisor stands_in former new  other_sup manager other_mgr ql dsl trainer admin hr dpo super leaver
agreement, being written           –      –    CRU        –         –      –    –         C       –         m  –   –       m     m  m   –     –
agreement, offered                 RS     –    CRS        –         –      –    –         Cm      –         m  –   –       m     m  m   –     –
agreement, in force                R      –    CR         R         –      –    –         Cm      –         m  –   –       m     m  m   –     –
agreement, three-way offered       RS     –    CRS        –         –      –    –         CRS     –         m  –   –       m     m  m   –     –
session                            R      –    RU         RU        –      –    –         m       –         m  –   –       m     m  m   –     –
record, being written              m      –    RU         RU        –      –    –         m       –         m  –   –       m     m  m   –     –
record, shared                     RS     –    R          R         –      –    –         m       –         m  –   –       m     m  m   –     –
record, signed once                R      –    RS         RS        –      –    –         m       –         m  –   –       m     m  m   –     –
record, locked                     RU     –    RU         RU        –      –    –         m       –         m  –   –       m     m  m   –     –
record of a former supervisor      RU     –    –          –         –      R    –         m       –         m  –   –       m     m  m   –     –
item marked by both, locked        –      –    –          –         –      –    –         R       –         –  –   –       –     –  –   –     –
item marked by one, locked         –      –    –          –         –      –    –         –       –         –  –   –       –     –  –   –     –
item marked by both, not signed    –      –    –          –         –      –    –         –       –         –  –   –       –     –  –   –     –
action, not shared                 RU     –    RU         RU        –      –    –         –       –         –  –   –       –     –  –   –     –
action, shared with the manager    RU     –    RU         RU        –      –    –         R       –         –  –   –       –     –  –   –     –
action of a former pair, closed    RU     –    –          –         –      –    –         –       –         –  –   –       –     –  –   –     –
preparation, a week before         R      –    –          –         –      –    –         –       –         –  –   –       –     –  –   –     –
preparation, the day before        R      –    R          R         –      –    –         –       –         –  –   –       –     –  –   –     –
preparation, kept to herself       R      –    –          –         –      –    –         –       –         –  –   –       –     –  –   –     –
mark of how the work feels         R      –    –          –         –      –    –         –       –         –  –   –       –     –  –   –     –
mentor’s personal note             R      –    –          –         –      –    –         –       –         –  –   –       –     –  –   –     –
supervisor’s personal note         –      –    R          –         –      –    –         –       –         –  –   –       –     –  –   –     –
pointer made by the mentor         R      –    m          m         –      –    –         –       –         –  RV  –       –     –  –   –     –
pointer made by the supervisor     –      –    R          m         –      –    –         –       –         –  RV  –       –     –  –   –     –
record, locked, with HR’s grant    RU     –    RU         RU        –      –    –         m       –         m  –   –       m     R  m   –     –
note, with the DPO’s grant         R      –    –          –         –      –    –         –       –         –  –   –       –     –  R   –     –
note, with the DPO’s grant ended   R      –    –          –         –      –    –         –       –         –  –   –       –     –  –   –     –
"""  # noqa: E501

pytestmark = pytest.mark.django_db


TABLE = read_table(MATRIX, PEOPLE)


@pytest.fixture
def people(request, supervisor):
    stands_in = make_person("Tunde", "Bakare", Role.SUPERVISOR)
    found = {
        **people_of_college(request),
        "stands_in": cover_for(supervisor, stands_in, CoverKind.SUPERVISOR),
        "former": make_person("Ines", "Former", Role.SUPERVISOR),
        "new": make_person("Noor", "New", Role.SUPERVISOR),
        "other_sup": make_person("Otto", "Other", Role.SUPERVISOR),
    }
    return {name: found[name] for name in PEOPLE}


@pytest.fixture
def pair(people):
    return scene.agreement(people["mentor"], people["supervisor"])


@pytest.fixture
def former_pair(people):
    """Ended a month ago; the new supervisor’s agreement opens what was before."""
    scene.agreement(people["mentor"], people["new"], opens_past_records=True)
    return scene.agreement(
        people["mentor"], people["former"], state=AgreementState.ENDED, ends_on=days_ago(30)
    )


# What each row of the table asks ------------------------------------------------------


def agreement_letters(who, row):
    return letters(
        C=supervision.can_draft_agreement(who, row.supervisee, row.supervisor),
        **with_metadata(
            within(SupervisionAgreement, supervision.agreements_readable_by(who), row),
            within(SupervisionAgreement, supervision.agreements_listed_for(who), row),
        ),
        U=supervision.can_change_agreement(who, row),
        S=supervision.can_sign_agreement(who, row),
    )


def session_letters(who, row):
    return letters(
        **with_metadata(
            within(SupervisionSession, sessions.readable_by(who), row),
            within(SupervisionSession, sessions.listed_for(who), row),
        ),
        U=sessions.can_hold(who, row),
    )


def record_letters(who, row):
    return letters(
        **with_metadata(
            within(SupervisionRecord, records.readable_by(who), row),
            within(SupervisionRecord, records.listed_for(who), row),
        ),
        U=records.can_write(who, row) or records.can_add(who, row),
        S=records.can_answer(who, row) or records.can_countersign(who, row),
    )


def item_letters(who, row):
    return letters(R=within(AgendaItem, records.shared_items_for(who), row))


def action_letters(who, row):
    return letters(
        R=within(SupervisionAction, actions.readable_by(who), row),
        U=actions.can_write_in(who, row),
    )


def preparation_letters(who, row):
    return letters(R=within(SessionPreparation, preparation.readable_by(who), row))


def mark_letters(who, row):
    return letters(R=within(WellbeingMark, preparation.marks_readable_by(who), row))


def note_letters(who, row):
    condition = notes.readable_by(who) | notes.opened_for(who)
    return letters(R=within(PersonalNote, condition, row))


def pointer_letters(who, row):
    return letters(
        **with_metadata(
            within(SafeguardingPointer, concerns.readable_by(who), row),
            within(SafeguardingPointer, concerns.known_to(who), row),
        ),
        V=concerns.can_acknowledge(who, row),
    )


# The scenes ---------------------------------------------------------------------------


def an_agreement(**fields):
    def make(people, request):
        if fields.pop("three_way", False):
            fields["manager"] = people["manager"]
        return scene.agreement(people["mentor"], people["supervisor"], **fields)

    return make, agreement_letters


def from_pair(make, ask, pair="pair"):
    return (lambda people, request: make(request.getfixturevalue(pair), people)), ask


def a_record(state, pair="pair"):
    locked = state == RecordState.LOCKED
    make = scene.locked if locked else lambda meeting: scene.record(meeting, state=state)
    return from_pair(lambda pair, _people: make(scene.held(pair)), record_letters, pair)


def an_item(marks, *, locked=True):
    def make(pair, _people):
        meeting = scene.held(pair)
        row = scene.locked(meeting) if locked else scene.record(meeting, state=RecordState.SHARED)
        item = row.items.get()
        AgendaItem.objects.filter(pk=item.pk).update(**dict.fromkeys(marks, True))
        return item

    return from_pair(make, item_letters)


BOTH = ("supervisee_shares", "supervisor_shares")


def an_action(pair="pair", **fields):
    return from_pair(
        lambda pair, _people: scene.action(scene.held(pair), **fields), action_letters, pair
    )


def a_preparation(days, **fields):
    def make(pair, people):
        meeting = scene.session(pair, starts_at=timezone.localtime() + timedelta(days=days))
        return SessionPreparation.objects.create(
            session=meeting, mentor=people["mentor"], wants=scene.SAID, **fields
        )

    return from_pair(make, preparation_letters)


def a_note(author, **grant_fields):
    def make(pair, people):
        if grant_fields:
            subject = people[author]
            grant(people["dpo"], subject, notes.CLASS, Purpose.RIGHTS_REQUEST, **grant_fields)
        return scene.personal_note(people[author], scene.held(pair))

    return from_pair(make, note_letters)


def a_pointer(by):
    return from_pair(
        lambda pair, people: scene.pointer(people[by], scene.held(pair)), pointer_letters
    )


def a_record_for_hr():
    def make(pair, people):
        grant(people["hr"], people["mentor"], records.CLASS, Purpose.GRIEVANCE)
        return scene.locked(scene.held(pair))

    return from_pair(make, record_letters)


SCENES = {
    "agreement, being written": an_agreement(state=AgreementState.DRAFT),
    "agreement, offered": an_agreement(state=AgreementState.OFFERED),
    "agreement, in force": an_agreement(),
    "agreement, three-way offered": an_agreement(state=AgreementState.OFFERED, three_way=True),
    "session": from_pair(lambda pair, _people: scene.session(pair), session_letters),
    "record, being written": a_record(RecordState.DRAFTED),
    "record, shared": a_record(RecordState.SHARED),
    "record, signed once": a_record(RecordState.SIGNED_ONCE),
    "record, locked": a_record(RecordState.LOCKED),
    "record of a former supervisor": a_record(RecordState.LOCKED, pair="former_pair"),
    "item marked by both, locked": an_item(BOTH),
    "item marked by one, locked": an_item(BOTH[:1]),
    "item marked by both, not signed": an_item(BOTH, locked=False),
    "action, not shared": an_action(pair="changed_pair"),
    "action, shared with the manager": an_action(
        pair="changed_pair", supervisee_shares=True, supervisor_shares=True
    ),
    "action of a former pair, closed": an_action(
        pair="former_and_own_pair", state="done", closed_at=timezone.now()
    ),
    "preparation, a week before": a_preparation(7),
    "preparation, the day before": a_preparation(0.5),
    "preparation, kept to herself": a_preparation(0.5, is_held_back=True),
    "mark of how the work feels": from_pair(
        lambda _pair, people: WellbeingMark.objects.create(
            mentor=people["mentor"], level="2", is_shared=True
        ),
        mark_letters,
    ),
    "mentor’s personal note": a_note("mentor"),
    "supervisor’s personal note": a_note("supervisor"),
    "pointer made by the mentor": a_pointer("mentor"),
    "pointer made by the supervisor": a_pointer("supervisor"),
    "record, locked, with HR’s grant": a_record_for_hr(),
    "note, with the DPO’s grant": a_note("mentor", state=GrantState.OPEN),
    "note, with the DPO’s grant ended": a_note(
        "mentor", state=GrantState.OPEN, ends_at=timezone.now() - timedelta(seconds=1)
    ),
}


@pytest.fixture
def changed_pair(people, pair):
    """The pair of today; a second supervisor has come to supervise the mentor too."""
    scene.agreement(people["mentor"], people["new"])
    return pair


@pytest.fixture
def former_and_own_pair(people, pair, former_pair):
    return former_pair


def test_every_line_of_the_matrix_has_a_scene():
    assert list(TABLE) == list(SCENES)


@pytest.mark.parametrize("line", TABLE)
def test_the_matrix_is_what_the_access_layer_answers(people, request, line):
    make, ask = SCENES[line]
    row = make(people, request)

    assert answers_of(people, ask, row) == TABLE[line]
