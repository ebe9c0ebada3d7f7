from claims.models.batch import ImportBatch, ImportMapping, ImportRow
from claims.models.change import Change
from claims.models.citation import Citation, Hop, SourceCheck
from claims.models.claim import Claim
from claims.models.client import Allowance, ApiToken, KeptAnswer
from claims.models.counts import ClaimCount
from claims.models.desk import ActionReport, Assignment, SavedFilter
from claims.models.event import Event
from claims.models.evidence import EvidenceState
from claims.models.judgement import Answer, Assessment, Evidence
from claims.models.link import ClaimLink, Ruling
from claims.models.naming import PublicationSource
from claims.models.record import Publication
from claims.models.series import Figure, FigureMember, FigurePolicy, Series
from claims.models.vocabulary import Counter, Measure, Scope, Subject, Unit
from claims.models.webhook import Delivery, Webhook
