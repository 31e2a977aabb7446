import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

app = Celery("waymark")
app.config_from_object("django.conf:settings", namespace="CELERY")
SLICES_WITH_TASKS = [
    "assessments.actions",
    "assessments.assurance",
    "assessments.colleagues",
    "assessments.concerns",
    "assessments.cpd",
    "assessments.files",
    "assessments.insights",
    "assessments.mailbox",
    "assessments.moderation",
    "assessments.objectives",
    "assessments.observations",
    "assessments.personal_notes",
    "assessments.records",
    "assessments.reviews",
    "assessments.rooms",
    "assessments.sessions",
    "assessments.supervision",
    "assessments.targets",
    "assessments.verification",
    "assessments.voice",
    "assessments.witnesses",
    "cms.people.escalation",
    "cms.people.notices",
    "cms.people.privacy",
    "content.activities",
    "content.guidance",
    "courses.approval",
    "courses.bundles",
    "courses.progress",
]
app.autodiscover_tasks(SLICES_WITH_TASKS)
