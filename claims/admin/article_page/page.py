"""“New from an article”: a pasted article becomes proposals, and the accepted ones become drafts.

Reading stores nothing. After a refusal the form shows everything again; when the session ends, the
browser keeps it (``article.js``).
"""

import itertools
from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone

from claims.admin.article_page import prefill
from claims.admin.article_page.article_form import ArticleForm
from claims.admin.article_page.forms import BoxPart
from claims.admin.choosers import Rows
from claims.admin.claim_page import preview
from claims.admin.claim_page.page import together
from claims.articles import matching, reading, storing
from claims.articles.storing import place_of
from claims.articles.text.head import ADDRESS
from claims.loading import facts
from claims.models import Claim, Unit
from claims.rules import requirements, values
from claims.rules.refusals import Invalid, Need, NotAllowed, Refused
from sources.fetching import FetchError, fetch

SAVED = "article-saved"
CLAIM_CHOOSERS = ("measure", "subject", "scope")


def article_page(model_admin, request):
    """Show or save an article, for those who may view claims; others read why they may not save."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    page = ArticlePage(model_admin, request)
    return page.answer() if request.method == "POST" else page.show()


class ArticlePage:
    def __init__(self, model_admin, request):
        self.model_admin, self.request = model_admin, request
        self.box = BoxPart(request.POST if request.method == "POST" else {}, Rows())
        needs = requirements.permission_needs("create", facts.actor(None, request.user))
        self.not_allowed = NotAllowed(needs) if needs else None

    def show(self):
        saved = self.request.session.pop(SAVED, [])
        return self.render(saved=list(Claim.objects.filter(pk__in=saved).order_by("id")))

    def answer(self):
        if self.not_allowed:
            return self.render(refused=self.not_allowed)
        step = self.request.POST.get("step", "")
        if step in ("save", "show"):
            given = ArticleForm(self.request.POST.dict(), Rows())
            return self.save(given) if step == "save" else self.render(given=given)
        try:
            return self.read()
        except reading.Unreadable as error:
            return self.refuse_box(Need(error.code, error.message, "pasted"))
        except FetchError as error:
            return self.refuse_box(Need(error.code, str(error), "url"))

    # Reading

    def read(self):
        """Show the proposals of a pasted text. Raises ``Unreadable`` and ``FetchError``."""
        pasted = self.request.POST.get("pasted", "")
        url = self.request.POST.get("url", "").strip()
        if not url and ADDRESS.fullmatch(pasted.strip()):
            pasted, url = "", pasted.strip()
        if url and not pasted.strip():
            fetched = fetch(url, accept="text/html,application/xhtml+xml,text/plain;q=0.5")
            if not 200 <= fetched.status < 300:
                message = f"The server answered {fetched.status}: paste the article’s text."
                raise reading.Unreadable("no_article", message)
            pasted, url = fetched.text, fetched.url
        if reading.is_html(pasted):
            text, head = reading.from_html(pasted)
        else:
            text, head = reading.clean(pasted), None
        rows = Rows()
        article = matching.read(text, head)
        given = ArticleForm(prefill.fields(article, url, rows), rows)
        return self.render(given=given, article=article)

    def refuse_box(self, need: Need):
        self.box.is_valid()
        self.box.say(need.field, need.message)
        needs = [{"message": need.message, "id": self.box[need.field].id_for_label}]
        return self.render(refused=Invalid([need]), needs=needs)

    # Saving

    def save(self, given: ArticleForm):
        """Store every accepted proposal as a draft, or show the page again with all reasons."""
        needs = given.problems()
        try:
            if any(need.code in ("undecided", "nothing_accepted") for need in needs):
                raise Invalid(needs)
            accepted, unread = given.accepted()
            claims = self.store(accepted, [*needs, *unread])
        except Refused as refused:
            return self.render(given=given, refused=refused, needs=given.place(refused.needs))
        self.request.session[SAVED] = [claim.pk for claim in claims]
        count = f"{len(claims)} draft{'' if len(claims) == 1 else 's'}"
        messages.success(self.request, f"{count} saved.")
        return redirect("admin:claims_claim_article")

    def store(self, accepted: storing.Accepted, unread: list[Need]) -> list[Claim]:
        """Store the drafts; with unreadable fields, raise ``Invalid`` with all needs at once."""
        with transaction.atomic():
            try:
                claims = storing.store(accepted, by=self.request.user, at=timezone.now())
            except Invalid as refused:
                raise Invalid(together(unread, refused.needs)) from refused
            if unread:
                raise Invalid(unread)
        return claims

    # Showing

    def render(self, *, given=None, article=None, refused=None, needs=(), saved=()):
        refused = refused or self.not_allowed
        if refused and not needs:
            needs = [{"message": need.message} for need in refused.needs]
        context = {
            "media": self.model_admin.media + ArticleForm({}, Rows()).document.media,
            "box": self.box,
            "given": given,
            "refused": refused,
            "needs": needs,
            "may_write": self.not_allowed is None,
            "may_fetch": settings.FETCHING,
            "saved": saved,
            "left_out": self.left_out(given, article),
        }
        if given:
            context |= self.shown(given)
        status = refused.status if refused and self.request.method == "POST" else 200
        template, title = "claims/articles/page.html", "New from an article"
        return self.model_admin.render_page(self.request, template, title, context, status=status)

    def left_out(self, given, article) -> tuple[reading.LeftOut, ...]:
        """Return the passages without a proposal; after a refusal, from the text alone."""
        if article is None and given and len(given.text) <= reading.LONGEST_TEXT:
            article = reading.read(given.text)
        return article.left_out if article else ()

    def shown(self, given: ArticleForm) -> dict:
        """Return the findings of the rules and registers on each draft, beside the text."""
        rows, units = given.rows, Unit.objects.order_by("code")
        document = chosen(given.document, "document", rows)
        quotes = {card.number: card.form.typed("quote") for card in given.drafts}
        cited = matching.cited_before(document, quotes.values())
        passages, sought = {}, []
        for card in given.drafts:
            picked = {name: chosen(card.form, name, rows) for name in CLAIM_CHOOSERS}
            card.reading = preview.explain(card.form.typed("value"), picked["measure"], units)
            value = read_value(card.form.typed("value"), picked["measure"], units)
            card.cited_before = cited.get(quotes[card.number])
            statement = card.form.typed("statement")
            sought.append(matching.Sought(picked["subject"], picked["measure"], value, statement))
            at = place_of(given.text, quotes[card.number], card.start())
            if at is not None:
                passages[card.number] = (at, at + len(quotes[card.number]))
        for card, alike in zip(given.drafts, matching.look_alikes(sought), strict=True):
            card.look_alikes = [claim for claim in alike if claim != card.cited_before]
        head = given.head()
        similar = None if document else prefill.find_document("", head)
        is_complete = document or (given.publisher.is_known() and head.title and head.url)
        return {
            "pieces": marked(given.text, passages),
            "known_document": document,
            "similar_document": similar,
            "document_is_open": not is_complete or given.has_errors_in_document(),
            "undecided": len(given.undecided()),
            "accepted": len(given.accepted_cards()),
        }


def chosen(part, name: str, rows: Rows):
    field = part.fields[name]
    return rows.get(field.model, {}).get(part.typed(name))


def read_value(text: str, measure, units) -> values.Value | None:
    try:
        return preview.parse(text, measure, units) if text else None
    except values.InvalidValue:
        return None


def marked(text: str, passages: Mapping[int, tuple[int, int]]) -> list[dict]:
    """Return the pieces of the text, each with the numbers of the passages that contain it.

    ``first`` are the numbers of the passages that begin with the piece, where a link leads to.
    """
    stops = sorted({0, len(text), *(at for span in passages.values() for at in span)})
    pieces = []
    for begin, end in itertools.pairwise(stops):
        inside = [n for n, (start, stop) in passages.items() if start <= begin and end <= stop]
        first = [n for n in inside if passages[n][0] == begin]
        pieces.append({"text": text[begin:end], "numbers": inside, "first": first})
    return pieces
