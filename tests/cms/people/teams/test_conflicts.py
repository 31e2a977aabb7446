"""Conflicts of interest: who declares and reads them, and what they keep apart."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

import assessments.supervision.receivers  # noqa: F401 - what the site does when it is ready
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from cms.people.teams.models import ConflictOfInterest
from cms.people.teams.queries import has_conflict, relations_against
from cms.people.teams.rules import CoverKind
from cms.people.teams.services import declare_conflict, end_conflict, set_cover, set_manager
from tests.factories import supervision as scenes
from tests.factories.people import days_ago, make_person

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("teams:conflict_list"), reverse("teams:conflict_create")
# session, person, roles and the frame of the page; then the list's own, all constant
QUERIES = 7


# Declaring and ending ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "is_allowed"),
    [("mentor", True), ("other_manager", True), ("hr", True), ("manager", False),
     ("admin", False), ("dpo", False), ("quality_lead", False), ("supervisor", False)],
)  # fmt: skip
def test_declare_conflict_is_for_either_of_the_two_and_hr(
    who, is_allowed, mentor, other_manager, request
):
    by = request.getfixturevalue(who)
    if not is_allowed:
        with pytest.raises(PermissionDenied):
            declare_conflict(person=mentor, other=other_manager, by=by)
        assert not ConflictOfInterest.objects.exists()
        return

    declare_conflict(person=mentor, other=other_manager, by=by)

    assert has_conflict(mentor, other_manager)
    assert has_conflict(other_manager, mentor)
    assert AuditEvent.objects.get(verb="conflict.declared").actor == by


def test_nobody_has_a_conflict_with_herself(mentor):
    with pytest.raises(ValidationError, match="two different people"):
        declare_conflict(person=mentor, other=mentor, by=mentor)


def test_each_of_the_two_may_declare_it_without_learning_of_the_other(mentor, other_manager, hr):
    first = declare_conflict(person=mentor, other=other_manager, by=mentor)
    second = declare_conflict(person=mentor, other=other_manager, by=other_manager)

    assert first.pk != second.pk
    end_conflict(conflict=first, by=mentor)
    assert has_conflict(mentor, other_manager)
    end_conflict(conflict=second, by=other_manager)
    assert not has_conflict(mentor, other_manager)


def test_declared_twice_by_the_same_person_is_said(mentor, other_manager, hr):
    declare_conflict(person=mentor, other=other_manager, by=mentor)

    for by in (mentor, hr):
        with pytest.raises(ValidationError, match="declared already"):
            declare_conflict(person=other_manager, other=mentor, by=by)


def test_one_of_the_two_learns_nothing_of_what_hr_declared(mentor, other_manager, hr):
    declare_conflict(person=mentor, other=other_manager, by=hr)
    declare_conflict(person=mentor, other=other_manager, by=mentor)

    kept = declare_conflict(person=mentor, other=other_manager, by=other_manager)

    assert kept.declared_by == hr
    assert ConflictOfInterest.objects.count() == 2


def test_it_can_be_declared_again_after_its_end(mentor, other_manager):
    end_conflict(
        conflict=declare_conflict(person=mentor, other=other_manager, by=mentor), by=mentor
    )

    declare_conflict(person=mentor, other=other_manager, by=mentor)

    assert has_conflict(mentor, other_manager)


@pytest.mark.parametrize("who", ["other_manager", "manager", "admin", "dpo", "quality_lead"])
def test_end_conflict_is_for_who_declared_it_and_hr(who, mentor, other_manager, hr, request):
    conflict = declare_conflict(person=mentor, other=other_manager, by=mentor)

    with pytest.raises(PermissionDenied):
        end_conflict(conflict=conflict, by=request.getfixturevalue(who))

    end_conflict(conflict=conflict, by=hr)
    with pytest.raises(ValidationError, match="ended already"):
        end_conflict(conflict=conflict, by=mentor)


# What it keeps apart -------------------------------------------------------------------


def test_set_manager_refuses_and_gives_nothing_away(mentor, other_manager, admin):
    conflict = declare_conflict(person=mentor, other=other_manager, by=mentor)

    for person, manager in ((mentor, other_manager), (other_manager, mentor)):
        with pytest.raises(ValidationError) as caught:
            set_manager(person=person, manager=manager, by=admin)
        assert "conflict" not in str(caught.value).lower()

    end_conflict(conflict=conflict, by=mentor)
    assert set_manager(person=mentor, manager=other_manager, by=admin).pk


def test_what_stands_against_it_is_told_to_hr_without_names(mentor, manager, hr):
    conflict = declare_conflict(person=mentor, other=manager, by=mentor)

    notice = Notice.objects.get()
    assert notice.recipient == hr
    for name in (mentor.last_name, manager.last_name):
        assert name not in notice.title + notice.body
    assert relations_against([conflict])[conflict.pk] == [
        f"{manager} is the line manager of {mentor}"
    ]


def test_supervision_and_a_cover_stand_against_it_too(mentor, manager, supervisor, hr):
    scenes.agreement(mentor, supervisor)
    stand_in = make_person("Tunde", "Bakare", Role.SUPERVISOR)
    set_cover(
        stands_in=stand_in, absent=supervisor, kind=CoverKind.SUPERVISOR, by=hr,
        starts_on=days_ago(-1), ends_on=days_ago(-3),
    )  # fmt: skip
    rows = [
        declare_conflict(person=mentor, other=supervisor, by=mentor),
        declare_conflict(person=mentor, other=stand_in, by=mentor),
    ]

    against = relations_against(rows)

    assert against[rows[0].pk] == [f"{supervisor} is the supervisor of {mentor}"]
    assert against[rows[1].pk] == [f"{stand_in} stands in as the supervisor of {mentor}"]


def test_hr_is_not_told_of_a_conflict_of_her_own(mentor, manager):
    partner = make_person("Beth", "Two", Role.HR, Role.LINE_MANAGER)
    set_manager(person=mentor, manager=partner, by=None)

    declare_conflict(person=mentor, other=partner, by=mentor)

    assert not Notice.objects.filter(recipient=partner).exists()


# Screens -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "reads", "ends"),
    [("mentor", True, 200), ("hr", True, 200), ("dpo", True, 404), ("other_manager", False, 404),
     ("manager", False, 404), ("admin", False, 404), ("quality_lead", False, 404),
     ("peer", False, 404), ("supervisor", False, 404)],
)  # fmt: skip
def test_conflicts_are_read_by_who_declared_them_hr_and_dpo(
    who, reads, ends, mentor, other_manager, client_of, request
):
    conflict = declare_conflict(person=mentor, other=other_manager, by=mentor)
    client = client_of(request.getfixturevalue(who))

    page = client.get(LIST)

    assert page.status_code == 200
    assert ("Yasmin Haddad and Marek Nowak" in page.content.decode()) is reads
    assert client.get(reverse("teams:conflict_end", args=[conflict.pk])).status_code == ends


def test_a_visitor_is_sent_to_sign_in(visitor):
    assert visitor.get(LIST).status_code == 302


def test_conflict_create_declares_ones_own(mentor, other_manager, peer, client_of):
    client = client_of(mentor)

    page = client.get(NEW).content.decode()
    response = client.post(NEW, {"other": other_manager.pk})

    assert "One person" not in page
    assert peer.display_name not in page
    assert response.headers["Location"] == LIST
    assert ConflictOfInterest.objects.get().declared_by == mentor


def test_conflict_create_lets_hr_name_two(mentor, other_manager, hr, client_of):
    client_of(hr).post(NEW, {"person": mentor.pk, "other": other_manager.pk})

    row = ConflictOfInterest.objects.get()
    assert (row.person, row.other, row.declared_by) == (mentor, other_manager, hr)


def test_conflict_create_ignores_a_person_named_by_somebody_else(mentor, peer, manager, client_of):
    response = client_of(mentor).post(NEW, {"person": peer.pk, "other": manager.pk})

    assert response.status_code == 302
    assert ConflictOfInterest.objects.get().person == mentor


def test_conflict_list_shows_hr_what_to_change(mentor, manager, hr, dpo, client_of):
    declare_conflict(person=mentor, other=manager, by=mentor)

    assert "Needs a change" in client_of(hr).get(LIST).content.decode()
    assert "Needs a change" not in client_of(dpo).get(LIST).content.decode()


def test_conflict_end_asks_first(mentor, other_manager, client_of):
    conflict = declare_conflict(person=mentor, other=other_manager, by=mentor)
    url, client = reverse("teams:conflict_end", args=[conflict.pk]), client_of(mentor)

    client.get(url)
    assert has_conflict(mentor, other_manager)
    client.post(url)

    assert not has_conflict(mentor, other_manager)


@pytest.mark.parametrize("count", [1, 3])
def test_conflict_list_asks_the_same_number_of_times(
    count, mentor, manager, hr, client_of, django_assert_num_queries
):
    for number in range(count):
        person = make_person(f"Lead{number}", "Example", Role.LINE_MANAGER)
        declare_conflict(person=mentor, other=person, by=mentor)
    client = client_of(hr)
    client.get(LIST)

    with django_assert_num_queries(QUERIES):
        client.get(LIST)
