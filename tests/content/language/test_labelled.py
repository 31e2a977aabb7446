"""How often the detector is right, measured on sentences that it was not tuned on."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from content.language import rules

KINDS = {
    "name": rules.NAME, "dob": rules.DATE_OF_BIRTH, "post": rules.POSTCODE, "phone": rules.PHONE,
    "mail": rules.EMAIL, "uln": rules.ULN, "nhs": rules.NHS,
}  # fmt: skip
MARKED = re.compile(r"\{(\w+)\|([^}]*)\}")
LABELLED = yaml.safe_load(Path(__file__).with_name("labelled.yaml").read_text(encoding="utf-8"))
FEWEST = 15  # below that a rate says little


def half(which):
    """Every second sentence of a group: the first were for tuning, the others for this test."""
    start = {"tuning": 0, "test": 1}[which]
    return [sentence for group in LABELLED.values() for sentence in group[start::2]]


def read(marked):
    """The sentence as it was typed, and (kind, start, end) of what should be found in it."""
    text, expected, reached = "", [], 0
    for mark in MARKED.finditer(marked):
        text += marked[reached : mark.start()]
        expected.append((KINDS[mark[1]], len(text), len(text) + len(mark[2])))
        text += mark[2]
        reached = mark.end()
    return text + marked[reached:], expected


def measured(sentences):
    """Right, wrong and missed finds by kind. A find is right when it overlaps what is marked."""
    right, wrong, missed = Counter(), Counter(), Counter()
    for sentence in sentences:
        text, left = read(sentence)
        for found in rules.learner_details(text):
            meant = [
                one for one in left
                if one[0] == found.kind and one[1] < found.end and found.start < one[2]
            ]  # fmt: skip
            if meant:
                left.remove(meant[0])
            (right if meant else wrong)[found.kind] += 1
        missed.update(kind for kind, _, _ in left)
    return right, wrong, missed


def test_the_set_is_large_and_its_halves_are_alike():
    sizes = {which: len(half(which)) for which in ("tuning", "test")}
    bare = [sentence for sentence in half("test") if not MARKED.search(sentence)]

    assert sizes["tuning"] + sizes["test"] >= 400
    assert abs(sizes["tuning"] - sizes["test"]) <= len(LABELLED)
    assert 0.25 < len(bare) / sizes["test"] < 0.6


@pytest.mark.parametrize("which", ["tuning", "test"])
def test_details_are_found_and_little_else(which):
    right, wrong, missed = measured(half(which))

    print(f"\n{which} half, {len(half(which))} sentences")
    for kind in [*KINDS.values(), None]:
        found, false, lost = (
            sum(count for name, count in counts.items() if kind in (None, name))
            for counts in (right, wrong, missed)
        )
        precision, recall = found / max(1, found + false), found / max(1, found + lost)
        print(f"{kind or 'all':16} n={found + lost:3}  P={precision:.3f}  R={recall:.3f}")
        assert found + lost >= FEWEST
        assert precision >= 0.90, kind
        assert recall >= 0.85, kind
