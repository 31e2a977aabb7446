"""The matrix of domain.md 2.2 for what a review is made from, as a table that is asked of the
access layer; supervision has its own (test_access_matrix.py).

Letters: R read, U write, S sign or answer, V agree, X take a copy along; w the words without names,
to moderate; a the aims alone; o what she wrote herself; h that the figures are too few to be shown;
m that it exists, with its dates; – nothing.

The manager manages since thirty days, and somebody stands in for her; the former managed before
her. The senior is the manager's own line manager, and countersigns.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.caseloads import access as caseloads
from assessments.caseloads.models import CaseloadSnapshot
from assessments.feedback import access as feedback
from assessments.feedback.models import FormativeNote
from assessments.moderation import access as moderation
from assessments.moderation.models import ModerationCase
from assessments.objectives import access as objectives
from assessments.objectives.models import Objective
from assessments.objectives.rules import ObjectiveState
from assessments.observations import access as observations
from assessments.observations.models import Observation
from assessments.observations.rules import ObservationKind, Sight
from assessments.outcomes import access as outcomes
from assessments.outcomes.models import OutcomeMetric
from assessments.reviews import access as reviews
from assessments.reviews.models import PerformanceReview
from assessments.reviews.rules import OVER, SHOWN_TO_REVIEWEE, ReviewState
from assessments.reviews.services import may_export
from assessments.voice.queries.releases import releases_about, summaries
from assessments.voice.rules import CampaignState
from assessments.voice.services import release_campaign
from cms.people.accounts.rules import Role
from cms.people.privacy.rules import Purpose
from cms.people.teams.models import ReportingLine
from cms.people.teams.rules import CoverKind
from tests.factories import caseloads as counted
from tests.factories import feedback as noted
from tests.factories import moderation as moderated
from tests.factories import objectives as agreed
from tests.factories import observations as seen
from tests.factories import outcomes as measured
from tests.factories import reviews as made
from tests.factories import voice as heard
from tests.factories.people import ReportingLineFactory, days_ago, make_person
from tests.factories.rights import leaver
from tests.factories.standards import st0148
from tests.factories.supervision import agreement
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

MATRIX = """
record                                 mentor peer supervisor manager stands_in former senior other_mgr ql dsl trainer admin hr dpo super leaver
review, being written                  m      –    –          RU      m         –      m      –         m  –   –       –     m  m   –     –
review, shared                         RS     –    –          RS      R         –      RS     –         m  –   –       –     m  m   –     –
review, signed by the mentor           RS     –    –          RS      R         –      RS     –         m  –   –       –     m  m   –     –
review, final                          RX     –    –          RX      RX        –      R      –         m  –   –       –     RX m   –     –
review, called off                     m      –    –          R       m         –      m      –         m  –   –       –     m  m   –     –
review, being written by the former    m      –    –          m       m         –      m      –         m  –   –       –     m  m   –     –
review, shared by the former           RS     –    –          R       R         –      RS     –         m  –   –       –     m  m   –     –
review, final of the former, the last  RX     –    –          RX      RX        –      R      –         m  –   –       –     RX m   –     –
review, final of the former, older     RX     –    –          m       m         –      R      –         m  –   –       –     RX m   –     –
review, final, of who has left         RX     –    –          RX      RX        –      R      –         m  –   –       –     RX m   –     –
review, shared, of who has left        –      –    –          RS      R         –      RS     –         m  –   –       –     m  m   –     –
review, being written, HR’s grant      m      –    –          RU      m         –      m      –         m  –   –       –     m  m   –     –
review, shared, with HR’s grant        RS     –    –          RS      R         –      RS     –         m  –   –       –     R  m   –     –
review, being written, DPO’s grant     m      –    –          RU      m         –      m      –         m  –   –       –     m  R   –     –
review, written, DPO’s grant ended     m      –    –          RU      m         –      m      –         m  –   –       –     m  m   –     –
self-assessment, not handed in         RU     –    –          –       –         –      –      –         –  –   –       –     –  –   –     –
self-assessment, review being written  R      –    –          R       –         –      –      –         –  –   –       –     –  –   –     –
self-assessment, review shared         R      –    –          R       R         –      –      –         –  –   –       –     –  –   –     –
self-assessment, older review          R      –    –          –       –         –      –      –         –  –   –       –     –  –   –     –
objective, a draft                     RU     –    –          RUV     RUV       –      –      –         –  –   –       –     –  –   –     –
objective, held back in a review       –      –    –          RU      –         –      –      –         –  –   –       –     –  –   –     –
objective, agreed                      R      –    –          RU      RU        –      –      –         –  –   –       –     –  –   –     –
objective, closed since the line       R      –    –          R       R         –      –      –         –  –   –       –     –  –   –     –
objective, closed before the line      R      –    –          –       –         –      –      –         –  –   –       –     –  –   –     –
moderation, open                       –      –    –          –       –         –      –      –         w  –   –       –     –  m   –     –
moderation, decided                    R      –    –          R       R         –      –      –         Rw –   –       –     R  m   –     –
moderation of a draft of the former    R      –    –          –       –         –      –      –         Rw –   –       –     R  m   –     –
formative note of the manager          R      –    –          R       R         –      –      –         –  –   –       –     –  –   –     –
formative note of the former           R      –    –          –       –         –      –      –         –  –   –       –     –  –   –     –
formative note, with HR’s grant        R      –    –          R       R         –      –      –         –  –   –       –     R  –   –     –
formative note, with the DPO’s grant   R      –    –          R       R         –      –      –         –  –   –       –     –  R   –     –
observation by a peer, to be read      m      o    –          –       –         –      –      –         m  –   –       –     –  –   –     –
observation by a peer, not shared      R      o    –          –       –         –      –      –         m  –   –       –     –  –   –     –
observation by a peer, to the manager  R      o    –          R       R         –      –      –         m  –   –       –     –  –   –     –
observation by a peer, to the sup      R      o    R          –       –         –      –      –         m  –   –       –     –  –   –     –
observation, formal, not released      m      –    –          o       m         –      –      –         m  –   –       –     –  –   –     –
observation, formal, released          R      –    –          R       R         –      –      –         R  –   –       –     –  –   –     –
observation, formal, aims shared       R      –    a          R       R         –      –      –         R  –   –       –     –  –   –     –
observation, formal, sealed            R      –    –          R       R         –      –      –         R  –   –       –     –  –   –     –
observation, sealed by the former      R      –    –          R       R         –      –      –         R  –   –       –     –  –   –     –
learner feedback, shown                R      –    –          R       R         –      –      –         R  –   –       –     –  –   –     –
learner feedback, too few              h      –    –          h       h         –      –      –         h  –   –       –     –  –   –     –
learner feedback, shown to the sup     R      –    R          R       R         –      –      –         R  –   –       –     –  –   –     –
learner feedback, before the line      R      –    –          –       –         –      –      –         R  –   –       –     –  –   –     –
learner feedback, not released         –      –    –          –       –         –      –      –         –  –   –       –     –  –   –     –
outcome of the mentor                  R      –    –          R       R         –      –      –         R  –   –       –     –  –   –     –
outcome of before the line             R      –    –          –       –         –      –      –         R  –   –       –     –  –   –     –
outcome of a team of three             R      R    –          R       R         –      R      –         R  –   –       –     –  –   –     –
outcome of a team of two               –      –    –          R       R         –      R      –         R  –   –       –     –  –   –     –
caseload                               R      –    –          R       R         –      –      –         R  –   –       –     –  –   –     –
caseload of before the line            R      –    –          –       –         –      –      –         R  –   –       –     –  –   –     –
"""  # noqa: E501
PEOPLE = tuple(MATRIX.split("\n")[1].split()[1:])
TABLE = read_table(MATRIX, PEOPLE)
LINE_BEGAN, BEFORE = 30, 60  # days ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(request, mentor, manager):
    """The mentor has a supervisor; the manager's line with her is thirty days old."""
    former, senior, stands_in = (
        make_person(name, "Manager", Role.LINE_MANAGER) for name in ("Former", "Senior", "Standsin")
    )
    ReportingLine.objects.filter(person=mentor).update(starts_on=days_ago(LINE_BEGAN))
    ReportingLineFactory.create(person=mentor, manager=former, ends_on=days_ago(LINE_BEGAN + 1))
    ReportingLineFactory.create(person=manager, manager=senior)
    found = {
        **people_of_college(request),
        "former": former,
        "senior": senior,
        "stands_in": cover_for(manager, stands_in, CoverKind.MANAGER),
    }
    agreement(mentor, found["supervisor"])
    return {name: found[name] for name in PEOPLE}


