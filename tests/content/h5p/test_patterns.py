"""Patterns of strangers run in linear time, and find what the usual engine finds."""

import random
import re
import time

import pytest

from content.h5p.patterns import matches

PIECES = [
    "a", "b", ".", "a*", "b+", "(a|b)", "(?:ab)*", "[ab]", "[^a]", "^", "$", "a{1,2}", "(a|)",
    "b??", "(a+)+", "(b{2}|c){0,2}", r"\w", r"[\da-b]",
]  # fmt: skip


def test_it_agrees_with_the_usual_engine() -> None:
    chance = random.Random(8)
    for _ in range(4000):
        pattern = "".join(chance.choices(PIECES, k=chance.randint(1, 5)))
        text = "".join(chance.choices("abc1 ", k=chance.randint(0, 6)))
        assert matches(pattern, [text]) == bool(re.search(pattern, text)), (pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"/a\/b/", "a/b", True),
        (r"\u0041\x42\t", "AB\t", True),
        ("a{x}", "a{x}", True),
        (r"[^\]\\]-[x-z]", "a-y", True),
        ("[^]", "\n", True),
        ("[a-]b", "-b", True),
        ("/É/i", "é", True),
        (r"[\b]", "\b", True),
        ("/^x/m", "a", False),
    ],
)
def test_its_dialect(pattern: str, text: str, found: bool) -> None:
    assert matches(pattern, [text]) is found


@pytest.mark.parametrize(
    "pattern",
    ["(?=a)", "(a", "a)", r"(a)\1", r"\ba", "*", "a{3,1}", "a{9999}", "a{0}", "/a/x", "[a", "\\",
     r"\xzz", r"[a-\x]", "(" * 30 + "a" + ")" * 30, "(?<n>a)", "[a-"],
)  # fmt: skip
def test_what_cannot_be_read_is_in_no_text(pattern: str) -> None:
    assert not matches(pattern, ["a" * 100])


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a+)+$", "a" * 100_000 + "b"),
        (r"\(.+?\)", r"\(" * 50_000),
        ("(a|b|ab|ba)*c", "ab" * 50_000),
        ("(a?){50}a{50}", "a" * 49 + "b" * 100_000),
        ("(a|b)*a(a|b){90}c", "".join(random.Random(1).choices("ab", k=100_000))),
    ],
)
def test_nothing_takes_long(pattern: str, text: str) -> None:
    began = time.process_time()

    assert not matches(pattern, [text])
    assert time.process_time() - began < 5  # years in an engine that goes back; here well under 1
