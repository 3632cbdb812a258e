"""Two people in a group: what one says the other sees by itself, once and in order, also after the line was away."""

import os
import signal

import pytest
from playwright.sync_api import Browser, Page, expect

from congso.kernel.ids import uuid7
from congso.launcher.tests.machine import eventually
from tests_e2e.person import PATIENCE, House, Person
from tests_e2e.test_live import Site, site

__all__ = ["site"]

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
_BACK = 90_000  # ms until the browser has come back to the stream by itself


def _say(person: Person, words: str) -> None:
    box = person.page.locator("#composer-text")
    box.fill(words)
    person.button("Gửi (Enter)").click()
    expect(person.page.locator(".msg .tx").last).to_have_text(words, timeout=PATIENCE)
    expect(box).to_have_value("")


def _shown(page: Page, words: list[str]) -> None:
    expect(page.locator(".msg .tx")).to_have_text(words, timeout=_BACK)


def _group(house: House, name: str) -> tuple[Person, Person, str]:
    """A head, a member with the empty group open, its address."""
    head, member = house.person("truongphong.snv"), house.person("chuyenvien.snv")
    head.open("/nhom/lap/")
    head.fill({"name": name})
    head.button("Lập nhóm").click()
    head.told("Đã lập nhóm.")
    with head.page.expect_navigation():
        head.page.locator(".grp-free label", has_text="Chuyên viên").first.locator("input").check()
        for box in head.page.locator(".grp-free input").all():
            box.check()
        head.button("Thêm vào nhóm").click()
    address = head.page.url.replace("thanh-vien/", "")
    head.open(address)
    with member.page.expect_response(lambda answer: "/live" in answer.url, timeout=PATIENCE):
        member.open(address)
    return head, member, address


def test_words_arrive_once_and_in_order_also_after_the_line_was_away(house: House) -> None:
    head, member, _ = _group(house, f"Nhóm thử {uuid7().hex[:8]}")
    member.page.evaluate("window.sameLoad = true")
    said = [f"Tin số {number}" for number in range(1, 4)]
    for words in said:
        _say(head, words)
    _shown(member.page, said)

    member.context.set_offline(True)
    for number in range(4, 7):
        said.append(f"Tin số {number}")
        _say(head, said[-1])
    member.context.set_offline(False)
    _shown(member.page, said)
    said.append("Tin sau cùng")
    _say(head, said[-1])
    _shown(member.page, said)
    assert member.page.evaluate("window.sameLoad") is True

    said.append("Em đã đọc ạ <b>")
    _say(member, said[-1])
    _shown(head.page, said)
    expect(head.page.locator("[data-own] [data-readers]").first).to_contain_text("1 /", timeout=_BACK)


def test_a_refused_message_stays_in_its_box(house: House) -> None:
    head, _, address = _group(house, f"Nhóm thử {uuid7().hex[:8]}")
    box = head.page.locator("#composer-text")
    box.fill("TỐI MẬT\nSố: 01/BC-SNV")
    head.button("Gửi (Enter)").click()
    expect(head.page.locator(".grp-error")).to_be_visible(timeout=PATIENCE)
    expect(box).to_have_value("TỐI MẬT\nSố: 01/BC-SNV")
    head.open(address)
    expect(head.page.locator("#messages .msg")).to_have_count(0)


def test_nothing_is_lost_or_doubled_when_parts_of_the_product_die(browser: Browser, site: Site) -> None:
    house = House(browser, f"http://localhost:{site.port}", "desktop")
    head, member, _ = _group(house, "Nhóm bền")
    member.page.evaluate("window.sameLoad = true")
    _say(head, "Trước khi đứt")
    _shown(member.page, ["Trước khi đứt"])

    fallen = site.live()
    os.kill(fallen, signal.SIGKILL)
    _say(head, "Lúc máy phát tin chết")
    assert eventually(lambda: site.live() != fallen)
    _shown(member.page, ["Trước khi đứt", "Lúc máy phát tin chết"])

    # The whole product with its PostgreSQL: what was being written stays in its box, and is sent by a second press.
    site.stop()
    box = head.page.locator("#composer-text")
    box.fill("Sau khi mọi thứ trở lại")
    head.button("Gửi (Enter)").click()
    expect(head.page.locator(".grp-error")).to_be_visible(timeout=PATIENCE)
    expect(box).to_have_value("Sau khi mọi thứ trở lại")
    site.product = site.start()
    _say(head, "Sau khi mọi thứ trở lại")
    said = ["Trước khi đứt", "Lúc máy phát tin chết", "Sau khi mọi thứ trở lại"]
    _shown(member.page, said)
    _shown(head.page, said)
    assert member.page.evaluate("window.sameLoad") is True
    house.close()
