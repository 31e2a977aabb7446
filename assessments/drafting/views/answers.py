"""What the editor's scripts send and get."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.http import HttpRequest, JsonResponse

MOST_BYTES = 2_000_000
WRITERS_ONLY = "Only those who may edit this page can do that. Sign in again if you were."


def sent_json(request: HttpRequest) -> Any:
    """Raises ValidationError, in words for the screen."""
    try:
        body = request.body
    except RequestDataTooBig as problem:
        raise ValidationError("The story is too long to be sent. Make it shorter.") from problem
    if len(body) > MOST_BYTES:
        raise ValidationError("The story is too long to be sent. Make it shorter.")
    try:
        return json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as problem:
        raise ValidationError("That is not JSON that can be read.") from problem


def _no_constant(name: str) -> Any:
    raise ValueError(name)  # NaN and Infinity: Python reads them, JSON has none


def refusal(words: str, status: int) -> JsonResponse:
    return JsonResponse({"error": words}, status=status)
