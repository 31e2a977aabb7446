"""Plain text: words in UTF-8 and nothing that a program would read as more."""

import re

from .kinds import refuse

CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
MARKUP = re.compile(
    r"\s*(?:<\s*(?:!doctype|\?xml|\?php|html|head|body|script|svg|iframe|style)\b|\{\\rtf|#!|%!PS)",
    re.IGNORECASE,
)


def check_text(data: bytes) -> None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise refuse("unknown", UNKNOWN) from problem
    if CONTROL.search(text):
        raise refuse("unknown", UNKNOWN)
    if MARKUP.match(text):
        raise refuse(
            "markup",
            "This is a web page or a program, not plain text. Open it, choose Print and “Save as "
            "PDF”, and choose the new file.",
        )
    if not text.strip():
        raise refuse("empty", "There are no words in this file. Choose another one.")


UNKNOWN = (
    "This kind of file is not kept. Save it as PDF, or take a photo or screenshot of it, and "
    "choose that."
)
