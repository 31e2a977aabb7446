from django.db import models
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from .editing import COLLEGE_PANELS


@register_setting(icon="cog", order=100)
class CollegeSettings(BaseGenericSetting):
    college_name = models.CharField(max_length=120, default="Our College")
    short_name = models.CharField(max_length=40, default="the college")
    support_email = models.EmailField(
        "who to ask for help", blank=True, help_text="Shown wherever somebody may be stuck."
    )

    # The words of the house. Authors write {learner}; readers see what the college says.
    mentor = models.CharField(max_length=60, default="mentor")
    mentors = models.CharField(max_length=60, default="mentors")
    learner = models.CharField(max_length=60, default="learner")
    learners = models.CharField(max_length=60, default="learners")
    teacher = models.CharField(max_length=60, default="teacher")
    teachers = models.CharField(max_length=60, default="teachers")
    tutor = models.CharField(max_length=60, default="tutor")
    tutors = models.CharField(max_length=60, default="tutors")
    supervisor = models.CharField(max_length=60, default="supervisor")
    line_manager = models.CharField(max_length=60, default="line manager")
    dsl = models.CharField("DSL", max_length=80, default="designated safeguarding lead")
    ilp = models.CharField("ILP", max_length=80, default="individual learning plan")

    # Whom to tell, on every page where a concern may come up.
    dsl_name = models.CharField("safeguarding lead", max_length=120, blank=True)
    dsl_phone = models.CharField("safeguarding telephone", max_length=40, blank=True)
    dsl_email = models.EmailField("safeguarding e-mail", blank=True)
    dsl_out_of_hours = models.CharField(
        "out of hours", max_length=200, blank=True, help_text="Whom to call in the evening."
    )
    privacy_url = models.URLField("staff privacy notice", blank=True)

    panels = COLLEGE_PANELS

    class Meta:
        verbose_name = "college settings"

    def __str__(self) -> str:
        return self.college_name
