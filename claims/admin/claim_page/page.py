"""The claim page: one form at one address. It hands the form to a verb, or shows it again."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from claims import desk
from claims.admin.choosers import Rows
from claims.admin.claim_page import contents, paste_box, prefill
from claims.admin.claim_page.claim_form import ClaimForm, stored_differs
from claims.admin.claim_page.steps import DONE, VERB_OF, parts_of, possible_steps, typed_elsewhere
from claims.admin.queues import claim_queues
from claims.desk import gate
from claims.loading import facts, findings
from claims.loading.dossier import of_fetched
from claims.models import Answer, Assessment, Citation, Claim, ClaimLink, Hop, SourceCheck
from claims.rules import requirements
from claims.rules.refusals import Invalid, Need, NotAllowed, NotReady, Refused, Stale
from sources.admin.registry import ID

RELATED = (
    *("topic", "subject", "measure__default_unit", "scope", "series", "unit", "claimant"),
    *("created_by", "last_edited_by", "merged_into"),
)


def claim_page(model_admin, request, object_id):
    """Show or save a claim, for those who may view claims. The verbs decide the rest."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    claim = find(object_id) if object_id else None
    if object_id and claim is None:
        messages.warning(request, f"There is no claim “{object_id[:80]}”.")
        return redirect("admin:claims_claim_changelist")
    page = Page(model_admin, request, claim)
    return page.answer() if request.method == "POST" else page.show()


def find(object_id: str) -> Claim | None:
    if not ID.fullmatch(object_id):
        return None
    checks = SourceCheck.objects.select_related("by").order_by("id")
    hops = Hop.objects.select_related("source", "document__publisher").order_by("position", "id")
    citations = Citation.objects.select_related("document__publisher").order_by("id")
    citations = citations.prefetch_related(Prefetch("hops", hops), Prefetch("checks", checks))
    evidence = Prefetch("evidence", Citation.objects.select_related("document"))
    assessments = Assessment.objects.select_related("by").prefetch_related(evidence)
    answers = Prefetch("answers", Answer.objects.select_related("by"))
    parts = (
        Prefetch("citations", citations),
        Prefetch("assessments", assessments.order_by("-id")),
        answers,
    )
    claims = Claim.objects.filter(pk=int(object_id)).select_related(*RELATED)
    return claims.prefetch_related(*parts).first()


def links_of(claim: Claim) -> list[ClaimLink]:
    related = ("from_claim__unit", "to_claim__unit", "suggested_by", "decided_by")
    return list(ClaimLink.objects.of(claim).select_related(*related).order_by("id"))


