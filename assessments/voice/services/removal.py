"""Retention: the figures of somebody who left long ago are taken out of what was released."""

from collections import defaultdict

from django.db import transaction
from django.db.models import QuerySet

from cms.people.privacy.services.removals import remove_whole

from ..models import VoiceCohort, VoiceRelease


@transaction.atomic
def remove_cohorts(rows: QuerySet[VoiceCohort]) -> int:
    """With the answers and comments on them. The others' figures stay as they were released; that
    these are gone gives nothing away. Retention is the one reason to touch a release."""
    mentors: dict[int, set[str]] = defaultdict(set)
    for campaign, mentor in rows.order_by().values_list("campaign", "mentor"):
        mentors[campaign].add(str(mentor))
    plain: QuerySet[VoiceRelease] = QuerySet(VoiceRelease)
    for release in plain.filter(campaign__in=mentors):
        kept = {
            pk: cell
            for pk, cell in release.figures["mentors"].items()
            if pk not in mentors[release.campaign_id]
        }
        plain.filter(pk=release.pk).update(figures={**release.figures, "mentors": kept})
    return remove_whole(rows)
