"""How an activity is answered: for trainers and the quality lead, naming nobody."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .. import access
from ..models import Activity
from ..queries.statistics import statistics_of
from ..rules.items import LEAST_PEOPLE


class StatisticsScreen(WagtailAdminTemplateMixin, View):
    page_title = "How it is answered"
    header_icon = "media"
    template_name = "activities/admin/statistics.html"
    activity: Activity

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not access.can_read_statistics(request.user):
            raise PermissionDenied
        rows = Activity.objects.filter(access.activities_readable_by(request.user))
        self.activity = get_object_or_404(rows, pk=pk)
        shown = statistics_of(self.activity)
        context = self.get_context_data(activity=self.activity, shown=shown, least=LEAST_PEOPLE)
        return self.render_to_response(context)

    def get_page_subtitle(self) -> str:
        return self.activity.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("activity_admin:index"), "label": "Activities"},
            {"url": "", "label": self.page_title, "sublabel": self.activity.title},
        ]


@require_safe
def statistics(request: HttpRequest, pk: int) -> HttpResponseBase:
    return StatisticsScreen.as_view()(request, pk=pk)
