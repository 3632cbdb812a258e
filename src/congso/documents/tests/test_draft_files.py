"""Files of a draft, texts written elsewhere, and the page that comes of all of it."""

import io
import subprocess
from datetime import datetime
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from congso.documents import draft_pages, draft_text, draft_word
from congso.documents import testing_draft as t
from congso.documents.actions import draft_files as act
from congso.documents.actions.create_draft import create_draft
from congso.documents.actions.submit_draft import submit_draft
from congso.documents.models import DraftVersion, Recipient
from congso.documents.queries.draft_search import search_words
from congso.documents.support_draft import ref
from congso.files import api as files
from congso.files.testing import locked_pdf, scan_pdf, text_pdf, word
from congso.guard.api import SecretMarking
from congso.kernel import clock
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.pure import layout

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def house():
    return t.make_house()


@pytest.fixture
def draft_id(house):
    return t.make_draft(house)


@pytest.fixture(autouse=True)
def _no_office(monkeypatch):
    monkeypatch.setattr(draft_word, "office", lambda: None)


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def test_files_are_added_once_and_taken_out(house, draft_id):
    bad, one, same = act.attach(
        actor=house.drafter,
        draft_id=draft_id,
        uploads=[("x.pdf", b""), ("Phụ lục.pdf", text_pdf("Số liệu")), ("Lần nữa.pdf", text_pdf("Số liệu"))],
        role="appendix",
    )
    assert bad.refusal is not None
    assert same.refusal is None
    held = files.files_of(ref(t.row(draft_id)))
    assert [file.id for file in held] == [one.file.id]
    act.detach(actor=house.drafter, draft_id=draft_id, file_id=one.file.id)
    assert files.files_of(ref(t.row(draft_id))) == []
    with pytest.raises(NotFound):
        act.detach(actor=house.drafter, draft_id=draft_id, file_id=one.file.id)


def test_who_may_not_write_adds_no_file(house, draft_id):
    for wrong, refusal in ((house.head, Forbidden), (t.make_house("Sở Tài chính").drafter, NotFound)):
        with pytest.raises(refusal):
            act.attach(actor=wrong, draft_id=draft_id, uploads=[("a.pdf", text_pdf())])
        with pytest.raises(refusal):
            act.upload_source(actor=wrong, draft_id=draft_id, name="a.pdf", content=text_pdf())
        with pytest.raises(refusal):
            act.drop_source(actor=wrong, draft_id=draft_id)
    with pytest.raises(Invalid, match=r"documents\.role_wrong"):
        act.attach(actor=house.drafter, draft_id=draft_id, uploads=[], role="main")
    with pytest.raises(Invalid, match=r"documents\.files_many"):
        act.attach(actor=house.drafter, draft_id=draft_id, uploads=[("a.pdf", b"")] * 51)
    submit_draft(actor=house.drafter, draft_id=draft_id)
    with pytest.raises(Conflict):
        act.attach(actor=house.drafter, draft_id=draft_id, uploads=[("a.pdf", text_pdf())])


def test_a_marked_attachment_and_a_marked_source_are_refused(house, draft_id):
    marked = text_pdf("TUYỆT MẬT\nSố: 1/QĐ")
    (refused,) = act.attach(actor=house.drafter, draft_id=draft_id, uploads=[("a.pdf", marked)])
    assert isinstance(refused.refusal, SecretMarking)
    with pytest.raises(SecretMarking):
        act.upload_source(actor=house.drafter, draft_id=draft_id, name="a.pdf", content=marked)
    assert t.row(draft_id).source_file_id is None


def test_a_pdf_is_the_page_as_it_is(house, draft_id):
    page = text_pdf("Số:        /BC-SNV\nBáo cáo\nVũ Đình Khoát")
    taken = act.upload_source(actor=house.drafter, draft_id=draft_id, name="Báo cáo.pdf", content=page)
    assert taken.how == "page"
    draft = t.row(draft_id)
    assert draft_text.preview_pdf(draft) == page
    rendered = draft_text.official_page(draft)
    assert rendered.pdf == page
    assert {"number", "signature", "seal"} <= set(rendered.anchors)
    assert "Báo cáo" in draft_text.plain_text(draft)
    assert DraftVersion.objects.unscoped(reason="test").get(draft_id=draft_id).content == t.TEXT, (
        "what was written is kept"
    )
    assert search_words(draft_id).content
    act.drop_source(actor=house.drafter, draft_id=draft_id)
    assert "Luật Tổ chức" in words_of(draft_text.preview_pdf(t.row(draft_id)))
    with pytest.raises(Conflict, match=r"documents\.no_source"):
        act.drop_source(actor=house.drafter, draft_id=draft_id)