# What each row of the table asks ------------------------------------------------------


def review_letters(who, row):
    parts = (reviews.is_reviewer, reviews.can_respond, reviews.can_countersign)
    is_open = row.state in SHOWN_TO_REVIEWEE and row.state not in OVER
    return letters(
        **with_metadata(
            within(PerformanceReview, reviews.readable_by(who), row),
            within(PerformanceReview, reviews.listed_for(who), row),
        ),
        U=reviews.can_write(who, row),
        S=is_open and any(plays(who, row) for plays in parts),
        X=may_export(who, row),
    )


def self_letters(who, row):
    is_in = row.self_assessment.submitted_at is not None
    return letters(
        R=reviews.can_read_self_assessment(who, row),
        U=reviews.can_assess_herself(who, row) and not is_in,
    )


def objective_letters(who, row):
    is_draft = row.state == ObjectiveState.DRAFT
    return letters(
        R=within(Objective, objectives.readable_by(who), row),
        U=objectives.can_change(who, row),
        V=is_draft and objectives.can_agree(who, row),
    )


def case_letters(who, row):
    return letters(
        **with_metadata(
            within(ModerationCase, moderation.outcomes_readable_by(who), row),
            within(ModerationCase, moderation.cases_listed_for(who), row),
        ),
        w=within(ModerationCase, moderation.cases_readable_by(who), row),
    )


