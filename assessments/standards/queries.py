from collections.abc import Iterable

from django.core.cache import cache

from .models import Framework, Statement
from .rules import FrameworkStatus, check_codes_exist

TITLES_CACHE_KEY = "standards:titles"


def default_framework() -> Framework:
    """The framework the college's codes are read in: one in force before a retired one."""
    in_force = Framework.objects.filter(status=FrameworkStatus.ACTIVE).order_by("-pk").first()
    return in_force or Framework.objects.order_by("-pk")[:1].get()


def default_statements() -> dict[str, Statement]:
    return {statement.code: statement for statement in default_framework().statements.all()}


def statement_titles() -> dict[str, str]:
    """Code to title in the college's framework, kept in the cache: every codes chip asks."""
    titles: dict[str, str] | None = cache.get(TITLES_CACHE_KEY)
    if titles is None:
        rows = Statement.objects.filter(framework=default_framework())
        titles = dict(rows.values_list("code", "title"))
        cache.set(TITLES_CACHE_KEY, titles, timeout=None)
    return titles


def check_codes(codes: Iterable[str]) -> None:
    """Raise ValidationError naming each code that the college's framework does not have."""
    check_codes_exist(codes, statement_titles())
