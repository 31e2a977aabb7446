"""Code and content files. Code is no secret and never changes at its address; files are signed."""

import time
from collections.abc import Iterator
from typing import BinaryIO

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags

from content.activities.queries import playing

from .. import queries
from ..rules import RangeRefused, media_type, read_files_token, read_range
from .answers import for_the_sandbox

FOR_EVER = "public, max-age=31536000, immutable"
FOR_THE_DAY = "private, max-age=43200"
READS = ("GET", "HEAD")
CHUNK = 64 * 1024
SHOWN = ("audio/", "font/", "image/", "text/", "video/")


@for_the_sandbox(*READS)
def bundle(_request: HttpRequest, digest: str, kind: str) -> HttpResponseBase:
    data = playing.bundle(digest, kind)
    if data is None:
        raise Http404
    return _code(data, f"{digest}.{kind}")


@for_the_sandbox(*READS)
def library_file(_request: HttpRequest, folder: str, path: str) -> HttpResponseBase:
    data = playing.library_file(folder, path)
    if data is None:
        raise Http404
    return _code(data, path)


def _code(data: bytes, path: str) -> HttpResponse:
    headers = {"Cache-Control": FOR_EVER, "Content-Disposition": _disposition(path)}
    return HttpResponse(data, content_type=media_type(path), headers=headers)


@for_the_sandbox(*READS)
def content_file(request: HttpRequest, token: str, content_id: int, path: str) -> HttpResponseBase:
    version = read_files_token(token, now=time.time())
    found = queries.file_of(version, content_id, path) if version else None
    if found is None:
        raise Http404
    etag = f'"{found.sha256}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _with_headers(HttpResponse(status=304), path, etag)
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        asked = ""
    try:
        part = read_range(asked, found.size)
    except RangeRefused:
        refusal = HttpResponse(status=416, headers={"Content-Range": f"bytes */{found.size}"})
        return _with_headers(refusal, path, etag)
    start, stop = part or (0, found.size)
    # Where nothing is read of it nothing is opened: a storage may fetch the whole file for that.
    is_read = request.method == "GET"
    body = _chunks(found.open(), start, stop) if is_read else iter(())
    response = StreamingHttpResponse(body, status=206 if part else 200)
    response["Content-Length"] = str(stop - start)
    if part:
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{found.size}"
    return _with_headers(response, path, etag)


def _with_headers(response: HttpResponseBase, path: str, etag: str) -> HttpResponseBase:
    response["Content-Type"] = media_type(path)
    response["Content-Disposition"] = _disposition(path)
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = FOR_THE_DAY
    response["ETag"] = etag
    return response


def _disposition(path: str) -> str:
    """Opened by itself it is shown only where no program has to: readers refuse a sandbox."""
    is_shown = media_type(path).startswith(SHOWN)
    name = path.rpartition("/")[2]
    return content_disposition_header(not is_shown, name) or "inline"


def _chunks(source: BinaryIO, start: int, stop: int) -> Iterator[bytes]:
    with source:
        source.seek(start)
        left = stop - start
        while left and (chunk := source.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
