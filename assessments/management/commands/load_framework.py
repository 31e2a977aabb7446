"""manage.py load_framework [PATH]: read a professional standard from a file into the site."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.standards.models import Statement
from assessments.standards.services import SHIPPED_FRAMEWORK, load_framework


class Command(BaseCommand):
    help = "Loads a framework of professional standards. A file with a mistake changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "path", nargs="?", type=Path, default=SHIPPED_FRAMEWORK,
            help="a YAML file; without one, the framework that Waymark ships",
        )  # fmt: skip

    def handle(self, *_args: Any, path: Path, **_options: Any) -> None:
        before = Statement.objects.count()
        try:
            framework = load_framework(path=path)
        except ValidationError as error:
            problems = "".join(f"\n- {message}" for message in error.messages)
            raise CommandError(f"Nothing was changed. To put right in {path}:{problems}") from None
        kinds = Counter(framework.statements.values_list("kind", flat=True))
        counts = ", ".join(f"{kinds[kind]} {kind}" for kind in sorted(kinds))
        added = Statement.objects.count() - before
        self.stdout.write(
            f"{framework} ({framework.get_status_display().lower()}): {kinds.total()} statements "
            f"({counts}), {added} of them new."
        )
