"""Fields for number, date and signatures, made before anybody signs and filled after.

Decree 30 art. 15.3 leaves number and time of an electronic document to the system, and the agency signs last
(art. 32): so both are form fields under the personal signature, locked by the seal's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    MDPPerm,
    SigFieldSpec,
    append_signature_field,
    ensure_sig_flags,
)

from congso.signing.pades import glyphs
from congso.signing.pades.errors import (
    ALREADY_SIGNED,
    BOX_EMPTY,
    FIELD_EXISTS,
    FIELD_MISSING,
    PAGE_MISSING,
    TEXT_TOO_WIDE,
    SignatureRefused,
)
from congso.signing.pades.geometry import (
    DESCENT,
    LINE,
    NUMBER,
    SEAL,
    Box,
    Placement,
    is_text_field,
    place,
)
from congso.signing.pades.objects import entry
from congso.signing.pades.writing import Revision, close_revision, has_signature, open_first_revision

LEFT, MIDDLE, RIGHT = 0, 1, 2
READ_ONLY: Final = 1
PRINTED: Final = 4
# The number stands against the stroke of "/QĐ-UBND" that the page prints behind it.
ALIGNMENT: Final = {NUMBER: RIGHT}
TITLES: Final = {"so": "Số", "ngay": "Ngày", "thang": "Tháng", "nam": "Năm"}


@dataclass(frozen=True)
class TextPlace:
    """The room for the text of one field: as high as one line of Tinos, which gives the size and the writing line."""

    width: float
    height: float
    align: int

    @property
    def size(self) -> float:
        return self.height / LINE

    @property
    def rise(self) -> float:
        return self.size * DESCENT


def prepare_form(pdf: bytes, boxes: Mapping[str, Box]) -> bytes:
    """The file with empty fields `so`, `ngay`, `thang`, `nam` and signature fields under every other name.

    `DauCoQuan` locks everything when it is signed, the seal of a further body (`DauCoQuan2`) number and date. Fields come in the order of `boxes`, and a later one is painted over an earlier.
    SignatureRefused: ALREADY_SIGNED, PAGE_MISSING, BOX_EMPTY, FIELD_EXISTS, NOT_A_PDF, ENCRYPTED.
    """
    revision = open_first_revision(pdf)
    if has_signature(revision.prev):
        raise SignatureRefused(ALREADY_SIGNED)
    add_fields(revision, boxes)
    return close_revision(revision)


def add_fields(revision: Revision, boxes: Mapping[str, Box]) -> None:
    """Like `prepare_form`, inside an open revision."""
    taken = set(text_fields(revision))
    texts = sorted(taken | {name for name in boxes if is_text_field(name)})
    for name, box in boxes.items():
        if box.width <= 0 or box.height <= 0:
            raise SignatureRefused(BOX_EMPTY, name)
        placement = place(page_for(revision, box)[1], box)
        if not is_text_field(name):
            add_signature_field(revision, name, box, placement, locks=texts)
        elif name in taken:
            raise SignatureRefused(FIELD_EXISTS, name)
        else:
            _add_text_field(revision, name, box, placement)


def page_for(revision: Revision, box: Box) -> tuple[generic.IndirectObject, generic.DictionaryObject]:
    """Reference and dictionary of the page that carries `box`."""
    try:
        reference = revision.find_page_for_modification(box.page)[0]  # type: ignore[no-untyped-call]
    except (PdfError, IndexError, KeyError, ValueError) as error:
        raise SignatureRefused(PAGE_MISSING, str(box.page)) from error
    return reference, reference.get_object()


def add_signature_field(
    revision: Revision, name: str, box: Box, placement: Placement, *, locks: Sequence[str] = ()
) -> None:
    """An empty signature field; `locks` are the text fields that the seal of a further body locks."""
    lock = None
    if name == SEAL:
        lock = FieldMDPSpec(FieldMDPAction.ALL)
    elif name.startswith(SEAL) and locks:
        lock = FieldMDPSpec(FieldMDPAction.INCLUDE, fields=list(locks))
    spec = SigFieldSpec(
        sig_field_name=name,
        on_page=box.page,
        box=placement.rect,  # type: ignore[arg-type]  # real numbers are as good
        field_mdp_spec=lock,
        doc_mdp_update_value=MDPPerm.NO_CHANGES if name == SEAL else None,
        empty_field_appearance=False,
    )
    try:
        append_signature_field(revision, spec)
    except PdfError as error:
        raise SignatureRefused(FIELD_EXISTS, name) from error


def _add_text_field(revision: Revision, name: str, box: Box, placement: Placement) -> None:
    face = _face(name)
    form = _ensure_form(revision, face)
    setting = TextPlace(box.width, box.height, ALIGNMENT.get(name.rpartition("_")[2], MIDDLE))
    page_reference, _page = page_for(revision, box)
    empty = _appearance(revision, face, setting, "", placement.rotation)
    field = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): generic.pdf_string(name),
            pdf_name("/TU"): generic.pdf_string(_title(name)),
            pdf_name("/Ff"): generic.NumberObject(READ_ONLY),
            pdf_name("/F"): generic.NumberObject(PRINTED),
            pdf_name("/P"): page_reference,
            pdf_name("/Rect"): generic.ArrayObject(generic.FloatObject(side) for side in placement.rect),
            pdf_name("/DA"): generic.pdf_string(f"/{face.name} {setting.size:.2f} Tf 0 g"),
            pdf_name("/Q"): generic.NumberObject(setting.align),
            pdf_name("/MK"): generic.DictionaryObject(
                {pdf_name("/R"): generic.NumberObject(placement.rotation)}
            ),
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): revision.add_object(empty)}),
        }
    )
    reference = revision.add_object(field)
    form["/Fields"].append(reference)
    revision.update_container(form["/Fields"])
    revision.register_annotation(page_reference, reference)  # type: ignore[no-untyped-call]


def _ensure_form(revision: Revision, face: glyphs.Face) -> generic.DictionaryObject:
    """The AcroForm of the file, holding `face` among its resources."""
    root = revision.root
    if "/AcroForm" not in root:
        root[pdf_name("/AcroForm")] = revision.add_object(
            generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject()})
        )
        revision.update_root()  # type: ignore[no-untyped-call]
        ensure_sig_flags(revision, lock_sig_flags=False)
    form: generic.DictionaryObject = root["/AcroForm"]
    holder = form
    for key in ("/DR", "/Font"):
        if key not in holder:
            holder[pdf_name(key)] = generic.DictionaryObject()
        holder = holder[key]
    if f"/{face.name}" not in holder:
        imported = revision.import_object(face.font)
        holder[pdf_name(f"/{face.name}")] = revision.add_object(imported)
    form.setdefault(pdf_name("/Fields"), generic.ArrayObject())
    revision.update_container(form)
    return form


def text_fields(revision: Revision) -> dict[str, generic.DictionaryObject]:
    """Our own text fields of the file, by name."""
    references = entry(entry(revision.root, "/AcroForm"), "/Fields", ())
    fields = (reference.get_object() for reference in references)
    return {str(field["/T"]): field for field in fields if is_text_field(str(entry(field, "/T", "")))}


def fill(revision: Revision, values: Mapping[str, str]) -> None:
    """Write values and finished appearances, so that no viewer has to set the text itself.

    Values without a field are left out (a scan has none); SignatureRefused(FIELD_MISSING) when the number is.
    """
    fields = text_fields(revision)
    if NUMBER in values and NUMBER not in fields:
        raise SignatureRefused(FIELD_MISSING, NUMBER)
    for name, field in fields.items():
        base = name.rpartition("_")[2]
        # Written again, even unchanged, a field locked by the seal of another body would break that seal.
        if base in values and str(entry(field, "/V", "")) != values[base]:
            _fill_one(revision, name, field, values[base])


def _fill_one(revision: Revision, name: str, field: generic.DictionaryObject, text: str) -> None:
    rotation = int(field["/MK"]["/R"])
    x0, y0, x1, y1 = (float(side) for side in field["/Rect"])
    turned = rotation % 180 == 90
    setting = TextPlace(
        width=y1 - y0 if turned else x1 - x0,
        height=x1 - x0 if turned else y1 - y0,
        align=int(field["/Q"]),
    )
    drawn = _appearance(revision, _face(name), setting, text, rotation)
    field[pdf_name("/V")] = generic.pdf_string(text)
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): revision.add_object(drawn)})
    revision.update_container(field)


def _title(name: str) -> str:
    """What a screen reader says for the field."""
    appendix, _, base = name.rpartition("_")
    return f"{TITLES[base]} ({appendix})" if appendix else TITLES[base]


def _face(name: str) -> glyphs.Face:
    return glyphs.upright() if name == NUMBER else glyphs.italic()


def _appearance(
    revision: Revision, face: glyphs.Face, setting: TextPlace, text: str, rotation: int
) -> generic.StreamObject:
    font = revision.root["/AcroForm"]["/DR"]["/Font"].raw_get(f"/{face.name}")
    drawn = b"/Tx BMC EMC"
    if text:
        room = setting.width - face.width(text, setting.size)
        letters = face.encode(text)
        if room < 0:
            raise SignatureRefused(TEXT_TOO_WIDE, f"{-room:.1f} pt")
        left = {LEFT: 0.0, MIDDLE: room / 2, RIGHT: room}[setting.align]
        drawn = b"/Tx BMC q BT 0 g /%s %g Tf %.3f %.3f Td %s Tj ET Q EMC" % (
            face.name.encode(), setting.size, left, setting.rise, letters,
        )  # fmt: skip
    quarter = {90: (0, 1, -1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, -1, 1, 0, 0, 0)}.get(rotation)
    form = generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(
                generic.FloatObject(side) for side in (0, 0, setting.width, setting.height)
            ),
            pdf_name("/Resources"): generic.DictionaryObject(
                {pdf_name("/Font"): generic.DictionaryObject({pdf_name(f"/{face.name}"): font})}
            ),
        },
        stream_data=drawn,
    )
    if quarter:
        form[pdf_name("/Matrix")] = generic.ArrayObject(map(generic.NumberObject, quarter))
    return form
