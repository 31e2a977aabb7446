"""Where the college's e-mail is read from: the setting CPD_MAIL, as plain values."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError

THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
PORTS = {"imaps": 993, "imap": 143}


@dataclass(frozen=True)
class MaildirAddress:
    path: Path


@dataclass(frozen=True)
class ImapAddress:
    host: str
    port: int
    login: str
    password: str = field(repr=False)  # an error page or a log prints what it is given
    folder: str = "INBOX"
    is_encrypted: bool = True


def mailbox_address(text: str) -> MaildirAddress | ImapAddress | None:
    """None when it is empty: e-mail is off. The error never repeats the setting, which may hold a
    password."""
    if not text.strip():
        return None
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError as error:
        raise ValidationError("CPD_MAIL is no address. " + EXPECTED) from error
    if parts.scheme == "maildir":
        return _maildir(unquote(parts.path))
    if parts.scheme not in PORTS or not parts.hostname or not parts.username:
        raise ValidationError("CPD_MAIL is no address. " + EXPECTED)
    if parts.scheme == "imap" and parts.hostname not in THIS_MACHINE:
        raise ValidationError("CPD_MAIL would send a password unencrypted: begin it with imaps://.")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if not folder.isascii() or not folder.isprintable():
        raise ValidationError("CPD_MAIL names a folder with letters that IMAP cannot take.")
    return ImapAddress(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        login=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=folder,
        is_encrypted=parts.scheme == "imaps",
    )


EXPECTED = "Write maildir:/path or imaps://name:password@host/folder, or leave it empty."


def _maildir(path: str) -> MaildirAddress:
    if not path.startswith("/"):
        raise ValidationError("CPD_MAIL needs the whole path of the maildir, from / on.")
    return MaildirAddress(Path(path))
