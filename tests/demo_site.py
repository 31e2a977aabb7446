"""The fictional college, built in a folder of its own and served as `make run` would."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "larkmoor demo"
# What a test run or a machine sets for itself, and the embedded default knows nothing of.
NOT_OURS = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "S3_BUCKET")
ANSWERS_WITHIN = 60.0  # seconds


@contextmanager
def demo_site() -> Iterator[str]:
    """Its address, for as long as it is served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="larkmoor-") as folder:
        env = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        env |= {
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "DATA_DIR": folder,
            "BASE_URL": address,
            "PLAYER_URL": f"http://localhost:{port}",  # the next port may be somebody else's
            "SECRET_KEY": "only-for-a-while-" + "x" * 40,
        }
        run = [sys.executable, "manage.py", "set_up_site", "--demo"]
        subprocess.run(run, cwd=ROOT, env=env, check=True)
        site = subprocess.Popen([sys.executable, "-m", "cms.processes"], cwd=ROOT, env=env)
        try:
            wait_for(address, site)
            yield address
        finally:
            site.terminate()
            site.wait()


def wait_for(address: str, site: subprocess.Popen[bytes]) -> None:
    latest = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < latest and site.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/accounts/login/")
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError(f"Nothing answered at {address}.")


def address_of(person: str) -> str:
    """The e-mail address of somebody of the college: `address_of("yasmin.haddad")`."""
    return f"{person}@larkmoor.example"
