import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.services import discard_entry
from assessments.files.models import EvidenceFile
from cms.people.college.models import CollegeSettings
from tests.factories.cpd import SECRET, certificate, cpd_entry, handed_in, ready_entry
from tests.factories.files import png
from tests.factories.people import days_ago

LOG = "/cpd/"
NEW = "/cpd/new/"


def change(entry: CPDEntry) -> str:
    return reverse("cpd:entry_update", args=[entry.pk])


def form(**fields):
    return {"title": "A talk", "start_on": days_ago(1).isoformat(), **fields}


def whole(**fields):
    return form(whole="1", counts_to_target="on", reflection_model="what", **fields)


def picture(name="board.png", content=None):
    return SimpleUploadedFile(name, content if content is not None else png(), "image/png")


# A new entry ------------------------------------------------------------------------


def test_entry_create_needs_a_title_and_a_day_only(mentor, client_of):
    response = client_of(mentor).post(NEW, form())

    entry = CPDEntry.objects.get(owner=mentor)
    assert response.url == entry.get_absolute_url()
    assert (entry.title, entry.start_on, entry.minutes) == ("A talk", days_ago(1), None)
    assert entry.counts_to_target


def test_entry_create_from_the_short_form_stays_on_the_log(mentor, client_of):
    response = client_of(mentor).post(NEW, form(quick="1", minutes="1h30"), follow=True)

    assert response.redirect_chain == [(LOG, 302)]
    assert "Added to your log" in response.text
    assert CPDEntry.objects.get().minutes == 90


def test_entry_create_holds_every_field(framework, mentor, client_of):
    chosen = framework.statements.get(code="S1")
    file = certificate(mentor)
    sent = whole(
        activity_type="placement", end_on=days_ago(1).isoformat(), minutes="2h", mode="blended",
        provider="The works", is_participatory="on", planning="planned", need_source="new_law",
        reason="The machines changed.", cost="12.50", is_off_the_job="on", started_at="09:15",
        what_i_learned="To wait.", application="I count to five.", shared_summary="A day there.",
        statements=[chosen.pk], files=[file.pk], **{f"claims_{chosen.pk}": "It shows at once"},
        reflection_what="It was loud.",
    )  # fmt: skip
    sent.pop("counts_to_target")

    client_of(mentor).post(NEW, sent)

    entry = CPDEntry.objects.get()
    content = entry.content
    assert (content.mode, content.planning, content.need_source) == (
        "blended", "planned", "new_law",
    )  # fmt: skip
    assert (str(content.cost), f"{content.started_at:%H:%M}") == ("12.50", "09:15")
    assert content.is_participatory
    assert content.is_off_the_job
    assert not content.counts_to_target
    assert content.shared_summary == "A day there."
    assert content.reflection == {"what": "It was loud."}
    assert [(row.statement, row.claim) for row in entry.claims.all()] == [
        (chosen, "It shows at once")
    ]
    assert list(entry.files.all()) == [file]


def test_entry_create_sent_twice_makes_one(mentor, client_of):
    client, key = client_of(mentor), str(uuid.uuid4())

    first = client.post(NEW, form(key=key))
    second = client.post(NEW, form(key=key))

    assert first.url == second.url
    assert CPDEntry.objects.count() == 1


def test_entry_create_sent_again_with_other_words_asks_which_are_meant(mentor, client_of):
    client, key = client_of(mentor), str(uuid.uuid4())
    client.post(NEW, form(key=key))

    again = client.post(NEW, form(key=key, what_i_learned="To wait longer."))

    assert again.status_code == 409
    assert "To wait longer." in again.text
    assert CPDEntry.objects.get().what_i_learned == ""


def test_entry_create_offers_a_new_key_and_today(mentor, client_of):
    client = client_of(mentor)
    shown, again = (client.get(NEW).context["form"] for _ in range(2))

    assert shown["key"].value() != again["key"].value()
    assert shown["start_on"].value() == timezone.localdate()


