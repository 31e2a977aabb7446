from django.apps import AppConfig

from cms.people.privacy.registry import load_box


class ContentConfig(AppConfig):
    name = "content"
    label = "content"
    verbose_name = "Content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content import receivers  # noqa: F401 - connects them

        load_box(self.name)
