"""Enclosed files: manifest and contents brought together, base64 decoded, zips of one entry opened."""

from dataclasses import dataclass, field
from typing import Final

from congso.pure.edxml.errors import Limits, Unreadable
from congso.pure.edxml.fields import Fields
from congso.pure.edxml.files import ZIP, PackedTooLarge, content_type_of, extension, plain_name, unwrap
from congso.pure.edxml.nodes import Node, Notes, Tree
from congso.pure.edxml.payload import decode
from congso.pure.edxml.values import Attachment

# What the declared type may say of bytes that are really of another; the norm's misspelt names included.
_SAME: Final = {
    "application/pdf": "application/pdf",
    "application/doc": "application/x-ole-storage",
    "application/msword": "application/x-ole-storage",
    "application/xsl": "application/x-ole-storage",
    "application/zip": ZIP,
}
_EXTENSIONS: Final = {"application/pdf": "pdf", ZIP: "zip", "image/png": "png", "image/jpeg": "jpg"}


@dataclass(slots=True)
class Part:
    """Bytes and claims of one enclosed file, however it travelled. `key` is its id without `cid:`."""

    key: str
    name: str
    where: Node | None
    content: bytes
    claims: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Budget:
    """What may still come out of zips and base64 of one message."""

    limits: Limits
    used: int = 0

    def spend(self, content: bytes, place: str) -> bytes:
        self.used += len(content)
        if self.used > self.limits.unpacked:
            raise Unreadable("unpacked_too_large", place, f"more than {self.limits.unpacked} bytes")
        return content

    @property
    def left(self) -> int:
        return self.limits.unpacked - self.used


def key_of(identifier: str) -> str:
    """An id without `cid:` and angle brackets: vendors differ in both."""
    bare = identifier.strip().strip("<>")
    return bare[4:].strip() if bare[:4].lower() == "cid:" else bare


def encoded_parts(block: Fields, budget: Budget) -> list[Part]:
    """`AttachmentEncoded`: files as base64 beside the envelope."""
    found = block.children("Attachment")
    _check_count(len(found), budget.limits)
    return [_encoded(one, budget) for one in found]


def inline_parts(tree: Tree, budget: Budget) -> list[Part]:
    """The old generation: whatever holds base64, wherever it stands."""
    found = [node for node in tree.root.walk() if node.all("ContentTransferEncoded")]
    _check_count(len(found), budget.limits)
    return [_encoded(Fields(tree, node), budget) for node in found]


def _check_count(count: int, limits: Limits) -> None:
    if count > limits.attachments:
        raise Unreadable(
            "too_many_attachments", "AttachmentEncoded", f"{count}, at most {limits.attachments}"
        )


def _encoded(block: Fields, budget: Budget) -> Part:
    tree = block.tree
    holder = block.child("ContentTransferEncoded").node
    content = b""
    if holder is not None:
        data, start, end = tree.span(holder)
        content, forgiven = decode(data, start, end, holder.path())
        budget.spend(content, holder.path())
        if forgiven:
            tree.notes.add(forgiven, holder)
    identifier = block.text("ContentId")
    attributes = block.node.attributes if block.node else {}
    claims = {
        name: block.text(name) for name in ("Description", "FieldName", "MimeType", "Format", "ContentType")
    }
    claims["ContentType"] = claims["ContentType"] or attributes.get("Content-Type", "")
    if identifier and key_of(identifier) == identifier:
        tree.notes.add("cid", block.node or "Attachment", identifier)
    return Part(key_of(identifier), block.text("AttachmentName"), block.node, content, claims)


def read_attachments(manifest: Fields, parts: list[Part], budget: Budget) -> tuple[Attachment, ...]:
    """In the order of the manifest; what it does not list comes after."""
    notes = manifest.tree.notes
    waiting = list(parts)
    found: list[Attachment] = []
    references = manifest.children("Reference")
    _check_count(len(references), budget.limits)
    for reference in references:
        part = _matching(reference, waiting)
        if part is None:
            notes.add("attachment_missing", reference.node or "Reference", reference.text("AttachmentName"))
        else:
            waiting.remove(part)
        found.append(_join(reference, part, len(found) + 1, budget))
    for part in waiting:
        notes.add("attachment_unlisted", part.where or "Attachment", part.name)
        found.append(_join(Fields(manifest.tree, None), part, len(found) + 1, budget))
    return tuple(found)


def _reference_key(reference: Fields) -> str:
    href = reference.node.attributes.get("href", "") if reference.node else ""
    return key_of(reference.text("ContentId") or href)


def _matching(reference: Fields, waiting: list[Part]) -> Part | None:
    """By id; by name where the ids do not meet."""
    key, name = _reference_key(reference), reference.text("AttachmentName")
    notes = reference.tree.notes
    identifier = reference.text("ContentId")
    if identifier and key_of(identifier) == identifier:
        notes.add("cid", reference.node or "Reference", identifier)
    for part in waiting:
        if key and part.key == key:
            return part
    for part in waiting:
        if name and part.name == name:
            notes.add("cid_differs", reference.node or "Reference", f"{key} {part.key}")
            return part
    return None


def _join(reference: Fields, part: Part | None, position: int, budget: Budget) -> Attachment:
    notes = reference.tree.notes
    claims = part.claims if part else {}
    where = (part.where if part else reference.node) or "Attachment"
    written = (part.name if part else "") or reference.text("AttachmentName")
    key = (part.key if part else "") or _reference_key(reference) or str(position)
    declared = claims.get("ContentType", "") or reference.text("ContentType")
    if part and reference and reference.text("ContentType") not in ("", declared):
        notes.add("type_differs", where, f"{reference.text('ContentType')} {declared}")
    content = _opened(part.content, written, where, notes, budget) if part else None
    name = plain_name(written)
    if name != written:
        notes.add("name_path", where, written)
    if part is not None:
        _check_type(declared, part.content, where, notes)
    return Attachment(
        content_id=key,
        name=name or _name_for(plain_name(key) or str(position), content or b""),
        content=content,
        description=claims.get("Description", "") or reference.text("Description"),
        field_name=claims.get("FieldName", ""),
        mime_type=claims.get("MimeType", ""),
        format=claims.get("Format", ""),
        declared_type=declared,
    )


def _opened(content: bytes, name: str, where: Node | str, notes: Notes, budget: Budget) -> bytes:
    """The file itself. A zip with more bytes inside than the message may have is refused whole."""
    place = where.path() if isinstance(where, Node) else where
    try:
        inside, reason = unwrap(content, plain_name(name), limit=max(budget.left, 0))
    except PackedTooLarge as error:
        raise Unreadable("unpacked_too_large", place, f"more than {budget.limits.unpacked} bytes") from error
    if reason and reason != "zip_unwrapped":
        notes.add(reason, where, name)
    if not content:
        notes.add("attachment_empty", where, name)
    return inside if inside is content else budget.spend(inside, place)


def _check_type(declared: str, travelled: bytes, where: Node | str, notes: Notes) -> None:
    """Declared of the bytes as they travelled: a wrapped text file is rightly called a zip."""
    claimed = _SAME.get(declared.lower(), "")
    if not claimed or not travelled or (claimed == ZIP and travelled.startswith(b"PK")):
        return
    actual = content_type_of(travelled)
    if actual != claimed:
        notes.add("type_lies", where, f"{declared} {actual}")


def _name_for(key: str, content: bytes) -> str:
    end = _EXTENSIONS.get(content_type_of(content), "")
    return key if not end or extension(key) else f"{key}.{end}"
