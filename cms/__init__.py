"""The site. Loading the Celery app with it lets every process enqueue to the same broker."""

from cms.celery import app as celery_app

__all__ = ["celery_app"]
