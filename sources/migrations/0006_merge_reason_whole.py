"""The reason of a merge is kept whole: it was cut at 100 characters."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0005_watches"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalsource",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
    ]
