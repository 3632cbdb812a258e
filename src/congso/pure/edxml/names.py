"""Element names of the norm: which children each has, in the order of VNPT's library, and how else they are written."""

from typing import Final

QCVN: Final = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
E_DOC: Final = "http://www.e-doc.vn/Schema/"
SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
XLINK: Final = "http://www.w3.org/1999/xlink"
DS: Final = "http://www.w3.org/2000/09/xmldsig#"
# Seen in the field though no text knows it.
INVENTED: Final = "http://www.go.vn/eDoc"
OURS: Final = frozenset({QCVN, E_DOC, SOAP, INVENTED, DS, ""})

_PARTY: Final = (
    "OrganId",
    "OrganizationInCharge",
    "OrganName",
    "OrganAdd",
    "Email",
    "Telephone",
    "Fax",
    "Website",
)
SHAPE: Final[dict[str, tuple[str, ...]]] = {
    "edXML": ("edXMLEnvelope", "AttachmentEncoded"),
    "edXMLEnvelope": ("edXMLHeader", "edXMLBody"),
    "edXMLHeader": ("MessageHeader", "TraceHeaderList", "Signature", "ErrorList"),
    "MessageHeader": (
        "From", "To", "DocumentId", "Code", "PromulgationInfo", "DocumentType", "Subject", "Content", "SignerInfo",
        "DueDate", "OtherInfo", "ResponseFor", "SteeringType", "ResponseForTask", "ApplicationType", "ToPlaces",
        "StaffInfo", "StatusCode", "Description", "Timestamp",
    ),
    "From": _PARTY,
    "To": _PARTY,
    "PromulgationInfo": ("Place", "PromulgationDate"),
    "DocumentType": ("Type", "TypeDetail", "TypeName"),
    "SignerInfo": ("Competence", "Position", "FullName"),
    "OtherInfo": (
        "Priority", "SphereOfPromulgation", "TyperNotation", "PromulgationAmount", "PageAmount", "ReplyFors", "Direction",
        "ReferenceCodes", "Appendixes",
    ),
    "Appendixes": ("Appendix",),
    "ResponseFor": ("OrganId", "Code", "DocumentId", "PromulgationDate"),
    "ResponseForTask": ("TaskCode",),
    "ToPlaces": ("Place",),
    "StaffInfo": ("Department", "DepartmentId", "Staff", "StaffId", "Email", "Mobile"),
    "TraceHeaderList": ("TraceHeader", "Bussiness"),
    "TraceHeader": ("OrganId", "Timestamp"),
    "Bussiness": (
        "DocumentId", "BussinessDocType", "BussinessDocReason", "Paper", "BussinessDocumentInfo", "ReplacementInfoList",
        "StaffInfo",
    ),
    "BussinessDocumentInfo": ("DocumentInfo", "DocumentReceiver", "ReceiverList"),
    "ReceiverList": ("Receiver",),
    "Receiver": ("OrganId", "ReceiverType"),
    "ReplacementInfoList": ("ReplacementInfo",),
    "ReplacementInfo": ("DocumentId", "OrganIdList"),
    "OrganIdList": ("OrganId",),
    "edXMLBody": ("edXMLManifest",),
    "edXMLManifest": ("Reference",),
    "Reference": ("ContentId", "ContentType", "Description", "AttachmentName"),
    "AttachmentEncoded": ("Attachment",),
    "Attachment": (
        "ContentId", "AttachmentName", "Description", "FieldName", "MimeType", "Format", "ContentType",
        "ContentTransferEncoded",
    ),
}  # fmt: skip
STATUS_SHAPE: Final = frozenset(
    {"From", "To", "ResponseFor", "StaffInfo", "StatusCode", "Description", "Timestamp"}
)
# Each vendor has an order of its own here, and the text of the norm fixes none.
ANY_ORDER: Final = frozenset({"From", "To", "TraceHeaderList", "StaffInfo"})
# `Code` is a block in a header and a text in ResponseFor.
CODE: Final = ("CodeNumber", "CodeNotation")
MAY_BE_EMPTY: Final = frozenset({"edXMLBody", "edXMLManifest"})  # a recall encloses nothing
# Blocks whose children no vendor agrees on; their texts are taken wherever they stand.
LOOSE: Final = frozenset({"ReplyFors", "ReferenceCodes", "Signature", "ErrorList", "Code"})

_KNOWN: Final = {
    name.casefold(): name
    for parent, children in SHAPE.items()
    for name in (parent, *children, *CODE, "Status")
}
# The first two are printed with a small L for a capital I in the text of the norm.
_OTHERWISE: Final = {
    "organld": "OrganId",
    "signerlnfo": "SignerInfo",
    "business": "Bussiness",
    "businessdoctype": "BussinessDocType",
    "businessdocreason": "BussinessDocReason",
    "businessdocumentinfo": "BussinessDocumentInfo",
    "appendices": "Appendixes",
    "typernotion": "TyperNotation",
}
# The old generation's own names, which are no misspelling.
_OLD: Final = {
    "edXMLMessageHeader": "MessageHeader",
    "Manifest": "edXMLManifest",
    "name": "AttachmentName",
    "value": "ContentTransferEncoded",
    "Value": "ContentTransferEncoded",
    "ContentID": "ContentId",
}


def canonical(written: str) -> str:
    """The norm's spelling of a local name, the name itself when the norm does not have it."""
    folded = written.casefold()
    return _OLD.get(written) or _KNOWN.get(folded) or _OTHERWISE.get(folded) or written


def is_misspelt(written: str) -> bool:
    return written not in _OLD and canonical(written) != written
