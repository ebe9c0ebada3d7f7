"""The review as one table: for each verb its start states, its target and its roles."""

from dataclasses import dataclass

CONTRIBUTOR = "contributor"
EDITOR = "editor"
REVIEWER = "reviewer"
CHIEF_EDITOR = "chief editor"
SOURCE_CURATOR = "source curator"
ANALYST = "analyst"
AUDITOR = "auditor"


@dataclass(frozen=True)
class State:
    """A state of a claim. ``badge`` is its color; the label always stands beside it.

    ``is_on_desk``: people work on the claim; ``next_step`` leads toward publication. ``is_end``:
    the work of the assignee is done. ``is_gone``: the claim no longer says anything.
    """

    label: str
    badge: str
    is_on_desk: bool = False
    next_step: str = ""
    is_end: bool = False
    is_gone: bool = False


STATES = {
    "draft": State("Draft", "default", is_on_desk=True, next_step="submit"),
    "submitted": State("Submitted", "info", is_on_desk=True, next_step="publish"),
    "in_review": State("In review", "primary", is_on_desk=True, next_step="publish"),
    "changes_requested": State("Changes requested", "warning", is_on_desk=True, next_step="submit"),
    "rejected": State("Rejected", "danger", is_end=True, is_gone=True),
    "published": State("Published", "success", is_end=True),
    "retracted": State("Retracted", "danger", is_end=True, is_gone=True),
    "merged": State("Merged", "default", is_end=True, is_gone=True),
}
DESK_STATES = tuple(code for code, state in STATES.items() if state.is_on_desk)
ALL_BUT_MERGED = tuple(code for code in STATES if code != "merged")
GONE = tuple(code for code, state in STATES.items() if state.is_gone)
ENDS = tuple(code for code, state in STATES.items() if state.is_end)


@dataclass(frozen=True)
class Verb:
    """One step: its start states, its target (None: the state stays), and its guards.

    A contributor may take it on their own claims only. ``four_eyes``: the person is neither the
    author nor the last substantive editor; this holds for superusers too.
    """

    label: str
    starts: tuple[str, ...]
    target: str | None
    roles: tuple[str, ...]
    four_eyes: bool = False
    needs_comment: bool = False
    needs_public_note: bool = False


# The verbs that assign a claim. They are no steps of the review: see ``assignment``.
HANDS = ("assign", "unassign")
# The verbs on whole batches: nobody takes them on a single claim.
BATCH_VERBS = ("import", "approve", "withdraw")
VERBS = {
    "create": Verb("Create", (), "draft", (CONTRIBUTOR, EDITOR)),
    "edit": Verb("Edit", DESK_STATES, None, (CONTRIBUTOR, EDITOR)),
    "submit": Verb("Submit", ("draft", "changes_requested"), "submitted", (CONTRIBUTOR, EDITOR)),
    "start_review": Verb("Start review", ("submitted",), "in_review", (REVIEWER,), four_eyes=True),
    "request_changes": Verb(
        "Request changes",
        ("in_review",),
        "changes_requested",
        (REVIEWER,),
        four_eyes=True,
        needs_comment=True,
    ),
    "reject": Verb(
        "Reject", ("in_review",), "rejected", (REVIEWER,), four_eyes=True, needs_comment=True
    ),
    # A whole file of claims at once: docs/editors/imports.md.
    "import": Verb("Import", (), "submitted", (EDITOR,)),
    "approve": Verb("Approve", ("submitted",), "published", (REVIEWER,), four_eyes=True),
    "withdraw": Verb("Withdraw", ("submitted",), "rejected", (EDITOR, REVIEWER)),
    "answer_warning": Verb("Answer a warning", DESK_STATES, None, (CONTRIBUTOR, EDITOR, REVIEWER)),
    "check_source": Verb("Check source", ALL_BUT_MERGED, None, (EDITOR, REVIEWER)),
    "assess": Verb("Assess", ("in_review",), None, (REVIEWER,), four_eyes=True),
    "publish": Verb("Publish", ("in_review",), "published", (REVIEWER,), four_eyes=True),
    "revise": Verb("Revise", ("published", "rejected"), "draft", (CONTRIBUTOR, EDITOR)),
    "retract": Verb(
        "Retract",
        (*DESK_STATES, "rejected", "published"),
        "retracted",
        (CHIEF_EDITOR,),
        needs_public_note=True,
    ),
    "reinstate": Verb(
        "Reinstate", ("retracted",), "in_review", (CHIEF_EDITOR,), needs_public_note=True
    ),
    "link": Verb("Link", ALL_BUT_MERGED, None, (EDITOR, REVIEWER)),
    "decide_link": Verb("Decide on a link", ALL_BUT_MERGED, None, (REVIEWER,), needs_comment=True),
    "rule": Verb("Rule on independence", ALL_BUT_MERGED, None, (EDITOR, REVIEWER)),
    "merge": Verb("Merge", ALL_BUT_MERGED, "merged", (REVIEWER,)),
}
