"""A cell is read for certain, or reported with its field, value and a fix."""

import pytest

from claims.importing.file.mapping import InvalidMapping, parse
from claims.models import Claim, ImportRow
from tests.factories import SourceFactory
from tests.importing.files import HEAD, alias, approved, check, found, mapping, registers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _registers(db):
    registers()


def one(editor, data: dict, **cells) -> ImportRow:
    """The report of a file of one row."""
    given = {"date": "2024-01-01", "day": "1", "personnel": "100", "how": "", "tanks": "", **cells}
    row = ",".join(f'"{cell}"' for cell in given.values())
    return check(f"{','.join(given)}\n{row}\n", editor, data).rows.get()


def problem(row: ImportRow) -> tuple:
    (only,) = row.problems
    return only["field"], only["code"], only["value"]


@pytest.mark.parametrize(
    ("value", "how", "phrase"),
    [
        ("62,000", "more", "more than 62,000"),
        ("62 000", "at least", "at least 62,000"),
        ("62000", "gte", "at least 62,000"),
        ("62,000", "approx", "approximately 62,000"),
        ("~62,000", "", "approximately 62,000"),
        ("62,000+", "", "at least 62,000"),
        ("100–300", "", "100 to 300"),
    ],
)
def test_value_is_read_as_it_was_meant(value, how, phrase, editor):
    row = one(editor, mapping(), personnel=value, how=how)

    assert row.problems == []
    expected = f"Russian forces have lost {phrase} soldiers as of 2024-01-01."
    assert row.draft["fields"]["statement"] == expected


@pytest.mark.parametrize(
    ("cells", "reported"),
    [
        ({"personnel": "62.000"}, ("personnel", "ambiguous_number", "62.000")),
        ({"personnel": "1,5"}, ("personnel", "ambiguous_number", "1,5")),
        ({"personnel": "countless"}, ("personnel", "vague_number", "countless")),
        ({"personnel": "n/a"}, ("personnel", "unknown_word", "n/a")),
        ({"how": "roughly-ish"}, ("how", "unknown_comparator", "roughly-ish")),
        ({"how": "3"}, ("how", "unknown_comparator", "3")),
        ({"how": "nearly", "personnel": "1-2"}, ("personnel", "misplaced_comparator", "1-2")),
        ({"date": "03/04/2024"}, ("date", "ambiguous_date", "03/04/2024")),
        ({"date": "31 February 2024"}, ("date", "no_such_day", "31 February 2024")),
        ({"date": "45000"}, ("date", "not_a_date", "45000")),
        ({"date": ""}, ("as_of", "not_given", "")),
    ],
    ids=str,
)
def test_cell_in_doubt_is_reported_with_its_column_and_value(cells, reported, editor):
    row = one(editor, mapping(), **cells)

    assert (row.outcome, problem(row)) == ("wrong", reported)
    assert row.problems[0]["fix"]


@pytest.mark.parametrize(
    ("value", "amount"), [("62.400", "62400"), ("1.234,5", "1234.5"), ("62 400,5", "62400.5")]
)
def test_decimal_comma_is_read_where_the_mapping_says_so(value, amount, editor):
    row = one(editor, {**mapping(), "decimal_mark": "comma"}, personnel=value)

    assert row.draft["fields"]["value"]["amount"] == amount
    assert row.draft["fields"]["value"]["as_reported"] == value


@pytest.mark.parametrize("value", ["62.4001", "1 2345", "12.34.567", "1.5", "2.5 million", "1,2,3"])
def test_decimal_comma_makes_no_number_of_what_is_none(value, editor):
    row = one(editor, {**mapping(), "decimal_mark": "comma"}, personnel=value)

    assert problem(row) == ("personnel", "ambiguous_number", value)


