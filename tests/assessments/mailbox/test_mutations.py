"""Ten thousand damaged messages: nothing escapes, nothing is half saved."""

import random
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.files.models import EvidenceFile
from assessments.mailbox.rules import (
    LONGEST_TEXT,
    Outcome,
    UnreadableError,
    author_of,
    message_name,
    read_letter,
    title_for,
    words_for,
)
from assessments.mailbox.services import take_letter
from cms.people.notices.models import Notice
from tests.factories.files import png
from tests.factories.mailbox import PDF, letter

LONDON, TODAY = ZoneInfo("Europe/London"), date(2025, 11, 26)
TOKENS = [
    b"\r\n", b"\n\n", b"--", b"=?utf-8?q?", b"?=", b"boundary=", b"Content-Type: multipart/mixed;",
    b"Content-Type: message/rfc822\r\n\r\n", b"Content-Transfer-Encoding: base64\r\n", b"charset=",
    b"filename*=utf-8''%00%ff", b"From: ", b"Date: ", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"<",
    b">", b'"', b"(", b")", b";", b",", b"@", b"=3D", b"=", b"\\", b"%", b"[", b"]", b":", b"\t",
]  # fmt: skip


def samples(sender: str) -> list[bytes]:
    """As phones, Outlook, Gmail and Apple Mail send them."""
    rich = "<html><body><p>Well <b>worth</b> it</p><br>1h30</body></html>"
    inside = letter("t@x.test", text="The talk.", files={"slides.pdf": PDF})
    wrapped = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n"
        b"Content-Type: text/plain\r\n\r\nSee below.\r\n--o\r\n"
        b"Content-Type: message/rfc822\r\n\r\n" + inside + b"\r\n--o--\r\n"
    )
    return [
        letter(sender),
        letter(sender, subject="Café — “talk”", text="Überraschend gut. 😀\n\n20 min"),
        letter(sender, html=rich, files={"Zertifikat für mich.pdf": PDF, "board.png": png()}),
        letter(sender, Authentication_Results="mx; spf=pass; dmarc=pass", text="x " * 4000),
        b"From: %s\r\nSubject: Fwd: as attachment\r\n" % sender.encode() + wrapped,
    ]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A few of the things that happen to bytes."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(found) + 1)
        length = chance.randint(1, 60)
        match chance.randrange(6):
            case 0:
                found[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[place : place + length]
            case 2:
                found[place:place] = chance.choice(TOKENS)
            case 3:
                found[place:place] = found[place : place + length] * chance.randint(1, 20)
            case 4:
                del found[place:]
            case 5:
                other = chance.randrange(len(found) + 1)
                found[place:place] = found[other : other + length]
    return bytes(found)


@pytest.mark.slow
@pytest.mark.embedded
def test_ten_thousand_damaged_messages_are_read_or_refused():
    chance = random.Random(5)
    originals = samples("yasmin@college.test")
    read = 0
    for _ in range(10_000):
        data = damaged(chance.choice(originals), chance)
        try:
            author_of(data)
            message_name(data)
            found = read_letter(data, zone=LONDON, today=TODAY)
        except UnreadableError:
            continue
        read += 1
        text = words_for(found.text, [(file.name, "No.") for file in found.files])
        (title_for(found, TODAY) + text).encode()  # what a database would choke on raises here
        assert "\x00" not in title_for(found, TODAY) + text
        assert len(found.title) <= 200
        assert len(text) <= LONGEST_TEXT
        assert found.day is None or found.day <= TODAY
        assert all("/" not in file.name and "\x00" not in file.name for file in found.files)
    assert read > 9_000


@pytest.mark.django_db
def test_damaged_messages_are_saved_whole_or_not_at_all(mentor, peer):
    chance = random.Random(6)
    originals = samples(mentor.email)
    counts = dict.fromkeys(Outcome, 0)
    for _ in range(600):
        outcome = take_letter(data=damaged(chance.choice(originals), chance))
        counts[outcome] += 1

    drafted = counts[Outcome.DRAFTED]
    assert drafted > 20
    assert sum(counts.values()) == drafted + counts[Outcome.KNOWN] + counts[Outcome.IGNORED]
    assert CPDEntry.objects.filter(owner=mentor).count() == CPDEntry.objects.count() == drafted
    assert Notice.objects.count() == drafted
    assert not EvidenceFile.objects.filter(entries=None).exists()
    assert all(e.title and e.start_on <= timezone.localdate() for e in CPDEntry.objects.all())
