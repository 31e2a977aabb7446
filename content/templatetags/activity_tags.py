"""Activities in templates: `{% activity_player activity page block_id %}`."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from wagtail.models import Page

from content.activities.access import can_list_activities, can_play
from content.activities.models import Activity, ActivityVersion
from content.activities.rules import Weight
from content.player.queries import player_src
from content.player.rules import play_token, preview_token

register = template.Library()


@dataclass(frozen=True)
class Frame:
    """What stands around the frame in which an activity plays. Without `src`, why it does not."""

    activity: Activity | None
    src: str = ""
    why_not: str = ""
    is_preview: bool = False

    @property
    def is_practice(self) -> bool:
        return self.activity is not None and self.activity.weight == Weight.PRACTICE


@register.inclusion_tag("player/frame.html", takes_context=True)
def activity_player(
    context: Any,
    activity: Activity | None,
    page: Page | None = None,
    block_id: str = "",
    version: ActivityVersion | None = None,
    preview: bool = False,
    heading: int = 2,
) -> dict[str, Any]:
    """Plays `version`, or else the current one, for the person who reads the page.

    With `preview`, and without a page, whoever makes pages may try it and nothing is recorded. Its
    title is a heading of that level; 0 where the page itself says it.
    """
    request = context.get("request")
    person = getattr(request, "user", None)
    frame = _frame(person, activity, page, block_id, version, preview)
    nonce = context.get("CSP_NONCE") or getattr(request, "csp_nonce", "")
    return {"frame": frame, "heading": f"h{heading}" if heading else "", "CSP_NONCE": nonce}


def _frame(
    person: Any,
    activity: Activity | None,
    page: Page | None,
    block_id: str,
    version: ActivityVersion | None,
    preview: bool,
) -> Frame:
    is_preview = preview or page is None or page.pk is None
    played = version.pk if version else activity.current_id if activity else None
    if activity is None or played is None:
        return Frame(activity, why_not="There is no activity here yet.")
    if not settings.PLAYER_URL:
        return Frame(activity, why_not=_why_no_address(person))
    if is_preview and can_list_activities(person):
        token = preview_token(activity=activity.pk, version=played)
        return Frame(activity, player_src(token), is_preview=True)
    if is_preview or not can_play(person):
        return Frame(activity, why_not="Sign in with your own account to play this activity.")
    token = play_token(
        participant=person.pk,
        activity=activity.pk,
        version=played,
        page_pk=page.pk if page else 0,
        block_id=block_id,
    )
    return Frame(activity, player_src(token))


def _why_no_address(person: Any) -> str:
    if can_list_activities(person):
        return (
            "Activities cannot be played yet: they need an address of their own. Ask whoever looks "
            "after this site to set PLAYER_URL."
        )
    return "This activity cannot be played yet. The rest of the page does not need it."
