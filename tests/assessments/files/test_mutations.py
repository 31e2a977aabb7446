"""Ten thousand files that somebody bent: each is taken or refused in words, and nothing else."""

import random
import subprocess
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from assessments.files.rules import KIND_OF_TYPE, examine
from tests.factories.files_of_evidence import office, open_document, pdf, picture

HOW_MANY = 10_000
SEEDS = {
    "pdf": pdf(),
    "jpeg": picture(),
    "png": picture("PNG"),
    "webp": picture("WEBP"),
    "docx": office(),
    "xlsx": office("xlsx"),
    "odt": open_document(content='<a xlink:href="http://x"/>'),
    "text": "Notes of a café visit, line by line.\n".encode() * 5,
}
SPLICED = [b"%PDF-1.4", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xd8\xff", b"<script>", b"\x00" * 9]


def bent(data: bytes, chance: random.Random) -> bytes:
    body = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(body)) if body else 0
        how = chance.randrange(5)
        if how == 0 and body:
            body[at] = chance.randrange(256)
        elif how == 1:
            del body[at : at + chance.randint(1, 40)]
        elif how == 2:
            body[at:at] = chance.choice(SPLICED)
        elif how == 3:
            body[at:at] = body[at : at + chance.randint(1, 60)]
        else:
            body[at : at + 4] = chance.choice(
                [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"]
            )
    return bytes(body)


@pytest.mark.slow
@pytest.mark.embedded
def test_bent_files_are_taken_or_refused_in_words(monkeypatch):
    chance, seeds = random.Random(2025), list(SEEDS.values())
    started: list[object] = []
    for name in ("Popen", "run"):
        monkeypatch.setattr(subprocess, name, lambda *args, **_: started.append(args))
    stored = set(default_storage.listdir("")[1]) if default_storage.exists("") else set()
    taken, told = 0, set()
    began_at = time.monotonic()

    for number in range(HOW_MANY):
        data = seeds[number % len(seeds)]
        try:
            found = examine(bent(data, chance))
        except ValidationError as refusal:
            told.add(refusal.message)
        else:
            taken += 1
            assert found.kind.media_type in KIND_OF_TYPE

    assert time.monotonic() - began_at < 30
    assert started == []
    assert (set(default_storage.listdir("")[1]) if default_storage.exists("") else set()) == stored
    assert HOW_MANY / 20 < taken < HOW_MANY * 19 / 20, "it is tried both ways"
    assert len(told) > 5
    assert all(words.endswith(".") for words in told)
