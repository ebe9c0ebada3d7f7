"""The three commands: their output, their exit codes, and every refusal."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from claims import desk
from claims.figures import policies
from claims.importing.batch import approving, submitting
from claims.importing.progress import Bar
from claims.models import Claim, Figure, ImportBatch, ImportMapping, Publication
from tests.factories import NOW, UserFactory
from tests.importing.files import HEAD, MAPPING, RATIONALE, jsonl, lines, mapping, registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(tmp_path, editor, reviewer, chief):
    """``told("import_claims", "@counts.csv", …)``: what a command writes; @ is the folder."""
    registers()
    (tmp_path / "counts.csv").write_text(lines(3))
    (tmp_path / "map.json").write_text(json.dumps(MAPPING))

    def run(name: str, *arguments: str) -> str:
        out = io.StringIO()
        given = [argument.replace("@", f"{tmp_path}/") for argument in arguments]
        call_command(name, *given, stdout=out)
        return out.getvalue()

    run.folder = tmp_path
    return run


IMPORT = ("import_claims", "@counts.csv", "--mapping", "@map.json", "--by", "eva")


def test_file_goes_the_whole_way_from_the_command_line(told):
    dry = told(*IMPORT, "--dry-run")
    assert dry == (
        "Batch 1, checked, not submitted: 3 rows, 6 new, 0 duplicate, 0 wrong, 0 empty, "
        "0 warnings.\n"
    ).replace("Batch 1", f"Batch {ImportBatch.objects.get().pk}")
    assert not Claim.objects.exists()

    pk = str(ImportBatch.objects.get().pk)
    assert f"Batch {pk}: 6 claims submitted. A reviewer approves them:" in told(*IMPORT)
    approved = told("approve_import", pk, "--by", "rosa", "--rationale", RATIONALE)
    assert approved == f"Batch {pk}: 6 claims published.\n"
    again = told(*IMPORT)
    assert again.startswith(f"Batch {pk}, approved and published: 3 rows, 6 new")
    undone = told("undo_import", pk, "--by", "charlie", "--note", "The wrong file.")
    assert undone == f"Batch {pk}: retracted.\n"
    assert Publication.objects.in_force().count() == 0


def test_report_names_rows_fields_and_what_would_be_right(told):
    bad = f"{HEAD}03/04/2024,1,100,about,\n2024-01-02,2,100,perhaps,\n2024-01-03,3,5,,\n"
    (told.folder / "counts.csv").write_text(bad.replace("day,", "other,", 1))

    out = told(*IMPORT, "--dry-run")

    assert "  “other”: Map them, or name them in “ignore”." in out
    assert "  Row 2, date “03/04/2024”: Day and month cannot be told apart" in out
    assert "  Row 3, how “perhaps”: Say how the number is meant" in out
    assert out.count("[error]") == 2


def test_long_report_is_cut_and_says_so(told):
    (told.folder / "counts.csv").write_text(HEAD + "never,1,100,about,\n" * 30)

    out = told(*IMPORT, "--dry-run")

    assert out.count("[error]") == 20
    assert "… and 10 rows more" in out


def test_wrong_rows_hold_the_file_unless_they_are_left_out(told):
    (told.folder / "counts.csv").write_text(f"{lines(2)}never,1,100,about,\n")

    with pytest.raises(CommandError, match="1 rows are wrong"):
        told(*IMPORT)

    assert "4 claims submitted" in told(*IMPORT, "--leave-out-wrong")


def test_saved_mapping_is_named_by_its_slug_and_the_format_by_the_file(told, editor):
    ImportMapping.objects.create(slug="one", data=mapping(), created_by=editor, created_at=NOW)
    (told.folder / "x.jsonl").write_bytes(jsonl([["2024-01-01", 1, 100, "about", 5]]))

    out = told("import_claims", "@x.jsonl", "--mapping", "one", "--by", "eva", "--dry-run")

    assert "1 rows, 1 new" in out
    assert "“tanks”: Map them" in out
    assert ImportBatch.objects.get().mapping_name == "one"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"@counts.csv": "@nowhere.csv"}, "nowhere.csv: No such file"),
        ({"@counts.csv": "@"}, "Is a directory"),
        ({"@counts.csv": "@empty.csv"}, "has no head"),
        ({"@counts.csv": "@latin.csv"}, "Row 2: Byte"),
        ({"@counts.csv": "@map.json"}, "none of csv, jsonl, xlsx"),
        ({"@map.json": "nowhere"}, "neither a file nor a saved mapping; saved: none"),
        ({"@map.json": "@empty.csv"}, "is not JSON"),
        ({"@map.json": "@latin.csv"}, "is not JSON"),
        ({"@map.json": "@deep.json"}, "is not JSON"),
        ({"@map.json": "@faulty.json"}, "claims.0.kind: One of"),
        ({"eva": "nobody"}, "There is nobody of the name nobody"),
        ({"eva": "rosa"}, "Only a editor may import"),
        ({"eva": "gone"}, "Only a editor may import"),
    ],
    ids=str,
)
def test_import_is_refused_with_a_reason_and_leaves_nothing(told, change, message):
    UserFactory(username="gone", roles=["editor"], is_active=False)
    (told.folder / "empty.csv").write_text("")
    (told.folder / "latin.csv").write_bytes(HEAD.encode() + "caf\xe9\n".encode("latin-1"))
    (told.folder / "deep.json").write_text("[" * 100_000)
    (told.folder / "faulty.json").write_text('{"claims": [{"kind": "rumour"}]}')

    with pytest.raises(CommandError, match=message):
        told(*[change.get(argument, argument) for argument in IMPORT])

    assert not ImportBatch.objects.exists()


@pytest.fixture
def batch(told) -> ImportBatch:
    told(*IMPORT)
    return ImportBatch.objects.get()


@pytest.mark.parametrize(
    ("by", "rationale", "message"),
    [
        ("eva", RATIONALE, "Only a reviewer"),
        ("both", RATIONALE, "reviewer"),
        ("rosa", "Fine.", "at least 30 characters"),
        ("rosa", "", "at least 30 characters"),
        ("nobody", RATIONALE, "There is nobody"),
    ],
)
def test_approval_is_refused_with_a_reason(told, batch, by, rationale, message):
    UserFactory(username="both", roles=["editor"])

    with pytest.raises(CommandError, match=message):
        told("approve_import", str(batch.pk), "--by", by, "--rationale", rationale)

    assert not Publication.objects.exists()


def test_what_is_not_there_or_not_due_is_refused(told, batch):
    with pytest.raises(CommandError, match="There is no batch 999"):
        told("approve_import", "999", "--by", "rosa", "--rationale", RATIONALE)
    told("undo_import", str(batch.pk), "--by", "eva", "--note", "The wrong file.")
    with pytest.raises(CommandError, match="this one is: Withdrawn"):
        told("approve_import", str(batch.pk), "--by", "rosa", "--rationale", RATIONALE)
    with pytest.raises(CommandError, match="this one is: Withdrawn"):
        told("undo_import", str(batch.pk), "--by", "eva", "--note", "Again.")


def test_undo_is_refused_with_what_rests_on_the_batch(told, batch, editor):
    told("approve_import", str(batch.pk), "--by", "rosa", "--rationale", RATIONALE)
    claim = Claim.objects.earliest("id")
    figure = Figure.objects.create(
        slug="losses", question="How many?", measure=claim.measure, subject=claim.subject
    )
    given = {"note": "The only complete count there is.", "by": editor, "at": NOW}
    policies.set_policy(figure, policy="preferred_claim", preferred=claim, **given)
    undo = ("undo_import", str(batch.pk), "--by")

    with pytest.raises(CommandError, match="The figure “losses” prefers CLM-000001"):
        told(*undo, "charlie", "--note", "The wrong file.")
    with pytest.raises(CommandError, match="Say why the batch is taken back"):
        told(*undo, "charlie")
    with pytest.raises(CommandError, match="Only a chief editor"):
        told(*undo, "eva", "--note", "The wrong file.")
    assert Publication.objects.in_force().count() == 6


def test_forgotten_dry_run_is_called_forgotten(told):
    told(*IMPORT, "--dry-run")
    pk = ImportBatch.objects.get().pk

    assert told("undo_import", str(pk), "--by", "eva") == f"Batch {pk}: forgotten.\n"


def test_claims_that_are_left_to_the_review_are_counted(told, batch, reviewer):
    desk.start_review(Claim.objects.earliest("id"), by=reviewer, at=NOW)

    out = told("approve_import", str(batch.pk), "--by", "rosa", "--rationale", RATIONALE)

    assert out.startswith(f"Batch {batch.pk}: 5 claims published.\n1 were left")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_where_somebody_looks():
    stream = Terminal()

    with Bar("Publishing", stream) as bar:
        bar(0, 4)
        bar(2, 4)  # Too soon after the first to be drawn.
        bar(4, 4)

    drawn = stream.getvalue().split("\r\x1b[K")
    assert drawn[1] == f"Publishing {'·' * 30}   0 %  0 of 4"
    assert drawn[2] == f"Publishing {'█' * 30} 100 %  4 of 4"
    assert drawn[3:] == [""]
    assert Bar("Checking", stream).line(1500, 0) == "Checking 1,500"


def test_progress_is_silent_where_nobody_looks():
    stream = io.StringIO()

    with Bar("Publishing", stream) as bar:
        bar(1, 2)

    assert stream.getvalue() == ""


def test_steps_tell_how_far_they_have_come(told, editor, reviewer, monkeypatch):
    for module in (submitting, approving):
        monkeypatch.setattr(module, "CHUNK", 4)
    stream = Terminal()
    monkeypatch.setattr("claims.importing.progress.sys.stderr", stream)
    monkeypatch.setattr("claims.importing.progress.EVERY", 0)

    told(*IMPORT)
    pk = str(ImportBatch.objects.get().pk)
    told("approve_import", pk, "--by", "rosa", "--rationale", RATIONALE)

    for words in ("Checking 6", "Submitting", "Publishing", " 66 %  4 of 6", "100 %  6 of 6"):
        assert words in stream.getvalue()
