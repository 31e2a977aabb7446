from importlib import import_module

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    label = "assessments"
    verbose_name = "Assessments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connects what each slice does when something below it has finished."""
        for part in ("standards", "cpd", "quizzes", "scenarios"):
            import_module(f"assessments.{part}.receivers")
