"""The public text of changes: the stored document with its position and URL."""

import json
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.urls import reverse

from claims.rules.choices import PUBLICATION_KINDS

COLUMNS = "position kind resource key publication__number content".split()
# Entries without a URL of their own are fetched as a list.
WHERE = {
    "claim": "claims/{key}/",
    "figure": "figures/{key}/",
    "series": "series/{key}/",
    "source": "sources/{key}/",
    "document": "documents/{key}/",
    "topic": "topics/",
    "measure": "measures/",
    "subject": "subjects/",
    "scope": "scopes/",
}
PUBLICATION = "claims/{key}/publications/{number}/"
ISSUED = dict(PUBLICATION_KINDS)


def documents(changes: Iterable[tuple], request) -> Iterator[str]:
    """Yield the text of each change; ``request`` gives the API's URL (``build_absolute_uri``)."""
    base = request.build_absolute_uri(reverse("claims").removesuffix("claims/"))
    for position, kind, resource, key, number, content in changes:
        path = PUBLICATION if kind in ISSUED else WHERE[resource]
        url = json.dumps(base + path.format(key=key, number=number))
        yield f'{{"position":{position},{content[1:-1]},"url":{url}}}'


def rows(changes: QuerySet) -> QuerySet:
    """Return the columns that ``documents`` reads."""
    return changes.values_list(*COLUMNS)
