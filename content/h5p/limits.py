"""How large a package may be. Every number counts real bytes, whatever the archive says of itself.

The official host has no limits by default; without them 100 MB of zeros arrive in 100 kB.
"""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    package_bytes: int = 256 * MEGABYTE  # as uploaded
    file_bytes: int = 128 * MEGABYTE  # one file, inflated
    total_bytes: int = 512 * MEGABYTE  # all files, inflated
    ratio: int = 200  # inflated to deflated, of one file that is over `ratio_from`
    ratio_from: int = MEGABYTE
    entries: int = 8_000
    depth: int = 16  # folders in a path
    path_chars: int = 200
    json_bytes: int = 8 * MEGABYTE  # of one JSON file: it is held in memory
    json_depth: int = 100
    content_depth: int = 30  # activities inside activities
