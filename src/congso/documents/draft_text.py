"""From a draft to its official page: the one place that turns stored fields into the layout's values."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, Protocol, cast

from congso.documents import draft_pages
from congso.documents.models import Draft, JointParty, Recipient
from congso.files import api as files
from congso.pure import layout, vietnamese
from congso.pure.kinds import Urgency, kind_of
from congso.pure.layout import Block, OfficialDocument, Paragraph, RenderedDocument, SignatureBlock
from congso.pure.layout.model import Urgency as UrgencyMark

# Decisions and resolutions name who decides above their căn cứ (Decree 30 annex III, forms 1.2 and 1.1).
_WITH_AUTHORITY: Final = frozenset({"quyet_dinh", "nghi_quyet"})
# Kinds that open with lines of căn cứ, printed in italics; elsewhere "Căn cứ …" begins an ordinary sentence.
_WITH_BASIS: Final = frozenset(
    {"nghi_quyet", "quyet_dinh", "quy_che", "quy_dinh", "huong_dan", "chuong_trinh", "phuong_an", "hop_dong",
     "ban_thoa_thuan", "giay_uy_quyen", "giay_nghi_phep"}
)  # fmt: skip
_ORGANS: Final = ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM")
_ONE_LINE: Final = 22  # letters of the letterhead's left column at 13 pt
AS_ABOVE: Final = "Như trên"


class _Named(Protocol):
    """An issuing body, as far as its names go."""

    @property
    def name(self) -> str: ...
    @property
    def name_line(self) -> str: ...


def has_text(draft: Draft) -> bool:
    """A body was written, or a file made elsewhere takes its place."""
    return draft.source_file_id is not None or bool(layout.to_text(draft.content).strip())


def plain_text(draft: Draft) -> str:
    """The words of the body: for search, comparison and guarding."""
    if draft.source_file_id is None:
        return layout.to_text(draft.content)
    return "\n".join(files.text(draft.source_file_id))


def official(draft: Draft) -> OfficialDocument:
    """What is printed, number and date left blank for the signing engine. Reads the rows of recipients."""
    kind = kind_of(draft.kind)
    known = layout.KINDS[kind.ordinal - 1] if kind is not None and kind.ordinal else None
    body, signer = draft.body, draft.signer
    parties = joint_parties(draft)
    blocks: tuple[SignatureBlock, ...] = ()
    if draft.signature_lines:
        lines = _named(draft.signature_lines, body) if parties else tuple(draft.signature_lines)
        blocks = (SignatureBlock(lines, signer.person.full_name if signer else ""),)
        blocks += tuple(
            SignatureBlock(_named(one.signature_lines, one.body), one.signer.person.full_name)
            for one in parties
        )
    bodies = [body, *(one.body for one in parties)]
    return OfficialDocument(
        kind_code=known.code if known else draft.kind,
        kind_name="" if known else (kind.name if kind else draft.kind),
        parent_body=letterhead(body.parent_line) if len({one.parent_line for one in bodies}) == 1 else (),
        issuing_body=_issuers(bodies),
        symbol=draft.symbol,
        place=draft.agency.place,
        subject=draft.subject,
        body=tuple(_upright(draft.kind, block) for block in layout.from_prosemirror(draft.content)),
        signature_blocks=blocks,
        authority=_authority(draft, bodies),
        addressees=tuple(draft.addressees),
        recipients=tuple(recipient_lines(draft.recipients.all())),
        archive=draft.archive_line,
        drafter_initials=initials(draft.drafter.person.full_name),
        urgency=cast(UrgencyMark, Urgency(draft.urgency).stamp),
    )


def joint_parties(draft: Draft) -> list[JointParty]:
    """The further bodies of a joint document, in the order in which they sign."""
    return list(draft.parties.select_related("body", "signer__person", "signer__post")) if draft.joint else []


def _named(lines: Sequence[str], body: _Named) -> tuple[str, ...]:
    """On a joint document the title names its body ("GIÁM ĐỐC SỞ NỘI VỤ"); a collective is named by "TM." already."""
    if not lines or lines[0].startswith("TM."):
        return tuple(lines)
    name = " ".join((body.name_line or body.name.upper()).split())
    return (f"{lines[0]} {name}", *lines[1:])


def _issuers(bodies: Sequence[_Named]) -> tuple[str, ...]:
    """The bodies that issue it, the lead first, joined by a dash as joint documents write them."""
    names = [letterhead(one.name_line or one.name.upper()) for one in bodies]
    joined = [(*name[:-1], f"{name[-1]} -") for name in names[:-1]]
    return tuple(line for name in [*joined, names[-1]] for line in name)


def letterhead(name: str) -> tuple[str, ...]:
    """The name of a body as it breaks on paper: "ỦY BAN NHÂN DÂN" over "TỈNH …", never within the words of the organ."""
    for organ in _ORGANS:
        if name.startswith(f"{organ} ") and len(name) > _ONE_LINE:
            return organ, name.removeprefix(organ).strip()
    return tuple(name.splitlines())


def _upright(kind: str, block: Block) -> Block:
    """What the layout took for căn cứ by its first word, but is a sentence: it leads on, or this kind has none."""
    if not isinstance(block, Paragraph) or not block.italic:
        return block
    leads_on = block.text.rstrip().endswith(":")
    return replace(block, italic=False) if leads_on or kind not in _WITH_BASIS else block


def _authority(draft: Draft, bodies: Sequence[_Named]) -> tuple[str, ...]:
    """Who decides: the collective when it signs for it, else its head by title; of a joint document each body."""
    if draft.kind not in _WITH_AUTHORITY:
        return ()
    if len(bodies) > 1:
        return tuple(one.name_line or one.name.upper() for one in bodies)
    body, lines = draft.body, draft.signature_lines
    together = bool(body.collective) if not lines else lines[0].startswith("TM.")
    return (body.name_line,) if together else (f"{body.head_title} {body.name_line}",)


def recipient_lines(rows: Iterable[Recipient]) -> list[str]:
    """Nơi nhận as printed, without the line "Lưu": each group once, purposes in brackets."""
    lines: dict[str, None] = {}
    for row in rows:
        lines[row.group or (f"{row.name} ({row.purpose})" if row.purpose else row.name)] = None
    # The law's order: "Như trên" stands first.
    return sorted(lines, key=lambda line: not line.startswith("Như "))


def initials(name: str) -> str:
    """The drafter's sign under the list of recipients: "Bùi Khánh Ly" gives "BKL"."""
    return "".join(part[0] for part in vietnamese.nfc(name).split()).upper()


