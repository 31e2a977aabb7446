"""Adding, changing and removing, with real rows and real bytes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image

from assessments.cpd.rules import EntryState
from assessments.files.models import EvidenceFile
from assessments.files.queries import open_stored
from assessments.files.rules import Arrival, ScanState
from assessments.files.services import (
    add_file,
    attest_file,
    change_file,
    remind_of_expiry,
    remove_file,
    sweep_orphans,
)
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.cpd import cpd_entry
from tests.factories.files_of_evidence import evidence_file, pdf, picture
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db


def add(owner, data=None, **more):
    values = {"name": "Certificate.pdf", "attested": True, "by": owner, **more}
    return add_file(owner=owner, upload=ContentFile(pdf() if data is None else data), **values)


def stored():
    return set(default_storage.listdir("evidence")[1])


def handed_in(owner, **more):
    moment = {"submitted_at": timezone.now(), "submitted_on": days_ago(0)}
    return cpd_entry(owner, **{"state": EntryState.SUBMITTED, **moment, **more})


# Adding --------------------------------------------------------------------------


def test_a_file_is_kept_under_a_name_that_says_nothing(mentor):
    file = add(mentor, name="../Yasmin's certificate.pdf", expires_on=days_ago(-90))

    assert (file.name, file.media_type) == ("Yasmin's certificate.pdf", "application/pdf")
    assert (file.owner, file.size, file.arrival) == (mentor, len(pdf()), Arrival.UPLOAD)
    assert file.expires_on == days_ago(-90)
    assert file.attested_at is not None
    assert "ertificate" not in file.file.name
    assert open_stored(file).read() == pdf()


def test_without_a_scanner_a_file_is_unchecked_and_can_be_read(mentor):
    assert add(mentor).scan_state == ScanState.UNCHECKED


def test_the_checksum_is_of_what_is_stored(mentor):
    file = add(mentor, picture(comment=b"at home"), name="Board.jpg")

    content = open_stored(file).read()
    assert file.sha256 == sha256(content).hexdigest()
    assert file.size == len(content)
    assert b"at home" not in content
    assert Image.open(BytesIO(content)).size == (40, 24)


def test_the_same_file_again_gives_the_one_that_is_there(mentor):
    first = add(mentor)
    before = stored()

    again = add(mentor, name="Other name.pdf")

    assert again == first
    assert again.name == "Certificate.pdf"
    assert stored() == before


def test_the_same_file_again_may_bring_what_its_owner_had_not_said(mentor):
    first = add(mentor, attested=False, arrival=Arrival.MAIL)
    assert first.attested_at is None

    assert add(mentor).attested_at is not None
    assert add(mentor, attested=False).attested_at is not None


def test_two_people_may_have_the_same_file(mentor, peer):
    assert add(mentor).file.name != add(peer).file.name


def test_a_removed_file_may_come_again(mentor):
    remove_file(file=add(mentor), by=mentor)

    assert add(mentor).removed_at is None
    assert EvidenceFile.objects.count() == 2


def test_what_is_refused_leaves_nothing(mentor, settings):
    evidence_file(mentor)
    before = stored()
    settings.EVIDENCE_MAX_BYTES = 500

    for data in (b"", b"MZ\x00", b"a" * 501):
        with pytest.raises(ValidationError):
            add(mentor, data)

    assert stored() == before
    assert EvidenceFile.objects.count() == 1


def test_only_as_much_is_read_as_may_be_kept(mentor, settings):
    settings.EVIDENCE_MAX_BYTES = 500
    upload = ContentFile(b"a" * 5000)

    with pytest.raises(ValidationError):
        add_file(owner=mentor, upload=upload, name="a.txt", attested=True, by=mentor)

    assert upload.tell() == 501


def test_nobody_adds_to_the_files_of_another(mentor, peer, manager, admin):
    evidence_file(mentor)
    before = stored()

    for person in (peer, manager, admin):
        with pytest.raises(PermissionDenied):
            add(mentor, by=person)

    assert stored() == before


def test_somebody_who_has_left_adds_nothing(mentor):
    mentor.is_active = False

    with pytest.raises(PermissionDenied):
        add(mentor)


def test_when_the_row_cannot_be_written_no_bytes_stay(mentor):
    evidence_file(mentor)
    before = stored()

    with pytest.raises(Exception, match="date"):
        add(mentor, expires_on="no date")

    assert stored() == before


def test_when_the_transaction_around_it_fails_the_sweep_takes_the_bytes(mentor):
    kept = evidence_file(mentor)
    before = stored()

    with transaction.atomic():
        add(mentor)
        transaction.set_rollback(True)

    assert len(stored() - before) == 1

    assert sweep_orphans() == 0, "too young: it might be on its way"
    sweep_orphans(now=timezone.now() + timedelta(hours=25))

    assert not stored() - before
    assert open_stored(kept).read()


@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_once_are_one_file(mentor):
    def upload(_number):
        try:
            return add(mentor).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(upload, range(4)))

    file = EvidenceFile.objects.get()
    assert found == {file.pk}
    assert open_stored(file).read() == pdf()
    sweep_before = stored()
    sweep_orphans(now=timezone.now() + timedelta(hours=25))
    assert file.file.name.rpartition("/")[2] in stored() <= sweep_before


def test_neither_audit_nor_logs_learn_what_somebody_keeps(mentor, caplog):
    file = add(mentor, name="Grief course.pdf")
    change_file(file=file, name="Bereavement.pdf", expires_on=None, by=mentor)
    remove_file(file=file, by=mentor)

    assert not AuditEvent.objects.exists()
    assert "Grief" not in caplog.text
    assert "Bereavement" not in f"{caplog.text} {file!r} {file.get_absolute_url()}"


# Changing -------------------------------------------------------------------------


def test_the_name_changes_and_still_says_what_the_file_is(mentor):
    file = change_file(
        file=evidence_file(mentor), name="a/Level 3", expires_on=days_ago(-9), by=mentor
    )

    file.refresh_from_db()
    assert (file.name, file.expires_on) == ("Level 3.pdf", days_ago(-9))


def test_its_owner_says_once_that_nobody_can_be_recognised(mentor):
    file = evidence_file(mentor, attested_at=None)

    first = attest_file(file=file, by=mentor).attested_at

    assert first is not None
    assert attest_file(file=file, by=mentor).attested_at == first


def test_nobody_else_changes_a_file(mentor, peer, manager):
    file = evidence_file(mentor)

    for person in (peer, manager):
        with pytest.raises(PermissionDenied):
            change_file(file=file, name="Mine.pdf", expires_on=None, by=person)
        with pytest.raises(PermissionDenied):
            attest_file(file=file, by=person)
        with pytest.raises(PermissionDenied):
            remove_file(file=file, by=person)


# Removing -------------------------------------------------------------------------


def test_a_removed_file_is_a_date_and_a_checksum(mentor, django_capture_on_commit_callbacks):
    file = evidence_file(mentor, name="Grief course.pdf")
    draft = cpd_entry(mentor)
    draft.files.add(file)

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file=file, by=mentor)

    file.refresh_from_db()
    assert file.removed_at is not None
    assert (file.name, len(file.sha256)) == ("", 64)
    assert not default_storage.exists(file.file.name)
    assert not draft.files.exists()
    with pytest.raises(ValidationError, match="removed"):
        open_stored(file)
    with pytest.raises(ValidationError, match="removed"):
        change_file(file=file, name="a", expires_on=None, by=mentor)


def test_the_bytes_stay_until_the_removal_holds(mentor):
    file = evidence_file(mentor)

    with transaction.atomic():
        remove_file(file=file, by=mentor)
        transaction.set_rollback(True)

    file.refresh_from_db()
    assert open_stored(file).read()


def test_the_sweep_takes_what_the_storage_kept_of_a_removed_file(mentor):
    file = evidence_file(mentor)
    remove_file(file=file, by=mentor)
    assert default_storage.exists(file.file.name)

    sweep_orphans(now=timezone.now() + timedelta(hours=25))

    assert not default_storage.exists(file.file.name)


@pytest.mark.parametrize(
    "state", [EntryState.SUBMITTED, EntryState.VERIFIED, EntryState.RETURNED, EntryState.CLOSED]
)
def test_evidence_that_others_have_seen_stays(mentor, state):
    file = evidence_file(mentor)
    handed_in(mentor, state=state).files.add(file)

    with pytest.raises(ValidationError, match="Take the entry back"):
        remove_file(file=file, by=mentor)

    file.refresh_from_db()
    assert file.removed_at is None
    assert file.name == "Certificate.pdf"


def test_an_entry_that_was_discarded_holds_no_file(mentor):
    file = evidence_file(mentor)
    gone = handed_in(mentor, state=EntryState.DISCARDED, discarded_at=timezone.now())
    gone.files.add(file)

    assert remove_file(file=file, by=mentor).removed_at is not None


# Reminders ------------------------------------------------------------------------


def titles(person):
    return list(Notice.objects.filter(recipient=person).values_list("title", flat=True))


def test_owners_are_reminded_sixty_and_fourteen_days_before_once_each(mentor):
    file = evidence_file(mentor, name="Grief course.pdf", expires_on=days_ago(-60))

    for day in (61, 60, 60, 59, 20):
        remind_of_expiry(on=days_ago(day - 60))
    assert len(titles(mentor)) == 1
    for day in (14, 14, 13, 0, -1):
        remind_of_expiry(on=days_ago(day - 60))

    assert len(titles(mentor)) == 2
    notice = Notice.objects.first()
    assert "Grief" not in f"{notice.title} {notice.body} {notice.url}"
    assert notice.url == file.get_absolute_url()


def test_a_new_date_is_reminded_of_anew(mentor):
    file = evidence_file(mentor, expires_on=days_ago(-10))
    remind_of_expiry()
    change_file(file=file, name=file.name, expires_on=days_ago(-50), by=mentor)

    remind_of_expiry()

    assert len(titles(mentor)) == 2


def test_nobody_is_reminded_of_what_is_gone(mentor, peer):
    evidence_file(mentor, expires_on=days_ago(-10), removed_at=timezone.now())
    evidence_file(mentor, expires_on=days_ago(-10), scan_state=ScanState.REFUSED)
    evidence_file(mentor, expires_on=days_ago(1))
    evidence_file(mentor)
    evidence_file(peer, expires_on=days_ago(-10))
    peer.is_active = False
    peer.save()

    assert remind_of_expiry() == 0
    assert not Notice.objects.exists()
