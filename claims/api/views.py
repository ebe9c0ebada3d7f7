"""What the views of the API have in common."""

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse
from rest_framework import generics, permissions

from claims.api.parameters import refuse_unknown


class StrictView(generics.GenericAPIView):
    """A view that refuses query parameters which it does not take."""

    is_list = False

    def parameters(self) -> set[str]:
        """The names that this view takes: its filters and, for a list, the page."""
        if not self.is_list:
            return set()
        filters = getattr(self, "filterset_class", None)
        return {*self.paginator.parameters, *(filters.base_filters if filters else ())}

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        refuse_unknown(request, self.parameters())


class PublicView(StrictView):
    """Open to everybody, and the same for everybody: nobody is asked who they are."""

    authentication_classes = []
    permission_classes = [permissions.AllowAny]


def moved(name: str, **kwargs) -> HttpResponsePermanentRedirect:
    return HttpResponsePermanentRedirect(reverse(name, kwargs=kwargs))
