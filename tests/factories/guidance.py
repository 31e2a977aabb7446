"""Sources in their editions, and facts that lean on them."""

from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

from content.guidance.models import Edition, Fact, Publication

CHECKED = date(2026, 1, 15)
FILE = """\
    key: kcsie
    title: Keeping children safe in education
    publisher: Department for Education
    kind: guidance
    url: https://www.gov.uk/kcsie
    editions:
      - name: "2025"
        date: "2025-09-01"
    facts:
      - key: kcsie-no-promise
        edition: "2025"
        text: Never promise a {learner} to tell nobody.
        checked_on: "2026-01-15"
        to_check: The wording of Part one.
      - key: kcsie-four-cs
        edition: "2025"
        text: Content, contact, conduct, commerce.
        checked_on: "2026-01-15"
    """


def publication(key: str = "kcsie", **fields: Any) -> Publication:
    defaults = {
        "title": "Keeping children safe in education",
        "publisher": "Department for Education",
        "kind": "guidance",
        "url": "https://www.gov.uk/kcsie",
    }
    return Publication.objects.create(key=key, **{**defaults, **fields})


def edition(source: Publication, day: str = "2025-09-01", **fields: Any) -> Edition:
    return Edition.objects.create(publication=source, **{"name": day[:4], "date": day, **fields})


def fact(read_in: Edition, key: str = "kcsie-no-promise", **fields: Any) -> Fact:
    defaults = {"text": "Never promise to tell nobody.", "checked_on": CHECKED}
    return Fact.objects.create(edition=read_in, key=key, **{**defaults, **fields})


def fact_block(key: str = "kcsie-no-promise") -> dict[str, Any]:
    return {"type": "fact", "value": {"key": key}}


def write_guidance(folder: Path, text: str = FILE, name: str = "kcsie.yaml") -> Path:
    """A folder with that file: beside others, if there are any."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(dedent(text), encoding="utf-8")
    return folder
