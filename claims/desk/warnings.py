"""The warnings of order and plausibility on a claim, and the verb that answers them."""

import datetime

from django.db import transaction

from claims.desk import claim_fields
from claims.desk.gate import enter, refuse_if
from claims.loading.plausibility import Warned, doubts_of, warned
from claims.models import Answer, Claim
from claims.record import history
from claims.record.history import Step
from claims.rules.refusals import Invalid, Need, NotReady


@transaction.atomic
def answer_warning(
    claim: Claim,
    *,
    code: str,
    note: str,
    by,
    at: datetime.datetime,
    version: int | None = None,
    field: str = "",
) -> Claim:
    """Say why a warning is no reason to wait: all open ones of a code, or the one at a field."""
    step = Step("answer_warning", by, at, (note or "").strip(), code)
    dossier, step = enter(claim, step, version)
    found = warned(doubts_of(dossier), dossier.answers)
    meant = [one.doubt for one in found if one.answer is None and one.doubt.code == code]
    meant = [doubt for doubt in meant if field in ("", doubt.field)]
    if not meant:
        message = "The claim has no open warning like that: it was answered, or its facts changed."
        raise NotReady([Need("no_such_warning", message, "code")])
    # Two texts may say the same: one answer is enough.
    for seen in dict.fromkeys(doubt.seen for doubt in meant):
        answer = Answer(claim=dossier.claim, code=code, seen=seen, by=by, at=step.at)
        answer.note = step.note
        refuse_if(Invalid, claim_fields.write_row(answer))
        dossier.answers.append(answer)
    history.append(dossier, step)
    return dossier.claim


def need_of(one: Warned) -> Need:
    """Return a warning as a need of publishing, met once it is answered."""
    doubt, answer = one.doubt, one.answer
    why = f" Answered: {answer.note}" if answer else " If it is right, answer why."
    return Need(f"warning_{doubt.code}", f"{doubt.message}{why}", doubt.field, bool(answer))
