"""The colors of the states. The words always stand beside them: color alone says nothing."""

REVIEW = {
    "draft": "default",
    "submitted": "info",
    "in_review": "primary",
    "changes_requested": "warning",
    "rejected": "danger",
    "published": "success",
    "retracted": "danger",
    "merged": "default",
}
# The source verification status: did they say it?
ATTRIBUTION = {
    "unchecked": "default",
    "secondhand": "info",
    "original_seen": "success",
    "confirmed_by_origin": "success",
    "misattributed": "danger",
    "denied_by_origin": "danger",
    "origin_unknown": "warning",
    "inaccessible": "warning",
}
# The verification status: is it so?
VERIFICATION = {
    "unassessed": "default",
    "attributed": "info",
    "corroborated": "success",
    "confirmed": "success",
    "disputed": "warning",
    "refuted": "danger",
    "unverifiable": "warning",
    "not_checkable": "default",
}
