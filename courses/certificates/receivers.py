"""A module was completed: its certificate is issued in the same transaction."""

from typing import Any

from courses.certificates.services import issue_certificate
from courses.progress.models import Completion
from courses.progress.signals import module_completed


def connect() -> None:
    module_completed.connect(certificate_issued, dispatch_uid="courses.certificate")


def certificate_issued(completion: Completion, **_: Any) -> None:
    issue_certificate(completion=completion)
