"""One person at one activity in one place: her saved state, and how statements name the two."""

from functools import lru_cache
from typing import Any, Literal

from django.conf import settings
from django.utils.crypto import salted_hmac
from wagtail.models import Page

from cms.people.accounts.models import User
from content.h5p.semantics.uses import Uses, find_uses

from ..adapters import StoredLibraries
from ..models import Activity, ActivitySeat, ActivityVersion
from ..rules.attempts import States

RESET: Literal["RESET"] = "RESET"


def states_of(
    *,
    participant: User,
    activity: Activity,
    version: ActivityVersion,
    page: Page,
    block_id: str,
) -> States | Literal["RESET"]:
    """What the player preloads: {sub-content id or “0”: {data type: JSON text}}, or the word by
    which the player tells her that the activity has changed since."""
    rows = ActivitySeat.objects.filter(
        participant=participant, activity=activity, page=page.pk, block_id=block_id
    )
    kept = rows.values_list("states", "states_of").first()
    if kept is None or not kept[0]:
        return {}
    states: States = kept[0]
    return states if kept[1] == version.pk else RESET


def activity_address(activity: Activity) -> str:
    """The name of an activity in statements: it never changes, and nothing answers at it."""
    return f"{settings.BASE_URL.rstrip('/')}/h5p/activities/{activity.uid}"


def pseudonym_of(participant: User) -> str:
    """The same for one person everywhere, and nobody's name: what plays is other people's code."""
    return salted_hmac("content.player.pseudonym", str(participant.pk)).hexdigest()[:16]


def actor_of(participant: User) -> dict[str, Any]:
    account = {"homePage": settings.BASE_URL, "name": pseudonym_of(participant)}
    return {"objectType": "Agent", "account": account}


def uses_of(version: ActivityVersion) -> Uses:
    """The activities inside one. A version never changes, and its digest is that of its content."""
    return _uses_of(version.pk, version.digest)


@lru_cache(maxsize=16)
def _uses_of(pk: int, _digest: str) -> Uses:
    version = ActivityVersion.objects.select_related("main_library").get(pk=pk)
    library = version.main_library.name
    return find_uses(version.params, library=library, libraries=StoredLibraries())
