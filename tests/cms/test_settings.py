"""Settings are read in a process of their own: a bad value must stop the start, in plain words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.embedded
ROOT = Path(__file__).resolve().parents[2]
GOOD = {"SECRET_KEY": "k" * 40, "BASE_URL": "https://cpd.college.example"}


def read_settings(show: str = "DEBUG", **environment: str) -> subprocess.CompletedProcess[str]:
    code = f"from cms import settings; print(settings.{show})"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"BASE_URL": "https://x.example"}, "SECRET_KEY"),
        ({**GOOD, "SECRET_KEY": "short"}, "SECRET_KEY"),
        ({**GOOD, "BASE_URL": "cpd.college.example"}, "BASE_URL must be a full web address"),
        ({**GOOD, "DEBUG": "perhaps"}, "DEBUG"),
        ({**GOOD, "TRUSTED_PROXIES": "many"}, "TRUSTED_PROXIES"),
        ({**GOOD, "LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
        ({**GOOD, "DATABASE_URL": "oracle9://x"}, "DATABASE_URL"),
        ({**GOOD, "OIDC_SERVER_URL": "https://id.example"}, "OIDC_CLIENT_ID"),
    ],
)
def test_a_missing_or_bad_value_stops_the_start_by_name(environment, message):
    result = read_settings(**environment)

    assert result.returncode != 0
    assert message in result.stderr.splitlines()[-1]


def test_everything_that_is_wrong_is_said_at_once():
    result = read_settings(DEBUG="perhaps", LOG_LEVEL="LOUD")

    for name in ("SECRET_KEY", "DEBUG", "LOG_LEVEL"):
        assert name in result.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("DEBUG", "False"),
        ("ALLOWED_HOSTS", "['cpd.college.example']"),
        ("SESSION_COOKIE_SECURE", "True"),
        ("CSRF_COOKIE_SECURE", "True"),
        ("SECURE_SSL_REDIRECT", "True"),
        ("CELERY_BROKER_TRANSPORT", "cms.broker:Transport"),
    ],
)
def test_production_is_the_default_and_safe(show, expected):
    assert read_settings(show, **GOOD).stdout.strip() == expected


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("CELERY_BROKER_URL", "redis://cache:6379/0"),
        ("CELERY_BROKER_TRANSPORT", "None"),
        ("CACHES['default']['LOCATION']", "redis://cache:6379/0"),
    ],
)
def test_redis_takes_one_variable(show, expected):
    result = read_settings(show, **GOOD, REDIS_URL="redis://cache:6379/0")

    assert result.stdout.strip() == expected


def test_two_copies_on_one_host_have_cookies_of_their_own():
    one = read_settings("SESSION_COOKIE_NAME", **{**GOOD, "BASE_URL": "http://127.0.0.1:8000"})
    two = read_settings("SESSION_COOKIE_NAME", **{**GOOD, "BASE_URL": "http://127.0.0.1:8001"})

    assert one.stdout != two.stdout
