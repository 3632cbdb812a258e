"""Bytes to a Message: the norm of 2016 with all that its vendors do, and the SOAP generation before it."""

import binascii
import hashlib
from typing import Final

from congso.pure.edxml import mime
from congso.pure.edxml.attachments import Budget, Part, encoded_parts, inline_parts, key_of, read_attachments
from congso.pure.edxml.errors import DEFAULT_LIMITS, Limits, Unreadable
from congso.pure.edxml.fields import Fields
from congso.pure.edxml.header import read_business, read_header, read_status, read_status_header, read_traces
from congso.pure.edxml.names import DS
from congso.pure.edxml.nodes import Node, Tree
from congso.pure.edxml.source import open_source, starts_as_xml
from congso.pure.edxml.values import Attachment, Generation, Message, SignatureBlock

_CERTIFICATE_LIMIT: Final = 100_000


def read(data: bytes, *, sha256: str = "", limits: Limits = DEFAULT_LIMITS) -> Message:
    """The message in these bytes.

    `sha256` is the hexadecimal hash that the transport promised, empty when it promised none. Raises Unreadable and nothing
    else, whatever the bytes are.
    """
    if sha256 and hashlib.sha256(data).hexdigest() != sha256.strip().lower():
        raise Unreadable("hash_differs")
    parts: list[mime.MimePart] = []
    if not starts_as_xml(data) and mime.starts_as_mime(data):
        if len(data) > limits.message:
            raise Unreadable("too_large", "", f"{len(data)} bytes, at most {limits.message}")
        data, parts = mime.split(data, limits)
    tree = Tree(open_source(data, limits))
    if tree.root.name == "Envelope":
        return _old_message(tree, parts, Budget(limits))
    return _message(tree, Budget(limits))


def _message(tree: Tree, budget: Budget) -> Message:
    root = tree.root
    if root.name not in {"edXML", "edXMLEnvelope"}:
        raise Unreadable("not_edxml", root.name)
    if root.name == "edXMLEnvelope":
        tree.notes.add("root", root)
    tree.check_shape(root)
    envelope = root if root.name == "edXMLEnvelope" else next(iter(root.all("edXMLEnvelope")), root)
    head = Fields(tree, next(iter(envelope.all("edXMLHeader")), None))
    manifest = Fields(tree, envelope).child("edXMLBody").child("edXMLManifest")
    # Beside the envelope by the norm; inside it where a vendor's serialiser put it.
    encoded = Fields(tree, next(root.below("AttachmentEncoded"), None))
    files = read_attachments(manifest, encoded_parts(encoded, budget), budget)
    return _assembled(tree, head, files, Generation.QCVN_102)


def _old_message(tree: Tree, parts: list[mime.MimePart], budget: Budget) -> Message:
    """`SOAP-ENV:Header` holds what `edXMLHeader` holds now; files are MIME parts, in places inline."""
    tree.notes.add("old_generation", tree.root)
    manifest = Fields(tree, next(tree.root.below("edXMLManifest"), None))
    found = [
        Part(key_of(one.content_id), one.name, None, budget.spend(one.content, one.content_id), {"ContentType": one.content_type})
        for one in parts
    ]  # fmt: skip
    found += inline_parts(tree, budget)
    files = read_attachments(manifest, found, budget)
    return _assembled(tree, Fields(tree, next(tree.root.below("Header"), None)), files, Generation.SOAP)


def _assembled(tree: Tree, head: Fields, files: tuple[Attachment, ...], generation: Generation) -> Message:
    block = Fields(tree, next(iter(head.nodes("MessageHeader") or head.nodes("Status")), None))
    if not block:
        raise Unreadable("no_header", tree.root.path(), "MessageHeader")
    traces = head.child("TraceHeaderList")
    reports = bool(block.text("StatusCode"))
    return Message(
        header=read_status_header(block) if reports else read_header(block),
        business=read_business(traces.child("Bussiness")),
        status=read_status(block) if reports else None,
        traces=read_traces(traces),
        attachments=files,
        signature=_signature(tree, next(iter(head.nodes("Signature")), None)),
        generation=generation,
        notes=tree.notes.all(),
    )


def _signature(tree: Tree, node: Node | None) -> SignatureBlock | None:
    """What the block claims. Many senders put a dummy here, in the norm's own namespace."""
    if node is None or tree.is_empty(node):
        return None
    if node.namespace != DS:
        tree.notes.add("signature_dummy", node)
    return SignatureBlock(
        method=_algorithm(node, "SignatureMethod"),
        digest_method=_algorithm(node, "DigestMethod"),
        subject=next((tree.text(one) for one in node.below("X509SubjectName")), ""),
        certificate=next((_certificate(tree.text(one)) for one in node.below("X509Certificate")), b""),
        is_xmldsig=node.namespace == DS,
    )


def _algorithm(node: Node, name: str) -> str:
    return next((one.attributes.get("Algorithm", "") for one in node.below(name)), "")


def _certificate(text: str) -> bytes:
    """Empty when it is not base64: the block may be a dummy."""
    try:
        return binascii.a2b_base64(text[:_CERTIFICATE_LIMIT])
    except ValueError:
        return b""
