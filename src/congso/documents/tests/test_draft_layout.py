"""The check of form beside the editor: its findings and places, mends of one press, files made elsewhere, refusals."""

from datetime import datetime

import pytest
from django.urls import reverse

from congso.audit import api as audit
from congso.documents import draft_content, draft_word, rules_draft_mends
from congso.documents import testing_draft as t
from congso.documents.actions.draft_files import upload_source
from congso.documents.actions.mend_draft import mend_draft
from congso.documents.queries.draft_layout import layout_check
from congso.files.testing import scan_pdf
from congso.kernel import clock
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people.testing import sign_in
from congso.pure.layout.check.tests.papers import LETTER, Word, typeset, word

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)
BASES = "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024\nCăn cứ Nghị định số 30/2020/NĐ-CP;\nĐiều 1. Nội dung theo quy định."


@pytest.fixture(autouse=True)
def _rail(settings):
    settings.CONGSO_COUNTS_SECONDS = 5  # as in production: counted beside the page


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr(draft_word, "office", lambda: None)
    with clock.frozen(NOW):
        yield


@pytest.fixture
def house():
    return t.make_house()


def decision(house, text=BASES, **more):
    draft_id = t.make_draft(house, kind="quyet_dinh", subject="Về việc ban hành Quy chế", **more)
    t.edit(house.drafter, draft_id, content=draft_content.from_markup(text), addressees=())
    return draft_id


def codes(actor, draft_id):
    return [row.code for row in layout_check(actor, draft_id)[1].rows]


def mended(house, draft_id, code):
    mend_draft(actor=house.drafter, draft_id=draft_id, code=code, expected_revision=t.row(draft_id).revision)


def test_a_draft_that_the_product_lays_out_has_no_fault(house):
    assert codes(house.drafter, decision(house, "Căn cứ Luật Lưu trữ.\nĐiều 1. Nội dung.")) == []
    checked = layout_check(house.drafter, t.make_draft(house))[1]
    assert (checked.errors, checked.regime, checked.of_word) == (0, "Văn bản hành chính", False)


def test_findings_have_their_rule_place_and_mend(house):
    row = layout_check(house.drafter, decision(house))[1].rows[0]
    assert (row.code, row.severity, row.page, row.mendable) == ("basis.semicolon", "error", 1, True)
    assert row.article == "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II.6"
    assert row.box is not None
    assert row.box[0] > 80
    assert row.excerpt.startswith("Căn cứ Luật Lưu trữ")


def test_one_press_mends_every_căn_cứ(house):
    draft_id = decision(house)
    before = t.row(draft_id).revision
    mended(house, draft_id, "basis.semicolon")
    now = t.row(draft_id)
    assert now.revision == before + 1
    assert codes(house.drafter, draft_id) == []
    assert "draft.edited" in {entry.verb for entry in audit.trail([SubjectRef("draft", draft_id)])}


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("caps.article", "Theo điều 5 Luật Lưu trữ và điều này.", "Theo Điều 5 Luật Lưu trữ và điều này."),
        ("caps.kind", "Theo nghị định số 30/2020/NĐ-CP.", "Theo Nghị định số 30/2020/NĐ-CP."),
        ("caps.country", "Ở Việt nam, ở việt nam.", "Ở Việt Nam, ở Việt Nam."),
        ("caps.day", "Họp thứ hai, ngày 02.", "Họp thứ Hai, ngày 02."),
    ],
)
def test_capitals_are_mended_in_the_text(house, code, before, after):
    draft_id = decision(house, before)
    assert codes(house.drafter, draft_id) == [code]
    mended(house, draft_id, code)
    assert after in str(t.row(draft_id).content)
    assert codes(house.drafter, draft_id) == []


def test_the_line_of_the_archive_is_mended(house):
    draft_id = decision(house, "Điều 1. Nội dung.")
    t.edit(house.drafter, draft_id, archive_line="TCBC")
    assert codes(house.drafter, draft_id) == ["recipients.archive_form"]
    mended(house, draft_id, "recipients.archive_form")
    assert t.row(draft_id).archive_line == "VT, TCBC"


def test_the_symbol_is_mended(house):
    draft_id = decision(house, "Điều 1. Nội dung.")
    t.edit(house.drafter, draft_id, symbol="Qđ-SNV")
    assert codes(house.drafter, draft_id) == ["number.symbol_case"]
    mended(house, draft_id, "number.symbol_case")
    assert t.row(draft_id).symbol == "QĐ-SNV"


