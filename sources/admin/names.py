"""Forms of a source's aliases and links. They check the constraints before the save."""

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
        """Refuse a name that this source or another source already has."""
        super().clean()
        filled = [
            form
            for form in self.initial_forms + self.extra_forms
            if form.cleaned_data.get("name") and form not in self.deleted_forms
        ]
        own = {form.instance.pk for form in self.initial_forms}
        names = [normalize(form.cleaned_data["name"]) for form in filled]
        others = Alias.objects.filter(normalized__in=names).exclude(pk__in=own)
        taken = {alias.normalized: alias.source for alias in others.select_related("source")}
        earlier = set()
        for form, name in zip(filled, names, strict=True):
            if name in taken:
                form.add_error("name", f"{taken[name]} already has this name.")
            elif name in earlier or self._is_own_name(form, name):
                form.add_error("name", "This source has this name already.")
            earlier.add(name)

    def _is_own_name(self, form, name: str) -> bool:
        """Say whether a new alias is the name of the source, which ``save()`` makes an alias."""
        return form.instance.pk is None and name == normalize(self.instance.name or "")


class LinkForm(RegistryForm):
    def clean(self):
        """Refuse a link to the source itself. Django does not check this constraint in inlines."""
        data = super().clean()
        if data.get("to_source") and data["to_source"] == self.instance.from_source:
            self.add_error("to_source", "A source cannot be linked to itself.")
        return data
