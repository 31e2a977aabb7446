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
    "scenario_path.opened": Verb("opened the path of a scenario run", EventKind.READ),
    "scenario_path.shared": Verb("shared the path of a scenario run", EventKind.CHANGE),
    "scenario_path.withdrawn": Verb("took back the path of a scenario run", EventKind.CHANGE),
    "scenario_outcomes.opened": Verb("opened scenario results", EventKind.READ),
    "absence.recorded": Verb("wrote down a long absence", EventKind.CHANGE),
    "absence.removed": Verb("took out a long absence", EventKind.CHANGE),
    "cpd_entry.opened": Verb("opened a CPD entry", EventKind.READ),
    "cpd_file.opened": Verb("opened a file of a CPD entry", EventKind.READ),
    "cpd_record.opened": Verb("opened the CPD record of a year", EventKind.READ),
    "cpd_record.exported": Verb("exported the CPD record of a year", EventKind.READ),
    "cpd_entry.submitted": Verb("handed in a CPD entry", EventKind.CHANGE),
    "cpd_entry.taken_back": Verb("took back a CPD entry", EventKind.CHANGE),
    "cpd_entry.shared": Verb("shared a CPD entry with a supervisor", EventKind.CHANGE),
    "cpd_entry.unshared": Verb("ended the sharing of a CPD entry", EventKind.CHANGE),
    "cpd_entry.verified": Verb("verified a CPD entry", EventKind.CHANGE),
    "cpd_entry.returned": Verb("returned a CPD entry", EventKind.CHANGE),
    "cpd_entry.closed": Verb("closed a CPD entry", EventKind.CHANGE),
    "cpd_entry.impact_noted": Verb("noted what a CPD entry changed", EventKind.CHANGE),
    "cpd_sample.drawn": Verb("drew a sample of CPD entries", EventKind.CHANGE),
    "cpd_sample.exported": Verb("exported the list of a CPD sample", EventKind.READ),
    "cpd_sample.answered": Verb("looked at a sampled CPD entry", EventKind.CHANGE),
    "cpd_sample.replied": Verb("answered a query on a CPD entry", EventKind.CHANGE),
    "cpd_sample.resolved": Verb("settled a query on a CPD entry", EventKind.CHANGE),
    "cpd_witness.asked": Verb("asked somebody to confirm a CPD entry", EventKind.CHANGE),
    "cpd_witness.answered": Verb("had a CPD entry confirmed by a witness", EventKind.CHANGE),
    "cpd_target.adjusted": Verb("adjusted a CPD target", EventKind.CHANGE),
    "cpd_target.adjustment_ended": Verb(
        "took back an adjustment of a CPD target", EventKind.CHANGE
    ),
    "cpd_policy.changed": Verb("changed the CPD policy", EventKind.TECHNICAL),
    "evidence.exported": Verb("exported a table of evidence", EventKind.READ),
    "mapping.checked": Verb("checked links between two frameworks", EventKind.CHANGE),
    "mapping.doubted": Verb("took back the check of a link", EventKind.CHANGE),
    "mapping.removed": Verb("took out a link between two frameworks", EventKind.CHANGE),
    "evidence.carried_over": Verb("carried evidence over to another framework", EventKind.CHANGE),
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
