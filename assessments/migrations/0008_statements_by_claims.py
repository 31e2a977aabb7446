from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0007_keep_what_was_written")]

    operations = [
        migrations.RemoveField(model_name='cpdentry', name='reflection_private'),
        migrations.RemoveField(model_name='cpdentry', name='statements'),
        migrations.AddField(
            model_name='cpdentry',
            name='statements',
            field=models.ManyToManyField(blank=True, related_name='cpd_entries', through='assessments.EntryClaim', to='assessments.statement', verbose_name='Statements of the standard'),
        ),
    ]
