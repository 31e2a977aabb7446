from .models import FigurePolicy
from .rules.policies import FigureValues


def figure_policy() -> FigurePolicy:
    """What holds today; the defaults of domain.md 6.2 where the college has set nothing."""
    return FigurePolicy.objects.select_related("set_by").first() or FigurePolicy()


def values_of(policy: FigurePolicy) -> FigureValues:
    return FigureValues(policy.respondents_from, policy.comments_from, policy.base_from)


def earlier_policies() -> list[FigurePolicy]:
    """What held before, the newest first. A college sets this a few times in its life."""
    return list(FigurePolicy.objects.select_related("set_by")[1:11])
