"""The parts of the page “New from an article”: the document, who speaks, and each draft."""

from django import forms
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from claims.admin.choosers import RowField, Rows
from claims.admin.claim_page.forms import Part, choice, day, hidden, line, text
from claims.models import Citation, Claim, Hop, Subject
from sources.models import Document

DECISIONS = [("accept", "Accept"), ("drop", "Drop")]


class BoxPart(Part):
    """The pasted text or address. The text is never cut; a text that is too long is refused."""

    pasted = forms.CharField(
        required=False,
        strip=False,
        label="The article: its text, or its HTML",
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 14, "autofocus": True}),
    )
    url = line("Its address", inputmode="url", placeholder="https://example.org/news/…")


class DocumentPart(Part):
    document = RowField("document", label="Known document", help_text="Empty: it is added.")
    url = text(Document, "url", label="Address")
    title = text(Document, "title", label="Title")
    byline = text(Document, "byline", label="Byline")
    published_on = day(label="Published on")
    topic = RowField("topic", label="Topic of all drafts")


class DraftPart(Part):
    decision = forms.ChoiceField(required=False, choices=DECISIONS, widget=forms.RadioSelect)
    statement = text(Claim, "statement", rows=2, label="Statement", help_text="")
    kind = choice(Claim, "kind")
    speech_act = choice(Claim, "speech_act", blank="None", label="Reporting verb")
    value = line("Value, as it was said")
    measure = RowField("measure", label="Measure", help_text="")
    subject = RowField("subject", label="Subject", help_text="")
    subject_name = line("New subject, if none is chosen")
    subject_kind = choice(Subject, "kind", label="Its kind", help_text="")
    scope = RowField("scope", label="Scope", help_text="")
    as_of = day(label="As of")
    period_start = day(label="Period from")
    period_end = day(label="Period to")
    period_precision = choice(Claim, "period_precision", label="Precision of the period")
    stated_on = day(label="Said on")
    quote = text(Citation, "quote", rows=2, label="Quote", help_text="")
    locator = text(Citation, "locator", label="Place", help_text="")
    end = choice(Hop, "end", label="How the chain ends", blank="Goes on", help_text="")
    start = forms.IntegerField(
        required=False, min_value=0, max_value=10_000_000, widget=forms.HiddenInput
    )
    rules, speaker, verb = hidden(), hidden(), hidden()

    def decided(self) -> str:
        return self.typed("decision")


class HopRow(Part):
    """One source of a draft's chain behind the publisher: one of the speakers, or nobody."""

    who = forms.ChoiceField(required=False, widget=UnfoldAdminSelectWidget(), label="Through")
    designation = choice(
        Hop, "designation", label="In what capacity", blank="Not said", help_text=""
    )
    relation, as_reported = hidden(), hidden()
    joint = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, rows: Rows, prefix: str, speakers: list[tuple[str, str]]):
        super().__init__(data, rows, prefix)
        self.fields["who"].choices = [("", "Nobody"), *speakers]