def test_a_second_source_replaces_the_first(house, draft_id):
    for name in ("một", "hai"):
        act.upload_source(actor=house.drafter, draft_id=draft_id, name=f"{name}.pdf", content=text_pdf(name))
    held = files.files_of(ref(t.row(draft_id)))
    assert [file.name for file in held] == ["hai.pdf"]


def _letter():
    made = docx.Document()
    made.add_heading("1. Tình hình", 1)
    line = made.add_paragraph("Đến nay ")
    line.add_run("6 xã").bold = True
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_paragraph("")
    grid = made.add_table(1, 2)
    grid.rows[0].cells[0].text, grid.rows[0].cells[1].text = "Tên", "Số"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_without_libreoffice_the_words_of_a_docx_come_into_the_editor(house, draft_id):
    taken = act.upload_source(actor=house.drafter, draft_id=draft_id, name="Báo cáo.docx", content=_letter())
    assert taken.how == "text"
    draft = t.row(draft_id)
    assert draft.source_file_id is None
    assert layout.paragraphs(draft.content) == ["1. Tình hình", "Đến nay 6 xã", "Tên | Số"]
    heading, line, _ = draft.content["content"]
    assert heading["type"] == "heading"
    assert line["attrs"] == {"textAlign": "center"}
    assert line["content"][1]["marks"] == [{"type": "bold"}]


def test_with_libreoffice_word_becomes_the_page(house, draft_id, monkeypatch):
    def convert(call, **_options):
        (Path(call[call.index("--outdir") + 1]) / "van-ban.pdf").write_bytes(text_pdf("Từ Word"))

    monkeypatch.setattr(draft_word, "office", lambda: "/usr/bin/soffice")
    monkeypatch.setattr(draft_word.subprocess, "run", convert)
    taken = act.upload_source(actor=house.drafter, draft_id=draft_id, name="Báo cáo.docx", content=_letter())
    assert taken.how == "converted"
    assert "Từ Word" in words_of(draft_text.preview_pdf(t.row(draft_id)))
    names = {use.role: use.file.name for use in files.uses_of([ref(t.row(draft_id))])[ref(t.row(draft_id))]}
    assert names == {"source_word": "Báo cáo.docx", "source": "Báo cáo.pdf"}


def test_a_conversion_that_fails_falls_back_to_the_words(house, draft_id, monkeypatch):
    def fail(*_args, **_options):
        raise subprocess.TimeoutExpired("soffice", 45)

    monkeypatch.setattr(draft_word, "office", lambda: "/usr/bin/soffice")
    monkeypatch.setattr(draft_word.subprocess, "run", fail)
    taken = act.upload_source(actor=house.drafter, draft_id=draft_id, name="a.docx", content=_letter())
    assert taken.how == "text"


def test_other_sources_are_refused_by_name(house, draft_id, monkeypatch):
    source = {"actor": house.drafter, "draft_id": draft_id}
    with pytest.raises(Conflict, match=r"documents\.draft_file_held"):
        act.upload_source(**source, name="a.pdf", content=scan_pdf())
    with pytest.raises(Invalid, match="source_locked"):
        act.upload_source(**source, name="a.pdf", content=locked_pdf("Có hạn chế"))
    row = files.store(actor=house.drafter, name="a.docx", content=word("x"))
    for mime, code in ((draft_word.DOC, "documents.word_old"), ("image/png", "documents.source_wrong")):
        fake = type(row)(**{name: getattr(row, name) for name in row.__slots__} | {"mime": mime})
        monkeypatch.setattr(act.files, "store", lambda made=fake, **_: made)
        with pytest.raises(Invalid) as refused:
            act.upload_source(**source, name="a", content=b"")
        assert refused.value.code == code
    monkeypatch.setattr(act.files, "store", lambda **_: row)
    monkeypatch.setattr(act.files, "read", lambda file_id: b"PK broken")
    with pytest.raises(Invalid, match=r"documents\.word_unreadable"):
        act.upload_source(**source, name="a", content=b"")


def test_a_long_word_file_is_cut_and_a_lock_is_told(house, draft_id, monkeypatch):
    monkeypatch.setattr(draft_word, "_MAX_BLOCKS", 1)
    assert len(draft_word.to_content(_letter())["content"]) == 1
    with pytest.raises(Conflict):
        act.upload_source(
            actor=house.drafter, draft_id=draft_id, name="a.pdf", content=text_pdf("b"), expected_revision=1
        )


