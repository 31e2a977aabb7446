"""Choosing an activity for a page or a part of one: blocks and pages name it, and so it stands
below them both."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from content.activities import access
from content.activities.models import Activity


class OfferedActivities:
    """What has not been put away, of those whom the library is open to."""

    request: Any

    def get_object_list(self) -> QuerySet[Activity]:
        mine = access.activities_readable_by(self.request.user)
        return Activity.objects.offered().filter(mine)

    @property
    def columns(self) -> list[Any]:
        title = super().columns[0]  # type: ignore[misc]
        return [title, Column("main_library", label="Type", accessor="main_library")]


class ActivityChooseView(OfferedActivities, ChooseView):
    pass


class ActivityChooseResultsView(OfferedActivities, ChooseResultsView):
    pass


class ActivityChooserViewSet(ChooserViewSet):
    model = Activity
    icon = "media"
    choose_view_class = ActivityChooseView
    choose_results_view_class = ActivityChooseResultsView
    choose_one_text = "Choose an activity"
    choose_another_text = "Choose another activity"
    edit_item_text = "Look at this activity"
    per_page = 20


activity_chooser = ActivityChooserViewSet("activity_chooser")