def test_dates_of_several_forms_are_read_each_with_its_precision(editor):
    days = ["2024-01-05", "6 January 2024", "13/01/2024", "January 2024", "2024 Q1", "2024"]
    text = HEAD + "".join(f"{day},,{at},,\n" for at, day in enumerate(days, start=1))

    fields = [row.draft["fields"] for row in check(text, editor, mapping()).rows.order_by("id")]

    assert [(f["as_of"], f["as_of_precision"]) for f in fields] == [
        ("2024-01-05", "day"),
        ("2024-01-06", "day"),
        ("2024-01-13", "day"),
        ("2024-01-01", "month"),
        ("2024-01-01", "quarter"),
        ("2024-01-01", "year"),
    ]
    words = [f["statement"].partition("as of ")[2] for f in fields]
    assert words[2:] == ["2024-01-13.", "2024-01.", "2024 Q1.", "2024."]


@pytest.mark.parametrize(
    ("published", "as_of", "warns"),
    [
        ("2024-08-05", "2024-08-06", True),
        ("2024-08-06", "2024-08-06", False),
        ("2024-08", "2024-08-31", False),
        ("2024-08", "2024-09-01", True),
        ("2024 Q3", "2024-09-30", False),
        ("2024", "2025-01-01", True),
        ("2024-08-06T23:30Z", "2024-08-07", False),
        # Somewhere on earth it was the 7th by then.
        ("2024-08-06T20:30Z", "2024-08-07", False),
        ("2024-08-06T09:30Z", "2024-08-07", True),
        ("2024-08-06", "", False),
    ],
)
def test_as_of_after_the_documents_own_date_is_a_warning(published, as_of, warns, editor):
    data = mapping({"statement": "S {value}."}, published_at=published)
    data["time_zone"] = "Etc/GMT-1"

    row = one(editor, data, date=as_of)

    assert row.outcome == "new"
    assert bool(row.problems) == warns
    if warns:
        assert problem(row) == ("date", "as_of_after_document", as_of)
        assert row.problems[0]["severity"] == "warning"


def test_as_of_is_held_against_the_date_of_a_document_that_is_known_already(editor, reviewer):
    first = mapping(published_at="2024-01-03")
    approved(check(f"{HEAD}2024-01-01,,100,,\n", editor, first), editor, reviewer)

    row = one(editor, mapping(), date="2024-01-04", personnel="5")

    assert problem(row) == ("date", "as_of_after_document", "2024-01-04")


def test_prediction_may_be_for_a_later_day(editor):
    row = one(editor, mapping(kind="prediction", published_at="2023-01-01"))

    assert (row.outcome, row.problems) == ("new", [])


def test_tracking_tail_leads_to_one_document(editor, reviewer):
    data = mapping(url={"column": "url"})
    tails = ["?utm_source=x", "", "?fbclid=1#top"]
    text = "date,personnel,how,day,url\n" + "".join(
        f"2024-01-0{n},{n},,,https://Example.org/a{tail}\n" for n, tail in enumerate(tails, start=1)
    )

    batch = approved(check(text, editor, data), editor, reviewer)

    cited = {claim.citations.get().document for claim in Claim.objects.all()}
    assert (batch.state, len(cited)) == ("approved", 1)
    assert cited.pop().canonical_url == "https://example.org/a"


def test_addresses_that_differ_are_documents_of_their_own(editor, reviewer):
    data = mapping(url={"column": "url"})
    text = "date,personnel,how,day,url\n" + "".join(
        f"2024-01-0{n},{n},,,https://example.org/list?page={n}&utm_campaign=z\n" for n in (1, 2)
    )

    approved(check(text, editor, data), editor, reviewer)

    urls = {claim.citations.get().document.canonical_url for claim in Claim.objects.all()}
    assert urls == {"https://example.org/list?page=1", "https://example.org/list?page=2"}


def test_broken_address_is_reported(editor):
    row = one(editor, mapping(url={"column": "day"}), day="not an address")

    assert problem(row)[0::2] == ("day", "not an address")


def test_document_that_the_row_dates_otherwise_is_pointed_out(editor):
    data = mapping(published_at={"column": "day"})
    text = f"{HEAD}2024-01-01,2024-01-02,100,,\n2024-01-02,2024-01-03,200,,\n"

    batch = check(text, editor, data)

    warned = (3, "url", "document_is_known_otherwise", "https://example.org/counts")
    assert found(batch) == [warned]
    assert batch.counts["warnings"] == 1


