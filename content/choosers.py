"""Choosing an activity for a page or a part of one: blocks and pages name it, and so it stands
below them both."""

from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from content.activities import access
from content.activities.models import Activity
from content.activities.queries.activities import HEAVY


class OfferedActivities:
    """What has not been put away, of those whom the library is open to."""

    request: Any

    def get_object_list(self) -> QuerySet[Activity]:
        mine = access.activities_readable_by(self.request.user)
        rows = Activity.objects.offered().filter(mine).select_related("current")
        rows = rows.annotate(type_in_words=F("current__main_library__title"))
        return rows.defer(*(f"current__{column}" for column in HEAVY))


class WordsFilter(BaseFilterForm):
    """By parts of words, as in the list of activities."""

    q = forms.CharField(
        label="Search by title or type",
        widget=forms.TextInput(attrs={"placeholder": "Search"}),
        required=False,
    )

    def filter(self, objects: QuerySet[Activity]) -> QuerySet[Activity]:
        rows: QuerySet[Activity] = super().filter(objects)
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        for word in (self.search_query or "").split():
            rows = rows.filter(Q(title__icontains=word) | Q(type_in_words__icontains=word))
        return rows


class ActivityColumns:
    filter_form_class = WordsFilter
    results_template_name = "activities/admin/chooser_results.html"

    @property
    def columns(self) -> list[Any]:
        return [
            super().columns[0],  # type: ignore[misc]
            Column("type", label="Type", accessor="type_in_words"),
            DateColumn("changed", label="Changed", accessor="current.created_at"),
        ]


class ActivityChooseView(OfferedActivities, ActivityColumns, ChooseView):
    pass


class ActivityChooseResultsView(OfferedActivities, ActivityColumns, ChooseResultsView):
    pass


class ActivityChosenView(OfferedActivities, ChosenView):
    def get_object(self, pk: Any) -> Activity:
        return self.get_object_list().get(pk=pk)


class ActivityChosenMultipleView(OfferedActivities, ChosenMultipleView):
    def get_objects(self, pks: Any) -> QuerySet[Activity]:
        return self.get_object_list().filter(pk__in=pks)


class ActivityChooserViewSet(ChooserViewSet):
    model = Activity
    icon = "media"
    choose_view_class = ActivityChooseView
    choose_results_view_class = ActivityChooseResultsView
    chosen_view_class = ActivityChosenView
    chosen_multiple_view_class = ActivityChosenMultipleView
    choose_one_text = "Choose an activity"
    choose_another_text = "Choose another activity"
    edit_item_text = "Look at this activity"
    per_page = 20

    def get_urlpatterns(self) -> list[Any]:
        """Nothing is made while choosing: that takes a screen of its own."""
        return [found for found in super().get_urlpatterns() if found.name != "create"]


activity_chooser = ActivityChooserViewSet("activity_chooser")
