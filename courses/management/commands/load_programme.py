"""manage.py load_programme [folder]: a folder of text files becomes pages, or nothing changes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from cms.people.accounts.models import User
from content.material.reader import MaterialErrors
from courses.catalogue.services import load_programme

DEFAULT = Path(settings.ROOT) / "content" / "material" / "induction"


class Command(BaseCommand):
    help = "Make or update the pages of a programme from its folder of text files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
        parser.add_argument("--by", metavar="E-MAIL", help="whose name the history shows")

    def handle(self, *args: Any, **options: Any) -> None:
        by = self._person(options["by"])
        try:
            report = load_programme(folder=options["folder"], by=by)
        except MaterialErrors as problem:
            for error in problem.errors:
                self.stderr.write(str(error))
            raise CommandError(
                f"{len(problem.errors)} to put right; nothing was changed."
            ) from problem
        except (PermissionDenied, ValidationError) as problem:
            raise CommandError(" ".join(getattr(problem, "messages", [str(problem)]))) from problem
        for line in report.lines:
            self.stdout.write(str(line))
        self.stdout.write(self.style.SUCCESS(report.summary))

    def _person(self, email: str | None) -> User | None:
        if not email:
            return None
        try:
            return User.objects.get_by_natural_key(email)
        except User.DoesNotExist as problem:
            raise CommandError(f"Nobody here has the address {email}.") from problem
