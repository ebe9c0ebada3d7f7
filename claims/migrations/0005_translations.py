"""Add the statement of a claim in other languages, and the plural forms of a unit.

The columns may be null: on SQLite any other column makes the table anew, which loses its triggers.
"""

from django.db import migrations, models

import claims.models.vocabulary
import sources.languages

PLURALS = (
    "The plural forms of Unicode CLDR by language: "
    '{"uk": {"one": "особа", "few": "особи", "many": "осіб", "other": "особи"}}.'
)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0004_verdicts"),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="translations",
            field=models.JSONField(
                blank=True,
                null=True,
                help_text="The statement in other languages, by language (BCP 47).",
                validators=[sources.languages.check_by_language],
            ),
        ),
        migrations.AddField(
            model_name="historicalunit",
            name="names",
            field=models.JSONField(
                blank=True,
                null=True,
                help_text=PLURALS,
                validators=[claims.models.vocabulary.check_plurals],
                verbose_name="names in other languages",
            ),
        ),
        migrations.AddField(
            model_name="unit",
            name="names",
            field=models.JSONField(
                blank=True,
                null=True,
                help_text=PLURALS,
                validators=[claims.models.vocabulary.check_plurals],
                verbose_name="names in other languages",
            ),
        ),
    ]
