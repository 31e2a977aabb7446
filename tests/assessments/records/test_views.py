import pytest
from django.urls import reverse

from assessments.records.models import RecordAddendum, RecordSignature, SupervisionRecord
from assessments.records.rules import RecordState, Stance
from assessments.supervision.rules.kinds import SessionType
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from tests.assessments.records.test_readers import grant
from tests.factories import supervision
from tests.factories.people import ReportingLineFactory, make_person
from tests.factories.records import (
    HEADING,
    LEARNT,
    SECRETS,
    drafted,
    fresh,
    group_met,
    hash_of,
    locked,
    met,
    shared,
    signed,
)

pytestmark = pytest.mark.django_db
STRANGERS = [
    "peer",
    "manager",
    "other_manager",
    "quality_lead",
    "dsl",
    "trainer",
    "admin",
    "hr",
    "dpo",
]


def at(name, record):
    return reverse(f"records:{name}", args=[record.pk])


def opened(**fields):
    return AuditEvent.objects.filter(verb="supervision_record.opened", **fields)


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize(
    "name", ["record_detail", "record_update", "record_share", "record_export", "record_add"]
)
def test_strangers_do_not_learn_that_there_is_one(
    mentor, supervisor, client_of, who, name, request
):
    record = locked(met(mentor, supervisor))

    answer = client_of(request.getfixturevalue(who)).get(at(name, record))

    assert answer.status_code == 404


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize(
    "name", ["record_sign", "record_countersign", "record_return", "record_mark", "dispute_ask"]
)
def test_strangers_change_nothing(mentor, supervisor, client_of, who, name, request):
    record = shared(met(mentor, supervisor))
    data = {"stance": "agreed", "words_hash": hash_of(record), "comment": "x"}

    answer = client_of(request.getfixturevalue(who)).post(at(name, record), data)

    assert answer.status_code == 404
    assert SupervisionRecord.objects.get().state == RecordState.SHARED


def test_who_has_not_signed_in_is_sent_to_sign_in(mentor, supervisor, visitor):
    record = shared(met(mentor, supervisor))

    assert visitor.get(at("record_detail", record)).status_code == 302
    assert visitor.post(at("record_sign", record)).status_code == 302


def test_the_supervisee_reads_and_it_is_written_down_once_a_visit(mentor, supervisor, client_of):
    record = shared(met(mentor, supervisor))
    client = client_of(mentor)

    page = client.get(at("record_detail", record)).content.decode()
    client.get(at("record_detail", record))

    assert HEADING in page
    assert LEARNT in page
    (event,) = opened()
    assert (event.actor, event.about, event.detail) == (mentor, mentor, {})


def test_the_supervisor_reading_is_written_down_too(mentor, supervisor, client_of):
    record = locked(met(mentor, supervisor))

    client_of(supervisor).get(at("record_detail", record))

    assert opened(actor=supervisor, about=mentor).count() == 1


def test_ones_own_draft_is_nobodys_news(mentor, supervisor, client_of):
    record = drafted(met(mentor, supervisor))

    assert client_of(supervisor).get(at("record_detail", record)).status_code == 200
    assert client_of(mentor).get(at("record_detail", record)).status_code == 404
    assert not opened().exists()


def test_a_grant_shows_a_banner_and_stands_in_the_audit(mentor, supervisor, hr, dpo, client_of):
    record = locked(met(mentor, supervisor))
    row = grant(hr, mentor, dpo)

    page = client_of(hr).get(at("record_detail", record)).content.decode()

    assert "You read this by a grant" in page
    assert 'name="stance"' not in page
    event = opened().get()
    assert (event.actor, event.about, event.detail) == (hr, mentor, {"grant": row.pk})
    assert client_of(hr).get(at("record_export", record)).status_code == 404


def test_a_reading_nobody_is_told_of_is_not_on_the_page(mentor, supervisor, hr, dpo, client_of):
    record = locked(met(mentor, supervisor))
    grant(hr, mentor, dpo, told_at=None, not_told_because="It would warn them.")
    client_of(hr).get(at("record_detail", record))

    page = client_of(mentor).get(at("record_detail", record)).content.decode()

    assert "Beth Lomax" not in page


def test_the_supervisee_signs_on_the_page(mentor, supervisor, client_of):
    record = shared(met(mentor, supervisor))
    client = client_of(mentor)
    form = client.get(at("record_detail", record)).context["sign_form"]

    data = {"stance": "agreed", "comment": "", "words_hash": form.initial["words_hash"]}
    answer = client.post(at("record_sign", record), data)
    again = client.post(at("record_sign", record), data, follow=True)

    assert answer.status_code == 302
    assert "You have signed this record already." in again.content.decode()
    assert RecordSignature.objects.count() == 1


def test_a_missing_view_is_asked_for_with_everything_typed(mentor, supervisor, client_of):
    record = shared(met(mentor, supervisor))
    data = {"stance": Stance.NOT_AGREED, "comment": "", "words_hash": hash_of(record)}

    answer = client_of(mentor).post(at("record_sign", record), data)

    assert answer.status_code == 422
    assert "Write what your view is" in answer.content.decode()


def test_stale_words_are_not_signed_and_shown_again(mentor, supervisor, client_of):
    record = shared(met(mentor, supervisor))
    data = {"stance": "agreed", "comment": "", "words_hash": "0" * 64}

    answer = client_of(mentor).post(at("record_sign", record), data, follow=True)

    page = answer.content.decode()
    assert "was changed after you opened it" in page
    assert HEADING in page
    assert not RecordSignature.objects.exists()


