"""What an export is: its formats and purposes, its checksum, and names that are safe to open."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

NAME = "waymark-cpd-profile"
VERSION = 1
LONGEST_NAME = 100
LARGEST_CHECK = 5_000_000  # bytes of a file that the check page reads


class Format(TextChoices):
    PDF = "pdf", "PDF, to read and print"
    XLSX = "xlsx", "Spreadsheet (XLSX)"
    CSV = "csv", "Plain table (CSV)"
    JSON = "json", "Data for another system (JSON)"
    ZIP = "zip", "All of these and the files (ZIP)"


class Purpose(TextChoices):
    RECORD = "record", "For my own records"
    REVIEW = "review", "For my review"
    QTLS = "qtls", "For QTLS"
    PORTFOLIO = "portfolio", "For an apprenticeship portfolio"
    REGISTER = "register", "For a professional register"
    MOVING = "moving", "I am moving to another job"
    INSPECTION = "inspection", "For an inspection or quality review"


OWN_PURPOSES = [purpose for purpose in Purpose if purpose != Purpose.INSPECTION]


def canonical(content: dict[str, Any]) -> bytes:
    """The same bytes for the same content, whatever order its keys came in."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")  # half a sign in a file that is checked


def checksum(content: dict[str, Any]) -> str:
    """SHA-256 of the content without its watermark: two exports of the same year agree."""
    return hashlib.sha256(canonical(content)).hexdigest()


def check_export(data: bytes) -> bool:
    """Whether a JSON export says what it said when it was made.

    Raises ValidationError for what is no export of ours.
    """
    try:
        export = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ValidationError(
            "This is no JSON file. Choose the file that ends in .json."
        ) from error
    content = export.get("content") if isinstance(export, dict) else None
    if not isinstance(content, dict) or content.get("format") != NAME:
        raise ValidationError("This file is not a CPD profile that was exported here.")
    return bool(export.get("checksum") == checksum(content))


UNSAFE_IN_NAMES = re.compile(r"[^\w.\- ()]+")


def safe_names(names: Iterable[str]) -> list[str]:
    """File names for an archive: no folders, nothing odd, each once, in the order given."""
    taken: set[str] = set()
    found = []
    for name in names:
        plain = UNSAFE_IN_NAMES.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
        plain = plain[-LONGEST_NAME:] or "file"
        stem, dot, ending = plain.rpartition(".")
        stem, ending = (stem, f".{ending}") if dot and stem else (plain, "")
        number, free = 1, plain
        while free.lower() in taken:
            number += 1
            free = f"{stem} ({number}){ending}"
        taken.add(free.lower())
        found.append(free)
    return found
