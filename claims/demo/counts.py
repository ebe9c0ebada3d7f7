"""The running counts of the demo, and the figures that they answer."""

import datetime

from claims.demo import entries, load, origins, registry
from claims.demo.entries import Kind
from claims.figures import policies
from claims.models import Figure, Series

DATA = entries.read(
    "counts.yaml",
    claimants=entries.NAMES,
    series=Kind("measure claimant", "starts_on is_cumulative derives_from derivation_note"),
    figures=Kind("question measure policy note", "series preferred"),
)
FIGURES = DATA["figures"]


def series() -> None:
    """Store the series that the mappings name, each one before those that derive from it."""
    for slug, entry in DATA["series"].items():
        fields = {**entry, **question(entry["measure"])}
        fields["name"] = f"{fields['measure'].name}, {DATA['claimants'][entry['claimant']]}"
        fields["claimant"] = origins.source(entry["claimant"])
        if "derives_from" in entry:
            fields["derives_from"] = Series.objects.get(slug=entry["derives_from"])
        Series.objects.get_or_create(slug=slug, defaults=fields)


def question(measure: str) -> dict:
    """Return the measure, subject and scope that a series and its figure have in common."""
    return {
        "measure": registry.measure(measure),
        "subject": registry.subject("russian-forces"),
        "scope": registry.scope("full-scale-invasion"),
    }


def figures(*, by, at: datetime.datetime) -> None:
    """Create the figures, each with its first policy. A figure that has a policy stays as it is."""
    for slug, entry in FIGURES.items():
        fields = {"question": entry["question"], **question(entry["measure"])}
        figure = Figure.objects.get_or_create(slug=slug, defaults=fields)[0]
        if figure.policies.exists():
            continue
        if entry["policy"] == "latest_of_series":
            answer = {"series": Series.objects.get(slug=entry["series"])}
        else:
            answer = {"preferred": load.claim_of(entry["preferred"])}
        policies.set_policy(
            figure, policy=entry["policy"], note=entry["note"], by=by, at=at, **answer
        )
