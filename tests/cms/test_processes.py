"""One command for the whole site, tried with small real processes."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cms.ports import CannotStart, Site
from cms.processes import Child, Command, site_commands

pytestmark = pytest.mark.embedded
ROOT = Path(__file__).resolve().parents[2]

SMALL_WEB = """
import os, http.server
address = ("127.0.0.1", int(os.environ["PORT"]))
handler = http.server.SimpleHTTPRequestHandler
http.server.ThreadingHTTPServer(address, handler).serve_forever()
"""

SLEEPS = "print('sleeping'); import time; time.sleep(60)"
WILL_NOT_STOP = "import signal; signal.signal(signal.SIGTERM, lambda *_: print('no')); " + SLEEPS
DIES = "import sys; print('no database'); sys.exit(3)"

TINY_SITE = """
import os, time
from celery import Celery

def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"here"]

app = Celery("tiny")
app.conf.update(
    broker_url="filesystem://",
    broker_transport="cms.broker:Transport",
    broker_transport_options={"folder": os.environ["DATA_DIR"] + "/broker"},
    broker_connection_retry_on_startup=True,
    task_acks_late=True,
    task_ignore_result=True,
)

@app.task(name="sleep")
def sleep():
    print("task begun", flush=True)
    time.sleep(60)
"""


class Copy:
    """A running copy of the command, with other processes than the site's."""

    def __init__(
        self, home: Path, port: int, player: str = "", **commands: str | list[str]
    ) -> None:
        self.port = port
        self.mark = uuid4().hex
        self.stderr = home / f"stderr-{self.mark}"
        listed = [
            (name, [sys.executable, "-c", code] if isinstance(code, str) else code)
            for name, code in commands.items()
        ]
        script = (
            "import sys; from cms.processes import Command, ProcessGroup, main\n"
            f"sys.exit(main(lambda *_: [Command(n, a) for n, a in {listed!r}]))"
        )
        env = os.environ | {
            "DATA_DIR": str(home / "data"),
            "PORT": str(port),
            "PLAYER_URL": player,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(home)]),
            "C_FORCE_ROOT": "1",
            "TEST_MARK": self.mark,
        }
        self.env = env
        with self.stderr.open("wb") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "-c", script], env=env, cwd=home, stderr=stderr
            )

    @property
    def lines(self) -> list[str]:
        return self.stderr.read_text().splitlines()

    def says(self, pattern: str, within: float = 20) -> None:
        wait_until(lambda: re.search(pattern, "\n".join(self.lines)), within, self)

    def alive(self) -> list[int]:
        """Every process that inherited this copy's mark, however far removed."""
        return [
            int(path.parent.name)
            for path in Path("/proc").glob("[0-9]*/environ")
            if self.mark.encode() in _read(path)
        ]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # ended meanwhile


def wait_until(condition: Callable[[], Any], within: float = 20, about: Any = None) -> None:
    deadline = time.monotonic() + within
    while not condition():
        shown = "\n".join(about.lines) if about else ""
        assert time.monotonic() < deadline, f"waited in vain\n{shown}"
        time.sleep(0.05)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Copy]]:
    started: list[Copy] = []

    def start(home: str = "one", port: int | None = None, **commands: Any) -> Copy:
        (tmp_path / home).mkdir(exist_ok=True)
        started.append(Copy(tmp_path / home, port or free_port(), **commands))
        return started[-1]

    yield start
    for site in started:
        site.process.kill()
        site.process.wait()
        wait_until(lambda site=site: not site.alive())


def test_it_says_where_the_site_is_once_it_answers(
    start: Callable[..., Copy], tmp_path: Path
) -> None:
    (tmp_path / "one/data").mkdir(parents=True)
    (tmp_path / "one/data/sign-ins.txt").write_text("author@example.org  apples\n")
    site = start(web=SMALL_WEB)
    site.says(f"Waymark is at http://127.0.0.1:{site.port}/\nauthor@example.org  apples")


def test_a_dead_child_is_started_again_after_growing_delays(start: Callable[..., Copy]) -> None:
    site = start(worker=DIES, beat=SLEEPS)
    for delay in (1, 2, 4):
        site.says(rf"worker died \(exit code 3\); starting it again in {delay} s")
    assert site.lines.count("worker | no database") == 3
    assert "beat   | sleeping" in site.lines
    assert not any(line.startswith("beat died") for line in site.lines)


def test_a_killed_child_is_named_and_replaced(start: Callable[..., Copy]) -> None:
    site = start(web=SMALL_WEB)
    site.says("Waymark is at")
    (web,) = set(site.alive()) - {site.process.pid}
    os.kill(web, signal.SIGKILL)
    site.says(r"web died \(killed by SIGKILL\); starting it again in 1 s")
    wait_until(lambda: len(site.alive()) == 2 and web not in site.alive())


