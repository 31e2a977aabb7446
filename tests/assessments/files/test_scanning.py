"""The hook for the college's scanner, with a real command."""

import sys

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from assessments.files.models import EvidenceFile
from assessments.files.queries import open_stored
from assessments.files.rules import ScanState
from assessments.files.services import add_file, scan_file, scan_waiting
from assessments.files.tasks import scan_one
from cms.people.notices.models import Notice
from cms.people.notices.rules import NoticeKind
from tests.factories.files_of_evidence import evidence_file, pdf

pytestmark = pytest.mark.django_db

# In two parts, so that no scanner finds this file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
HARMFUL = pdf("harmless words") + b"% " + EICAR + b"\n%%EOF\n"
SCANNER = """
import os, sys
data = sys.stdin.buffer.read()
if b"SLEEP" in data:
    import time; time.sleep(60)
if "SECRET_KEY" in os.environ:
    sys.exit(7)
sys.exit(3 if b"BROKEN" in data else 1 if b"EICAR-STANDARD" in data else 0)
"""


@pytest.fixture
def scanner(tmp_path, settings):
    script = tmp_path / "a scanner.py"
    script.write_text(SCANNER)
    settings.EVIDENCE_SCAN_COMMAND = f"'{sys.executable}' '{script}'"


@pytest.fixture
def waiting(mentor):
    return evidence_file(mentor, scan_state=ScanState.WAITING)


def state_of(file):
    return EvidenceFile.objects.get(pk=file.pk).scan_state


def test_with_a_scanner_a_new_file_waits_and_is_asked_about_at_once(
    scanner, mentor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        file = add_file(
            owner=mentor, upload=ContentFile(pdf()), name="a.pdf", attested=True, by=mentor
        )

    assert file.scan_state == ScanState.WAITING
    assert state_of(file) == ScanState.CLEAN


def test_nobody_reads_what_is_not_checked_yet(scanner, waiting):
    with pytest.raises(Exception, match="still being checked"):
        open_stored(waiting)


def test_what_is_clean_can_be_read(scanner, waiting):
    assert scan_waiting() == 1

    waiting.refresh_from_db()
    assert waiting.scan_state == ScanState.CLEAN
    assert waiting.scanned_at is not None
    assert open_stored(waiting).read()


def test_what_is_harmful_is_deleted_and_its_owner_told(
    scanner, mentor, django_capture_on_commit_callbacks
):
    file = evidence_file(
        mentor, content=HARMFUL, name="Grief course.pdf", scan_state=ScanState.WAITING
    )

    with django_capture_on_commit_callbacks(execute=True):
        assert scan_waiting() == 1
    scan_waiting()

    assert state_of(file) == ScanState.REFUSED
    assert not default_storage.exists(file.file.name)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (mentor, NoticeKind.CPD_RECORD)
    assert "Grief" not in f"{notice.title} {notice.body} {notice.url}"
    file.refresh_from_db()
    with pytest.raises(Exception, match="harmful"):
        open_stored(file)


def test_what_was_found_harmful_is_not_taken_again(scanner, mentor):
    evidence_file(mentor, content=HARMFUL, scan_state=ScanState.REFUSED)

    with pytest.raises(Exception, match="found in this file before"):
        add_file(owner=mentor, upload=ContentFile(HARMFUL), name="a.pdf", attested=True, by=mentor)


def test_a_scanner_that_cannot_answer_is_asked_again_later(scanner, mentor, waiting, caplog):
    broken = evidence_file(
        mentor, content=pdf("BROKEN"), name="Grief course.pdf", scan_state=ScanState.WAITING
    )

    assert scan_waiting() == 1

    assert state_of(broken) == ScanState.WAITING
    assert state_of(waiting) == ScanState.CLEAN
    assert "the command ended with 3" in caplog.text
    assert "Grief" not in caplog.text
    assert default_storage.exists(broken.file.name)


def test_what_was_tried_in_vain_lets_others_go_first(scanner, mentor, monkeypatch):
    broken = evidence_file(mentor, content=pdf("BROKEN"), scan_state=ScanState.WAITING)
    scan_waiting()
    later = evidence_file(mentor, scan_state=ScanState.WAITING)
    asked = []
    monkeypatch.setattr(
        "assessments.files.services.scanning.scan_file",
        lambda file, at=None: bool(asked.append(file)),
    )

    scan_waiting()

    assert asked == [later, broken]


def test_a_scanner_that_takes_too_long_is_stopped(scanner, mentor, monkeypatch):
    monkeypatch.setattr("assessments.files.services.scanning.SCAN_SECONDS", 0.5)
    slow = evidence_file(mentor, content=pdf("SLEEP"), scan_state=ScanState.WAITING)

    assert scan_waiting() == 0

    assert state_of(slow) == ScanState.WAITING


@pytest.mark.parametrize("command", ["/no/such/scanner --quiet", "scan 'without an end"])
def test_a_scanner_that_is_not_there_leaves_files_waiting(settings, waiting, command):
    settings.EVIDENCE_SCAN_COMMAND = command

    assert scan_waiting() == 0

    assert state_of(waiting) == ScanState.WAITING


def test_no_shell_reads_the_command(settings, waiting, tmp_path):
    settings.EVIDENCE_SCAN_COMMAND = f"true; touch {tmp_path}/made"

    scan_waiting()

    assert not (tmp_path / "made").exists()
    assert state_of(waiting) == ScanState.WAITING


def test_the_scanner_gets_none_of_our_settings(scanner, waiting, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x" * 50)

    scan_waiting()

    assert state_of(waiting) == ScanState.CLEAN


def test_without_a_scanner_what_waits_is_unchecked(waiting):
    assert scan_waiting() == 1

    assert state_of(waiting) == ScanState.UNCHECKED


def test_a_new_scanner_checks_what_came_before_it(scanner, mentor):
    older = evidence_file(mentor, content=HARMFUL, scan_state=ScanState.UNCHECKED)

    scan_waiting()

    assert state_of(older) == ScanState.REFUSED


def test_twice_does_no_harm(scanner, waiting):
    scan_one(waiting.pk)
    scan_one(waiting.pk)
    scan_one(waiting.pk + 1000)

    waiting.refresh_from_db()
    assert waiting.scan_state == ScanState.CLEAN
    assert scan_file(file=waiting) is False
