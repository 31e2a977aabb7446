import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cms.people.accounts.models import User
from cms.people.audit.models import AuditEvent
from cms.people.privacy.models import LegalHold
from cms.people.privacy.queries.holds import held_subjects, holds_listed, is_held
from cms.people.privacy.services.holds import end_hold, set_hold
from tests.factories.grants import hold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


@pytest.mark.parametrize("name", ["hr", "dpo"])
def test_hr_and_the_dpo_set_and_end_a_hold(request, mentor, name):
    by = request.getfixturevalue(name)

    held = set_hold(subject=mentor, reason="Tribunal 2231", by=by)

    assert is_held(mentor, "personal_note")
    assert is_held(mentor, "absence")
    ended = end_hold(hold=held, by=by)
    assert (ended.ended_by, is_held(mentor, "absence")) == (by, False)
    events = AuditEvent.objects.filter(about=mentor).order_by("pk")
    assert list(events.values_list("verb", flat=True)) == ["hold.set", "hold.ended"]


def test_a_hold_on_one_kind_holds_that_kind(mentor, peer, hr):
    set_hold(subject=mentor, record_class="absence", reason="Tribunal 2231", by=hr)

    assert is_held(mentor, "absence")
    assert not is_held(mentor, "personal_note")
    assert not is_held(peer, "absence")
    assert list(User.objects.filter(pk__in=held_subjects("absence"))) == [mentor]


@pytest.mark.parametrize(
    "name", ["peer", "manager", "supervisor", "quality_lead", "dsl", "trainer", "admin"]
)
def test_nobody_else_holds_anything(request, mentor, hr, name):
    by = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        set_hold(subject=mentor, reason="Tribunal 2231", by=by)
    with pytest.raises(PermissionDenied):
        end_hold(hold=hold(mentor, hr), by=by)


def test_the_site_itself_sets_none(mentor):
    with pytest.raises(PermissionDenied):
        set_hold(subject=mentor, reason="Tribunal 2231", by=None)


def test_a_hold_over_oneself_is_somebody_elses(hr, dpo):
    with pytest.raises(PermissionDenied):
        set_hold(subject=hr, reason="Tribunal 2231", by=hr)
    held = hold(hr, dpo)

    with pytest.raises(PermissionDenied):
        end_hold(hold=held, by=hr)
    assert held not in holds_listed(hr)
    assert held in holds_listed(dpo)


@pytest.mark.parametrize("fields", [{"reason": " "}, {"record_class": "unheard_of"}])
def test_a_hold_needs_a_reason_and_a_kind_that_is_kept(mentor, hr, fields):
    with pytest.raises(ValidationError):
        set_hold(subject=mentor, by=hr, **{"reason": "Tribunal 2231", **fields})

    assert not LegalHold.objects.exists()


@pytest.mark.parametrize(("first", "second"), [("", ""), ("", "absence"), ("absence", "absence")])
def test_what_is_held_already_is_not_held_twice(mentor, hr, first, second):
    set_hold(subject=mentor, record_class=first, reason="Tribunal 2231", by=hr)

    with pytest.raises(ValidationError):
        set_hold(subject=mentor, record_class=second, reason="Tribunal 2232", by=hr)


def test_everything_may_be_held_after_one_kind(mentor, hr):
    set_hold(subject=mentor, record_class="absence", reason="Tribunal 2231", by=hr)

    set_hold(subject=mentor, reason="Tribunal 2232", by=hr)

    assert LegalHold.objects.count() == 2


def test_a_hold_ends_once(mentor, hr):
    held = end_hold(hold=hold(mentor, hr), by=hr)

    with pytest.raises(ValidationError):
        end_hold(hold=held, by=hr)


def test_those_that_stand_are_listed_first(mentor, peer, hr, dpo):
    ended, standing = hold(mentor, hr), hold(peer, hr)
    end_hold(hold=ended, by=dpo)

    assert list(holds_listed(dpo)) == [standing, ended]
