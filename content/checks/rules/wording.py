"""Words in braces that the college has no word for: readers would see the braces."""

import re
from collections.abc import Iterator, Sequence, Set
from difflib import get_close_matches

from content.checks.rules.findings import Check, Kind, Level
from content.checks.rules.passages import Passage

BRACES = re.compile(r"\{([^{}\n]{1,40})\}")


def braces_checks(passages: Sequence[Passage], known: Set[str]) -> Iterator[Check]:
    for passage in passages:
        for match in BRACES.finditer(passage.text):
            word = match[1]
            if {word, word[:1].lower() + word[1:]} & known or not known:
                continue
            close = get_close_matches(word.strip(), sorted(known), n=1, cutoff=0.5)
            meant = f" Did you mean {{{close[0]}}}?" if close else ""
            yield Check(
                Kind.WORDS, Level.MUST,
                f"The college has no word for {{{word}}}, so readers see the braces.{meant}",
                passage.where, match[0],
            )  # fmt: skip
