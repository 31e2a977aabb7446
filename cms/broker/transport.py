"""What kombu calls: channels and a transport over the broker's folder."""

import logging
from collections.abc import Callable
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any

from kombu.exceptions import OperationalError
from kombu.transport import virtual
from kombu.utils.json import dumps, loads

from cms.broker.bindings import SHARED, Binding, bind, delete_queue, table, unbind
from cms.broker.folder import BrokerFolder, message_name, private_folder
from cms.broker.owner import Owner, owner_here, take_over_dead, was_delivered_before
from cms.broker.waiting import Waiting, names_in, purge

logger = logging.getLogger(__name__)

# How many messages one turn of Celery's event loop may take, so that results get their turn.
MOST_PER_TURN = 50


class Channel(virtual.Channel):
    """A channel whose queues are folders and whose unacknowledged messages are claimed files."""

    supports_fanout = True

    def __init__(self, connection: "Transport", **kwargs: Any) -> None:
        super().__init__(connection, **kwargs)
        self.folder = connection.folder
        self._pause = connection.polling_interval / 2  # below it, or every second look is wasted
        self._waiting: dict[str, Waiting] = {}
        self._unacknowledged_queues: set[str] = set()
        self._private_queues: set[str] = set()

    @property
    def owner(self) -> Owner:
        return owner_here(self.folder)

    # Publishing

    def _put(self, queue: str, message: dict[str, Any], **_: Any) -> None:
        target = self.folder.queue(queue) / message_name()
        try:
            self.folder.write(target, dumps(message).encode())
        except OSError as error:
            raise OperationalError(
                f"The message could not be kept in {self.folder.root}: {error.strerror}"
            ) from error

    def _put_fanout(self, exchange: str, message: dict[str, Any], _key: str, **_: Any) -> None:
        for queue in {binding.queue for binding in self.get_table(exchange)}:
            self._put(queue, message)

    # Consuming

    def basic_consume(self, queue: str, no_ack: bool, *args: Any, **kwargs: Any) -> None:
        if no_ack:
            self._unacknowledged_queues.add(queue)
        super().basic_consume(queue, no_ack, *args, **kwargs)

    def basic_get(self, queue: str, no_ack: bool = False, **kwargs: Any) -> Any:
        message = super().basic_get(queue, no_ack, **kwargs)
        if message is not None and no_ack:
            self.owner.finish(message.delivery_tag)
        return message

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        self.connection.tend()
        waiting = self._waiting.setdefault(queue, Waiting(self.folder.queue(queue), self._pause))
        while (path := waiting.next()) is not None:
            payload = self._claim(queue, path)
            if payload is not None:
                return payload
        raise Empty

    def _claim(self, queue: str, path: Path) -> dict[str, Any] | None:
        claim = self.owner.claim(queue, path)
        if claim is None:
            return None
        tag, claimed = claim
        try:
            payload = _read(claimed, tag)
        except (ValueError, KeyError, TypeError):
            logger.exception("%s is no message; it is kept in 'unreadable'.", claimed.name)
            self.owner.set_aside(tag)
            return None
        if queue in self._unacknowledged_queues:
            self.owner.finish(tag)
        return payload

    def basic_ack(self, delivery_tag: str, multiple: bool = False) -> None:
        self.owner.finish(delivery_tag)
        super().basic_ack(delivery_tag, multiple)

    def basic_reject(self, delivery_tag: str, requeue: bool = False) -> None:
        if not requeue:
            self.owner.finish(delivery_tag)
        super().basic_reject(delivery_tag, requeue)

    def _restore(self, message: virtual.Message) -> None:
        # In a fork's child this does nothing: the message stays with the process that claimed it.
        self.owner.give_back(message.delivery_tag)

    # Queues and exchanges

    def _new_queue(
        self, queue: str, auto_delete: bool = False, exclusive: bool = False, **_: Any
    ) -> None:
        if auto_delete or exclusive:
            self._private_queues.add(queue)  # its folder waits for the binding that has it removed
        else:
            private_folder(self.folder.queue(queue))

    def _has_queue(self, queue: str, **_: Any) -> bool:
        return self.folder.queue(queue).is_dir()

    def _size(self, queue: str) -> int:
        return len(names_in(self.folder.queue(queue)))

    def _purge(self, queue: str) -> int:
        return purge(self.folder.queue(queue))

    def _queue_bind(self, exchange: str, key: str, pattern: str, queue: str) -> None:
        binding = Binding(key or "", pattern or "", queue)
        bind(self.folder, exchange, binding, self._binder(queue))
        private_folder(self.folder.queue(queue))

    def _delete(
        self, queue: str, exchange: str, key: str, pattern: str, *_args: Any, **_: Any
    ) -> None:
        binding = Binding(key or "", pattern or "", queue)
        unbind(self.folder, exchange, binding, self._binder(queue))
        delete_queue(self.folder, queue)

    def _binder(self, queue: str) -> str:
        return self.owner.name if queue in self._private_queues else SHARED

    def get_table(self, exchange: str) -> list[Binding]:
        return table(self.folder, exchange)


