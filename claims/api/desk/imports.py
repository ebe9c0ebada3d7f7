"""Files of claims over HTTP: checked in the request, then submitted, approved and undone."""

import json
from collections.abc import Callable

from django.http import HttpResponse
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import parsers, serializers
from rest_framework.generics import get_object_or_404
from rest_framework.reverse import reverse

from claims.api.desk.outputs import slug
from claims.api.desk.views import DeskView, view_of
from claims.api.http.fields import StrictSerializer, column
from claims.api.http.parameters import OneOf
from claims.api.views import json_answer
from claims.importing.batch import batches
from claims.importing.file.mapping import InvalidMapping
from claims.importing.file.problems import FileRefused
from claims.models import Answer, ImportBatch, ImportMapping, ImportRow
from claims.models.batch import ROW_OUTCOMES
from claims.record.shape import text, whole
from claims.rules.refusals import Invalid, Need
from sources.api import columns

LARGEST = 10_000_000  # bytes; the command import_claims takes files of any size


class ImportProblem(serializers.Serializer):
    """A problem of a row: its field, the value there, and how to mend it."""

    field = text(allow_blank=True)
    code = text()
    value = text(allow_blank=True)
    fix = text()
    severity = text("error or warning")


class Import(serializers.ModelSerializer):
    """A batch: where it stands, how far its step has come, and what was counted."""

    created_by = slug("username")
    approved_by, undone_by = slug("username", allow_null=True), slug("username", allow_null=True)
    state = text()
    counts = serializers.DictField(child=whole())
    notes = ImportProblem(many=True)
    answers = serializers.SerializerMethodField(help_text="By code: the answers to its warnings.")
    Meta = columns(
        ImportBatch,
        "id file_name file_sha256 mapping_name state rows_read done counts notes answers "
        "created_by created_at submitted_at approved_by approved_at rationale undone_by undone_at "
        "undo_note",
        read_only=True,
    )

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_answers(self, batch) -> dict:
        return {code: said["note"] for code, said in batch.answers.items()}


class ImportReport(serializers.ModelSerializer):
    """The report on one claim of one row."""

    outcome = text("new, duplicate, wrong or held")
    claim = slug("ref", allow_null=True)
    claim_state = text(
        "Where its claim stands now: one that is not published was left to the review.",
        null=True,
        source="claim.review_state",
        default=None,
    )
    problems = ImportProblem(many=True)
    draft = serializers.DictField(help_text="What would be, or was, created.")
    Meta = columns(
        ImportRow, "id number part outcome claim claim_state problems draft", read_only=True
    )


class ImportInput(StrictSerializer):
    """A file and its mapping: the name of a saved one, or the mapping itself as JSON."""

    file = serializers.FileField(help_text="CSV, JSONL or XLSX.")
    mapping = serializers.CharField(max_length=200_000)


class SubmitInput(StrictSerializer):
    """The choice to leave wrong rows out; else one wrong row stops all."""

    leave_out_wrong = serializers.BooleanField(required=False, default=False)


class ApproveInput(StrictSerializer):
    """The assessment of every claim of the batch: what was looked at, and found."""

    rationale = column(ImportBatch, "rationale", required=True)


class BatchAnswerInput(StrictSerializer):
    """Why the warnings of a code on the claims of a batch are no reason to wait."""

    code = column(Answer, "code", "The warnings’ code.", required=True)
    note = column(Answer, "note", "A word of why.", required=True)


class UndoInput(StrictSerializer):
    """The reason for taking the batch back; it is public if claims are public."""

    note = column(ImportBatch, "undo_note", default="")


class ReportFilters(filters.FilterSet):
    outcome = OneOf(ROW_OUTCOMES, "What became of the row.")


