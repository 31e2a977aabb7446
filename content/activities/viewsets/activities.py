"""The library of activities: listed, described, put away, taken out as a package."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from content.deletion import GuardedDelete
from content.permissions import can_edit_pages

from .. import access, queries, services
from ..forms import ActivityForm
from ..models import Activity
from . import statistics, uploads

ICON = "media"
AWAY = "away"


class ActivityFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label="State",
        choices=[(AWAY, "Put away")],
        empty_label="Offered to authors",
        method="filter_state",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Activity
        fields: list[str] = []

    def filter_state(self, rows: Any, _name: str, _value: str) -> Any:
        return rows.exclude(archived_at=None)


class ActivityColumn(TitleColumn):
    cell_template_name = "activities/admin/activity_cell.html"


class ActivityList(generic.IndexView):
    page_title = "Activities"
    template_name = "activities/admin/activities.html"

    def get_base_queryset(self) -> QuerySet[Activity]:
        rows = queries.activities(self.request.user)
        return rows if self.request.GET.get("state") else rows.filter(archived_at=None)

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Column:
        column: Column = super()._get_title_column(field_name, column_class=ActivityColumn)
        column.label = "Activity"
        return column

    def get_edit_url(self, instance: Activity) -> str | None:
        if access.can_author(self.request.user):
            return reverse("activity_admin:edit", args=[instance.pk])
        if access.can_read_statistics(self.request.user):
            return reverse("activity_admin:statistics", args=[instance.pk])
        return None

    def get_list_more_buttons(self, instance: Activity) -> list[Any]:
        return []

    @property
    def header_buttons(self) -> list[Any]:
        if not access.can_author(self.request.user):
            return []
        upload, make = reverse("activity_admin:upload"), reverse("activity_authoring:choose")
        return [
            HeaderButton("Upload", upload, icon_name="upload", priority=10),
            HeaderButton("Make one", make, icon_name="plus", priority=20),
        ]


class ActivityEdit(generic.EditView):
    template_name = "activities/admin/activity.html"
    success_message = "“%(object)s” is saved."

    def get_queryset(self) -> QuerySet[Activity]:
        return queries.activities(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "shown": queries.activity_shown(self.object, self.request.user),
            "can_edit_pages": can_edit_pages(self.request.user),
            "can_read_statistics": access.can_read_statistics(self.request.user),
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Somebody may have replaced it while the form was open."""
        try:
            answer: HttpResponse = super().form_valid(form)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
            answer = self.form_invalid(form)
        return answer

    def save_instance(self) -> Activity:
        data = self.form.cleaned_data
        return services.change_activity(
            activity=Activity.objects.get(pk=self.object.pk),
            title=data["title"],
            text_alternative=data["text_alternative"],
            accessible_url=data["accessible_url"],
            weight=data["weight"],
            by=self.request.user,
        )


class ActivityDelete(GuardedDelete):
    template_name = "activities/admin/confirm_delete.html"

    def ties(self) -> Any:
        return queries.ties_of(self.object)

    def delete_action(self) -> None:
        services.delete_activity(activity=self.object, by=self.request.user)


@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    activity = activity_for(request, pk)
    services.archive_activity(activity=activity, by=_person(request))
    messages.success(request, f"“{activity}” is put away: authors are no longer offered it.")
    return redirect("activity_admin:edit", activity.pk)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    activity = activity_for(request, pk)
    services.restore_activity(activity=activity, by=_person(request))
    messages.success(request, f"“{activity}” is offered to authors again.")
    return redirect("activity_admin:edit", activity.pk)


@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The whole of it as a package that other platforms take, too."""
    activity = activity_for(request, pk)
    try:
        packed = services.export_activity(activity=activity, by=_person(request))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("activity_admin:edit", activity.pk)
    name = f"{slugify(activity.title)[:80] or 'activity'}.h5p"
    return FileResponse(packed, as_attachment=True, filename=name)


def activity_for(request: HttpRequest, pk: int) -> Activity:
    if not access.can_author(request.user):
        raise PermissionDenied
    rows = Activity.objects.filter(access.activities_readable_by(request.user))
    return get_object_or_404(rows.select_related("current"), pk=pk)


def _person(request: HttpRequest) -> Any:
    return request.user


class ActivityViewSet(ModelViewSet):
    """Without Wagtail's own history, copy and usage: the audit and our own panel say that."""

    model = Activity
    name = "activity_admin"
    url_prefix = "activities"
    icon = ICON
    menu_label = "Activities"
    menu_order = 242
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False
    list_per_page = 30
    index_view_class = ActivityList
    edit_view_class = ActivityEdit
    delete_view_class = ActivityDelete
    filterset_class = ActivityFilters
    search_backend_name = None
    search_fields = ["title", "main_library"]
    list_display = [
        "title",
        Column("type", label="Type", accessor="type_in_words"),
        DateColumn("changed", label="Changed", accessor="current.created_at"),
        Column("uses", label="Used in pages", accessor="uses"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            MultiFieldPanel(
                [FieldPanel("text_alternative"), FieldPanel("accessible_url")],
                heading="For people who cannot use it as it is",
            ),
            FieldPanel("weight"),
        ],
        base_form_class=ActivityForm,
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        without = {"history_url_name": None, "usage_url_name": None, "add_url_name": None}
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return {**common, **without}

    def get_urlpatterns(self) -> list[Any]:
        left_out = {"add", "history", "history_results", "usage"}
        kept = [found for found in super().get_urlpatterns() if found.name not in left_out]
        return [
            *kept,
            path("upload/", uploads.upload, name="upload"),
            path("uploads/<uuid:uid>/", uploads.upload_detail, name="upload_detail"),
            path("<int:pk>/replace/", uploads.replace, name="replace"),
            path("<int:pk>/archive/", archive, name="archive"),
            path("<int:pk>/restore/", restore, name="restore"),
            path("<int:pk>/export/", export, name="export"),
            path("<int:pk>/statistics/", statistics.statistics, name="statistics"),
        ]