class Transport(virtual.Transport):
    """The folder as a broker, for Celery's event loop as well as for a blocking client."""

    Channel = Channel
    # Asynchronous, so that a pool's result wakes the worker at once. Celery's blocking loop
    # would acknowledge only after its two-second wait, and fetch no new task until then.
    implements = virtual.Transport.implements.extend(
        asynchronous=True, exchange_type=frozenset(["direct", "topic", "fanout"])
    )
    driver_type = "filesystem"
    driver_name = "filesystem"
    default_connection_params: dict[str, Any] = {}

    polling_interval = 0.25
    takeover_interval = 5.0
    stale_after = 600.0

    def __init__(self, client: Any, **kwargs: Any) -> None:
        super().__init__(client, **kwargs)
        options = client.transport_options
        if "folder" not in options:
            raise ValueError("CELERY_BROKER_TRANSPORT_OPTIONS has to name the broker's 'folder'.")
        self.folder = BrokerFolder(options["folder"])
        self.takeover_interval = options.get("takeover_interval", self.takeover_interval)
        self.stale_after = options.get("stale_after", self.stale_after)
        self._tended_at = float("-inf")
        self._leave_loop: Callable[[], None] | None = None

    def driver_version(self) -> str:
        return "1"

    def tend(self) -> None:
        """Now and then, take over dead owners' messages and sweep what was never finished."""
        if monotonic() - self._tended_at >= self.takeover_interval:
            self._tended_at = monotonic()
            take_over_dead(self.folder)
            self.folder.sweep_unfinished(self.stale_after)

    def register_with_event_loop(self, connection: Any, loop: Any) -> None:
        self._leave()

        def look() -> None:
            if self._look():
                # The pool hands tasks on in a tick of its own, and ticks run in any order. What was
                # fetched after the pool's turn would lie until the loop turns again.
                for tick in set(loop.on_tick) - {look}:
                    tick()

        # No file descriptor becomes readable when a message arrives, so a timer turns the loop.
        turn = loop.call_repeatedly(self.polling_interval, _turn)
        loop.on_tick.add(look)

        def leave() -> None:
            loop.on_tick.discard(look)
            turn.cancel()

        self._leave_loop = leave

    def _look(self) -> bool:
        """Deliver what waits, and say whether anything did."""
        if self.cycle is None:
            return False
        for number in range(MOST_PER_TURN):
            try:
                self.cycle.get(self._deliver)
            except Empty:
                return number > 0
        return True

    def _leave(self) -> None:
        leave, self._leave_loop = self._leave_loop, None
        if leave is not None:
            leave()

    def close_connection(self, connection: Any) -> None:
        self._leave()
        super().close_connection(connection)


def _read(claimed: Path, tag: str) -> dict[str, Any]:
    payload: dict[str, Any] = loads(claimed.read_bytes())
    properties = payload["properties"]
    # A tag for each claim: one message published to two queues is otherwise acknowledged in both.
    properties["delivery_tag"] = tag
    if was_delivered_before(claimed):
        properties.setdefault("delivery_info", {})["redelivered"] = True
    return payload


def _turn() -> None:
    """Wakes the event loop; the looking is done on its tick."""
