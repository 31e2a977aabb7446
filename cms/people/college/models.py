from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from .editing import COLLEGE_PANELS
from .rules import DetailsPolicy


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

    # Whom to call is on the safeguarding card (cms.people.escalation); here is only its policy.
    card_check_days = models.PositiveSmallIntegerField(
        "days between checks",
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text="How often a safeguarding lead confirms that the safeguarding card is right.",
    )
    approval_lapse_days = models.PositiveSmallIntegerField(
        "days an approval outlasts a new edition",
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text="When new guidance takes effect, lessons about safeguarding are to be read "
        "against it. So many days later those that nobody has approved again leave the site.",
    )
    personal_details = models.CharField(
        "when a text seems to name a learner",
        max_length=10,
        choices=DetailsPolicy,
        default=DetailsPolicy.WARN,
        help_text="Names, dates of birth, ULNs, NHS numbers, postcodes, phone numbers and e-mail "
        "addresses in CPD, reflections and supervision.",
    )
    privacy_url = models.URLField("staff privacy notice", blank=True)

    panels = COLLEGE_PANELS

    class Meta:
        verbose_name = "college settings"

    def __str__(self) -> str:
        return self.college_name
