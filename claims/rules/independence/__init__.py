"""The count of *independent* origins of a claim.

Forty outlets that lead to one spokesperson are one source. The count is the number of origins
that came to the claim independently. Iraq Body Count asks for two independent sources before
it counts a death, and the Admiralty code (NATO AJP-2.1) gives credibility 1 only to information
that "other independent sources" confirm. Neither defines independence; these rules do
(``docs/analysts/rules.md``), in steps that everybody can follow.

Two citations are joined, and the reason is stored, if

(a) ``shared_origin``: they share an origin, or the origin of one speaks for, or is part of, the
    origin of the other, or both speak for one body: a spokesperson's word is the body's word;
(b) ``republication``: the document of one republishes the document of the other;
(c) ``relay_is_origin``: one heard the claim through the origin of the other;
    ``chain_continues``: one was read at the origin of the other, or in the document of that origin;
(d) ``source_link``: their origins are linked, in force on the date and for the topic;
(e) ``derived_series``: the running count of one derives from the running count of the other;
(f) ``by_hand``: an editor joined them.

Each connected group with an origin is one origin cluster. In doubt a rule joins: an unknown date or
claimant never makes two origins out of one. So a published number of origins is a lower bound of
what can be shown. An editor raises it by finishing chains, dating links, or splitting two origins
by hand. A split undoes (c) and (d): that a source draws on another is inferred there; the other
joins say that here it did.

By (c) what looks like an origin is a relay. If its chain goes on only to citations without an
origin, it gives no origin either (``onward``).

Ids of citations, documents, series and sources may be slugs or numbers; within each of these they
have to be sortable.
"""

from claims.rules.independence.counted import Denial, NotCounted
from claims.rules.independence.facts import (
    CircularReporting,
    Cited,
    Document,
    Hand,
    Interested,
    Link,
    Network,
    Series,
)
from claims.rules.independence.finding import Cluster, Finding, Split, as_json, count
from claims.rules.independence.joins import RULES, Join
