"""Badges and form fields for the desk's templates."""

from django import template

from claims.rules.choices import (
    REVIEW_BADGES,
    SOURCE_BADGES,
    VERDICT_BADGES,
    VERIFICATION_BADGES,
)

register = template.Library()
COLORS = {
    "review": REVIEW_BADGES,
    "source": SOURCE_BADGES,
    "verdict": VERDICT_BADGES,
    "verification": VERIFICATION_BADGES,
}


@register.inclusion_tag("unfold/helpers/label.html")
def badge(axis: str, code: str, text: str):
    """Show a state in words on its color: ``{% badge "review" claim.review_state … %}``."""
    return {"variant": COLORS[axis].get(code, "default"), "text": text}


@register.inclusion_tag("claims/desk/field.html")
def field(form, name: str, add: str = "", css: str = ""):
    """Show a field with label, help and errors. ``add`` is the address of its add popup."""
    return {"field": form[name], "add": add, "css": css}
