from django_filters.rest_framework import DjangoFilterBackend


class StrictFilterBackend(DjangoFilterBackend):
    """The view's filter set; what it cannot read is a 400 that names the parameter.

    Parameters that no filter knows are refused before, by ``claims.api.parameters``.
    """
