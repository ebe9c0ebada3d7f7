"""The floor of each job: hand-written SQL that answers the same bytes, prepared, no framework.

The only such SQL in the project. Each takes a raw connection's ``fetch(sql, params)``.
"""

STANDING = """substr(p.content, 1, length(p.content) - 1) || ',"standing":{"live":true,'
    || '"published_until":null,"superseded_by":null,"retracted":false,'
    || '"needs_reassessment":false,"reassessment_cause":null,"content_sha256":"'
    || p.content_sha256 || '"}}'"""
ONE = f"""
    SELECT {STANDING} FROM claims_publication AS p JOIN claims_claim AS c ON c.id = p.claim_id
    WHERE p.ref = %s ORDER BY p.number DESC LIMIT 1
"""
BY_SOURCE = f"""
    SELECT {STANDING} FROM claims_publication AS p JOIN claims_claim AS c ON c.id = p.claim_id
    WHERE p.id IN (
        SELECT DISTINCT publication_id FROM claims_publicationsource
        WHERE source_id = %s AND verification_status = %s AND published_until IS NULL
        AND NOT is_notice AND publication_id < %s ORDER BY publication_id DESC LIMIT 50
    ) ORDER BY p.id DESC
"""
POINTS = """
    SELECT point FROM claims_publication WHERE series_id = %s AND published_until IS NULL
    AND kind <> 'retraction' ORDER BY as_of, id
"""
COUNTS = """
    SELECT facet, value, sum(claims) FROM claims_claimcount WHERE source_id = %s
    GROUP BY facet, value
"""
SEARCH = {
    "postgresql": f"""
        SELECT {STANDING} FROM claims_publication AS p JOIN claims_claim AS c ON c.id = p.claim_id
        WHERE p.id IN (
            SELECT s.id FROM claims_publication_search AS s
            JOIN claims_publication AS l ON l.id = s.id
            WHERE s.vector @@ websearch_to_tsquery('simple', %s)
            AND l.published_until IS NULL AND l.kind <> 'retraction' ORDER BY s.id DESC LIMIT 50
        ) ORDER BY p.id DESC
    """,
    "sqlite": f"""
        SELECT {STANDING} FROM claims_publication_search AS s
        CROSS JOIN claims_publication AS p ON p.id = s.rowid
        JOIN claims_claim AS c ON c.id = p.claim_id
        WHERE claims_publication_search MATCH %s
        AND p.published_until IS NULL AND p.kind <> 'retraction' ORDER BY s.rowid DESC LIMIT 50
    """,
}
EXPORT = f"""
    SELECT {STANDING} FROM claims_publication AS p JOIN claims_claim AS c ON c.id = p.claim_id
    WHERE p.published_until IS NULL AND p.kind <> 'retraction' ORDER BY p.id DESC
"""
FIGURE = """
    SELECT content FROM claims_publication WHERE series_id = %s AND published_until IS NULL
    AND kind <> 'retraction' ORDER BY as_of DESC, id DESC LIMIT 3
"""


class Raw:
    """A connection of its own, with statements prepared once."""

    def __init__(self, settings: dict):
        self.is_sqlite = "sqlite" in settings["ENGINE"]
        if self.is_sqlite:
            import sqlite3

            self.link = sqlite3.connect(settings["NAME"], check_same_thread=False)
            self.link.execute("PRAGMA mmap_size = 1073741824")
            self.link.execute("PRAGMA cache_size = -65536")
            return
        import psycopg

        self.link = psycopg.connect(
            host=settings["HOST"] or settings["OPTIONS"].get("host"),
            user=settings["USER"],
            dbname=settings["NAME"],
            autocommit=True,
            prepare_threshold=1,
        )

    def fetch(self, sql: str, params=()) -> list[tuple]:
        sql = sql.replace("%s", "?") if self.is_sqlite else sql
        return self.link.execute(sql, params).fetchall()

    def rows(self, sql: str):
        """The texts of one column, one after the other."""
        if self.is_sqlite:
            yield from (text for (text,) in self.link.execute(sql))
            return
        with self.link.cursor() as cursor:
            for (text,) in cursor.stream(sql):
                yield text

    def each(self, sql: str):
        """The rows as bytes: by a cursor of SQLite, by a COPY of PostgreSQL, as fast as can be."""
        if self.is_sqlite:
            for (text,) in self.link.execute(sql):
                yield text.encode()
            return
        with self.link.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT") as copy:
            yield from copy
