import pytest
from django.urls import reverse

from assessments.reviews.rules import ReviewState, Stance
from assessments.reviews.rules.turns import NOBODY, Stage, path_of, turn_of
from cms.people.accounts.rules import Role
from tests.factories import reviews
from tests.factories.people import ReportingLineFactory, make_person

from .moves import answer, finished, put

HOME = "/review/"


# Whose turn it is, without a database ----------------------------------------------


@pytest.mark.parametrize(
    ("stage", "part"),
    [
        (Stage("opened"), "reviewee"),
        (Stage("opened", asks_self=False), "reviewer"),
        (Stage("self_assessment"), "reviewer"),
        (Stage("manager_draft"), "reviewer"),
        (Stage("meeting_held"), "reviewer"),
        (Stage("shared"), "reviewee"),
        (Stage("response"), "reviewee"),
        (Stage("response", is_sampled=True), "moderators"),
        (Stage("response", is_disputed=True), "countersigner"),
        (Stage("response", is_disputed=True, is_met=True), "reviewee"),
        (Stage("response", is_disputed=True, is_met=True, is_sampled=True), "moderators"),
        (Stage("moderated", is_sampled=True), "reviewee"),
        (Stage("moderated", is_sampled=True, is_disputed=True), "countersigner"),
        (Stage("signed_reviewee"), "reviewer"),
        (Stage("signed_manager"), "countersigner"),
        (Stage("countersigned"), ""),
        (Stage("final"), ""),
        (Stage("cancelled"), ""),
    ],
)
def test_whose_turn_it_is(stage, part):
    assert turn_of(stage).part == part


@pytest.mark.parametrize("state", list(ReviewState))
def test_the_path_has_one_open_step_at_most(state):
    steps = path_of(Stage(state, is_sampled=True))

    assert sum(step.state == "doing" for step in steps) == (state not in ("final", "cancelled"))
    order = {"done": 0, "doing": 1, "todo": 2}
    assert [order[step.state] for step in steps] == sorted(order[step.state] for step in steps)


def test_the_path_leaves_out_what_is_not_on_it():
    titles = [step.title for step in path_of(Stage("opened", False, is_countersigned=False))]

    assert titles == [
        "Written, and talked about", "Shared", "Read and answered", "Signed by the mentor",
        "Signed by the reviewer", "Final",
    ]  # fmt: skip
    assert turn_of(Stage("final")) == NOBODY


# Home ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_review_home_of_a_mentor_says_what_is_hers_to_do(client_of, mentor, manager):
    review = reviews.review(mentor, manager)

    page = client_of(mentor).get(HOME).content.decode()

    assert "Write your self-assessment" in page
    assert reverse("reviews:self_update", args=[review.pk]) in page
    assert "You write" not in page


@pytest.mark.django_db
def test_review_home_without_any_review_is_kind(client_of, mentor, supervisor, manager):
    assert "No review of yours is on its way" in client_of(mentor).get(HOME).content.decode()
    assert "Nothing to write" in client_of(manager).get(HOME).content.decode()
    assert client_of(supervisor).get(HOME).status_code == 200


@pytest.mark.django_db
def test_review_home_of_a_manager_lists_what_she_writes_and_countersigns(
    client_of, review, senior, manager, mentor
):
    written = client_of(manager).get(HOME)
    countersigned = client_of(senior).get(HOME)

    assert [row.review for row in written.context["written"]] == [review]
    assert written.context["written"][0].words == "Share it"
    assert [row.review for row in countersigned.context["to_countersign"]] == [review]
    assert not countersigned.context["written"]


@pytest.mark.django_db
def test_review_home_keeps_what_is_past(client_of, shared, mentor, manager, senior):
    finished(shared)

    for person in (mentor, manager, senior):
        page = client_of(person).get(HOME)
        assert list(page.context["page"]) == [shared]


@pytest.mark.django_db
def test_review_home_of_a_manager_leaves_out_people_she_manages_no_longer(
    client_of, review, mentor, manager
):
    mentor.reporting_lines.all().delete()

    assert not client_of(manager).get(HOME).context["written"]


@pytest.mark.django_db
def test_review_home_costs_the_same_for_one_and_for_three(
    client_of, manager, mentor, django_assert_num_queries
):
    def one_more(person):
        reviews.review(person, manager)
        past = reviews.review(person, manager)
        put(past, ReviewState.FINAL)

    one_more(mentor)
    client = client_of(manager)
    client.get(HOME)
    with django_assert_num_queries(COST_OF_HOME):
        client.get(HOME)
    for number in range(2):
        person = make_person("Mentor", f"No{number}", Role.MENTOR)
        ReportingLineFactory.create(person=person, manager=manager)
        one_more(person)

    with django_assert_num_queries(COST_OF_HOME):
        client.get(HOME)


COST_OF_HOME = 10


@pytest.mark.django_db
def test_review_home_asks_a_visitor_to_sign_in(visitor):
    assert visitor.get(HOME).status_code == 302


# All reviews -----------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "sees"),
    [("hr", 2), ("quality_lead", 2), ("dpo", 2), ("manager", 1), ("other_manager", 1)],
)
def test_review_list_shows_what_each_knows_of(client_of, review, other_manager, who, sees, request):
    person = make_person("Noor", "Aziz", Role.MENTOR)
    ReportingLineFactory.create(person=person, manager=other_manager)
    reviews.review(person, other_manager)

    page = client_of(request.getfixturevalue(who)).get("/review/reviews/")

    assert len(page.context["rows"]) == sees
    assert reviews.STRENGTHS not in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["mentor", "supervisor", "trainer", "admin", "dsl"])
def test_review_list_is_not_there_for(client_of, who, request):
    person = request.getfixturevalue(who)

    assert client_of(person).get("/review/reviews/").status_code == 404


@pytest.mark.django_db
def test_review_list_is_filtered(client_of, review, hr, mentor, team, other_team):
    client = client_of(hr)

    def count(query):
        return len(client.get(f"/review/reviews/?{query}").context["rows"])

    assert count(f"words={mentor.last_name}") == 1
    assert count("words=Nobody") == 0
    assert count("kind=annual") == 1
    assert count("kind=probation") == 0
    assert count("state=open") == 1
    assert count("state=final") == 0
    assert count(f"team={team.pk}") == 1
    assert count(f"team={other_team.pk}") == 0
    assert count("state=rubbish") == 1


@pytest.mark.django_db
def test_review_list_costs_the_same_for_one_and_for_three(
    client_of, review, hr, manager, django_assert_num_queries
):
    client = client_of(hr)
    client.get("/review/reviews/")
    with django_assert_num_queries(COST_OF_LIST):
        client.get("/review/reviews/")
    for number in range(2):
        person = make_person("Mentor", f"No{number}", Role.MENTOR)
        ReportingLineFactory.create(person=person, manager=manager)
        reviews.review(person, manager)

    with django_assert_num_queries(COST_OF_LIST):
        client.get("/review/reviews/")


COST_OF_LIST = 7


@pytest.mark.django_db
def test_a_dispute_shows_in_the_list_without_a_word_of_it(client_of, shared, hr):
    answer(shared, Stance.DISAGREE, "I see area 2 otherwise.")

    page = client_of(hr).get("/review/reviews/").content.decode()

    assert "Not agreed" in page
    assert "area 2" not in page
