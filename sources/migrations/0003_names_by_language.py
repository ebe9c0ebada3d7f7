"""Add the names of a source in other languages."""

from django.db import migrations, models

import sources.languages


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0002_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalsource",
            name="names",
            field=models.JSONField(
                blank=True,
                null=True,
                help_text='By language, in the nominative: {"uk": "Рейтер"}. Sentences use them.',
                validators=[sources.languages.check_by_language],
                verbose_name="names in other languages",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="names",
            field=models.JSONField(
                blank=True,
                null=True,
                help_text='By language, in the nominative: {"uk": "Рейтер"}. Sentences use them.',
                validators=[sources.languages.check_by_language],
                verbose_name="names in other languages",
            ),
        ),
    ]
