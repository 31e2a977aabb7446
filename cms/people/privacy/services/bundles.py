"""The copy of everything about a person: made when she fetches it, in memory, and kept nowhere.

What was written about her by others, or names others, is in it as the data protection officer
decided. What has changed since, or has come since, is left out and said to be.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.college.queries import college

from ..access import can_fetch_bundle
from ..models import Redaction, RightsRequest
from ..queries.names import INSTEAD
from ..queries.passages import Found, author_name, found_about
from ..registry import record_classes
from ..rules import Answer, RequestKind, RequestState

FORMAT, VERSION = "waymark-about-you", 1
NAME = "about-you"
WITHHELD = "It speaks of somebody else and cannot be given without telling about them."
CHANGED = "It was written or changed after your request was looked through. Ask again for it."


@dataclass(frozen=True)
class Bundle:
    name: str
    media_type: str
    file: BytesIO


@transaction.atomic
def fetch_bundle(*, request: RightsRequest, by: User, at: datetime | None = None) -> Bundle:
    """Made anew every time, for nobody but the person herself; every time is written down."""
    if not can_fetch_bundle(by, request):
        raise PermissionDenied("A copy is fetched by the person it is about, and nobody else.")
    request = RightsRequest.objects.select_for_update().get(pk=request.pk)
    if request.kind != RequestKind.COPY or request.state != RequestState.READY:
        raise ValidationError("Your copy is not ready yet. You are told as soon as it is.")
    moment = timezone.localtime(at)
    content = bundle_content(request, moment)
    texts = {
        f"{NAME}.json": json.dumps(content, ensure_ascii=False, indent=2).encode(
            "utf-8", "replace"
        ),
        f"{NAME}.html": render_to_string(
            "privacy/request_about_you.html", {"content": content, "college": college()}
        ).encode("utf-8", "replace"),
    }
    request.fetched_at = moment
    request.save(update_fields=["fetched_at"])
    checksum = hashlib.sha256(texts[f"{NAME}.json"]).hexdigest()
    detail = {"checksum": checksum}
    verb = "rights_request.fetched"
    record(actor=by, verb=verb, obj=request, about=request.subject, detail=detail, at=at)
    return Bundle(f"{NAME}-{moment:%Y-%m-%d}.zip", "application/zip", _pack(texts))


def _pack(texts: dict[str, bytes]) -> BytesIO:
    """In memory: plain words of supervision never touch the disk."""
    sums = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(texts.items())
    )
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as bundle:
        for name, data in {**texts, "checksums.sha256": sums.encode()}.items():
            bundle.writestr(name, data)
    packed.seek(0)
    return packed


def bundle_content(request: RightsRequest, moment: datetime) -> dict[str, Any]:
    person = request.subject
    rows = {
        (row.record_class, row.object_id, row.part): row
        for row in Redaction.objects.filter(request=request)
    }
    given: dict[str, list[dict[str, str]]] = {kind.key: [] for kind in record_classes()}
    left_out: Counter[tuple[str, str]] = Counter()
    for found in found_about(person):
        answer, why_not = _decided(found, rows.get(found.key))
        if why_not:
            left_out[(found.kind.label, why_not)] += 1
            continue
        title, words = found.passage.title, found.passage.words
        if answer == Answer.REDACT:
            title, words = found.blacked_out()
        given[found.kind.key].append(_given(found, title, words, answer))
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": moment.isoformat(timespec="minutes"),
        "made_on": f"{moment.day} {moment:%B %Y at %H:%M}",
        "about": {"name": person.display_name, "email": person.email},
        "request": {
            "number": request.pk,
            "received_on": request.received_on.isoformat(),
            "identity_checked_on": _iso(request.identity_checked_on),
            "note": request.answer,
        },
        "kinds": [
            {
                "key": kind.key,
                "label": kind.label,
                "why": kind.why,
                "kept_for": f"{kind.months} months from {kind.counted_from.label}",
                "passages": given[kind.key],
            }
            for kind in record_classes()
        ],
        "left_out": [
            {"label": label, "why": why, "passages": count}
            for (label, why), count in sorted(left_out.items())
        ],
        "blacked_out_as": INSTEAD,
    }


def _decided(found: Found, row: Redaction | None) -> tuple[str, str]:
    """The officer's answer, and why it is left out if it is."""
    if not found.needs_answer:
        return Answer.KEEP, ""
    if row is None or not row.answer or row.words_hash != found.words_hash:
        return "", CHANGED
    return row.answer, WITHHELD if row.answer == Answer.WITHHOLD else ""


def _given(found: Found, title: str, words: str, answer: str) -> dict[str, str]:
    passage = found.passage
    author = author_name(passage.author)
    if found.is_by_another and answer == Answer.REDACT:
        author = INSTEAD
    return {
        "title": title,
        "part": passage.part,
        "words": words,
        "on": _iso(passage.on),
        "by": author if found.is_by_another else ("you" if author else ""),
    }


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
