"""Whole documents: what the rules together make of each way of writing."""

import pytest

from congso.pure.reading import FIELDS, Page, read_pages
from congso.pure.reading.tests import documents
from congso.pure.reading.tests.sheets import Sheet


def values(*sheets):
    reading = read_pages([sheet.page() for sheet in sheets])
    return {name: found.value for name, found in reading.fields.items()}


def test_a_decision():
    assert values(documents.decision()) == {
        "kind": "Quyết định",
        "number": "77",
        "symbol": "QĐ-UBND",
        "issuing_body": "ỦY BAN NHÂN DÂN XÃ TÂN LẬP",
        "place": "Tân Lập",
        "date": "2025-08-14",
        "subject": "Về việc kiện toàn Ban Chỉ huy Phòng thủ dân sự",
        "signer_name": "Lò Văn Thạo",
        "signer_title": "CHỦ TỊCH",
        "recipients": ("Như Điều 3", "Lưu: VT, VP"),
    }


def test_an_official_letter():
    assert values(documents.letter()) == {
        "kind": "Công văn",
        "number": "1234",
        "symbol": "SYT-NVY",
        "issuing_body": "SỞ Y TẾ",
        "parent_body": "UBND TỈNH MẪU",
        "place": "Mẫu",
        "date": "2025-05-12",
        "subject": "tăng cường phòng, chống dịch bệnh sốt xuất huyết",
        "addressees": ("Giám đốc các bệnh viện", "Trung tâm Y tế các huyện, thị xã, thành phố"),
        "signer_name": "Trần Thị Hương",
        "signer_title": "PHÓ GIÁM ĐỐC",
        "signing_form": "KT. GIÁM ĐỐC",
        "recipients": ("Như trên", "BGĐ Sở (b/c)", "Lưu: VT, NVY"),
    }


def test_a_party_decision_whose_date_is_wider_than_the_title():
    read = values(documents.party())
    assert (read["number"], read["symbol"], read["kind"]) == ("123", "QĐ/BTCTU", "Quyết định")
    assert (read["parent_body"], read["issuing_body"]) == ("TỈNH ỦY MẪU", "BAN TỔ CHỨC")
    assert (read["place"], read["date"]) == ("Thành phố Hồ Chí Minh", "2025-06-05")
    assert (read["signing_form"], read["signer_title"]) == ("TM. BAN TỔ CHỨC", "TRƯỞNG BAN")
    assert read["signer_name"] == "Hà Đức Minh"
    assert read["recipients"] == ("Thường trực Tỉnh ủy", "Như Điều 3", "Lưu Ban Tổ chức")


def test_a_guide_of_the_youth_union():
    read = values(documents.youth_union())
    assert (read["kind"], read["number"], read["symbol"]) == ("Hướng dẫn", "29", "HD/TWĐTN-VP")
    assert read["issuing_body"] == "BAN THƯỜNG VỤ"
    assert read["signer_name"] == "Ngô Văn Cương"


def test_a_joint_circular_is_signed_by_the_lead_at_the_right():
    read = values(documents.joint_circular())
    assert read["kind"] == "Thông tư liên tịch"
    assert read["issuing_body"] == "BỘ TÀI CHÍNH - BỘ Y TẾ"
    assert read["subject"].endswith("đối với người thuộc hộ gia đình cận nghèo")
    assert (read["signer_name"], read["signer_title"]) == ("Trương Chí Trung", "THỨ TRƯỞNG")
    assert read["signing_form"] == "KT. BỘ TRƯỞNG BỘ TÀI CHÍNH"


def test_a_law_shows_neither_place_nor_date_nor_recipients():
    read = values(documents.law())
    assert (read["kind"], read["number"], read["symbol"]) == ("Luật", "55", "2024/QH15")
    assert (read["subject"], read["signer_name"]) == ("PHÒNG CHÁY, CHỮA CHÁY", "Trần Thanh Mẫn")
    assert not {"place", "date", "recipients", "signing_form"} & read.keys()


def test_a_consolidated_text_is_told_by_its_symbol():
    read = values(documents.consolidated())
    assert (read["kind"], read["subject"]) == ("Văn bản hợp nhất", "LUẬT PHÁ SẢN")


def test_a_contract_has_its_number_under_the_heading():
    read = values(documents.contract())
    assert (read["kind"], read["number"], read["symbol"]) == ("Hợp đồng", "15", "HĐLĐ-SNV")
    assert read["subject"] == "LAO ĐỘNG"
    assert read["signer_name"] == "Trần Quốc Việt"
    assert not {"date", "place", "issuing_body"} & read.keys()


def test_a_table_of_contents_comes_before_the_letterhead():
    opening = documents.decision()
    opening.index = 1
    reading = read_pages([documents.table_of_contents().page(), opening.page()])
    assert reading.text("number") == "77"
    assert reading.fields["number"].box.page == 1


