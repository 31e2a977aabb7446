"""Whatever happens to an entry, in whatever order and by whom: a draft is its owner's alone."""

from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.cpd import rules, services
from assessments.cpd.access import readable_by
from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryState
from assessments.standards.models import Evidence
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.cpd import ready_entry

OTHERS = [
    "peer", "supervisor", "manager", "other_manager", "quality_lead", "dsl", "trainer", "admin",
    "hr", "dpo",
]  # fmt: skip
MAY_EVER_READ = {"manager", "supervisor", "quality_lead"}
WHO = ["mentor", "manager", "other_manager", "quality_lead", "supervisor", "peer"]
MOVES = {
    "submit": lambda entry, by, _people: services.submit_entry(entry=entry, by=by),
    "take back": lambda entry, by, _people: services.take_back_entry(entry=entry, by=by),
    "share": lambda entry, by, people: services.share_entry(
        entry=entry, supervisor=people["supervisor"], by=by
    ),
    "unshare": lambda entry, by, _people: services.share_entry(entry=entry, supervisor=None, by=by),
    "verify": lambda entry, by, _people: services.mark_verified(entry=entry, by=by),
    "return": lambda entry, by, _people: services.mark_returned(entry=entry, by=by),
    "sample": lambda entry, by, _people: services.mark_sampled(entry=entry, by=by),
    "close": lambda entry, by, _people: services.close_entry(entry=entry, by=by),
    "discard": lambda entry, by, _people: services.discard_entry(entry=entry, by=by),
    "restore": lambda entry, by, _people: services.restore_entry(entry=entry, by=by),
    "impact": lambda entry, by, _people: services.note_impact(
        entry=entry, status="too_early", note="", by=by
    ),
}
# The moves that take an entry somewhere are likelier, so that the far states are reached.
STEPS = st.tuples(st.sampled_from(sorted(MOVES)), st.sampled_from(WHO)) | st.sampled_from(
    [
        ("submit", "mentor"), ("verify", "manager"), ("return", "manager"), ("share", "mentor"),
        ("sample", "quality_lead"), ("close", "quality_lead"), ("take back", "mentor"),
    ]
)  # fmt: skip


@pytest.fixture
def people(
    mentor, peer, supervisor, manager, other_manager, quality_lead, dsl, trainer, admin, hr, dpo
):
    return {
        "mentor": mentor, "peer": peer, "supervisor": supervisor, "manager": manager,
        "other_manager": other_manager, "quality_lead": quality_lead, "dsl": dsl,
        "trainer": trainer, "admin": admin, "hr": hr, "dpo": dpo,
    }  # fmt: skip


def readers(entry, people):
    return {
        name
        for name, person in people.items()
        if CPDEntry.objects.filter(readable_by(person), pk=entry.pk).exists()
    }


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEPS, max_size=8))
def test_no_sequence_of_moves_lets_anybody_else_read_a_draft(framework, people, steps):
    entry = ready_entry(people["mentor"])

    for move, who in steps:
        before = CPDEntry.objects.get(pk=entry.pk)
        with suppress(PermissionDenied, ValidationError):
            MOVES[move](before, people[who], people)
        now = CPDEntry.objects.get(pk=entry.pk)
        found = readers(now, people)

        assert now.state == before.state or now.state in rules.TRANSITIONS[before.state]
        assert found - {"mentor"} <= MAY_EVER_READ
        assert "mentor" in found
        if now.state not in rules.SEEN_BY_OTHERS:
            assert found == {"mentor"}
        else:
            assert ("supervisor" in found) == (now.shared_with_id is not None)
            assert ("quality_lead" in found) == (now.sampled_at is not None)
        stands = Evidence.objects.standing().filter(person=people["mentor"], object_id=entry.pk)
        assert stands.exists() == (now.state in rules.CONFIRMED)


@pytest.mark.parametrize("who", OTHERS)
def test_only_its_owner_moves_what_is_hers(framework, people, who):
    entry, by = ready_entry(people["mentor"]), people[who]
    handed = services.submit_entry(entry=ready_entry(people["mentor"]), by=people["mentor"])

    for move, row in [
        ("submit", entry), ("discard", entry), ("take back", handed), ("share", handed),
        ("unshare", handed), ("impact", handed),
    ]:  # fmt: skip
        with pytest.raises(PermissionDenied):
            MOVES[move](row, by, people)


@pytest.mark.parametrize("who", ["mentor", *(name for name in OTHERS if name != "manager")])
def test_only_her_manager_answers(framework, people, who):
    entry = services.submit_entry(entry=ready_entry(people["mentor"]), by=people["mentor"])

    for move in ("verify", "return"):
        with pytest.raises(PermissionDenied):
            MOVES[move](entry, people[who], people)


def test_moves_are_audited_without_a_word_of_it(framework, people):
    entry = ready_entry(people["mentor"])
    for move, who in [
        ("submit", "mentor"), ("share", "mentor"), ("impact", "mentor"), ("verify", "manager"),
    ]:  # fmt: skip
        MOVES[move](entry, people[who], people)

    events = AuditEvent.objects.filter(about=people["mentor"], verb__startswith="cpd_entry.")

    assert [event.verb for event in events.order_by("pk")] == [
        "cpd_entry.submitted", "cpd_entry.shared", "cpd_entry.impact_noted", "cpd_entry.verified",
    ]  # fmt: skip
    for event in events:
        assert event.object_words == f"CPD entry {entry.pk}"
        assert set(event.detail) <= {"with"}


def test_a_discarded_entry_is_brought_back_and_not_taken_back(framework, people):
    entry = services.discard_entry(entry=ready_entry(people["mentor"]), by=people["mentor"])

    with pytest.raises(ValidationError):
        MOVES["take back"](entry, people["mentor"], people)


def test_a_supervisor_is_told_each_time_an_entry_is_shared_without_a_word_of_it(framework, people):
    entry = services.submit_entry(entry=ready_entry(people["mentor"]), by=people["mentor"])
    for move in ("share", "share", "unshare", "share"):
        MOVES[move](entry, people["mentor"], people)

    notices = Notice.objects.filter(recipient=people["supervisor"], kind="cpd_shared")
    assert len(notices) == 2
    for notice in notices:
        assert notice.url == f"/cpd/shared/{entry.pk}/"
        assert entry.title not in notice.title + notice.body


def test_what_is_taken_back_is_shared_with_nobody(framework, people):
    entry = services.submit_entry(entry=ready_entry(people["mentor"]), by=people["mentor"])
    MOVES["share"](entry, people["mentor"], people)

    MOVES["take back"](entry, people["mentor"], people)

    entry.refresh_from_db()
    assert (entry.state, entry.shared_with) == (EntryState.DRAFT, None)
