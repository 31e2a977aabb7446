"""Where the broker's files lie, and how one is written so that nobody reads half of it."""

import os
import time
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

_latest = 0


class BrokerFolder:
    """The broker's folder and the few places inside it."""

    def __init__(self, root: str | Path) -> None:
        # Two spellings of one folder would be two owners in one process (see owner.py).
        self.root = private_folder(Path(root).expanduser().resolve())
        self.queues = private_folder(self.root / "queues")
        self.in_flight = private_folder(self.root / "in-flight")
        self.exchanges = private_folder(self.root / "exchanges")
        self.unfinished = private_folder(self.root / "unfinished")
        self.unreadable = private_folder(self.root / "unreadable")

    def queue(self, name: str) -> Path:
        return self.queues / file_name(name)

    def exchange(self, name: str) -> Path:
        return self.exchanges / file_name(name)

    def write(self, target: Path, content: bytes) -> None:
        """Put a whole file at `target`, on the disk before this returns; or raise OSError.

        After an error neither `target` nor a half-written file is left behind.
        """
        draft = private_folder(self.unfinished) / f"{uuid4().hex}.part"
        try:
            _write_synced(draft, content)
            private_folder(target.parent)
            draft.rename(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)

    def sweep_unfinished(self, stale_after: float) -> None:
        """Remove what writers that died left half-written."""
        # Age is enough: if a writer is only slow, its rename fails and it learns of it.
        oldest = time.time() - stale_after
        for draft in self.unfinished.iterdir():
            try:
                if draft.stat().st_mtime < oldest:
                    _remove(draft)
            except FileNotFoundError:
                continue  # finished, or swept by another


def file_name(name: str) -> str:
    """A queue's or exchange's name as one harmless file name (`..` and `/` included)."""
    return quote(name, safe="").replace(".", "%2E")


def message_name() -> str:
    """A new file name that sorts by the time of publishing."""
    global _latest
    # The clock may be set back; one publisher's messages keep their order all the same.
    _latest = max(_latest + 1, time.time_ns())
    return f"{_latest:020d}-{uuid4().hex}.msg"


def private_folder(path: Path) -> Path:
    """The folder, made if need be: messages can name people, so only the owner reads them."""
    if not path.is_dir():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(path.parent)
    return path


def sync_folder(path: Path) -> None:
    """Make the folder's new names survive a power cut."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_synced(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with open(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)


def _remove(path: Path) -> None:
    if path.is_dir():
        for inside in path.iterdir():
            inside.unlink(missing_ok=True)
        path.rmdir()
    else:
        path.unlink(missing_ok=True)
