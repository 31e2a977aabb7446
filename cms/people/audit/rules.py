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
    "calendar_feed.made": Verb("made a private calendar address", EventKind.TECHNICAL),
    "calendar_feed.stopped": Verb("stopped a private calendar address", EventKind.TECHNICAL),
    "college_closure.added": Verb("wrote down when the college is closed", EventKind.TECHNICAL),
    "college_closure.removed": Verb("took out a time the college is closed", EventKind.TECHNICAL),
    "conflict.declared": Verb("declared a conflict of interest", EventKind.CHANGE),
    "conflict.ended": Verb("ended a conflict of interest", EventKind.CHANGE),
    "cover.set": Verb("let somebody stand in", EventKind.CHANGE),
    "cover.ended": Verb("ended that somebody stands in", EventKind.CHANGE),
    "grant.asked": Verb("asked to open records outside the usual rules", EventKind.CHANGE),
    "grant.approved": Verb("agreed to opening records outside the usual rules", EventKind.CHANGE),
    "grant.refused": Verb("refused to open records outside the usual rules", EventKind.CHANGE),
    "grant.ended": Verb("ended access outside the usual rules", EventKind.CHANGE),
    "grant.told": Verb("told somebody that her records were opened", EventKind.CHANGE),
    "hold.set": Verb("set a legal hold", EventKind.CHANGE),
    "hold.ended": Verb("ended a legal hold", EventKind.CHANGE),
    "leaver.last_day_set": Verb("set a last day", EventKind.TECHNICAL),
    "leaver.kept_on": Verb("took back a last day", EventKind.TECHNICAL),
    "personal_note.deleted": Verb("deleted a personal note", EventKind.CHANGE),
    "personal_note.restored": Verb("brought back a personal note", EventKind.CHANGE),
    "privileged_record.opened": Verb("opened records by a grant", EventKind.READ),
    "record_audit.drawn": Verb("drew records to look at without names", EventKind.CHANGE),
    "record_audit.agreed": Verb("answered whether a record may be looked at", EventKind.CHANGE),
    "record_audit.opened": Verb("opened a record without names", EventKind.READ),
    "record_audit.refused": Verb("asked that a record is not looked at", EventKind.CHANGE),
    "record_audit.answered": Verb("looked at a record without names", EventKind.CHANGE),
    "register.exported": Verb("exported the register of what is kept", EventKind.READ),
    "retention.changed": Verb("changed how long records are kept", EventKind.TECHNICAL),
    "retention.removed": Verb("removed records whose time had come", EventKind.TECHNICAL),
    "rights_request.received": Verb("asked about personal data", EventKind.CHANGE),
    "rights_request.identity_checked": Verb("made sure who asks", EventKind.CHANGE),
    "rights_request.extended": Verb("made a request longer", EventKind.CHANGE),
    "rights_request.passages_gathered": Verb("looked through all for a request", EventKind.CHANGE),
    "rights_request.passages_opened": Verb("opened passages for a request", EventKind.READ),
    "rights_request.passages_answered": Verb("decided about passages", EventKind.CHANGE),
    "rights_request.made_ready": Verb("made a copy ready", EventKind.CHANGE),
    "rights_request.looked_at_again": Verb("took up a request again", EventKind.CHANGE),
    "rights_request.answered": Verb("answered a request", EventKind.CHANGE),
    "rights_request.refused": Verb("refused a request", EventKind.CHANGE),
    "rights_request.fetched": Verb("fetched the copy of everything kept", EventKind.READ),
    "safeguarding_pointer.added": Verb("noted that a concern was passed on", EventKind.CHANGE),
    "safeguarding_pointer.opened": Verb("opened a note that one was passed on", EventKind.READ),
    "safeguarding_pointer.exported": Verb("exported what was passed on", EventKind.READ),
    "safeguarding_pointer.acknowledged": Verb("acknowledged what was passed on", EventKind.CHANGE),
    "safeguarding_pointer.closed": Verb("closed what was passed on", EventKind.CHANGE),
    "safeguarding_pointer.passed_on": Verb("asked the next safeguarding lead", EventKind.CHANGE),
    "session_preparation.opened": Verb("opened a preparation for supervision", EventKind.READ),
    "supervision_action.opened": Verb("opened an agreed action", EventKind.READ),
    "wellbeing_trend.opened": Verb("opened how the work feels", EventKind.READ),
    "supervision_action.agreed": Verb("agreed an action", EventKind.CHANGE),
    "supervision_action.progressed": Verb("said how far an action is", EventKind.CHANGE),
    "supervision_action.carried": Verb("carried an action over", EventKind.CHANGE),
    "supervision_action.rescoped": Verb("changed an action into another", EventKind.CHANGE),
    "supervision_action.closed": Verb("closed an action", EventKind.CHANGE),
    "supervision_action.dropped": Verb("dropped an action", EventKind.CHANGE),
    "supervision_action.reopened": Verb("opened an action again", EventKind.CHANGE),
    "supervision_action.shared": Verb("let the line manager read an action", EventKind.CHANGE),
    "supervision_action.unshared": Verb(
        "took back that the line manager may read an action", EventKind.CHANGE
    ),
    "supervision_action.evidence_set": Verb("chose evidence for an action", EventKind.CHANGE),
    "supervision_action.planned": Verb("made an action a line of the plan", EventKind.CHANGE),
    "supervision_agreement.opened": Verb("opened a supervision agreement", EventKind.READ),
    "supervision_agreement.exported": Verb("exported a supervision agreement", EventKind.READ),
    "supervision_agreement.drafted": Verb("wrote a supervision agreement", EventKind.CHANGE),
    "supervision_agreement.changed": Verb("changed a draft of an agreement", EventKind.CHANGE),
    "supervision_agreement.offered": Verb("offered an agreement for signature", EventKind.CHANGE),
    "supervision_agreement.sent_back": Verb("sent an agreement back", EventKind.CHANGE),
    "supervision_agreement.withdrawn": Verb("withdrew an agreement", EventKind.CHANGE),
    "supervision_agreement.signed": Verb("signed a supervision agreement", EventKind.CHANGE),
    "supervision_agreement.ended": Verb("set the last day of an agreement", EventKind.CHANGE),
    "supervision_agreement.past_opened_up": Verb(
        "let a supervisor read records of before", EventKind.CHANGE
    ),
    "supervision_agreement.past_closed": Verb(
        "closed records of before to a supervisor", EventKind.CHANGE
    ),
    "supervision_debrief.asked": Verb("asked for a debrief", EventKind.CHANGE),
    "supervision_figures.exported": Verb("exported figures of supervision", EventKind.READ),
    "supervision_items.opened": Verb("opened what was shared of supervision", EventKind.READ),
    "supervision_need.set": Verb("set down that more supervision is due", EventKind.CHANGE),
    "supervision_need.ended": Verb("ended that more supervision is due", EventKind.CHANGE),
    "supervision_policy.changed": Verb("changed how often supervision is due", EventKind.TECHNICAL),
    "supervision_record.opened": Verb("opened a supervision record", EventKind.READ),
    "supervision_record.exported": Verb("exported a supervision record", EventKind.READ),
    "supervision_record.begun": Verb("began a supervision record", EventKind.CHANGE),
    "supervision_record.shared": Verb("shared a supervision record", EventKind.CHANGE),
    "supervision_record.returned": Verb("returned a supervision record", EventKind.CHANGE),
    "supervision_record.signed": Verb("signed a supervision record", EventKind.CHANGE),
    "supervision_record.locked": Verb("signed and locked a supervision record", EventKind.CHANGE),
    "supervision_record.unsigned_noted": Verb("noted a missing signature", EventKind.CHANGE),
    "supervision_record.added_to": Verb("added to a locked record", EventKind.CHANGE),
    "supervision_record.disputed": Verb("asked somebody to look at a record", EventKind.CHANGE),
    "supervision_record.dispute_answered": Verb("answered about a dispute", EventKind.CHANGE),
    "supervision_session.booked": Verb("booked a supervision session", EventKind.CHANGE),
    "supervision_session.moved": Verb("moved a supervision session", EventKind.CHANGE),
    "supervision_session.called_off": Verb("called off a supervision session", EventKind.CHANGE),
    "supervision_session.held": Verb("noted that a session was held", EventKind.CHANGE),
    "supervision_session.missed": Verb("noted that a session was missed", EventKind.CHANGE),
    "supervision_session.answered": Verb("answered an invitation to a session", EventKind.CHANGE),
    "supervisor_post.set": Verb("set down time for supervising", EventKind.TECHNICAL),
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
