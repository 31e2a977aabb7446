"""What is counted of learners, as totals (domain.md 6.2); never a learner."""

from django.db.models import TextChoices


class MetricKind(TextChoices):
    RETENTION = "retention", "Retention"
    PASS = "pass", "Pass"
    ACHIEVEMENT = "achievement", "Achievement"
    ATTENDANCE = "attendance", "Attendance"
    TARGET_COMPLETION = "target_completion", "Targets completed"
    PROGRESS_REVIEW_ON_TIME = "progress_review_on_time", "Progress reviews on time"


class ContextReason(TextChoices):
    """Ticked, beside a sentence in the college's own words."""

    LEVEL_MIX = "level_mix", "Another mix of levels"
    AGE_MIX = "age_mix", "Another mix of ages"
    HIGH_NEEDS = "high_needs", "More learners with high needs"
    STAFFING = "staffing", "Staff changes in the year"
    JOINED_LATE = "joined_late", "The mentor joined in the year"
    SMALL_GROUP = "small_group", "A small group"
    OTHER = "other", "Something else"
