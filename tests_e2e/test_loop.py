"""Journey J1 without the parts of later issues: six people and one document, from its arrival to the answer that closes it."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests_e2e import arrivals, handling, issuing, papers
from tests_e2e.person import House

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.real_input]

SENDER, CLERK, DIRECTOR = "vanthu.tinh", "vanthu.snv", "giamdoc.snv"
HEAD, OFFICER, OFFICE = "truongphong.snv", "chuyenvien.snv", "vanphong.snv"
PHRASE = "Giao chủ trì tham mưu, trả lời đúng hạn."
UNIT, OTHER_UNIT = "Phòng Tổ chức - Biên chế", "Phòng Cải cách hành chính"
_TURN = {"desktop": 2, "phone": 3}


def test_a_document_comes_in_is_settled_and_closes_the_loop(house: House, tmp_path: Path) -> None:
    mark = uuid4().hex[:6]
    asked = f"Báo cáo bố trí cán bộ, công chức cấp xã, đợt {mark}"
    answer = f"Kết quả bố trí cán bộ, công chức cấp xã, đợt {mark}"
    more = [f"Hướng dẫn công tác văn thư, phần {turn} đợt {mark}" for turn in range(1, 5)]

    code = _comes_in(house, asked)
    _is_assigned(house, asked)
    _is_drafted(house, asked, answer)
    _is_approved(house, answer)
    _others_are_drafted(house, more)
    handling.sign_all(house.person(DIRECTOR), [answer, *more])
    number = _is_issued(house, answer, tmp_path)
    _is_received(house, answer, number)
    _is_closed(house, asked, answer, number)
    _stands_in_the_books(house, code, number, tmp_path)


def _comes_in(house: House, asked: str) -> str:
    """UBND tỉnh issues a paper to Sở Nội vụ; the clerk there finds it filled in and registers it."""
    sender, clerk = house.person(SENDER), house.person(CLERK)
    code = issuing.issue_paper(
        sender, papers.scan(_TURN[house.device]), asked, "Mai Xuân Lộc", "Sở Nội vụ tỉnh Mẫu"
    )
    arrivals.open_waiting_about(clerk, asked)
    expect(clerk.page.locator("#id_number")).to_have_value(code.partition("/")[0])
    expect(clerk.page.locator("#id_issuer_name")).to_have_value("Ủy ban nhân dân tỉnh Mẫu")
    arrivals.register(clerk)
    sender.sees_in_the_end(sender.page.locator("table.rec").get_by_text("Đã vào sổ"))
    return code


def _is_assigned(house: House, asked: str) -> None:
    director, head, officer = house.person(DIRECTOR), house.person(HEAD), house.person(OFFICER)
    handling.add_phrase(director, PHRASE)
    handling.open_from_desk(director, asked)
    handling.direct(director, lead=UNIT, support=OTHER_UNIT, workdays=5, phrase=PHRASE)
    director.sees(director.page.get_by_text(PHRASE))
    director.sees(director.page.locator(".asg").filter(has_text=UNIT).get_by_text("Chủ trì"))
    handling.open_from_desk(head, asked)
    handling.direct(head, lead="Bùi Khánh Ly", support="", workdays=3)
    handling.open_work_file(officer, f"Hồ sơ {asked}")
    handling.open_from_desk(officer, asked)
    officer.sees(officer.page.get_by_role("heading", name=asked))
    handling.put_into_work_file(officer, f"Hồ sơ {asked}")


def _is_drafted(house: House, asked: str, answer: str) -> None:
    officer = house.person(OFFICER)
    handling.begin_answer(officer, "Công văn")
    handling.write(officer, answer, "Đến nay đã bố trí xong 1.204 người.")
    handling.choose_signer(officer, "Vũ Đình Khoát")
    handling.choose_recipients(
        officer,
        ["Ủy ban nhân dân tỉnh Mẫu", "Sở Tài chính tỉnh Mẫu"],
        [
            ("Báo Mẫu", "email", "toasoan@bao.example.vn"),
            ("Tỉnh đoàn Mẫu", "paper", "Số 3 đường Thanh Niên, phường Trà Giang"),
        ],
    )
    officer.picture("editor")
    handling.submit(officer, "Kính trình trưởng phòng duyệt nội dung.")


def _is_approved(house: House, answer: str) -> None:
    """The head sends it back once; mended, compared, approved; then the office looks at its form."""
    head, officer, office = house.person(HEAD), house.person(OFFICER), house.person(OFFICE)
    handling.open_from_desk(head, answer)
    handling.return_draft(head, "Bổ sung số liệu theo từng xã.")
    handling.open_from_desk(officer, answer)
    officer.sees("Bổ sung số liệu theo từng xã.")
    handling.write(officer, answer, "Riêng xã Long Khê đã bố trí 42 người.")
    officer.page.get_by_role("link", name="Xem đã sửa gì từ lúc đó").click()
    officer.sees(officer.page.locator("ins").filter(has_text="Long Khê"))
    officer.picture("compare-versions")
    officer.page.go_back()
    handling.submit(officer)
    handling.open_from_desk(head, answer)
    handling.approve(head, "Duyệt nội dung")
    handling.open_from_desk(office, answer)
    handling.approve(office, "Đạt thể thức")


def _others_are_drafted(house: House, subjects: list[str]) -> None:
    officer, head, office = house.person(OFFICER), house.person(HEAD), house.person(OFFICE)
    for subject in subjects:
        handling.begin(officer, "Công văn")
        handling.write(officer, subject, "Các đơn vị thực hiện theo Nghị định 30/2020/NĐ-CP.")
        handling.choose_signer(officer, "Vũ Đình Khoát")
        handling.choose_recipients(officer, ["Sở Tài chính tỉnh Mẫu"], [])
        handling.submit(officer)
        handling.open_from_desk(head, subject)
        handling.approve(head, "Duyệt nội dung")
        handling.open_from_desk(office, subject)
        handling.approve(office, "Đạt thể thức")


def _is_issued(house: House, answer: str, folder: Path) -> str:
    clerk = house.person(CLERK)
    number = issuing.issue(clerk, answer)
    issuing.prove(issuing.issued_file(clerk), folder, signatures=2)
    for name in ("Ủy ban nhân dân tỉnh Mẫu", "Sở Tài chính tỉnh Mẫu", "Báo Mẫu", "Tỉnh đoàn Mẫu"):
        clerk.sees(clerk.page.locator("table.rec").get_by_text(name))
    clerk.picture("issued")
    return number


def _is_received(house: House, answer: str, number: str) -> None:
    sender, clerk = house.person(SENDER), house.person(CLERK)
    arrivals.open_waiting_about(sender, answer)
    expect(sender.page.locator("#id_number")).to_have_value(number.partition("/")[0])
    arrivals.register(sender)
    row = clerk.page.locator("table.rec tr").filter(has_text="Ủy ban nhân dân tỉnh Mẫu")
    clerk.sees_in_the_end(row.get_by_text("Đã vào sổ"))


def _is_closed(house: House, asked: str, answer: str, number: str) -> None:
    """The original closed by itself; the trace tells who held it; the answer lies beside it in the work file."""
    officer = house.person(OFFICER)
    arrivals.open_registered(officer, asked)
    officer.sees(number)
    officer.picture("closed")
    arrival = officer.page.url
    officer.page.get_by_role("link", name="Xem cả trang").first.click()
    officer.sees(officer.page.get_by_role("heading", name="Quá trình xử lý"))
    # The bar counts working time; on a Sunday, or within one minute, there is none to show.
    officer.sees(
        officer.page.locator(".hands").or_(officer.page.get_by_text("Chưa qua giờ làm việc nào")).first
    )
    for stage in ("vào sổ", "bút phê, giao việc", "trình", "đồng ý", "ký", "đóng dấu, phát hành"):
        officer.sees(officer.page.locator(".tl li").filter(has_text=stage))
    for who in ("Đặng Thu Ngà", "Vũ Đình Khoát", "Tạ Kim Phượng", "Bùi Khánh Ly"):
        officer.sees(who)
    officer.picture("trace")
    officer.open(arrival)
    officer.page.locator("#work-files-panel a").filter(has_text=f"Hồ sơ {asked}").click()
    officer.sees(asked)
    officer.sees(answer)
    officer.picture("work-file")


def _stands_in_the_books(house: House, code: str, number: str, folder: Path) -> None:
    clerk = house.person(CLERK)
    for name, wanted in (("Văn bản đến", code), ("Văn bản đi", number)):
        clerk.open("/so/")
        clerk.page.locator("a[data-row-link]").filter(has_text=re.compile(name, re.I)).first.click()
        clerk.sees(wanted)
        clerk.picture("register-book")
        printed = clerk.bytes_of(str(clerk.page.locator("a[href*='xuat.pdf']").first.get_attribute("href")))
        assert printed.startswith(b"%PDF")
