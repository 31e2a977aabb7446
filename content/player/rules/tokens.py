"""Addresses that say by themselves who may play what, because no cookie reaches the player.

Whoever has such an address may read and save one person's state of one activity in one place until
it runs out, and nothing else.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

PLAYS_FOR = timedelta(hours=12)  # a working day: a page left open in the morning still saves
FILES_WINDOW = 12 * 60 * 60  # seconds; within one the address of a file is the same
PLAY_SALT, FILES_SALT = "content.player.play", "content.player.files"


@dataclass(frozen=True)
class Play:
    """What a token says. Without a participant it is a preview: nothing is recorded."""

    activity: int
    version: int
    participant: int | None = None
    page: int | None = None
    block_id: str = ""


def play_token(
    *, participant: int, activity: int, version: int, page_pk: int, block_id: str = ""
) -> str:
    values = [activity, version, participant, page_pk, block_id]
    return signing.dumps(values, salt=PLAY_SALT)


def preview_token(*, activity: int, version: int) -> str:
    return signing.dumps([activity, version, None, None, ""], salt=PLAY_SALT)


def read_play(token: str) -> Play:
    """SignatureExpired where its time is over, BadSignature where it is none of ours."""
    return Play(*signing.loads(token, salt=PLAY_SALT, max_age=PLAYS_FOR))


def files_token(version: int, *, now: float) -> str:
    """For the files of one version: the same for everybody and for hours, so browsers keep them.

    It holds from 12 to 24 hours: through the window it is made in and the next.
    """
    return signing.Signer(salt=FILES_SALT).sign(f"{version}-{int(now // FILES_WINDOW)}")


def read_files_token(token: str, *, now: float) -> int | None:
    """The version whose files may be read with it; None where it is not ours or has run out."""
    try:
        version, _, window = signing.Signer(salt=FILES_SALT).unsign(token).partition("-")
    except signing.BadSignature:
        return None
    age = int(now // FILES_WINDOW) - int(window)
    return int(version) if 0 <= age <= 1 else None
