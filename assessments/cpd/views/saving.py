"""From what was sent to an entry that is saved, or to two versions that must be settled first.

The page and the endpoint for what was written offline both come through here.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import QueryDict

from assessments.files.services import add_file
from cms.people.accounts.models import SignedInRequest, User

from .. import services
from ..access import owned_by
from ..forms import Difference, EntryForm, differences
from ..models import CPDEntry


@dataclass(frozen=True)
class Saved:
    """`entry` as it is now. With `differences` nothing was written: it says something else."""

    entry: CPDEntry | None
    differences: list[Difference] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return self.entry is not None and not self.differences


def form_sent(
    request: SignedInRequest, entry: CPDEntry, data: QueryDict | None = None
) -> EntryForm:
    """The form with what was sent. A file that came along is stored first and ticked: whatever
    else is to be put right, it need not be chosen again."""
    form = EntryForm(data or request.POST, request.FILES, instance=entry)
    form.is_valid()
    upload = form.cleaned_data.get("upload")
    if not upload or not form.cleaned_data.get("attested"):
        return form
    try:
        file = add_file(
            owner=request.user, upload=upload, name=upload.name, attested=True, by=request.user
        )
    except ValidationError as problem:
        form.add_error("upload", problem.messages)
        return form
    whole = form.sent.copy()
    whole.appendlist("files", str(file.pk))
    whole.pop("attested", None)
    return EntryForm(whole, instance=entry)


def save(form: EntryForm, *, by: User) -> Saved:
    """Write a valid form. What the rules refuse becomes an error of the form."""
    try:
        return _change(form, by) if form.instance.pk else _create(form, by)
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return Saved(None)


def _create(form: EntryForm, by: User) -> Saved:
    """Sent twice it makes one entry; sent again with other words, it asks which are meant."""
    key = form.cleaned_data["key"]
    there = CPDEntry.objects.filter(owned_by(by), key=key).first() if key else None
    if there is not None:
        return Saved(there, differences(form, there))
    entry = services.create_entry(
        owner=by,
        content=form.content,
        statements=form.cleaned_data["statements"],
        claims=form.claims_by_code,
        files=form.cleaned_data["files"],
        by=by,
        key=key,
    )
    return Saved(entry)


def _change(form: EntryForm, by: User) -> Saved:
    try:
        entry = services.update_entry(
            entry=form.instance,
            content=form.content,
            statements=form.cleaned_data["statements"],
            claims=form.claims_by_code,
            files=form.cleaned_data["files"],
            read_at=form.was_read_at,
            by=by,
        )
    except services.EntryChangedError as changed:
        return Saved(changed.entry, differences(form, changed.entry))
    return Saved(entry)
