from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.cpd.models import CPDPolicy
from assessments.cpd.rules import EntryState, cpd_year
from assessments.verification.models import CPDSample, SampleRound
from assessments.verification.queries import preview, reply_by, verifier_rows
from assessments.verification.rules import Reason, Result, Stage
from assessments.verification.services import (
    answer_sample,
    draw_sample,
    reply_to_query,
    settle_query,
)
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.people import ReportingLineFactory, days_ago, make_person
from tests.factories.verification import (
    FOUND,
    IN_DOUBT,
    IN_ORDER,
    SUMMARY,
    handed_in,
    query_on,
    sample_round,
    sampled,
    verified,
)

STRANGERS = [
    "mentor", "peer", "supervisor", "manager", "other_manager", "dsl", "trainer", "admin", "hr",
    "dpo",
]  # fmt: skip


def span():
    return {"first_on": days_ago(60), "last_on": days_ago(0)}


def draw(by, **fields):
    return draw_sample(**{"label": "Autumn", **span(), "by": by, **fields})


# The draw ----------------------------------------------------------------------------


def test_draw_sample_takes_what_the_preview_showed(mentor, peer, manager, quality_lead):
    for days in range(1, 6):
        verified(mentor, manager, days=days)
    verified(peer, manager, minutes=1_000)
    shown = preview(quality_lead, **span())

    drawn = draw(quality_lead)

    assert (shown.verified, shown.mentors, shown.total) == (6, 2, 3)
    assert (shown.by_lot, shown.long, shown.first) == (2, 1, 0)
    assert drawn.samples.count() == shown.total
    assert {sample.entry.state for sample in drawn.samples.all()} == {EntryState.SAMPLED}
    assert drawn.samples.get(entry__owner=peer).why == Reason.LONG


def test_the_numbers_come_from_the_policy_and_are_kept(mentor, manager, quality_lead):
    year = cpd_year(days_ago(0)).start
    CPDPolicy.objects.create(from_year=year, sample_percent=50, sample_least=1)
    for days in range(1, 6):
        verified(mentor, manager, days=days)

    drawn = draw(quality_lead)

    assert drawn.samples.count() == 3
    assert (drawn.percent, drawn.least, drawn.all_over_minutes) == (50, 1, 900)


def test_a_seed_is_drawn_and_kept_and_draws_the_same_again(mentor, manager, quality_lead):
    for days in range(1, 30):
        verified(mentor, manager, days=days)

    drawn = draw(quality_lead)

    taken = set(drawn.samples.values_list("entry", flat=True))
    CPDSample.objects.all().delete()
    mentor.cpd_entries.update(state="verified", sampled_at=None)
    again = draw(quality_lead, seed=drawn.seed)
    assert set(again.samples.values_list("entry", flat=True)) == taken


def test_two_draws_have_two_seeds(mentor, peer, manager, quality_lead):
    verified(mentor, manager)
    first = draw(quality_lead)
    verified(peer, manager)

    assert draw(quality_lead).seed != first.seed


def test_the_first_entry_of_a_first_year_is_always_drawn(mentor, manager, quality_lead):
    mentor.staff_profile.started_on = days_ago(100)
    mentor.staff_profile.save()
    first = verified(mentor, manager, days=50)
    for days in range(1, 40):
        verified(mentor, manager, days=days)

    drawn = draw(quality_lead)

    assert drawn.samples.get(why=Reason.FIRST).entry == first
    assert drawn.samples.filter(why=Reason.SHARE).count() == 4


def test_a_first_entry_before_these_days_is_no_first_entry_of_them(mentor, manager, quality_lead):
    mentor.staff_profile.started_on = days_ago(100)
    mentor.staff_profile.save()
    verified(mentor, manager, days=70)
    verified(mentor, manager, days=10)

    assert preview(quality_lead, **span()).first == 0


def test_nothing_is_sampled_twice(mentor, manager, quality_lead):
    for days in range(1, 6):
        verified(mentor, manager, days=days)
    draw(quality_lead)

    with pytest.raises(ValidationError) as refused:
        draw(quality_lead)

    assert refused.value.code == "nothing"
    assert SampleRound.objects.count() == 1


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "closed"])
def test_only_verified_entries_are_drawn(mentor, manager, quality_lead, state):
    entry = verified(mentor, manager)
    entry.state = state
    entry.save()

    with pytest.raises(ValidationError):
        draw(quality_lead)


