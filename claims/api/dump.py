"""The whole public record in a folder with a manifest, and the check of such a folder.

The folder has each list as NDJSON and as CSV, written by the code that streams the list in the API,
and every stored publication and finding, byte for byte.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

from django.db import connection, transaction
from rest_framework.renderers import JSONRenderer

from claims.api.formats import exports
from claims.api.formats.columns import TABLES
from claims.api.public import counts, registers
from claims.api.public.claims import HEAVY
from claims.api.shapes.claims import CorrectionRow, PublicationRow
from claims.api.shapes.counts import FigureRow, SeriesRow, figure_json
from claims.changes import documents
from claims.changes.settling import settle_if_possible
from claims.figures import answers, running_counts
from claims.loading.snapshot import canonical_json, instant, sha256
from claims.models import Change, Publication
from claims.record import moments, visibility

SCHEMA_VERSION = 1
MANIFEST = "manifest.json"
# The files that are not lists of the API → what each of their lines is.
BYTES = {
    "documents-of-publications": "Each publication as it was stored: publications/{number}/.",
    "independence": "The finding of each claim in force: independence/.",
    "answers": "The answer to each figure at that moment: figures/{slug}/.",
    "merges": "The ref of each merged claim, where it redirects to, and since when.",
}


class Site:
    """A request for serializers: addresses are absolute under a base, or begin with a slash."""

    versioning_scheme = None

    def __init__(self, base: str):
        self.base = base

    def build_absolute_uri(self, path: str) -> str:
        return urljoin(self.base, path) if self.base else path


def write(folder: Path, *, at, made_at, base: str = "") -> dict:
    """Write the record of a moment (registers: of now) to a new folder; return the manifest."""
    folder.mkdir(parents=True)
    files = []
    settle_if_possible(everything=True)
    with one_view_of_the_record():
        for name, lines in lines_of_files(at, Site(base)).items():
            files.append(written(folder / f"{name}.ndjson", exports.ndjson(lines())))
            if name in TABLES:
                files.append(written(folder / f"{name}.csv", exports.in_csv(lines(), TABLES[name])))
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "known_at": instant(at),
        "made_at": instant(made_at),
        "files": files,
        "data_dictionary": {
            table: [{"name": one.name, "description": one.description} for one in columns]
            for table, columns in TABLES.items()
        },
        "lines": BYTES,
    }
    text = json.dumps(manifest, indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
    return manifest


def lines_of_files(at, site: Site) -> dict:
    """Return each file with a function that returns its lines."""
    published = Publication.objects.published_by(at)
    rows = published.select_related("event").defer(*HEAVY).order_by("id")
    in_force = Publication.objects.in_force(at).order_by(*moments.AT_A_MOMENT)
    corrections = rows.corrections().order_by(*moments.AT_A_MOMENT)
    settled = Change.objects.settled().filter(at__lte=at)
    context = {"request": site, "known_at": at}

    def listed(rows, shape):
        return lambda: exports.serialized(rows, shape(context=context))

    def column(rows, name: str):
        return lambda: exports.each(rows.values_list(name, flat=True))

    return {
        "claims": lambda: exports.stored(in_force, at),
        "publications": listed(rows, PublicationRow),
        "documents-of-publications": column(published.order_by("id"), "content"),
        "independence": column(in_force, "independence"),
        "corrections": listed(corrections, CorrectionRow),
        "changes": lambda: documents.documents(exports.each(documents.rows(settled)), site),
        "series": listed(of(counts.series_rows(), visibility.series(at)), SeriesRow),
        "points": column(running_counts.stored(known_at=at), "point"),
        "figures": listed(of(counts.figure_rows(), visibility.figures(at)), FigureRow),
        "answers": lambda: told(at),
        "merges": lambda: merges(at),
        **{
            view.table: listed(view.get_queryset().order_by(view.keyset), view.serializer_class)
            for view in registers.ALL
        },
    }


def of(rows, known):
    """Return the rows that were public, in the order of their list."""
    return rows.filter(pk__in=known.values("pk")).order_by("slug")


def told(at) -> Iterator[str]:
    """Yield figures with their answers."""
    for figure in exports.each(of(counts.figure_rows(), visibility.figures(at))):
        answer = figure_json(figure, answers.find(figure, known_at=at), as_of=None, known_at=at)
        yield JSONRenderer().render(answer).decode()


def merges(at) -> Iterator[str]:
    """Yield the claims that were merged into a public claim."""
    ended = Publication.objects.published_by(at).filter(
        published_until__lte=at, claim__merged_into__isnull=False
    )
    for ref, until in exports.each(ended.order_by("id").values_list("ref", "published_until")):
        row = next(iter(moments.with_standing(moments.last(ref, at), at)))
        target = moments.merged_into(row, ref, at)
        if target and row["published_until"] == until:
            yield canonical_json({"ref": ref, "merged_into": target, "since": instant(until)})


def measured(path: Path) -> tuple[str, int]:
    """Return the SHA-256 of a file, and its lines."""
    digest, rows = hashlib.sha256(), 0
    with path.open("rb") as lines:
        for line in lines:
            digest.update(line)
            rows += 1
    return digest.hexdigest(), rows


def written(path: Path, chunks: Iterator[bytes]) -> dict:
    with path.open("wb") as file:
        file.writelines(chunks)
    digest, rows = measured(path)
    entry = {"name": path.name, "bytes": path.stat().st_size, "sha256": digest}
    # A cell of CSV may hold line breaks, so only lines of NDJSON are counted.
    return entry | {"rows": rows} if path.suffix == ".ndjson" else entry


@contextmanager
def one_view_of_the_record():
    """Read all files from one moment of the database, while others can write."""
    with connection.cursor() as cursor:
        if connection.in_atomic_block:
            yield
        elif connection.vendor == "postgresql":
            with transaction.atomic():
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                yield
        else:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def faults(folder: Path) -> Iterator[str]:
    """Yield a sentence for each difference between a dump and its manifest."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    named = {MANIFEST}
    for file in manifest["files"]:
        path = folder / file["name"]
        named.add(file["name"])
        if not path.is_file():
            yield f"{file['name']} is missing."
            continue
        digest, rows = measured(path)
        if digest != file["sha256"]:
            yield f"{file['name']} has other bytes than the manifest says."
        if rows != file.get("rows", rows):
            yield f"{file['name']} has {rows} rows; the manifest says {file['rows']}."
    for stray in sorted(path.name for path in folder.iterdir() if path.name not in named):
        yield f"{stray} is not in the manifest."
    yield from broken_publications(folder)


def broken_publications(folder: Path) -> Iterator[str]:
    """Yield the stored documents with another hash than in the list of publications."""
    paths = [folder / f"{name}.ndjson" for name in ("publications", "documents-of-publications")]
    if not all(path.is_file() for path in paths):
        return
    with paths[0].open(encoding="utf-8") as rows, paths[1].open(encoding="utf-8") as stored:
        for line, document in zip(rows, stored, strict=False):
            row = json.loads(line)
            if sha256(document.rstrip("\n")) != row["content_sha256"]:
                yield f"{row['ref']} #{row['number']} is not the document that was published."
