"""The progress of the demo's import, for the first pages of the readers and of the desk."""

from pathlib import Path

from django.conf import settings

from claims.demo.losses import FILES, imported
from claims.demo.processes import is_locked
from claims.models import ImportBatch

LOCK = Path(settings.VAR_DIR) / "demo.lock"
# The number of completed steps of a batch, by its state. In any other state, all are complete.
BEHIND = {"checking": 0, "checked": 1, "submitting": 1, "submitted": 2, "approving": 2}
STEPS = 3


def context(_request) -> dict:
    """Return the context of templates: a function, called only by templates that show it."""
    return {"demo_import": standing}


def standing() -> dict | None:
    """Return the progress of the import, and whether it is running; None when it is complete."""
    rows = ImportBatch.objects.filter(mapping_name__in=FILES).order_by("id")
    behind = dict.fromkeys(FILES, 0)
    for name, state, done in rows.values_list("mapping_name", "state", "done"):
        claims = FILES[name]["claims"]
        behind[name] = BEHIND.get(state, STEPS) * claims
        if state in ("checking", "submitting", "approving"):
            behind[name] += min(done, claims)
    total = sum(file["claims"] for file in FILES.values())
    if sum(behind.values()) == STEPS * total:
        return None
    return {
        "percent": 100 * sum(behind.values()) // (STEPS * total),
        "published": f"{imported():,}",
        "total": f"{total:,}",
        "is_running": is_locked(LOCK),
    }
