"""What every content says of itself: metadata of an activity, copyright of a file (h5p.md 6.1).

Both are written as semantics, so that they are cleaned and shown as any other group is.
"""

from typing import Any

from .fields import Field

LICENCES = (
    ("U", "Undisclosed"), ("CC BY", "Attribution (CC BY)"),
    ("CC BY-SA", "Attribution-ShareAlike (CC BY-SA)"),
    ("CC BY-ND", "Attribution-NoDerivs (CC BY-ND)"),
    ("CC BY-NC", "Attribution-NonCommercial (CC BY-NC)"),
    ("CC BY-NC-SA", "Attribution-NonCommercial-ShareAlike (CC BY-NC-SA)"),
    ("CC BY-NC-ND", "Attribution-NonCommercial-NoDerivs (CC BY-NC-ND)"),
    ("CC0 1.0", "Public domain dedication (CC0)"), ("CC PDM", "Public domain mark"),
    ("PD", "Public domain"), ("ODC PDDL", "Public domain dedication and licence (ODC PDDL)"),
    ("GNU GPL", "GNU General Public License"), ("C", "Copyright"),
)  # fmt: skip
VERSIONS = ("4.0", "3.0", "2.5", "2.0", "1.0")
ROLES = ("Author", "Editor", "Licensee", "Originator")
ADDRESS = {"pattern": "^https?://[^ ]+$", "modifiers": "i"}


def _text(name: str, label: str, most: int = 255, **more: Any) -> Field:
    return {"name": name, "type": "text", "label": label, "maxLength": most, "optional": True,
            **more}  # fmt: skip


def _choice(name: str, label: str, options: list[dict[str, str]]) -> Field:
    return {"name": name, "type": "select", "label": label, "options": options, "optional": True}


def _year(name: str, label: str) -> Field:
    return {"name": name, "type": "number", "label": label, "min": -9999, "max": 9999,
            "decimals": 0, "optional": True}  # fmt: skip


def _licence(version: str) -> list[Field]:
    return [
        _choice("license", "Licence", [{"value": code, "label": said} for code, said in LICENCES]),
        _choice(version, "Licence version", [{"value": one, "label": one} for one in VERSIONS]),
    ]


METADATA: list[Field] = [
    _text("title", "Title"),
    _text("a11yTitle", "Title for screen readers"),
    _text("extraTitle", "Second title"),
    *_licence("licenseVersion"),
    *(_year(one, "Year") for one in ("yearFrom", "yearTo", "yearsFrom", "yearsTo")),
    _text("source", "Source", 2_000, regexp=ADDRESS),
    {"name": "authors", "type": "list", "label": "Authors", "max": 100, "optional": True,
     "field": {"name": "author", "type": "group", "label": "Author", "fields": [
         _text("name", "Name"),
         _choice("role", "Role", [{"value": one, "label": one} for one in ROLES]),
     ]}},
    _text("author", "Author"),
    _text("licenseExtras", "Licence extras", 5_000),
    {"name": "changes", "type": "list", "label": "Changes", "max": 1_000, "optional": True,
     "field": {"name": "change", "type": "group", "label": "Change", "fields": [
         _text("date", "Date", 40), _text("author", "Changed by"), _text("log", "What", 5_000),
     ]}},
    _text("authorComments", "Comments", 5_000),
    _text("contentType", "Content type"),
    _text("defaultLanguage", "Language", 20),
]  # fmt: skip

COPYRIGHT: list[Field] = [
    _text("title", "Title"),
    _text("author", "Author"),
    _text("year", "Year", 40),
    _text("source", "Source", 2_000),
    *_licence("version"),
]