def test_entry_create_begins_with_what_another_app_shares(mentor, client_of):
    shared = {"title": "Wait time", "text": "Three seconds", "url": "https://example.org/wait"}

    response = client_of(mentor).get(NEW, shared)

    shown = response.context["form"]
    assert shown["title"].value() == "Wait time"
    assert shown["what_i_learned"].value() == "Three seconds\n\nhttps://example.org/wait"
    assert not CPDEntry.objects.exists()


@pytest.mark.parametrize(
    ("shared", "title"),
    [
        ({"text": "One line\nand more"}, "One line"),
        ({"url": "https://example.org/wait"}, "https://example.org/wait"),
        ({"title": "x" * 500}, "x" * 200),
        ({"text": "y" * 9_000}, "y" * 200),
    ],
)
def test_entry_create_makes_a_title_of_what_there_is(mentor, client_of, shared, title):
    shown = client_of(mentor).get(NEW, shared).context["form"]

    assert shown["title"].value() == title
    assert len(shown["what_i_learned"].value()) <= 5_000


def test_entry_create_with_a_mistake_keeps_every_word(framework, mentor, client_of):
    chosen = framework.statements.get(code="S9")
    sent = form(
        minutes="a while", provider="The college", what_i_learned="To wait.",
        application="I count to five.", reflection_what="Hard.", statements=[chosen.pk],
        activity_type="shadowing", end_on=days_ago(1).isoformat(), quick="1",
        reason="It was time.", **{f"claims_{chosen.pk}": "I waited"},
    )  # fmt: skip

    response = client_of(mentor).post(NEW, sent)

    assert response.status_code == 422
    assert not CPDEntry.objects.exists()
    assert "There is something to put right" in response.text
    for words in (
        "A talk", "a while", "The college", "To wait.", "I count to five.", "Hard.",
        "It was time.", "I waited",
    ):  # fmt: skip
        assert words in response.text
    assert response.context["form"]["statements"].value() == [str(chosen.pk)]
    assert '<option value="shadowing" selected>' in response.text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"start_on": ""}, "start_on"),
        ({"start_on": days_ago(-1).isoformat()}, "start_on"),
        ({"end_on": days_ago(9).isoformat()}, "end_on"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "9h"}, "minutes"),
        ({"minutes": "9" * 19}, "minutes"),
        ({"activity_type": "sleeping"}, "activity_type"),
        ({"statements": ["0"]}, "statements"),
        ({"files": ["0"]}, "files"),
        ({"shared_summary": "x" * 1001}, "shared_summary"),
        ({"reflection_free": "x" * 5001}, "reflection"),
        ({"what_i_learned": "x" * 20_001}, "what_i_learned"),
        ({"application": "x" * 20_001}, "application"),
        ({"claims_1": "x" * 201}, "claims"),
        ({"cost": "a lot"}, "cost"),
        ({"mode": "asleep"}, "mode"),
        ({"reflection_model": "tarot"}, "reflection_model"),
    ],
)
def test_entry_create_says_which_field_to_put_right(framework, mentor, client_of, fields, field):
    response = client_of(mentor).post(NEW, form(**fields))

    assert list(response.context["form"].errors) == [field]
    assert not CPDEntry.objects.exists()


def test_entry_create_refuses_a_fifth_statement(framework, mentor, client_of):
    pks = list(framework.statements.values_list("pk", flat=True)[:5])

    response = client_of(mentor).post(NEW, form(statements=pks))

    assert "4 statements it fits best, not 5" in response.text


def test_entry_create_has_nothing_about_another_owner(mentor, peer, client_of):
    client_of(mentor).post(NEW, form(owner=peer.pk, state="discarded", is_mandatory="on"))

    entry = CPDEntry.objects.get()
    assert (entry.owner, entry.state, entry.is_mandatory) == (mentor, "draft", False)


def test_entry_create_takes_no_file_of_somebody_else(mentor, peer, client_of):
    theirs = certificate(peer, "theirs.pdf")

    response = client_of(mentor).post(NEW, form(files=[theirs.pk]))

    assert response.status_code == 422
    assert "theirs.pdf" not in response.text


