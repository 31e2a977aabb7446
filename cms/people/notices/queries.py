from django.core.cache import cache

from cms.people.accounts.models import User

from .access import readable_by
from .models import Notice, NoticePreference, NoticeQuerySet
from .rules import DEFAULT_CHANNEL, NoticeKind

UNREAD_KEPT_SECONDS = 60


def notices_of(person: User) -> NoticeQuerySet:
    return Notice.objects.filter(readable_by(person))


def unread_count(person: User) -> int:
    """For the bell on every page, so from the cache; a write forgets it, and a minute is the most
    that a reader who was faster than a writer's commit can be behind."""
    found = cache.get_or_set(
        unread_key(person.pk),
        lambda: notices_of(person).unread().count(),
        timeout=UNREAD_KEPT_SECONDS,
    )
    return int(found or 0)


def unread_key(person_pk: int) -> str:
    return f"notices:unread:{person_pk}"


def channels_of(person: User) -> dict[str, str]:
    """How each kind reaches somebody: their choice, else what the site does by itself."""
    chosen = NoticePreference.objects.filter(recipient=person).values_list("kind", "channel")
    return {kind: str(DEFAULT_CHANNEL[kind]) for kind in NoticeKind.values} | dict(chosen)
