"""A run looked back on, by the one who played it and nobody else."""

import pytest
from django.urls import reverse

from assessments.cpd.models import CPDEntry
from assessments.debriefs.models import DebriefAnswer
from assessments.scenarios.models import OwnWords
from assessments.supervision.models import SupervisionBookmark
from cms.people.accounts.models import User
from tests.factories.debriefs import SEALED, debrief_answer, path_share, rich_material, run_over
from tests.factories.scenarios import scenario_page

pytestmark = pytest.mark.django_db
OTHERS = ["peer", "manager", "supervisor", "quality_lead", "dsl", "trainer", "admin", "hr", "dpo"]


def address(run):
    return reverse("debriefs:debrief_detail", args=[run.pk])


def page_of(client, run):
    response = client.get(address(run))
    assert response.status_code == 200
    return response.content.decode()


def test_debrief_detail_lays_the_two_paths_side_by_side(client, run):
    html = page_of(client, run)

    assert "Your path beside an expert’s" in html
    assert "An expert would choose" in html
    assert html.index("Here the two paths part.") < html.index("on your path only")
    assert html.index("on your path only") < html.index("Here the two paths meet again.")
    assert "She shrugs and sits down." in html
    assert "You asked about the day, not the person." in html
    assert "Acceptable" in html


def test_debrief_detail_puts_sure_and_unsafe_first(client, mentor, scenario):
    run = run_over(mentor, scenario, "c", "a", steps={1: {"confidence": 3}})

    html = page_of(client, run)

    assert html.index("Look at this first") < html.index("In short")
    assert html.index("Outside the college, outside your role.") < html.index("In short")


@pytest.mark.parametrize(("choice", "confidence"), [("c", 2), ("c", None), ("b", 3)])
def test_debrief_detail_makes_no_fuss_of_less(client, mentor, scenario, choice, confidence):
    run = run_over(mentor, scenario, choice, "a", steps={1: {"confidence": confidence}},
                   state="abandoned")  # fmt: skip

    assert "Look at this first" not in page_of(client, run)


def test_debrief_detail_says_which_safety_steps_were_kept(client, mentor, scenario):
    html = page_of(client, run_over(mentor, scenario, "c", "b"))

    assert "Missed" in html
    assert "Not kept" in html


def test_debrief_detail_of_a_story_that_stopped_has_missed_nothing(client, mentor):
    material = rich_material()
    material.data["nodes"]["meet"]["options"][2] |= {"stop": True}
    scenario = scenario_page(material=material)

    html = page_of(client, run_over(mentor, scenario, "c"))

    assert "Not reached" in html
    assert "Missed" not in html


def test_debrief_detail_draws_the_meters_with_their_table(client, run):
    html = page_of(client, run)

    assert 'aria-label="Trust from steady (5) to low (4); it should not end below 4"' in html
    assert '<polyline class="meter-line" points="8.0,44.0' in html
    assert '<th scope="row">Turn 3</th><td>4</td>' in html


def test_debrief_detail_says_the_time_only_where_it_is_known(client, run, mentor, scenario):
    assert "for the turns that were timed" not in page_of(client, run)

    timed = run_over(mentor, scenario, "a", "a", steps={1: {"seconds": 75}})

    html = page_of(client, timed)
    assert "1 min 15 s for the turns that were timed" in html


def test_debrief_detail_shows_her_own_words_beside_what_others_said(client, run):
    OwnWords.objects.create(attempt=run, position=1, text="Why are you late again?")

    html = page_of(client, run)

    assert "Why are you late again?" in html
    assert "What others have said" in html


def test_debrief_detail_of_a_run_left_early_keeps_the_rest_of_the_story(client, mentor, scenario):
    run = run_over(mentor, scenario, "a", state="abandoned")

    html = page_of(client, run)

    assert "Your path, as far as you went" in html
    assert "The first bus comes after the lesson" not in html
    assert "You left here" in html


def test_debrief_detail_of_a_run_left_before_its_first_choice(client, mentor, scenario):
    html = page_of(client, run_over(mentor, scenario, state="abandoned"))

    assert "You left before the first choice" in html


def test_debrief_detail_of_a_run_under_way_leads_back_to_it(client, mentor, scenario):
    run = run_over(mentor, scenario, "a", state="open")

    response = client.get(address(run))

    assert (response.status_code, response.url) == (302, run.get_absolute_url())


@pytest.mark.parametrize("who", OTHERS)
def test_debrief_detail_is_not_found_for_anybody_else(request, client_of, run, who):
    assert client_of(request.getfixturevalue(who)).get(address(run)).status_code == 404


def test_debrief_detail_is_not_found_for_a_superuser_or_a_reader(client_of, run, supervisor):
    path_share(run, supervisor)
    root = User.objects.create(email="root@x.test", is_superuser=True, is_staff=True)

    assert client_of(root).get(address(run)).status_code == 404
    assert client_of(supervisor).get(address(run)).status_code == 404


@pytest.mark.parametrize("choices", ["a", "b"])
def test_debrief_detail_costs_the_same_however_long_the_path(
    client, mentor, scenario, supervisor, peer, choices, django_assert_num_queries
):
    """One turn, one share and one answer; three of each."""
    if choices == "a":
        run = run_over(mentor, scenario, "a", state="abandoned")
        path_share(run, supervisor)
        debrief_answer(run)
    else:
        run = run_over(mentor, scenario, "b", "a", "a")
        for person in (supervisor, peer, mentor.reporting_lines.get().manager):
            path_share(run, person)
        for place in (1, 2, 3):
            debrief_answer(run, place=place)
    client.get(address(run))

    with django_assert_num_queries(10):
        client.get(address(run))


