"""Look up or create sources by the names in a text."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from sources.models import Alias, Source, SourceLink
from sources.naming import normalize
from sources.registers.recorded import recording
from sources.relations.standing import resolve

# A function that returns the known source of a name, or None.
Find = Callable[[str], Source | None]


def known_sources(read: Callable[[Find], object]) -> Find:
    """Return a look-up by alias that needs one query for all names of a text.

    ``read`` reads the text once here, only to collect the names that it looks up. The caller then
    reads the text again with the returned function.
    """
    names: set[str] = set()
    read(lambda name: names.add(normalize(name)))
    aliases = Alias.objects.select_related("source__merged_into")
    sources = {a.normalized: resolve(a.source) for a in aliases.filter(normalized__in=names)}

    def find(name: str) -> Source | None:
        normalized = normalize(name)
        # Known names can change how the text is read, so the second reading may need more names.
        if normalized not in names:
            names.add(normalized)
            for alias in aliases.filter(normalized=normalized):
                sources[normalized] = resolve(alias.source)
        return sources.get(normalized)

    return find


def create_source(name: str, kind: str, body: str, *, by) -> Source:
    """Return the source of this name; create it if there is none.

    A new role is linked to its body (``speaks_for``) if the body is known. Raises
    ``ValidationError``.
    """
    if not by.has_perm("sources.add_source"):
        raise ValidationError(f"You may not add sources: choose a known one for “{name}”.")
    if existing := Source.objects.named(name).first():
        return resolve(existing)
    source = Source(name=name, slug=free_slug(name), kind=kind or "other")
    source.full_clean()
    with recording(by=by):
        source.save()
        link_to_body(source, body)
    return source


def link_to_body(source: Source, body: str) -> None:
    owner = Source.objects.named(body).first() if body else None
    if source.kind == "role" and owner:
        SourceLink.objects.create(from_source=source, to_source=resolve(owner), kind="speaks_for")


def free_slug(name: str) -> str:
    slug = slugify(name)[:70] or "source"
    taken = set(Source.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return slug if slug not in taken else next(each for each in numbered if each not in taken)
