"""Two people on one page of a register: the second to save is refused, and is shown both.

The refused page has the row as it is now, with what this person changed on top. So the next save
keeps what the others changed elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.http import QueryDict

from sources.registers.reading import Entry, since
from sources.registers.recorded import shape_of

MOST_ROWS = 1_000  # of one inline formset
# Field → the texts that a browser sends for it.
Sent = dict[str, list[str]]


@dataclass(frozen=True)
class Meantime:
    """Hold what others changed since the version that a person saw."""

    sentence: str
    entries: list[tuple[Entry, list[tuple]]]  # with each change, what this person typed


def look(model_admin, request, row: models.Model, seen: str, number: int) -> Meantime:
    """Return what changed since; ``request.POST`` becomes the row as it is now, with the changes
    that this person made."""
    version = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    before, entries = since(type(row), row.pk, version)
    who = " and ".join(dict.fromkeys(entry.who for entry in entries)) or "Somebody"
    labels = dict.fromkeys(c.label.lower() for entry in entries for c in entry.changes)
    what = f" the {', '.join(labels)}" if labels else " it"
    at = f" ({entries[-1].event.at:%Y-%m-%d %H:%M} UTC)" if entries else ""
    sentence = (
        f"You saw version {version} of {row}; it is now at version {number}. In the meantime "
        f"{who} changed{what}{at}. Nothing was stored: look at what changed, and save again."
    )
    typed = request.POST
    listed = [
        (entry, [(c, typed_words(typed, c.column)) for c in entry.changes]) for entry in entries
    ]
    if before:
        request.POST = rebased(model_admin, request, row, before)
    return Meantime(sentence, listed)


def typed_words(post: QueryDict, column: str) -> str:
    """Return what was typed for a column, if it is text; an id says nothing to a person."""
    return post.get(column, "") if column and not column.endswith("_id") else ""


def rebased(model_admin, request, row: models.Model, before: dict) -> QueryDict:
    """Return the fields of the page as it is now, with what the person changed since ``before``."""
    post = request.POST.copy()
    form = model_admin.get_form(request, row, change=True)
    relations = {f.name: before.get(f.name, []) for f in row._meta.many_to_many}
    then = sent(form(instance=rebuilt(type(row), before), initial=relations))
    now = sent(form(instance=row))
    put(post, "", merged({name: post.getlist(name) for name in {*then, *now}}, then, now))
    keys = {model: key for key, model, _owner in shape_of(type(row)).parts}
    for formset, inline in model_admin.get_formsets_with_inlines(request, row):
        prefix = formset.get_default_prefix()
        if f"{prefix}-TOTAL_FORMS" in post and inline.has_change_permission(request, row):
            was = {part["id"]: part for part in before.get(keys[inline.model], ())}
            rebase_parts(post, prefix, formset, was, inline.get_queryset(request), row)
    return post


def rebase_parts(post: QueryDict, prefix: str, formset, was: dict, rows, row) -> None:
    """Write the parts as they are now, with what the person changed, then the person's new ones."""
    typed, new = {}, []
    for part in typed_parts(post, prefix):
        pk = part.pop("id", [""])[0]
        typed[pk] = part
        if not pk:
            new.append(part)
    blocks = []
    for stored in rows.filter(**{formset.fk.name: row}).order_by("pk"):
        now, given = sent(formset.form(instance=stored)), typed.pop(str(stored.pk), None)
        if given is not None and stored.pk in was:
            then = sent(formset.form(instance=rebuilt(type(stored), was[stored.pk])))
            now = merged(given, then, now)
        blocks.append(now | {"id": [str(stored.pk)]})
    initial = len(blocks)
    for pk, given in typed.items():
        # Another person removed it: what was typed there meanwhile becomes a new part.
        if pk.isdecimal() and int(pk) in was:
            then = sent(formset.form(instance=rebuilt(formset.model, was[int(pk)])))
            if "DELETE" not in given and merged(given, then, then) != then:
                new.append(given)
    blocks += new
    for name in [name for name in post if name.startswith(f"{prefix}-")]:
        if name.removeprefix(f"{prefix}-")[:1].isdigit():
            del post[name]
    for index, block in enumerate(blocks):
        put(post, f"{prefix}-{index}-", block | {formset.fk.name: [str(row.pk)]})
    post[f"{prefix}-TOTAL_FORMS"] = str(len(blocks))
    post[f"{prefix}-INITIAL_FORMS"] = str(initial)


def typed_parts(post: QueryDict, prefix: str) -> Iterable[Sent]:
    total = post.get(f"{prefix}-TOTAL_FORMS", "")
    for index in range(min(int(total), MOST_ROWS) if total.isdecimal() else 0):
        start = f"{prefix}-{index}-"
        yield {
            name.removeprefix(start): post.getlist(name) for name in post if name.startswith(start)
        }


def merged(typed: Sent, then: Sent, now: Sent) -> Sent:
    """Return the fields as they are now, but those that the person changed as typed."""
    return {
        name: typed.get(name, []) if lines(typed.get(name)) != lines(then.get(name)) else now[name]
        for name in dict.fromkeys([*now, *typed])
        if name in now or lines(typed.get(name)) != lines(then.get(name))
    }


def lines(texts: list[str] | None) -> list[str]:
    return [text.replace("\r\n", "\n") for text in texts or []]


def put(post: QueryDict, start: str, fields: Sent) -> None:
    for name, texts in fields.items():
        if texts:
            post.setlist(f"{start}{name}", texts)
        else:
            post.pop(f"{start}{name}", None)


def rebuilt(model: type[models.Model], columns: dict) -> models.Model:
    """Return a row in memory as a snapshot has it, without its id."""
    row = model()
    for column in model._meta.concrete_fields:
        if not column.primary_key:
            setattr(row, column.attname, value_of(column, columns.get(column.attname)))
    return row


def value_of(column: models.Field, value):
    """Return the value of a column from a snapshot, which leaves out empty ones."""
    if value is not None:
        return (column.target_field if column.is_relation else column).to_python(value)
    if column.null:
        return None
    return {"BooleanField": False, "JSONField": []}.get(column.get_internal_type(), "")


def sent(form) -> Sent:
    """Return what a browser would send of a form that nobody touched."""
    found: Sent = {}
    for bound in form:
        widget = getattr(bound.field.widget, "widget", bound.field.widget)
        collect(widget.get_context(bound.name, bound.value(), {})["widget"], found)
    return found


def collect(widget: dict, found: Sent) -> None:
    """Add the texts that a widget, or each of its parts, sends."""
    if widget.get("subwidgets") and "optgroups" not in widget:
        for part in widget["subwidgets"]:
            collect(part, found)
        return
    value = widget["value"]
    if widget.get("type") == "checkbox":
        found[widget["name"]] = ["on"] if widget["attrs"].get("checked") else []
    elif isinstance(value, list):
        is_several = widget["attrs"].get("multiple")
        found[widget["name"]] = [str(one) for one in value] or ([] if is_several else [""])
    else:
        found[widget["name"]] = ["" if value is None else str(value)]