# Colleagues ---------------------------------------------------------------------


def test_debrief_detail_shows_nothing_of_four_colleagues(client, run, colleagues):
    colleagues("abca")

    html = page_of(client, run)

    assert "colleagues chose here" not in html
    assert "not enough colleagues yet" in html


def test_debrief_detail_shows_what_five_colleagues_chose_first(client, run, colleagues):
    colleagues("aabca")

    response = client.get(address(run))

    [row] = [row for row in response.context["debrief"].own if row.peers]
    assert row.peers.people == 5
    assert [share.percent for share in row.peers.shares] == [60, 20, 20]
    assert [share.is_mine for share in row.peers.shares] == [False, True, False]
    assert "What 5 colleagues chose here" in response.content.decode()


def test_debrief_detail_counts_neither_later_runs_nor_her_own(
    client, mentor, scenario, peer, colleagues
):
    colleagues("abc")
    run_over(peer, scenario, "a", state="abandoned")
    run_over(peer, scenario, "b", state="abandoned")
    run = run_over(mentor, scenario, "b", "a", "a")

    assert "colleagues chose here" not in page_of(client, run)


def test_debrief_detail_counts_other_versions_while_the_words_are_the_same(
    client, mentor, scenario, colleagues
):
    colleagues("aaaaa")
    scenario.situation = "Rosa, 16, arrives half an hour late."
    scenario.save_revision().publish()
    same = run_over(mentor, scenario, "a", state="abandoned")
    material = rich_material()
    material.data["nodes"]["meet"]["options"][1]["text"] = "'You again.'"
    scenario.fill_from_material(material)
    scenario.save_revision().publish()
    changed = run_over(mentor, scenario, "a", state="abandoned")

    assert same.version_id != changed.version_id
    assert "What 5 colleagues chose here" in page_of(client, same)
    assert "colleagues chose here" not in page_of(client, changed)


# The three questions -------------------------------------------------------------


def test_debrief_detail_asks_the_standard_questions_in_the_colleges_words(client, run):
    html = page_of(client, run)

    assert "What will you try with a learner, and when?" in html
    assert "Only you can read your answers. Do not name learners." in html


def test_debrief_detail_asks_the_scenarios_own_questions(client, mentor):
    scenario = scenario_page(material=rich_material(prompts=["What did Rosa need?"]))
    run = run_over(mentor, scenario, "a", "a")

    html = page_of(client, run)

    assert "What did Rosa need?" in html
    assert "What went well" not in html


def test_debrief_detail_keeps_a_question_as_it_was_when_answered(client, run):
    debrief_answer(run, place=3, question="An older question?")

    html = page_of(client, run)

    assert "An older question?" in html
    assert SEALED in html


def test_debrief_detail_warns_of_what_looks_like_a_learners_name(client, run):
    debrief_answer(run, text="The learner Sam could speak.")

    page = page_of(client, run)
    assert "<strong>“Sam”</strong> (name)" in page


def post_answers(client, run, *texts):
    url = reverse("debriefs:answers_save", args=[run.pk])
    return client.post(url, {f"answer-{n}": text for n, text in enumerate(texts, start=1)})


def test_answers_save_keeps_them_and_comes_back(client, run):
    response = post_answers(client, run, "I waited.", "", "")

    assert response.url == f"{address(run)}#questions"
    assert DebriefAnswer.objects.get().text == "I waited."


def test_answers_save_shows_what_is_too_long_again(client, run):
    response = post_answers(client, run, "x" * 5_001)

    assert response.status_code == 422
    assert "Keep each answer under 5,000 characters" in response.content.decode()
    assert not DebriefAnswer.objects.exists()


@pytest.mark.parametrize("name", ["answers_save", "cpd_draft", "bookmark"])
@pytest.mark.parametrize("who", ["manager", "peer", "dsl"])
def test_posts_are_not_found_for_others(request, client_of, run, name, who):
    client = client_of(request.getfixturevalue(who))

    assert client.post(reverse(f"debriefs:{name}", args=[run.pk])).status_code == 404


@pytest.mark.parametrize("name", ["answers_save", "cpd_draft", "bookmark"])
def test_posts_are_not_found_while_a_run_is_under_way(client, mentor, scenario, name):
    run = run_over(mentor, scenario, "a", state="open")

    assert client.post(reverse(f"debriefs:{name}", args=[run.pk])).status_code == 404


def test_answer_delete_asks_first_and_leaves_nothing(client, run):
    answer = debrief_answer(run)
    url = reverse("debriefs:answer_delete", args=[answer.pk])

    assert SEALED in client.get(url).content.decode()
    assert client.post(url).url == f"{address(run)}#questions"
    assert not DebriefAnswer.objects.exists()


def test_answer_delete_is_not_found_for_others(client_of, run, manager):
    url = reverse("debriefs:answer_delete", args=[debrief_answer(run).pk])

    assert client_of(manager).get(url).status_code == 404
    assert client_of(manager).post(url).status_code == 404
    assert DebriefAnswer.objects.exists()


# Further ------------------------------------------------------------------------


def test_cpd_draft_is_one_tap_and_carries_answers_only_when_ticked(client, run):
    debrief_answer(run)

    response = client.post(reverse("debriefs:cpd_draft", args=[run.pk]))

    entry = CPDEntry.objects.get()
    assert response.url == entry.get_absolute_url()
    assert entry.reflection == {}


def test_bookmark_is_one_tap_and_takes_ticked_answers_along(client, run):
    debrief_answer(run)

    response = client.post(reverse("debriefs:bookmark", args=[run.pk]), {"with_answers": "yes"})

    assert response.url == reverse("supervision:bookmark_list")
    assert SEALED in SupervisionBookmark.objects.get().words
