"""The folder broker, with real workers that are really killed."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection, Exchange, Queue
from kombu.asynchronous import Hub
from kombu.exceptions import OperationalError

pytestmark = pytest.mark.embedded
ROOT = Path(__file__).resolve().parents[2]

TINY_APP = """
import os, time
from celery import Celery

app = Celery("tiny")
app.conf.update(
    broker_url="filesystem://",
    broker_transport="cms.broker:Transport",
    broker_transport_options={"folder": os.environ["BROKER"], "takeover_interval": 0.5},
    broker_connection_retry_on_startup=True,
    task_ignore_result=True,
    task_acks_late=True,
    worker_prefetch_multiplier=1,
)

def note(line):
    handle = os.open(os.environ["LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{line} {os.getpid()} {time.monotonic_ns()}\\n".encode())
    os.close(handle)

@app.task(name="work")
def work(number, pause):
    note(f"start {number}")
    time.sleep(pause)
    note(f"end {number}")
"""

HOLD_A_MESSAGE = """
import os, sys, time
from kombu import Connection

connection = Connection(transport="cms.broker:Transport", transport_options={"folder": sys.argv[1]})
message = connection.channel().basic_get("errands")
if os.fork() == 0:  # a child that outlives its parent, with all it inherited still open
    time.sleep(30)
    os._exit(0)
print("holding", message.payload, flush=True)
time.sleep(30)
"""


class Bench:
    """A broker folder, a tiny Celery app over it, and the workers started on them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "broker"
        self.log = home / "log"
        self.workers: list[subprocess.Popen[bytes]] = []
        (home / "tinyapp.py").write_text(TINY_APP)
        self.env = os.environ | {
            "BROKER": str(self.folder),
            "LOG": str(self.log),
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(home)]),
            "C_FORCE_ROOT": "1",
        }

    def command(self, *args: str) -> list[str]:
        return [sys.executable, "-m", "celery", "-A", "tinyapp", *args]

    def start_worker(self, name: str = "one", concurrency: int = 1) -> subprocess.Popen[bytes]:
        args = ("worker", "-n", f"{name}@here", "-c", str(concurrency), "--loglevel", "WARNING")
        with (self.home / "workers.log").open("ab") as output:
            worker = subprocess.Popen(
                self.command(*args),
                env=self.env,
                cwd=self.home,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.workers.append(worker)
        return worker

    def run(self, script: str, *args: str, **kwargs: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", script, *args],
            env=self.env,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            **kwargs,
        )

    def publish(self, count: int, pause: float) -> None:
        script = f"import tinyapp\nfor n in range({count}): tinyapp.work.delay(n, {pause})"
        done = self.run(script)
        assert done.returncode == 0, done.stderr

    def events(self, kind: str) -> list[tuple[int, int, int]]:
        """(task number, process, time) of every start or end."""
        lines = self.log.read_text().split("\n") if self.log.exists() else []
        words = [line.split() for line in lines if line.startswith(kind)]
        return [(int(number), int(pid), int(at)) for _, number, pid, at in words]

    def ended(self) -> Counter[int]:
        return Counter(number for number, _, _ in self.events("end"))

    def connect(self, **options: Any) -> Connection:
        options = {"folder": str(self.folder), "polling_interval": 0, **options}
        return Connection(transport="cms.broker:Transport", transport_options=options)

    def files(self, place: str) -> list[Path]:
        return [path for path in (self.folder / place).rglob("*") if path.is_file()]

    def claimed(self) -> list[Path]:
        return [path for path in self.files("in-flight") if path.name != "lock"]

    def mailboxes(self) -> list[str]:
        return [path.name for path in (self.folder / "queues").glob("*pidbox")]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    for worker in bench.workers:
        kill_group(worker)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until(condition: Callable[[], Any], within: float = 120) -> None:
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def put(connection: Connection, *bodies: str, queue: str = "errands") -> None:
    for body in bodies:
        connection.Producer().publish(body, routing_key=queue)


def take_all(channel: Any, queue: str = "errands") -> list[str]:
    messages = iter(lambda: channel.basic_get(queue), None)
    return [message.payload for message in messages if message.ack() is None]


# Nothing is lost, nothing runs twice at once --------------------------------


@pytest.mark.slow
def test_no_task_is_lost_when_the_worker_is_killed_five_times(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    bench.publish(1000, pause=0.005)
    for kill in range(1, 6):
        worker = bench.start_worker(concurrency=2)
        wait_until(lambda kill=kill: len(bench.ended()) >= kill * 150)
        kill_group(worker)
    bench.start_worker(concurrency=2)
    wait_until(lambda: len(bench.ended()) == 1000)
    wait_until(lambda: not bench.files("queues"))
    lost = 1000 - len(bench.ended())
    started = Counter(number for number, _, _ in bench.events("start"))
    begun_again = sum(times > 1 for times in started.values())
    duplicated = sum(times > 1 for times in bench.ended().values())
    with capsys.disabled():
        seconds = time.monotonic() - began
        print(f"\n1000 tasks, 5 kills: {lost} lost, {begun_again} begun again,", end=" ")
        print(f"{duplicated} finished twice, {seconds:.1f} s")
    assert lost == 0
    assert begun_again <= 5 * 2  # no more than the pool had in hand at each kill


@pytest.mark.slow
def test_two_workers_never_run_one_message_at_once(bench: Bench) -> None:
    bench.start_worker("one")
    bench.start_worker("two")
    wait_until(lambda: len(bench.mailboxes()) == 2)
    bench.publish(300, pause=0.005)
    wait_until(lambda: len(bench.ended()) == 300)
    starts, ends = bench.events("start"), bench.events("end")
    assert len(starts) == len(ends) == 300
    assert len({pid for _, pid, _ in starts}) == 2


def test_what_is_fetched_reaches_the_pool_in_the_same_turn(bench: Bench) -> None:
    """Ticks run in any order; a task fetched after the pool's would lie for a quarter second."""
    said: list[str] = []
    hub = Hub()
    with bench.connect() as connection:
        put(connection, "task")
        consumer = connection.Consumer([Queue("errands")])
        consumer.register_callback(lambda _body, message: (said.append("fetched"), message.ack()))
        consumer.consume()
        connection.connection  # noqa: B018 - kombu connects when asked
        connection.transport.register_with_event_loop(connection.connection, hub)
        pools = [partial(said.append, f"pool {number}") for number in range(8)]
        hub.on_tick.update(pools)
        loop = hub.create_loop()
        for _ in range(20):
            if "fetched" in said:
                break
            next(loop)
    after = said[said.index("fetched") :]
    assert {f"pool {number}" for number in range(8)} <= set(after)


def test_a_pools_child_does_not_go_on_while_its_message_runs_again(bench: Bench) -> None:
    worker = bench.start_worker("one")
    bench.publish(1, pause=2)
    wait_until(lambda: bench.events("start"))
    os.kill(worker.pid, signal.SIGKILL)  # the parent alone, as when memory runs out
    bench.start_worker("two")
    wait_until(lambda: bench.ended()[0])
    first, second = bench.events("start")
    (end,) = bench.events("end")
    assert first[1] != second[1] == end[1]


def test_a_worker_told_to_stop_finishes_its_task_and_acknowledges_it(bench: Bench) -> None:
    worker = bench.start_worker()
    bench.publish(1, pause=1)
    wait_until(lambda: bench.events("start"))
    worker.terminate()
    assert worker.wait(timeout=20) == 0
    assert bench.ended() == {0: 1}
    assert bench.files("queues") == bench.claimed() == []


# Dead owners and live ones --------------------------------------------------


def test_only_a_dead_owners_messages_are_taken_over(bench: Bench) -> None:
    with bench.connect(takeover_interval=0) as connection:
        put(connection, "held")
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD_A_MESSAGE, str(bench.folder)],
            env=bench.env,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        bench.workers.append(holder)
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"holding held\n"
        channel = connection.channel()
        assert channel.basic_get("errands") is None
        holder.kill()
        holder.wait()
        message = channel.basic_get("errands")  # although the holder's child is still there
        assert message.payload == "held"
        assert message.delivery_info["redelivered"]
        os.killpg(holder.pid, signal.SIGKILL)


def test_a_dead_workers_mailbox_goes_and_a_live_one_answers(bench: Bench) -> None:
    first = bench.start_worker("one")
    wait_until(bench.mailboxes)
    kill_group(first)
    bench.start_worker("two")
    wait_until(lambda: bench.mailboxes() == ["two%40here%2Ecelery%2Epidbox"])
    ping = bench.command("inspect", "ping", "--timeout", "3")
    answer = subprocess.run(ping, env=bench.env, cwd=bench.home, capture_output=True, check=False)
    assert b"two@here: OK" in answer.stdout
    assert len(bench.mailboxes()) == 1  # the queue for replies is gone too
    assert len(bench.files("exchanges")) == 2  # the tasks' queue and the mailbox


def test_a_forked_child_leaves_its_parents_messages_alone(bench: Bench) -> None:
    with bench.connect() as connection:
        put(connection, "mine")
        channel = connection.channel()
        message = channel.basic_get("errands")
        if (child := os.fork()) == 0:
            channel.close()  # would give back what the channel holds
            os._exit(0)
        os.waitpid(child, 0)
        assert bench.files("queues") == []
        assert len(bench.claimed()) == 1
        message.ack()
        assert bench.claimed() == []


# Half-written messages and full disks ---------------------------------------


def test_a_half_written_message_is_never_read_and_later_swept(bench: Bench) -> None:
    with bench.connect(takeover_interval=0) as connection:
        channel = connection.channel()
        half = bench.folder / "unfinished" / "abc.part"
        half.write_text('{"body": "aGFs')
        assert channel.basic_get("errands") is None
        assert half.exists()
        os.utime(half, (time.time() - 3600,) * 2)
        assert channel.basic_get("errands") is None
        assert not half.exists()


def test_a_file_that_is_no_message_is_set_aside(bench: Bench) -> None:
    with bench.connect() as connection:
        put(connection, "first", "second")
        first = min(bench.files("queues"))
        first.write_bytes(first.read_bytes()[:40])
        assert take_all(connection.channel()) == ["second"]
        assert len(bench.files("unreadable")) == 1


REFUSED_THEN_ACCEPTED = """
import os, tinyapp
from kombu.exceptions import OperationalError
{make_full}
try:
    tinyapp.work.delay(1, 0)
except OperationalError as error:
    print("refused:", error)
print("left behind:", os.listdir(os.environ["BROKER"] + "/unfinished"))
{make_room}
tinyapp.work.delay(2, 0)
"""


def test_a_publisher_learns_that_a_message_could_not_be_written(bench: Bench) -> None:
    bench.publish(1, pause=0)
    limit = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({}, r.RLIM_INFINITY))"
    script = REFUSED_THEN_ACCEPTED.format(
        make_full=limit.format(100), make_room=limit.format("r.RLIM_INFINITY")
    )
    done = bench.run(script)
    assert done.returncode == 0, done.stderr
    assert os.strerror(errno.EFBIG) in done.stdout
    assert "left behind: []" in done.stdout
    assert len(bench.files("queues")) == 2


