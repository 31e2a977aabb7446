"""A player with an address of its own: for the test client, and beside the live server."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from cms.policies import strict_policy

PLAYER = "http://play.testserver"


@pytest.fixture
def player(settings: Any) -> str:
    """The player's address where the test client asks for it by its host."""
    settings.PLAYER_URL = PLAYER
    return PLAYER


@pytest.fixture
def live_player(live_server: Any, settings: Any) -> str:
    """The same server under another name, which is another origin for a browser."""
    port = urlsplit(live_server.url).port
    settings.BASE_URL = f"http://localhost:{port}"
    settings.PLAYER_URL = f"http://127.0.0.1:{port}"
    settings.CONTENT_SECURITY_POLICY = strict_policy(
        files_from="", sign_in_at="", plays_at=settings.PLAYER_URL
    )
    return str(settings.PLAYER_URL)
