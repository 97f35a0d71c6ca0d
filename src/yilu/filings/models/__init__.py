"""Tables of filings."""

from yilu.filings.models.decisions import Citation, Contest, Decision
from yilu.filings.models.delays import DelayOrder
from yilu.filings.models.dossiers import Attachment, AttachmentPart, Dossier
from yilu.filings.models.filings import Filing, Step

__all__ = ["Attachment", "AttachmentPart", "Citation", "Contest", "Decision", "DelayOrder", "Dossier", "Filing", "Step"]
