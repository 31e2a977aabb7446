"""Which queues an exchange leads to, shared by all processes through the folder.

One file a binding, so that none is ever rewritten in place. A queue that belongs to one
process (a worker's mailbox, the queue for replies to `celery inspect`) carries its owner's name
and goes with it: otherwise every worker that died would leave a mailbox filling for ever.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cms.broker.folder import BrokerFolder
from cms.broker.waiting import purge

SHARED = "shared"


class Binding(NamedTuple):
    """A row of kombu's routing table."""

    routing_key: str
    pattern: str
    queue: str


def bind(folder: BrokerFolder, exchange: str, binding: Binding, owner: str = SHARED) -> None:
    path = _path(folder, exchange, binding, owner)
    if not path.exists():
        folder.write(path, json.dumps(binding).encode())


def unbind(folder: BrokerFolder, exchange: str, binding: Binding, owner: str = SHARED) -> None:
    _path(folder, exchange, binding, owner).unlink(missing_ok=True)


def table(folder: BrokerFolder, exchange: str) -> list[Binding]:
    """Every binding of the exchange, each once however many processes declared it."""
    return sorted({binding for _, binding in _read(folder.exchange(exchange))})


def drop_owner(folder: BrokerFolder, owner: str) -> None:
    """Remove a dead process's own queues and the bindings that led to them."""
    orphaned = set()
    for exchange in folder.exchanges.iterdir():
        for path, binding in _read(exchange, owner):
            orphaned.add(binding.queue)
            path.unlink(missing_ok=True)
    for queue in orphaned - _bound_queues(folder):
        delete_queue(folder, queue)


def delete_queue(folder: BrokerFolder, queue: str) -> int:
    """Remove the queue with what waits in it."""
    home = folder.queue(queue)
    removed = purge(home)
    with suppress(OSError):  # gone, or somebody has just published to it
        home.rmdir()
    return removed


def _bound_queues(folder: BrokerFolder) -> set[str]:
    exchanges = folder.exchanges.iterdir()
    return {binding.queue for exchange in exchanges for _, binding in _read(exchange)}


def _read(exchange: Path, owner: str = "*") -> Iterator[tuple[Path, Binding]]:
    for path in exchange.glob(f"{owner}~*.json"):
        try:
            yield path, Binding(*json.loads(path.read_bytes()))
        except FileNotFoundError:
            continue  # unbound meanwhile


def _path(folder: BrokerFolder, exchange: str, binding: Binding, owner: str) -> Path:
    digest = sha256(json.dumps(binding).encode()).hexdigest()[:24]
    return folder.exchange(exchange) / f"{owner}~{digest}.json"
