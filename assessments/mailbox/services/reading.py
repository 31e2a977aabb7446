"""Reads the college's mailbox, a few messages at a time, by the clock."""

import imaplib
import logging
import time
from collections import Counter

from django.conf import settings
from django.core.cache import cache
from django.db import InterfaceError, OperationalError

from .. import rules
from ..rules import MOST_TRIES, ImapAddress, Outcome
from .boxes import Box, BoxError, Claimed
from .imap import ImapBox
from .letters import take_letter
from .maildirs import MaildirBox

logger = logging.getLogger(__name__)
LOCK = "mailbox.reading"
LOCKED_FOR = 300  # seconds: as long as a task may take
LONGEST_RUN = 200
MOST_AT_ONCE = 200


def read_mail() -> Counter[Outcome]:
    """Turn what is new into drafts, and say how many came to what. Nothing is ever answered.

    Two workers at once do no harm, as a message drafts once; the lock only spares the work.
    """
    address = rules.mailbox_address(settings.CPD_MAIL)
    if address is None or not cache.add(LOCK, 1, timeout=LOCKED_FOR):
        return Counter()
    try:
        with ImapBox(address) if isinstance(address, ImapAddress) else MaildirBox(address) as box:
            return _read_from(box)
    except BoxError as error:
        logger.warning("CPD mail was not read: %s.", error)
    except (OSError, imaplib.IMAP4.error) as error:  # its words may be a message's
        logger.warning("CPD mail was not read to the end: %s.", type(error).__name__)
    finally:
        cache.delete(LOCK)
    return Counter()


def _read_from(box: Box) -> Counter[Outcome]:
    counts: Counter[Outcome] = Counter()
    until = time.monotonic() + LONGEST_RUN
    try:
        for name in box.waiting()[:MOST_AT_ONCE]:
            claimed = box.claim(name) if time.monotonic() < until else None
            if claimed is not None:
                outcome = _take(box, claimed)
                box.settle(claimed, outcome)
                counts[outcome] += 1
    finally:
        if counts:
            said = ", ".join(f"{count} {outcome.label}" for outcome, count in counts.items())
            logger.info("CPD mail: %s.", said)
    return counts


def _take(box: Box, claimed: Claimed) -> Outcome:
    if claimed.tries > MOST_TRIES:  # each try before this ended with the worker
        return Outcome.GIVEN_UP
    try:
        return take_letter(data=box.read(claimed))
    except (OSError, BoxError, imaplib.IMAP4.error):
        raise
    except (OperationalError, InterfaceError):
        return Outcome.LATER
    except Exception as error:
        # Never its words, which may be those of the message.
        logger.warning("A message for the CPD log failed: %s.", type(error).__name__)
        return Outcome.FAILED if claimed.tries < MOST_TRIES else Outcome.GIVEN_UP