def official_page(draft: Draft) -> RenderedDocument:
    """The final page, number and date blank: what is signed. A PDF made elsewhere is its own page, its bytes untouched.

    Raises NotFound files.* when the bytes of that PDF are gone.
    """
    if draft.source_file_id is not None:
        name = draft.signer.person.full_name if draft.signer else ""
        others = [one.signer.person.full_name for one in joint_parties(draft)]
        return draft_pages.with_places(files.read(draft.source_file_id), name, *others)
    # The typesetter refuses fractions of a second in the file's own date.
    return _laid_out(official(draft), draft.updated_at.replace(microsecond=0))


def preview_pdf(draft: Draft) -> bytes:
    """The page as it will print, for looking at before anybody signs."""
    return files.read(draft.source_file_id) if draft.source_file_id is not None else official_page(draft).pdf


# The preview, its pictures and the signing form ask for the same page one after another.
@lru_cache(maxsize=32)
def _laid_out(document: OfficialDocument, created: datetime.datetime) -> RenderedDocument:
    return layout.render_document(document, created=created)


def unprintable(draft: Draft) -> Sequence[str]:
    """Signs that the official fonts lack, in the order met."""
    words = (draft.subject, *draft.addressees, layout.to_text(draft.content))
    return sorted(layout.missing_characters("\n".join(words)))
