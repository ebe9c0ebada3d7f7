"""The running counts of the demo, and the questions that they answer."""

import datetime

from claims.demo import origins, registry
from claims.figures import policies as figuring
from claims.models import Event, Figure, Series

INVASION = datetime.date(2022, 2, 24)
PERSONNEL = "personnel-losses-general-staff"
UK_MOD = "personnel-losses-uk-mod-monthly"
NAMED = {
    "general-staff-ua": "General Staff of Ukraine",
    "uk-mod": "UK Ministry of Defence, by month",
}
DERIVATION = (
    "Its monthly numbers are differences of the General Staff’s daily count: 790,800 for 1 January "
    "2025 less 742,130 for 1 December 2024 is the 48,670 that it gave for December."
)
ONLY_DAILY = (
    "The only count that is given every day since the invasion began; it is a belligerent’s, and "
    "nobody independent confirms it, which the answer says."
)
BY_NAME = (
    "Counted from a registry, independently of both armies; the General Staff counts losses of "
    "whatever cause, which is another question."
)
# slug: (question, measure, policy, what it names, why)
FIGURES = {
    "russian-personnel-losses": (
        "How many soldiers has Russia lost in its full-scale invasion of Ukraine?",
        "personnel-losses",
        "latest_of_series",
        PERSONNEL,
        ONLY_DAILY,
    ),
    "russian-tank-losses": (
        "How many tanks has Russia lost in its full-scale invasion of Ukraine?",
        "tanks-lost",
        "latest_of_series",
        "tanks-lost-general-staff",
        ONLY_DAILY,
    ),
    "russian-soldiers-killed": (
        "How many Russian soldiers have been killed in the full-scale invasion of Ukraine?",
        "killed",
        "preferred_claim",
        "killed-by-registry",
        BY_NAME,
    ),
}


def general_staff(code: str) -> str:
    """The slug of the General Staff's count of a kind of equipment."""
    return f"{code}-lost-general-staff"


def series() -> None:
    """Every count that the mappings name."""
    count = origins.source("general-staff-ua")
    personnel = one_series(PERSONNEL, "personnel-losses", count)
    for code in registry.LOST:
        one_series(general_staff(code), f"{code}-lost", count)
    one_series(
        UK_MOD,
        "personnel-losses",
        origins.source("uk-mod"),
        is_cumulative=False,
        starts_on=None,
        derives_from=personnel,
        derivation_note=DERIVATION,
    )


def one_series(slug: str, measure: str, claimant, **fields) -> Series:
    counted = registry.measure(measure)
    about = {
        "name": f"{counted.name}, {NAMED[claimant.slug]}",
        "measure": counted,
        "subject": registry.subject("russian-forces"),
        "scope": registry.scope("full-scale-invasion"),
        "claimant": claimant,
        "starts_on": INVASION,
    }
    return Series.objects.get_or_create(slug=slug, defaults={**about, **fields})[0]


def figures(*, by, at: datetime.datetime) -> None:
    """The questions, each with its first policy; one that a person has decided on stays so."""
    for slug, (question, measure, policy, named, note) in FIGURES.items():
        about = {
            "question": question,
            "measure": registry.measure(measure),
            "subject": registry.subject("russian-forces"),
            "scope": registry.scope("full-scale-invasion"),
        }
        figure, _created = Figure.objects.get_or_create(slug=slug, defaults=about)
        if figure.policies.exists():
            continue
        if policy == "latest_of_series":
            chosen = {"series": Series.objects.get(slug=named)}
        else:
            chosen = {"preferred": Event.objects.get(number=1, note=f"Demo: {named}").claim}
        figuring.set_policy(figure, policy=policy, note=note, by=by, at=at, **chosen)
