from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from assessments.supervision.fields import new_key
from assessments.supervision.services import keys


class Command(BaseCommand):
    help = (
        "Write all private words of supervision anew with a new key. With a key file the new key "
        "is made here; with FIELD_KEYS, put one in front, start the processes again, then run "
        "this. Old keys still open old rows until --drop-old, an hour or a day later."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--new-key", action="store_true", help="print a key, change nothing")
        parser.add_argument(
            "--drop-old", action="store_true", help="forget old keys, if nothing lies under them"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new_key"]:
            self.stdout.write(new_key())
        elif options["drop_old"]:
            self._drop_old()
        else:
            keys.add_key()
            written = keys.rotate_rows()
            self.stdout.write(f"{written} texts were written anew with the newest key.")

    def _drop_old(self) -> None:
        # Apart from the rotation: a request that began before it may still write with an old key.
        if left := keys.rows_with_old_keys():
            raise CommandError(
                f"{left} texts still lie under an old key, so the old keys stay. Run rotate_keys "
                "first, without --drop-old."
            )
        if settings.FIELD_KEYS:
            self.stdout.write("Nothing lies under an old key: take them out of FIELD_KEYS.")
            return
        keys.drop_old_keys()
        self.stdout.write("The old keys are gone.")
