import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

app = Celery("waymark")
app.config_from_object("django.conf:settings", namespace="CELERY")
SLICES_WITH_TASKS = ["cms.people.notices", "courses.progress"]
app.autodiscover_tasks(SLICES_WITH_TASKS)
