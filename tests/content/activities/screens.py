"""What tests of the admin screens read from an answer."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.h5p.activities import plain_library
from tests.factories.h5p.packages import package_bytes


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def said(answer: Any) -> str:
    """The messages above the next screen."""
    return " ".join(str(message).strip() for message in answer.context["messages"])


def chosen(data: bytes | None = None, name: str = "six.h5p", **more: Any) -> dict[str, Any]:
    """A file as the form sends it; without data a small package that brings H5P.X."""
    return {"package": SimpleUploadedFile(name, small() if data is None else data), **more}


def small(*libraries: str, main: str = "H5P.X 1.0", words: str = "Hi", **more: Any) -> bytes:
    carried = {one: plain_library(one) for one in libraries or (main,)}
    return package_bytes(main, {"text": words}, libraries=carried, **more)
