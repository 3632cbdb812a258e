"""The back button after every post of the loop: what was done stands, nothing is done twice, and a late press gets its sentence."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from congso.files.testing import text_pdf
from tests_e2e import arrivals, handling, issuing
from tests_e2e.papers import Paper
from tests_e2e.person import PATIENCE, House, Person

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
GONE_ON = "Dự thảo không còn ở bước này"


def back(person: Person) -> None:
    person.page.go_back()
    person.page.wait_for_load_state()


def test_back_after_every_post(browser: Browser, address: str) -> None:
    house = House(browser, address, "desktop")
    mark = uuid4().hex[:6]
    asked, answer = f"Đề nghị góp ý, đợt {mark}", f"Góp ý, đợt {mark}"
    clerk, director, head = (house.person(f"{one}.snv") for one in ("vanthu", "giamdoc", "truongphong"))
    officer, office = house.person("chuyenvien.snv"), house.person("vanphong.snv")
    number = _registers(clerk, asked, mark)
    _directs(director, head, asked)
    _drafts(officer, asked, answer)
    _approves(head, office, answer)
    _signs(director, answer)
    _issues(clerk, answer)
    arrivals.open_registered(clerk, asked)
    clerk.sees(clerk.page.get_by_text(re.compile(rf"^{number} ·")))
    complaints = [one for one in house.close() if "409" not in one]
    assert complaints == []


def _registers(clerk: Person, asked: str, mark: str) -> int:
    arrivals.add_files(clerk, [Paper(f"lui-{mark}.pdf", text_pdf(f"Văn bản thử nút lùi {mark}"), {})])
    number = arrivals.register(
        clerk,
        {
            "number": "77", "symbol": f"UBND-{mark.upper()}", "document_date": "10/11/2026", "kind": "Công văn",
            "issuer_name": "Ủy ban nhân dân tỉnh Lạc Sơn", "subject": asked, "signer_name": "Hà Quang Thái",
        },
    )  # fmt: skip
    back(clerk)
    clerk.sees(clerk.page.get_by_role("heading", name=asked))
    expect(clerk.button(re.compile(r"^Vào sổ \d+"))).to_have_count(0)
    return number


def _directs(director: Person, head: Person, asked: str) -> None:
    handling.open_from_desk(director, asked)
    handling.direct(director, lead="Phòng Tổ chức - Biên chế", support="", workdays=5)
    back(director)
    director.page.go_forward()
    expect(director.page.locator(".asg").filter(has_text="Chủ trì")).to_have_count(1, timeout=PATIENCE)
    handling.open_from_desk(head, asked)
    handling.direct(head, lead="Bùi Khánh Ly", support="", workdays=3)


def _drafts(officer: Person, asked: str, answer: str) -> None:
    handling.open_from_desk(officer, asked)
    handling.begin_answer(officer, "Công văn")
    handling.write(officer, answer, "Nhất trí với dự thảo.")
    back(officer)
    officer.page.reload()
    officer.sees("Bạn đang soạn dở bản trả lời")
    officer.page.get_by_role("link", name=answer).filter(visible=True).first.click()
    handling.choose_signer(officer, "Vũ Đình Khoát")
    handling.choose_recipients(officer, ["Sở Tài chính tỉnh Mẫu"], [])
    handling.submit(officer)
    back(officer)
    officer.page.reload()
    expect(officer.page.locator("[data-submit-draft]").filter(visible=True)).to_have_count(0)


def _approves(head: Person, office: Person, answer: str) -> None:
    handling.open_from_desk(head, answer)
    handling.approve(head, "Duyệt nội dung")
    back(head)
    again = head.button(re.compile("Duyệt nội dung"))
    if again.count():  # the page as it was kept by the browser
        again.first.click()
        head.sees(GONE_ON)
    handling.open_from_desk(office, answer)
    handling.approve(office, "Đạt thể thức")


def _signs(director: Person, answer: str) -> None:
    handling.sign_all(director, [answer])
    back(director)
    director.told(GONE_ON)


def _issues(clerk: Person, answer: str) -> None:
    code = issuing.issue(clerk, answer)
    back(clerk)
    clerk.page.go_forward()
    clerk.sees(clerk.page.get_by_role("heading", name=code))
    expect(clerk.button(re.compile("^Phát hành, cấp số"))).to_have_count(0)
