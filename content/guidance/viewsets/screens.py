"""What the screens of facts and of sources share."""

from typing import Any

from django.urls import reverse
from wagtail.admin.viewsets.model import ModelViewSet

from content.deletion import GuardedDelete
from content.guidance import queries, services

NEWER, ORIGINAL = "edition", "original"


def facts_url(source: int, to_check: str = "") -> str:
    query = f"?source={source}" + (f"&to_check={to_check}" if to_check else "")
    return reverse("facts:index") + query


def number(text: str | None) -> int:
    """What an address or a form gives as a row's number; 0 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


class GuidanceViewSet(ModelViewSet):
    """Without Wagtail's own history and usage: the audit knows who did what, and the pages that
    show a fact stand beside it."""

    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 30

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        without = {"history_url_name": None, "usage_url_name": None}
        common: dict[str, Any] = super().get_common_view_kwargs(**without, **kwargs)
        return common

    def get_urlpatterns(self) -> list[Any]:
        return [
            found
            for found in super().get_urlpatterns()
            if found.name not in {"history", "history_results", "usage"}
        ]


class GuidanceDelete(GuardedDelete):
    """Asks, or says which pages and facts hold what is to go."""

    template_name = "guidance/confirm_delete.html"

    def ties(self) -> Any:
        return queries.ties(self.object)

    def delete_action(self) -> None:
        services.delete_row(row=self.object, by=self.request.user)
