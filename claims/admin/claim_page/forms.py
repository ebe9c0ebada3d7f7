"""The parts of the claim page's form. They turn text into plain data; the verbs judge it."""

from django import forms
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from claims.admin.choosers import RowField, Rows
from claims.models import Citation, Claim, Hop
from sources.models.source import SOURCE_KINDS


def text(model, name: str, rows: int = 0, **kwargs):
    """A text field with the column's label and help; its length is counted, never cut."""
    column = model._meta.get_field(name)
    attrs = {"data-limit": column.max_length, **kwargs.pop("attrs", {})}
    widget = (
        UnfoldAdminTextareaWidget(attrs={**attrs, "rows": rows})
        if rows
        else UnfoldAdminTextInputWidget(attrs=attrs)
    )
    kwargs.setdefault("help_text", column.help_text)
    return forms.CharField(required=False, widget=widget, **kwargs)


def choice(model, name: str, blank: str = "", **kwargs):
    column = model._meta.get_field(name)
    options = [("", blank), *column.choices] if blank else column.choices
    kwargs.setdefault("help_text", column.help_text)
    return forms.ChoiceField(
        required=False, choices=options, widget=UnfoldAdminSelectWidget(), **kwargs
    )


def day(**kwargs):
    widget = UnfoldAdminTextInputWidget(attrs={"type": "date", "data-dates": "1"})
    return forms.DateField(required=False, widget=widget, **kwargs)


def line(label: str, help_text: str = "", **attrs):
    """Make a text of one line that fills no column as it stands."""
    widget = UnfoldAdminTextInputWidget(attrs=attrs)
    return forms.CharField(required=False, label=label, help_text=help_text, widget=widget)


def hidden():
    return forms.CharField(required=False, widget=forms.HiddenInput)


class Part(forms.Form):
    """A form without an index of its own: its prefix is its path, with dashes for dots."""

    # What does not count as typed: these have a value from the start.
    PRESET: tuple[str, ...] = ()

    def __init__(self, data, rows: Rows, prefix: str | None = None):
        super().__init__(data, prefix=prefix, auto_id="id_%s")
        for field in self.fields.values():
            if isinstance(field, RowField):
                field.use(rows)

    def typed(self, name: str) -> str:
        """Return the text of a field as it was sent."""
        return self.data.get(self.add_prefix(name), "")

    def is_blank(self) -> bool:
        return not any(self.typed(name) for name in self.fields if name not in self.PRESET)

    def cleaned(self, names) -> dict:
        """The data for a verb: what could not be read is left out."""
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def say(self, field: str, message: str) -> bool:
        """Put a message at its field; False if there is no such field here."""
        if field not in self.fields:
            return False
        if message not in self.errors.get(field, []):
            self.add_error(field, message)
        return True


class ClaimPart(Part):
    statement = text(Claim, "statement", rows=2, attrs={"autofocus": True})
    kind = choice(Claim, "kind", blank="Choose a kind")
    speech_act = choice(Claim, "speech_act", blank="None")
    topic = RowField("topic")
    subject = RowField("subject", label="Subject: whom or what it is about")
    measure = RowField("measure", label="Measure: what is counted")
    scope = RowField("scope", label="Scope: where, and who is in it")
    series = RowField("series", label="Series: the running count that it belongs to")
    value = line(
        "Value, as it was said",
        "“more than 62,000”, “at least four million”, “US$20 billion”, “1.7–5.5 bn USD”.",
        **{"autocomplete": "off", "placeholder": "more than 62,000", "data-value-box": "1"},
    )
    as_of = day(label="As of", help_text="The day that the value is for.")
    as_of_precision = choice(Claim, "as_of_precision", label="Precision")
    period_start = day(label="Period from")
    period_end = day(label="Period to")
    period_precision = choice(Claim, "period_precision", label="Precision")
    stated_at = forms.DateTimeField(
        required=False,
        label="Stated at (UTC)",
        widget=UnfoldAdminTextInputWidget(
            attrs={"type": "datetime-local", "step": "any", "data-dates": "1"}
        ),
        help_text="When the claimant said it.",
    )
    stated_precision = choice(Claim, "stated_precision", label="Precision")
    basis = choice(Claim, "basis", label="Basis: what the claimant says it rests on")
    language = text(Claim, "language")
    note = line("Reason for this change", "Stands in the history, for colleagues.")


class CitationPart(Part):
    PRESET = ("stance", "drift")

    id = hidden()
    document = RowField("document", label="Document: what we read", help_text="")
    stance = choice(Citation, "stance", label="Stance")
    quote = text(Citation, "quote", rows=2)
    no_quote_reason = text(Citation, "no_quote_reason", label="Reason for no quote")
    quote_prefix = text(Citation, "quote_prefix", label="Words before the quote", help_text="")
    quote_suffix = text(Citation, "quote_suffix", label="Words after the quote", help_text="")
    locator = text(Citation, "locator")
    as_reported = text(Citation, "as_reported", label="The value in its words", help_text="")
    drift = choice(Citation, "drift", label="Drift on the way")
    primary_evidence = choice(
        Citation, "primary_evidence", label="Is it evidence itself?", blank="No: it hands it on"
    )


class HopPart(Part):
    PRESET = ("joint",)

    source = RowField("source", help_text="")
    relation = choice(
        Hop, "relation", label="What it does with the next", blank="Not said", help_text=""
    )
    designation = choice(
        Hop, "designation", label="In what capacity", blank="Not said", help_text=""
    )
    end = choice(Hop, "end", label="How the chain ends", blank="Goes on", help_text="")
    as_reported = text(Hop, "as_reported", label="In the document’s words", help_text="")
    document = RowField("document", label="What it published", help_text="")
    is_read = forms.BooleanField(
        required=False, label="We read it ourselves", widget=UnfoldBooleanWidget
    )
    joint = forms.BooleanField(
        required=False,
        label="Joint with the one above: one origin of several sources",
        widget=UnfoldBooleanWidget,
    )


class SourcePart(Part):
    """A source that a text names: a known one, or a new one if the person says so."""

    source = RowField("source", label="Source", help_text="")
    create = forms.BooleanField(required=False, label="Create it", widget=UnfoldBooleanWidget)
    name = line("Name")
    kind = forms.ChoiceField(
        required=False, label="Kind", choices=SOURCE_KINDS, widget=UnfoldAdminSelectWidget()
    )
    body = hidden()

    @property
    def shown_name(self) -> str:
        """The chosen source's name, or the one that it will have."""
        field = self.fields["source"]
        row = field.rows.get(field.model, {}).get(self.typed("source"))
        return row.name if row else f"{self.typed('name')} (new)"

    def is_known(self) -> bool:
        return bool(self.typed("source"))
