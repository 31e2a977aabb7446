"""A mail server small enough to read: what RFC 3501 asks of the commands we use, on a socket."""

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import ClassVar

FETCH = re.compile(r"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", re.I)
STORE = re.compile(r"UID STORE (\d+) \+FLAGS\.SILENT \(([^)]*)\)", re.I)


@dataclass
class Mailbox:
    messages: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, set[str]] = field(default_factory=dict)
    folder: str = "INBOX"
    password: str = "p/w"
    port: int = 0
    said: list[str] = field(default_factory=list)
    hangs_up_at: str = ""

    def deliver(self, data: bytes) -> int:
        uid = max(self.messages, default=100) + 1
        self.messages[uid], self.flags[uid] = data, set()
        return uid


class Session(socketserver.StreamRequestHandler):
    mailbox: ClassVar[Mailbox]

    def handle(self) -> None:
        self.send("* OK here")
        for line in self.rfile:
            tag, _, command = line.decode().strip().partition(" ")
            self.mailbox.said.append(command)
            if self.mailbox.hangs_up_at and command.startswith(self.mailbox.hangs_up_at):
                return
            self.send(f"{tag} {self.answer(command)}")
            if command == "LOGOUT":
                return

    def send(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def answer(self, command: str) -> str:
        box = self.mailbox
        if command == "CAPABILITY":
            self.send("* CAPABILITY IMAP4rev1")
        elif command.startswith("LOGIN") and f'"{box.password}"' not in command:
            return "NO [AUTHENTICATIONFAILED] no"
        elif command.startswith("SELECT"):
            if command != f'SELECT "{box.folder}"':
                return "NO no such folder"
            self.send(f"* {len(box.messages)} EXISTS\r\n* OK [UIDVALIDITY 7] valid")
        elif command == "UID SEARCH UNSEEN":
            new = [str(uid) for uid in box.messages if "\\Seen" not in box.flags[uid]]
            self.send(" ".join(["* SEARCH", *new]))
        elif found := FETCH.fullmatch(command):
            data = box.messages[int(found[1])][: int(found[2])]
            self.wfile.write(f"* 1 FETCH (UID {found[1]} BODY[]<0> {{{len(data)}}}\r\n".encode())
            self.wfile.write(data + b")\r\n")
        elif found := STORE.fullmatch(command):
            box.flags[int(found[1])] |= set(found[2].split())
        return "OK done"


@contextmanager
def serving(mailbox: Mailbox, context: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    handler = type("Handler", (Session,), {"mailbox": mailbox})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        mailbox.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield mailbox
        server.shutdown()
        thread.join()