class ImportView(DeskView):
    queryset = ImportBatch.objects.select_related("created_by", "approved_by", "undone_by")
    serializer_class = Import
    # The same file is the same batch, and an interrupted step goes on: docs/editors/imports.md.
    is_repeatable = True

    def batch(self, batch: int) -> ImportBatch:
        return get_object_or_404(self.get_queryset(), pk=batch)

    def answer(self, batch: ImportBatch, status: int = 200, headers=None) -> HttpResponse:
        stored = self.get_queryset().filter(pk=batch.pk).first() or batch
        return json_answer(Import(stored).data, status, headers)


class ImportList(ImportView):
    """The batches, newest first."""

    is_list = True
    parser_classes = [parsers.MultiPartParser]

    @extend_schema(operation_id="desk_imports_list", responses=Import(many=True))
    def get(self, request):
        return self.page_of(self.get_queryset(), Import)

    @extend_schema(operation_id="desk_imports_check", request=ImportInput, responses={201: Import})
    def post(self, request):
        """Check a file: report on every row, and create no claim."""
        given = self.sent(ImportInput)
        file = given["file"]
        if file.size > LARGEST:
            message = f"More than {LARGEST:,} bytes: use the command import_claims."
            raise Invalid([Need("too_large", message, "file")])
        name, data = saved_or_given(given["mapping"])
        try:
            batch = batches.check(
                file.file, file.name, data, by=request.user, at=timezone.now(), mapping_name=name
            )
        except InvalidMapping as error:
            raise Invalid(
                Need(n.code, n.message, f"mapping.{n.field}".rstrip(".")) for n in error.needs
            ) from error
        except FileRefused as error:
            raise Invalid([Need(error.code, str(error), "file")]) from error
        address = reverse("desk-import", kwargs={"batch": batch.pk}, request=request)
        return self.answer(batch, 201, {"Location": address})


def saved_or_given(given: str) -> tuple[str, dict]:
    if not given.lstrip().startswith("{"):
        saved = ImportMapping.objects.filter(slug=given).first()
        if saved is None:
            message = f"There is no saved mapping “{given[:80]}”."
            raise Invalid([Need("unknown_mapping", message, "mapping")])
        return saved.slug, saved.data
    try:
        return "", json.loads(given)
    except (ValueError, RecursionError) as error:
        raise Invalid([Need("broken_json", f"This is not JSON: {error}.", "mapping")]) from error


class ImportDetail(ImportView):
    """One batch."""

    @extend_schema(operation_id="desk_imports_retrieve", responses=Import)
    def get(self, request, batch: int):
        return self.answer(self.batch(batch))


class ImportRows(ImportView):
    """The report, row by row, in the order of the file."""

    is_list = True
    keyset = "id"
    filterset_class = ReportFilters
    serializer_class = ImportReport

    @extend_schema(operation_id="desk_imports_rows", responses=ImportReport(many=True))
    def get(self, request, batch: int):
        return self.page_of(self.batch(batch).rows.select_related("claim"), ImportReport)


class ImportStep(ImportView):
    """One verb on a batch. ``shape`` is its input, whose members are the verb's own arguments."""

    verb: Callable
    shape: type[StrictSerializer]

    def post(self, request, batch: int):
        given = self.sent(self.shape)
        done = self.verb(self.batch(batch), by=request.user, at=timezone.now(), **given)
        done.pk = batch  # a batch that wrote nothing is deleted, and is shown for the last time
        return self.answer(done)


def step(verb: Callable, shape: type[StrictSerializer], description: str) -> type[ImportStep]:
    return view_of(ImportStep, f"desk_imports_{verb.__name__}", description, verb=verb, shape=shape)


STEPS = {
    "submit": step(batches.submit, SubmitInput, "Writes the claims, submitted as a whole."),
    "approve": step(
        batches.approve, ApproveInput, "Publishes the batch; whoever submitted it cannot."
    ),
    "answer-warning": step(
        batches.answer_warning,
        BatchAnswerInput,
        "Answers the warnings of one code on all of its claims.",
    ),
    "undo": step(batches.undo, UndoInput, "Takes the batch back, while nothing depends on it."),
}
