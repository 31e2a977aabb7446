"""The screens, one after the other, each for whom it is meant."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.observations.models import Observation
from assessments.observations.rules import (
    Level,
    ObservationKind,
    ObservationState,
    RecordingConsent,
    Stance,
)
from cms.people.audit.models import AuditEvent
from tests.factories import observations as make
from tests.factories import supervision
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db
LIST = "/review/observations/"
OF_ONE = [
    "observation_detail", "observation_print", "observation_move", "observation_cancel",
    "observation_second", "observation_live", "observation_seen", "observation_write",
    "observation_rate", "observation_release", "observation_reflect", "observation_evidence",
]  # fmt: skip
POSTS = ["observation_recording", "observation_answer", "observation_sign", "observation_share"]


def url(name, row, *more):
    return reverse(f"observations:{name}", args=[row.pk, *more])


def moment(day, hour="10:00"):
    return {"planned_for_0": day.isoformat(), "planned_for_1": hour}


DETAIL_QUERIES = 22
NEXT_WEEK = days_ago(-7)


@pytest.mark.parametrize("name", [*OF_ONE, *POSTS, "observation_sync"])
def test_nobody_without_a_part_finds_an_observation(mentor, peer, manager, client_of, hr, name):
    row = make.developmental(make.seen, mentor, peer)
    for person in (manager, hr):
        assert client_of(person).post(url(name, row)).status_code in (404, 405)
        if name in OF_ONE:
            assert client_of(person).get(url(name, row)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(visitor, mentor, manager):
    row = make.planned(mentor, manager)
    for page in (LIST, url("observation_detail", row), url("observation_live", row)):
        assert visitor.get(page).url.startswith(reverse("account_login"))
    assert visitor.post(url("observation_sync", row)).status_code == 401


# Lists -----------------------------------------------------------------------------


def test_observation_list_shows_whose_turn_it_is_and_no_words(mentor, peer, client_of):
    make.developmental(make.released, mentor, peer, released_at=timezone.now())
    page = client_of(mentor).get(LIST).content.decode()
    assert "Write your own view first" in page
    assert make.SAW not in page
    assert "You let the silence work" not in page


def test_observation_list_tells_the_quality_lead_that_there_is_one(
    mentor, peer, quality_lead, client_of
):
    row = make.developmental(make.planned, mentor, peer)
    page = client_of(quality_lead).get(LIST).content.decode()
    assert "Its words are the mentor’s own" in page
    assert row.get_absolute_url() not in page
    assert peer.display_name not in page


def test_observation_list_filters(mentor, manager, quality_lead, client_of):
    make.planned(mentor, manager)
    client = client_of(quality_lead)
    for query, found in (
        ("?kind=formal", True),
        ("?kind=developmental", False),
        ("?state=planned", True),
        ("?state=sealed", False),
        (f"?mentor={mentor.pk}", True),
        ("?mentor=0", False),
        ("?mentor=٣&kind=x&state=y", True),
    ):
        page = client.get(LIST + query).content.decode()
        assert (f"{manager} watches {mentor}" in page) is found, query


@pytest.mark.parametrize("count", [1, 3])
def test_observation_list_costs_the_same_for_any_number(
    mentor, manager, client_of, django_assert_num_queries, count
):
    for _ in range(count):
        make.planned(mentor, manager)
    client = client_of(manager)
    client.get(LIST)
    with django_assert_num_queries(7):
        client.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_observation_detail_costs_the_same_for_any_number_of_notes(
    mentor, manager, client_of, django_assert_num_queries, count
):
    row = make.released(mentor, manager)
    for _ in range(count - 1):
        make.note(row, manager)
    client = client_of(mentor)
    client.get(row.get_absolute_url())
    with django_assert_num_queries(DETAIL_QUERIES):
        client.get(row.get_absolute_url())


def test_observation_counts_has_no_names(mentor, manager, dpo, admin, hr, client_of):
    make.planned(mentor, manager)
    make.developmental(make.planned, mentor, manager)
    page = client_of(dpo).get(LIST + "numbers/").content.decode()
    assert "Developmental" in page
    assert mentor.display_name not in page
    assert "Developmental" not in client_of(admin).get(LIST + "numbers/").content.decode()
    assert client_of(hr).get(LIST + "numbers/").status_code == 404


# Planning --------------------------------------------------------------------------


def test_observation_invite_books_a_peer(mentor, peer, client_of):
    template = make.template(ObservationKind.DEVELOPMENTAL)
    client = client_of(mentor)
    assert client.get(LIST + "invite/").status_code == 200
    data = {"observer": peer.pk, "template": template.pk, "setting": "one_to_one"}
    data |= {"focus": "Silence", **moment(NEXT_WEEK)}
    client.post(LIST + "invite/", data)
    row = Observation.objects.get()
    assert (row.mentor, row.observer, row.kind) == (mentor, peer, "developmental")
    missing = client.post(LIST + "invite/", {**data, "focus": ""})
    assert missing.status_code == 422


def test_observation_book_is_for_managers_and_the_quality_lead(
    mentor, manager, quality_lead, client_of
):
    formal, other = make.template(), make.template(ObservationKind.DEVELOPMENTAL)
    address = LIST + "plan/"
    data = {"mentor": mentor.pk, "setting": "group", "focus": "", **moment(NEXT_WEEK)}
    assert client_of(mentor).get(address).status_code == 404
    client_of(manager).post(address, {**data, "template": formal.pk})
    by_lead = {**data, "template": formal.pk, "observer": manager.pk}
    client_of(quality_lead).post(address, by_lead)
    assert list(Observation.objects.values_list("observer", flat=True)) == [manager.pk] * 2
    needs_focus = client_of(manager).post(address, {**data, "template": other.pk})
    assert needs_focus.status_code == 422
    not_hers = {**data, "template": other.pk, "focus": "Silence"}
    assert client_of(quality_lead).post(address, not_hers).status_code == 422


def test_observation_move_and_cancel(mentor, manager, client_of):
    row = make.planned(mentor, manager)
    client = client_of(manager)
    data = {"setting": "group", "focus": "Silence", "revision": 0, **moment(NEXT_WEEK, "11:30")}
    assert client.get(url("observation_move", row)).status_code == 200
    client.post(url("observation_move", row), data)
    assert make.fresh(row).setting == "group"
    assert client.post(url("observation_move", row), data).status_code == 422  # an old form
    client.post(url("observation_cancel", row), {"reason": "Illness"})
    assert make.fresh(row).state == ObservationState.CANCELLED
    page = client_of(mentor).get(row.get_absolute_url()).content.decode()
    assert "Illness" in page
    assert client.get(url("observation_cancel", row)).url == row.get_absolute_url()


def test_observation_second_and_recording(mentor, manager, other_manager, quality_lead, client_of):
    row = make.planned(mentor, manager)
    lead = client_of(quality_lead)
    assert lead.get(url("observation_second", row)).status_code == 200
    lead.post(url("observation_second", row), {"second": other_manager.pk})
    assert make.fresh(row).second_observer == other_manager
    client_of(manager).post(url("observation_recording", row), {"to": "asked"})
    assert "A no needs no" in client_of(mentor).get(row.get_absolute_url()).content.decode()
    client_of(mentor).post(url("observation_recording", row), {"to": "refused"})
    assert make.fresh(row).recording == RecordingConsent.REFUSED
    assert (
        client_of(manager).post(url("observation_recording", row), {"to": "given"}).status_code
        == 404
    )


# From the live screen to the seal --------------------------------------------------


def test_the_whole_way_of_a_formal_one(mentor, manager, client_of):
    row = make.planned(mentor, manager, planned_for=timezone.now() - timedelta(minutes=40))
    hers, its = client_of(mentor), client_of(manager)
    now = timezone.localtime() - timedelta(minutes=35)
    when = {"seen_at_0": now.date().isoformat(), "seen_at_1": f"{now:%H:%M}", "minutes": 30}
    done = its.post(url("observation_seen", row), when)
    assert done.url == url("observation_write", row)
    words = {"strengths": "You waited.", "next_step": "Wait again.", "revision": 0}
    done = its.post(url("observation_write", row), {**words, "then": "rate"})
    assert done.url == url("observation_rate", row)
    form = its.get(url("observation_rate", row)).context["form"]
    data = {"mark": form["mark"].value(), "then": "read"}
    for one in form.criteria:
        data |= {f"level-{one.pk}": Level.SECURE, f"evidence-{one.pk}": make.SENTENCE}
    assert its.post(url("observation_rate", row), data).url == url("observation_release", row)
    assert make.SENTENCE not in hers.get(row.get_absolute_url()).content.decode()
    its.post(url("observation_release", row))
    page = hers.get(row.get_absolute_url())
    assert make.SENTENCE in page.content.decode()
    hidden = page.context["answer_form"]["words_hash"].value()
    bad = hers.post(url("observation_answer", row), {"stance": Stance.NOT_AGREED})
    assert bad.status_code == 422
    hers.post(
        url("observation_answer", row),
        {"stance": Stance.NOT_AGREED, "response": "My view.", "words_hash": hidden},
    )
    page = its.get(row.get_absolute_url())
    assert "My view." in page.content.decode()
    hidden = page.context["sign_form"]["words_hash"].value()
    its.post(url("observation_sign", row), {"words_hash": "old"})
    assert make.fresh(row).state == ObservationState.ANSWERED
    its.post(url("observation_sign", row), {"words_hash": hidden})
    assert make.fresh(row).state == ObservationState.SEALED
    assert "Checksum" in hers.get(url("observation_print", row)).content.decode()


def test_the_way_of_a_developmental_one(mentor, peer, manager, client_of):
    row = make.developmental(make.released, mentor, peer, released_at=timezone.now())
    hers = client_of(mentor)
    page = hers.get(row.get_absolute_url()).content.decode()
    assert "Your own view first" in page
    assert make.SAW not in page
    assert "You let the silence work" not in page
    assert (
        "You let the silence work" not in hers.get(url("observation_print", row)).content.decode()
    )
    hers.post(url("observation_reflect", row), {"reflection": "I was nervous."})
    page = hers.get(row.get_absolute_url()).content.decode()
    assert "You let the silence work" in page
    assert make.SAW in page
    assert "I was nervous." not in client_of(peer).get(row.get_absolute_url()).content.decode()

    hers.post(url("observation_share", row), {"switch": "manager_reads", "on": "yes"})
    page = client_of(manager).get(row.get_absolute_url()).content.decode()
    assert "I was nervous." in page
    assert AuditEvent.objects.filter(verb="observation.opened", actor=manager).count() == 1
    hers.post(url("observation_share", row), {"switch": "manager_reads", "on": "no"})
    assert client_of(manager).get(row.get_absolute_url()).status_code == 404

    assert hers.get(url("observation_evidence", row)).status_code == 200
    hers.post(url("observation_evidence", row), {"codes": ["S2"]})
    assert make.fresh(row).is_evidence
    hers.post(url("observation_evidence", row), {"back": "yes"})
    assert not make.fresh(row).is_evidence
    hers.post(url("observation_answer", row), {"stance": "agreed"})
    assert make.fresh(row).state == ObservationState.ANSWERED


def test_a_supervisor_reads_the_next_step_of_a_formal_one_and_no_more(
    mentor, manager, supervisor, client_of
):
    supervision.agreement(mentor, supervisor)
    row = make.answered(mentor, manager, supervisor_reads=True)
    page = client_of(supervisor).get(row.get_absolute_url()).content.decode()
    assert "Ask “what else?” once more" in page
    for words in (make.SENTENCE, make.SAW, "You let the silence work", "harder than it looked"):
        assert words not in page
    printed = client_of(supervisor).get(url("observation_print", row)).content.decode()
    assert make.SENTENCE not in printed


def test_an_old_form_shows_both_versions_and_overwrites_nothing(mentor, manager, client_of):
    row = make.written(mentor, manager)
    client = client_of(manager)
    data = {"strengths": "First.", "next_step": "", "revision": 0}
    client.post(url("observation_write", row), data)
    page = client.post(url("observation_write", row), {**data, "strengths": "Second."})
    assert page.status_code == 422
    assert "First." in page.content.decode()
    assert "Second." in page.content.decode()
    assert make.fresh(row).strengths == "First."


def test_a_learners_details_are_asked_about(mentor, manager, client_of):
    row = make.written(mentor, manager)
    data = {"strengths": "You asked her mum on 07700 900123.", "next_step": "", "revision": 0}
    client_of(manager).post(url("observation_write", row), data)
    messages = client_of(manager).get(url("observation_write", row))
    assert messages.status_code == 200


def test_who_is_too_late_is_led_to_how_it_stands(mentor, manager, client_of):
    row = make.released(mentor, manager)
    client = client_of(manager)
    for name in ("observation_write", "observation_rate", "observation_move", "observation_live"):
        assert client.get(url(name, row)).url == row.get_absolute_url()
    assert client.get(url("observation_release", row)).url == row.get_absolute_url()
