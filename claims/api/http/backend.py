from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ErrorDetail, ValidationError


class StrictFilterBackend(DjangoFilterBackend):
    """The view's filter set; what it cannot read is a 400 that names the parameter.

    Parameters that no filter knows are refused before, by ``claims.api.parameters``.
    """

    def filter_queryset(self, request, queryset, view):
        filterset = self.get_filterset(request, queryset, view)
        return queryset if filterset is None else self.valid(filterset).qs

    def valid(self, filterset):
        """The filter set, if what it was given is understood; else the refusal."""
        if not filterset.is_valid():
            # The library's own translation trips over a “%” in what was given.
            raise ValidationError(
                {
                    name: [ErrorDetail(error.messages[0], code=error.code) for error in errors]
                    for name, errors in filterset.errors.as_data().items()
                }
            )
        return filterset