def test_a_document_inside_the_document_lends_nothing():
    regulation = Sheet(1).middle(
        "*QUY CHẾ", "*Phối hợp quản lý", "(Ban hành kèm theo Quyết định số 77/QĐ-UBND)"
    )
    sample = Sheet(2).head(("*TÊN CƠ QUAN",), "Số: .../BC-...", "..., ngày ... tháng ... năm ...")
    sample.middle("*BÁO CÁO").body(1)
    sample.closing(("- Như trên;",), ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký tên, đóng dấu)"), "Nguyễn Văn A")
    whole = values(documents.decision(), regulation.body(4), sample)
    assert whole == values(documents.decision())


def test_pages_without_a_letterhead_give_nothing():
    assert values(Sheet().body(5)) == {}
    assert read_pages([]).fields == {}
    assert read_pages([Page(0, 595, 842, ())], count=9, text_layer="none").to_json()["pages"] == 9


@pytest.mark.parametrize(
    ("mark", "field", "said"),
    [
        ("*HỎA TỐC", "urgency", "HỎA TỐC"),
        ("*HOẢ TỐC HẸN GIỜ", "urgency", "HỎA TỐC HẸN GIỜ"),
        ("*KHẨN", "urgency", "KHẨN"),
        ("*MẬT", "secrecy", "MẬT"),
        ("*TUYỆT MẬT", "secrecy", "TUYỆT MẬT"),
        ("*MẮT", "secrecy", None),
        ("*Khẩn", "urgency", None),
        ("*HỌP BÀN VIỆC KHẨN CẤP NĂM NAY", "urgency", None),
    ],
)
def test_marks_stand_alone_in_capitals(mark, field, said):
    sheet = documents.decision()
    sheet.y = 118
    sheet.centred(mark, 165, 13)
    assert values(sheet).get(field) == said


def test_a_mark_under_the_subject_of_a_letter_is_no_part_of_it():
    sheet = documents.letter(about=("V/v báo cáo nhanh", "*HỎA TỐC"))
    read = values(sheet)
    assert (read["subject"], read["urgency"]) == ("báo cáo nhanh", "HỎA TỐC")


def test_every_field_tells_its_confidence_and_place():
    reading = read_pages([documents.letter().page()])
    json = reading.to_json()
    assert list(json)[: len(FIELDS)] == list(FIELDS)
    assert set(json["confidence"]) == set(json["boxes"]) == set(reading.fields)
    assert all(0.5 < value <= 1 for value in json["confidence"].values())
    box = json["boxes"]["recipients"]
    assert box["page"] == 1
    assert 80 < box["x0"] < box["x1"] < 300
    assert 350 < box["y0"] < box["y1"] < 842
    assert json["urgency"] is None
    assert json["recipients"] == ["Như trên", "BGĐ Sở (b/c)", "Lưu: VT, NVY"]


def test_doubt_of_the_source_lowers_the_confidence():
    sure, unsure = documents.decision(), documents.decision()
    for at, word in enumerate(unsure.words):
        unsure.words[at] = type(word)(
            word.text, word.x0, word.y0, word.x1, word.y1, word.bold, word.italic, word.size, 0.5
        )
    one, two = read_pages([sure.page()]), read_pages([unsure.page()])
    assert {name: found.value for name, found in one.fields.items()} == {
        name: found.value for name, found in two.fields.items()
    }
    assert all(two.fields[name].confidence < 0.55 for name in two.fields)


def test_typed_access_to_fields():
    reading = read_pages([documents.letter().page()])
    assert reading.text("kind") == "Công văn"
    assert reading.text("recipients") is None
    assert reading.items("addressees")[0] == "Giám đốc các bệnh viện"
    assert reading.items("kind") == reading.items("urgency") == ()
    assert reading.text("urgency") is None


def test_letters_read_wrongly_by_an_engine_are_forgiven():
    sheet = Sheet()
    sheet.columns(
        ("UBND TỈNH MẪU", "*SỞ Y TẾ"), ("*CỘNG HOÀ XÃ HÔI CHỦ NGHÍA VIÊT NAM", "*Đôc lâp - Tư do - Hạnh phúc")
    )
    sheet.down(6).columns(("S6: 15/TTr-SYT",), ("/Mẫu, ngay 5 thang 6 nam 2023",)).down(14)
    sheet.middle("*TỜ TRINH", "*Về việc phê duyệt kế hoạch").down(8).body(2)
    sheet.closing(("- Như trên;", "- Lưu: VT."), ("KT, GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Hà Văn Phúc")
    read = values(sheet)
    assert (read["kind"], read["number"], read["symbol"]) == ("Tờ trình", "15", "TTr-SYT")
    assert (read["date"], read["place"], read["signing_form"]) == ("2023-06-05", "Mẫu", "KT. GIÁM ĐỐC")
