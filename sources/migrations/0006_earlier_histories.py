"""Drop the earlier histories, whose rows are events of the registers by now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sources", "0005_registers_taken_over")]

    operations = [
        migrations.DeleteModel(name=f"Historical{name}")
        for name in "Topic Source Document SourceLink Interest".split()
    ]