def note_letters(who, row):
    return letters(R=within(FormativeNote, feedback.readable_by(who), row))


SIGHTS = {Sight.WHOLE: "R", Sight.AIMS: "a", Sight.OWN: "o", Sight.DATES: "m"}


def observation_letters(who, row):
    """The page opens for exactly those who see something of it."""
    opens = within(Observation, observations.readable_by(who), row)
    sight = observations.sight_of(who, row)
    assert opens == (sight != Sight.NOTHING)
    return SIGHTS.get(sight) or letters(m=within(Observation, observations.listed_for(who), row))


def voice_letters(who, mentor):
    found = summaries(mentor, releases_about(who, mentor))
    return letters(R=any(not one.is_hidden for one in found), h=any(one.is_hidden for one in found))


def outcome_letters(who, row):
    return letters(R=within(OutcomeMetric, outcomes.readable_by(who), row))


def caseload_letters(who, row):
    return letters(R=within(CaseloadSnapshot, caseloads.readable_by(who), row))


# The scenes ---------------------------------------------------------------------------


def a_review(state=ReviewState.MANAGER_DRAFT, by="manager", prepare=None, final_days=1):
    def make(people):
        is_final = state == ReviewState.FINAL
        sealed = {"final_at": made.moment(final_days), "words_hash": "a" * 64} if is_final else {}
        row = made.review(
            people["mentor"], people[by], countersigner=people["senior"], state=state, **sealed
        )
        if prepare:
            prepare(people)
        return row

    return make, review_letters


def a_later_one(people):
    a_review(ReviewState.FINAL, "former")[0](people)


HAS_LEFT = {"prepare": lambda people: leaver(people["mentor"], 3)}


def granted(who, record_class, purpose, **fields):
    return lambda people: grant(people[who], people["mentor"], record_class, purpose, **fields)


HRS = granted("hr", reviews.CLASS, Purpose.CAPABILITY)
DPOS = granted("dpo", reviews.CLASS, Purpose.RIGHTS_REQUEST)
DPOS_ENDED = granted("dpo", reviews.CLASS, Purpose.RIGHTS_REQUEST, ends_at=made.moment(1))


def a_self_assessment(state, by="manager", prepare=None, **fields):
    review, _letters = a_review(state, by, prepare, final_days=400)

    def make(people):
        row = review(people)
        made.self_assessment(row, **fields)
        return row

    return make, self_letters


def an_objective(**fields):
    def make(people):
        return agreed.objective(people["mentor"], created_by=people["manager"], **fields)

    return make, objective_letters


def a_case(by="manager", stands=ReviewState.RESPONSE, **fields):
    def make(people):
        cycle = made.cycle(people["ql"])
        row = moderated.answered(people["mentor"], people[by], cycle, state=stands)
        return moderated.case_of(row, people["ql"], people["ql"], **fields)

    return make, case_letters


def a_note(by="manager", prepare=None, days=2):
    def make(people):
        if prepare:
            prepare(people)
        at = timezone.localtime() - timedelta(days=days)
        return noted.note(people["mentor"], people[by], at=at)

    return make, note_letters


def an_observation(make, by="manager", **fields):
    return lambda people: make(people["mentor"], people[by], **fields), observation_letters


def by_peer(make, **fields):
    return an_observation(make, "peer", kind=ObservationKind.DEVELOPMENTAL, **fields)


def a_voice(answers=12, days=1, supervisor_reads=False, is_released=True):
    def make(people):
        st0148()
        asked = heard.campaign(people["ql"], CampaignState.SCREENING)
        cohort = heard.cohort(asked, people["mentor"], answers=[4] * answers)
        cohort.supervisor_reads = supervisor_reads
        cohort.save()
        if is_released:
            release_campaign(campaign=asked, by=people["ql"], at=made.moment(days))
        return people["mentor"]

    return make, voice_letters


def an_outcome(days=5):
    period = (days_ago(days + 300), days_ago(days))
    return lambda people: measured.metric(people["mentor"], period=period), outcome_letters


