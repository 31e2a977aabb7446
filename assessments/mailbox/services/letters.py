"""From a message to a draft in its sender's log: all of it, or nothing."""

import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryContent
from assessments.cpd.services import create_entry
from assessments.files.models import EvidenceFile
from assessments.files.rules import Arrival
from assessments.files.services import add_file
from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import rules
from ..queries import writer_at
from ..rules import Attachment, Letter, Outcome

LETTERS = uuid.UUID("8d0f6f0e-3f59-5a55-9e0b-1c7d2a4b6e93")  # never change it: keys follow


@transaction.atomic
def take_letter(*, data: bytes, at: datetime | None = None) -> Outcome:
    """Draft an entry from a message, once however often it comes.

    Who sent it is who owns the draft: nobody else's address, and no address that nobody here has,
    leads anywhere.
    """
    try:
        owner = writer_at(rules.author_of(data))
        if owner is None:
            return Outcome.IGNORED
        key = uuid.uuid5(LETTERS, f"{owner.pk}/{rules.message_name(data)}")
        if CPDEntry.objects.filter(owner=owner, key=key).exists():
            return Outcome.KNOWN
        moment = at or timezone.now()
        today = timezone.localdate(moment)
        letter = rules.read_letter(data, zone=timezone.get_default_timezone(), today=today)
    except rules.UnreadableError:
        return Outcome.IGNORED
    _draft(owner, letter, key, moment)
    return Outcome.DRAFTED


def _draft(owner: User, letter: Letter, key: uuid.UUID, moment: datetime) -> None:
    day = letter.day or timezone.localdate(moment)
    files, refused = _keep_files(owner, letter.files)
    entry = create_entry(
        owner=owner,
        content=EntryContent(
            title=rules.title_for(letter, day),
            start_on=day,
            minutes=letter.minutes,
            what_i_learned=rules.words_for(letter.text, refused),
        ),
        files=files,
        by=owner,
        key=key,
        at=moment,
    )
    _tell_owner(entry)


def _keep_files(
    owner: User, attachments: list[Attachment]
) -> tuple[list[EvidenceFile], list[tuple[str, str]]]:
    """What could be kept, and what could not, each with the reason."""
    kept: list[EvidenceFile] = []
    refused = [
        (file.name, rules.TOO_MANY.format(most=rules.MOST_FILES))
        for file in attachments[rules.MOST_FILES :]
    ]
    for attachment in attachments[: rules.MOST_FILES]:
        try:
            kept.append(_keep_file(owner, attachment))
        except ValidationError as problem:
            refused.append((attachment.name, " ".join(problem.messages)))
    return kept, refused


@transaction.atomic  # a savepoint: a file that is refused takes nothing else with it
def _keep_file(owner: User, attachment: Attachment) -> EvidenceFile:
    return add_file(
        owner=owner,
        upload=ContentFile(attachment.data, name=attachment.name),
        name=attachment.name,
        attested=False,
        arrival=Arrival.MAIL,
        by=owner,
    )


def _tell_owner(entry: CPDEntry) -> None:
    send_notice(
        recipient=entry.owner,
        kind=NoticeKind.CPD_DRAFT,
        key=f"cpd-mail-{entry.key}",
        title="A CPD draft from your e-mail waits in your log",
        body=(
            "Complete it while it is fresh, and take out anything a learner could be known by. "
            "Only you can read it."
        ),
        url=reverse("cpd:entry_detail", args=[entry.pk]),
    )
