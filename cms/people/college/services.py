from django.core.cache import cache
from django.db import transaction

from .queries import CACHE_KEY


def forget_college() -> None:
    """Let every process read the settings afresh, once the change is really there."""
    cache.delete(CACHE_KEY)
    transaction.on_commit(lambda: cache.delete(CACHE_KEY))
