"""A message broker for Celery that is a folder: nothing to install, nothing lost in a crash.

Settings (kombu 5.7 refuses an import path inside a URL, so the transport has its own setting):

    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT = "cms.broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {"folder": str(DATA_DIR / "broker")}
    CELERY_TASK_ACKS_LATE = True  # otherwise a task that has begun is not run again

With a Redis URL CELERY_BROKER_TRANSPORT has to be None, because it wins over the URL.

Further transport options, in seconds: polling_interval (0.25) between looks at a quiet queue,
takeover_interval (5) between searches for dead owners, stale_after (600) before an abandoned
half-written file is removed.

What is promised: a published message is on the disk; it is delivered at least once, oldest
first; it lies with one live process at a time, and goes back to its queue when that process
dies. No result backend is needed. Every process has to see the folder on one machine.

    folder.py    where files lie and how one is written whole
    waiting.py   which messages wait in a queue
    owner.py     who is working on which message, and what becomes of a dead owner's
    bindings.py  which queues an exchange leads to
    transport.py what kombu calls
"""

from cms.broker.transport import Channel, Transport

__all__ = ["Channel", "Transport"]
