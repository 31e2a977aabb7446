"""The words of facts: listed, mended, and said to be the same in a newer edition."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.formats import date_format
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseOperationView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from content.guidance import queries, services
from content.guidance.forms import FactForm
from content.guidance.models import Edition, Fact, Publication
from content.permissions import can_edit_pages

from .screens import (
    NEWER,
    ORIGINAL,
    GuidanceDelete,
    GuidanceViewSet,
    facts_url,
    number,
)


class FactFilters(WagtailFilterSet):
    to_check = django_filters.ChoiceFilter(
        label="To check",
        choices=[
            (NEWER, "A newer edition holds"),
            (ORIGINAL, "Still to confirm in the original"),
        ],
        empty_label="All facts",
        method="filter_to_check",
        widget=forms.RadioSelect,
    )
    source = django_filters.ModelChoiceFilter(
        label="Source", field_name="edition__publication", queryset=Publication.objects.all()
    )

    class Meta:
        model = Fact
        fields: list[str] = []

    def filter_to_check(self, rows: Any, _name: str, value: str) -> Any:
        return rows.exclude(newer_name="") if value == NEWER else rows.exclude(to_check="")


class FactColumn(TitleColumn):
    cell_template_name = "guidance/fact_cell.html"


class FactList(generic.IndexView):
    template_name = "guidance/facts.html"
    page_title = "Facts"

    def get_base_queryset(self) -> models.QuerySet[Fact]:
        return queries.listed_facts()

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Column:
        column: Column = super()._get_title_column(field_name, column_class=FactColumn)
        column.label = "Fact"
        return column

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "waiting": queries.waiting()}


class FactCreate(generic.CreateView):
    @property
    def source(self) -> int:
        return number(self.request.GET.get("source"))

    def get_initial_form_instance(self) -> Fact:
        """From a source: its edition that holds, and only its editions to choose from."""
        lines = queries.editions_of(self.source)
        held = [line.edition for line in lines if line.holds] or [line.edition for line in lines]
        return Fact(edition=held[0]) if held else Fact()

    def get_add_url(self) -> str:
        return super().get_add_url() + (f"?source={self.source}" if self.source else "")

    def save_instance(self) -> Fact:
        return services.save_fact(fact=self.form.instance, by=self.request.user)


class FactEdit(generic.EditView):
    template_name = "guidance/fact.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        fact = Fact.objects.select_related("edition__publication", "checked_by").get(
            pk=self.object.pk
        )
        return {
            **context,
            "fact": fact,
            "newer": queries.newer_edition(fact),
            "uses": queries.uses_of([fact.key]),
            "can_edit_pages": can_edit_pages(self.request.user),
        }

    def save_instance(self) -> Fact:
        return services.save_fact(fact=self.form.instance, by=self.request.user)


class FactConfirm(PermissionCheckedMixin, BaseOperationView):
    """One button: it says the same in the edition that holds now."""

    model = Fact
    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = get_object_or_404(Edition, pk=number(request.POST.get("edition")))
        try:
            services.confirm_fact(fact=self.object, edition=edition, by=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return redirect("facts:edit", self.object.pk)
        messages.success(request, f"“{self.object}” now stands as read in {edition}.")
        waiting = [fact.edition.publication_id for fact, _newer in queries.facts_to_check()]
        source = edition.publication_id
        return redirect(facts_url(source, NEWER if source in waiting else ""))


class FactViewSet(GuidanceViewSet):
    model = Fact
    name = "facts"
    icon = "clipboard-list"
    menu_label = "Facts"
    index_view_class = FactList
    add_view_class = FactCreate
    edit_view_class = FactEdit
    delete_view_class = GuidanceDelete
    filterset_class = FactFilters
    list_display = [
        "text",
        Column("source", label="Source", accessor="edition.publication"),
        Column("edition", label="Edition", accessor="edition.name"),
        Column(
            "checked_on",
            label="Checked on",
            accessor=lambda fact: date_format(fact.checked_on, "j F Y"),
            sort_key="checked_on",
        ),
    ]
    search_fields = [
        "text",
        "key",
        "edition__publication__title",
        "edition__publication__publisher",
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("text"),
            FieldPanel("edition"),
            FieldPanel("checked_on"),
            FieldPanel("to_check"),
            FieldPanel("key"),
        ],
        base_form_class=FactForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        confirm = self.construct_view(FactConfirm)
        return [*super().get_urlpatterns(), path("confirm/<int:pk>/", confirm, name="confirm")]
