import hashlib
import json
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments.scenarios.models import ScenarioPage, ScenarioVersion
from assessments.scenarios.queries.stories import newest_version
from assessments.scenarios.rules.checks import check_graph
from cms.people.accounts.models import User
from cms.people.audit.services import record


@transaction.atomic
def snapshot_scenario(
    *, scenario: ScenarioPage, by: User | None = None, at: datetime | None = None
) -> ScenarioVersion:
    """Keep what was published. The same content again is the version that already stands.

    Raises ValidationError when the scenario cannot be played: then the last sound version stays.
    """
    check_graph(scenario.graph)
    content = scenario.content
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    newest = newest_version(scenario)
    if newest and newest.content_hash == digest:
        return newest
    version = ScenarioVersion.objects.create(
        scenario_id=scenario.pk,
        number=newest.number + 1 if newest else 1,
        content=content,
        content_hash=digest,
        created_at=at or timezone.now(),
    )
    record(
        actor=by,
        verb="scenario.version_kept",
        obj=version,
        detail={"scenario": scenario.pk, "number": version.number},
    )
    return version
