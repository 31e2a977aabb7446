"""What a browser may load and run on our pages, as plain values for the settings."""

from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE

Directives = dict[str, list[object]]


def strict_policy(*, files_from: str, sign_in_at: str, plays_at: str = "") -> dict[str, Directives]:
    """Scripts run only when this answer's own nonce is on them.

    A script that someone uploads or slips into a text never does. Pages set no inline styles;
    scripts may set them one by one. `files_from` is where uploads live, `sign_in_at` the college's
    own sign-in server, `plays_at` where H5P plays; each may be empty.
    """
    files = _files(files_from)
    server = urlsplit(sign_in_at)
    # The sign-in form leads on to that server, and browsers hold redirects to this list too.
    sign_in: list[object] = [f"{server.scheme}://{server.netloc}"] if sign_in_at else []
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [NONCE],
            "style-src": [SELF],
            "font-src": [SELF],
            "img-src": [*files, "data:"],
            "media-src": files,
            "connect-src": [SELF],
            # Also holds a played script that would send its own frame elsewhere with what it knows.
            "frame-src": [SELF, plays_at] if plays_at else [SELF],
            "manifest-src": [SELF],
            "worker-src": [SELF],  # keeps the safeguarding card for a day without a connection
            "form-action": [SELF, *sign_in],
            "frame-ancestors": [SELF],  # Wagtail previews a page in a frame of its own
            "base-uri": [NONE],
            "object-src": [NONE],
        }
    }


def looser_in_admin(*, files_from: str) -> Directives:
    """Wagtail's admin writes inline scripts and styles: there, and only there, they may run."""
    return {
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [*_files(files_from), "data:", "blob:"],
        "worker-src": [SELF, "blob:"],
    }


def player_address(given: str, *, beside: str) -> str:
    """Where H5P plays, without a slash at the end; empty where a host name has to be set first.

    Nobody's cookies may reach it, so it is never the site's own address: `given`, or the next port
    where the site itself names one.
    """
    site = urlsplit(beside)
    if given:
        return "" if _origin(given) == _origin(beside) else _origin(given)
    host = site.netloc.rpartition(":")[0]  # with the brackets of a numeric address
    return f"{site.scheme}://{host}:{site.port + 1}".lower() if site.port else ""


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _files(origin: str) -> list[object]:
    return [SELF, origin] if origin else [SELF]
