"""The whole site as one command: `python -m cms.processes`.

Runs the web server, the worker and the clock that starts scheduled work, and starts whichever
dies again. Reads HOST (127.0.0.1), PORT (8000), BASE_URL (that host and port), PLAYER_URL (the next
port), DATA_DIR (.data beside the package), WEB_WORKERS (1), WEB_THREADS (4) and
WORKER_CONCURRENCY (1). TERM or Ctrl-C stops everything.
"""

import ctypes
import fcntl
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from cms.ports import CannotStart, Site, answers, refuse_busy_ports

LONGEST_DELAY = 30.0
STEADY_AFTER = 60.0
STOP_WITHIN = 20.0
TICK = 0.2
LAST_CHUNKS = 16  # of a dead child's output: something it started may write for ever
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Command:
    """A process to keep running, and the name its output goes by."""

    name: str
    argv: Sequence[str]


@dataclass
class Child:
    """One command, its running process and how long to wait before it is started again."""

    command: Command
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    delay: float = 0.0
    unfinished_line: bytes = field(default=b"", repr=False)

    def next_delay(self) -> float:
        """1, 2, 4 ... 30 seconds, and from the beginning after a steady minute."""
        if time.monotonic() - self.started_at >= STEADY_AFTER:
            self.delay = 0.0
        self.delay = min(self.delay * 2 or 1.0, LONGEST_DELAY)
        return self.delay


