import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.profiles import rules

CONTENT = {"format": rules.NAME, "version": 1, "entries": [{"title": "Workshop", "minutes": 90}]}


def exported(content, **more):
    return json.dumps({"content": content, "checksum": rules.checksum(CONTENT), **more}).encode()


def test_the_checksum_is_of_what_it_says_and_not_of_the_order_it_stands_in():
    turned = dict(reversed(CONTENT.items()))

    assert rules.checksum(turned) == rules.checksum(CONTENT)
    assert rules.checksum({**CONTENT, "version": 2}) != rules.checksum(CONTENT)


def test_the_watermark_is_not_part_of_the_content():
    assert rules.check_export(exported(CONTENT, exported={"by": "Yasmin Haddad"}))


def test_one_changed_minute_is_seen():
    changed = {**CONTENT, "entries": [{"title": "Workshop", "minutes": 91}]}

    assert not rules.check_export(exported(changed))


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"[]", b"{}", b'{"content": {"format": "other"}}', b"[" * 100_000]
)
def test_what_is_no_export_is_said_to_be_none(data):
    with pytest.raises(ValidationError):
        rules.check_export(data)


def test_half_a_sign_in_a_file_is_a_change_and_no_crash():
    data = exported({**CONTENT, "title": "?"}).replace(b'"?"', b'"\\ud800"')

    assert not rules.check_export(data)


@given(st.lists(st.text(max_size=160), max_size=12))
def test_names_in_an_archive_are_safe_and_each_is_there_once(names):
    safe = rules.safe_names(names)

    assert len(safe) == len(names) == len({name.lower() for name in safe})
    for name in safe:
        assert name
        assert not set(name) & set('/\\:*?"<>|\0')
        assert not name.startswith(".")


def test_names_keep_what_people_called_them():
    names = ["Certificate.pdf", "certificate.pdf", "../../etc/passwd", "C:\\Temp\\slide 1.pptx"]

    assert rules.safe_names(names) == [
        "Certificate.pdf", "certificate (2).pdf", "passwd", "slide 1.pptx",
    ]  # fmt: skip
