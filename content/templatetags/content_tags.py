"""Content in templates: `{{ title|terms }}`, `{{ text|markdown }}`, `{% local_text key as x %}`."""

from django import template
from django.utils.safestring import SafeString

from cms.people.escalation.queries import card
from cms.people.escalation.rules import Card
from content.guidance.queries import ShownFact, fact_for
from content.local_texts.models import LocalText
from content.local_texts.queries import UsedKey, local_text_for, uses_of
from content.markdown import render_inline, render_markdown
from content.terms import apply_terms, apply_terms_to_html

register = template.Library()


@register.filter
def terms(value: object) -> str:
    """The text in the college's own words. Markup stays markup, plain text is escaped as ever."""
    if hasattr(value, "__html__"):
        return apply_terms_to_html(value.__html__())
    return apply_terms(str(value if value is not None else ""))


@register.filter
def markdown(value: object, heading_level: int = 3) -> SafeString:
    return render_markdown(str(value or ""), heading_level)


@register.filter
def inline_markdown(value: object) -> SafeString:
    return render_inline(str(value or ""))


@register.simple_tag
def local_text(key: str) -> LocalText | None:
    """`{% local_text "starting-points" as local %}`: what this college wrote, or nothing."""
    return local_text_for(key)


@register.simple_tag
def local_text_uses(key: str) -> list[UsedKey]:
    return uses_of(key)


@register.simple_tag
def fact(key: str) -> ShownFact | None:
    """`{% fact "kcsie-no-promise" as fact %}`: its words with source, edition and date."""
    return fact_for(key)


@register.simple_tag
def safeguarding_card() -> Card:
    return card()
