"""Who may countersign: a third person, senior to the reviewer, without a conflict of interest
(domain.md 2.3, 6.5 PR-21)."""

from django.db.models import Q, QuerySet

from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.teams.models import ReportingLine
from cms.people.teams.queries import has_conflict

MOST_STEPS = 8  # up a reporting line: a ring of lines ends there, too


def managers_above(person: User) -> list[int]:
    """The keys of those somebody reports to today, the nearest first."""
    found: list[int] = []
    now = person.pk
    for _ in range(MOST_STEPS):
        line = ReportingLine.objects.on().filter(person=now).values_list("manager", flat=True)
        above = line.first()
        if above is None or above in found or above == person.pk:
            break
        found.append(above)
        now = above
    return found


def is_senior_to(candidate: User, reviewer: User) -> bool:
    """Further up the reviewer’s own line, or a senior leader who does not report to her."""
    return seniors_of(reviewer).filter(pk=candidate.pk).exists()


def seniors_of(reviewer: User) -> QuerySet[User]:
    leaders = holders_of(Role.SENIOR_LEADER).exclude(pk__in=_below(reviewer))
    up = Q(pk__in=managers_above(reviewer)) | Q(pk__in=leaders.values("pk"))
    return User.objects.filter(up, is_active=True).exclude(pk=reviewer.pk)


def countersigners_for(reviewer: User, reviewee: User) -> list[User]:
    """Whom one may choose from: by name."""
    found = seniors_of(reviewer).exclude(pk=reviewee.pk)
    return [
        person
        for person in found.order_by("last_name", "first_name", "pk")
        if not has_conflict(person, reviewee)
    ]


def suggested_countersigner(reviewer: User, reviewee: User) -> User | None:
    """The reviewer’s own line manager, if she may; else the next one up."""
    people = {person.pk: person for person in countersigners_for(reviewer, reviewee)}
    return next((people[pk] for pk in managers_above(reviewer) if pk in people), None)


def _below(reviewer: User) -> list[int]:
    """Her reports, and theirs."""
    found: set[int] = set()
    layer = [reviewer.pk]
    for _ in range(MOST_STEPS):
        lines = ReportingLine.objects.on().filter(manager__in=layer)
        layer = [pk for pk in lines.values_list("person", flat=True) if pk not in found]
        if not layer:
            break
        found.update(layer)
    return sorted(found)
