"""What a page states as fact: does the fact exist, does its edition hold, has its source a date."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from content.checks.rules.findings import Block, Check, Kind, KnownFact, Level
from content.checks.rules.passages import Passage, before

CLAIM = re.compile(
    r"\b(?:(?:research|studies|evidence|surveys?|science|statistics|data)"
    r" (?:\w+ )?(?:shows?|finds?|found|suggests?|proves?|says?|tells?)"
    r"|(?:one|a|another|recent|many) (?:stud(?:y|ies)|surveys?) (?:\w+ )?(?:shows?|found|finds)"
    r"|(?:it (?:is|has been) )?(?:proven|scientifically shown) that)\b",
    re.IGNORECASE,
)
UNDATED = re.compile(r"\b(?:undated|no date|n\.d\.)", re.IGNORECASE)
NOT_A_CLAIM = re.compile(
    r"\b(?:if|whether|no|what|your|their|my|our|the learner'?s?)(?: (?:the|any|this|that))?\s+\Z",
    re.IGNORECASE,
)


def fact_checks(body: Sequence[Block], facts: Mapping[str, KnownFact]) -> Iterator[Check]:
    for block in body:
        if block["type"] != "fact":
            continue
        key = str(block["value"].get("key") or "")
        where = str(block.get("id") or "")
        known = facts.get(key)
        if known is None:
            close = get_close_matches(key, sorted(facts), n=3)
            meant = f" Did you mean {' or '.join(close)}?" if close else ""
            message = f"There is no fact “{key}” under Facts, so readers see nothing here.{meant}"
            yield Check(Kind.FACTS, Level.MUST, message, where, key)
        elif known.newer_edition:
            message = (
                f"“{key}” was read in an older edition. Read it against {known.newer_edition} "
                f"of {known.publication}, under Facts."
            )
            yield Check(Kind.FACTS, Level.SHOULD, message, where, key)


def source_checks(sources: Sequence[Block]) -> Iterator[Check]:
    for source in sources:
        value = source["value"]
        says_so = UNDATED.search(str(value.get("edition") or ""))
        if not str(value.get("date") or "").strip() and not says_so:
            title = str(value.get("title") or "")
            message = (
                "This source has no date, so nobody sees how old it is. A year is enough; where "
                "there is none, write “undated” under Edition."
            )
            yield Check(Kind.FACTS, Level.SHOULD, message, "sources", title)


def claim_checks(passages: Sequence[Passage], *, has_sources: bool) -> Iterator[Check]:
    """“Research shows …” on a page that leans on nothing."""
    if has_sources:
        return
    for passage in passages:
        for claim in CLAIM.finditer(passage.text):
            if NOT_A_CLAIM.search(before(passage.text, claim.start())):
                continue
            message = (
                "Who found this, and when? Add the source under Settings, or show it as a fact "
                "with its source."
            )
            yield Check(Kind.FACTS, Level.SHOULD, message, passage.where, claim[0])
            return
