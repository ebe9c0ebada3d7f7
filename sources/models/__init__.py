from sources.models.document import Document
from sources.models.grade import ReliabilityGrade
from sources.models.link import Interest, SourceLink
from sources.models.source import Alias, Domain, Source, Topic

__all__ = [
    "Alias",
    "Document",
    "Domain",
    "Interest",
    "ReliabilityGrade",
    "Source",
    "SourceLink",
    "Topic",
]
