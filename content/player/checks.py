"""Said by `check --deploy`: activities play only where they have an address of their own."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security, deploy=True)
def check_player_address(**_: Any) -> list[CheckMessage]:
    if settings.PLAYER_URL:
        return []
    return [
        Warning(
            "H5P activities cannot be played: they have no address of their own.",
            hint="Set PLAYER_URL to a host name that is not the site's, such as "
            "https://play.college.example, and let your proxy send it to this site too.",
            id="content.W001",
        )
    ]
