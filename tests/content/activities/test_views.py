import pytest
from django.urls import reverse

from content.activities import views
from tests.factories.h5p.results import (
    ANSWERS,
    DRAG,
    ONE,
    TWO,
    activity_of,
    branching,
    choice,
    chose,
    finished,
    question_set,
    say,
)
from tests.factories.pages import information_page

pytestmark = pytest.mark.django_db


def results(activity):
    return reverse("activities:result_list", args=[activity.pk])


def test_result_list_has_first_best_and_last_and_every_attempt(mentor, client_of):
    activity = choice()
    for answer in (1, 0, 2):
        finished(mentor, activity, answer)
    say(mentor, activity, "attempted")

    page = client_of(mentor).get(results(activity)).text

    for words in ("First:", "Best:", "Last:", "1 of 1 (100 %)", "Attempt 4", "Not yet"):
        assert words in page
    assert ">Where<" not in page


def test_result_list_says_where_if_there_is_more_than_one_place(mentor, client_of):
    activity = choice()
    finished(mentor, activity)
    finished(mentor, activity, page=information_page(title="Practice room"))

    assert "Practice room" in client_of(mentor).get(results(activity)).text


def test_result_list_without_scores_has_no_best(mentor, client_of):
    activity = activity_of(DRAG, {})
    say(mentor, activity, "completed")

    page = client_of(mentor).get(results(activity)).text

    assert "Best:" not in page
    assert "No score" in page


def test_result_list_turns_pages(mentor, client_of, monkeypatch):
    monkeypatch.setattr(views, "ATTEMPTS_A_PAGE", 2)
    activity = choice()
    for _ in range(3):
        finished(mentor, activity)

    pages = [client_of(mentor).get(results(activity), {"page": at}).text for at in (1, 2, 99)]

    assert ["Attempt 1<" in page for page in pages] == [False, True, True]


def test_what_somebody_did_is_hers_alone(mentor, peer, manager, trainer, admin, client_of):
    activity = choice()
    attempt = finished(mentor, activity)

    for other in (peer, manager, trainer, admin):
        assert client_of(other).get(attempt.get_absolute_url()).status_code == 404
    # Who has never played it does not even learn its name; who may list it learns nothing more.
    assert client_of(peer).get(results(activity)).status_code == 404
    assert client_of(manager).get(results(activity)).status_code == 404
    assert "No attempts yet" in client_of(trainer).get(results(activity)).text


@pytest.mark.parametrize("name", ["result_list", "attempt_detail"])
def test_addresses_ask_for_signing_in_and_take_no_posts(name, visitor, mentor, client_of):
    address = reverse(f"activities:{name}", args=[1])

    assert visitor.get(address).url.startswith(reverse("account_login"))
    assert client_of(mentor).post(address).status_code == 405
    assert client_of(mentor).get(address).status_code == 404


def test_attempt_detail_says_how_it_was_judged_and_what_was_right(mentor, client_of):
    activity = choice(title="<b>Late</b>")
    attempt = finished(mentor, activity, 1)

    response = client_of(mentor).get(attempt.get_absolute_url())

    for words in ("0 %", "Worked out again on the server", "What comes first?", *ANSWERS[:2],
                  "Not right", "after 3 seconds", "&lt;b&gt;Late"):  # fmt: skip
        assert words in response.text
    assert "no-store" in response["Cache-Control"]


def test_attempt_detail_says_that_a_browser_reported_it(mentor, client_of):
    attempt = say(mentor, activity_of(DRAG, {}), "completed", points=(1, 3)).attempt

    page = client_of(mentor).get(attempt.get_absolute_url()).text

    assert "Reported by your browser" in page
    assert "33 %" in page
    assert "nothing to show question by question" in page


def test_attempt_detail_shows_the_way_that_was_taken(mentor, client_of):
    activity = branching()
    beside = {"data": {"children": [chose(ONE, 0), chose(TWO, 1)]}}
    attempt = say(mentor, activity, "completed", beside=beside).attempt

    page = client_of(mentor).get(attempt.get_absolute_url()).text

    for words in ("The path you took", "You chose: Look at the clock", "She comes back"):
        assert words in page
    assert "This activity gives no score" in page


def test_attempt_detail_of_one_that_is_not_finished_leads_back_to_it(mentor, client_of):
    page = information_page(title="Practice room")
    attempt = say(mentor, choice(), "attempted", page=page).attempt

    text = client_of(mentor).get(attempt.get_absolute_url()).text

    assert "This attempt is not finished" in text
    assert f'href="{page.url}"' in text


def test_attempt_detail_takes_the_same_queries_for_one_answer_and_for_three(
    mentor, client_of, django_assert_num_queries
):
    activity, client = question_set(), client_of(mentor)
    attempt = say(mentor, activity, part=ONE, response="0", points=(1, 1)).attempt
    client.get(attempt.get_absolute_url())
    with django_assert_num_queries(4):
        client.get(attempt.get_absolute_url())
    for part in (TWO, TWO.replace("2", "3")):
        say(mentor, activity, part=part, response="0", points=(1, 1))
    with django_assert_num_queries(4):
        client.get(attempt.get_absolute_url())
