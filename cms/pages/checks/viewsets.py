"""Where the Wagtail admin finds the checks."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms.pages.checks import access, views


class ChecksMenuItem(MenuItem):
    """Under Reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        return access.can_list_checks(request.user)


class ChecksViewSet(ViewSet):
    url_prefix = "checks"
    icon = views.ICON

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", views.report, name="report"),
            path("pages/<int:page_id>/", views.DraftChecks.as_view(), name="draft"),
            path(
                "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/"
                "<int:parent_page_id>/",
                views.NewPageChecks.as_view(),
                name="new",
            ),
        ]


def menu_item() -> ChecksMenuItem:
    return ChecksMenuItem(
        views.TITLE, reverse("checks:report"), name="checks", icon_name=views.ICON, order=600
    )
