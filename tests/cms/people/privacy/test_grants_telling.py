"""Whom it is told, when, and that nobody is told more than who, when, which kind and for what."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.audit.queries import events_about
from cms.people.notices.models import Notice
from cms.people.notices.rules import NoticeKind
from cms.people.privacy.access import grants_readable_by
from cms.people.privacy.models import BreakGlassGrant
from cms.people.privacy.queries.grants import grant_in_use, readings_under, why_answered
from cms.people.privacy.rules import Purpose
from cms.people.privacy.services.grants import (
    approve_grant,
    ask_for_grant,
    read_by_grant,
    refuse_grant,
    tell_subject,
)
from tests.factories import supervision
from tests.factories.grants import REASON, grant
from tests.factories.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
YES = "It is needed for the case and nothing less shows it."
SILENCE = "The evidence could be made away with; told after the hearing."


@pytest.fixture
def talk(mentor, supervisor):
    return supervision.locked(supervision.held(supervision.agreement(mentor, supervisor)))


def told_of(opened):
    notices = Notice.objects.filter(key=f"grant-{opened.pk}-told")
    return set(notices.values_list("recipient", flat=True))


def test_both_sides_of_a_record_are_told_at_once(mentor, supervisor, manager, hr, dpo, talk):
    at = timezone.now()
    asked = ask_for_grant(
        subject=mentor, record_class="supervision_record", purpose=Purpose.GRIEVANCE,
        case_ref="HR-2231", reason=REASON, by=hr,
    )  # fmt: skip

    opened = approve_grant(grant=asked, reason=YES, by=dpo)

    assert opened.told_at is not None
    assert opened.told_at >= at
    assert told_of(opened) == {mentor.pk, supervisor.pk}
    assert AuditEvent.objects.get(verb="grant.told").detail["people"] == [mentor.pk, supervisor.pk]


def test_what_is_told_is_who_when_kind_and_purpose_and_nothing_of_the_case(
    mentor, supervisor, hr, dpo, talk
):
    asked = grant(hr, mentor)

    opened = approve_grant(grant=asked, reason=YES, by=dpo)

    for notice in Notice.objects.filter(key=f"grant-{opened.pk}-told"):
        said = f"{notice.title} {notice.body}"
        assert notice.kind == NoticeKind.PRIVACY
        assert str(hr) in said
        assert str(dpo) in said
        assert "HR partner" in said
        assert "Supervision records" in said
        assert "grievance" in said
        assert REASON not in said
        assert "HR-2231" not in said
        assert YES not in said
        assert supervision.SAID not in said


def test_of_personal_notes_their_author_alone_is_told(mentor, supervisor, hr, dpo, talk):
    supervision.personal_note(mentor)
    asked = grant(dpo, mentor, record_class="personal_note", purpose=Purpose.LEGAL_CLAIM)

    opened = approve_grant(grant=asked, reason=YES, by=hr)

    assert told_of(opened) == {mentor.pk}


@pytest.mark.parametrize("asker", ["hr", "dpo"])
def test_the_dpo_asking_or_answering_may_write_down_why_not_yet(request, mentor, hr, dpo, asker):
    by, other = (hr, dpo) if asker == "hr" else (dpo, hr)
    silence = {"not_told_because": SILENCE}
    asked = ask_for_grant(
        subject=mentor, record_class="supervision_record", purpose=Purpose.LEGAL_CLAIM,
        case_ref="C-1", reason=REASON, by=by, **(silence if asker == "dpo" else {}),
    )  # fmt: skip

    opened = approve_grant(grant=asked, reason=YES, by=other, **(silence if asker == "hr" else {}))

    assert opened.told_at is None
    assert opened.not_told_because == SILENCE
    assert told_of(opened) == set()
    assert not BreakGlassGrant.objects.filter(grants_readable_by(mentor)).exists()


def test_hr_never_writes_down_why_somebody_is_not_told(mentor, hr, dpo):
    with pytest.raises(PermissionDenied):
        ask_for_grant(
            subject=mentor, record_class="supervision_record", purpose=Purpose.GRIEVANCE,
            case_ref="C-1", reason=REASON, not_told_because=SILENCE, by=hr,
        )  # fmt: skip
    asked = grant(dpo, mentor, purpose=Purpose.LEGAL_CLAIM)
    with pytest.raises(PermissionDenied):
        approve_grant(grant=asked, reason=YES, not_told_because=SILENCE, by=hr)


def test_when_the_reason_is_over_they_are_told_of_all_of_it(mentor, hr, dpo):
    opened = grant(hr, mentor, dpo, told_at=None, not_told_because=SILENCE)

    told = tell_subject(grant=opened, by=dpo)

    assert told.told_at is not None
    assert told_of(opened) == {mentor.pk}
    assert BreakGlassGrant.objects.filter(grants_readable_by(mentor)).get() == opened
    with pytest.raises(ValidationError):
        tell_subject(grant=opened, by=dpo)


def test_only_the_dpo_says_when_and_only_of_what_was_opened(mentor, hr, dpo):
    opened = grant(hr, mentor, dpo, told_at=None)
    refused = refuse_grant(grant=grant(hr, mentor), reason="Less would do.", by=dpo)

    for person in (hr, mentor):
        with pytest.raises(PermissionDenied):
            tell_subject(grant=opened, by=person)
    with pytest.raises(ValidationError):
        tell_subject(grant=refused, by=dpo)


def test_the_dpo_it_is_about_does_not_tell_herself(hr, dpo):
    other = make_person("Ada", "Long", Role.DPO)
    opened = grant(hr, dpo, other, told_at=None)

    with pytest.raises(PermissionDenied):
        tell_subject(grant=opened, by=dpo)


def test_each_reading_is_written_down_with_the_grant_before_the_words_are_given(
    mentor, hr, dpo, talk
):
    opened = grant(hr, mentor, dpo)

    passages = read_by_grant(grant=opened, by=hr, page=2)

    assert [passage.words for passage in passages] == [supervision.SAID]
    event = AuditEvent.objects.get(verb="privileged_record.opened")
    assert (event.actor, event.about, event.obj) == (hr, mentor, opened)
    assert event.detail == {"grant": opened.pk, "record_class": "supervision_record", "page": 2}
    assert event in events_about(mentor)
    assert list(readings_under(opened)) == [event]
    assert grant_in_use(hr, mentor, "supervision_record") == opened


@pytest.mark.parametrize("name", ["dpo", "mentor", "manager", "admin"])
def test_nobody_but_who_asked_reads(request, mentor, hr, dpo, name):
    opened = grant(hr, mentor, dpo)

    with pytest.raises(PermissionDenied):
        read_by_grant(grant=opened, by=request.getfixturevalue(name))

    assert not AuditEvent.objects.exists()


def test_who_asked_reads_to_the_second(mentor, hr, dpo):
    opened = grant(hr, mentor, dpo)

    read_by_grant(grant=opened, by=hr, at=opened.ends_at - timedelta(seconds=1))
    with pytest.raises(PermissionDenied):
        read_by_grant(grant=opened, by=hr, at=opened.ends_at)


def test_the_second_persons_reason_is_kept(mentor, hr, dpo):
    opened = approve_grant(grant=grant(hr, mentor), reason=YES, by=dpo)

    assert why_answered(opened) == YES
    assert why_answered(grant(hr, mentor)) == ""


def test_what_is_not_told_yet_is_not_given_away_by_the_list_of_openings(mentor, hr, dpo):
    opened = grant(hr, mentor, dpo, told_at=None)
    read_by_grant(grant=opened, by=hr)

    assert not events_about(mentor).exists()
    tell_subject(grant=opened, by=dpo)
    assert events_about(mentor).count() == 1
