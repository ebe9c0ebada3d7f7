"""The running counts of the demo, imported from a part of its files, and the figures from them."""

import csv
import datetime
import json
import re

import pytest
from django.contrib.auth import get_user_model

from claims.demo import accounts, counts, load, losses
from claims.importing.batch import batches
from claims.models import Claim, FigurePolicy, ImportBatch, Publication, Series
from claims.record import history
from tests.factories import AFTER_THE_COUNTS
from tests.test_docs import ROOT
from tests.worlds import world

pytestmark = pytest.mark.django_db

PERSONNEL = "personnel-losses-general-staff"
UK_MOD = "personnel-losses-uk-mod-monthly"


def silent(line: str) -> None:
    pass


@world
def imported(demo_files, tmp_path_factory):
    accounts.make_accounts(tmp_path_factory.mktemp("demo") / "logins.txt")
    load.load(at=AFTER_THE_COUNTS, say=silent)
    losses.register()
    written = losses.files(losses.FILES, AFTER_THE_COUNTS, demo_files)
    counts.figures(by=get_user_model().objects.get(username="eva"), at=AFTER_THE_COUNTS)
    return written


def answer(client, path: str, status: int = 200, **query) -> dict:
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == status, response.content
    return json.loads(response.content)


def test_everything_comes_through_the_import_and_is_public(imported):
    with (losses.DATA / "photographed.csv").open() as file:
        photographed = sum(1 for _row in csv.DictReader(file))
    rows = Claim.objects.filter(batch__isnull=False)

    assert rows.count() == imported
    assert set(rows.values_list("review_state", flat=True)) == {"published"}
    assert rows.filter(measure__code__endswith="-photographed").count() == photographed
    assert set(ImportBatch.objects.values_list("state", flat=True)) == {"approved"}
    assert not ImportBatch.objects.exclude(counts__wrong=0).filter(counts__has_key="wrong").exists()
    assert list(history.all_faults()) == []


def test_figure_says_the_value_of_the_day_with_whose_it_is(client, imported):
    figure = "figures/russian-personnel-losses/"

    on_the_day = answer(client, figure, as_of="2024-08-06")
    latest = answer(client, figure)

    assert on_the_day["display"] == (
        "Russian forces have lost approximately 585,140 soldiers as of 2024-08-06, according to "
        "the General Staff of the Armed Forces of Ukraine, a party to the conflict; "
        "not independently verified"
    )
    assert latest["answer"]["as_of"] == "2026-08-08"
    answer(
        client, figure, 404, known_at=(AFTER_THE_COUNTS - datetime.timedelta(days=1)).isoformat()
    )


def test_readme_shows_the_figure_as_it_is_answered(client, imported):
    readme = (ROOT / "README.md").read_text()

    path, printed = re.search(
        r"127.0.0.1:8000/api/v1/(figures/[^']+)' \\\n.*\n(.*)\n", readme
    ).groups()

    assert client.get(f"/api/v1/{path}").json()["display"] == printed


def test_fall_of_the_tanks_is_flagged_with_its_days_and_values(client, imported):
    revisions = answer(client, "series/tanks-lost-general-staff/")["revisions"]

    assert [
        [revision[end]["as_of"]["date"], revision[end]["text"]]
        for revision in revisions
        for end in ("before", "after")
    ] == [["2023-05-27", "3,799"], ["2023-05-28", "3,797"]]


def test_photographs_stand_beside_the_count_and_are_not_comparable(client, imported):
    photographed = Publication.objects.live().get(measure__code="tanks-photographed")

    page = client.get("/series/tanks-lost-general-staff/", {"beside": photographed.ref})

    words = page.content.decode()
    assert "Not comparable: the measure differs." in words
    assert "Tanks lost, on photographs" in words


def test_monthly_numbers_derive_from_the_daily_count(client, imported):
    monthly = answer(client, f"series/{UK_MOD}/")

    assert monthly["derives_from"] == PERSONNEL
    assert "48,670" in monthly["derivation_note"]
    points = answer(client, f"series/{UK_MOD}/points/")["points"]
    assert [point["value"]["text"] for point in points] == ["41,980", "45,680", "48,670", "48,240"]


def test_derivation_that_the_demo_tells_is_so():
    with (losses.DATA / "personnel.csv").open() as file:
        count = {row["date"]: int(row["personnel"]) for row in csv.DictReader(file)}
    told = counts.DATA["series"][UK_MOD]["derivation_note"]
    first, last = count["2024-12-01"], count["2025-01-01"]

    assert f"{last:,} for 1 January 2025 less {first:,} for 1 December 2024" in told
    assert f"{last - first:,}" in told


def test_every_figure_is_answered(client, imported):
    assert {
        slug: answer(client, f"figures/{slug}/")["answer"]["text"] for slug in counts.FIGURES
    } == {
        "russian-personnel-losses": "approximately 1,456,610",
        "russian-tank-losses": "12,251",
        "russian-soldiers-killed": "approximately 165,000",
    }


def test_second_load_leaves_what_a_person_has_decided(imported, demo_files):
    people = {user.username: user for user in get_user_model().objects.all()}
    name = "general-staff-other-equipment"
    batch = ImportBatch.objects.get(mapping_name=name)
    batches.undo(batch, by=people["chen"], at=AFTER_THE_COUNTS, note="Taken back by a person.")
    Series.objects.filter(slug=PERSONNEL).update(name="Renamed by a person")
    before = Claim.objects.count()

    assert losses.load(at=AFTER_THE_COUNTS, say=silent, folder=demo_files) == 0
    counts.figures(by=people["eva"], at=AFTER_THE_COUNTS)

    assert Claim.objects.count() == before
    assert ImportBatch.objects.get(mapping_name=name).state == "retracted"
    assert Series.objects.get(slug=PERSONNEL).name == "Renamed by a person"
    assert FigurePolicy.objects.count() == len(counts.FIGURES)
