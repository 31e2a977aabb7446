"""What waits for somebody here."""

from cms.people.accounts.models import User

from ..access import concerns_readable_by
from ..models import VoiceComment


def concerns_waiting(reader: User) -> int:
    return VoiceComment.objects.filter(concerns_readable_by(reader)).count()
