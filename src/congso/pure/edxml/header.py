"""Blocks of the header: parties, the document's fields, what it answers, the act, the status."""

from congso.pure.edxml.fields import Fields
from congso.pure.edxml.names import STATUS_SHAPE
from congso.pure.edxml.values import (
    Business,
    Code,
    DocumentType,
    Header,
    OtherInfo,
    Party,
    ReceiverChange,
    ReceiverLine,
    Replacement,
    ResponseFor,
    Signer,
    Staff,
    Status,
    Trace,
)


def read_header(block: Fields) -> Header:
    kind = block.child("DocumentType")
    issued = block.child("PromulgationInfo")
    signer = block.child("SignerInfo")
    return Header(
        sender=_party(block.child("From")),
        receivers=tuple(_party(one) for one in block.children("To")),
        document_id=block.text("DocumentId"),
        code=_code(block.child("Code")),
        place=issued.text("Place"),
        promulgation_date=issued.day("PromulgationDate"),
        document_type=DocumentType(kind.number("Type"), kind.number("TypeDetail"), kind.text("TypeName")),
        subject=block.text("Subject"),
        content=block.text("Content"),
        signer=Signer(signer.text("Competence"), signer.text("Position"), signer.text("FullName")),
        due_date=block.day("DueDate"),
        other=_other(block.child("OtherInfo")),
        responses=tuple(_response(one) for one in block.children("ResponseFor")),
        steering_type=block.number("SteeringType"),
        response_for_task=block.child("ResponseForTask").text("TaskCode"),
        application_type=block.text("ApplicationType"),
        to_places=block.child("ToPlaces").texts("Place"),
    )


def read_status_header(block: Fields) -> Header:
    """Who reports, and to whom where that is told; anything else is not of a status."""
    for node in block.all_nodes():
        if node.name not in STATUS_SHAPE:
            block.tree.notes.add("unknown_element", node)
    return Header(
        sender=_party(block.child("From")), receivers=tuple(_party(one) for one in block.children("To"))
    )


def read_status(block: Fields) -> Status:
    """The part of a status message that is not in Header; a code of one digit gets its zero."""
    code = block.text("StatusCode")
    if len(code) == 1 and code.isdecimal():
        block.tree.notes.add("status_form", "StatusCode", code)
        code = f"0{code}"
    return Status(
        response_for=_response(block.child("ResponseFor")),
        code=code,
        description=block.text("Description"),
        timestamp=block.moment("Timestamp"),
        staff=_staff(block.child("StaffInfo")),
    )


def read_traces(block: Fields) -> tuple[Trace, ...]:
    return tuple(Trace(one.text("OrganId"), one.moment("Timestamp")) for one in block.children("TraceHeader"))


def read_business(block: Fields) -> Business | None:
    if not block:
        return None
    doc_type = block.number("BussinessDocType")
    if doc_type is None and block.text("BussinessDocType"):
        doc_type = -1  # a word nobody knows must not become a new document
    change = block.child("BussinessDocumentInfo")
    return Business(
        doc_type=doc_type,
        reason=block.text("BussinessDocReason"),
        document_id=block.text("DocumentId"),
        paper=block.number("Paper"),
        content_changed=change.flag("DocumentInfo"),
        receivers_changed=change.flag("DocumentReceiver"),
        receiver_lines=tuple(_line(one) for one in change.child("ReceiverList").children("Receiver")),
        replacements=tuple(
            Replacement(one.text("DocumentId"), one.child("OrganIdList").texts("OrganId"))
            for one in block.child("ReplacementInfoList").children("ReplacementInfo")
        ),
        staff=_staff(block.child("StaffInfo")),
    )


def _party(block: Fields) -> Party:
    return Party(
        organ_id=block.text("OrganId"),
        organization_in_charge=block.text("OrganizationInCharge"),
        name=block.text("OrganName"),
        address=block.text("OrganAdd"),
        email=block.text("Email"),
        telephone=block.text("Telephone"),
        fax=block.text("Fax"),
        website=block.text("Website"),
    )


def _code(block: Fields) -> Code:
    return Code(block.text("CodeNumber"), block.text("CodeNotation"))


def _other(block: Fields) -> OtherInfo:
    priority = block.number("Priority")
    if priority == 5:
        # One vendor's table goes on to 5, which is normal again.
        block.tree.notes.add("priority", "Priority", "5")
        priority = 0
    return OtherInfo(
        priority=priority,
        sphere=block.text("SphereOfPromulgation"),
        typist=block.text("TyperNotation"),
        promulgation_amount=block.number("PromulgationAmount"),
        page_amount=block.number("PageAmount"),
        reply_fors=block.child("ReplyFors").leaves(),
        direction=block.flag("Direction"),
        reference_codes=block.child("ReferenceCodes").leaves(),
        appendixes=block.child("Appendixes").texts("Appendix"),
    )


def _response(block: Fields) -> ResponseFor:
    """`Code` is a joined text; a vendor that writes the two parts of a header here is understood too."""
    code = block.child("Code")
    return ResponseFor(
        organ_id=block.text("OrganId"),
        code=code.own_text() or str(_code(code)),
        document_id=block.text("DocumentId"),
        promulgation_date=block.day("PromulgationDate"),
    )


def _line(block: Fields) -> ReceiverLine:
    change = block.number("ReceiverType")
    known = {one.value: one for one in ReceiverChange}
    return ReceiverLine(block.text("OrganId"), known.get(change) if change is not None else None)


def _staff(block: Fields) -> Staff:
    return Staff(
        department=block.text("Department"),
        department_id=block.text("DepartmentId"),
        staff=block.text("Staff"),
        staff_id=block.text("StaffId"),
        email=block.text("Email"),
        mobile=block.text("Mobile"),
    )
