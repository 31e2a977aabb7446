"""The product's own settings with the few differences a test run needs, each with its reason."""

import os
import tempfile
from pathlib import Path

DATA_DIR_FOR_TESTS = Path(tempfile.mkdtemp(prefix="waymark-tests-"))
os.environ["DATA_DIR"] = str(DATA_DIR_FOR_TESTS)  # never the data of a running copy
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ["BASE_URL"] = "http://testserver"
os.environ["EMAIL_URL"] = "memory://"

if redis := os.environ.get("REDIS_URL"):
    # A database of its own for each of the parallel runs: each test empties the cache.
    server, _, number = redis.rpartition("/")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    os.environ["REDIS_URL"] = f"{server}/{int(number) + int(worker)}"

(DATA_DIR_FOR_TESTS / "static").mkdir(exist_ok=True)  # whitenoise warns of a missing one

from cms.settings import *  # noqa: E402, F403
from cms.settings import DATABASES  # noqa: E402

ALLOWED_HOSTS = ["*"]  # the live server answers on localhost and a port of its own
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a slow hash proves nothing
CELERY_TASK_ALWAYS_EAGER = True  # at once; the broker has tests of its own
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # The live server's threads and the test share one database: a file, not memory.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR_FOR_TESTS / "test.sqlite3")}
    # No test survives a power cut anyway, and waiting for the disk is most of the time.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
