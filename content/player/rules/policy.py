"""What the page may do that plays other people's scripts: next to nothing (h5p.md 5)."""

from collections.abc import Collection, Iterable

from content.h5p.permissions import MICROPHONE, policy_additions

# A picture or a film opened by itself is a document too, and some kinds of it can hold scripts.
POLICY_OF_FILE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
NOBODY = "'none'"
NEVER = ("camera", "display-capture", "geolocation", "midi", "payment", "serial", "usb")


def content_policy(
    *, player: str, site: str, permissions: Collection[str] = (), video_hosts: Iterable[str] = ()
) -> str:
    """`player` and `site` are origins; `permissions` what the code of the activity needs.

    The sandbox gives the page an origin of its own that equals no other: no cookies, no storage, no
    way into the page around it. It may ask nobody but the player, whose addresses are signed.
    """
    directives = {
        "default-src": [],
        "script-src": [player],
        "style-src": [player, "'unsafe-inline'"],
        "img-src": [player, "data:", "blob:"],
        "media-src": [player, "data:", "blob:"],
        "font-src": [player, "data:"],
        "connect-src": [player],
        "worker-src": [],
        "frame-src": [],
        "object-src": [],
        "form-action": [],
        "base-uri": [],
        "frame-ancestors": [site],
        "sandbox": ["allow-scripts"],
    }
    for name, sources in policy_additions(permissions, video_hosts=video_hosts).items():
        directives[name] += sources
    return "; ".join(
        f"{name} {' '.join(sources or [NOBODY])}" for name, sources in directives.items()
    )


def feature_policy(permissions: Collection[str] = ()) -> str:
    """The value of Permissions-Policy: full screen always, the microphone where it is needed."""
    refused = [*NEVER, *([] if MICROPHONE in permissions else [MICROPHONE])]
    allowed = ["fullscreen=*", *([f"{MICROPHONE}=*"] if MICROPHONE in permissions else [])]
    return ", ".join([*allowed, *(f"{name}=()" for name in sorted(refused))])