def test_the_page_is_laid_out_as_the_decree_asks(house, draft_id):
    t.edit(house.drafter, draft_id, urgency=2)
    Recipient.objects.create(draft_id=draft_id, channel="none", name="UBND tỉnh", purpose="để b/c", order=5)
    for number, name in enumerate(("UBND xã A", "UBND xã B")):
        Recipient.objects.create(
            draft_id=draft_id, channel="none", name=name, group="Ủy ban nhân dân các xã", order=6 + number
        )
    rendered = draft_text.official_page(t.row(draft_id))
    text = words_of(rendered.pdf)
    for words in (
        "ỦY BAN NHÂN DÂN TỈNH MẪU", "SỞ NỘI VỤ", "/BC-SNV", "BÁO CÁO", "THƯỢNG KHẨN", "Kính gửi: Ủy ban nhân dân tỉnh",
        "- Như trên;", "- UBND tỉnh (để b/c);", "- Ủy ban nhân dân các xã;", "- Lưu: VT, TCBC.", "BKL", "GIÁM ĐỐC",
        "Vũ Đình Khoát", "Mẫu, ngày",
    ):  # fmt: skip
        assert words in text, words
    assert "UBND xã A" not in text
    assert {"number", "date_day", "date_month", "date_year", "signature", "seal"} <= set(rendered.anchors)


def test_decisions_name_who_decides(house):
    draft_id = create_draft(actor=house.drafter, kind="quyet_dinh")
    assert "GIÁM ĐỐC SỞ NỘI VỤ" in words_of(draft_text.preview_pdf(t.row(draft_id)))
    draft = t.row(draft_id)
    draft.signature_lines = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert draft_text.official(draft).authority == ("SỞ NỘI VỤ",)
    assert draft_text.official(draft).signature_blocks[0].signer_name == ""


def test_names_of_bodies_break_where_the_law_breaks_them():
    assert draft_text.letterhead("ỦY BAN NHÂN DÂN TỈNH MẪU") == ("ỦY BAN NHÂN DÂN", "TỈNH MẪU")
    assert draft_text.letterhead("ỦY BAN NHÂN DÂN XÃ A") == ("ỦY BAN NHÂN DÂN XÃ A",)
    assert draft_text.letterhead("SỞ NỘI VỤ") == ("SỞ NỘI VỤ",)
    assert draft_text.letterhead("") == ()


def test_a_kind_of_its_own_prints_its_name(house, draft_id):
    draft = t.row(draft_id)
    draft.kind = "sao_y"
    assert draft_text.official(draft).kind_name == "Sao y"
    draft.kind = "thông cáo báo chí"
    assert draft_text.official(draft).kind_name == "thông cáo báo chí"


def test_pages_as_pictures(house, draft_id):
    pdf = draft_text.preview_pdf(t.row(draft_id))
    assert [tuple(round(side) for side in size) for size in draft_pages.sizes(pdf)] == [(595, 842)]
    assert draft_pages.picture(pdf, 1, 800)[8:12] == b"WEBP"
    for wrong in (0, 2):
        with pytest.raises(IndexError):
            draft_pages.picture(pdf, wrong, 800)


def test_signs_the_fonts_lack_are_named(house, draft_id):
    t.edit(house.drafter, draft_id, subject="Biên chế 漢")
    assert "漢" in draft_text.unprintable(t.row(draft_id))


def test_what_was_signed_is_searched_as_another_thing(house, draft_id):
    assert search_words(draft_id).title == "Tình hình biên chế cấp xã"
    draft = t.row(draft_id)
    type(draft).objects.unscoped(reason="test").filter(pk=draft_id).update(state="signed")
    assert search_words(draft_id) is None
    assert search_words(10**9) is None


@pytest.mark.parametrize(
    ("kind", "line", "italic"),
    [("quyet_dinh", "Căn cứ Luật Cán bộ, công chức;", True), ("huong_dan", "Căn cứ kế hoạch, Sở hướng dẫn như sau:", False),
     ("bao_cao", "Thực hiện Công văn số 2986, Sở báo cáo như sau:", False), ("cong_van", "Căn cứ quy định, đề nghị gửi.", False)],
)  # fmt: skip
def test_only_lines_of_can_cu_print_in_italics(house, kind, line, italic):
    draft_id = create_draft(actor=house.drafter, kind=kind)
    t.edit(house.drafter, draft_id, content=t.draft_content.from_markup(line))
    first = draft_text.official(t.row(draft_id)).body[0]
    assert first.italic is italic
