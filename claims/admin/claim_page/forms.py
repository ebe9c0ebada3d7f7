"""The parts of the claim page's form. They turn text into plain data, which the verbs judge."""

from django import forms
from unfold import widgets

from claims.admin.choosers import RowField, Rows
from claims.models import Citation, Claim, Hop
from sources.models import Source


def text(model, name: str, rows: int = 0, **kwargs):
    """Make a text field with the help of a column. The page counts the length, and never cuts."""
    column = model._meta.get_field(name)
    attrs = {"data-limit": column.max_length, **kwargs.pop("attrs", {})}
    attrs |= {"rows": rows} if rows else {}
    of_kind = widgets.UnfoldAdminTextareaWidget if rows else widgets.UnfoldAdminTextInputWidget
    widget = of_kind(attrs=attrs)
    kwargs.setdefault("help_text", column.help_text)
    return forms.CharField(required=False, widget=widget, **kwargs)


def choice(model, name: str, blank: str = "", **kwargs):
    column = model._meta.get_field(name)
    options = [("", blank), *column.choices] if blank else column.choices
    kwargs.setdefault("help_text", column.help_text)
    widget = widgets.UnfoldAdminSelectWidget()
    return forms.ChoiceField(required=False, choices=options, widget=widget, **kwargs)


def tick(label: str):
    widget = widgets.UnfoldBooleanWidget
    return forms.BooleanField(required=False, label=label, widget=widget)


def day(**kwargs):
    widget = widgets.UnfoldAdminTextInputWidget(attrs={"type": "date", "data-dates": "1"})
    return forms.DateField(required=False, widget=widget, **kwargs)


def line(label: str, help_text: str = "", **attrs):
    """Make a text field of one line, for text that is not stored as typed."""
    widget = widgets.UnfoldAdminTextInputWidget(attrs=attrs)
    return forms.CharField(required=False, label=label, help_text=help_text, widget=widget)


def hidden():
    return forms.CharField(required=False, widget=forms.HiddenInput)


class Part(forms.Form):
    """A form without an index of its own: its prefix is its path, with dashes for dots."""

    # Fields with a value from the start, which do not count as typed.
    PRESET: tuple[str, ...] = ()

    def __init__(self, data, rows: Rows, prefix: str | None = None):
        super().__init__(data, prefix=prefix, auto_id="id_%s")
        for field in self.fields.values():
            if isinstance(field, RowField):
                field.use(rows)

    def typed(self, name: str) -> str:
        """Return the text of a field as sent."""
        return self.data.get(self.add_prefix(name), "")

    def is_blank(self) -> bool:
        return not any(self.typed(name) for name in self.fields if name not in self.PRESET)

    def cleaned(self, names) -> dict:
        """Return the data for a verb, without the fields that could not be read."""
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def say(self, field: str, message: str) -> bool:
        """Put a message at its field; return False without such a field."""
        if field in self.fields and message not in self.errors.get(field, []):
            self.add_error(field, message)
        return field in self.fields


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
        widget=widgets.UnfoldAdminTextInputWidget(
            attrs={"type": "datetime-local", "step": "any", "data-dates": "1"}
        ),
        help_text="When the claimant said it.",
    )
    stated_precision = choice(Claim, "stated_precision", label="Precision")
    basis = choice(Claim, "basis", label="Basis: what the claimant says it rests on")
    language = text(Claim, "language")
    translations = forms.CharField(
        required=False,
        label="The statement in other languages",
        help_text="A line for each language: “uk: Росія втратила …”.",
        widget=widgets.UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )
    note = line("Reason for this change", "Stands in the history, for colleagues.")

    def clean_translations(self) -> dict[str, str]:
        """Read the lines as languages and statements."""
        found = {}
        for line in filter(None, map(str.strip, self.cleaned_data["translations"].splitlines())):
            tag, colon, words = (part.strip() for part in line.partition(":"))
            if not (colon and words):
                message = f"“{line[:40]}”: begin with the language and a colon, such as “uk:”."
                raise forms.ValidationError(message)
            if tag in found:
                raise forms.ValidationError(f"{tag} stands there twice.")
            found[tag] = words
        return found


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
    channel = choice(Hop, "channel", label="Where it said so", blank="Not said", help_text="")
    end = choice(Hop, "end", label="How the chain ends", blank="Goes on", help_text="")
    as_reported = text(Hop, "as_reported", label="In the document’s words", help_text="")
    document = RowField("document", label="What it published", help_text="")
    is_read = tick("We read it ourselves")
    joint = tick("Joint with the one above: one origin of several sources")


class SourcePart(Part):
    """A source that a text names: a known source, or a new one if the person ticks it."""

    source = RowField("source", label="Source", help_text="")
    create = tick("Create it")
    name = line("Name")
    kind = choice(Source, "kind", label="Kind", help_text="")
    body = hidden()

    @property
    def shown_name(self) -> str:
        """The name of the chosen source, or of the new one."""
        field = self.fields["source"]
        row = field.rows.get(field.model, {}).get(self.typed("source"))
        return row.name if row else f"{self.typed('name')} (new)"

    def is_known(self) -> bool:
        return bool(self.typed("source"))
