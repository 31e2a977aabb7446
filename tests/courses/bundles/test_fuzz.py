"""Two thousand broken uploads: each is imported as a whole or refused in words; none crashes."""

from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Revision

from content.material.shapes import MaterialErrors
from courses.bundles.queries.drafts import module_now
from courses.bundles.queries.planning import plan_for
from courses.bundles.queries.uploads import bundle_in
from courses.bundles.services import import_bundle
from tests.factories.bundles import exported

# Reading what was sent is the same on every database: once is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.embedded]
ROUNDS = 2_000
PIECES = [
    "", " ", "\n", "  ", ":", "- ", "[", "]", "{", "}", '"', "'", "&a ", "*a", "!!binary aGk=", "|",
    ">", "!!python/object:x ", "---\n", ":::", "\n:::\n", ":::hook\n", ":::at x\n", "```\n", "# ",
    "## ", "null", "true", "99999999999999", "-1", "1.5", "1e999", ".inf", ".nan", "2026-13-45",
    "0x1f", "~", "\x00", "\x07", "\x85", "\u2028", "\ufeff", "\ud7ff", "é", "😀", "%", "%s", "../",
    "{lerner}", "<<: 1\n", "id: x\n", "at: x\n", "questions: 1\n", "nodes: []\n", "steps: 1\n",
    "ends: {a: 1}\n", "options: {}\n", "score: 1", "draft: true\n", "files/none.png", "minutes=0 ",
    "exported: 1\n", "sources: [1]\n", '"\\0"', '"\\ud800"', '"\\x07"',
]  # fmt: skip


def mutated_text(random, text):
    lines = text.split("\n")
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(lines))
        match random.randrange(7):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, lines[random.randrange(len(lines))])
            case 2:
                lines.insert(place, random.choice(PIECES))
            case 3:
                lines[place] += random.choice(PIECES)
            case 4:
                at = random.randrange(len(lines[place]) + 1)
                lines[place] = lines[place][:at] + random.choice(PIECES) + lines[place][at:]
            case 5:
                lines[place] = lines[place].replace(" ", random.choice(PIECES), 1)
            case _:
                name, _, rest = lines[place].partition(":")
                lines[place] = f"{name}: {random.choice(PIECES)}" if rest else rest
        lines = lines or [""]
    return "\n".join(lines)


def mutated(random, packed):
    """Other bytes, other texts or other names."""
    how = random.randrange(10)
    if how == 0:
        data = bytearray(packed)
        for _ in range(random.randint(1, 20)):
            data[random.randrange(len(data))] = random.randrange(256)
        return bytes(data)
    if how == 1:
        return packed[: random.randrange(len(packed))] + bytes(random.randrange(40))
    target = BytesIO()
    with ZipFile(BytesIO(packed)) as old, ZipFile(target, "w") as new:
        names = old.namelist()
        chosen = random.sample(names, random.randint(1, 2))
        for name in names:
            content = old.read(name)
            if name in chosen and how == 2:
                name = name[: random.randrange(len(name))] + random.choice(PIECES) + name[-3:]
            elif name in chosen and how == 3:
                continue
            elif name in chosen and name.endswith((".md", ".yaml")):
                content = mutated_text(random, content.decode()).encode("utf-8", "surrogatepass")
            elif name in chosen:
                content = content[: random.randrange(len(content) + 1)]
            new.writestr(name.lstrip("\0") or "x", content)
    return target.getvalue()


def upload(data, name, module, by):
    """As the two screens do it, one after the other; what is wrong, or nothing."""
    programme = module.get_parent().specific
    try:
        with bundle_in(BytesIO(data), name, []) as bundle, transaction.atomic():
            plan = plan_for(bundle=bundle, now=module_now(module.pk), programme=programme, by=by)
            import_bundle(
                bundle=bundle,
                programme=programme,
                module=module,
                seen=plan.seen,
                publish=True,
                by=by,
            )
            transaction.set_rollback(True)
    except MaterialErrors as problem:
        return problem.errors
    return []


def state():
    files = sorted(str(path) for path in Path(settings.MEDIA_ROOT).rglob("*"))
    pages = list(Page.objects.order_by("pk").values_list("pk", "path", "latest_revision"))
    return pages, Revision.objects.count(), files


@pytest.mark.parametrize("part", range(4))
def test_no_broken_upload_crashes_and_none_is_half_imported(module, author, part):
    packed = exported(module, author)
    with ZipFile(BytesIO(packed)) as archive:
        singles = {
            name.partition("/")[2]: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith((".md", ".yaml")) and "module.yaml" not in name
        }
    before, imported = state(), 0
    for number in range(part * ROUNDS // 4, (part + 1) * ROUNDS // 4):
        random = Random(number)
        if number % 5:
            data, name = mutated(random, packed), "tgt.zip"
        else:
            name = random.choice(list(singles))
            data = mutated_text(random, singles[name]).encode("utf-8", "surrogatepass")
        before_files = state()[2]
        errors = upload(data, name, module, author)
        assert all(error.message and error.line >= 1 for error in errors)
        if not errors:
            imported += 1
            forget_new_files(before_files)  # rows were rolled back by this test, not by the import

    assert imported > ROUNDS // 40
    assert state() == before


def forget_new_files(known):
    for path in sorted(Path(settings.MEDIA_ROOT).rglob("*"), reverse=True):
        if str(path) not in known and path.is_file():
            path.unlink()
