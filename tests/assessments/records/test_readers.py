"""Who reads a record: by the rights themselves, by the page, and by what the page says of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.records import queries
from assessments.records.access import readable_by, shared_items_for
from assessments.records.models import AgendaItem, DisputeReview, SupervisionRecord
from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.rules.kinds import SessionType
from assessments.supervision.rules.states import AgreementState
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.privacy.models import BreakGlassGrant
from cms.people.privacy.rules import GrantState, Purpose
from cms.people.teams.models import Cover
from cms.people.teams.rules import CoverKind
from tests.factories import supervision
from tests.factories.people import ReportingLineFactory, days_ago, make_person
from tests.factories.records import drafted, locked, met, shared

pytestmark = pytest.mark.django_db
OTHERS = [
    "peer",
    "manager",
    "other_manager",
    "quality_lead",
    "dsl",
    "trainer",
    "admin",
    "hr",
    "dpo",
]


def reads(person, record):
    return SupervisionRecord.objects.filter(readable_by(person), pk=record.pk).exists()


def grant(requester, subject, approver, **fields):
    values = {
        "record_class": "supervision_record",
        "purpose": Purpose.GRIEVANCE,
        "case_ref": "G-7",
        "reason": "A named case.",
        "state": GrantState.OPEN,
        "approver": approver,
        "ends_at": timezone.now() + timedelta(hours=5),
        "told_at": timezone.now(),
        **fields,
    }
    return BreakGlassGrant.objects.create(requester=requester, subject=subject, **values)


def second_supervisor(mentor, opens):
    person = make_person("Tunde", "Bakare", Role.SUPERVISOR)
    supervision.agreement(mentor, person, opens_past_records=opens)
    return person


def cover(person, absent, **days):
    values = {"starts_on": days_ago(1), "ends_on": days_ago(-1), **days}
    return Cover.objects.create(
        stands_in=person, absent=absent, kind=CoverKind.SUPERVISOR, **values
    )


def test_the_pair_reads_it_the_supervisee_once_it_is_shared(mentor, supervisor):
    draft, open_one = drafted(met(mentor, supervisor)), shared(met(mentor, supervisor, days=2))

    assert (reads(mentor, draft), reads(supervisor, draft)) == (False, True)
    assert (reads(mentor, open_one), reads(supervisor, open_one)) == (True, True)


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_reads_it(mentor, supervisor, who, request):
    record = locked(met(mentor, supervisor, kind=SessionType.REFLECTIVE))

    assert not reads(request.getfixturevalue(who), record)


def test_a_superuser_reads_nothing(mentor, supervisor):
    record = locked(met(mentor, supervisor))
    superuser = User.objects.create_superuser("root@college.test", "a long enough pass phrase")

    assert not reads(superuser, record)


def test_a_managers_own_managerial_session_is_hers_to_read_and_nobody_elses(mentor, manager):
    record = locked(met(mentor, manager))

    assert reads(manager, record)


@pytest.mark.parametrize(("opens", "may"), [(True, True), (False, False)])
def test_a_new_supervisor_reads_what_was_before_only_if_the_agreement_opens_it(
    mentor, supervisor, opens, may
):
    record, draft = locked(met(mentor, supervisor)), drafted(met(mentor, supervisor, days=2))
    person = second_supervisor(mentor, opens)

    assert reads(person, record) == may
    assert not reads(person, draft)


@pytest.mark.parametrize(("days", "may"), [(1, True), (15, False)])
def test_an_old_supervisor_finishes_her_records_and_then_reads_nothing(
    mentor, supervisor, days, may
):
    record = locked(met(mentor, supervisor))
    SupervisionAgreement.objects.update(state=AgreementState.ENDED, ends_on=days_ago(days))

    assert reads(supervisor, record) == may
    assert reads(mentor, record)


@pytest.mark.parametrize(
    ("days", "may"),
    [({}, True), ({"starts_on": days_ago(9), "ends_on": days_ago(2)}, False)],
)
def test_a_cover_reads_for_her_days(mentor, supervisor, days, may):
    record = locked(met(mentor, supervisor))
    person = make_person("Tunde", "Bakare", Role.SUPERVISOR)
    cover(person, supervisor, **days)

    assert reads(person, record) == may


@pytest.mark.parametrize(
    ("fields", "may"),
    [
        ({}, True),
        ({"state": GrantState.ENDED}, False),
        ({"ends_at": timezone.now() - timedelta(minutes=1)}, False),
        ({"record_class": "supervision_action"}, False),
    ],
)
def test_hr_reads_by_an_open_grant_of_this_kind(mentor, supervisor, hr, dpo, fields, may):
    record, draft = locked(met(mentor, supervisor)), drafted(met(mentor, supervisor, days=2))
    grant(hr, mentor, dpo, **fields)

    assert reads(hr, record) == may
    assert not reads(hr, draft)
    assert not reads(dpo, record)


def test_a_grant_about_somebody_else_opens_nothing(mentor, peer, supervisor, hr, dpo):
    record = locked(met(mentor, supervisor))
    grant(hr, peer, dpo)

    assert not reads(hr, record)


def test_who_looks_at_a_dispute_reads_until_it_is_answered(mentor, supervisor):
    record = locked(met(mentor, supervisor))
    head = make_person("Ruth", "Pemberton", Role.LINE_MANAGER)
    ReportingLineFactory.create(person=supervisor, manager=head)
    dispute = DisputeReview.objects.create(record=record, reviewer=head, asked_by=mentor)
    assert reads(head, record)

    dispute.answered_at = timezone.now()
    dispute.save()
    assert not reads(head, record)


def test_the_manager_reads_marked_items_of_locked_records_alone(mentor, supervisor, manager):
    open_one, done = shared(met(mentor, supervisor, days=2)), locked(met(mentor, supervisor))
    for record in (open_one, done):
        record.items.update(supervisee_shares=True, supervisor_shares=True)
    half = locked(met(mentor, supervisor, days=9))
    half.items.update(supervisee_shares=True)

    assert [row.record for row in AgendaItem.objects.filter(shared_items_for(manager))] == [done]


@pytest.mark.parametrize("who", ["other_manager", "peer", "hr", "quality_lead", "admin"])
def test_nobody_else_reads_marked_items(mentor, supervisor, who, request):
    record = locked(met(mentor, supervisor))
    record.items.update(supervisee_shares=True, supervisor_shares=True)

    assert not AgendaItem.objects.filter(shared_items_for(request.getfixturevalue(who))).exists()


def test_in_a_group_each_reads_the_note(mentor, peer, supervisor, manager):
    from tests.factories.records import group_met

    record = shared(group_met(supervisor, [mentor, peer]), actions=(), needs=())

    assert [reads(who, record) for who in (mentor, peer, supervisor, manager)] == [
        True, True, True, False,
    ]  # fmt: skip


# What the page says of it ------------------------------------------------------------


def names(record):
    return {reader.who: [str(person) for person in reader.people] for reader in readers(record)}


def readers(record):
    return queries.readers_of(queries.records().get(pk=record.pk))


def test_the_page_names_the_pair_and_nobody_else(mentor, supervisor):
    assert names(locked(met(mentor, supervisor))) == {
        "Whom it is for": ["Yasmin Haddad"],
        "Who held the session": ["Helen Ashworth"],
    }


def test_the_page_names_everybody_the_rights_let_in(mentor, supervisor, hr, dpo):
    record = locked(met(mentor, supervisor))
    person = second_supervisor(mentor, opens=True)
    standing_in = make_person("Colm", "Rafferty", Role.SUPERVISOR)
    cover(standing_in, supervisor)
    grant(hr, mentor, dpo)

    said = {name for people in names(record).values() for name in people}

    assert said == {str(one) for one in (mentor, supervisor, person, standing_in, hr)}


def test_a_draft_is_said_to_be_the_writers_alone(mentor, supervisor):
    assert names(drafted(met(mentor, supervisor))) == {"Who held the session": ["Helen Ashworth"]}


def test_the_line_manager_is_named_once_something_is_marked(mentor, supervisor):
    record = locked(met(mentor, supervisor))
    record.items.update(supervisee_shares=True, supervisor_shares=True)

    assert readers(record)[-1].who == "The line manager"


def test_a_grant_nobody_is_told_of_is_not_on_the_page(mentor, supervisor, hr, dpo):
    record = locked(met(mentor, supervisor))
    grant(hr, mentor, dpo, told_at=None, not_told_because="It would warn them.")

    assert "Beth Lomax" not in str(names(record))
