"""What the processes say, and where: one line an event, on the console."""

# These tell of every ordinary step; what goes wrong they still say.
QUIET = ("axes", "celery.app.trace", "celery.worker", "django_tasks", "wagtail")


def console_logging(level: str) -> dict[str, object]:
    """For `logging.config.dictConfig`, as Django's LOGGING."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {name: {"level": "WARNING"} for name in QUIET},
    }
