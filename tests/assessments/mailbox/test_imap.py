"""A mailbox over a real socket."""

import datetime
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from assessments.cpd.models import CPDEntry
from assessments.mailbox.rules import LARGEST, MOST_TRIES, Outcome
from assessments.mailbox.services import read_mail, reading
from tests.assessments.mailbox.imap_server import Mailbox, serving
from tests.factories.mailbox import letter

pytestmark = pytest.mark.django_db
SEEN = {"\\Seen"}


@pytest.fixture
def mailbox(settings):
    with serving(Mailbox()) as box:
        settings.CPD_MAIL = f"imap://cpd%40college.test:p%2Fw@127.0.0.1:{box.port}"
        yield box


def test_new_messages_become_drafts_and_are_marked_as_read(mailbox, mentor):
    drafted, ignored = mailbox.deliver(letter(mentor)), mailbox.deliver(letter("who@x.test"))

    assert read_mail() == {Outcome.DRAFTED: 1, Outcome.IGNORED: 1}

    assert CPDEntry.objects.get().owner == mentor
    assert mailbox.flags == {drafted: SEEN, ignored: SEEN}
    assert mailbox.said[-1] == "LOGOUT"
    assert read_mail() == {}


def test_a_message_is_marked_only_after_its_draft_is_there(mailbox, mentor, monkeypatch):
    def fail(*, data):
        raise RuntimeError

    uid = mailbox.deliver(letter(mentor))
    with monkeypatch.context() as patch:
        patch.setattr(reading, "take_letter", fail)
        assert read_mail() == {Outcome.FAILED: 1}
    assert mailbox.flags[uid] == set()

    assert read_mail() == {Outcome.DRAFTED: 1}
    assert mailbox.flags[uid] == SEEN


def test_what_fails_five_times_is_flagged_for_people_to_see(mailbox, mentor, monkeypatch):
    def fail(*, data):
        raise RuntimeError

    uid = mailbox.deliver(letter(mentor))
    monkeypatch.setattr(reading, "take_letter", fail)

    found = [read_mail() for _ in range(MOST_TRIES)]

    assert found == [*[{Outcome.FAILED: 1}] * (MOST_TRIES - 1), {Outcome.GIVEN_UP: 1}]
    assert mailbox.flags[uid] == {"\\Seen", "\\Flagged"}
    assert read_mail() == {}


def test_a_connection_that_breaks_loses_nothing(mailbox, mentor, caplog):
    mailbox.deliver(letter(mentor))
    mailbox.hangs_up_at = "UID STORE"

    assert read_mail() == {}
    assert "CPD mail was not read to the end" in caplog.text
    assert "p/w" not in caplog.text

    mailbox.hangs_up_at = ""
    assert read_mail() == {Outcome.KNOWN: 1}
    assert CPDEntry.objects.count() == 1


def test_a_message_without_end_is_not_fetched_whole(mailbox, mentor):
    uid = mailbox.deliver(letter(mentor) + b"x" * (LARGEST + 5000))

    assert read_mail() == {Outcome.IGNORED: 1}
    assert mailbox.flags[uid] == SEEN


def test_a_folder_of_another_name(mailbox, settings, mentor):
    settings.CPD_MAIL += "/CPD%20log"
    mailbox.folder = "CPD log"
    mailbox.deliver(letter(mentor))

    assert read_mail() == {Outcome.DRAFTED: 1}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"password": "another"}, "the mail server refused the name or the password"),
        ({"folder": "Else"}, "the mail server has no folder of that name"),
        ({"hangs_up_at": "CAPABILITY"}, "no connection to the mail server"),
    ],
)
def test_what_is_wrong_is_said_in_the_log(mailbox, caplog, change, words):
    for name, value in change.items():
        setattr(mailbox, name, value)

    assert read_mail() == {}

    assert words in caplog.text
    assert "p/w" not in caplog.text


def test_a_server_that_is_away_is_said_in_the_log(settings, caplog):
    settings.CPD_MAIL = "imap://a:b@127.0.0.1:1"

    assert read_mail() == {}
    assert "no connection to the mail server (ConnectionRefusedError)" in caplog.text


def test_a_server_that_cannot_prove_who_it_is_gets_no_password(settings, caplog, tmp_path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    with serving(Mailbox(), context) as box:
        settings.CPD_MAIL = f"imaps://cpd:hush@127.0.0.1:{box.port}"

        assert read_mail() == {}

    assert "SSLCertVerificationError" in caplog.text
    assert box.said == []


def self_signed(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = folder / "server.pem"
    file.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    return file
