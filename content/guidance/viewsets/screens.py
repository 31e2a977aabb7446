"""What the screens of facts and of sources share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import page_permission_policy

from content.guidance import queries, services

NEWER, ORIGINAL = "edition", "original"


def can_edit_pages(user: Any) -> bool:
    """Whether links to the pages that show a fact lead anywhere."""
    return bool(page_permission_policy.user_has_permission(user, "change"))


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


class GuidanceDelete(generic.DeleteView):
    """Asks, or says which pages and facts hold what is to go."""

    template_name = "guidance/confirm_delete.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "ties": queries.ties(self.object),
            "can_edit_pages": can_edit_pages(self.request.user),
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as problem:
            messages.error(self.request, " ".join(problem.messages))
            return redirect(self.get_delete_url())

    def delete_action(self) -> None:
        services.delete_row(row=self.object, by=self.request.user)