def a_team_outcome(third):
    def make(people):
        team = people["mentor"].staff_profile.team
        if third:
            make_person("Third", "Mentor", Role.MENTOR, team=team)
        return measured.metric(team)

    return make, outcome_letters


def a_caseload(days=3):
    return lambda people: counted.snapshot(people["mentor"], on=days_ago(days)), caseload_letters


DECIDED = {"state": "upheld", "outcome_reason": "It stands.", "closed_at": made.moment(1)}
SCENES = {
    "review, being written": a_review(),
    "review, shared": a_review(ReviewState.SHARED),
    "review, signed by the mentor": a_review(ReviewState.SIGNED_REVIEWEE),
    "review, final": a_review(ReviewState.FINAL),
    "review, called off": a_review(ReviewState.CANCELLED),
    "review, being written by the former": a_review(by="former"),
    "review, shared by the former": a_review(ReviewState.SHARED, "former"),
    "review, final of the former, the last": a_review(ReviewState.FINAL, "former"),
    "review, final of the former, older": a_review(
        ReviewState.FINAL, "former", a_later_one, final_days=400
    ),
    "review, final, of who has left": a_review(ReviewState.FINAL, **HAS_LEFT),
    "review, shared, of who has left": a_review(ReviewState.SHARED, **HAS_LEFT),
    "review, being written, HR’s grant": a_review(prepare=HRS),
    "review, shared, with HR’s grant": a_review(ReviewState.SHARED, prepare=HRS),
    "review, being written, DPO’s grant": a_review(prepare=DPOS),
    "review, written, DPO’s grant ended": a_review(prepare=DPOS_ENDED),
    "self-assessment, not handed in": a_self_assessment(ReviewState.OPENED, submitted_at=None),
    "self-assessment, review being written": a_self_assessment(ReviewState.MANAGER_DRAFT),
    "self-assessment, review shared": a_self_assessment(ReviewState.SHARED),
    "self-assessment, older review": a_self_assessment(ReviewState.FINAL, "former", a_later_one),
    "objective, a draft": an_objective(),
    "objective, held back in a review": an_objective(is_held_back=True),
    "objective, agreed": an_objective(state=ObjectiveState.ACTIVE),
    "objective, closed since the line": an_objective(state=ObjectiveState.MET),
    "objective, closed before the line": an_objective(
        state=ObjectiveState.MET, closed_at=made.moment(BEFORE)
    ),
    "moderation, open": a_case(),
    "moderation, decided": a_case(**DECIDED),
    "moderation of a draft of the former": a_case("former", ReviewState.MEETING_HELD, **DECIDED),
    "formative note of the manager": a_note(),
    "formative note of the former": a_note("former", days=BEFORE),
    "formative note, with HR’s grant": a_note(
        prepare=granted("hr", feedback.CLASS, Purpose.CAPABILITY)
    ),
    "formative note, with the DPO’s grant": a_note(
        prepare=granted("dpo", feedback.CLASS, Purpose.RIGHTS_REQUEST)
    ),
    "observation by a peer, to be read": by_peer(seen.written),
    "observation by a peer, not shared": by_peer(seen.answered),
    "observation by a peer, to the manager": by_peer(seen.answered, manager_reads=True),
    "observation by a peer, to the sup": by_peer(seen.answered, supervisor_reads=True),
    "observation, formal, not released": an_observation(seen.written),
    "observation, formal, released": an_observation(seen.released),
    "observation, formal, aims shared": an_observation(seen.released, supervisor_reads=True),
    "observation, formal, sealed": an_observation(seen.sealed),
    "observation, sealed by the former": an_observation(seen.sealed, "former"),
    "learner feedback, shown": a_voice(),
    "learner feedback, too few": a_voice(answers=2),
    "learner feedback, shown to the sup": a_voice(supervisor_reads=True),
    "learner feedback, before the line": a_voice(days=BEFORE),
    "learner feedback, not released": a_voice(is_released=False),
    "outcome of the mentor": an_outcome(),
    "outcome of before the line": an_outcome(BEFORE),
    "outcome of a team of three": a_team_outcome(third=True),
    "outcome of a team of two": a_team_outcome(third=False),
    "caseload": a_caseload(),
    "caseload of before the line": a_caseload(BEFORE),
}


def test_every_line_of_the_matrix_has_a_scene():
    assert list(TABLE) == list(SCENES)


@pytest.mark.parametrize("line", TABLE)
def test_the_matrix_is_what_the_access_layer_answers(people, line):
    make, ask = SCENES[line]

    assert answers_of(people, ask, make(people)) == TABLE[line]
