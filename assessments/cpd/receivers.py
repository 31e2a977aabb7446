from typing import Any

from django.dispatch import receiver

from courses.progress.models import Completion
from courses.progress.signals import module_completed

from .services import draft_from_module


@receiver(module_completed, sender=Completion, dispatch_uid="cpd.module_completed")
def draft_cpd_entry(*, completion: Completion, **_kwargs: Any) -> None:
    draft_from_module(completion=completion, by=completion.participant)