class Page:
    """One person at one claim. ``claim`` is None on the page that adds one."""

    def __init__(self, model_admin, request, claim: Claim | None):
        self.model_admin, self.request, self.claim = model_admin, request, claim
        self.citations = [c for c in claim.citations.all() if not c.withdrawn_at] if claim else []
        if claim:
            self.refusals = gate.all_refusals(claim, request.user)
        else:
            actor = facts.actor(None, request.user)
            self.refusals = {"create": requirements.permission_needs("create", actor)}
        self.verbs = [verb for verb, needs in self.refusals.items() if not needs]
        self.links = links_of(claim) if claim else []
        self.reading = None
        self.saved_as = getattr(self, "saved_as", "")
        self.today = timezone.now().date()
        self.__dict__.pop("examined", None)

    @cached_property
    def examined(self) -> findings.Examination:
        """The findings of the rules on the claim, computed once for the whole page."""
        return findings.examine(of_fetched(self.claim, self.links), self.today)

    # The stored text and the form

    def may_edit(self) -> bool:
        return "edit" in self.verbs or "create" in self.verbs

    def stored_text(self) -> dict[str, str]:
        if self.claim is None:
            return prefill.BLANK_CLAIM | prefill.blank_citation(0)
        data = prefill.claim_text(self.claim)
        for index, citation in enumerate(self.citations):
            data |= prefill.citation_text(citation, index)
        return data

    def given(self, data=None) -> ClaimForm:
        rows = Rows()
        if self.claim:
            rows.add(prefill.rows_of(self.claim, self.citations))
        text = self.stored_text()
        return ClaimForm(text if data is None else data, rows, stored=text if self.claim else None)

    # Answers

    def show(self):
        typed = QueryDict(mutable=True)
        if self.claim:
            for name, texts in self.request.session.pop(self.session_key(), {}).items():
                typed.setlist(name, texts)
        self.saved_as = self.request.session.pop("saved-as", "")
        given = self.given() if self.may_edit() else None
        return self.render(given, typed or None, unsaved=bool(typed))

    def answer(self):
        """Take the step of the pressed button, or show everything again with the refusals."""
        post = self.request.POST
        given = self.given(post.dict()) if "statement" in post else None
        key = post.get("verb", "")
        opened_as = self.browser_key()
        if key == "restore":
            return self.restore(given)
        if given and key in paste_box.BUTTONS:
            self.reading, given = paste_box.answer(key, self, given)
            return self.render(given, post, unsaved=True)
        try:
            self.take(key, given)
        except Refused as refused:
            self.saved_as = opened_as if getattr(refused, "saved", False) else ""
            return self.refuse(refused, given)
        verb = parts_of(key)[-1].partition("-")[0]
        messages.success(self.request, f"{self.claim.ref} {DONE[verb]}.")
        self.request.session["saved-as"] = opened_as
        if typed := typed_elsewhere(post, key):
            self.request.session[self.session_key()] = typed
        return redirect(self.address())

    def take(self, key: str, given: ClaimForm | None) -> None:
        """Take the step of a button. Raises ``Refused``."""
        if key in ("create", "edit", "submit"):
            self.save(given)
            if key == "submit":
                self.submit()
            return
        warned = self.examined.warned if key.startswith("answer_warning") and self.claim else ()
        possible = {step.key: step for step in self.steps(self.request.POST, warned)}
        for part in parts_of(key):
            if part not in possible:
                raise self.no_such_step(part)
        version = self.seen_version()
        is_current = given and self.may_edit() and version == self.claim.version
        if is_current and stored_differs(given, self.given()):
            message = "You have changes that are not saved: save them before this step."
            raise NotReady([Need("unsaved", message)])
        with transaction.atomic():
            for part in parts_of(key):
                possible[part].take(self.claim, by=self.request.user, version=version)

    def save(self, given: ClaimForm | None) -> None:
        """Write all of the form or nothing, with every reason. Raises ``Refused``."""
        if given is None:
            needs = self.refusals["edit" if self.claim else "create"]
            raise NotAllowed(needs or [Need("nothing", "Nothing was sent.")])
        unread = [] if given.is_readable() else given.unreadable()
        with transaction.atomic():
            try:
                claim = self.write(given)
            except Invalid as refused:
                raise Invalid(together(unread, refused.needs)) from refused
            if unread:
                raise Invalid(unread)
        self.claim = claim

    def write(self, given: ClaimForm) -> Claim:
        fields, citations = given.fields(), given.citations()
        note = given.claim.cleaned_data.get("note", "")
        how = {"by": self.request.user, "at": timezone.now(), "note": note}
        if self.claim is None:
            return desk.create(fields, citations, **how)
        return desk.edit(self.claim, fields, citations, version=self.seen_version(), **how)

    def submit(self) -> None:
        """Submit the claim that was just saved; if refused, the claim stays saved."""
        try:
            note = self.request.POST.get("note", "")
            desk.submit(self.claim, by=self.request.user, at=timezone.now(), note=note)
        except Refused as refused:
            refused.saved = True
            raise

    def steps(self, typed, warned=()):
        return possible_steps(self.verbs, self.citations, typed, self.links, warned)

    def no_such_step(self, key: str) -> Refused:
        """Return the refusal of a step that is not on this person's page."""
        verb, _, cited = key.partition("-")
        verb = VERB_OF.get(verb, verb)
        if self.claim is None or verb not in self.refusals:
            return Invalid([Need("unknown_step", "Choose one of the steps on this page.")])
        needs = self.refusals[verb]
        if not needs:
            what = ("link" if verb == "decide_link" else "citation") if cited else "step"
            return Invalid([Need(f"unknown_{what}", f"This claim has no such {what}.")])
        codes = {need.code for need in needs}
        return NotReady(needs) if codes <= {"state", "not_public"} else NotAllowed(needs)

    def restore(self, given: ClaimForm | None):
        """Show the text that the browser kept, on the version that it was typed on."""
        if self.claim and self.seen_version() != self.claim.version:
            message = (
                f"You typed this on version {self.seen_version()}; {self.claim.ref} is now at "
                f"version {self.claim.version}. When you save, you are shown both."
            )
            messages.warning(self.request, message)
        return self.render(given, self.request.POST, unsaved=True)

    def refuse(self, refused: Refused, given: ClaimForm | None):
        """Show the page again with everything that was typed, and every reason of the refusal."""
        if self.claim:
            self.__init__(self.model_admin, self.request, find(str(self.claim.pk)))
        saved = getattr(refused, "saved", False)
        if given:
            data = self.stored_text() if saved else dict(given.data)
            if isinstance(refused, Stale) and not saved:
                data = contents.with_citations_of_others(self, data, self.seen_version())
            given = self.given(data)
        return self.render(given, self.request.POST, refused=refused, unsaved=not saved)

    def seen_version(self) -> int:
        """Return the version that the person saw; 0, which no claim has, if it makes no sense."""
        version = self.request.POST.get("version", "")
        return int(version) if ID.fullmatch(version) else 0

    def session_key(self) -> str:
        return f"typed-at-{self.claim.pk}"

    def browser_key(self) -> str:
        """Return the key under which the browser keeps typed text; a new claim has no id yet."""
        return str(self.claim.pk) if self.claim else "new"

    def address(self) -> str:
        """Return the address of this page, in the queue that it was opened from."""
        address = reverse("admin:claims_claim_change", args=[self.claim.pk])
        name = self.request.GET.get("queue", "")
        return f"{address}?queue={name}" if name in claim_queues.QUEUES else address

    def render(self, given, typed=None, *, refused=None, unsaved=False):
        context = contents.context(self, given, typed, refused=refused, unsaved=unsaved)
        template, title = "claims/desk/page.html", self.claim.ref if self.claim else "New claim"
        status = refused.status if refused else 200
        render = self.model_admin.render_page
        return render(self.request, template, title, context, self.claim, status)


def together(unread: list[Need], refused: list[Need]) -> list[Need]:
    """Return the needs of unreadable fields, and the verb's needs of the other fields."""
    fields = {need.field for need in unread}
    return unread + [need for need in refused if need.field not in fields]
