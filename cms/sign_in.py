"""The college's own sign-in server, as plain values for the settings."""

from typing import Any


def college_sign_in(*, server: str, name: str, client_id: str, secret: str) -> dict[str, Any]:
    """What allauth wants to know of it; without a server there is none."""
    app = {
        "provider_id": "college",
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"APPS": [app] if server else []}}
