"""Larkmoor, a fictional college, built through the services that real colleges use.

Every date counts back from today, so that the demo never goes stale (domain.md section 9).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.accounts.services import create_person, grant_role
from cms.people.college.models import CollegeSettings
from cms.people.escalation.rules import ContactFacts
from cms.people.escalation.services import confirm_card, create_contact
from cms.people.privacy.services.leavers import set_last_day
from cms.people.teams.models import Team
from cms.people.teams.services import create_team, set_manager, set_profile
from content.momentum.rules import usual_start
from content.momentum.services import set_college_year
from courses.approval.queries import board
from courses.approval.services import approve_pages
from courses.progress.services import remind

from .activities import add_activities
from .cpd import live_through_cpd
from .history import live_through
from .review import live_through_review
from .supervision import live_through_supervision

FACTS = Path(__file__).parent / "larkmoor.yaml"
DOMAIN = "larkmoor.example"
PASSWORD = "larkmoor demo"
LEAD_DAYS_IN_POST = 1500
STAFF_DAYS_IN_POST = 900


@dataclass(frozen=True)
class SignIn:
    what: str
    name: str


SIGN_INS = [
    SignIn("New coach, week 3", "Yasmin Haddad"),
    SignIn("Experienced mentor", "Amara Diallo"),
    SignIn("Line manager of Yasmin", "Siobhán Keane"),
    SignIn("Manager of another team", "Marek Nowak"),
    SignIn("Supervisor", "Helen Ashworth"),
    SignIn("Manager who writes reviews", "Gareth Pugh"),
    SignIn("Overloaded mentor", "Farid Karimi"),
    SignIn("Safeguarding has run out", "Pearl Okoro"),
    SignIn("Disputes his review", "Joel Baptiste"),
    SignIn("Head, countersigns", "Ruth Pemberton"),
    SignIn("Trainer and author", "Joanna Firth"),
    SignIn("Quality lead", "Denise Okafor"),
    SignIn("Safeguarding lead", "Martin Hale"),
    SignIn("HR partner", "Beth Lomax"),
    SignIn("Data protection officer", "Nigel Prasad"),
    SignIn("Site admin", "Kai Lindqvist"),
]


def is_loaded() -> bool:
    return User.objects.exists()


def email_of(name: str) -> str:
    first, _, last = name.partition(" ")
    return f"{slugify(first)}.{slugify(last.replace(chr(39), ''))}@{DOMAIN}".replace("-", "")


@transaction.atomic
def load_demo(*, say: Callable[[str], Any]) -> None:
    facts = yaml.safe_load(FACTS.read_text(encoding="utf-8"))
    name_college(facts["college"])
    leads = add_teams(facts["teams"])
    add_staff(facts["staff"])
    fill_card(facts["safeguarding"])
    approve_safeguarding(facts["approval"])
    trainer = User.objects.get(email=email_of("Joanna Firth"))
    set_college_year(teaching_starts_on=usual_start(timezone.localdate()), by=trainer)
    add_activities(trainer=trainer, admin=User.objects.get(email=email_of("Kai Lindqvist")))
    head = User.objects.get(email=email_of("Ruth Pemberton"))
    for lead in leads.values():
        line(lead, head, days=LEAD_DAYS_IN_POST)
    for name in facts["supervisors"]:
        line(User.objects.get(email=email_of(name)), head, days=STAFF_DAYS_IN_POST)
    mentors = [(add_mentor(row, leads), row) for row in facts["mentors"]]
    say(
        f"{User.objects.count()} people in {Team.objects.count()} teams; now what they have learned"
    )
    live_through(mentors, leads=list(leads.values()))
    say("Now what they wrote into their CPD logs")
    live_through_cpd(mentors, others=named(facts["others"]), witnesses=facts["witnesses"])
    say("Now what they agreed in supervision")
    live_through_supervision(mentors)
    say("Now what was seen of their work, and their reviews")
    live_through_review(mentors, others=named(facts["reviewers"]), outcomes=facts["outcomes"])
    remind()
    leaver = facts["leaver"]
    set_last_day(
        person=User.objects.get(email=email_of(leaver["name"])),
        left_on=days_ago(-leaver["in_days"]),
        by=User.objects.get(email=email_of(leaver["told_by"])),
    )  # fmt: skip
    write_sign_ins()


def named(names: dict[str, str]) -> dict[str, User]:
    return {part: User.objects.get(email=email_of(name)) for part, name in names.items()}


def name_college(facts: dict[str, Any]) -> None:
    college = CollegeSettings.load()
    college.college_name = facts["name"]
    college.short_name = facts["short_name"]
    college.support_email = f"progress@{DOMAIN}"
    college.save()


def add_teams(rows: list[dict[str, Any]]) -> dict[str, User]:
    leads = {}
    for row in rows:
        team = create_team(name=row["name"], code=row["code"], by=None)
        leads[row["code"]] = add_person(
            row["lead"],
            job_title="Team lead",
            roles=[Role.LINE_MANAGER],
            days=LEAD_DAYS_IN_POST,
            team=team,
            campus=row["campus"],
        )
    return leads


def add_staff(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        add_person(
            row["name"],
            job_title=row["job_title"],
            roles=[Role(role) for role in row["roles"]],
            days=STAFF_DAYS_IN_POST,
            fte=row["fte"],
            campus="Riverside",
        )


def fill_card(facts: dict[str, Any]) -> None:
    lead = User.objects.get(email=email_of(facts["confirmed_by"]))
    for row in facts["contacts"]:
        create_contact(facts=ContactFacts(**row), by=lead)
    confirm_card(by=lead, at=timezone.localtime() - timedelta(days=facts["confirmed_days_ago"]))


def approve_safeguarding(facts: dict[str, Any]) -> None:
    """What a fresh site has waiting, the lead has read and let out some weeks ago."""
    approve_pages(
        versions=[row.version for row in board().waiting],
        note=facts["note"],
        by=User.objects.get(email=email_of(facts["by"])),
        at=timezone.localtime() - timedelta(days=facts["days_ago"]),
    )


def add_mentor(row: dict[str, Any], leads: dict[str, User]) -> User:
    lead = leads[row["team"]]
    profile = lead.staff_profile
    mentor = add_person(
        row["name"],
        job_title="Student progress coach",
        roles=[Role.MENTOR],
        days=row["days_in_post"],
        fte=row["fte"],
        team=profile.team,
        campus=profile.campus,
    )
    line(mentor, lead, days=row["days_in_post"])
    return mentor


def add_person(
    name: str,
    *,
    job_title: str,
    roles: list[Role],
    days: int,
    fte: float = 1,
    team: Team | None = None,
    campus: str = "",
) -> User:
    first, _, last = name.partition(" ")
    at = timezone.localtime() - timedelta(days=days)
    person = create_person(email=email_of(name), first_name=first, last_name=last, at=at)
    # Not by invitation: nobody reads mail at an invented address.
    person.password = demo_password()
    person.save(update_fields=["password"])
    set_profile(
        person=person,
        job_title=job_title,
        fte=Decimal(str(fte)),
        started_on=days_ago(days),
        team=team,
        area=team.name if team else "",
        campus=campus,
        by=None,
    )
    for role in roles:
        grant_role(holder=person, role=role, starts_on=days_ago(days), by=None, at=at)
    return person


def line(person: User, manager: User, *, days: int) -> None:
    set_manager(person=person, manager=manager, starts_on=days_ago(days), by=None)


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


@cache
def demo_password() -> str:
    return make_password(PASSWORD)


def write_sign_ins() -> None:
    width = max(len(sign_in.what) for sign_in in SIGN_INS)
    rows = [f"  {s.what:<{width}}  {email_of(s.name)}" for s in SIGN_INS]
    text = "\n".join([f"Demo sign-ins (password: {PASSWORD})", *rows, ""])
    (settings.DATA_DIR / "sign-ins.txt").write_text(text, encoding="utf-8")
