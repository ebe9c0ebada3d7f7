"""Drop the earlier histories, whose rows are events of the registers by now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0007_registers_taken_over")]

    operations = [
        migrations.DeleteModel(name=f"Historical{name}")
        for name in "Measure_parts Unit Measure Subject Scope Series Figure".split()
    ]
