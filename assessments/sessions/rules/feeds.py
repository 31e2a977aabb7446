"""The secret in the address of a private calendar: whoever has it reads when she meets whom."""

import hashlib
import secrets
from datetime import timedelta

SHOWN_BACK = timedelta(days=92)
READ_NOTED_EVERY = timedelta(hours=1)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
