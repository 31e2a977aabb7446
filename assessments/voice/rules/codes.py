"""One-time codes: short enough to type, too many to guess, and known here only as hashes."""

import secrets

from django.utils.crypto import salted_hmac

LETTERS = "CDFGHJKMNPQRTVWXY34679"  # nothing that looks like another, no vowels and so no words
CODE_LENGTH = 8
ONE_SPARE_IN = 10  # for a slip that is lost
WRONG_CODES = 60  # from one network in a minute: a whole class may share one


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def clean_code(text: str) -> str:
    """As people type it: in small letters, with a gap or a dash in the middle."""
    return "".join(letter for letter in text[:40].upper() if letter.isascii() and letter.isalnum())


def is_code(text: str) -> bool:
    return len(text) == CODE_LENGTH and set(text) <= set(LETTERS)


def spaced(code: str) -> str:
    return f"{code[:4]} {code[4:]}"


def code_hash(code: str) -> str:
    """With the site's secret in it: nobody who reads the database can try codes against it."""
    return salted_hmac("waymark.voice", code, algorithm="sha256").hexdigest()


def codes_for(invited: int, answered: int = 0) -> int:
    """How many slips to print: one each and up to a tenth to spare, less the answers that are in,
    so that nobody can answer twice more often than there are spare ones."""
    return max(0, invited + invited // ONE_SPARE_IN - answered)


def new_row_key() -> int:
    """For what a learner leaves: a counter would tell which ticks and which words came together."""
    return secrets.randbelow(2**62) + 1
