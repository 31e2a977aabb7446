"""What an e-mail may become, and whose it is. Pure: a message goes in, plain values come out."""

from .addresses import ImapAddress, MaildirAddress, mailbox_address
from .bodies import Attachment
from .messages import (
    LARGEST,
    LONGEST_TEXT,
    MOST_FILES,
    TOO_MANY,
    Letter,
    UnreadableError,
    author_of,
    message_name,
    read_letter,
    title_for,
    words_for,
)
from .outcomes import MOST_TRIES, Outcome

__all__ = [
    "LARGEST",
    "LONGEST_TEXT",
    "MOST_FILES",
    "MOST_TRIES",
    "TOO_MANY",
    "Attachment",
    "ImapAddress",
    "Letter",
    "MaildirAddress",
    "Outcome",
    "UnreadableError",
    "author_of",
    "mailbox_address",
    "message_name",
    "read_letter",
    "title_for",
    "words_for",
]
