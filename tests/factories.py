"""Factories of the smallest valid rows. A test sets every value that it tests."""

import datetime

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from claims.models import ApiToken, Measure, Scope, Subject, Unit
from sources.models import Document, Interest, Source, SourceLink, Topic

NOW = datetime.datetime(2025, 5, 1, 12, 0, tzinfo=datetime.UTC)
# After the last day of the demo's running counts.
AFTER_THE_COUNTS = datetime.datetime(2026, 8, 10, 12, 0, tzinfo=datetime.UTC)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person-{n}")
    is_staff = True

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        """Put the person into groups: ``UserFactory(roles=["editor"])``."""
        if extracted:
            self.groups.set(Group.objects.filter(name__in=extracted))


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic
        django_get_or_create = ["slug"]

    slug = "russia-ukraine-war"
    name = "Russia–Ukraine war"


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"source-{n}")
    name = factory.LazyAttribute(lambda source: source.slug.replace("-", " ").title())
    kind = "news_outlet"


class SourceLinkFactory(DjangoModelFactory):
    class Meta:
        model = SourceLink

    from_source = factory.SubFactory(SourceFactory)
    to_source = factory.SubFactory(SourceFactory)
    kind = "speaks_for"


class InterestFactory(DjangoModelFactory):
    class Meta:
        model = Interest

    source = factory.SubFactory(SourceFactory)
    topic = factory.SubFactory(TopicFactory)
    role = "belligerent"


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    publisher = factory.SubFactory(SourceFactory)
    url = factory.Sequence(lambda n: f"https://example.org/{n}")
    title = factory.Sequence(lambda n: f"Document {n}")


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit
        django_get_or_create = ["code"]

    code = "person"
    name = "person"
    plural = "people"
    dimension = "persons"


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = Measure
        django_get_or_create = ["code"]

    code = "personnel-losses"
    name = "Personnel losses"
    definition = "Killed, wounded, captured and missing."
    dimension = "persons"
    default_unit = factory.SubFactory(UnitFactory)


class SubjectFactory(DjangoModelFactory):
    class Meta:
        model = Subject
        django_get_or_create = ["slug"]

    slug = "russian-forces"
    name = "Russian forces"
    kind = "armed_force"


class ScopeFactory(DjangoModelFactory):
    class Meta:
        model = Scope
        django_get_or_create = ["slug"]

    slug = "kursk-operation"
    name = "Kursk operational zone"


def token_for(user, *scopes: str, **columns) -> str:
    """Create a token with these scopes, and return the text that a client sends."""
    columns = {"name": "Reader", "expiry": None, **columns}
    return ApiToken.objects.create(user=user, scopes=list(scopes), **columns)[1]
