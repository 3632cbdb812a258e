"""Many files at once: dropped together, read in the background, registered one after another by keyboard alone."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests_e2e import arrivals
from tests_e2e.papers import Paper, letter
from tests_e2e.person import PATIENCE, House

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_three_files_are_registered_by_keyboard(browser: Browser, address: str) -> None:
    house = House(browser, address, "desktop")
    clerk = house.person("vanthu.snv")
    subjects = [f"Tổng kết phong trào thi đua {turn}" for turn in ("quý một", "quý hai", "quý ba")]
    papers = [
        Paper(f"{place}.pdf", letter(place + 41, subject), {}) for place, subject in enumerate(subjects)
    ]
    arrivals.add_files(clerk, papers)
    for subject in subjects:
        clerk.sees_in_the_end(subject)
    clerk.picture("bulk-list")

    keyboard = clerk.page.keyboard
    keyboard.press("v")
    expect(clerk.page.locator(".round")).to_contain_text(re.compile(r"1 / \d+"), timeout=PATIENCE)
    total = int(re.findall(r"/ (\d+)", clerk.page.locator(".round").inner_text())[0])
    # One is skipped, looked at again and skipped for good: it comes back behind the last one.
    first = clerk.page.url
    keyboard.press("Control+ArrowDown")
    clerk.page.wait_for_url(lambda url: url != first)
    expect(clerk.page.locator(".round")).to_contain_text(f"2 / {total}")
    keyboard.press("Control+ArrowUp")
    clerk.page.wait_for_url(first)
    done: list[str] = []
    for _ in range(2 * total):
        shown = clerk.page.locator("#id_subject").input_value()
        here = clerk.page.url
        if shown in subjects and (here != first or len(done) == 2):
            clerk.picture("bulk-form")
            keyboard.press("Control+Enter")
            expect(clerk.page.locator("#toasts")).to_contain_text("vào sổ số", timeout=PATIENCE)
            done.append(shown)
        else:
            keyboard.press("Control+ArrowDown")
        if len(done) == len(subjects):
            break
        clerk.page.wait_for_url(lambda url, here=here: url != here)
    assert sorted(done) == sorted(subjects)
    clerk.open("/van-ban-den/da-vao-so/")
    for subject in subjects:
        clerk.sees(subject)
    assert house.close() == []