def test_what_is_near_a_quality_lead_is_left_to_another(mentor, peer, manager, quality_lead):
    """Her own, her direct reports' and what she verified herself."""
    near = make_person("Ada", "Brook", Role.QUALITY_LEAD, Role.LINE_MANAGER, Role.MENTOR)
    ReportingLineFactory.create(person=near, manager=manager)
    mentor.reporting_lines.update(manager=near)
    verified(near, manager)
    verified(mentor, manager)
    verified(peer, near)
    far = verified(peer, manager, days=3)

    shown = preview(near, **span())
    drawn = draw(near)

    assert {(person, count) for person, count in shown.left_out} == {
        (near, 1), (mentor, 1), (peer, 1),
    }  # fmt: skip
    assert [sample.entry for sample in drawn.samples.all()] == [far]
    others = draw(quality_lead)
    assert {sample.entry.owner for sample in others.samples.all()} == {near, mentor, peer}


@pytest.mark.parametrize("name", STRANGERS)
def test_only_a_quality_lead_draws(request, mentor, manager, name):
    verified(mentor, manager)

    with pytest.raises(PermissionDenied):
        draw(request.getfixturevalue(name))

    assert not SampleRound.objects.exists()


def test_days_the_wrong_way_round_are_refused(quality_lead):
    with pytest.raises(ValidationError) as refused:
        draw(quality_lead, first_on=days_ago(1), last_on=days_ago(2))

    assert list(refused.value.message_dict) == ["last_on"]


def test_the_draw_is_in_the_audit_and_its_entries_are_not_told(mentor, manager, quality_lead):
    verified(mentor, manager)

    draw(quality_lead)

    assert [event.verb for event in AuditEvent.objects.all()] == ["cpd_sample.drawn"]
    assert not Notice.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_a_preview_asks_as_often_for_one_mentor_as_for_three(
    manager, quality_lead, people, django_assert_num_queries
):
    for number in range(people):
        person = make_person(f"M{number}", "Test", Role.MENTOR)
        verified(person, manager)

    with django_assert_num_queries(5):
        assert preview(quality_lead, **span()).mentors == people


# What was found ----------------------------------------------------------------------


@pytest.fixture
def drawn(quality_lead):
    return sample_round(quality_lead)


def test_in_order_closes_the_entry_and_tells_its_owner(mentor, manager, quality_lead, drawn):
    sample = sampled(mentor, manager, drawn)

    answered = answer_sample(sample=sample, result=Result.OK, findings=IN_ORDER, by=quality_lead)

    sample.entry.refresh_from_db()
    assert sample.entry.state == EntryState.CLOSED
    assert (answered.stage, answered.sampler) == (Stage.IN_ORDER, quality_lead)
    assert Notice.objects.get().recipient == mentor


def test_a_query_leaves_the_entry_and_tells_owner_and_verifier(
    mentor, manager, quality_lead, drawn
):
    sample = sampled(mentor, manager, drawn, title="Visit to a garage")

    answered = answer_sample(sample=sample, result=Result.QUERY, findings=IN_DOUBT, by=quality_lead)

    sample.entry.refresh_from_db()
    assert sample.entry.state == EntryState.SAMPLED
    assert answered.stage == Stage.ASKED
    notices = {notice.recipient: notice for notice in Notice.objects.all()}
    assert set(notices) == {mentor, manager}
    for notice in notices.values():
        said = f"{notice.title} {notice.body}"
        assert not any(words in said for words in (FOUND, SUMMARY, "garage"))
        assert notice.url == f"/cpd/samples/entries/{sample.pk}/letter/"


def test_a_verifier_who_has_moved_on_is_not_written_to(mentor, manager, quality_lead, drawn):
    sample = sampled(mentor, manager, drawn)
    mentor.reporting_lines.update(ends_on=days_ago(1))

    answer_sample(sample=sample, result=Result.QUERY, findings=IN_DOUBT, by=quality_lead)

    assert [notice.recipient for notice in Notice.objects.all()] == [mentor]


def test_a_sampled_entry_is_answered_once(mentor, manager, quality_lead, drawn):
    sample = sampled(mentor, manager, drawn)
    answer_sample(sample=sample, result=Result.QUERY, findings=IN_DOUBT, by=quality_lead)

    with pytest.raises(ValidationError) as refused:
        answer_sample(sample=sample, result=Result.OK, findings=IN_ORDER, by=quality_lead)

    assert refused.value.code == "answered"


@pytest.mark.parametrize("name", STRANGERS)
def test_only_a_quality_lead_answers_and_settles(request, mentor, manager, drawn, name):
    by = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        answer_sample(
            sample=sampled(mentor, manager, drawn), result=Result.OK, findings=IN_ORDER, by=by
        )
    with pytest.raises(PermissionDenied):
        settle_query(sample=query_on(mentor, manager, drawn, days=90), by=by)


