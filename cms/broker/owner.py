"""Who is working on which message.

Each consuming process owns a folder under in-flight/, with a lock file held for the life of the
process. Claiming a message is one rename into that folder, so only one process succeeds.

The lock is a POSIX record lock (fcntl.lockf), not flock. A flock belongs to the open file, which
a fork shares: a pool's child or any program it starts would keep a dead worker's messages
locked away. A record lock belongs to the process alone and the kernel drops it when the process
ends, however it ends. Its two traps are met here: closing any descriptor of the file in the
owning process gives the lock away, so a process opens its own lock file once and passes over its
own folder when it looks for dead owners; and a fork's child inherits no lock, so it forgets the
owner it inherited and becomes one of its own if it ever consumes.

What the lock cannot see is a pool's child still running a task after its worker was killed. Celery
has Linux kill such a child with its worker; elsewhere it ends after the task in hand.
"""

import fcntl
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

from cms.broker.bindings import drop_owner
from cms.broker.folder import BrokerFolder, file_name, private_folder
from cms.broker.waiting import names_in

logger = logging.getLogger(__name__)

LOCK = "lock"
REDELIVERED = ".again"

_owners: dict[Path, "Owner"] = {}
_guard = threading.Lock()


def owner_here(folder: BrokerFolder) -> "Owner":
    """This process's owner of the folder; there is never a second one."""
    with _guard:
        if folder.root not in _owners:
            _owners[folder.root] = Owner(folder)
        return _owners[folder.root]


def _forget_after_fork() -> None:
    global _guard
    _guard = threading.Lock()  # a thread that held it does not exist in the child
    _owners.clear()


os.register_at_fork(after_in_child=_forget_after_fork)


class Owner:
    """One process's folder of claimed messages, and the lock that shows it is alive."""

    def __init__(self, folder: BrokerFolder) -> None:
        self.folder = folder
        self._claims: dict[str, Path] = {}
        self._move_in()

    def _move_in(self) -> None:
        # Locked before it is in place: a folder others can see is never briefly unlocked.
        self.name = f"{os.getpid()}-{uuid4().hex}"
        draft = private_folder(self.folder.unfinished / self.name)
        self._lock = os.open(draft / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.lockf(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.home = private_folder(self.folder.in_flight) / self.name
        draft.rename(self.home)

    def claim(self, queue: str, waiting: Path) -> tuple[str, Path] | None:
        """Take the message for this process: its tag and new place, or None if it was taken."""
        claimed = self.home / f"{waiting.name}@{file_name(queue)}"
        try:
            waiting.rename(claimed)
        except FileNotFoundError:
            if not self.home.is_dir():  # the folder was emptied under a running worker
                self._move_in()
            return None
        tag = uuid4().hex
        self._claims[tag] = claimed
        return tag, claimed

    def finish(self, tag: str) -> None:
        """The message is dealt with: delete it."""
        # Not synced: if a power cut brings the file back, the message is only delivered again.
        claimed = self._claims.pop(tag, None)
        if claimed is not None:
            claimed.unlink(missing_ok=True)

    def give_back(self, tag: str) -> None:
        """Return the message to its queue, at the place its age gives it."""
        claimed = self._claims.pop(tag, None)
        if claimed is not None:
            _return(self.folder, claimed)

    def set_aside(self, tag: str) -> None:
        """Keep a file that is no message out of the way, for a person to look at."""
        claimed = self._claims.pop(tag)
        claimed.rename(private_folder(self.folder.unreadable) / claimed.name)


def was_delivered_before(claimed: Path) -> bool:
    return REDELIVERED in claimed.name.partition("@")[0]


def take_over_dead(folder: BrokerFolder) -> int:
    """Return dead owners' messages to their queues, and say how many there were."""
    me = owner_here(folder).name
    returned = 0
    for home in folder.in_flight.iterdir():
        if home.name == me:
            continue
        with _lock_of_dead(home) as dead:
            if dead:
                returned += _clear(folder, home)
    return returned


def _clear(folder: BrokerFolder, home: Path) -> int:
    # Everything here may be done twice: the lock does not keep two threads of a process apart.
    claimed = set(names_in(home)) - {LOCK}
    returned = sum(_return(folder, home / name) for name in claimed)
    drop_owner(folder, home.name)
    (home / LOCK).unlink(missing_ok=True)
    with suppress(OSError):
        home.rmdir()
    if returned:
        logger.warning("Took over %d message(s) of a process that died.", returned)
    return returned


@contextmanager
def _lock_of_dead(home: Path) -> Iterator[bool]:
    """Hold the owner's lock if it is free, so that only one process clears up after it."""
    try:
        # Created if missing: whoever began to clear up here may have died in the middle.
        lock = os.open(home / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except FileNotFoundError:
        yield False  # another process has cleared up
        return
    try:
        yield _try_lock(lock)
    finally:
        os.close(lock)


def _try_lock(lock: int) -> bool:
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _return(folder: BrokerFolder, claimed: Path) -> bool:
    name, _, queue = claimed.name.partition("@")
    target = folder.queue(unquote(queue)) / (name.removesuffix(REDELIVERED) + REDELIVERED)
    private_folder(target.parent)
    try:
        claimed.rename(target)
    except FileNotFoundError:
        return False  # acknowledged, or returned by another process
    return True
