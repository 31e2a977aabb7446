"""Reading a message: pure, no database."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from assessments.mailbox.rules import (
    LARGEST,
    ImapAddress,
    MaildirAddress,
    UnreadableError,
    author_of,
    mailbox_address,
    message_name,
    read_letter,
    title_for,
    words_for,
)
from tests.factories.mailbox import PDF, letter

LONDON, TODAY = ZoneInfo("Europe/London"), date(2025, 11, 26)
YASMIN = "yasmin@college.test"


def read(data: bytes):
    return read_letter(data, zone=LONDON, today=TODAY)


# Where mail is read from -----------------------------------------------------


def test_an_empty_setting_means_that_mail_is_off():
    assert mailbox_address("  ") is None


def test_a_maildir_is_a_whole_path():
    assert str(mailbox_address("maildir:/var/mail/cpd%20log").path) == "/var/mail/cpd log"
    assert isinstance(mailbox_address("maildir:/var/mail"), MaildirAddress)


def test_an_imap_address_is_taken_apart():
    found = mailbox_address("imaps://cpd%40college.test:p%2Fw@mail.college.test/CPD/In")

    assert found == ImapAddress("mail.college.test", 993, "cpd@college.test", "p/w", "CPD/In")
    assert mailbox_address("imap://a:b@localhost:1143").port == 1143
    assert mailbox_address("imaps://a:b@mail.test").folder == "INBOX"


@pytest.mark.parametrize(
    "text",
    ["imap://a:hush@mail.test/In", "maildir:in", "https://a:hush@mail.test", "imaps://mail.test",
     "imaps://a:hush@mail.test:port", "imaps://a:hush@mail.test/%C3%A4"],
)  # fmt: skip
def test_another_address_is_refused_without_repeating_the_password(text):
    with pytest.raises(ValidationError) as refused:
        mailbox_address(text)

    assert "hush" not in str(refused.value)


def test_a_password_is_not_printed():
    assert "hush" not in repr(mailbox_address("imaps://a:hush@mail.test"))


# Whose it is -------------------------------------------------------------------


def test_the_sender_is_known_by_address_whatever_its_case():
    assert author_of(letter("Yasmin@College.test")) == YASMIN
    named = '"manager@college.test" <yasmin@college.test>'
    assert author_of(letter(named, Return_Path=f"<{YASMIN}>")) == YASMIN


@pytest.mark.parametrize(
    "headers",
    [
        {"From": "yasmin@college.test, sam@college.test"},
        {"From": "yasmin@college.test," + " " * 5000 + "evil@x.test"},
        {"From": "Staff: yasmin@college.test, sam@college.test;"},
        {"From": None},
        {"Sender": "evil@x.test"},
        {"Return_Path": "<evil@x.test>"},
        {"Return_Path": "<>"},
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<staff.college.test>"},
        {"X_Autoreply": "yes"},
        {"Authentication_Results": "mx.college.test; dmarc=fail header.from=college.test"},
        {"Authentication_Results": "mx.college.test; spf=fail smtp.mailfrom=college.test"},
    ],
)
def test_what_a_machine_sent_or_somebody_may_have_forged_is_nobodys(headers):
    assert author_of(letter(YASMIN, **headers)) == ""


@pytest.mark.parametrize(
    "headers",
    [
        {"Sender": YASMIN, "Auto_Submitted": "no"},
        {"Return_Path": None},
        {"Authentication_Results": "mx.college.test; spf=pass; dkim=pass; dmarc=pass"},
        {"Authentication_Results": "mx.college.test; spf=fail; dmarc=pass"},
        {"Authentication_Results": "mx.college.test; spf=softfail; dmarc=none"},
    ],
)
def test_a_message_that_nothing_speaks_against_is_its_senders(headers):
    assert author_of(letter(YASMIN, **headers)) == YASMIN


def test_only_the_nearest_servers_findings_count():
    ours, theirs = b"mx.college.test", b"mx.elsewhere.test"
    headers = b"Authentication-Results: %s; dmarc=%s\r\n"
    plain = letter(YASMIN)

    assert author_of(headers % (ours, b"pass") + headers % (theirs, b"fail") + plain) == YASMIN
    assert author_of(headers % (ours, b"fail") + headers % (theirs, b"pass") + plain) == ""
    assert author_of(headers % (ours, b"none") + headers % (ours, b"fail") + plain) == ""


def test_two_senders_are_none():
    assert author_of(b"From: sam@college.test\r\n" + letter(YASMIN)) == ""


def test_a_bounce_is_nobodys():
    bounce = (
        b"Content-Type: multipart/report; boundary=b\r\n" + b"From: yasmin@college.test\r\n\r\n"
    )

    assert author_of(bounce) == ""


# What it says --------------------------------------------------------------------


def test_a_forwarded_message_becomes_a_letter():
    found = read(letter(YASMIN, files={"../certificate.pdf": PDF}))

    assert found.title == "Your webinar on attachment"
    assert found.text.startswith("Worth an hour of anyone's time.")
    assert found.day == date(2025, 11, 3)
    assert found.minutes == 45
    assert [(file.name, file.data) for file in found.files] == [("certificate.pdf", PDF)]


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Fwd: FW: Re: RE[2]: A talk", "A talk"),
        ("[EXTERNAL] Fw: A talk", "A talk"),
        ("Restorative talk", "Restorative talk"),
        ("=?utf-8?q?Caf=C3=A9?= talk", "Café talk"),
        ("A\ttalk", "A talk"),
        ("Fwd:", ""),
    ],
)
def test_a_title_is_the_subject_without_the_marks_of_passing_on(subject, title):
    raw = letter(YASMIN, subject=None)
    assert read(b"Subject: " + subject.encode() + b"\r\n" + raw).title == title


def test_without_a_subject_the_day_names_it():
    found = read(letter(YASMIN, subject=None))

    assert title_for(found, date(2025, 5, 3)) == "E-mail of 3 May"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Mon, 03 Nov 2025 23:30:00 -0500", date(2025, 11, 4)),
        ("Wed, 26 Nov 2025 08:00:00 -0000", TODAY),
        ("Thu, 27 Nov 2025 08:00:00 +0000", None),
        ("Mon, 03 Nov 1975 08:00:00 +0000", None),
        ("yesterday", None),
        ("Mon, 99 Nov 2025 23:30:00 +9999", None),
        (None, None),
    ],
)
def test_a_day_that_cannot_be_is_none(words, day):
    assert read(letter(YASMIN, Date=words)).day == day


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45 min", 45), ("A\n\n 1h30 \nB", 90), ("1 h 30 min", 90), ("2 hours", 120), ("1.5h", 90),
        ("50 minutes.", 50), ("20 min\n50 min", 20), ("45", None), ("1:30", None),
        ("It took 45 min", None), ("900 min\n30 min", 30), ("0 min", None),
    ],
)  # fmt: skip
def test_a_time_on_a_line_of_its_own_is_how_long_it_took(text, minutes):
    assert read(letter(YASMIN, text=text)).minutes == minutes


def test_of_two_texts_the_plain_one_is_taken():
    assert read(letter(YASMIN, text="Plain.", html="<p>Rich.</p>")).text == "Plain."


def test_markup_alone_becomes_lines_and_nothing_in_it_stays():
    raw = (
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<style>p{}</style><p>One &amp; two</p>"
        b"<script>alert(1)</script><div>Three<br>four</div><img src=x onerror=alert(1)>"
    )

    assert read(raw).text == "One & two\nThree\nfour"


def test_attachments_beside_a_choice_of_texts_are_not_lost():
    """As Apple Mail sends them: the file stands inside the rich one of two texts."""
    raw = b"\r\n".join([
        b"Content-Type: multipart/alternative; boundary=a", b"", b"--a",
        b"Content-Type: text/plain", b"", b"Plain.", b"--a",
        b"Content-Type: multipart/mixed; boundary=m", b"", b"--m",
        b"Content-Type: text/html", b"", b"<p>Rich.</p>", b"--m",
        b"Content-Type: application/pdf; name=slides.pdf",
        b"Content-Disposition: inline; filename=slides.pdf", b"", PDF, b"--m--", b"--a--",
    ])  # fmt: skip

    found = read(raw)

    assert found.text == "Plain."
    assert [file.name for file in found.files] == ["slides.pdf"]


def test_a_message_attached_to_a_message_is_read():
    raw = (
        b"Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: text/plain\r\n\r\n"
        b"See below.\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n"
        + letter("t@x.test", text="The talk.", files={"slides.pdf": PDF})
        + b"\r\n--o--\r\n"
    )

    found = read(raw)

    assert found.text == "See below.\n\nThe talk."
    assert [file.name for file in found.files] == ["slides.pdf"]


def test_the_logo_under_a_name_is_no_evidence_and_a_photograph_is():
    part = (
        b"--r\r\nContent-Type: image/png\r\nContent-ID: <%d>\r\n"
        b"Content-Disposition: inline; filename=image%d.png\r\n\r\n%s\r\n"
    )
    raw = b"Content-Type: multipart/related; boundary=r\r\n\r\n"
    raw += part % (1, 1, b"x" * 900) + part % (2, 2, b"x" * 90_000) + b"--r--"

    assert [file.name for file in read(raw).files] == ["image2.png"]


def test_text_in_another_alphabet_or_in_none_is_read_as_far_as_it_goes():
    head = b"Content-Type: text/plain; charset=%s\r\n\r\n"

    assert read(head % b"windows-1252" + b"\x93Well\x94").text == "“Well”"
    assert read(head % b"no-such-thing" + "Café".encode()).text == "Café"
    assert read(head % b"punycode" + b"abc").text == "abc"
    assert read(head % b"utf-8" + b"A\x00B\xff\x1b[31m").text == "AB�[31m"


def test_a_long_text_is_shortened_and_says_so():
    found = read(letter(YASMIN, text="word " * 3000))

    kept = words_for(found.text, [])
    assert len(kept) <= 5000
    assert kept.endswith("(The e-mail was longer. The rest is in your own mailbox.)")


def test_what_was_refused_stands_at_the_end_however_long_the_text():
    kept = words_for("word " * 3000, [("film.exe", "Send it as a PDF.")])

    assert len(kept) <= 5000
    assert kept.endswith("Not kept from the e-mail: “film.exe”. Send it as a PDF.")


# Limits ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"x" * (LARGEST + 1),
        b"Subject: x\r\n\r\n" + b"\n" * 500_000,
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nhi\r\n" * 60,
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
            for n in range(20)
        ),
    ],
    ids=["size", "lines", "parts", "depth"],
)
def test_what_nobody_sends_is_not_taken_apart(data):
    with pytest.raises(UnreadableError):
        read(data)


def test_a_head_without_end_is_nobodys():
    with pytest.raises(UnreadableError):
        author_of(b"X: " + b"y" * 200_000 + b"\r\n" + letter(YASMIN))


def test_a_message_is_known_by_its_id_or_by_what_it_is():
    plain = letter(YASMIN, Message_ID=None)

    assert message_name(letter(YASMIN)) == "<one@mail.test>"
    assert message_name(plain) == message_name(plain)
    assert message_name(plain) != message_name(letter(YASMIN, text="Else", Message_ID=None))
