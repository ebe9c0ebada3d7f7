"""Give every row of the vocabulary, series and figure the events of its history, and a last one."""

from django.db import migrations

from sources.registers.taking_over import Register, take_over

DECISIONS = (("policies", "FigurePolicy", "figure_id"), ("members", "FigureMember", "figure_id"))


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_comparators"), ("sources", "0004_register_events")]

    operations = [
        take_over(
            *(Register("claims", name) for name in "Unit Measure Subject Scope Series".split()),
            Register("claims", "Figure", DECISIONS),
        )
    ]
