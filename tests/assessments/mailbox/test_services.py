"""From a message to a draft, whole or not at all."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import timezone

from assessments.cpd.access import readable_by
from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryState
from assessments.files.models import EvidenceFile
from assessments.files.rules import Arrival
from assessments.mailbox.rules import LARGEST, Outcome
from assessments.mailbox.services import letters, take_letter
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.files import png
from tests.factories.mailbox import letter

pytestmark = pytest.mark.django_db


def test_a_forwarded_message_becomes_a_private_draft(mentor, manager, supervisor, quality_lead):
    assert take_letter(data=letter(mentor)) == Outcome.DRAFTED

    entry = CPDEntry.objects.get()
    assert (entry.owner, entry.state) == (mentor, EntryState.DRAFT)
    assert entry.title == "Your webinar on attachment"
    assert entry.what_i_learned.startswith("Worth an hour")
    assert (entry.start_on, entry.minutes) == (date(2025, 11, 3), 45)
    assert entry.shared_summary == entry.application == ""
    for other in (manager, supervisor, quality_lead):
        assert not CPDEntry.objects.filter(readable_by(other)).exists()


def test_the_notice_and_the_audit_say_nothing_of_its_words(mentor):
    take_letter(data=letter(mentor))

    notice = Notice.objects.get(recipient=mentor)
    assert notice.url == f"/cpd/{CPDEntry.objects.get().pk}/"
    assert "webinar" not in f"{notice.title} {notice.body}"
    assert not AuditEvent.objects.exists()


def test_the_same_message_drafts_once(mentor):
    take_letter(data=letter(mentor))
    entry = CPDEntry.objects.get()
    CPDEntry.objects.update(title="Changed since")

    assert take_letter(data=letter(mentor)) == Outcome.KNOWN

    entry.refresh_from_db()
    assert entry.title == "Changed since"
    assert Notice.objects.count() == 1


def test_a_discarded_draft_does_not_come_back(mentor):
    take_letter(data=letter(mentor))
    CPDEntry.objects.update(state=EntryState.DISCARDED, discarded_at=timezone.now())

    assert take_letter(data=letter(mentor)) == Outcome.KNOWN


def test_two_people_may_pass_on_the_same_message(mentor, peer):
    assert take_letter(data=letter(mentor)) == Outcome.DRAFTED
    assert take_letter(data=letter(peer)) == Outcome.DRAFTED

    assert {entry.owner for entry in CPDEntry.objects.all()} == {mentor, peer}


@pytest.mark.parametrize("address", ["stranger@x.test", "y" * 300 + "@x.test", "Yasmin"])
def test_a_strangers_message_leads_nowhere(mentor, address, mailoutbox):
    assert take_letter(data=letter(address)) == Outcome.IGNORED

    assert not CPDEntry.objects.exists()
    assert not Notice.objects.exists()
    assert mailoutbox == []


def test_somebody_who_has_left_is_a_stranger(mentor):
    mentor.is_active = False
    mentor.save()

    assert take_letter(data=letter(mentor)) == Outcome.IGNORED


def test_a_forged_message_leads_nowhere(mentor):
    forged = letter(mentor, Authentication_Results="mx.college.test; dmarc=fail")

    assert take_letter(data=forged) == Outcome.IGNORED


def test_an_answer_of_a_machine_leads_nowhere(mentor):
    assert take_letter(data=letter(mentor, Auto_Submitted="auto-replied")) == Outcome.IGNORED


def test_what_is_too_large_is_ignored(mentor):
    assert take_letter(data=letter(mentor) + b"x" * LARGEST) == Outcome.IGNORED


def test_an_attachment_waits_to_be_attested(mentor):
    take_letter(data=letter(mentor, files={"certificate.png": png()}))

    file = EvidenceFile.objects.get()
    assert (file.owner, file.arrival, file.attested_at) == (mentor, Arrival.MAIL, None)
    assert list(CPDEntry.objects.get().files.all()) == [file]


def test_a_refused_attachment_is_named_and_costs_nothing_else(mentor):
    take_letter(data=letter(mentor, files={"run.exe": b"MZ\x90\x00", "board.png": png()}))

    entry = CPDEntry.objects.get()
    assert entry.what_i_learned.startswith("Worth an hour")
    assert "Not kept from the e-mail: “run.exe”." in entry.what_i_learned
    assert entry.files.count() == 1


def test_an_attachment_she_has_already_is_linked_not_doubled(mentor):
    take_letter(data=letter(mentor, files={"a.png": png(), "b.png": png()}))
    take_letter(data=letter(mentor, files={"c.png": png()}, Message_ID="<two@mail.test>"))

    file = EvidenceFile.objects.get()
    assert file.entries.count() == 2


def test_more_than_ten_files_are_named_not_kept(mentor):
    files = {f"{n}.png": png(f"#{n:06x}") for n in range(12)}

    take_letter(data=letter(mentor, files=files))

    entry = CPDEntry.objects.get()
    assert entry.files.count() == 10
    assert "“10.png”" in entry.what_i_learned
    assert "“11.png”" in entry.what_i_learned


def test_an_e_mail_of_nothing_is_still_a_draft_of_its_day(mentor):
    take_letter(data=letter(mentor, subject=None, text=""))

    assert CPDEntry.objects.get().title == "E-mail of 3 November"


def test_without_a_day_that_can_be_it_is_of_the_day_it_came(mentor):
    take_letter(data=letter(mentor, Date="Mon, 03 Nov 2125 10:15:00 +0000"))

    assert CPDEntry.objects.get().start_on == timezone.localdate()


def test_when_anything_fails_nothing_is_kept(mentor, monkeypatch):
    def fail(_entry):
        raise IntegrityError

    monkeypatch.setattr(letters, "_tell_owner", fail)

    with pytest.raises(IntegrityError):
        take_letter(data=letter(mentor, files={"board.png": png()}))

    assert not CPDEntry.objects.exists()
    assert not EvidenceFile.objects.exists()
    assert not Notice.objects.exists()