def test_delays_grow_to_half_a_minute_and_start_anew_after_a_steady_one() -> None:
    child = Child(Command("web", []), started_at=time.monotonic())
    assert [child.next_delay() for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    child.started_at = time.monotonic() - 61
    assert child.next_delay() == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_in_reverse(start: Callable[..., Copy], number: int) -> None:
    site = start(web=SMALL_WEB, worker=SLEEPS, beat=SLEEPS)
    site.says("Waymark is at")
    site.process.send_signal(number)
    assert site.process.wait(timeout=10) == 0
    stops = [line for line in site.lines if line.startswith("stopping")]
    assert stops == ["stopping beat", "stopping worker", "stopping web"]
    assert site.alive() == []


def test_what_does_not_stop_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys; from cms.processes import Command, ProcessGroup\n"
        f"ProcessGroup([Command('web', [sys.executable, '-uc', {WILL_NOT_STOP!r}])], 1).run()"
    )
    group = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    assert group.stderr is not None
    assert group.stderr.readline() == "web    | sleeping\n"
    group.terminate()
    rest = group.stderr.read()
    assert group.wait(timeout=10) == 0
    assert "web    | no\n" in rest
    assert "web took longer than 1 s and was killed" in rest


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's parent-death signal")
def test_killing_it_outright_leaves_no_orphan(start: Callable[..., Copy], tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one/tiny_site.py").write_text(TINY_SITE)
    port = free_port()
    python, bind = [sys.executable, "-m"], f"127.0.0.1:{port}"
    web = ["gunicorn", "tiny_site", "--bind", bind, "--threads", "2", "--no-control-socket"]
    worker = ["celery", "-A", "tiny_site", "worker", "--concurrency", "2"]
    site = start(port=port, web=[*python, *web], worker=[*python, *worker])
    site.says("Waymark is at")
    send = "import tiny_site; tiny_site.sleep.delay()"
    subprocess.run([sys.executable, "-c", send], env=site.env, cwd=tmp_path / "one", check=True)
    site.says("task begun")  # a pool's child in the middle of a task is the one that would stay
    assert len(site.alive()) == 6  # itself, gunicorn and its worker, celery and two children
    site.process.kill()
    wait_until(lambda: not site.alive(), within=5)


def test_a_busy_port_is_named_before_anything_starts(start: Callable[..., Copy]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        site = start(port=taken.getsockname()[1], web=SLEEPS)
        assert site.process.wait(timeout=10) == 1
    (line,) = site.lines
    assert f"http://127.0.0.1:{site.port}/ (Address already in use)" in line
    assert re.search(r"for example PORT=\d+\.", line)


def test_a_busy_port_of_the_player_is_named_too(start: Callable[..., Copy]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        player = f"http://127.0.0.1:{taken.getsockname()[1]}"
        site = start(player=player, web=SLEEPS)
        assert site.process.wait(timeout=10) == 1
    (line,) = site.lines
    assert f"Activities cannot be played at {player}/ (Address already in use)" in line
    assert re.search(r"for example PLAYER_URL=http://127\.0\.0\.1:\d+\.", line)


def test_it_says_where_activities_play(start: Callable[..., Copy]) -> None:
    player = f"http://127.0.0.1:{free_port()}"
    site = start(player=player, web=SMALL_WEB)
    site.says(f"Activities play at {player}/, in a frame of its pages")


def test_a_second_copy_on_the_same_data_is_refused(start: Callable[..., Copy]) -> None:
    first = start(web=SMALL_WEB)
    first.says("Waymark is at")
    second = start(web=SMALL_WEB)
    assert second.process.wait(timeout=10) == 1
    (line,) = second.lines
    assert f"already running on http://127.0.0.1:{first.port}/" in line
    assert first.process.poll() is None


def test_two_copies_with_their_own_data_and_port_run_side_by_side(
    start: Callable[..., Copy],
) -> None:
    copies = [start(name, web=SMALL_WEB) for name in ("one", "two")]
    for copy in copies:
        copy.says(f"Waymark is at http://127.0.0.1:{copy.port}/")


def test_a_copy_killed_outright_does_not_block_the_next(start: Callable[..., Copy]) -> None:
    first = start(web=SMALL_WEB)
    first.says("Waymark is at")
    first.process.kill()
    wait_until(lambda: not first.alive())
    start(port=first.port, web=SMALL_WEB).says("Waymark is at")


def test_the_site_is_three_processes_on_its_own_port() -> None:
    site = Site.from_environment({"HOST": "::", "PORT": "8123", "DATA_DIR": "relative"})
    assert site.address == "http://[::1]:8123/"
    assert site.data_dir.is_absolute()
    commands = site_commands(site, {"WEB_THREADS": "8"})
    assert [command.name for command in commands] == ["web", "worker", "beat"]
    assert {"[::]:8123", "--no-control-socket", "8"} < set(commands[0].argv)


@pytest.mark.parametrize(
    ("base_url", "player_url", "binds"),
    [
        ("", "", ["127.0.0.1:8123", "127.0.0.1:8124"]),  # the next port
        ("http://college.test:9000", "", ["127.0.0.1:8123", "127.0.0.1:9001"]),
        ("", "http://127.0.0.1:9100", ["127.0.0.1:8123", "127.0.0.1:9100"]),
        ("http://localhost:8123", "http://127.0.0.1:8123", ["127.0.0.1:8123"]),  # another name
        ("https://college.test", "https://play.college.test", ["127.0.0.1:8123"]),  # behind a proxy
        ("https://college.test", "", ["127.0.0.1:8123"]),  # activities do not play yet
    ],
)
def test_the_player_has_a_port_where_it_needs_one(
    base_url: str, player_url: str, binds: list[str]
) -> None:
    env = {"PORT": "8123", "BASE_URL": base_url, "PLAYER_URL": player_url}
    site = Site.from_environment(env)
    assert site.binds == binds
    assert set(binds) < set(site_commands(site, {})[0].argv)


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(CannotStart, match=f"PORT={port} is not a port"):
        Site.from_environment({"PORT": port})