def origin(editor, words: str) -> ImportRow:
    SourceFactory(slug="us-officials", name="US officials", kind="role")
    nyt = SourceFactory(slug="nyt", name="The New York Times")
    alias(nyt, "NYT", "New York Times")
    return one(editor, mapping(chain=None, origin={"column": "day"}), day=words)


def hops(row: ImportRow) -> list[tuple]:
    return [(hop["position"], hop["source"], hop["end"]) for hop in row.draft["hops"]]


@pytest.mark.parametrize("outlet", ["NYT", "New York Times", "The New York Times"])
def test_origin_through_an_outlet_is_read_by_any_of_its_names(outlet, editor):
    row = origin(editor, f"US officials (via {outlet})")

    assert hops(row) == [(1, "nyt", ""), (2, "us-officials", "unnamed")]
    assert problem(row) == ("day", "no_claimant", f"US officials (via {outlet})")
    assert row.problems[0]["severity"] == "warning"


def test_semicolon_makes_a_joint_origin(editor):
    SourceFactory(slug="mod", name="Ministry of Defence", kind="government")

    row = origin(editor, "General Staff; Ministry of Defence")

    assert hops(row) == [(1, "general-staff", "origin_named"), (1, "mod", "origin_named")]
    assert {hop["relation"] for hop in row.draft["hops"]} == {"produced_jointly"}
    assert row.problems == []


def test_outlet_alone_is_no_end_of_a_trail_unless_the_mapping_says_so(editor):
    row = origin(editor, "NYT")

    assert (row.outcome, problem(row)) == ("wrong", ("day", "finished_chain", "NYT"))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Jane Doe", "unknown_source"),
        ("US officials (via Jane Doe)", "unknown_source"),
        ("General Staff; Jane Doe", "unknown_source"),
        ("General Staff (via NYT); Data Set", "several_ways"),
    ],
)
def test_origin_that_nobody_knows_is_reported(words, code, editor):
    row = origin(editor, words)

    assert (row.outcome, problem(row)) == ("wrong", ("day", code, words))


def test_claim_whose_origin_is_unnamed_is_held_for_the_ordinary_review(editor, reviewer):
    batch = approved(origin(editor, "US officials (via NYT)").batch, editor, reviewer)

    assert (batch.counts["published"], batch.counts["left"]) == (0, 1)
    assert batch.rows.get().outcome == "held"


def test_several_names_of_one_body_make_one_claim(editor):
    alias(SourceFactory(slug="general-staff"), "Ukrainian General Staff", "GSUA")
    data = mapping(chain=None, origin={"column": "day"}, end="origin_named")
    names = ["General Staff", "Ukrainian General Staff", "GSUA"]

    text = HEAD + "".join(f"2024-01-01,{name},100,,\n" for name in names)
    batch = check(text, editor, data)

    assert (batch.counts["new"], batch.counts["duplicate"]) == (1, 2)


def test_unknown_name_says_which_ones_are_near(editor):
    row = one(editor, mapping(subject={"column": "day"}), day="russian-force")

    assert problem(row) == ("day", "unknown_subject", "russian-force")
    assert "“russian-forces”" in row.problems[0]["fix"]


def test_statement_with_a_hole_is_reported(editor):
    row = one(editor, mapping({"statement": "Lost: {value}, in {day}."}), day="")

    assert problem(row) == ("day", "not_given", "")


def test_column_that_only_a_statement_names_is_read_and_has_to_be_there():
    data = parse(mapping({"statement": "Lost: {value} near {town}."}))

    assert "town" in data.columns
    with pytest.raises(InvalidMapping):
        parse(mapping({"statement": ""}))


def test_statement_is_translated_by_its_template(editor):
    templates = {"uk": "Втрати: {value} станом на {as_of}, {day}-й день."}

    row = one(editor, mapping({"translations": templates}), personnel="62,000", how="more", day="7")

    (said,) = row.draft["fields"]["translations"].values()
    expected = "Втрати: більше ніж 62 000 станом на 1 січня 2024 року, 7-й день."
    assert said.replace("\N{NO-BREAK SPACE}", " ") == expected
    hole = one(editor, mapping({"translations": templates}), personnel="62,000", day="")
    assert problem(hole) == ("day", "not_given", "")
