from django.db import migrations

def keep_what_was_written(apps, schema_editor):
    """Chosen statements become claims, a private reflection the answer to the free prompt, and the
    framework that codes are read in stays the one it was."""
    entry = apps.get_model("assessments", "CPDEntry")
    claim = apps.get_model("assessments", "EntryClaim")
    rows = entry.statements.through.objects.values_list("cpdentry_id", "statement_id")
    claim.objects.bulk_create(
        [claim(entry_id=entry_id, statement_id=statement_id) for entry_id, statement_id in rows],
        batch_size=500,
    )
    for row in entry.objects.exclude(reflection_private="").iterator():
        entry.objects.filter(pk=row.pk).update(
            reflection_model="free", reflection={"free": row.reflection_private}
        )
    framework = apps.get_model("assessments", "Framework")
    known = sorted(framework.objects.all(), key=lambda row: (row.status != "active", -row.pk))
    if known:
        framework.objects.filter(pk=known[0].pk).update(is_default=True)


class Migration(migrations.Migration):
    """By itself: PostgreSQL alters no table in the transaction that has just written to it."""

    dependencies = [("assessments", "0006_cpd_and_frameworks")]

    operations = [
        migrations.RunPython(keep_what_was_written, migrations.RunPython.noop, elidable=True),
    ]
