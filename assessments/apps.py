from importlib import import_module

from django.apps import AppConfig

from cms.people.privacy.registry import load_box


class AssessmentsConfig(AppConfig):
    name = "assessments"
    label = "assessments"
    verbose_name = "Assessments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connects what each slice does when something below it has finished."""
        for part in ("standards", "cpd", "quizzes", "scenarios", "sessions", "supervision"):
            import_module(f"assessments.{part}.receivers")
        load_box(self.name)