def test_the_supervisor_locks_on_the_page(mentor, supervisor, client_of):
    record = signed(met(mentor, supervisor))
    client = client_of(supervisor)
    form = client.get(at("record_detail", record)).context["lock_form"]

    client.post(at("record_countersign", record), {"words_hash": form.initial["words_hash"]})

    assert SupervisionRecord.objects.get().state == RecordState.LOCKED
    assert client.get(at("record_detail", record)).context["lock_form"] is None


def test_a_return_from_the_page(mentor, supervisor, client_of):
    record = shared(met(mentor, supervisor))

    client_of(mentor).post(at("record_return", record), {"comment": "The date."})

    page = client_of(supervisor).get(at("record_update", record)).content.decode()
    assert "The date." in page
    assert SupervisionRecord.objects.get().state == RecordState.RETURNED


def test_an_addendum_from_the_page(mentor, supervisor, client_of):
    record = locked(met(mentor, supervisor))

    client_of(mentor).post(at("record_add", record), {"words": "It began on Monday."})

    assert RecordAddendum.objects.get().author == mentor
    page = client_of(supervisor).get(at("record_detail", record)).content.decode()
    assert "It began on Monday." in page


def test_not_signed_is_noted_on_a_page(mentor, supervisor, client_of):
    record = shared(met(mentor, supervisor))
    SupervisionRecord.objects.update(reminded=2)
    client = client_of(supervisor)
    assert at("record_unsigned", record) in client.get(at("record_detail", record)).content.decode()

    client.post(at("record_unsigned", record), {"reason": "away"})

    assert SupervisionRecord.objects.get().state == RecordState.UNSIGNED_NOTED


def test_ticks_for_the_line_manager_on_the_page(mentor, supervisor, client_of):
    record = shared(met(mentor, supervisor, kind=SessionType.DEVELOPMENTAL))
    item = record.items.get()

    for person in (mentor, supervisor):
        client_of(person).post(at("record_mark", record), {"item": [item.pk, "x", "٣"]})

    assert record.items.get().is_shared_with_manager


def test_a_second_look_from_question_to_answer(mentor, supervisor, client_of):
    head = make_person("Ruth", "Pemberton", Role.LINE_MANAGER)
    ReportingLineFactory.create(person=supervisor, manager=head)
    record = signed(met(mentor, supervisor), stance=Stance.NOT_AGREED, comment="My view.")
    assert client_of(head).get(at("record_detail", record)).status_code == 404

    client_of(mentor).post(at("dispute_ask", record))
    page = client_of(head).get(at("record_detail", record)).content.decode()
    assert HEADING in page
    assert "My view." in page
    answer = reverse("records:dispute_answer", args=[fresh(record.session).dispute.pk])
    client_of(head).post(answer, {"outcome": "Both views stand."})

    assert client_of(head).get(at("record_detail", record)).status_code == 404
    for person in (mentor, supervisor):
        page = client_of(person).get(at("record_detail", record)).content.decode()
        assert "Both views stand." in page


def test_of_a_group_each_reads_and_signs(mentor, peer, supervisor, client_of):
    record = shared(group_met(supervisor, [mentor, peer]), actions=(), needs=())

    for person in (mentor, peer):
        data = {"stance": "agreed", "words_hash": hash_of(record)}
        assert client_of(person).post(at("record_sign", record), data).status_code == 302

    assert SupervisionRecord.objects.get().state == RecordState.SIGNED_ONCE
    assert opened(about=None).count() == 0


def test_the_list_says_whose_turn_it_is(mentor, supervisor, client_of):
    shared(met(mentor, supervisor))
    met(mentor, supervisor, days=2)

    of_mentor = client_of(mentor).get(reverse("records:record_list")).content.decode()
    of_supervisor = client_of(supervisor).get(reverse("records:record_list")).content.decode()

    assert "Read and sign" in of_mentor
    assert "Waits for the other signature" in of_supervisor
    assert "Still to be written" in of_supervisor
    assert not any(words in of_mentor + of_supervisor for words in SECRETS)


@pytest.mark.parametrize("who", STRANGERS)
def test_the_list_of_a_stranger_is_empty(mentor, supervisor, client_of, who, request):
    record = locked(met(mentor, supervisor))

    page = client_of(request.getfixturevalue(who)).get(reverse("records:record_list"))

    assert record.get_absolute_url() not in page.content.decode()


@pytest.mark.parametrize("who", ["mentor", "supervisor"])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    mentor, supervisor, client_of, who, request, django_assert_num_queries
):
    client = client_of(request.getfixturevalue(who))
    locked(met(mentor, supervisor))
    met(mentor, supervisor, days=2)
    client.get(reverse("records:record_list"))
    with django_assert_num_queries(LIST_QUERIES[who]):
        client.get(reverse("records:record_list"))
    for days in (4, 5):
        locked(met(mentor, supervisor, days=days))
        met(mentor, supervisor, days=days)

    with django_assert_num_queries(LIST_QUERIES[who]):
        client.get(reverse("records:record_list"))


LIST_QUERIES = {"mentor": 8, "supervisor": 11}


def test_a_reading_page_takes_as_many_queries_whatever_it_holds(
    mentor, supervisor, client_of, django_assert_max_num_queries
):
    record = locked(met(mentor, supervisor))
    supervision.AgendaItem.objects.bulk_create(
        supervision.AgendaItem(record=record, heading=f"Item {n}", position=n) for n in range(9)
    )
    client = client_of(mentor)
    client.get(at("record_detail", record))

    with django_assert_max_num_queries(30):
        client.get(at("record_detail", record))
