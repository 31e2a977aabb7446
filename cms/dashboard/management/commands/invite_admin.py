from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.accounts.services import create_person, grant_role, invite_person


class Command(BaseCommand):
    help = "Invite a site admin by e-mail: the way into a new installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("first_name")
        parser.add_argument("last_name")

    def handle(self, *args: Any, **options: Any) -> None:
        names = {name: options[name] for name in ("email", "first_name", "last_name")}
        try:
            invite_admin(**names)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        self.stdout.write(f"An invitation is on its way to {options['email']}.")


@transaction.atomic
def invite_admin(*, email: str, first_name: str, last_name: str) -> None:
    """Run again for the same address, it sends a fresh link."""
    found = User.objects.filter(email__iexact=email).first()
    person = found or create_person(email=email, first_name=first_name, last_name=last_name)
    held = person.role_grants.filter(role=Role.SITE_ADMIN, ends_on=None)
    if not held.exists():
        grant_role(holder=person, role=Role.SITE_ADMIN, by=None)
    invite_person(person=person, by=None)
