"""What the audit says: verbs in words, and which kind of event each of them is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices

from cms.people.accounts.rules import Role


class EventKind(TextChoices):
    READ = "read", "Opened"
    CHANGE = "change", "Changed"
    TECHNICAL = "technical", "Technical"


@dataclass(frozen=True)
class Verb:
    words: str
    kind: EventKind


VERBS: dict[str, Verb] = {
    "person.opened": Verb("opened the profile", EventKind.READ),
    "person.created": Verb("created an account", EventKind.TECHNICAL),
    "person.invited": Verb("sent an invitation", EventKind.TECHNICAL),
    "person.joined": Verb("accepted an invitation", EventKind.TECHNICAL),
    "person.changed": Verb("changed the profile", EventKind.TECHNICAL),
    "person.closed": Verb("closed the account", EventKind.TECHNICAL),
    "person.reopened": Verb("opened the account again", EventKind.TECHNICAL),
    "invitation.withdrawn": Verb("withdrew an invitation", EventKind.TECHNICAL),
    "role.granted": Verb("gave a role", EventKind.TECHNICAL),
    "role.ended": Verb("ended a role", EventKind.TECHNICAL),
    "line.set": Verb("set the line manager", EventKind.TECHNICAL),
    "team.created": Verb("made a team", EventKind.TECHNICAL),
    "audit.opened": Verb("opened the audit log", EventKind.READ),
}
READING = ("opened", "read", "viewed", "exported", "downloaded")


def verb_kind(verb: str) -> EventKind:
    """A verb nobody listed is a read when it says so, else a change: never hidden as technical."""
    if verb in VERBS:
        return VERBS[verb].kind
    last_word = verb.replace("_", ".").rpartition(".")[2]
    return EventKind.READ if last_word in READING else EventKind.CHANGE


def verb_words(verb: str) -> str:
    if verb in VERBS:
        return VERBS[verb].words
    noun, _, action = verb.rpartition(".")
    return f"{action} {noun}".replace("_", " ").strip()


def role_words(roles: Iterable[str]) -> str:
    """The roles somebody held when it happened, in words."""
    labels = dict(Role.choices)
    return ", ".join(str(labels.get(role, role)) for role in roles) or "no role"
