"""Tables of documents, one file per kind of thing."""

from congso.documents.models.common import (
    Hold,
    Register,
    RegisterNumber,
    SearchEntry,
    StockPhrase,
)
from congso.documents.models.draft import (
    Draft,
    DraftState,
    DraftTemplate,
    DraftVersion,
    Recipient,
    SlipStep,
)
from congso.documents.models.incoming import Answer, IncomingDocument, IncomingState, PaperReturn
from congso.documents.models.involvement import Involvement
from congso.documents.models.joint import JointParty
from congso.documents.models.outgoing import OutgoingDocument, OutgoingState
from congso.documents.models.reading import IncomingReading
from congso.documents.models.register_import import RegisterImport
from congso.documents.models.saved_search import SavedSearch, SearchColumns
from congso.documents.models.scan_pile import ScanPile
from congso.documents.models.work_file import WorkFile, WorkFileItem

__all__ = [
    "Answer",
    "Draft",
    "DraftState",
    "DraftTemplate",
    "DraftVersion",
    "Hold",
    "IncomingDocument",
    "IncomingReading",
    "IncomingState",
    "Involvement",
    "JointParty",
    "OutgoingDocument",
    "OutgoingState",
    "PaperReturn",
    "Recipient",
    "Register",
    "RegisterImport",
    "RegisterNumber",
    "SavedSearch",
    "ScanPile",
    "SearchColumns",
    "SearchEntry",
    "SlipStep",
    "StockPhrase",
    "WorkFile",
    "WorkFileItem",
]
