import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.records import queries, services
from assessments.records.models import AgendaItem, SupervisionRecord
from assessments.records.rules import Item, NewAction, RecordState, Review, ReviewKind
from assessments.records.services import RecordChangedError
from assessments.sessions.rules import SessionState
from assessments.supervision.rules.kinds import SessionType
from cms.people.audit.models import AuditEvent
from tests.factories import supervision
from tests.factories.people import days_ago
from tests.factories.records import HEADING, drafted, fresh, met, said, shared

pytestmark = pytest.mark.django_db
STRANGERS = ["mentor", "peer", "manager", "quality_lead", "dsl", "admin", "hr", "dpo"]


def save(record, by, content=None, **given):
    values = {"revision": record.revision, **given}
    return services.save_record(record=record, content=content or said(), by=by, **values)


def test_a_record_is_begun_once(mentor, supervisor):
    session = met(mentor, supervisor)

    first = services.begin_record(session=session, by=supervisor)
    again = services.begin_record(session=session, by=supervisor)

    assert first.pk == again.pk
    assert first.state == RecordState.DRAFTED
    assert AuditEvent.objects.filter(verb="supervision_record.begun").count() == 1


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_begins_or_writes_it(mentor, supervisor, who, request):
    stranger = request.getfixturevalue(who)
    session = met(mentor, supervisor)
    record = drafted(session)

    with pytest.raises(PermissionDenied):
        services.begin_record(session=met(mentor, supervisor, days=9), by=stranger)
    with pytest.raises(PermissionDenied):
        save(record, stranger)


def test_a_session_that_was_not_held_has_no_record(mentor, supervisor):
    session = supervision.session(supervision.agreement(mentor, supervisor))

    with pytest.raises(ValidationError):
        services.begin_record(session=session, by=supervisor)
    assert session.state == SessionState.PLANNED


def test_what_is_saved_is_what_is_read(mentor, supervisor):
    session = met(mentor, supervisor)

    record = drafted(session)

    content = queries.content_of(record)
    assert content.agenda[0].heading == HEADING
    assert content.learning == said().learning
    assert content.decisions == said().decisions
    assert content.actions == said().actions
    assert record.revision == 1


def test_a_kind_keeps_only_its_parts(mentor, supervisor):
    record = drafted(met(mentor, supervisor, kind=SessionType.SAFEGUARDING), practice_theme="Notes")

    content = queries.content_of(record)

    assert content.practice_theme == "Notes"
    assert (content.agenda, content.actions, content.learning) == ((), (), "")
    assert not AgendaItem.objects.exists()


def test_a_stale_save_with_other_words_writes_nothing(mentor, supervisor):
    session = met(mentor, supervisor)
    record = services.begin_record(session=session, by=supervisor)
    save(record, supervisor, said(learning="The first window."))

    with pytest.raises(RecordChangedError) as changed:
        save(record, supervisor, said(learning="The second window."))

    assert queries.content_of(changed.value.record).learning == "The first window."
    assert queries.content_of(fresh(session)).learning == "The first window."


def test_a_stale_save_with_the_same_words_does_no_harm(mentor, supervisor):
    record = services.begin_record(session=met(mentor, supervisor), by=supervisor)
    save(record, supervisor)

    again = save(record, supervisor)

    assert again.revision == 1


def test_an_answer_lost_on_the_way_is_no_other_version(mentor, supervisor):
    record = services.begin_record(session=met(mentor, supervisor), by=supervisor)
    save(record, supervisor, said(learning="One"), window="w1")
    save(record, supervisor, said(learning="One two"), window="w1", revision=0)

    last = save(record, supervisor, said(learning="One two three"), window="w1", revision=0)

    assert (last.revision, queries.content_of(last).learning) == (3, "One two three")


def test_another_window_between_two_saves_is_another_version(mentor, supervisor):
    record = services.begin_record(session=met(mentor, supervisor), by=supervisor)
    save(record, supervisor, said(learning="One"), window="w1")
    save(record, supervisor, said(learning="Other"), window="w2", revision=1)
    save(record, supervisor, said(learning="Again"), window="w1", revision=2)

    with pytest.raises(RecordChangedError):
        save(record, supervisor, said(learning="Lost?"), window="w1", revision=1)


def test_an_item_keeps_its_ticks_with_its_words_wherever_it_moves(mentor, supervisor):
    session = met(mentor, supervisor)
    record = drafted(session, agenda=(Item("One", "a", key="n1"), Item("Two", "b", key="n2")))
    two = AgendaItem.objects.get(position=1)
    AgendaItem.objects.filter(pk=two.pk).update(supervisee_shares=True, supervisor_shares=True)

    save(record, supervisor, said(agenda=(Item("Two", "b", key="n2"), Item("One", "a", key="n1"))))

    two.refresh_from_db()
    assert (two.heading, two.position) == ("Two", 0)
    assert two.is_shared_with_manager
    assert AgendaItem.objects.count() == 2


def test_with_other_words_the_supervisees_tick_is_gone(mentor, supervisor):
    record = drafted(met(mentor, supervisor), agenda=(Item("One", "a", key="n1"),))
    AgendaItem.objects.update(supervisee_shares=True, supervisor_shares=True)

    save(record, supervisor, said(agenda=(Item("One", "something else", key="n1"),)))

    item = AgendaItem.objects.get()
    assert (item.supervisee_shares, item.supervisor_shares) == (False, True)


def test_rows_taken_out_are_gone(mentor, supervisor):
    record = drafted(met(mentor, supervisor))

    saved = save(record, supervisor, said(agenda=(), decisions=(), actions=()))

    content = queries.content_of(saved)
    assert (content.agenda, content.decisions, content.actions) == ((), (), ())


def test_what_is_shared_or_signed_is_not_changed(mentor, supervisor):
    record = shared(met(mentor, supervisor))

    with pytest.raises(ValidationError) as refused:
        save(record, supervisor)
    assert refused.value.code == "closed"


def test_an_action_of_before_keeps_its_own_words_whatever_is_sent(mentor, supervisor):
    earlier = met(mentor, supervisor, days=30)
    action = supervision.action(earlier, words="Its own words", created_at=earlier.held_at)
    forged = Review(action.pk, "Forged", ReviewKind.DONE, "It shows.")
    foreign = Review(action.pk + 99, "Foreign", ReviewKind.DONE, "It shows.")

    record = drafted(met(mentor, supervisor), reviews=(forged, foreign))

    assert [row.about for row in queries.content_of(record).reviews] == ["Its own words"]


def test_an_action_for_somebody_who_was_not_there_is_refused(mentor, peer, supervisor):
    with pytest.raises(ValidationError):
        drafted(met(mentor, supervisor), actions=(NewAction("x", days_ago(-3), person=peer.pk),))


def test_prepared_items_are_added_once(mentor, supervisor):
    session = met(mentor, supervisor)

    for _ in range(2):
        services.begin_record(session=session, headings=["One", "Two", "One", " "], by=supervisor)

    assert [row.heading for row in AgendaItem.objects.all()] == ["One", "Two"]


def test_prepared_items_are_not_added_to_what_is_shared(mentor, supervisor):
    session = met(mentor, supervisor)
    shared(session)

    services.begin_record(session=session, headings=["Late"], by=supervisor)

    assert not [row for row in AgendaItem.objects.all() if row.heading == "Late"]
    assert SupervisionRecord.objects.get().state == RecordState.SHARED
