"""Deleting what other things may hold on to, in the Wagtail admin."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.views import generic

from content.permissions import can_edit_pages


class GuardedDelete(generic.DeleteView):
    """Asks, or says what holds the object: a subclass names it, and deletes by a service."""

    def ties(self) -> Any:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "ties": self.ties(),
            "can_edit_pages": can_edit_pages(self.request.user),
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as problem:
            messages.error(self.request, " ".join(problem.messages))
            return redirect(self.get_delete_url())
