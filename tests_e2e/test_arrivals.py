"""The clerk's own door: files come in, are registered, warned of and refused."""

import pytest
from playwright.sync_api import expect

from tests_e2e import arrivals, papers
from tests_e2e.person import House

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.real_input]
_TURN = {"desktop": 0, "phone": 1}


def test_real_files_are_registered_and_stay_as_they_came(house: House) -> None:
    clerk = house.person("vanthu.snv")
    letter = papers.born_digital(3 * _TURN[house.device])
    others = [papers.born_digital(3 * _TURN[house.device] + 1), papers.scan(_TURN[house.device])]
    arrivals.add_files(clerk, [letter])
    arrivals.open_waiting(clerk, letter.name)
    number = arrivals.register(clerk, letter.fields)

    arrivals.add_files(clerk, others)
    arrivals.open_waiting(clerk, others[0].name)
    assert arrivals.register(clerk, others[0].fields) == number + 1
    arrivals.open_waiting(clerk, others[1].name)
    arrivals.settle_scan(clerk)
    assert arrivals.register(clerk, others[1].fields) == number + 2

    for paper in (letter, *others):
        arrivals.open_registered(clerk, paper.fields["subject"])
        clerk.sees_in_the_end("Xem bản gốc, không có dấu đến")
        stamped = clerk.page.locator("#incoming-sheet .viewer").get_attribute("data-pdf")
        assert clerk.bytes_of(str(stamped)) != paper.content
        clerk.picture("stamped")
        assert arrivals.sha256(arrivals.original_of(clerk)) == arrivals.sha256(paper.content)

    arrivals.add_files(clerk, [letter])
    arrivals.open_waiting(clerk, letter.name)
    clerk.sees(f"Có thể trùng với số đến {number}")
    clerk.sees("Nội dung tệp giống hệt")
    clerk.picture("twin")
    clerk.link("So sánh").first.click()
    clerk.sees(f"So sánh với số đến {number}")
    clerk.picture("compare")
    clerk.button("Gửi trùng, trả lại").click()
    clerk.button("Gửi trùng, trả lại", within=clerk.page.locator("dialog[open]")).click()
    clerk.told("Đã trả lại vì gửi trùng.")


def test_a_marked_file_is_refused_and_a_stub_offered(house: House) -> None:
    clerk = house.person("vanthu.snv")
    clerk.open("/van-ban-den/cho-vao-so/")
    before = clerk.page.locator("a.item[data-row]").count()
    clerk.button("Thêm tệp").first.click()
    drawer = clerk.page.locator("#incoming-upload")
    drawer.locator("#up-files").set_input_files(
        {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": papers.marked()}
    )
    why = drawer.locator(".upl .why")
    expect(why).to_contain_text("TỐI MẬT")
    rule = drawer.get_by_role("link", name="Vì sao, và cách ghi mẩu đăng ký").get_attribute("href")
    clerk.picture("refused")
    clerk.open("/van-ban-den/cho-vao-so/")
    assert clerk.page.locator("a.item[data-row]").count() == before
    clerk.open(str(rule))
    clerk.sees("Không nhận tệp này: trang 1 có dấu TỐI MẬT")
    clerk.sees("Luật Bảo vệ bí mật nhà nước số 29/2018/QH14")
    clerk.sees(clerk.button("Ghi mẩu đăng ký"))
    clerk.picture("stub")
