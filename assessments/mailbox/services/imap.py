"""A mailbox on the college's mail server."""

import imaplib
import ssl
from hashlib import sha256

from django.core.cache import cache

from ..rules import LARGEST, ImapAddress, Outcome
from .boxes import BoxError, Claimed

PATIENCE = 20  # seconds
REMEMBER_TRIES = 7 * 24 * 60 * 60
FLAGS = {
    Outcome.DRAFTED: r"(\Seen)",
    Outcome.KNOWN: r"(\Seen)",
    Outcome.IGNORED: r"(\Seen)",
    Outcome.GIVEN_UP: r"(\Seen \Flagged)",
}


class ImapBox:
    """Messages without the flag \\Seen are new. Reading one does not set it; being done does."""

    def __init__(self, address: ImapAddress) -> None:
        self.address = address
        whole = f"{address.host}/{address.login}/{address.folder}"
        self.known_as = sha256(whole.encode()).hexdigest()[:16]
        self.numbering = ""

    def __enter__(self) -> "ImapBox":
        try:
            self.server = self._connected()
        except (OSError, imaplib.IMAP4.error) as error:
            raise BoxError(f"no connection to the mail server ({type(error).__name__})") from error
        try:
            self.server.login(self.address.login, self.address.password)
        except (OSError, imaplib.IMAP4.error, UnicodeError):
            self.server.shutdown()
            raise BoxError("the mail server refused the name or the password") from None
        name = self.address.folder.replace("\\", "\\\\").replace('"', '\\"')
        if self.server.select(f'"{name}"')[0] != "OK":
            self._leave()
            raise BoxError("the mail server has no folder of that name")
        # Says when the numbers of messages began anew; asked for once, as the library forgets it.
        self.numbering = (self.server.response("UIDVALIDITY")[1][0] or b"").decode()
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def waiting(self) -> list[str]:
        found = self._ask("SEARCH", "UNSEEN")[0]
        return [uid.decode() for uid in found.split()] if isinstance(found, bytes) else []

    def claim(self, name: str) -> Claimed | None:
        tries = cache.get(self._tries_of(name), 0) + 1
        cache.set(self._tries_of(name), tries, timeout=REMEMBER_TRIES)
        return Claimed(name, tries)

    def read(self, claimed: Claimed) -> bytes:
        answer = self._ask("FETCH", claimed.name, f"(BODY.PEEK[]<0.{LARGEST + 1}>)")
        return next((part[1] for part in answer if isinstance(part, tuple)), b"")

    def settle(self, claimed: Claimed, outcome: Outcome) -> None:
        if flags := FLAGS.get(outcome):
            self._ask("STORE", claimed.name, "+FLAGS.SILENT", flags)
            cache.delete(self._tries_of(claimed.name))
        elif outcome == Outcome.LATER:
            cache.set(self._tries_of(claimed.name), claimed.tries - 1, timeout=REMEMBER_TRIES)

    def _connected(self) -> imaplib.IMAP4:
        host, port = self.address.host, self.address.port
        if not self.address.is_encrypted:
            return imaplib.IMAP4(host, port, timeout=PATIENCE)
        # Without a context of ours the library would take any server's word for who it is.
        return imaplib.IMAP4_SSL(
            host, port, ssl_context=ssl.create_default_context(), timeout=PATIENCE
        )

    def _ask(self, command: str, *words: str) -> list[bytes | tuple[bytes, bytes] | None]:
        kind, answer = self.server.uid(command, *words)
        if kind != "OK":
            raise BoxError(f"the mail server did not answer {command}")
        return answer

    def _tries_of(self, name: str) -> str:
        return f"mailbox.tries.{self.known_as}.{self.numbering}.{name}"

    def _leave(self) -> None:
        try:
            self.server.logout()
        except (OSError, imaplib.IMAP4.error):
            self.server.shutdown()
