import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.dispatch import receiver
from wagtail.signals import page_published

from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.services import snapshot_scenario

logger = logging.getLogger(__name__)


@receiver(page_published, sender=ScenarioPage, dispatch_uid="scenarios.keep_published")
def keep_published(instance: ScenarioPage, revision: Any = None, **_kwargs: Any) -> None:
    """Every published state becomes a version.

    The form refuses a broken scenario, but Wagtail can publish without the form (in bulk, on
    schedule). Then the last sound version goes on being played, and the log says why.
    """
    try:
        snapshot_scenario(scenario=instance, by=revision.user if revision else None)
    except ValidationError as error:
        logger.warning("Scenario %s cannot be played: %s", instance.pk, " ".join(error.messages))
