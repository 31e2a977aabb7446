import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from courses.certificates.models import Certificate
from courses.certificates.services import issue_certificate, revoke_certificate
from tests.factories.courses import completion, enrolment, module_with_lessons

pytestmark = pytest.mark.django_db
REASON = "The quiz was taken by somebody else."


@pytest.fixture
def done(mentor):
    return completion(enrolment(mentor, module_with_lessons(1)), minutes=12)


def test_a_completion_has_one_certificate(done):
    first = issue_certificate(completion=done)

    assert issue_certificate(completion=done) == first
    assert AuditEvent.objects.get(verb="certificate.issued").about == done.participant


def test_a_later_edit_does_not_reword_a_certificate(done, mentor):
    issue_certificate(completion=done)
    done.module.title = "Renamed"
    done.module.outcomes = []
    done.module.save()
    mentor.last_name = "Married"
    mentor.save()

    wording = Certificate.objects.get().wording
    assert wording["module"] == "Target setting and review"
    assert wording["person"] == "Yasmin Haddad"
    assert wording["outcomes"][0] == "Find the priority."
    assert (wording["statements"], wording["minutes"]) == (["S1", "K6"], 12)


def test_codes_differ_and_tell_nothing(done, peer):
    other = completion(enrolment(peer, done.module))
    codes = {issue_certificate(completion=row).code for row in (done, other)}

    assert len(codes) == 2
    assert all(len(code) == 19 and str(done.pk) != code for code in codes)


@pytest.mark.parametrize("who", ["quality_lead", "admin"])
def test_it_is_withdrawn_with_a_reason_its_owner_reads(request, done, mentor, who):
    by = request.getfixturevalue(who)
    certificate = issue_certificate(completion=done)

    revoked = revoke_certificate(certificate=certificate, reason=REASON, by=by)

    assert (revoked.revoked_by, revoked.revoke_reason) == (by, REASON)
    notice = Notice.objects.get(recipient=mentor, kind="certificate_revoked")
    assert (notice.body, notice.url) == (REASON, certificate.get_absolute_url())
    event = AuditEvent.objects.get(verb="certificate.revoked")
    assert (event.actor, event.about, event.detail) == (by, mentor, {"reason": REASON})


@pytest.mark.parametrize(
    "who", ["mentor", "manager", "other_manager", "trainer", "dsl", "hr", "dpo"]
)
def test_nobody_else_withdraws_it(request, done, who):
    certificate = issue_certificate(completion=done)
    with pytest.raises(PermissionDenied):
        revoke_certificate(certificate=certificate, reason=REASON, by=request.getfixturevalue(who))
    certificate.refresh_from_db()
    assert certificate.revoked_at is None


def test_without_a_reason_or_twice_it_is_refused(done, quality_lead):
    certificate = issue_certificate(completion=done)
    with pytest.raises(ValidationError, match="why"):
        revoke_certificate(certificate=certificate, reason="no", by=quality_lead)

    revoke_certificate(certificate=certificate, reason=REASON, by=quality_lead)
    with pytest.raises(ValidationError, match="already"):
        revoke_certificate(certificate=certificate, reason=REASON, by=quality_lead)


def test_it_is_worded_as_the_college_speaks(done):
    done.module.outcomes = ["Listen to the {learner}."]
    done.module.save()

    wording = issue_certificate(completion=done).wording

    assert "{" not in wording["outcomes"][0]