class ProcessGroup:
    """Keeps commands running until it is told to stop.

    All in one thread: a child is told to die with the thread that started it (see `_die_with`),
    and code between fork and exec is only safe where no other thread runs.
    """

    def __init__(self, commands: Sequence[Command], stop_within: float = STOP_WITHIN) -> None:
        self._children = [Child(command) for command in commands]
        self._stop_within = stop_within
        self._selector = selectors.DefaultSelector()
        self._stopping = False

    def run(self, on_tick: Callable[[], None] = lambda: None) -> None:
        """Start everything, call `on_tick` a few times a second, return when all has stopped."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        while not self._stopping:
            self._start_what_is_due()
            self._pass_output_on(TICK)
            self._notice_the_dead()
            on_tick()
        self._stop()

    def _ask_to_stop(self, *_: object) -> None:
        self._stopping = True

    def _start_what_is_due(self) -> None:
        for child in self._children:
            if child.process is None and time.monotonic() >= child.start_at:
                self._start(child)

    def _start(self, child: Child) -> None:
        process = subprocess.Popen(
            child.command.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # Ctrl-C reaches a terminal's whole group; children hear of it from here, once.
            start_new_session=True,
            preexec_fn=_die_with(os.getpid()),
        )
        child.process, child.started_at = process, time.monotonic()
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        self._selector.register(process.stdout, selectors.EVENT_READ, child)

    def _notice_the_dead(self) -> None:
        for child in self._children:
            if child.process is None or not _has_ended(child.process):
                continue
            reason = self._bury(child)
            delay = child.next_delay()
            child.start_at = time.monotonic() + delay
            say(f"{child.command.name} died ({reason}); starting it again in {delay:.0f} s")

    def _bury(self, child: Child) -> str:
        """Clear up after a child that has ended and say how it ended."""
        process = child.process
        assert process is not None
        # What it started may still hold the port or a task. Not yet reaped, its number is its own.
        _signal_group(process, signal.SIGKILL)
        reason = _reason(process.wait())
        assert process.stdout is not None
        for _ in range(LAST_CHUNKS):
            if not self._pass_on(child, process.stdout.fileno()):
                break
        if child.unfinished_line:
            self._pass_on_lines(child, b"\n")
        self._selector.unregister(process.stdout)
        process.stdout.close()
        child.process = None
        return reason

    def _pass_output_on(self, timeout: float) -> None:
        for key, _ in self._selector.select(timeout):
            if not self._pass_on(key.data, key.fd):
                time.sleep(TICK / 10)  # closed by a child that lives on: do not spin
        if not self._selector.get_map():
            time.sleep(timeout)

    def _pass_on(self, child: Child, handle: int) -> bool:
        """Pass on what the child has written, if anything."""
        try:
            chunk = os.read(handle, 65536)
        except BlockingIOError:
            return False
        self._pass_on_lines(child, chunk)
        return bool(chunk)

    def _pass_on_lines(self, child: Child, chunk: bytes) -> None:
        *lines, child.unfinished_line = (child.unfinished_line + chunk).split(b"\n")
        for line in lines:
            say(f"{child.command.name:<6} | {line.decode(errors='replace')}")

    def _stop(self) -> None:
        """TERM in the reverse of the order of starting, and KILL for what takes too long."""
        deadline = time.monotonic() + self._stop_within
        running = [child for child in reversed(self._children) if child.process is not None]
        for child in running:
            say(f"stopping {child.command.name}")
            assert child.process is not None
            child.process.terminate()
        while running and time.monotonic() < deadline:
            self._pass_output_on(TICK / 4)
            running = [child for child in running if not self._has_stopped(child)]
        for child in running:
            say(f"{child.command.name} took longer than {self._stop_within:.0f} s and was killed")
            self._bury(child)

    def _has_stopped(self, child: Child) -> bool:
        assert child.process is not None
        ended = _has_ended(child.process)
        if ended:
            self._bury(child)
        return ended


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def site_commands(site: Site, env: Mapping[str, str]) -> list[Command]:
    """The web server, the worker and the clock, in the order they are started."""
    python, celery = sys.executable, ["celery", "-A", "cms.celery"]
    binds = [part for bind in site.binds for part in ("--bind", bind)]
    web = ["gunicorn", "cms.wsgi:application", *binds, "--worker-class", "gthread"]
    web += ["--workers", env.get("WEB_WORKERS", "1"), "--threads", env.get("WEB_THREADS", "4")]
    web += ["--graceful-timeout", "15"]  # below STOP_WITHIN, so that gunicorn ends by itself
    worker = ["worker", "--concurrency", env.get("WORKER_CONCURRENCY", "1")]
    beat = ["beat", "--scheduler", "django_celery_beat.schedulers:DatabaseScheduler"]
    return [
        Command("web", [python, "-m", *web, *_without_control_socket()]),
        Command("worker", [python, "-m", *celery, *worker]),
        Command("beat", [python, "-m", *celery, *beat, "--pidfile="]),
    ]


def main(commands: Callable[[Site, Mapping[str, str]], Sequence[Command]] = site_commands) -> int:
    try:
        site = Site.from_environment(os.environ)
        with only_copy(site):
            refuse_busy_ports(site)
            # A relative path would mean another place to a child that changes its folder.
            os.environ["DATA_DIR"] = str(site.data_dir)
            os.environ.setdefault("BASE_URL", site.address.rstrip("/"))
            os.environ["PYTHONUNBUFFERED"] = "1"
            ProcessGroup(commands(site, os.environ)).run(Welcome(site))
    except CannotStart as reason:
        say(str(reason))
        return 1
    return 0


class Welcome:
    """Says once where the site is, as soon as it answers there."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._said = False

    def __call__(self) -> None:
        if not self._said and answers(self._site):
            self._said = True
            say(f"Waymark is at {self._site.address}")
            sign_ins = self._site.data_dir / "sign-ins.txt"
            if sign_ins.exists():
                say(sign_ins.read_text().rstrip())
            if self._site.player_port:
                player = self._site.address_at(self._site.player_port)
                say(f"Activities play at {player}, in a frame of its pages")


@contextmanager
def only_copy(site: Site) -> Iterator[None]:
    """Hold DATA_DIR for this process; refuse if another process holds it."""
    site.data_dir.mkdir(parents=True, exist_ok=True)
    with (site.data_dir / "processes.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            where = lock.read().strip() or site.data_dir
            raise CannotStart(
                f"Waymark is already running on {where} with the data in {site.data_dir}."
                " For a second copy choose another DATA_DIR and PORT."
            ) from None
        lock.truncate(0)
        lock.write(f"{site.address}\n")
        lock.flush()
        yield


def _without_control_socket() -> list[str]:
    # Newer gunicorns open one in the home folder, which two copies of the site would share.
    from gunicorn.config import KNOWN_SETTINGS

    known = {setting.name for setting in KNOWN_SETTINGS}
    return ["--no-control-socket"] if "control_socket_disable" in known else []


def _die_with(parent: int) -> Callable[[], None]:
    """What a child does before it becomes its command: ask to be killed with its parent."""

    def ask() -> None:
        if sys.platform != "linux":
            return
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the request was made
            os._exit(1)

    return ask


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether it has ended, without reaping it: see `_bury`."""
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return  # nothing of it is left


def _reason(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"


if __name__ == "__main__":
    sys.exit(main())
