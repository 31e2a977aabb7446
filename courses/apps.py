from django.apps import AppConfig

from cms.people.privacy.registry import load_box


class CoursesConfig(AppConfig):
    name = "courses"
    label = "courses"
    verbose_name = "Courses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what happens below: pages published and moved, modules and activities done."""
        from courses.approval import receivers as approval_receivers
        from courses.catalogue import receivers as catalogue_receivers
        from courses.certificates import receivers as certificate_receivers
        from courses.enrolment import receivers as enrolment_receivers
        from courses.interactive import receivers as interactive_receivers
        from courses.progress import receivers as progress_receivers

        approval_receivers.connect()
        catalogue_receivers.connect()
        enrolment_receivers.connect()
        progress_receivers.connect()
        certificate_receivers.connect()
        interactive_receivers.connect()
        load_box(self.name)
