"""Parts of a PDF that are packed together, and what may hide between them."""

import zlib

import pytest
from django.core.exceptions import ValidationError

from assessments.files.rules.pdfs import check_pdf

HEAD = b"5 0 obj\n<< /Type /ObjStm /N 1 >>\nstream\n"


def pdf_of(body):
    return b"%PDF-1.7\n" + body + b"\n%%EOF"


def test_a_part_that_begins_inside_another_is_read_as_well():
    hidden = HEAD + zlib.compress(b"<< /S /JavaScript >>") + b"\nendstream\n"

    with pytest.raises(ValidationError, match="has a program"):
        check_pdf(pdf_of(HEAD + b"never ended\n" + hidden))


def test_many_parts_with_one_end_are_each_read_once():
    """Read to that end from each of them, these two megabytes would be two gigabytes."""
    filler = zlib.compress(bytes(50)) + b"x" * 1_000

    check_pdf(pdf_of((HEAD + filler) * 2_000 + b"endstream"))
