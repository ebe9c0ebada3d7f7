"""Signals after a source was saved on its page."""

from django.utils import timezone

from sources.changes import changed
from sources.models import Alias, Domain, Interest, Source, SourceLink

WHAT = {SourceLink: "links", Interest: "interests", Alias: "aliases", Domain: "domains"}


def tell(form, formsets, *, by) -> None:
    """Signal the changed parts of a source, and the sources at the other ends of its links.

    The other end of a removed link gets a signal too.
    """
    source, at = form.instance, timezone.now()
    parts = ["details"] if form.has_changed() else []
    parts += [WHAT[f.model] for f in formsets if f.model in WHAT and f.has_changed()]
    if not parts:
        return
    ends = set()
    for formset in formsets:
        if formset.model is SourceLink:
            for linked in formset.forms:
                ends |= {linked.initial.get("to_source"), linked.instance.to_source_id}
    cause = f"The {' and '.join(parts)} of {source} changed."
    changed([source], parts=parts, cause=cause, by=by, at=at)
    others = Source.objects.filter(pk__in=ends - {None, source.pk})
    if others:
        parts = ["links"] if "links" in parts else ["details"]
        changed(others, parts=parts, cause=cause, by=by, at=at)