def test_nobody_answers_for_her_own_work(mentor, drawn):
    near = make_person("Ada", "Brook", Role.QUALITY_LEAD)
    sample = sampled(mentor, near, drawn)

    with pytest.raises(PermissionDenied):
        answer_sample(sample=sample, result=Result.OK, findings=IN_ORDER, by=near)


# A query -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mentor", "manager"])
def test_owner_or_verifier_replies_once_and_the_quality_lead_is_told(
    request, mentor, manager, quality_lead, drawn, name
):
    query = query_on(mentor, manager, drawn)

    replied = reply_to_query(
        sample=query, reply="  We agreed a date.  ", by=request.getfixturevalue(name)
    )

    assert (replied.reply, replied.stage) == ("We agreed a date.", Stage.REPLIED)
    notice = Notice.objects.get()
    assert notice.recipient == quality_lead
    assert "agreed" not in f"{notice.title} {notice.body}"
    with pytest.raises(ValidationError) as refused:
        reply_to_query(sample=query, reply="And another thing.", by=mentor)
    assert refused.value.code == "answered"


@pytest.mark.parametrize("name", [n for n in STRANGERS if n not in ("mentor", "manager")])
def test_nobody_else_replies(request, mentor, manager, drawn, name):
    with pytest.raises(PermissionDenied):
        reply_to_query(
            sample=query_on(mentor, manager, drawn), reply="No.", by=request.getfixturevalue(name)
        )


def test_a_query_is_not_settled_before_they_could_answer(mentor, manager, quality_lead, drawn):
    query = query_on(mentor, manager, drawn)

    with pytest.raises(ValidationError) as refused:
        settle_query(sample=query, by=quality_lead)
    assert refused.value.code == "too_early"

    late = timezone.now() + (reply_by(query) - days_ago(0)) + timedelta(days=1)
    settle_query(sample=query, by=quality_lead, at=late)
    query.entry.refresh_from_db()
    assert query.entry.state == EntryState.CLOSED


def test_a_reply_lets_it_be_settled_at_once_and_both_are_told(mentor, manager, quality_lead, drawn):
    query = query_on(mentor, manager, drawn)
    reply_to_query(sample=query, reply="We agreed a date.", by=mentor)

    settled = settle_query(sample=query, by=quality_lead)

    assert settled.stage == Stage.SETTLED
    told = Notice.objects.filter(key__endswith="settled")
    assert {notice.recipient for notice in told} == {mentor, manager}
    with pytest.raises(ValidationError) as refused:
        settle_query(sample=query, by=quality_lead)
    assert refused.value.code == "no_query"


def test_what_is_in_order_is_no_query_to_settle(mentor, manager, quality_lead, drawn):
    sample = sampled(mentor, manager, drawn)

    with pytest.raises(ValidationError):
        settle_query(sample=sample, by=quality_lead)


def test_the_audit_holds_the_steps_and_none_of_the_words(mentor, manager, quality_lead, drawn):
    sample = sampled(mentor, manager, drawn)
    answer_sample(sample=sample, result=Result.QUERY, findings=IN_DOUBT, by=quality_lead)
    reply_to_query(sample=sample, reply="We agreed a date.", by=manager)
    settle_query(sample=sample, by=quality_lead)

    events = list(AuditEvent.objects.order_by("pk"))
    assert [event.verb for event in events] == [
        "cpd_sample.answered", "cpd_sample.replied", "cpd_sample.resolved", "cpd_entry.closed",
    ]  # fmt: skip
    assert {event.about for event in events} == {mentor}
    told = " ".join(f"{event.object_words} {event.detail}" for event in events)
    assert FOUND not in told
    assert "agreed" not in told


# Verifiers ---------------------------------------------------------------------------


def test_verifiers_are_counted_for_the_quality_lead_alone(
    mentor, peer, manager, quality_lead, drawn
):
    verified(mentor, manager)
    sampled(mentor, manager, drawn, result=Result.OK, sampler=quality_lead,
            answered_at=timezone.now())  # fmt: skip
    query_on(peer, manager, drawn)
    year = cpd_year(days_ago(1))

    (row,) = verifier_rows(quality_lead, year)

    assert (row.verifier, row.verified, row.returned) == (manager, 3, 0)
    assert (row.sampled, row.in_order, row.queries, row.days) == (2, 1, 1, 2)
    assert verifier_rows(manager, year) == []
    assert verifier_rows(quality_lead, cpd_year(days_ago(800))) == []


def test_an_entry_that_only_waits_counts_for_nobody(mentor, manager, quality_lead):
    handed_in(mentor)

    assert verifier_rows(quality_lead, cpd_year(days_ago(0))) == []
