import re

import pytest
from django.urls import reverse

from assessments.records import queries, services
from assessments.records.models import SupervisionRecord
from assessments.records.rules import RecordState
from assessments.supervision.rules.kinds import SessionType
from cms.people.college.models import CollegeSettings
from tests.factories import supervision
from tests.factories.people import days_ago
from tests.factories.records import HEADING, WHAT, drafted, fresh, met, shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(mentor, supervisor):
    session = met(mentor, supervisor)
    return services.begin_record(session=session, by=supervisor)


def at(name, record):
    return reverse(f"records:{name}", args=[record.pk])


def sent(record, **fields):
    return {
        "revision": record.revision,
        "window": "w1",
        "agenda-0-key": "n1",
        "agenda-0-heading": HEADING,
        "agenda-0-summary": "In short.",
        "agenda-1-key": "n2",
        "agenda-1-heading": "",
        "decisions-0-what": WHAT,
        "decisions-0-why": "",
        "decisions-0-who": "supervisee",
        "actions-0-words": "A step",
        "actions-0-keeper": "supervisee",
        "actions-0-due_on": days_ago(-9).isoformat(),
        "needs-0-need": "Listening",
        "learning": "To wait.",
        "manageable": "3",
        "caseload": "82",
        "safeguarding_asked": "no",
        **fields,
    }


def autosave(client, record, **fields):
    return client.post(
        at("record_update", record), sent(record, **fields), headers={"X-Autosave": "1"}
    )


def test_beginning_leads_to_writing(mentor, supervisor, client_of):
    session = met(mentor, supervisor)
    url = reverse("records:record_begin", args=[session.pk])
    client = client_of(supervisor)

    assert "Begin the record" in client.get(url).content.decode()
    answer = client.post(url, {"item": ["From what was prepared"]})

    record = SupervisionRecord.objects.get()
    assert answer.url == at("record_update", record)
    assert "From what was prepared" in client.get(answer.url).content.decode()
    assert client.get(url).url == answer.url


@pytest.mark.parametrize("who", ["mentor", "peer", "manager", "hr", "admin"])
def test_nobody_else_begins(mentor, supervisor, client_of, who, request):
    url = reverse("records:record_begin", args=[met(mentor, supervisor).pk])

    assert client_of(request.getfixturevalue(who)).post(url).status_code == 404


@pytest.mark.parametrize("kind", SessionType)
def test_the_form_of_every_kind(mentor, supervisor, client_of, kind):
    record = services.begin_record(session=met(mentor, supervisor, kind=kind), by=supervisor)

    page = client_of(supervisor).get(at("record_update", record)).content.decode()

    assert 'name="safeguarding_asked"' in page
    assert ('name="agenda-0-heading"' in page) == (
        kind not in (SessionType.SAFEGUARDING, SessionType.DEBRIEF)
    )
    assert ('name="caseload"' in page) == (kind in (SessionType.MANAGERIAL, SessionType.PROBATION))


def test_the_page_saves_and_reads_through(record, supervisor, client_of):
    client = client_of(supervisor)

    answer = client.post(at("record_update", record), sent(record, then="read"))

    assert answer.url == at("record_share", record)
    page = client.get(answer.url).content.decode()
    assert HEADING in page
    assert "1 decision without a reason" in page
    client.post(answer.url)
    assert SupervisionRecord.objects.get().state == RecordState.SHARED


def test_a_decision_without_a_reason_is_asked_about(record, supervisor, client_of):
    client = client_of(supervisor)
    client.post(at("record_update", record), sent(record))

    assert "Why was it decided so?" in client.get(at("record_update", record)).content.decode()


def test_what_is_missing_is_said_before_sharing(record, supervisor, client_of):
    client = client_of(supervisor)
    client.post(at("record_update", record), sent(record, safeguarding_asked=""))

    page = client.get(at("record_share", record)).content.decode()

    assert "Answer the safeguarding question" in page
    assert "Go on writing" in page


def test_a_script_saves_through_the_same_address(record, supervisor, client_of):
    answer = autosave(client_of(supervisor), record)

    said = answer.json()
    assert (answer.status_code, said["state"], said["revision"]) == (200, "saved", 1)
    assert re.fullmatch(r"\d\d:\d\d", said["at"])
    assert queries.content_of(fresh(record.session)).learning == "To wait."


def test_saving_again_and_again_makes_no_second_item(record, supervisor, client_of):
    client = client_of(supervisor)

    for learning in ("One", "One two", "One two three"):
        assert autosave(client, record, learning=learning).status_code == 200

    content = queries.content_of(fresh(record.session))
    assert (len(content.agenda), content.learning) == (1, "One two three")


def test_another_window_is_a_conflict_and_both_versions_are_shown(record, supervisor, client_of):
    client = client_of(supervisor)
    autosave(client, record, learning="From the first window.")
    second = {"learning": "From the second window.", "window": "w2"}

    answer = autosave(client, record, **second)
    page = client.post(at("record_update", record), sent(record, **second))

    assert (answer.status_code, answer.json()["state"]) == (409, "conflict")
    assert page.status_code == 409
    words = page.content.decode()
    assert "From the first window." in words
    assert "From the second window." in words
    assert queries.content_of(fresh(record.session)).learning == "From the first window."


