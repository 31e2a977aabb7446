"""Two people at the same moment, on the real database: nothing lost, nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from assessments.supervision.models import AgreementSignature, SupervisionAgreement
from assessments.supervision.rules.states import AgreementState
from assessments.supervision.services import agreements as services
from cms.people.notices.models import Notice
from tests.factories.agreements import agreed, content, drafted, next_offered, offered, post

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run each call in a thread of its own, all released at the same moment."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=30)
            call()
            return "kept"
        except ValidationError as error:
            return getattr(error, "code", None) or error.messages[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def signing(agreement, by):
    return lambda: services.sign_agreement(
        agreement=agreement, words_hash=agreement.words_hash, by=by
    )


def test_two_who_sign_at_once_both_count_and_it_is_in_force(mentor, supervisor):
    made = offered(mentor, supervisor)

    outcomes = at_once(signing(made, mentor), signing(made, supervisor))

    assert outcomes == ["kept", "kept"]
    made.refresh_from_db()
    assert made.state == AgreementState.IN_FORCE
    assert AgreementSignature.objects.count() == 2
    assert Notice.objects.filter(title__contains="in force").count() == 1


def test_three_who_sign_at_once(mentor, supervisor, manager):
    made = offered(mentor, supervisor, manager)

    outcomes = at_once(*(signing(made, person) for person in (mentor, supervisor, manager)))

    assert outcomes == ["kept"] * 3
    made.refresh_from_db()
    assert made.state == AgreementState.IN_FORCE


def test_a_double_click_signs_once(mentor, supervisor):
    made = offered(mentor, supervisor)

    outcomes = at_once(signing(made, mentor), signing(made, mentor), signing(made, mentor))

    assert sorted(outcomes) == ["kept", "signed", "signed"]
    assert AgreementSignature.objects.count() == 1


def test_the_last_signature_and_a_sending_back_never_both_hold(mentor, supervisor):
    made = offered(mentor, supervisor)
    services.sign_agreement(agreement=made, words_hash=made.words_hash, by=supervisor)

    outcomes = at_once(
        signing(made, mentor),
        lambda: services.send_back_agreement(agreement=made, by=supervisor),
    )

    assert sorted(outcomes) == ["gone", "kept"]
    made.refresh_from_db()
    drafts = SupervisionAgreement.objects.filter(state=AgreementState.DRAFT).count()
    assert (made.state, drafts) in {
        (AgreementState.IN_FORCE, 0), (AgreementState.WITHDRAWN, 1)}  # fmt: skip


def test_two_drafts_at_once_between_the_same_people_are_one(mentor, supervisor, manager):
    def draft(by):
        return lambda: services.draft_agreement(
            supervisee=mentor, supervisor=supervisor, content=content(), by=by
        )

    outcomes = at_once(draft(supervisor), draft(manager))

    assert outcomes.count("kept") == 1
    assert SupervisionAgreement.objects.count() == 1


def test_two_next_versions_at_once_are_one(mentor, supervisor, manager):
    before = agreed(mentor, supervisor)

    def begin(by):
        return lambda: services.begin_next_version(agreement=before, by=by)

    outcomes = at_once(begin(supervisor), begin(manager))

    assert outcomes.count("kept") == 1
    assert SupervisionAgreement.objects.filter(state=AgreementState.DRAFT).count() == 1


def test_the_last_place_is_offered_once(mentor, peer, supervisor):
    post(supervisor, fte="0.05")
    one, other = drafted(mentor, supervisor), drafted(peer, supervisor)

    outcomes = at_once(
        lambda: services.offer_agreement(agreement=one, by=supervisor),
        lambda: services.offer_agreement(agreement=other, by=supervisor),
    )

    assert sorted(outcomes) == ["kept", "not_ready"]


def test_a_last_signature_and_an_end_of_the_version_before(mentor, supervisor):
    before = agreed(mentor, supervisor)
    after = next_offered(before)
    services.sign_agreement(agreement=after, words_hash=after.words_hash, by=supervisor)

    outcomes = at_once(
        signing(after, mentor),
        lambda: services.end_agreement(agreement=before, ends_on=before.review_on, by=supervisor),
    )

    assert outcomes[0] == "kept"
    before.refresh_from_db()
    after.refresh_from_db()
    assert (before.state, after.state) == (AgreementState.REPLACED, AgreementState.IN_FORCE)
