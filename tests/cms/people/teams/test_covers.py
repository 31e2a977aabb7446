"""Standing in for somebody: who sets it, whom it tells, and that it ends by itself."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

import assessments.supervision.receivers  # noqa: F401 - what the site does when it is ready
from assessments.records.access import readable_by as records_readable_by
from assessments.records.models import SupervisionRecord
from assessments.sessions.access import readable_by as sessions_readable_by
from assessments.sessions.models import SupervisionSession
from assessments.supervision.access import is_supervisor_of
from cms.people.accounts.access import readable_by as people_readable_by
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from cms.people.teams.access import is_manager_of
from cms.people.teams.models import ConflictOfInterest, Cover
from cms.people.teams.rules import CoverKind
from cms.people.teams.services import end_cover, set_cover
from tests.factories import supervision as scenes
from tests.factories.people import ReportingLineFactory, days_ago, make_person

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("teams:cover_list"), reverse("teams:cover_create")
# session, person, roles and the frame of the page; then the list's own, all constant
QUERIES = 6


def a_week(first: date | None = None) -> dict[str, date]:
    first = first or timezone.localdate()
    return {"starts_on": first, "ends_on": first + timedelta(days=6)}


@pytest.fixture
def second(db):
    return make_person("Tunde", "Bakare", Role.SUPERVISOR)


@pytest.fixture
def head(manager):
    person = make_person("Ruth", "Pemberton", Role.LINE_MANAGER)
    ReportingLineFactory.create(person=manager, manager=person)
    return person


@pytest.fixture
def pair(mentor, supervisor):
    return scenes.agreement(mentor, supervisor)


def cover_manager(manager, other_manager, by, **days):
    return set_cover(
        stands_in=other_manager, absent=manager, kind=CoverKind.MANAGER, by=by,
        **(days or a_week()),
    )  # fmt: skip


# Who sets it -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "kind", "is_allowed"),
    [("hr", "manager", True), ("head", "manager", True), ("hr", "supervisor", True),
     ("quality_lead", "supervisor", True), ("quality_lead", "manager", False),
     ("manager", "manager", False), ("other_manager", "supervisor", False),
     ("mentor", "manager", False), ("admin", "manager", False), ("dpo", "supervisor", False)],
)  # fmt: skip
def test_set_cover_is_for_hr_and_the_manager_of_the_absent(
    who, kind, is_allowed, head, manager, supervisor, second, request
):
    by = request.getfixturevalue(who)
    absent = manager if kind == "manager" else supervisor
    stand_in = make_person("Priya", "Raman", Role.LINE_MANAGER, Role.SUPERVISOR)

    def call():
        return set_cover(stands_in=stand_in, absent=absent, kind=kind, by=by, **a_week())

    if is_allowed:
        assert call().set_by == by
        return
    with pytest.raises(PermissionDenied):
        call()
    assert not Cover.objects.exists()


def test_the_line_manager_of_a_supervisor_sets_her_cover(supervisor, second, manager):
    ReportingLineFactory.create(person=supervisor, manager=manager)

    cover = set_cover(
        stands_in=second, absent=supervisor, kind=CoverKind.SUPERVISOR, by=manager, **a_week()
    )

    assert cover.set_by == manager


def test_set_cover_needs_the_role_on_all_its_days(manager, mentor, supervisor, hr):
    for stands_in, absent, name in ((mentor, manager, "stands_in"), (manager, mentor, "absent")):
        with pytest.raises(ValidationError) as caught:
            cover_manager(absent, stands_in, hr)
        assert name in caught.value.message_dict
    stand_in = make_person("Gareth", "Pugh", Role.LINE_MANAGER)
    stand_in.role_grants.update(ends_on=timezone.localdate() + timedelta(days=2))
    with pytest.raises(ValidationError, match="throughout these days"):
        cover_manager(manager, stand_in, hr)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(-1, 5, "today or a day to come"), (5, 4, "before the first"), (0, 183, "half a year")],
)
def test_set_cover_is_for_named_days_to_come(first, last, said, manager, other_manager, hr):
    today = timezone.localdate()
    days = {"starts_on": today + timedelta(first), "ends_on": today + timedelta(last)}

    with pytest.raises(ValidationError, match=said):
        cover_manager(manager, other_manager, hr, **days)


def test_nobody_covers_for_or_by_themselves(manager, other_manager, head):
    hr_who_manages = make_person("Beth", "Two", Role.HR, Role.LINE_MANAGER)

    with pytest.raises(ValidationError, match="stands in for themselves"):
        cover_manager(manager, manager, head)
    with pytest.raises(ValidationError, match="gives a cover to themselves"):
        cover_manager(manager, hr_who_manages, hr_who_manages)
    with pytest.raises(PermissionDenied):
        cover_manager(manager, other_manager, manager)


def test_no_supervisor_stands_in_over_herself(supervisor, second, hr):
    scenes.agreement(second, supervisor)

    with pytest.raises(ValidationError, match="nobody supervises themselves"):
        set_cover(stands_in=second, absent=supervisor, kind=CoverKind.SUPERVISOR, by=hr, **a_week())


def test_a_manager_who_stands_in_for_her_own_has_no_right_over_herself(head, manager, hr):
    cover_manager(head, manager, hr)

    assert not is_manager_of(manager, manager)


def test_set_cover_refuses_days_that_are_covered_already(manager, other_manager, hr):
    cover_manager(manager, other_manager, hr)
    third = make_person("Gareth", "Pugh", Role.LINE_MANAGER)

    with pytest.raises(ValidationError, match="Somebody stands in on some of these days"):
        cover_manager(manager, third, hr)
    later = a_week(timezone.localdate() + timedelta(days=7))
    assert cover_manager(manager, third, hr, **later).pk


@pytest.mark.parametrize("with_whom", ["mentor", "manager"])
def test_set_cover_refuses_a_conflict_of_interest_and_says_nothing_of_it(
    with_whom, mentor, manager, other_manager, hr, request
):
    ConflictOfInterest.objects.create(
        person=request.getfixturevalue(with_whom), other=other_manager, declared_by=mentor
    )

    with pytest.raises(ValidationError) as caught:
        cover_manager(manager, other_manager, hr)

    assert "conflict" not in str(caught.value).lower()


# What it opens, and for how long -------------------------------------------------------


def test_a_stand_in_manager_reads_the_team_within_the_days_and_never_after(
    mentor, manager, other_manager, hr
):
    cover = cover_manager(manager, other_manager, hr)

    def reads() -> bool:
        return User.objects.filter(people_readable_by(other_manager), pk=mentor.pk).exists()

    assert reads()
    assert is_manager_of(other_manager, mentor)
    assert not is_manager_of(other_manager, mentor, on=cover.ends_on + timedelta(days=1))
    Cover.objects.update(starts_on=days_ago(-1), ends_on=days_ago(-4))
    assert not reads()
    Cover.objects.update(starts_on=days_ago(9), ends_on=days_ago(1))
    assert not reads()


def test_a_stand_in_supervisor_reads_what_the_other_read_within_the_days(
    mentor, supervisor, second, pair, hr
):
    record = scenes.record(scenes.held(pair, 3))
    reads = {
        SupervisionSession: (sessions_readable_by, record.session.pk),
        SupervisionRecord: (records_readable_by, record.pk),
    }

    def read_by(person: User) -> list[bool]:
        return [
            model.objects.filter(condition(person), pk=pk).exists()
            for model, (condition, pk) in reads.items()
        ]

    assert read_by(supervisor) == [True, True]
    assert read_by(second) == [False, False]

    set_cover(stands_in=second, absent=supervisor, kind=CoverKind.SUPERVISOR, by=hr, **a_week())
    assert read_by(second) == [True, True]
    assert is_supervisor_of(second, mentor)

    for first, last in ((days_ago(-1), days_ago(-3)), (days_ago(9), days_ago(1))):
        Cover.objects.update(starts_on=first, ends_on=last)
        assert read_by(second) == [False, False]
        assert not is_supervisor_of(second, mentor)
    assert read_by(supervisor) == [True, True]


def test_a_cover_as_manager_opens_no_supervision(mentor, manager, other_manager, pair, hr):
    record = scenes.record(scenes.held(pair, 3))
    cover_manager(manager, other_manager, hr)

    assert not SupervisionRecord.objects.filter(
        records_readable_by(other_manager), pk=record.pk
    ).exists()


def test_a_stand_in_without_the_role_any_more_reads_nothing(mentor, supervisor, second, pair, hr):
    scenes.held(pair, 3)
    set_cover(stands_in=second, absent=supervisor, kind=CoverKind.SUPERVISOR, by=hr, **a_week())
    second.role_grants.update(ends_on=days_ago(1))
    afresh = User.objects.get(pk=second.pk)

    assert not SupervisionSession.objects.filter(sessions_readable_by(afresh)).exists()


# Telling, and ending -------------------------------------------------------------------


def test_set_cover_tells_everybody_concerned_and_the_audit(
    mentor, peer, manager, other_manager, hr
):
    cover = cover_manager(manager, other_manager, hr)

    told = {notice.recipient: notice for notice in Notice.objects.all()}
    assert set(told) == {manager, other_manager, mentor, peer}
    assert told[mentor].title == "Marek Nowak stands in for Siobhán Keane"
    event = AuditEvent.objects.get(verb="cover.set")
    assert (event.actor, event.about, event.object_id) == (hr, manager, str(cover.pk))
    assert event.detail["stands_in"] == other_manager.pk


def test_set_cover_of_a_supervisor_tells_her_supervisees(
    mentor, peer, supervisor, second, pair, quality_lead
):
    set_cover(
        stands_in=second, absent=supervisor, kind=CoverKind.SUPERVISOR, by=quality_lead, **a_week()
    )

    assert {notice.recipient for notice in Notice.objects.all()} == {supervisor, second, mentor}


def test_end_cover_ends_at_once(mentor, manager, other_manager, hr):
    cover = cover_manager(manager, other_manager, hr)
    Cover.objects.update(starts_on=days_ago(2))

    ended = end_cover(cover=cover, by=manager)

    assert ended.ends_on == days_ago(1)
    assert not is_manager_of(other_manager, mentor)
    assert AuditEvent.objects.filter(verb="cover.ended", about=manager).exists()
    assert Notice.objects.filter(recipient=mentor, key=f"cover-{cover.pk}-ended").exists()
    with pytest.raises(ValidationError, match="ended already"):
        end_cover(cover=cover, by=hr)


def test_end_cover_takes_out_one_that_began_today_or_later(mentor, manager, other_manager, hr):
    end_cover(cover=cover_manager(manager, other_manager, hr), by=hr)

    assert not Cover.objects.exists()
    assert not is_manager_of(other_manager, mentor)


@pytest.mark.parametrize("who", ["other_manager", "mentor", "quality_lead", "admin", "dpo"])
def test_end_cover_is_refused_to_others(who, manager, other_manager, hr, request):
    cover = cover_manager(manager, other_manager, hr)

    with pytest.raises(PermissionDenied):
        end_cover(cover=cover, by=request.getfixturevalue(who))


# Screens -------------------------------------------------------------------------------


def test_cover_create_sets_one(manager, other_manager, hr, client_of):
    data = {"absent": manager.pk, "kind": "manager", "stands_in": other_manager.pk, **a_week()}

    response = client_of(hr).post(NEW, data)

    assert response.headers["Location"] == LIST
    assert "Marek Nowak for Siobhán Keane" in client_of(hr).get(LIST).content.decode()


def test_cover_create_shows_what_is_to_put_right(manager, other_manager, hr, client_of):
    data = {"absent": manager.pk, "kind": "supervisor", "stands_in": other_manager.pk, **a_week()}

    response = client_of(hr).post(NEW, {**data, "ends_on": days_ago(3)})

    assert response.status_code == 422
    assert "The last day cannot be before" in response.content.decode()


def test_cover_create_offers_a_quality_lead_supervisors_only(
    manager, supervisor, quality_lead, client_of
):
    page = client_of(quality_lead).get(NEW).content.decode()

    assert "Line manager</label>" not in page
    data = {"absent": manager.pk, "kind": "manager", "stands_in": supervisor.pk, **a_week()}
    assert client_of(quality_lead).post(NEW, data).status_code == 422
    assert not Cover.objects.exists()


@pytest.mark.parametrize(
    ("who", "lists", "sets"),
    [("hr", True, 200), ("head", True, 200), ("manager", True, 200), ("admin", True, 404),
     ("dpo", True, 404), ("other_manager", True, 200), ("mentor", False, 404),
     ("quality_lead", False, 200), ("supervisor", False, 404)],
)  # fmt: skip
def test_covers_are_listed_for_those_concerned(
    who, lists, sets, head, manager, other_manager, supervisor, mentor, hr, client_of, request
):
    ReportingLineFactory.create(
        person=make_person("Ann", "Lead", Role.LINE_MANAGER), manager=manager
    )
    cover_manager(manager, other_manager, hr)
    client = client_of(request.getfixturevalue(who))

    page = client.get(LIST)

    assert page.status_code == 200
    assert ("Marek Nowak for Siobhán Keane" in page.content.decode()) is lists
    assert client.get(NEW).status_code == sets


def test_cover_end_asks_first(manager, other_manager, hr, mentor, client_of):
    cover = cover_manager(manager, other_manager, hr)
    url = reverse("teams:cover_end", args=[cover.pk])

    assert client_of(mentor).get(url).status_code == 404
    assert client_of(other_manager).post(url).status_code == 404
    assert client_of(manager).get(url).status_code == 200
    assert Cover.objects.exists()
    assert client_of(manager).post(url).headers["Location"] == LIST
    assert not Cover.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_cover_list_asks_the_same_number_of_times(
    count, manager, other_manager, hr, head, client_of, django_assert_num_queries
):
    for number in range(count):
        first = timezone.localdate() + timedelta(days=7 * number)
        cover_manager(manager, other_manager, hr, **a_week(first))
    client = client_of(head)
    client.get(LIST)

    with django_assert_num_queries(QUERIES):
        client.get(LIST)
