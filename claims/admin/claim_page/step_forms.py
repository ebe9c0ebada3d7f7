"""The form of each step of the review. A form with ``take`` calls the verb itself."""

from django import forms
from unfold import widgets

from claims import desk
from claims.admin.choosers import RefField
from claims.admin.claim_page.panels.independence import label_of
from claims.rules import choices
from sources.admin.forms import words


def one_of(label: str, options, blank: str = "Choose", **kwargs):
    kwargs |= {"label": label, "choices": [("", blank), *options]}
    return forms.ChoiceField(widget=widgets.UnfoldAdminSelectWidget(), required=False, **kwargs)


def one_in_sight(label: str, options):
    """Make a choice that shows all options, so that one click chooses."""
    widget = widgets.UnfoldAdminRadioSelectWidget()
    return forms.ChoiceField(required=False, label=label, choices=options, widget=widget)


def other_claim(label: str, **kwargs):
    return RefField(label=label, help_text="Its ref, such as CLM-000123.", max_length=20, **kwargs)


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
    status = one_in_sight(
        "Did they say it?", [pair for pair in choices.SOURCE_STATUSES if pair[0] != "unchecked"]
    )
    method = one_in_sight("How do you know?", choices.CHECK_METHODS)
    origin = one_of("Of which origin?", (), "All of them")
    says = other_claim("If it says otherwise: the claim with what it says", required=False)
    note = words("What you found", rows=2)

    def __init__(self, *args, origins=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.by_id = {str(source.pk): source for source in origins}
        listed = [(pk, source.name) for pk, source in self.by_id.items()]
        self.fields["origin"].choices += listed
        if len(listed) < 2:
            del self.fields["origin"]

    def clean_origin(self):
        return self.by_id.get(self.cleaned_data["origin"])


class Assess(forms.Form):
    verification_status = one_in_sight(
        "Is it so?", [pair for pair in choices.VERIFICATION_STATUSES if pair[0] != "unassessed"]
    )
    credibility = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=choices.CREDIBILITIES,
        initial=6,
        widget=widgets.UnfoldAdminSelectWidget(),
        help_text="Of this information, whoever says it (NATO AJP-2.1).",
    )
    confidence = one_of("Confidence: how strong our basis is", choices.CONFIDENCES, "Not stated")
    method = forms.MultipleChoiceField(
        required=False,
        label="What was tried",
        choices=choices.ASSESSMENT_METHODS,
        widget=widgets.UnfoldAdminCheckboxSelectMultipleWidget(),
    )
    rationale = words("Rationale", "Why, in at least 30 characters.", rows=4)
    evidence = forms.MultipleChoiceField(
        required=False,
        label="Evidence: the citations that it rests on",
        widget=widgets.UnfoldAdminCheckboxSelectMultipleWidget(),
    )

    def __init__(self, *args, citations=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.by_id = {str(citation.pk): citation for citation in citations}
        rows = self.by_id.items()
        titles = [(pk, f"{row.get_stance_display()}: {label_of(row)}") for pk, row in rows]
        self.fields["evidence"].choices = titles

    def clean_evidence(self):
        return [self.by_id[pk] for pk in self.cleaned_data["evidence"]]


class Reinstate(forms.Form):
    reason = one_of("Reason", choices.REINSTATEMENT_REASONS)
    public_note = words("Note for the public", "Why it is taken up again.")


class Link(forms.Form):
    to_claim = other_claim("The other claim")
    kind = one_of(
        "How this one stands to it",
        [pair for pair in choices.CLAIM_LINK_KINDS if pair[0] != "same_as"],
    )
    note = words("Why", rows=2)

    def take(self, claim, *, version, **how):
        desk.link(claim, self.cleaned_data.pop("to_claim"), **how, **self.cleaned_data)


class ProposeMerge(forms.Form):
    target = other_claim("The claim that stays")
    note = words("Why the two are one", rows=2)

    def take(self, claim, *, version, **how):
        desk.propose_merge(claim, **how, **self.cleaned_data)


class Merge(forms.Form):
    target = other_claim("The claim that stays")
    note = words("Why the two are one", "Stands in the history of both.", rows=2)


class DecideLink(forms.Form):
    decision = one_of("Does it hold?", [("confirm", "It holds"), ("reject", "It does not hold")])
    note = words("Why", rows=2)

    def take(self, link, *, version, **how):
        verbs = {"confirm": desk.confirm_link, "reject": desk.reject_link}
        verbs[self.cleaned_data["decision"]](link, note=self.cleaned_data["note"], **how)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].required = True


class AnswerWarning(forms.Form):
    note = forms.CharField(
        required=False, label="Why is it right?", widget=widgets.UnfoldAdminTextInputWidget()
    )

    def __init__(self, *args, doubt, **kwargs):
        super().__init__(*args, **kwargs)
        self.doubt = doubt

    def take(self, claim, **how):
        named = {"code": self.doubt.code, "field": self.doubt.field}
        desk.answer_warning(claim, **named, **how, **self.cleaned_data)


class Rule(forms.Form):
    first = one_of("This citation", ())
    second = one_of("and this one", ())
    kind = one_of("are", choices.RULINGS)
    reason = words("Why", f"In at least {choices.RULING_REASON_LENGTH} characters.", rows=2)

    def __init__(self, *args, citations=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.by_id = {str(citation.pk): citation for citation in citations}
        titles = [(pk, label_of(citation)) for pk, citation in self.by_id.items()]
        for name in ("first", "second"):
            self.fields[name].required = True
            self.fields[name].choices = [("", "Choose"), *titles]

    def take(self, claim, *, version, **how):
        pair = [self.by_id[self.cleaned_data.pop(name)] for name in ("first", "second")]
        desk.rule(*pair, **how, **self.cleaned_data)


FORMS = {
    "start_review": NoWords,
    "request_changes": Comment,
    "reject": Comment,
    "assess": Assess,
    "publish": Publish,
    "revise": Note,
    "retract": Retract,
    "reinstate": Reinstate,
    "rule": Rule,
    "link": Link,
    "propose_merge": ProposeMerge,
    "merge": Merge,
}
