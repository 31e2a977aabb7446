import pytest

from assessments.debriefs import access
from assessments.debriefs.models import DebriefAnswer, PathShare
from cms.people.accounts.models import User
from tests.factories.debriefs import debrief_answer, path_share

pytestmark = pytest.mark.django_db
OTHERS = ["peer", "manager", "quality_lead", "dsl", "trainer", "admin", "hr", "dpo"]


@pytest.fixture
def superuser(db):
    return User.objects.create(email="root@x.test", is_superuser=True, is_staff=True)


def shares_for(person):
    return list(PathShare.objects.filter(access.readable_by(person)))


def end_roles(person):
    person.role_grants.update(ends_on=person.role_grants.get().starts_on)
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("who", [*OTHERS, "supervisor", "superuser"])
def test_answers_are_their_authors_alone(request, run, who):
    debrief_answer(run)
    other = request.getfixturevalue(who)

    assert not DebriefAnswer.objects.filter(access.answers_readable_by(other)).exists()
    assert not access.can_debrief(other, run)
    assert not access.can_share(other, run)


def test_the_author_reads_her_answers_and_sees_her_shares(run, mentor, supervisor):
    answer, share = debrief_answer(run), path_share(run, supervisor)

    assert DebriefAnswer.objects.get(access.answers_readable_by(mentor)) == answer
    assert PathShare.objects.get(access.shares_given_by(mentor)) == share
    assert shares_for(mentor) == []


@pytest.mark.parametrize("who", [*OTHERS, "superuser"])
def test_a_path_is_read_by_nobody_but_the_one_she_chose(request, run, supervisor, who):
    path_share(run, supervisor)

    assert shares_for(request.getfixturevalue(who)) == []
    assert len(shares_for(supervisor)) == 1


def test_a_share_taken_back_is_over(run, supervisor):
    path_share(run, supervisor, withdrawn_at=run.ended_at)

    assert shares_for(supervisor) == []


def test_a_share_ends_when_the_reader_leaves(run, supervisor):
    path_share(run, supervisor)

    assert shares_for(end_roles(supervisor)) == []


def test_a_share_ends_when_whoever_played_leaves(run, mentor, supervisor):
    path_share(run, supervisor)

    end_roles(mentor)

    assert shares_for(supervisor) == []


def test_a_share_ends_with_the_account(run, mentor, supervisor):
    path_share(run, supervisor)

    User.objects.filter(pk=mentor.pk).update(is_active=False)

    assert shares_for(supervisor) == []


def test_whom_she_can_reach(mentor, peer, manager, superuser):
    found = User.objects.filter(access.people_reachable_by(mentor))

    assert set(found) == {peer, manager}
    assert not User.objects.filter(access.people_reachable_by(superuser)).exists()


@pytest.mark.parametrize(
    ("who", "may"),
    [("mentor", True), ("manager", True), ("other_manager", False), ("peer", False),
     ("supervisor", False), ("quality_lead", False), ("dsl", False), ("trainer", False),
     ("admin", False), ("hr", False), ("dpo", False), ("superuser", False)],
)  # fmt: skip
def test_outcomes_are_for_herself_and_her_manager(request, mentor, who, may):
    reader = request.getfixturevalue(who)

    people = User.objects.filter(access.outcomes_readable_by(reader), pk=mentor.pk)
    assert people.exists() is may
    assert access.can_read_outcomes_of(reader, mentor) is may
