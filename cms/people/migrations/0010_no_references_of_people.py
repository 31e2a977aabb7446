from django.db import migrations

# What no longer stands in the index of references would stay there for ever.
NO_LONGER_INDEXED = {
    "people": (
        "digest", "invitation", "notice", "noticepreference", "reportingline", "rolegrant",
        "staffprofile",
    ),
    "content": ("h5plibraryversion", "packageupload"),
}


def forget_references(apps, schema_editor):
    index = apps.get_model("wagtailcore", "ReferenceIndex")
    for app, models in NO_LONGER_INDEXED.items():
        index.objects.filter(
            content_type__app_label=app, content_type__model__in=models
        ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0009_notices_of_reviews"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0078_referenceindex"),
    ]
    operations = [migrations.RunPython(forget_references, migrations.RunPython.noop)]
