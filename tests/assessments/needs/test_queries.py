import pytest

from assessments.needs.queries import need_detail, needs_of, team_names
from cms.people.accounts.models import User
from tests.factories.courses import completion, enrolment, lesson_page, module_page
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db
QUERIES = {"manager": 10, "quality_lead": 9}  # with the reader and her roles


def row(needs, code):
    return next((each for each in needs.rows if each.statement.code == code), None)


def test_no_framework_no_needs(manager):
    assert needs_of(manager) is None
    assert need_detail(manager, "S1") is None


def test_the_weakest_come_first_and_what_all_have_is_left_out(mentor, peer, manager, module, shown):
    for person in (mentor, peer):
        shown(person, "S2")
    shown(mentor, "K1")
    needs = needs_of(manager)

    assert row(needs, "S2") is None
    assert needs.rows[-1].statement.code == "K1"  # one of two has it
    assert needs.people == 2
    assert [team.is_own for team in needs.teams] == [True]


def test_old_evidence_counts_as_a_need_and_is_told_apart(mentor, peer, manager, module, shown):
    shown(mentor, "S1", days=800)
    [count] = row(needs_of(manager), "S1").counts

    assert (count.none, count.old, count.lacking) == (1, 1, 2)


def test_a_manager_sees_her_own_people_and_no_others(
    mentor, manager, other_manager, other_team, mentors_of, module
):
    mentors_of(other_team, other_manager, 4)

    assert team_names(manager) == ["Apprenticeships and Adult"]
    assert needs_of(manager).people == 1
    assert needs_of(other_manager).people == 4


def test_whoever_is_no_mentor_is_not_counted(manager, supervisor, mentor, module):
    mentor.role_grants.update(ends_on=days_ago(1))

    assert needs_of(manager).people == 0


def test_the_quality_lead_sees_all_teams_and_no_small_count(
    quality_lead, manager, other_manager, team, other_team, mentors_of, module, shown
):
    few, many = mentors_of(team, manager, 2), mentors_of(other_team, other_manager, 5)
    for person in (*few, *many[:1]):
        shown(person, "S2")
    needs = needs_of(quality_lead)

    assert [(team.name, team.is_own) for team in needs.teams] == [
        ("Apprenticeships and Adult", False),
        ("Foundation, Supported Learning and ESOL", False),
    ]
    assert [count.lacking for count in row(needs, "S2").counts] == [0, 4]
    first = row(needs, "S1")
    assert [count.lacking for count in first.counts] == [None, 5]
    assert first.total.value_words == "more than 5"
    assert needs.has_hidden


def test_one_team_looked_at_alone_tells_no_more(
    quality_lead, manager, other_manager, team, other_team, mentors_of, module
):
    mentors_of(team, manager, 2)
    mentors_of(other_team, other_manager, 5)
    needs = needs_of(quality_lead, team=team.name)

    assert [each.name for each in needs.teams] == [team.name]
    assert row(needs, "S1").counts[0].is_hidden
    assert row(needs, "S1").total.value_words == "more than 0"
    assert needs_of(quality_lead, team="No such team").rows == []


def test_only_statements_of_one_kind(mentor, manager, module):
    kinds = {each.statement.kind for each in needs_of(manager, kind="behaviour").rows}

    assert kinds == {"behaviour"}


# What would help ----------------------------------------------------------


def test_a_module_that_names_the_statement_comes_first(mentor, manager, module):
    other = module_page(code="COQ", title="Coaching questions", codes=[])
    for _ in range(3):
        lesson_page(other, codes=["S1"])
    best, second = row(needs_of(manager), "S1").suggestions

    assert (best.module.code, second.module.code) == ("TGT", "COQ")
    assert row(needs_of(manager), "S3").best is None


def test_the_cost_is_minutes_times_those_who_can_begin_it(mentor, peer, manager, module):
    best = row(needs_of(manager), "S1").best
    assert [person.pk for person in best.people] == [mentor.pk, peer.pk]
    assert (best.minutes, best.cost_words) == (48, "48 minutes")

    enrolment(mentor, module)
    best = row(needs_of(manager), "S1").best
    assert (best.minutes, best.on_it) == (24, 1)


@pytest.mark.parametrize(
    ("expires_on", "may_begin"), [(days_ago(-300), False), (days_ago(1), True)]
)
def test_who_has_done_it_begins_again_when_it_runs_out(
    mentor, manager, module, expires_on, may_begin
):
    completion(enrolment(mentor, module), expires_on=expires_on)
    best = row(needs_of(manager), "S1").best

    assert [person.pk for person in best.people] == ([mentor.pk] if may_begin else [])


# One statement ----------------------------------------------------------


def test_one_statement_with_its_people_and_why(mentor, peer, manager, module, shown):
    shown(peer, "S1")
    found = need_detail(manager, "S1")

    [who] = found.people
    assert (who.person, who.team) == (mentor, "Apprenticeships and Adult")
    assert who.verdict.reason == "Nothing stands here yet."
    assert found.suggestion(module.pk).people == [mentor]
    assert found.suggestion(0) is None
    assert need_detail(manager, "S99") is None


def test_where_few_are_in_need_nobody_is_named(
    quality_lead, manager, other_manager, team, other_team, mentors_of, module
):
    mentors_of(team, manager, 2)
    many = mentors_of(other_team, other_manager, 5)
    found = need_detail(quality_lead, "S1")

    assert [each.person for each in found.people] == many
    assert found.suggestion(module.pk).people == many


# The number of queries ----------------------------------------------------------


@pytest.mark.parametrize("who", ["manager", "quality_lead"])
def test_the_number_of_queries_is_constant(
    who, manager, quality_lead, team, mentors_of, module, django_assert_num_queries, request
):
    def fresh():
        return User.objects.get(pk=request.getfixturevalue(who).pk)

    mentors_of(team, manager, 1)
    needs_of(fresh())  # outlines are cached from here on
    with django_assert_num_queries(QUERIES[who]):
        needs_of(fresh())
    for person in mentors_of(team, manager, 3):
        enrolment(person, module)
    module_page(code="COQ", title="Coaching questions")
    needs_of(fresh())
    with django_assert_num_queries(QUERIES[who]):
        assert needs_of(fresh()).people == 4
