"""Which run is reported, in words."""

from assessments.scenarios.rules.graph import Counting

WORDS = {Counting.BEST: "Best", Counting.FIRST: "First", Counting.LAST: "Last"}


def reported_in_words(counting: str, count: int) -> str:
    return "The only run" if count == 1 else f"{WORDS[Counting(counting)]} of {count} runs"
