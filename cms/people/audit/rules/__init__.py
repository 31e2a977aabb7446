"""What the audit says: verbs in words, and which kind of event each of them is."""

from collections.abc import Iterable

from cms.people.accounts.rules import Role

from . import verbs
from .kinds import EventKind, Verb
from .verbs_of_reviews import REVIEW_VERBS

__all__ = ["VERBS", "EventKind", "Verb", "role_words", "verb_kind", "verb_words"]

VERBS: dict[str, Verb] = {**verbs.VERBS, **REVIEW_VERBS}
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
