from importlib import import_module

from django.apps import AppConfig

from cms.people.privacy.registry import load_box


class PeopleConfig(AppConfig):
    name = "cms.people"
    label = "people"
    verbose_name = "People"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Receivers register by being imported; tasks too, or a web process could not run them
        # in place when it is told to.
        for name in [
            "college.receivers",
            "escalation.receivers",
            "escalation.tasks",
            "notices.tasks",
        ]:
            import_module(f"{self.name}.{name}")
        load_box(self.name)