def test_the_lines_over_the_signature_are_made_anew(house):
    draft_id = decision(house, "Điều 1. Nội dung.", signer=house.deputy)
    row = t.row(draft_id)
    lines = list(row.signature_lines)
    row.signature_lines = ["KT. PHÓ GIÁM ĐỐC"]
    row.save(update_fields=["signature_lines"])
    assert codes(house.drafter, draft_id)[0] == "sign.head_title"
    mended(house, draft_id, "sign.head_title")
    assert t.row(draft_id).signature_lines == lines
    with pytest.raises(Conflict, match=r"documents\.mend_nothing"):
        mended(house, draft_id, "sign.head_title")
    row = t.row(draft_id)
    row.signer_id = None
    row.save(update_fields=["signer"])
    with pytest.raises(Conflict, match=r"documents\.mend_nothing"):
        mended(house, draft_id, "sign.head_title")


def test_what_cannot_be_mended_is_refused(house):
    draft_id = decision(house, "Điều 1. Nội dung.")
    revision = t.row(draft_id).revision

    def refused(actor, code, error, reason, expected=revision):
        with pytest.raises(error, match=reason.replace(".", r"\.")):
            mend_draft(actor=actor, draft_id=draft_id, code=code, expected_revision=expected)

    refused(house.drafter, "spelling.syllable", Invalid, "documents.mend_unknown")
    refused(house.drafter, "caps.country", Conflict, "documents.mend_nothing")
    refused(house.drafter, "recipients.archive", Conflict, "documents.mend_nothing")
    refused(house.leader, "caps.country", Forbidden, "documents.forbidden")
    refused(t.make_house("Sở Tài chính").drafter, "caps.country", NotFound, "documents.not_found")
    t.edit(house.drafter, draft_id, content=draft_content.from_markup("Ở Việt nam."))
    refused(house.drafter, "caps.country", Conflict, "documents.draft_changed")
    assert "Việt nam" in str(t.row(draft_id).content)


def upload(house, draft_id, name, content):
    return upload_source(actor=house.drafter, draft_id=draft_id, name=name, content=content)


def test_a_pdf_made_elsewhere_is_judged_by_its_page_and_not_mended(house):
    draft_id = decision(house)
    upload(house, draft_id, "a.pdf", typeset(LETTER, data={"about": ""}))
    row = layout_check(house.drafter, draft_id)[1].rows[0]
    assert (row.code, row.page, row.mendable) == ("subject.about_missing", 1, False)
    with pytest.raises(Conflict, match=r"documents\.mend_elsewhere"):
        mended(house, draft_id, "basis.semicolon")


def test_a_word_file_is_judged_by_what_it_says_itself(house, monkeypatch):
    monkeypatch.setattr(draft_word, "to_pdf", lambda _word, old=False: typeset(LETTER))
    monkeypatch.setattr(draft_word, "office", lambda: "soffice")
    draft_id = decision(house)
    upload(house, draft_id, "a.docx", word(Word(margins=(20, 20, 20, 20))))
    checked = layout_check(house.drafter, draft_id)[1]
    assert (checked.of_word, [(row.code, row.page, row.paragraph) for row in checked.rows]) == (
        True, [("margin.left", None, 1)],
    )  # fmt: skip


def test_a_scan_and_a_file_that_does_not_open_say_so(house, client, monkeypatch):
    draft_id = decision(house)
    upload(house, draft_id, "a.pdf", typeset(LETTER))
    monkeypatch.setattr("congso.documents.queries.draft_layout.files.read", lambda _id: scan_pdf())
    assert layout_check(house.drafter, draft_id)[1].scanned
    address = reverse("documents:draft_layout", args=[draft_id])
    assert "bản chụp" in sign_in(client, house.drafter).get(address).content.decode()
    monkeypatch.setattr("congso.documents.queries.draft_layout.files.read", lambda _id: b"PK")
    upload(house, draft_id, "b.pdf", typeset(LETTER))
    assert layout_check(house.drafter, draft_id)[1].unreadable == "broken"
    assert "Không đọc được tệp" in client.get(address).content.decode()


