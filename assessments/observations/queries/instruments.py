"""Templates, their criteria and whether they were used."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, QuerySet

from assessments.standards.models import Statement
from assessments.standards.queries import default_statements
from cms.people.accounts.models import User

from ..access import templates_readable_by
from ..models import Observation, ObservationTemplate
from ..rules import CriterionText, Level, Part, TemplateText
from .one import criteria_of, ratings_by_part


def templates_listed(reader: User) -> QuerySet[ObservationTemplate]:
    """The current ones first; how often each was used."""
    rows = ObservationTemplate.objects.filter(templates_readable_by(reader))
    used = Count("observations", distinct=True)
    rows = rows.annotate(used=used, parts=Count("criteria", distinct=True))
    return rows.order_by("-is_current", "kind", "title", "-version")


def current_templates(kind: str = "") -> QuerySet[ObservationTemplate]:
    rows = ObservationTemplate.objects.filter(is_current=True)
    return rows.filter(kind=kind) if kind else rows


def with_use(templates: QuerySet[ObservationTemplate]) -> QuerySet[ObservationTemplate]:
    uses = Observation.objects.filter(template=OuterRef("pk"))
    return templates.annotate(is_used=Exists(uses))


def is_used(template: ObservationTemplate) -> bool:
    return template.observations.exists()


def text_of(template: ObservationTemplate) -> TemplateText:
    criteria = template.criteria.prefetch_related("statements")
    return TemplateText(
        title=template.title,
        introduction=template.introduction,
        criteria=tuple(
            CriterionText(
                row.title,
                row.looks_like,
                tuple(statement.code for statement in row.statements.all()),
            )
            for row in criteria
        ),
    )


def statements_of_template(template: ObservationTemplate) -> list[Statement]:
    """Everything its criteria look at, in order, as far as the college's framework has it now."""
    known = {statement.pk for statement in default_statements().values()}
    rows = Statement.objects.filter(pk__in=_keys(template)).order_by("position")
    return [statement for statement in rows if statement.pk in known]


def _keys(template: ObservationTemplate) -> QuerySet[Statement]:
    linked = template.criteria.filter(statements__isnull=False)
    return linked.order_by().values("statements")  # type: ignore[return-value]


def codes_earned(observation: Observation, levels: Iterable[str]) -> list[str]:
    """Codes of the college's framework whose criteria the observer gave one of these levels."""
    wanted = {Level(level) for level in levels}
    known = {statement.pk for statement in default_statements().values()}
    ratings = ratings_by_part(observation)[Part.OBSERVER]
    found = [
        statement.code
        for criterion in criteria_of(observation)
        if criterion.pk in ratings and ratings[criterion.pk].level in wanted
        for statement in criterion.statements.all()
        if statement.pk in known
    ]
    return list(dict.fromkeys(found))
