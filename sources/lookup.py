"""Sources by the names that a text has for them: looked up at once, or created."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from sources.models import Alias, Source, SourceLink
from sources.naming import normalize
from sources.relations.standing import resolve

# Answers with the known source of a name, or None.
Find = Callable[[str], Source | None]


def known_sources(read: Callable[[Find], object]) -> Find:
    """A look-up by alias. Two readings, one query: the first only asks for the names."""
    asked: set[str] = set()

    def listen(name: str) -> None:
        asked.add(normalize(name))

    read(listen)
    aliases = Alias.objects.select_related("source__merged_into")
    known = {a.normalized: resolve(a.source) for a in aliases.filter(normalized__in=asked)}

    def find(name: str) -> Source | None:
        wanted = normalize(name)
        if wanted not in asked:  # a known name can make the text read another way
            asked.add(wanted)
            known.update(
                {a.normalized: resolve(a.source) for a in aliases.filter(normalized=wanted)}
            )
        return known.get(wanted)

    return find


def create_source(name: str, kind: str, body: str, *, by) -> Source:
    """The source of this name, known or created now; a role also speaks for its body, where that
    is known. Raises ``ValidationError``."""
    if not by.has_perm("sources.add_source"):
        raise ValidationError(f"You may not add sources: choose a known one for “{name}”.")
    if known := Source.objects.named(name).first():
        return resolve(known)
    source = Source(name=name, slug=free_slug(name), kind=kind or "other")
    source.full_clean()
    source.save()
    found = Source.objects.named(body).first() if body else None
    if kind == "role" and found:
        SourceLink.objects.create(from_source=source, to_source=resolve(found), kind="speaks_for")
    return source


def free_slug(name: str) -> str:
    slug = slugify(name)[:70] or "source"
    taken = set(Source.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return slug if slug not in taken else next(each for each in numbered if each not in taken)
