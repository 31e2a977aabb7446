import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
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
            say("Building Larkmoor College, about half a minute …")
            sys.stdout.flush()
            load_demo(say=say)


def collect_static() -> None:
    """Only when a file is newer than what was collected: a warm start takes seconds."""
    if settings.STATIC_ROOT.is_relative_to(settings.DATA_DIR):
        call_command("collectstatic", interactive=False, verbosity=0)
