"""“PT3.62S”: how long something took, as ISO 8601 has it."""

import re
from typing import Any

_DURATION = re.compile(
    r"P(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?"
    r"(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:[.,][0-9]{0,20})?S)?)?"
)
_SECONDS = (7 * 24 * 3600, 24 * 3600, 3600, 60, 1)
MOST_SECONDS = 30 * 24 * 3600


def seconds_in(duration: Any) -> int | None:
    """Whole seconds, at most those of thirty days; None for what is no duration, or one in months
    and years, whose length nobody knows."""
    if not isinstance(duration, str) or len(duration) > 80:
        return None
    match = _DURATION.fullmatch(duration)
    if match is None or not any(match.groups()):
        return None
    counts = zip(match.groups(), _SECONDS, strict=True)
    return min(sum(int(count or 0) * size for count, size in counts), MOST_SECONDS)
