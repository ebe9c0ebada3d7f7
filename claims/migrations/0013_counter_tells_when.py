"""When the last change was settled: what Last-Modified says of the record."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0012_changes_kept"),
    ]

    operations = [
        migrations.AddField(
            model_name="counter",
            name="at",
            field=models.DateTimeField(
                help_text="When it was given out, where that counts.", null=True
            ),
        ),
    ]
