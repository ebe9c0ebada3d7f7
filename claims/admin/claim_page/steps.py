"""The steps of the review on the claim page: each verb with its form."""

import itertools
import re
import zlib
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims import desk
from claims.admin.claim_page.step_forms import (
    FORMS,
    AnswerWarning,
    Assess,
    CheckSource,
    DecideLink,
    Rule,
)
from claims.loading.facts import origins
from claims.models import Citation, Claim, ClaimLink
from claims.models.validation import needs_of
from claims.rules.lifecycle import VERBS
from claims.rules.plausibility import Doubt
from claims.rules.refusals import Invalid

# The fields with words of a person, which are worth keeping.
WRITTEN = ("-note", "-public_note", "-rationale", "-reason", "-to_claim", "-target")
KEY = re.compile(rf"({'|'.join(FORMS)}|(?:check_source|decide_link|answer_warning)-[0-9]{{1,18}})-")
# Step → the verb in the table of the review, where it has another name.
VERB_OF = {"propose_merge": "link"}
LABELS = {"propose_merge": "Propose a merge", "link": "Link to another claim"}
MOST_KEPT = 50_000
# Two steps of one button, which are both taken or neither.
BOTH = {"assess_and_publish": ("assess", "publish")}
DONE = {
    "create": "saved as a draft",
    "edit": "saved",
    "submit": "submitted: a reviewer takes it from here",
    "start_review": "is in your review",
    "request_changes": "went back to its author with your comment",
    "reject": "rejected",
    "check_source": "source check recorded",
    "assess": "assessment recorded",
    "publish": "published: it is public now",
    "revise": "is a draft again; what is public stays as it is until you publish",
    "retract": "retracted: the public sees your note in its place",
    "reinstate": "is back in review: it is public again once it is published",
    "answer_warning": "warning answered",
    "rule": "ruling recorded",
    "link": "linked: a reviewer decides on it",
    "propose_merge": "merge proposed: a reviewer decides on it",
    "decide_link": "link decided",
    "merge": "merged: its ref leads to the other claim for good",
}


@dataclass
class Step:
    """One verb that this person may do now; ``key`` is what its button sends."""

    key: str
    verb: str
    form: forms.Form
    citation: Citation | None = None
    link: ClaimLink | None = None
    is_open: bool = False

    @property
    def label(self) -> str:
        return LABELS.get(self.verb) or VERBS[self.verb].label

    def take(self, claim: Claim, *, by, version: int):
        """Call the verb. Raises ``Refused``."""
        if not self.form.is_valid():
            raise Invalid(needs_of(ValidationError(self.form.errors.as_data())))
        on = self.citation or self.link or claim
        how = {"by": by, "at": timezone.now(), "version": version}
        if hasattr(self.form, "take"):
            self.form.take(on, **how)
        else:
            getattr(desk, self.verb)(on, **how, **self.form.cleaned_data)

    def place(self, field: str, message: str) -> str:
        """Put a message at its field and return the field's id; "" without such a field."""
        if field not in self.form.fields:
            return ""
        if message not in self.form.errors.get(field, []):
            self.form.add_error(field, message)
        return self.form[field].id_for_label or f"step-{self.key}"


def parts_of(key: str) -> tuple[str, ...]:
    """Return the steps of a button, in their order."""
    return BOTH.get(key, (key,))


def possible_steps(verbs, citations, data=None, links=(), warned=()) -> list[Step]:
    """Return the steps of these verbs, with the text typed in each. ``data`` is a POST, or None."""
    steps = []
    for verb in [*verbs, *(step for step, verb in VERB_OF.items() if verb in verbs)]:
        if verb == "check_source":
            steps += [
                make_step(
                    f"{verb}-{citation.pk}",
                    CheckSource,
                    data,
                    citation=citation,
                    origins=origins(citation),
                )
                for citation in citations
            ]
        elif verb == "decide_link":
            steps += [make_step(f"{verb}-{link.pk}", DecideLink, data, link=link) for link in links]
        elif verb == "answer_warning":
            steps += [
                make_step(answer_key(one.doubt), AnswerWarning, data, doubt=one.doubt)
                for one in warned
                if one.answer is None
            ]
        elif verb == "rule" and len(citations) < 2:
            continue
        elif verb in FORMS:
            kwargs = {"citations": citations} if FORMS[verb] in (Assess, Rule) else {}
            steps.append(make_step(verb, FORMS[verb], data, **kwargs))
    return steps


def answer_key(doubt: Doubt) -> str:
    """Return the key of the step that answers a warning: the same as long as its facts are."""
    return f"answer_warning-{zlib.crc32(f'{doubt.code} {doubt.field} {doubt.seen}'.encode())}"


def make_step(key: str, form: type[forms.Form], data, citation=None, link=None, **kwargs) -> Step:
    texts = typed(data, key) if data is not None else {}
    is_taken = data is not None and key in parts_of(data.get("verb", ""))
    bound = form(data if texts or is_taken else None, prefix=key, **kwargs)
    return Step(key, key.partition("-")[0], bound, citation, link, is_written(texts))


def typed(data, key: str) -> dict[str, list[str]]:
    """Return the texts of one step in a POST."""
    return {name: data.getlist(name) for name in data if name.startswith(f"{key}-")}


def is_written(texts: dict[str, list[str]]) -> bool:
    return any(name.endswith(WRITTEN) and any(values) for name, values in texts.items())


def typed_elsewhere(data, done: str) -> dict[str, list[str]]:
    """Return the texts in a POST of the steps that were not taken, where a person wrote in them."""
    keys = {match[1] for name in data if (match := KEY.match(name))} - {*parts_of(done)}
    texts = {}
    for key in keys:
        if is_written(of_step := typed(data, key)):
            texts |= of_step
    return texts if sum(map(len, itertools.chain(*texts.values()))) < MOST_KEPT else {}
