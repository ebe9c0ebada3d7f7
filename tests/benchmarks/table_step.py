"""Write the results as a table between two marks of docs/maintainers/performance.md."""

import json
import os

from tests.benchmarks import kept

PAGE = kept.HERE.parent.parent / "docs/maintainers/performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HEAD = ["job", "size", "floor", "API", "p99", "ratio", "queries", "growth"]


def main() -> None:
    paths = sorted((kept.FOLDER / "results").glob("*.json"))
    found = sorted((json.loads(path.read_text()) for path in paths), key=lambda one: one["size"])
    text = PAGE.read_text()
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    PAGE.write_text(before + BEGIN + "\n" + "\n".join(tables(found)) + END + after)


def tables(found: list[dict]):
    for database in ("postgresql", "sqlite"):
        those = [one for one in found if one["database"] == database]
        if not those:
            continue
        yield f"\n### {those[0]['server']}, {os.cpu_count()} cores\n"
        yield f"| {' | '.join(HEAD)} |"
        yield "|---|" + "---:|" * (len(HEAD) - 1)
        for name in those[-1]["jobs"]:
            yield from rows(name, those)
        yield ""
        yield "| over HTTP | size | floor, requests/s | API, requests/s | API p99 | ratio |"
        yield "|---|---:|---:|---:|---:|---:|"
        for one in those:
            web = one["http"]
            yield (
                f"| first page by source and status | {one['size']:,} | {web['floor']:.0f} "
                f"| {web['api']:.0f} | {milliseconds(web['api_p99'])} "
                f"| {web['api'] / web['floor']:.2f} |"
            )
        yield ""


def rows(name: str, those: list[dict]):
    first = those[0]["jobs"].get(name)
    for one in those:
        job = one["jobs"].get(name)
        if job is None:
            continue
        floor = job.get("floor")
        ratio = f"{job['api'] / floor:.1f} ×" if floor else "–"
        growth = "1.0 ×" if not first else f"{job['api'] / first['api']:.1f} ×"
        cells = [name, f"{one['size']:,}", milliseconds(floor), milliseconds(job["api"])]
        cells += [milliseconds(job["api_p99"]), ratio, str(job["queries"]), growth]
        yield f"| {' | '.join(cells)} |"


def milliseconds(value: float | None) -> str:
    if value is None:
        return "–"
    if value >= 1000:
        return f"{value / 1000:,.1f} s"
    return f"{value:.2f} ms" if value < 10 else f"{value:.0f} ms"


if __name__ == "__main__":
    main()
