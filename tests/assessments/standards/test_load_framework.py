from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.standards.models import Framework


def run(*args: str) -> str:
    out = StringIO()
    call_command("load_framework", *args, stdout=out)
    return out.getvalue()


def test_load_framework_says_what_it_did(db):
    said = run()

    assert "ST0148 Learning Mentor v1.0 (retired): 27 statements" in said
    assert "5 behaviour, 11 knowledge, 11 skill" in said
    assert "27 of them new" in said


def test_load_framework_again_finds_nothing_new(framework):
    assert "0 of them new" in run()


def test_load_framework_of_a_bad_file_says_what_to_put_right(db, tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text("code: ST9\nstatements:\n- code: S1\n", encoding="utf-8")

    with pytest.raises(CommandError) as caught:
        run(str(file))

    assert "Nothing was changed" in str(caught.value)
    assert "- Line 1: The framework has no “version”." in str(caught.value)
    assert not Framework.objects.exists()
