"""Fill what 0016 added from the publications, of which nothing changes: the way back is empty."""

from django.db import migrations

COPIES = """
    UPDATE claims_publicationsource SET
        published_from = p.published_from,
        published_until = p.published_until,
        verification_status = p.verification_status,
        is_notice = (p.kind = 'retraction')
    FROM claims_publication AS p WHERE p.id = claims_publicationsource.publication_id
"""
# Each facet, and the column that it counts.
COUNTED = {
    "claims": "''",
    "verification_status": "p.verification_status",
    "attribution_status": "p.attribution_status",
    "kind": "p.claim_kind",
    "topic": "t.slug",
}
OF_ALL = """
    INSERT INTO claims_claimcount (source_id, facet, value, claims)
    SELECT NULL, '{facet}', {column}, count(*)
    FROM claims_publication AS p JOIN sources_topic AS t ON t.id = p.topic_id
    WHERE p.published_until IS NULL AND p.kind <> 'retraction' GROUP BY {column}
"""
OF_SOURCES = """
    INSERT INTO claims_claimcount (source_id, facet, value, claims)
    SELECT named.source_id, '{facet}', {column}, count(*)
    FROM (
        SELECT DISTINCT publication_id, source_id FROM claims_publicationsource
        WHERE published_until IS NULL AND NOT is_notice
    ) AS named
    JOIN claims_publication AS p ON p.id = named.publication_id
    JOIN sources_topic AS t ON t.id = p.topic_id
    GROUP BY named.source_id, {column}
"""
SEARCH = """
    INSERT INTO claims_publication_search (id, vector)
    SELECT id, to_tsvector('simple', search_text) FROM claims_publication
"""


def fill(apps, schema_editor):
    schema_editor.execute(COPIES)
    for facet, column in COUNTED.items():
        # '' as a group would be taken for a constant.
        grouped = "1 = 1" if facet == "claims" else column
        for statement in (OF_ALL, OF_SOURCES):
            head, group = statement.format(facet=facet, column=column).rsplit(column, 1)
            schema_editor.execute(f"{head}{grouped}{group}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(SEARCH)


class Migration(migrations.Migration):
    dependencies = [("claims", "0016_copies_and_counts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
