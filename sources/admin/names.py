"""Forms of a source's parts: what a constraint refuses is said at the field, before the save."""

from django.core.exceptions import ValidationError
from unfold.forms import PaginationInlineFormSet

from sources.admin.forms import RegistryForm
from sources.models import Alias
from sources.naming import normalize


class AliasForm(RegistryForm):
    class Meta:
        model = Alias
        fields = ["name"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not normalize(name):
            raise ValidationError("An alias needs a letter or a digit.")
        return name


class AliasFormSet(PaginationInlineFormSet):
    def clean(self):
        """No two names alike: here, on the source itself, or on another source."""
        super().clean()
        kept = [
            form
            for form in self.initial_forms + self.extra_forms
            if form.cleaned_data.get("name") and form not in self.deleted_forms
        ]
        own = {form.instance.pk for form in self.initial_forms}
        names = [normalize(form.cleaned_data["name"]) for form in kept]
        others = Alias.objects.filter(normalized__in=names).exclude(pk__in=own)
        taken = {alias.normalized: alias.source for alias in others.select_related("source")}
        seen = set()
        for form, name in zip(kept, names, strict=True):
            if name in taken:
                form.add_error("name", f"{taken[name]} already has this name.")
            elif name in seen or self._is_own_name(form, name):
                form.add_error("name", "This source has this name already.")
            seen.add(name)

    def _is_own_name(self, form, name: str) -> bool:
        """Saving the source makes an alias of its own name: a new one would be the second."""
        return form.instance.pk is None and name == normalize(self.instance.name or "")


class LinkForm(RegistryForm):
    def clean(self):
        """Django leaves the source itself out of an inline's constraints."""
        data = super().clean()
        if data.get("to_source") and data["to_source"] == self.instance.from_source:
            self.add_error("to_source", "A source cannot be linked to itself.")
        return data
