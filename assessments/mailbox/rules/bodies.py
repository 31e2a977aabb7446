"""The words and the attachments of a message, within limits. Nothing in it is ever run."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import islice

import nh3

MOST_PARTS = 50
DEEPEST = 10
LONGEST_PART = 300_000
MOST_TAGS = 20_000
SMALL_PICTURE = 40 * 1024  # the logo in a signature, not a photograph
UNNAMED = "attachment"
NO_FILES = {"text", "message", "multipart"}
SIGNATURES = {
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
}  # fmt: skip
SLOW = {"punycode", "idna"}  # decoding these takes time by the square of the length
# Control signs, and those that turn the direction of a line or of a file's name around.
UNSOUND = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
ENDS_A_LINE = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|/blockquote)\b[^>]{0,200}>", re.I)


@dataclass(frozen=True)
class Attachment:
    name: str
    data: bytes


class TooLargeError(Exception):
    """More parts than anybody sends, or parts in parts in parts."""


def parts_of(message: EmailMessage) -> list[EmailMessage]:
    """The parts that hold something, in their order; of a choice of texts, the plain one."""
    found = list(islice(_leaves(message, 0), MOST_PARTS + 1))
    if len(found) > MOST_PARTS:
        raise TooLargeError
    return found


def _leaves(message: EmailMessage, depth: int) -> Iterator[EmailMessage]:
    if depth > DEEPEST:
        raise TooLargeError
    if not message.is_multipart():
        yield message
        return
    children = [part for part in message.iter_parts() if isinstance(part, EmailMessage)]
    is_choice = message.get_content_subtype() == "alternative"
    plain = next((part for part in children if _says_plainly(part)), None) if is_choice else None
    for child in children:
        for leaf in _leaves(child, depth + 1):
            if plain is None or leaf is plain or not is_text(leaf):
                yield leaf


def _says_plainly(part: EmailMessage) -> bool:
    return part.get_content_type() == "text/plain" and is_text(part) and bool(_decoded(part))


def text_of(parts: list[EmailMessage]) -> str:
    """What was written, as plain text."""
    return tidy("\n\n".join(_decoded(part) for part in parts if is_text(part)))


def attachments_of(parts: list[EmailMessage]) -> list[Attachment]:
    found = []
    for part in parts:
        if _is_file(part) or part.get_content_maintype() not in NO_FILES:
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data and not _is_extra(part, data):
                found.append(Attachment(file_name(part), data))
    return found


def is_text(part: EmailMessage) -> bool:
    return part.get_content_type() in ("text/plain", "text/html") and not _is_file(part)


def _is_file(part: EmailMessage) -> bool:
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    return disposition.startswith("attachment") or bool(part.get_filename())


def file_name(part: EmailMessage) -> str:
    """What its sender called it, without folders and signs that a name does not have."""
    given = tidy(str(part.get_filename() or "")).replace("\\", "/").rpartition("/")[2]
    return " ".join(given.split())[:120] or UNNAMED


def without_tags(markup: str) -> str:
    if markup.count("<") > MOST_TAGS:  # tags in tags in tags: no letter, and slow to take apart
        return ""
    lines = ENDS_A_LINE.sub("\n", " ".join(markup.split()))
    return html.unescape(nh3.clean(lines, tags=set()))


def tidy(text: str) -> str:
    """No signs that a database or a screen chokes on, and never more than one empty line."""
    sound = text.encode("utf-8", "replace").decode("utf-8")
    sound = sound.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    lines = [line.strip(" ") for line in UNSOUND.sub("", sound).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _decoded(part: EmailMessage) -> str:
    """A text part's words, tidied; of one without end, its beginning."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = (part.get_content_charset() or "utf-8").lower()
    try:
        text = data[:LONGEST_PART].decode("utf-8" if charset in SLOW else charset)
    except (LookupError, ValueError):  # a charset nobody knows, or another than it says
        text = data[:LONGEST_PART].decode("utf-8", "replace")
    return tidy(without_tags(text) if part.get_content_subtype() == "html" else text)


def _is_extra(part: EmailMessage, data: bytes) -> bool:
    """A signature that proves the sender, or the logo under her name."""
    if part.get_content_type() in SIGNATURES:
        return True
    is_inside = "Content-ID" in part or "inline" in str(part.get("Content-Disposition", "")).lower()
    return is_inside and part.get_content_maintype() == "image" and len(data) < SMALL_PICTURE
