import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command

from cms.dashboard.services import set_up_site
from cms.demo.college import is_loaded, load_demo


class Command(BaseCommand):
    help = "Database, static files, standard, shipped modules, groups and schedules: up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="fill an empty site with Larkmoor")

    def handle(self, *args: Any, **options: Any) -> None:
        say = self.stdout.write
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        collect_static()
        for line in set_up_site().lines:
            say(str(line))
        if options["demo"] and not is_loaded():
            say("Building Larkmoor College, about a minute …")
            sys.stdout.flush()
            load_demo(say=say)


def collect_static() -> None:
    """Where static files are collected into the data folder, and only when one has changed.

    An image brings its own, and a warm start should take seconds.
    """
    is_ours = settings.STATIC_ROOT.is_relative_to(settings.DATA_DIR)
    if is_ours and newest_source() > collected_at():
        call_command("collectstatic", interactive=False, verbosity=0)


def newest_source() -> float:
    files = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    return max(Path(file).stat().st_mtime for file in files)


def collected_at() -> float:
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    return manifest.stat().st_mtime if manifest.exists() else 0.0
