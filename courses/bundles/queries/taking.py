"""Whether a new picture or file will do, asked of the forms with which authors upload theirs."""

from pathlib import PurePosixPath
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from courses.bundles.queries.files import NewFile, model_of, title_in

BROKEN = "This picture cannot be read. Save it again, or take another."


class Refused(Exception):  # noqa: N818 - a file that will not do, and why
    pass


def fault_of(file: NewFile, by: Any) -> str:
    """Why it will not do; empty when it will."""
    try:
        form_for(file, by)
    except Refused as refusal:
        return str(refusal)
    return ""


def form_for(file: NewFile, by: Any) -> Any:
    """The form of Wagtail's own screen: it knows which files are taken, and where they may go."""
    model = model_of(file.kind)
    policy = policy_registry.get_by_type(model)
    if not policy.user_has_permission(by, "add"):
        what = "pictures" if file.kind == "image" else "files"
        raise Refused(f"You may not add {what} here, and this one is new.")
    collections = policy.collections_user_has_permission_for(by, "add")
    own = collections.order_by("path").first() or Collection.get_first_root_node()
    form_class = get_image_form(model) if file.kind == "image" else get_document_form(model)
    upload = SimpleUploadedFile(stored_name(file), file.path.read_bytes())
    form = form_class(
        {"title": file.title, "collection": own.pk, "tags": ""},
        {"file": upload},
        instance=model(uploaded_by_user=by),
        user=by,
    )
    try:
        is_valid = form.is_valid()
    except Exception as problem:  # a broken picture makes its library fail in any way it likes
        raise Refused(BROKEN) from problem
    if not is_valid:
        raise Refused(" ".join(text for texts in form.errors.values() for text in texts))
    return form


def stored_name(file: NewFile) -> str:
    """As people will download it: without the digits that told it apart."""
    return f"{title_in(file.name)}{PurePosixPath(file.name).suffix}"
