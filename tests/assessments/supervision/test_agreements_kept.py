"""The document, what the register knows, and what retention takes."""

from dataclasses import replace

import pytest
from django.urls import reverse

from assessments.supervision import privacy
from assessments.supervision.documents import agreement_pdf, agreement_words
from assessments.supervision.models import (
    AgreementSignature,
    SupervisionAgreement,
    SupervisionBookmark,
)
from assessments.supervision.services.bookmarks import add_bookmark
from assessments.supervision.tasks import remind_of_agreements
from cms.people.audit.models import AuditEvent
from cms.people.privacy.registry import record_class
from tests.factories.agreements import agreed, drafted, next_offered, signed_by
from tests.factories.people import days_ago
from tests.factories.supervision import session

WORDS = "About the long silence on Tuesday."


def words_of(agreement):
    return agreement_words(agreement, college="Larkmoor College", exported="Helen, today")


def test_the_document_has_every_word_the_signatures_and_the_hash(mentor, supervisor):
    made = agreed(mentor, supervisor, purpose=WORDS)

    found = words_of(made)

    assert found.is_intact
    assert found.words_hash == made.words_hash
    assert WORDS in str(found.chapters)
    assert [row["part"] for row in found.signatures] == ["Supervisee", "Supervisor"]
    assert all(row["at"] for row in found.signatures)


@pytest.mark.parametrize("stage", [drafted, agreed])
def test_the_document_is_a_tagged_pdf(mentor, supervisor, stage):
    document = agreement_pdf(words_of(stage(mentor, supervisor)))

    assert document.startswith(b"%PDF")
    assert b"pdfuaid" in document


def test_nothing_in_the_words_is_read_as_markup(mentor, supervisor):
    made = words_of(agreed(mentor, supervisor))
    line = {"key": "purpose", "label": "#panic()", "words": '#panic("x") $x ] *b* \\ //'}

    document = agreement_pdf(replace(made, chapters=[{"title": "= #panic()", "lines": [line]}]))

    assert document.startswith(b"%PDF")


def test_words_that_were_changed_behind_our_back_are_told_on_the_paper(mentor, supervisor):
    made = agreed(mentor, supervisor)
    SupervisionAgreement.objects.filter(pk=made.pk).update(purpose="Others.")
    made.refresh_from_db()

    assert not words_of(made).is_intact


@pytest.mark.parametrize(
    ("who", "status"),
    [("mentor", 200), ("supervisor", 200), ("manager", 404), ("hr", 404), ("dpo", 404)],
)
def test_agreement_pdf_is_for_those_who_sign(request, client_of, mentor, supervisor, who, status):
    made = agreed(mentor, supervisor)
    reader = request.getfixturevalue(who)

    answer = client_of(reader).get(reverse("supervision:agreement_pdf", args=[made.pk]))

    exported = AuditEvent.objects.filter(verb="supervision_agreement.exported", actor=reader)
    assert answer.status_code == status
    assert exported.exists() == (who == "supervisor")


@pytest.mark.parametrize(("who", "has_it"), [("mentor", True), ("supervisor", True),
                                            ("manager", False), ("peer", False)])  # fmt: skip
def test_the_register_gives_every_passage_to_those_it_is_about(
    request, mentor, supervisor, who, has_it
):
    made = agreed(mentor, supervisor, purpose=WORDS, adjustments="A quiet room.")

    found = list(privacy.agreements_about(request.getfixturevalue(who)))

    parts = {passage.part: passage for passage in found}
    assert bool(found) == has_it
    if has_it:
        assert parts["purpose"].words == WORDS
        assert parts["adjustments"].words == "A quiet room."
        assert {passage.object_id for passage in found} == {str(made.pk)}


def test_retention_takes_agreements_of_those_who_left_with_all_versions(mentor, peer, supervisor):
    first = agreed(mentor, supervisor)
    signed_by(next_offered(first), mentor, supervisor)
    kept = agreed(peer, supervisor)
    mentor.staff_profile.left_on = days_ago(2500)
    mentor.staff_profile.save()

    removed = record_class("supervision_agreement").remove(privacy.agreements_aged(days_ago(2000)))

    assert removed == 2
    assert list(SupervisionAgreement.objects.all()) == [kept]
    assert AgreementSignature.objects.count() == 2


def test_retention_leaves_an_agreement_under_which_there_are_sessions(mentor, supervisor):
    made = agreed(mentor, supervisor)
    session(made)
    mentor.staff_profile.left_on = days_ago(2500)
    mentor.staff_profile.save()

    removed = privacy.remove_agreements(privacy.agreements_aged(days_ago(2000)))

    assert removed == 0
    assert SupervisionAgreement.objects.exists()


def test_bookmarks_are_given_to_their_owner_and_go_after_their_time(mentor, peer):
    add_bookmark(mentor=mentor, title="Silence", words="Ask Helen.", by=mentor)
    SupervisionBookmark.objects.update(created_at="2020-01-01T09:00Z")
    add_bookmark(mentor=mentor, title="New", by=mentor)

    (old, _new) = privacy.bookmarks_about(mentor)
    removed = privacy.remove_bookmarks(privacy.bookmarks_aged(days_ago(365)))

    assert old.words == "Silence\nAsk Helen."
    assert list(privacy.bookmarks_about(peer)) == []
    assert removed == 1
    assert SupervisionBookmark.objects.get().title == "New"


def test_the_task_runs_with_nothing_to_do(db):
    remind_of_agreements()
