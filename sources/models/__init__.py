from sources.models.capture import Capture, CapturedContent
from sources.models.document import Document
from sources.models.grade import ReliabilityGrade
from sources.models.link import Interest, SourceLink
from sources.models.register import RegisterEvent, RegisterHead
from sources.models.source import Alias, Domain, Source, Topic
from sources.models.watch import LinkCheck, Watch, WebHost
