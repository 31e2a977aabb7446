import json
import time

import pytest

from content.h5p.json_reading import MOST_VALUES, read_json
from content.h5p.limits import Limits
from content.h5p.problems import Refused


def read(data: bytes, **limits: int):
    return read_json(data, where="content/content.json", limits=Limits(**limits))


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'{"a": [1, -2.5, true, null, "\xc3\xa9"]}', {"a": [1, -2.5, True, None, "é"]}),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b'"\\ud83d\\ude00"', "😀"),
        (b'"\\\\u0000 and \\\\ud800 as written"', "\\u0000 and \\ud800 as written"),
        (b"999999999999999", 999_999_999_999_999),
        (b"null", None),
        (nested(100), json.loads(nested(100))),
        (b'["' + b"[" * 1000 + b'"]', ["[" * 1000]),
        (b'["' + b"," * (MOST_VALUES + 1) + b'"]', ["," * (MOST_VALUES + 1)]),
    ],
)  # fmt: skip
def test_what_every_reader_takes_the_same_way_is_read(data, value):
    assert read(data) == value


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "line 1, column 1"),
        (b'{"a": 1,\n "b" 2}', "line 2, column 6"),
        (b"[1, NaN]", "NaN is not a value of JSON"),
        (b"[-Infinity]", "-Infinity is not a value"),
        (b"[1e999]", "too large"),
        (b"1" * 16, "more than 15 digits"),
        (b"-" + b"1" * 6000, "more than 15 digits"),
        (b'"\\ud800"', "half a character"),
        (b'{"\\uDC00": 1}', "half a character"),
        (b'"\xed\xa0\x80"', "UTF-8"),
        (b'["a\\u0000b"]', "NUL"),
        (b'{"a\\u0000": 1}', "NUL"),
        (b'{"a": 1, "b": 2, "a": 3}', "'a' stands twice"),
        (json.dumps({"a": 1}).encode("utf-16"), "UTF-8"),
        (json.dumps({"a": 1}).encode("utf-16-le"), "UTF-8"),
        (nested(102), "more than 100 deep"),
        (nested(600), "more than 100 deep"),
        (nested(100_000), "too deep"),
        (b'{"a":' * 90_000, "too deep"),
        (b"[" + b"0," * MOST_VALUES + b"0]", f"more than {MOST_VALUES} values"),
        (b'"\x01"', "line 1"),
        (b"[1] [2]", "line 1, column 5"),
    ],
)
def test_what_readers_disagree_on_is_refused_with_the_reason(data, words):
    with pytest.raises(Refused) as refused:
        read(data)

    (problem,) = refused.value.problems
    assert words in problem.message
    assert (problem.code, problem.where) == ("invalid-json", "content/content.json")


def test_a_file_over_the_limit_is_refused_and_the_code_is_the_callers():
    with pytest.raises(Refused) as refused:
        read_json(b"[1, 2]", where="x", limits=Limits(json_bytes=5), code="invalid-language-file")

    assert refused.value.codes == {"invalid-language-file"}


WORST = {
    "text without end": lambda: b'["' + b'\\"' * 3_000_000,
    "quotes": lambda: b'"' * 6_000_000,
    "digits": lambda: b"1" * 8_000_000,
    "brackets": lambda: b"[" * 8_000_000,
    "lists": lambda: b"[" + b"[]," * 2_000_000 + b"0]",
    "keys": lambda: b"{" + b",".join(b'"%d":1' % at for at in range(300_000)) + b',"0":1}',
}


@pytest.mark.parametrize("name", WORST)
def test_the_worst_of_eight_megabytes_is_refused_within_two_seconds(name):
    data = WORST[name]()
    start = time.process_time()

    with pytest.raises(Refused):
        read(data)

    assert time.process_time() - start < 2