@pytest.mark.parametrize(
    ("pick", "learning"),
    [("mine", "Second."), ("theirs", "First."), ("both", "Second.\n\nFirst.")],
)
def test_what_was_chosen_of_two_versions_is_saved(record, supervisor, client_of, pick, learning):
    client = client_of(supervisor)
    autosave(client, record, learning="First.")
    data = sent(record, learning="Second.", window="w2", settle="1", pick_learning=pick)

    answer = client.post(at("record_update", record), {**data, "revision": 1})

    assert answer.status_code == 302
    assert queries.content_of(fresh(record.session)).learning == learning


@pytest.mark.parametrize(
    ("pick", "headings"),
    [("mine", ["Mine"]), ("theirs", [HEADING]), ("both", ["Mine", HEADING])],
)
def test_rows_of_two_versions_are_chosen_too(record, supervisor, client_of, pick, headings):
    client = client_of(supervisor)
    autosave(client, record)
    data = sent(record, window="w2", settle="1", pick_agenda=pick)
    data |= {"agenda-0-heading": "Mine", "agenda-0-key": "n1", "revision": 1}

    client.post(at("record_update", record), data)

    content = queries.content_of(fresh(record.session))
    assert [item.heading for item in content.agenda] == headings


def test_what_is_shared_meanwhile_is_closed(mentor, supervisor, client_of):
    record = shared(met(mentor, supervisor))
    client = client_of(supervisor)

    answer = autosave(client, record)

    assert (answer.status_code, answer.json()["state"]) == (409, "closed")
    assert client.get(at("record_update", record)).url == record.get_absolute_url()


def test_a_number_that_is_none_is_said_and_nothing_is_lost(record, supervisor, client_of):
    client = client_of(supervisor)

    answer = client.post(at("record_update", record), sent(record, caseload="many"))

    assert answer.status_code == 422
    assert HEADING in answer.content.decode()
    assert autosave(client, record, caseload="many").status_code == 422
    assert fresh(record.session).revision == 0


def test_words_that_sound_like_a_concern_are_asked_about_and_saved(record, supervisor, client_of):
    client = client_of(supervisor)

    said = autosave(client, record, learning="A learner disclosed something at home.").json()

    assert (said["state"], said["concern"]) == ("saved", True)
    page = client.get(at("record_update", record)).content.decode()
    assert "Is this a concern that needs reporting?" in page
    assert autosave(client, record, learning="To wait.", revision=1).json()["concern"] is False


def test_a_learners_name_is_warned_of_and_the_pairs_own_are_not(record, supervisor, client_of):
    client = client_of(supervisor)
    name = "I worked with a learner called Jayden Cole on his plan."

    assert autosave(client, record, learning=name).json()["details"] is True
    fine = "Yasmin and Helen agreed."
    assert autosave(client, record, learning=fine, revision=1).json()["details"] is False


def test_where_the_college_blocks_a_name_is_not_saved(record, supervisor, client_of):
    settings = CollegeSettings.load()
    settings.personal_details = "block"
    settings.save()
    name = "I worked with a learner called Jayden Cole on his plan."

    assert autosave(client_of(supervisor), record, learning=name).status_code == 422
    assert fresh(record.session).revision == 0


def test_an_action_carried_three_times_offers_no_carrying(mentor, supervisor, client_of):
    earlier = met(mentor, supervisor, days=30)
    action = supervision.action(earlier, created_at=earlier.held_at, carried_count=3)
    record = services.begin_record(session=met(mentor, supervisor), by=supervisor)

    page = client_of(supervisor).get(at("record_update", record))

    (form,) = page.context["forms"].reviews
    kinds = [key for key, _ in form.fields["kind"].choices]
    assert kinds == ["", "done", "changed", "dropped"]
    data = sent(record, **{f"reviews-{action.pk}-kind": "carried"})
    assert client_of(supervisor).post(at("record_update", record), data).status_code == 422


def test_updates_of_actions_are_kept_with_the_draft(mentor, supervisor, client_of):
    earlier = met(mentor, supervisor, days=30)
    action = supervision.action(earlier, created_at=earlier.held_at)
    record = services.begin_record(session=met(mentor, supervisor), by=supervisor)
    fields = {f"reviews-{action.pk}-kind": "done", f"reviews-{action.pk}-words": "It shows."}

    autosave(client_of(supervisor), record, **fields)

    (review,) = queries.content_of(fresh(record.session)).reviews
    assert (review.action, review.kind, review.words) == (action.pk, "done", "It shows.")
    action.refresh_from_db()
    assert action.state == "open"


def test_the_supervisee_neither_writes_nor_sees_a_draft(mentor, supervisor, client_of):
    record = drafted(met(mentor, supervisor))
    client = client_of(mentor)

    assert client.get(at("record_update", record)).status_code == 404
    assert autosave(client, record).status_code == 404
    assert client.get(at("record_share", record)).status_code == 404
