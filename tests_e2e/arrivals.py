"""What a clerk does with arrivals."""

import hashlib
import re
from pathlib import Path

from playwright.sync_api import FilePayload, expect

from tests_e2e.papers import Paper
from tests_e2e.person import PATIENCE, Person


def add_files(clerk: Person, papers: list[Paper]) -> None:
    """Open the drawer and choose the files; when all are in, the page goes on by itself: to the one, or to the list."""
    clerk.open("/van-ban-den/cho-vao-so/")
    clerk.button("Thêm tệp").first.click()
    drawer = clerk.page.locator("#incoming-upload")
    clerk.sees(drawer)
    files: list[FilePayload] = [
        {"name": one.name, "mimeType": "application/pdf", "buffer": one.content} for one in papers
    ]
    with clerk.page.expect_navigation(timeout=2 * PATIENCE):
        drawer.locator("#up-files").set_input_files(files)


def open_waiting(clerk: Person, name: str) -> None:
    """The waiting arrival whose file bears the name."""
    clerk.open("/van-ban-den/cho-vao-so/")
    for address in _waiting(clerk):
        clerk.open(address)
        if clerk.page.locator(f"#incoming-sheet [title='{name}']").count():
            return
    raise AssertionError(f"{name} does not wait")


def _waiting(clerk: Person) -> list[str]:
    rows = clerk.page.locator("a.item[data-row]")
    return [str(rows.nth(place).get_attribute("href")) for place in range(rows.count())]


def open_waiting_about(clerk: Person, subject: str) -> None:
    """The waiting arrival of that subject; it may still be under way."""
    clerk.open("/van-ban-den/cho-vao-so/")
    row = clerk.page.locator("a.item[data-row]").filter(has_text=subject)
    clerk.sees_in_the_end(row)
    row.first.click()
    clerk.sees(clerk.page.locator("#incoming-form"))


def settle_scan(clerk: Person) -> None:
    """A scan is held until somebody has looked for a marking."""
    clerk.sees_in_the_end("Bản quét này có dấu chỉ độ mật không?")
    expect(clerk.button(re.compile("^Vào sổ")).first).to_be_disabled()
    clerk.button("Không có dấu mật").click()
    clerk.sees_not(clerk.page.get_by_text("Bản quét này có dấu chỉ độ mật không?"))


def register(clerk: Person, fields: dict[str, str] | None = None) -> int:
    """Type the fields, press Ctrl+Enter; returns the arrival number."""
    clerk.fill(fields or {})
    expect(clerk.button(re.compile(r"^Vào sổ \d+")).first).to_be_enabled()
    clerk.picture("register")
    clerk.page.locator("#id_subject").press("Control+Enter")
    toast = clerk.page.locator("#toasts").get_by_text(re.compile(r"(đ|Đ)ã vào sổ số \d+"))
    expect(toast.first).to_be_visible(timeout=PATIENCE)
    found = re.search(r"vào sổ số (\d+)", toast.first.inner_text())
    assert found is not None
    return int(found[1])


def open_registered(person: Person, subject: str) -> None:
    """The page of a registered arrival, through the list and its search."""
    person.open("/van-ban-den/da-vao-so/")
    field = person.page.locator("input[name=q]").filter(visible=True).first
    field.fill(subject)
    field.press("Enter")
    person.page.wait_for_url(re.compile("q="))
    person.page.locator("a").filter(has_text=subject, visible=True).first.click()
    person.sees(person.page.get_by_role("heading", name=subject))


def original_of(person: Person) -> bytes:
    """The bytes behind "Tải về" when the original, without the stamp, is shown."""
    person.page.get_by_role("link", name="Xem bản gốc, không có dấu đến").click()
    link = person.page.locator("#incoming-sheet a[download]").first
    return person.bytes_of(str(link.get_attribute("href")))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
