"""What is kept about people and for how long; what opens it outside the usual rules; what somebody
may ask for (domain.md 2.3 rules 11, 12 and 18, 2.4, 2.5)."""

from django.db.models import TextChoices


class CountedFrom(TextChoices):
    """When the clock of a kind of record starts."""

    WRITTEN = "written", "the day it was written"
    CLOSED = "closed", "the day it was closed"
    LEFT = "left", "the day the person left"


class Purpose(TextChoices):
    """Why a record may be opened outside the usual rules."""

    RIGHTS_REQUEST = "rights_request", "A rights request"
    LEGAL_CLAIM = "legal_claim", "A legal claim"
    GRIEVANCE = "grievance", "A grievance"
    CAPABILITY = "capability", "A capability case"
    DISCIPLINARY = "disciplinary", "A disciplinary case"


class GrantState(TextChoices):
    ASKED = "asked", "Waiting for a second person"
    OPEN = "open", "Open"
    REFUSED = "refused", "Refused"
    ENDED = "ended", "Ended"


class RequestKind(TextChoices):
    COPY = "copy", "A copy of everything about me"
    CORRECT = "correct", "Put something right"
    ERASE = "erase", "Remove something"
    RESTRICT = "restrict", "Stop using something for now"


class RequestState(TextChoices):
    OPEN = "open", "Being looked at"
    READY = "ready", "Ready to be fetched"
    CLOSED = "closed", "Closed"
    REFUSED = "refused", "Refused, with the reason"


class Answer(TextChoices):
    """What is done with a passage that also speaks of somebody else."""

    KEEP = "keep", "Leave as it is"
    REDACT = "redact", "Black out the names"
    WITHHOLD = "withhold", "Leave the passage out"
