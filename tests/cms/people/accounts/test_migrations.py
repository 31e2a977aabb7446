from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from cms.people.accounts.models import RoleGrant, User
from content.activities.models import Activity

migration = import_module("cms.people.migrations.0010_no_references_of_people")


def reference(model, mentor):
    """A row as Wagtail wrote it while the model was in its index."""
    kind = ContentType.objects.get_for_model(model)
    return ReferenceIndex.objects.create(
        content_type=kind, base_content_type=kind, object_id="1",
        to_content_type=ContentType.objects.get_for_model(User), to_object_id=str(mentor.pk),
        model_path="holder", content_path="holder",
        content_path_hash=ReferenceIndex._get_content_path_hash("holder"),
    )  # fmt: skip


@pytest.mark.django_db
def test_references_from_records_of_people_go_and_those_of_content_stay(mentor):
    ReferenceIndex.objects.all().delete()
    reference(RoleGrant, mentor)
    stays = reference(Activity, mentor)

    migration.forget_references(apps, None)

    assert list(ReferenceIndex.objects.all()) == [stays]


def test_what_is_forgotten_is_no_longer_indexed():
    for app, models in migration.NO_LONGER_INDEXED.items():
        for name in models:
            assert not ReferenceIndex.model_is_indexable(apps.get_model(app, name)), name