def test_the_summary_may_begin_with_what_was_learned(mentor, client_of):
    client = client_of(mentor)

    client.post(NEW, whole(title="Empty", what_i_learned="To wait.", begin_summary="on"))
    client.post(
        NEW,
        whole(title="Full", what_i_learned="To wait.", shared_summary="Mine", begin_summary="on"),
    )
    client.post(NEW, whole(title="Long", what_i_learned="word " * 400, begin_summary="on"))

    said = dict(CPDEntry.objects.values_list("title", "shared_summary"))
    assert said["Empty"] == "To wait."
    assert said["Full"] == "Mine"
    assert len(said["Long"]) <= 1000
    assert said["Long"].endswith("word…")


# Changing one -----------------------------------------------------------------------


def test_entry_update_saves_and_shows_the_entry(framework, mentor, client_of):
    entry = cpd_entry(mentor)
    chosen = framework.statements.get(code="a")
    client = client_of(mentor)
    assert 'value="1h30"' in client.get(change(entry)).text

    response = client.post(change(entry), form(minutes="50", statements=[chosen.pk]), follow=True)

    assert "Saved." in response.text
    assert "Motivating ethos" in response.text
    assert "50 min" in response.text


def test_what_the_long_form_shows_is_what_it_saves_again(framework, mentor, client_of):
    entry = ready_entry(mentor, codes=("S1", "K1"), mode="online", is_participatory=True)
    entry.files.add(certificate(mentor))
    client = client_of(mentor)
    before = entry.content
    shown = client.get(change(entry)).context["form"]

    sent = {**shown.as_sent(), "whole": "1", "read_at": shown["read_at"].value()}
    response = client.post(change(entry), sent)

    assert response.status_code == 302
    entry = CPDEntry.objects.get()
    assert entry.content == before
    assert {row.statement.code: row.claim for row in entry.claims.all()} == {
        "S1": "One question a week",
        "K1": "One question a week",
    }
    assert entry.files.count() == 1


def test_what_a_shorter_form_does_not_send_stays(framework, mentor, client_of):
    entry = ready_entry(mentor, mode="online", is_participatory=True)
    entry.files.add(certificate(mentor))

    client_of(mentor).post(change(entry), form(title="Renamed", what_i_learned="New words"))

    entry.refresh_from_db()
    assert (entry.title, entry.what_i_learned) == ("Renamed", "New words")
    assert (entry.mode, entry.is_participatory, entry.counts_to_target) == ("online", True, True)
    assert entry.reflection == {"what": SECRET}
    assert [row.claim for row in entry.claims.all()] == ["One question a week"]
    assert entry.files.count() == 1


def test_what_the_long_form_leaves_out_was_unticked(framework, mentor, client_of):
    entry = ready_entry(mentor, is_participatory=True)
    entry.files.add(certificate(mentor))

    client_of(mentor).post(change(entry), form(whole="1", reflection_model="what"))

    entry.refresh_from_db()
    assert not entry.is_participatory
    assert not entry.counts_to_target
    assert not entry.claims.exists()
    assert not entry.files.exists()


def test_entry_update_with_a_mistake_keeps_every_word(framework, mentor, client_of):
    entry = cpd_entry(mentor)

    response = client_of(mentor).post(
        change(entry), form(title="", what_i_learned="To wait longer.")
    )

    assert "To wait longer." in response.text
    entry.refresh_from_db()
    assert entry.what_i_learned == ""


def test_entry_update_of_one_that_is_not_open_leads_to_it(framework, mentor, client_of):
    client = client_of(mentor)
    closed = [discard_entry(entry=cpd_entry(mentor), by=mentor), handed_in(mentor)]

    for entry in closed:
        assert client.get(change(entry)).url == entry.get_absolute_url()


def test_words_for_an_entry_that_was_handed_in_meanwhile_are_kept(framework, mentor, client_of):
    entry = handed_in(mentor)

    response = client_of(mentor).post(change(entry), form(what_i_learned="To wait longer."))

    assert response.status_code == 422
    assert "To wait longer." in response.text
    assert "Take it back before you change it" in response.text


