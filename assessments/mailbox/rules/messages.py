"""What an e-mail says of something that its sender did, as plain values."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from assessments.cpd.rules import EARLIEST, MINUTES_A_DAY, read_minutes

from .bodies import MOST_PARTS, Attachment, attachments_of, parts_of, text_of, tidy
from .senders import POLICY, header, is_automatic, sender_of

LARGEST = 15 * 1024 * 1024
LARGEST_HEAD = 128 * 1024
MOST_LINES = 400_000
LONGEST_TITLE = 200
LONGEST_TEXT = 5_000
MOST_FILES = 10
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
PASSED_ON = re.compile(r"^\s*(?:(?:fwd?|re|aw|wg|tr)\s*(?:\[\d+\])?\s*:|\[external\])\s*", re.I)
DURATION = re.compile(
    r"(?:\d{1,3}(?:[.,]\d{1,2})?\s*(?:h|hrs?|hours?)|\d{1,2}\s*h\s*[0-5]?\d(?:\s*m(?:ins?)?)?"
    r"|\d{1,3}\s*(?:m|mins?|minutes?))\.?",
    re.I,
)
SHORTENED = "(The e-mail was longer. The rest is in your own mailbox.)"
NAMED = "Not kept from the e-mail: “{name}”. {reason}"
TOO_MANY = "An e-mail may bring at most {most} files. Add it to the entry yourself."


class UnreadableError(Exception):
    """Too large, or no e-mail at all: it is ignored, and never tried again."""


@dataclass(frozen=True)
class Letter:
    """A message without its head and tail. `day` is None when it says none that can be true."""

    title: str
    text: str
    day: date | None
    minutes: int | None
    files: list[Attachment] = field(default_factory=list)


def head_of(data: bytes) -> EmailMessage:
    """Its headers alone: enough to know whose it is, before anything else of it is looked at."""
    if len(data) > LARGEST:
        raise UnreadableError
    end = END_OF_HEAD.search(data, 0, LARGEST_HEAD)
    if end is None and len(data) > LARGEST_HEAD:
        raise UnreadableError
    return _parsed(data[: end.start()] if end else data)


def author_of(data: bytes) -> str:
    """The address of the person who sent it; empty when a machine did, or nobody can tell."""
    head = head_of(data)
    return "" if is_automatic(head) else sender_of(head)


def message_name(data: bytes) -> str:
    """By which the same message is known again: its id, or what it is made of."""
    return header(head_of(data), "Message-ID") or sha256(data).hexdigest()


def read_letter(data: bytes, *, zone: ZoneInfo, today: date) -> Letter:
    if _is_shredded(data):
        raise UnreadableError
    message = _parsed(data)
    try:
        parts = parts_of(message)
        text, files = text_of(parts), attachments_of(parts)
    except Exception as error:  # the standard library's parser raises whatever it is made to raise
        raise UnreadableError from error
    return Letter(
        title=title_of(header(message, "Subject")),
        text=text,
        day=day_of(header(message, "Date"), zone=zone, today=today),
        minutes=minutes_in(text),
        files=files,
    )


def title_of(subject: str) -> str:
    """What it is about, without the marks that passing it on leaves."""
    words = " ".join(tidy(subject).split())
    while found := PASSED_ON.match(words):
        words = words[found.end() :]
    return words[:LONGEST_TITLE].strip()


def title_for(letter: Letter, day: date) -> str:
    return letter.title or f"E-mail of {day.day} {day:%B}"


def day_of(text: str, *, zone: ZoneInfo, today: date) -> date | None:
    try:
        moment: datetime = parsedate_to_datetime(text)
        day = (moment.astimezone(zone) if moment.tzinfo else moment).date()
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return day if EARLIEST <= day <= today else None


def minutes_in(text: str) -> int | None:
    """A time that stands on a line of its own, such as “45 min” or “1h30”; the first one counts."""
    for line in text.splitlines():
        if DURATION.fullmatch(line.strip()):
            try:
                minutes = read_minutes(line.strip().rstrip("."))
            except ValidationError:
                continue
            if 0 < minutes <= MINUTES_A_DAY:
                return minutes
    return None


def words_for(text: str, refused: list[tuple[str, str]]) -> str:
    """The draft's text: what the e-mail says, and at its end what could not be kept, and why."""
    lines = [NAMED.format(name=name, reason=reason) for name, reason in refused]
    ending = "\n".join(lines)[: LONGEST_TEXT // 2]
    room = LONGEST_TEXT - len(ending) - 2 * bool(ending)
    if len(text) > room:
        text = f"{text[: room - len(SHORTENED) - 2].rstrip()}\n\n{SHORTENED}"
    return "\n\n".join(part for part in (text, ending) if part)


def _is_shredded(data: bytes) -> bool:
    """Whether taking it apart would take long, whatever it then holds."""
    return (
        len(data) > LARGEST
        or data.count(b"\n") > MOST_LINES
        or data.count(b"\n--") > 1_000
        or data.lower().count(b"boundary") > 2 * MOST_PARTS
    )


def _parsed(data: bytes) -> EmailMessage:
    try:
        message = message_from_bytes(data, policy=POLICY)
    except Exception as error:  # as above
        raise UnreadableError from error
    if not isinstance(message, EmailMessage):
        raise UnreadableError
    return message
