from django.apps import AppConfig

from cms.people.privacy.registry import load_box


class ContentConfig(AppConfig):
    name = "content"
    label = "content"
    verbose_name = "Content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content import receivers  # noqa: F401 - connects them
        from content.player import checks  # noqa: F401 - registers it

        load_box(self.name)
