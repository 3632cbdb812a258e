"""What others do appears on an open page by itself, also after the live process or the whole product was away."""

import os
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from congso.files.testing import text_pdf
from congso.launcher.tests.machine import Product, eventually
from tests_e2e.arrivals import add_files
from tests_e2e.conftest import free_ports, load_demo
from tests_e2e.papers import Paper
from tests_e2e.person import PATIENCE, House, Person

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
_BACK = 90_000  # ms until a busy machine has started a part again and the browser has come back to it


class Site:
    """A product of this test's own, because it is stopped and started."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.product = self.start()

    def start(self) -> Product:
        product = Product(self.data, "--port", str(self.port), "--no-demo").ready()
        threading.Thread(target=lambda: list(product.process.stdout or ()), daemon=True).start()
        return product

    def stop(self) -> None:
        self.product.__exit__()

    def live(self) -> int:
        return int(self.product.state()["children"]["live"])


@pytest.fixture
def site() -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="congso-live-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        load_demo(data, "--people-only")
        made = Site(data, free_ports())
        yield made
        made.stop()


def _paper(subject: str) -> Paper:
    return Paper(f"{subject}.pdf", text_pdf(f"Số: 15/UBND-VP. {subject}."), {})


def _watch(clerk: Person) -> Page:
    """The list of arrivals, open and joined to the stream; a mark tells whether it was ever loaded again."""
    with clerk.page.expect_response(lambda answer: "/live" in answer.url, timeout=PATIENCE) as stream:
        clerk.open("/van-ban-den/cho-vao-so/")
    assert stream.value.status == 200
    clerk.page.evaluate("window.sameLoad = true")
    return clerk.page


def _says(page: Page, count: int) -> None:
    expect(page.locator(".live-line")).to_contain_text(str(count), timeout=_BACK)
    assert page.evaluate("window.sameLoad") is True


def test_a_page_hears_of_what_others_do(browser: Browser, site: Site) -> None:
    address = f"http://localhost:{site.port}"
    watching = House(browser, address, "desktop").person("vanthu.snv")
    working = House(browser, address, "desktop").person("vanthu.snv")
    page = _watch(watching)
    count = page.locator(".cs-rail [data-live-count=incoming]")
    expect(count).to_be_hidden()
    add_files(working, [_paper("Một")])
    _says(page, 1)
    expect(count).to_have_text("1", timeout=PATIENCE)

    # What happens while the live process is dead waits for the browser.
    fallen = site.live()
    os.kill(fallen, signal.SIGKILL)
    add_files(working, [_paper("Hai")])
    assert eventually(lambda: site.live() != fallen)
    _says(page, 2)

    site.stop()
    site.product = site.start()
    add_files(working, [_paper("Ba")])
    _says(page, 3)
    expect(count).to_have_text("3", timeout=PATIENCE)
    page.locator(".live-line").click()
    expect(page.locator("a.item[data-row]")).to_have_count(3, timeout=PATIENCE)