IN_OWN_MOUNTS = ["unshare", "--map-root-user", "--mount"]


def may_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    attempt = [*IN_OWN_MOUNTS, "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"]
    return subprocess.run(attempt, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="this machine lets nobody mount a small disk")
def test_a_publisher_learns_that_the_disk_is_full(bench: Bench) -> None:
    bench.folder.mkdir()
    fill = """
tinyapp.work.delay(0, 0)
try:
    with open(os.environ["BROKER"] + "/filler", "wb", buffering=0) as filler:
        while filler.write(b"x" * 512): pass
except OSError: pass
"""
    room = 'os.unlink(os.environ["BROKER"] + "/filler")'
    count = '\nprint("waiting:", len(os.listdir(os.environ["BROKER"] + "/queues/celery")))'
    (bench.home / "full.py").write_text(
        REFUSED_THEN_ACCEPTED.format(make_full=fill, make_room=room) + count
    )
    steps = 'mount -t tmpfs -o size=256k tmpfs "$BROKER" && exec "$0" full.py'
    done = subprocess.run(
        [*IN_OWN_MOUNTS, "sh", "-c", steps, sys.executable],
        env=bench.env,
        cwd=bench.home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert os.strerror(errno.ENOSPC) in done.stdout
    assert "left behind: []" in done.stdout
    assert "waiting: 2" in done.stdout


# Queues ---------------------------------------------------------------------


def test_messages_come_in_the_order_of_publishing(bench: Bench) -> None:
    numbers = [str(number) for number in range(1200)]
    with bench.connect() as connection:
        put(connection, *numbers)
        assert take_all(connection.channel()) == numbers


def test_a_message_put_back_keeps_its_place_and_says_it_was_delivered(bench: Bench) -> None:
    with bench.connect() as connection:
        put(connection, "first", "second")
        channel = connection.channel()
        message = channel.basic_get("errands")
        message.requeue()
        again = connection.channel().basic_get("errands")
        assert (message.payload, again.payload) == ("first", "first")
        assert again.delivery_info["redelivered"]
        again.reject()
        assert take_all(channel) == ["second"]


def test_closing_a_channel_gives_back_what_was_not_acknowledged(bench: Bench) -> None:
    with bench.connect() as connection:
        put(connection, "first", "second")
        with connection.channel() as channel:
            channel.basic_get("errands")
            channel.basic_get("errands")
        assert take_all(connection.channel()) == ["first", "second"]


def test_size_and_purge_count_what_waits(bench: Bench) -> None:
    with bench.connect() as connection:
        put(connection, "a", "b", "c")
        put(connection, "other", queue="../elsewhere")
        channel = connection.channel()
        held = channel.basic_get("errands")
        assert channel.queue_declare("errands").message_count == 2
        assert channel.queue_purge("errands") == 2
        assert channel.queue_declare("errands").message_count == 0
        held.ack()
        assert take_all(channel, "../elsewhere") == ["other"]


def test_a_message_for_two_queues_is_acknowledged_in_each(bench: Bench) -> None:
    news = Exchange("news", type="fanout")
    with bench.connect() as connection:
        channel = connection.channel()
        for name in ("left", "right"):
            Queue(name, news)(channel).declare()
        connection.Producer().publish("hello", exchange=news, routing_key="")
        left, right = channel.basic_get("left"), channel.basic_get("right")
        left.ack()
        assert len(bench.claimed()) == 1
        right.requeue()
        assert take_all(channel, "left") == []
        assert take_all(connection.channel(), "right") == ["hello"]


def test_the_folder_has_to_be_named() -> None:
    with pytest.raises(ValueError, match="'folder'"):
        Connection(transport="cms.broker:Transport").channel()


def test_an_error_for_a_publisher_is_one_celery_passes_on(bench: Bench) -> None:
    with bench.connect() as connection, pytest.raises(OperationalError, match="File name too long"):
        put(connection, "lost", queue="x" * 300)
