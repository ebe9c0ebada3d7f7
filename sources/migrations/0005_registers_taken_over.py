"""Give every source, topic and document the events of its earlier history, and a last one."""

from django.db import migrations

from sources.registers.taking_over import Register, take_over

PARTS = (
    ("aliases", "Alias", "source_id"),
    ("domains", "Domain", "source_id"),
    ("links", "SourceLink", "from_source_id"),
    ("interests", "Interest", "source_id"),
    ("grades", "ReliabilityGrade", "source_id"),
)


class Migration(migrations.Migration):
    dependencies = [("sources", "0004_register_events")]

    operations = [
        take_over(
            Register("sources", "Topic"),
            Register("sources", "Source", PARTS),
            Register("sources", "Document", unrecorded=("state",)),
        )
    ]
