"""The browser's files: only the picked ones, and all of them fit to be collected for production."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from cms.assets import PICKED, PackageFinder

pytestmark = pytest.mark.embedded
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", PICKED)
def test_a_picked_file_is_found_under_our_name(name):
    assert Path(finders.find(name)).is_file()


@pytest.mark.parametrize("name", ["bootstrap/package.json", "vendor/package.json", "../manage.py"])
def test_nothing_else_of_a_package_is_served(name):
    assert PackageFinder().find(name) is None
    assert PackageFinder().find(name, find_all=True) == []


def test_everything_is_collected_with_its_hash(tmp_path):
    """A file that names another which is not there would stop a production start."""
    env = {"PATH": "", "SECRET_KEY": "s" * 40, "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]

    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-2000:]
    manifest = json.loads((tmp_path / "static" / "staticfiles.json").read_text())
    assert set(PICKED) <= set(manifest["paths"])
