"""Where this copy of the site is served, and whether it can be."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from cms.policies import player_address


class CannotStart(Exception):  # noqa: N818 - read aloud where it is raised
    """Why nothing was started, in words for whoever typed the command."""


@dataclass(frozen=True)
class Site:
    """Where this copy of the site is served and keeps its data."""

    host: str
    port: int
    data_dir: Path
    player_port: int | None = None  # None: H5P plays under another name of the same port

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> "Site":
        default_data = Path(__file__).resolve().parents[1] / ".data"
        port = env.get("PORT") or "8000"
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise CannotStart(f"PORT={port} is not a port; it is a number from 1 to 65535.")
        data_dir = Path(env.get("DATA_DIR") or default_data).expanduser().resolve()
        site = cls(env.get("HOST") or "127.0.0.1", int(port), data_dir)
        return replace(site, player_port=_player_port(site, env))

    @property
    def reachable_host(self) -> str:
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)

    @property
    def ports(self) -> list[int]:
        return [self.port, *([self.player_port] if self.player_port else [])]

    @property
    def binds(self) -> list[str]:
        return [f"{_bracketed(self.host)}:{port}" for port in self.ports]

    @property
    def address(self) -> str:
        return self.address_at(self.port)

    def address_at(self, port: int) -> str:
        return f"http://{_bracketed(self.reachable_host)}:{port}/"


def _player_port(site: Site, env: Mapping[str, str]) -> int | None:
    """Where H5P plays, if that is a port of this machine: behind a proxy it is another name."""
    base_url = env.get("BASE_URL") or site.address
    address = urlsplit(player_address(env.get("PLAYER_URL", ""), beside=base_url))
    is_here = address.scheme == "http" and address.port != site.port
    return address.port if is_here else None


def answers(site: Site) -> bool:
    """Whether an HTTP answer comes: gunicorn's port is open long before the site is ready."""
    request = f"GET /accounts/login/ HTTP/1.0\r\nHost: {site.reachable_host}\r\n\r\n".encode()
    try:
        with socket.create_connection((site.reachable_host, site.port), timeout=0.5) as line:
            line.sendall(request)
            return line.recv(5) == b"HTTP/"
    except OSError:
        return False


def refuse_busy_ports(site: Site) -> None:
    family = socket.AF_INET6 if ":" in site.host else socket.AF_INET
    for port in site.ports:
        with socket.socket(family) as probe:
            # As gunicorn does, or a port would count as busy for a minute after a restart.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((site.host, port))
            except OSError as error:
                raise CannotStart(_why_not(site, port, error.strerror)) from None


def _why_not(site: Site, port: int, reason: str | None) -> str:
    address, free = site.address_at(port), _another_port(site)
    if port == site.port:
        return (
            f"Waymark cannot be served at {address} ({reason})."
            f" Choose another port, for example PORT={free}."
        )
    return (
        f"Activities cannot be played at {address} ({reason})."
        f" Choose another address, for example PLAYER_URL={site.address_at(free).rstrip('/')}."
    )


def _another_port(site: Site) -> int:
    with socket.create_server((site.reachable_host, 0)) as free:
        port: int = free.getsockname()[1]
        return port


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
