"""The message of the document axis: QCVN 102:2016/BTTTT with what its vendors make of it. See README.md."""

from congso.pure.edxml.errors import DEFAULT_LIMITS, DEVIATIONS, REASONS, Limits, Unreadable
from congso.pure.edxml.norm import deviations
from congso.pure.edxml.plain import as_plain, from_plain
from congso.pure.edxml.reader import read
from congso.pure.edxml.values import (
    VIETNAM,
    Attachment,
    Business,
    Code,
    Deviation,
    DocumentType,
    Generation,
    Header,
    Kind,
    Message,
    OtherInfo,
    Party,
    ReceiverChange,
    ReceiverLine,
    Replacement,
    ResponseFor,
    SignatureBlock,
    Signer,
    Staff,
    Status,
    Trace,
)
from congso.pure.edxml.verifying import Check, State, verify
from congso.pure.edxml.writer import NotWritable, write, write_pieces
from congso.pure.edxml.xmldsig import Key, LocalKey

__all__ = [
    "DEFAULT_LIMITS",
    "DEVIATIONS",
    "REASONS",
    "VIETNAM",
    "Attachment",
    "Business",
    "Check",
    "Code",
    "Deviation",
    "DocumentType",
    "Generation",
    "Header",
    "Key",
    "Kind",
    "Limits",
    "LocalKey",
    "Message",
    "NotWritable",
    "OtherInfo",
    "Party",
    "ReceiverChange",
    "ReceiverLine",
    "Replacement",
    "ResponseFor",
    "SignatureBlock",
    "Signer",
    "Staff",
    "State",
    "Status",
    "Trace",
    "Unreadable",
    "as_plain",
    "deviations",
    "from_plain",
    "read",
    "verify",
    "write",
    "write_pieces",
]
