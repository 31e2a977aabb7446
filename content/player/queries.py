"""What the player needs to know: who sits where, and what the page that plays is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from wagtail.models import Page

from cms.people.accounts.models import User
from content.activities.access import can_play
from content.activities.models import Activity, ActivityVersion
from content.activities.queries.playing import player_of
from content.activities.queries.seats import activity_address, pseudonym_of, states_of
from content.h5p.player import Addresses, integration

from .rules import files_token, read_play

URLCONF = "content.player.urls"
CORE = "vendor/h5p"  # below the static files
STATE_ADDRESS = ":dataType/:subContentId/"  # the core fills these in


@dataclass(frozen=True)
class Seat:
    """Somebody at an activity in a page; without her or the page, a preview."""

    token: str
    activity: Activity
    version: ActivityVersion
    participant: User | None = None
    page: Page | None = None
    block_id: str = ""

    @property
    def is_preview(self) -> bool:
        return self.participant is None or self.page is None

    @property
    def names(self) -> dict[str, Any]:
        """As the queries of attempts call the parts of it."""
        return {
            "participant": self.participant,
            "activity": self.activity,
            "version": self.version,
            "page": self.page,
            "block_id": self.block_id,
        }

    @property
    def deed(self) -> dict[str, Any]:
        """As their services do: whatever is done here she does herself."""
        return {**self.names, "by": self.participant}


@dataclass(frozen=True)
class ShownPlay:
    """What the page that plays is made of."""

    content_id: int
    language: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    permissions: frozenset[str]
    integration: Mapping[str, Any]
    play: Mapping[str, Any]  # for our own script in it


@dataclass(frozen=True)
class StoredFile:
    name: str  # in the storage
    size: int
    sha256: str

    def open(self) -> BinaryIO:
        return cast(BinaryIO, default_storage.open(self.name, "rb"))


def seat_of(token: str) -> Seat | None:
    """None where one of them is gone, or she may not play any more.

    Raises SignatureExpired and BadSignature, as `read_play` does.
    """
    play = read_play(token)
    version = (
        ActivityVersion.objects.select_related("activity", "main_library")
        .filter(pk=play.version, activity=play.activity)
        .first()
    )
    if version is None:
        return None
    if play.participant is None or play.page is None:
        return Seat(token, version.activity, version)
    participant = User.objects.filter(pk=play.participant, is_active=True).first()
    page = Page.objects.filter(pk=play.page).first()
    if participant is None or page is None or not can_play(participant):
        return None
    return Seat(token, version.activity, version, participant, page, play.block_id)


def states_in(seat: Seat) -> dict[str, dict[str, str]]:
    """What is kept, as the core wants it before it starts: its own request for it comes too late.

    What belongs to another version is reported as reset, and the core says so to the person.
    """
    if seat.is_preview:
        return {}
    kept = states_of(**seat.names)
    return {"0": {"state": "RESET"}} if kept == "RESET" else kept


def shown_in(seat: Seat, *, now: float) -> ShownPlay:
    """Raises a ValidationError in words where code of it has to be let in first."""
    model = player_of(seat.version)
    content_id, play = seat.activity.pk, address_of("play_page", seat.token)
    scripts, styles = (address_of("bundle", model.digest, kind) for kind in ("js", "css"))
    files = address_of("content_file", files_token(seat.version.pk, now=now), content_id, "-")
    addresses = Addresses(
        core=settings.PLAYER_URL + settings.STATIC_URL + CORE,
        libraries=settings.PLAYER_URL + "/h5p/libraries",
        script=scripts,
        style=styles,
        files=files.removesuffix("/-"),
        base=files.partition("/content/")[0],
        site=site_origin(),
        activity=activity_address(seat.activity),
        state=f"{play}state/{STATE_ADDRESS}",
    )
    return ShownPlay(
        content_id=content_id,
        language=model.content["metadata"]["defaultLanguage"],
        styles=(styles,),
        scripts=(scripts,),
        permissions=model.permissions,
        integration=integration(
            model,
            content_id=str(content_id),
            addresses=addresses,
            pseudonym=pseudonym_of(seat.participant) if seat.participant else "",
            states=states_in(seat),
            title=seat.activity.title,
        ),
        play={
            "contentId": content_id,
            "isPreview": seat.is_preview,
            "site": site_origin(),
            "states": f"{play}state/",
            "statements": f"{play}statements/",
        },
    )


def address_of(name: str, *args: object) -> str:
    """Absolute, at the player's own origin."""
    return settings.PLAYER_URL + reverse(name, urlconf=URLCONF, args=args)


def player_src(token: str) -> str:
    """Where a frame with this token plays."""
    return address_of("play_page", token)


def site_origin() -> str:
    site = urlsplit(settings.BASE_URL)
    return f"{site.scheme}://{site.netloc}"


def file_of(version: int, content_id: int, path: str) -> StoredFile | None:
    found = ActivityVersion.objects.filter(pk=version, activity=content_id).values_list("files")
    kept = next((files.get(path) for (files,) in found), None)
    if not isinstance(kept, dict):
        return None
    return StoredFile(name=kept["name"], size=kept["size"], sha256=kept["sha256"])
