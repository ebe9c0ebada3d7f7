"""The steps of the review on the claim page: each verb with the words that it takes."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
)

from claims import choices, desk
from claims.lifecycle import VERBS
from claims.models import Citation, Claim
from claims.refusals import Invalid, needs_of


def words(label: str, help_text: str = "", rows: int = 3):
    widget = UnfoldAdminTextareaWidget(attrs={"rows": rows})
    return forms.CharField(required=False, label=label, help_text=help_text, widget=widget)


def one_of(label: str, options, blank: str = "Choose", **kwargs):
    widget = UnfoldAdminSelectWidget()
    return forms.ChoiceField(
        required=False, label=label, choices=[("", blank), *options], widget=widget, **kwargs
    )


class NoWords(forms.Form):
    pass


class Note(forms.Form):
    note = words("Reason", "Stands in the history, for colleagues.", rows=2)


class Comment(forms.Form):
    note = words("Comment", "The author reads it: say what is wrong, and what would mend it.")


class Publish(forms.Form):
    public_note = words(
        "Note for the public", "Needed where it corrects what we said before; else optional."
    )


class Retract(forms.Form):
    reason = one_of("Reason", choices.RETRACTION_REASONS)
    public_note = words("Note for the public", "Stands in the place of the claim.")


class CheckSource(forms.Form):
    status = one_of(
        "Did they say it?",
        [pair for pair in choices.SOURCE_STATUSES if pair[0] != "unchecked"],
        "Choose what you found",
    )
    method = one_of("How do you know?", choices.CHECK_METHODS)
    note = words("What you found", rows=2)


class Assess(forms.Form):
    verification_status = one_of("Is it so?", choices.VERIFICATION_STATUSES)
    credibility = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=choices.CREDIBILITIES,
        initial=6,
        widget=UnfoldAdminSelectWidget(),
        help_text="Of this information, whoever says it (NATO AJP-2.1).",
    )
    confidence = one_of("Confidence: how strong our basis is", choices.CONFIDENCES, "Not stated")
    method = forms.MultipleChoiceField(
        required=False,
        label="What was tried",
        choices=choices.ASSESSMENT_METHODS,
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
    )
    rationale = words("Rationale", "Why, in at least 30 characters.", rows=4)
    evidence = forms.MultipleChoiceField(
        required=False,
        label="Evidence: the citations that it rests on",
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
    )

    def __init__(self, *args, citations=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.by_id = {str(citation.pk): citation for citation in citations}
        self.fields["evidence"].choices = [
            (pk, f"{citation.get_stance_display()}: {citation.document.title}")
            for pk, citation in self.by_id.items()
        ]

    def clean_evidence(self):
        return [self.by_id[pk] for pk in self.cleaned_data["evidence"]]


FORMS = {
    "start_review": NoWords,
    "request_changes": Comment,
    "reject": Comment,
    "assess": Assess,
    "publish": Publish,
    "revise": Note,
    "retract": Retract,
}
# The fields that hold somebody's words: these are worth keeping.
WRITTEN = ("-note", "-public_note", "-rationale")
KEY = re.compile(rf"({'|'.join(FORMS)}|check_source-[0-9]{{1,18}})-")
MOST_KEPT = 50_000


@dataclass
class Step:
    """One verb that this person may do now; ``key`` is what its button sends."""

    key: str
    verb: str
    form: forms.Form
    citation: Citation | None = None
    is_open: bool = False

    @property
    def label(self) -> str:
        return VERBS[self.verb].label

    def take(self, claim: Claim, *, by, version: int):
        """Do it. Raises ``Refused``."""
        if not self.form.is_valid():
            raise Invalid(needs_of(ValidationError(self.form.errors.as_data())))
        on = self.citation or claim
        return getattr(desk, self.verb)(
            on, by=by, at=timezone.now(), version=version, **self.form.cleaned_data
        )

    def place(self, field: str, message: str) -> str:
        """Put a message at its field and return the field's id; "" where there is no such field."""
        if field not in self.form.fields:
            return ""
        if message not in self.form.errors.get(field, []):
            self.form.add_error(field, message)
        return self.form[field].id_for_label or f"step-{self.key}"


def possible_steps(verbs, citations, data=None) -> list[Step]:
    """The steps behind these verbs, with what was typed in each. ``data`` is a POST, or None."""
    steps = []
    for verb in verbs:
        if verb == "check_source":
            steps += [
                make_step(f"{verb}-{citation.pk}", CheckSource, data, citation=citation)
                for citation in citations
            ]
        elif verb in FORMS:
            kwargs = {"citations": citations} if verb == "assess" else {}
            steps.append(make_step(verb, FORMS[verb], data, **kwargs))
    return steps


def make_step(key: str, form: type[forms.Form], data, citation=None, **kwargs) -> Step:
    held = typed(data, key) if data is not None else {}
    is_taken = data is not None and data.get("verb") == key
    bound = form(data if held or is_taken else None, prefix=key, **kwargs)
    written = [text for name, texts in held.items() if name.endswith(WRITTEN) for text in texts]
    return Step(key, key.partition("-")[0], bound, citation, is_open=any(written))


def typed(data, key: str) -> dict[str, list[str]]:
    """What a POST holds of one step."""
    return {name: data.getlist(name) for name in data if name.startswith(f"{key}-")}


def typed_elsewhere(data, done: str) -> dict[str, list[str]]:
    """What a POST holds of the steps that were not taken, where somebody wrote in them."""
    keys = {match[1] for name in data if (match := KEY.match(name))} - {done}
    kept = {}
    for key in keys:
        held = typed(data, key)
        if any(name.endswith(WRITTEN) and any(texts) for name, texts in held.items()):
            kept |= held
    return kept if sum(len(text) for texts in kept.values() for text in texts) < MOST_KEPT else {}
