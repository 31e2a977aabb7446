from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """Owns no data; an app so that its templates and commands are found."""

    name = "cms.dashboard"
    label = "dashboard"
