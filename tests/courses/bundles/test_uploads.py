"""An upload between two screens: whose it is, how long it stays, and that it goes."""

import os
import time
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied

from courses.bundles import rules
from courses.bundles.queries.uploads import SALT, bundle_kept, upload_of
from courses.bundles.services import discard_upload, keep_upload, sweep_uploads
from courses.bundles.services.files import FilesTaken
from courses.bundles.tasks import sweep_uploads as sweep_task
from tests.factories.bundles import exported, sources_of
from tests.factories.files import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(module, author):
    packed = BytesIO(exported(module, author))
    return keep_upload(page=module, source=packed, name="../../tgt.zip", by=author)


def kept():
    return sorted((Path(settings.MEDIA_ROOT) / "bundles").glob("*"))


def grow_old():
    for path in kept():
        long_ago = time.time() - (rules.KEPT_HOURS + 1) * 3600
        os.utime(path, (long_ago, long_ago))


def test_an_upload_is_found_again_by_its_token(upload, module, author):
    found = upload_of(upload.token, page=module.pk, by=author)

    assert found == upload
    assert found.name == "tgt.zip"
    with bundle_kept(found, sources_of(module)) as bundle:
        assert bundle.module.code == "TGT"
        folder = bundle.folder
    assert not folder.exists()


def test_nobody_else_opens_it_and_no_other_page_takes_it(upload, module, author, colleague):
    assert upload_of(upload.token, page=module.pk, by=colleague) is None
    assert upload_of(upload.token, page=module.pk + 1, by=author) is None
    assert upload_of(upload.token + "x", page=module.pk, by=author) is None
    assert upload_of(signing.dumps("x"), page=module.pk, by=author) is None


def test_its_name_tells_nothing(upload):
    assert [len(path.name) for path in kept()] == [32]


def test_a_token_runs_out(upload, module, author, monkeypatch):
    token, later = upload.token, time.time() + (rules.KEPT_HOURS + 1) * 3600
    monkeypatch.setattr(time, "time", lambda: later)

    assert upload_of(token, page=module.pk, by=author) is None


def test_what_was_thrown_away_is_gone(upload, module, author):
    discard_upload(upload=upload, by=author)

    assert kept() == []
    assert upload_of(upload.token, page=module.pk, by=author) is None


def test_nobody_throws_away_anothers(upload, colleague):
    with pytest.raises(PermissionDenied):
        discard_upload(upload=upload, by=colleague)

    assert len(kept()) == 1


def test_what_nobody_confirmed_goes_with_the_next_upload(upload, module, author):
    grow_old()

    keep_upload(page=module, source=BytesIO(b"PK"), name="b.zip", by=author)

    assert len(kept()) == 1


def test_what_nobody_confirmed_goes_by_the_clock(upload):
    assert sweep_uploads() == 0
    grow_old()

    sweep_task()

    assert kept() == []


def test_sweeping_an_empty_house_is_no_mistake(db):
    assert sweep_uploads() == 0


def test_too_large_an_upload_is_refused(module, author, monkeypatch):
    from content.material.archives import Limits
    from courses.bundles.services import uploads

    monkeypatch.setattr(uploads, "LIMITS", Limits(upload=10))

    with pytest.raises(rules.TooLarge):
        keep_upload(page=module, source=BytesIO(b"x" * 11), name="a.zip", by=author)
    assert kept() == []


@pytest.mark.parametrize("who", ["mentor", "manager", "quality_lead"])
def test_others_upload_nothing(request, module, who):
    person = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        keep_upload(page=module, source=BytesIO(b"PK"), name="a.zip", by=person)


def test_what_was_stored_for_an_import_that_failed_is_gone(author):
    def stop_halfway():
        with FilesTaken(author) as files:
            files.rows.append(document())
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        stop_halfway()

    assert not list(Path(settings.MEDIA_ROOT).rglob("*.pdf"))


def test_the_salt_is_ours(upload):
    assert signing.loads(upload.token, salt=SALT)[0] == upload.stored
