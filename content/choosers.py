"""Choosing an activity for a page or a part of one: blocks and pages name it, and so it stands
below them both."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from content.activities import access
from content.activities.models import Activity


class OfferedActivities:
    """What has not been put away, of those whom the library is open to."""

    request: Any

    def get_object_list(self) -> QuerySet[Activity]:
        mine = access.activities_readable_by(self.request.user)
        return Activity.objects.offered().filter(mine)


class ActivityColumns:
    @property
    def columns(self) -> list[Any]:
        title = super().columns[0]  # type: ignore[misc]
        return [title, Column("main_library", label="Type", accessor="main_library")]


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