def test_the_panel_the_page_and_the_line_of_the_sheet(house, client):
    draft_id = decision(house, BASES + "\nCác nghành báo cáo; văn hoá, hòa bình.")
    address = reverse("documents:draft_layout", args=[draft_id])
    editor = sign_in(client, house.drafter).get(reverse("documents:draft", args=[draft_id])).content.decode()
    assert f'hx-get="{address}"' in editor
    assert 'id="draft-mend"' in editor
    panel = client.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in panel
    assert "Sau mỗi căn cứ xuống dòng" in panel
    assert 'data-mark-field="finding-1"' in panel
    assert 'name="code" value="basis.semicolon"' in panel
    assert "1 lỗi · 2 cảnh báo" in panel
    assert "1 lưu ý" in panel
    whole = client.get(address).content.decode()
    assert 'id="draft-mend"' in whole
    short = client.get(address + "?gon=1", HTTP_HX_REQUEST="true").content.decode()
    assert "Thể thức: 1 lỗi, 2 cảnh báo. Vẫn trình được" in short
    right = decision(house, "Điều 1. Nội dung.")
    none = client.get(reverse("documents:draft_layout", args=[right]) + "?gon=1", HTTP_HX_REQUEST="true")
    assert "Không thấy lỗi thể thức" in none.content.decode()
    sheet = client.get(
        reverse("documents:draft_submit", args=[draft_id]), HTTP_HX_REQUEST="true"
    ).content.decode()
    assert f"{address}?gon=1" in sheet


def test_readers_see_findings_without_presses(house, client):
    draft_id = decision(house)
    address = reverse("documents:draft_layout", args=[draft_id])
    panel = sign_in(client, house.leader).get(address).content.decode()
    assert "Sau mỗi căn cứ xuống dòng" in panel
    assert "draft-mend" not in panel
    assert sign_in(client, t.make_house("Sở Tài chính").leader).get(address).status_code == 404


def test_a_press_mends_and_opens_the_editor_anew(house, client):
    draft_id = decision(house)
    address = reverse("documents:draft_mend", args=[draft_id])
    sign_in(client, house.drafter)
    sent = {"code": "basis.semicolon", "version": str(t.row(draft_id).revision)}
    answer = client.post(address, sent, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("documents:draft", args=[draft_id])
    assert "Đã sửa thể thức" in answer.content.decode()
    again = client.post(address, sent | {"version": "x"}, follow=True).content.decode()
    assert "Không còn chỗ nào để sửa lỗi này" in again
    assert sign_in(client, house.leader).post(address, sent).status_code == 403


def test_the_panel_takes_few_queries(house, django_assert_max_num_queries):
    draft_id = decision(house)
    layout_check(house.drafter, draft_id)
    with django_assert_max_num_queries(12):
        layout_check(house.drafter, draft_id)


def content(*texts):
    return draft_content.document([draft_content.paragraph(text) for text in texts])


def texts(node):
    return ["".join(one.get("text", "") for one in block.get("content", [])) for block in node["content"]]


def test_marks_of_căn_cứ_keep_looks_and_leave_sentences_alone():
    node = content("Căn cứ Luật A.", "Theo đề nghị của B", "Căn cứ vào đâu, như sau:", "Căn cứ muộn")
    node["content"][0]["content"].append({"type": "hardBreak"})
    made = rules_draft_mends.mended_content(node, "basis.last")
    assert texts(made) == ["Căn cứ Luật A;", "Theo đề nghị của B.", "Căn cứ vào đâu, như sau:", "Căn cứ muộn"]
    assert rules_draft_mends.mended_content(content("Nội dung"), "basis.semicolon") is None
    bare = {
        "type": "doc",
        "content": [{"type": "blockquote", "content": [draft_content.paragraph("Căn cứ A")]}],
    }
    assert rules_draft_mends.mended_content(bare, "basis.last") is None


@pytest.mark.parametrize(
    ("code", "given", "expected"),
    [
        ("number.symbol_case", {"symbol": "qđ-ubnd", "archive": ""}, {"symbol": "QĐ-UBND"}),
        ("number.symbol_spaces", {"symbol": "QĐ - UBND", "archive": ""}, {"symbol": "QĐ-UBND"}),
        ("number.symbol_case", {"symbol": "QĐ-UBND", "archive": ""}, None),
        ("recipients.archive", {"symbol": "", "archive": ""}, {"archive_line": "VT"}),
        ("recipients.archive_form", {"symbol": "", "archive": "Lưu: TCBC, vt"}, {"archive_line": "VT, TCBC"}),
        ("recipients.archive", {"symbol": "", "archive": "VT, NC"}, None),
    ],
)
def test_fields_that_a_press_changes(code, given, expected):
    assert rules_draft_mends.mended_fields(code, **given) == expected