def test_changing_the_way_to_reflect_keeps_everything_and_saves_nothing(
    framework, mentor, client_of
):
    entry = cpd_entry(mentor, reflection={"what": "It was loud."})
    sent = whole(
        title="", what_i_learned="To wait.", reflection_what="It was very loud.", change_model="1"
    )
    sent["reflection_model"] = "gibbs"

    response = client_of(mentor).post(change(entry), sent)

    assert response.status_code == 200
    assert "There is something to put right" not in response.text
    assert "Feelings: what did I think and feel?" in response.text
    assert 'type="hidden" name="reflection_what" value="It was very loud."' in response.text
    assert "To wait." in response.text
    entry.refresh_from_db()
    assert (entry.reflection, entry.what_i_learned) == ({"what": "It was loud."}, "")


def test_answers_to_the_way_left_are_there_when_one_comes_back(mentor, client_of):
    entry = cpd_entry(mentor, reflection={"what": "It was loud."})
    client = client_of(mentor)

    sent = whole(reflection_what="It was loud.", reflection_feelings="Calm")
    client.post(change(entry), {**sent, "reflection_model": "gibbs"})

    entry.refresh_from_db()
    assert entry.reflection_model == "gibbs"
    assert entry.reflection == {"what": "It was loud.", "feelings": "Calm"}


# Files ------------------------------------------------------------------------------


def test_a_file_added_in_the_form_is_kept_and_chosen(mentor, client_of):
    client_of(mentor).post(NEW, whole(upload=picture(), attested="on"))

    file = EvidenceFile.objects.get(owner=mentor)
    assert list(CPDEntry.objects.get().files.all()) == [file]
    assert file.attested_at is not None


def test_a_file_that_is_not_attested_is_not_kept(mentor, client_of):
    response = client_of(mentor).post(NEW, whole(upload=picture(), what_i_learned="To wait."))

    assert list(response.context["form"].errors) == ["attested"]
    assert "To wait." in response.text
    assert not EvidenceFile.objects.exists()
    assert not CPDEntry.objects.exists()


def test_a_file_that_is_refused_loses_no_words(mentor, client_of):
    sent = whole(upload=picture("x.exe", b"MZ" + b"\0" * 64), attested="on", title="A talk")

    response = client_of(mentor).post(NEW, {**sent, "what_i_learned": "To wait."})

    assert list(response.context["form"].errors) == ["upload"]
    assert "To wait." in response.text
    assert not EvidenceFile.objects.exists()


def test_a_good_file_need_not_be_chosen_again_when_something_else_is_wrong(mentor, client_of):
    client = client_of(mentor)

    response = client.post(NEW, whole(title="", upload=picture(), attested="on") | {"title": ""})

    file = EvidenceFile.objects.get()
    assert response.context["form"]["files"].value() == [str(file.pk)]
    assert not CPDEntry.objects.exists()


# Learners are never named -----------------------------------------------------------


def test_a_name_is_pointed_out_and_kept_where_the_college_warns(mentor, client_of):
    response = client_of(mentor).post(
        NEW, form(what_i_learned="I asked learner Jade to wait."), follow=True
    )

    assert CPDEntry.objects.exists()
    assert "Does this say who a learner is?" in response.text


@pytest.mark.parametrize(
    "field", ["title", "reason", "what_i_learned", "application", "shared_summary"]
)
def test_a_name_stops_the_form_where_the_college_blocks(mentor, client_of, field):
    CollegeSettings.objects.update_or_create(defaults={"personal_details": "block"})

    response = client_of(mentor).post(NEW, form(**{field: "I asked learner Jade to wait."}))

    assert list(response.context["form"].errors) == [field]
    assert "I asked learner Jade to wait." in response.text
    assert not CPDEntry.objects.exists()


@pytest.mark.parametrize(
    ("name", "field"), [("reflection_what", "reflection"), ("claims_{}", "claims")]
)
def test_the_smaller_texts_are_looked_at_too(framework, mentor, client_of, name, field):
    CollegeSettings.objects.update_or_create(defaults={"personal_details": "block"})
    chosen = framework.statements.get(code="S1")

    response = client_of(mentor).post(
        NEW, form(statements=[chosen.pk], **{name.format(chosen.pk): "I asked learner Jade."})
    )

    assert list(response.context["form"].errors) == [field]
