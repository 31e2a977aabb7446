"""Whose an activity is and how it may be used, as h5p.json says it (h5p.md 6.1)."""

from collections.abc import Mapping
from typing import Any

UNKNOWN = "U"
LICENCES = (
    (UNKNOWN, "Nothing is said"),
    ("C", "Copyright: all rights kept"),
    ("CC BY", "CC BY: name the author"),
    ("CC BY-SA", "CC BY-SA: name the author, share alike"),
    ("CC BY-ND", "CC BY-ND: name the author, change nothing"),
    ("CC BY-NC", "CC BY-NC: name the author, not for money"),
    ("CC BY-NC-SA", "CC BY-NC-SA: not for money, share alike"),
    ("CC BY-NC-ND", "CC BY-NC-ND: not for money, change nothing"),
    ("CC0 1.0", "CC0: everything is allowed"),
    ("CC PDM", "Public domain mark"),
    ("PD", "Public domain"),
    ("ODC PDDL", "Public domain dedication for data"),
    ("GNU GPL", "GNU General Public Licence"),
)
ROLES = ("Author", "Editor", "Licensee", "Originator")
MOST_AUTHORS, LONGEST = 20, 255


def shown_rights(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "license": _licence(metadata.get("license")),
        "authors": _authors(metadata.get("authors")),
    }


def read_rights(sent: Any) -> dict[str, Any]:
    """The same from a browser: what nobody can choose is left out."""
    return shown_rights(sent if isinstance(sent, Mapping) else {})


def with_rights(metadata: Mapping[str, Any], rights: Mapping[str, Any]) -> dict[str, Any]:
    """h5p.json with what the form says. The version of a licence goes with another licence."""
    changed = {**metadata, **rights}
    if not rights["authors"]:
        changed.pop("authors")
    if metadata.get("license") != rights["license"]:
        changed.pop("licenseVersion", None)
        if rights["license"].startswith("CC BY"):
            changed["licenseVersion"] = "4.0"
    return changed


def _licence(value: Any) -> str:
    return value if isinstance(value, str) and value in dict(LICENCES) else UNKNOWN


def _authors(value: Any) -> list[dict[str, str]]:
    found = []
    for one in value if isinstance(value, list) else []:
        name = one.get("name") if isinstance(one, Mapping) else None
        if isinstance(name, str) and name.strip():
            role = one.get("role")
            found.append({
                "name": " ".join(name.split())[:LONGEST],
                "role": role if role in ROLES else ROLES[0],
            })  # fmt: skip
    return found[:MOST_AUTHORS]
