import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.records import services
from assessments.records.models import AgendaItem, RecordReturn
from assessments.records.rules import Asked, RecordState
from assessments.supervision.rules.kinds import SessionType
from tests.factories import supervision
from tests.factories.records import drafted, fresh, group_met, hash_of, locked, met, shared

pytestmark = pytest.mark.django_db
STRANGERS = ["peer", "manager", "other_manager", "quality_lead", "dsl", "admin", "hr", "dpo"]


def test_a_record_is_not_shared_while_the_safeguarding_question_is_open(mentor, supervisor):
    record = drafted(met(mentor, supervisor), safeguarding_asked="")

    with pytest.raises(ValidationError, match="safeguarding question"):
        services.share_record(record=record, by=supervisor)


def test_a_record_is_not_shared_while_an_open_action_has_no_update(mentor, supervisor):
    earlier = met(mentor, supervisor, days=30)
    supervision.action(earlier, created_at=earlier.held_at)
    record = drafted(met(mentor, supervisor))

    with pytest.raises(ValidationError, match="1 open action has no update"):
        services.share_record(record=record, by=supervisor)


def test_what_was_noted_on_the_actions_own_page_in_this_session_is_an_update(mentor, supervisor):
    from assessments.actions.services import note_progress

    earlier = met(mentor, supervisor, days=30)
    action = supervision.action(earlier, created_at=earlier.held_at)
    session = met(mentor, supervisor)
    note_progress(action=action, words="Half.", session=session, by=supervisor)

    services.share_record(record=drafted(session), by=supervisor)

    assert fresh(session).state == RecordState.SHARED


def test_a_yes_without_a_pointer_is_shared_but_not_locked(mentor, supervisor):
    session = met(mentor, supervisor)
    record = shared(session, safeguarding_asked=Asked.YES)
    services.sign_record(record=record, stance="agreed", words_hash=hash_of(record), by=mentor)

    with pytest.raises(ValidationError, match="reported"):
        services.countersign_record(record=record, words_hash=hash_of(record), by=supervisor)
    assert fresh(session).signatures.count() == 1

    supervision.pointer(mentor, session)
    services.countersign_record(record=record, words_hash=hash_of(record), by=supervisor)
    assert fresh(session).state == RecordState.LOCKED


@pytest.mark.parametrize("who", ["mentor", *STRANGERS])
def test_only_who_held_the_session_shares(mentor, supervisor, who, request):
    record = drafted(met(mentor, supervisor))

    with pytest.raises(PermissionDenied):
        services.share_record(record=record, by=request.getfixturevalue(who))


@pytest.mark.parametrize("who", ["supervisor", *STRANGERS])
def test_only_the_supervisee_returns(mentor, supervisor, who, request):
    record = shared(met(mentor, supervisor))

    with pytest.raises(PermissionDenied):
        services.return_record(record=record, comment="x", by=request.getfixturevalue(who))


def test_a_return_needs_its_comment_and_happens_once(mentor, supervisor):
    record = shared(met(mentor, supervisor))

    with pytest.raises(ValidationError):
        services.return_record(record=record, comment="  ", by=mentor)
    services.return_record(record=record, comment="The date.", by=mentor)
    with pytest.raises(ValidationError):
        services.return_record(record=record, comment="The date.", by=mentor)
    assert RecordReturn.objects.count() == 1


def test_a_note_somebody_has_signed_is_not_returned(mentor, peer, supervisor):
    record = shared(group_met(supervisor, [mentor, peer]), actions=(), needs=())
    services.sign_record(record=record, stance="agreed", words_hash=hash_of(record), by=mentor)

    with pytest.raises(ValidationError, match="signed"):
        services.return_record(record=record, comment="Change it.", by=peer)


def test_both_ticks_share_an_item_and_each_ticks_for_herself(mentor, supervisor):
    session = met(mentor, supervisor, kind=SessionType.DEVELOPMENTAL)
    record = shared(session)
    item = AgendaItem.objects.get()

    services.mark_items(record=record, item_ids=[item.pk], by=mentor)
    item.refresh_from_db()
    assert (item.supervisee_shares, item.supervisor_shares) == (True, False)

    services.mark_items(record=record, item_ids=[item.pk], by=supervisor)
    item.refresh_from_db()
    assert item.is_shared_with_manager

    services.mark_items(record=record, item_ids=[], by=mentor)
    item.refresh_from_db()
    assert (item.supervisee_shares, item.supervisor_shares) == (False, True)


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_ticks(mentor, supervisor, who, request):
    record = shared(met(mentor, supervisor))

    with pytest.raises(PermissionDenied):
        services.mark_items(record=record, item_ids=[], by=request.getfixturevalue(who))


def test_after_the_lock_ticks_stay(mentor, supervisor):
    record = locked(met(mentor, supervisor))

    with pytest.raises(ValidationError):
        services.mark_items(record=record, item_ids=[], by=mentor)


def test_an_item_of_another_record_is_not_ticked(mentor, supervisor):
    record, other = shared(met(mentor, supervisor)), shared(met(mentor, supervisor, days=2))

    services.mark_items(record=record, item_ids=[other.items.first().pk], by=mentor)

    assert not AgendaItem.objects.filter(supervisee_shares=True).exists()


def test_what_a_group_talked_about_is_shared_with_nobody(mentor, peer, supervisor):
    record = shared(group_met(supervisor, [mentor, peer]), actions=(), needs=())

    with pytest.raises(ValidationError):
        services.mark_items(record=record, item_ids=[], by=mentor)
