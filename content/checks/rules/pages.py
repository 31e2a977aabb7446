"""All that is asked of any page, and what is asked of a lesson beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from content.checks.rules.facts import claim_checks, fact_checks, source_checks
from content.checks.rules.findings import Around, Block, Check, Kind, Level
from content.checks.rules.links import link_checks
from content.checks.rules.media import media_checks
from content.checks.rules.passages import (
    Passage,
    all_passages,
    field_passages,
    read_passages,
)
from content.checks.rules.personal import personal_checks
from content.checks.rules.reading import (
    figures,
    grade_checks,
    heading_checks,
    jargon_checks,
    minutes_checks,
    paragraph_checks,
)
from content.checks.rules.shape import hook_and_takeaway
from content.checks.rules.wording import braces_checks


@dataclass(frozen=True)
class Content:
    """A page as plain values: its texts by field, its body and its sources as raw streams."""

    texts: Mapping[str, Any] = field(default_factory=dict)
    body: Sequence[Block] = ()
    sources: Sequence[Block] = ()
    review_on: date | None = None
    minutes: int = 0


def text_checks(passages: Sequence[Passage], around: Around) -> list[Check]:
    """What is asked of every text, wherever it stands."""
    return [*personal_checks(passages), *braces_checks(passages, around.words)]


def page_checks(content: Content, around: Around) -> list[Check]:
    body = content.body
    read = read_passages(body)
    leans_on_something = bool(content.sources) or any(block["type"] == "fact" for block in body)
    return [
        *text_checks([*field_passages(content.texts), *all_passages(body)], around),
        *media_checks(body, around.files),
        *fact_checks(body, around.facts),
        *source_checks(content.sources),
        *claim_checks(read, has_sources=leans_on_something),
        *link_checks(body, around),
        *grade_checks(read),
        *paragraph_checks(read),
        *heading_checks(body),
        *jargon_checks(read, around.plain_words),
        *review_checks(content.review_on, around.today),
    ]


def lesson_checks(content: Content, around: Around) -> list[Check]:
    return [
        *figures(content.body),
        *page_checks(content, around),
        *hook_and_takeaway(content.body),
        *minutes_checks(content.body, content.minutes),
    ]


def review_checks(review_on: date | None, today: date) -> list[Check]:
    if review_on is None or review_on > today:
        return []
    message = (
        f"Somebody was to read this again by {review_on.day} {review_on:%B %Y}. Read it, mend it, "
        "and set the next date under Settings."
    )
    return [Check(Kind.REVIEW, Level.SHOULD, message, "review_on")]
