"""What an author’s browser sends: a whole activity as JSON, and the files that go with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from content.h5p.json_reading import read_json
from content.h5p.limits import Limits
from content.h5p.names import LibraryName, parse_library_name

from .rules.rights import read_rights

AGAIN = "It did not arrive as it was written. Load the page again: what you wrote is kept there."
TICKETS = "content.authoring.media"
LONGEST_TITLE = 255


@dataclass(frozen=True)
class Submission:
    """`base` is the version that was changed, `over` one that came between and has been seen."""

    library: LibraryName
    title: str
    params: dict[str, Any]
    rights: dict[str, Any]
    tickets: dict[str, str]
    base: int | None
    over: int | None


def read_submission(body: bytes) -> Submission:
    """Raises Refused for JSON that cannot be kept, ValidationError for what no form sends."""
    sent = read_json(body, where="", limits=Limits())
    library = parse_library_name(sent.get("library")) if isinstance(sent, dict) else None
    if library is None or not isinstance(sent.get("params"), dict):
        raise ValidationError(AGAIN)
    tickets, title = sent.get("tickets"), sent.get("title")
    return Submission(
        library=library,
        title=" ".join(title.split()) if isinstance(title, str) else "",
        params=sent["params"],
        rights=read_rights(sent.get("metadata")),
        tickets=tickets if isinstance(tickets, dict) else {},
        base=_key(sent.get("base")),
        over=_key(sent.get("over")),
    )


def _key(value: Any) -> int | None:
    is_key = isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31
    return value if is_key else None


class MediaForm(forms.Form):
    file = forms.FileField(error_messages={"empty": "This file is empty. Choose another one."})
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in ("image", "video", "audio", "file")])

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        most = Limits().file_bytes
        if sent.size > most:
            raise ValidationError(f"This file is over {most // 1024**2} MB. Choose a smaller one.")
        return sent


def ticket_for(kept: Mapping[str, Any], *, by: int) -> str:
    """What was kept, for its author to hand back with the activity: nobody names a file of the
    storage that was not given to her."""
    return signing.dumps([by, dict(kept)], salt=TICKETS, compress=True)


def read_ticket(ticket: Any, *, by: int) -> dict[str, Any] | None:
    try:
        holder, kept = signing.loads(str(ticket), salt=TICKETS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return kept if holder == by else None


def files_sent(submission: Submission, *, by: int) -> dict[str, dict[str, Any]]:
    """The files that were added since the version before, by their path in the content."""
    kept = (read_ticket(ticket, by=by) for ticket in submission.tickets.values())
    return {
        one["path"]: {key: one[key] for key in ("name", "size", "type", "sha256")}
        for one in kept
        if one and default_storage.exists(one["name"])  # a day later it may be swept away
    }
