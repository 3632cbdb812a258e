"""Numbers, seals and recipients: the clerk at the far end, and what an issued file is worth."""

import re
import subprocess
from pathlib import Path

from playwright.sync_api import expect

from congso.signing import api as signing
from tests_e2e.papers import Paper
from tests_e2e.person import PATIENCE, Person


def issue_paper(clerk: Person, scan: Paper, subject: str, signer: str, to: str) -> str:
    """A paper signed by hand: its scan gets number and seal and goes to an agency. Returns number and symbol."""
    clerk.open("/van-ban-di/ban-giay/")
    clerk.page.locator("#id_kind").select_option(label="Công văn")
    clerk.fill({"symbol": "UBND-NC", "subject": subject, "signer_name": signer, "signer_title": "Chủ tịch"})
    clerk.page.locator("#id_scan").set_input_files(
        {"name": scan.name, "mimeType": "application/pdf", "buffer": scan.content}
    )
    clerk.page.get_by_label("Tôi đã xem bản quét").check()
    clerk.picture("ink")
    clerk.button("Cấp số văn bản giấy").click()
    clerk.sees(clerk.page.get_by_role("heading", name=re.compile(r"^\d+\/")))
    code = clerk.page.get_by_role("heading", level=1).inner_text().strip()
    add_recipient(clerk, to)
    clerk.sees_in_the_end(
        clerk.page.locator("table.rec").get_by_text(re.compile("Đã đến|Đã gửi|đã đến|Đã nhận"))
    )
    return code


def add_recipient(clerk: Person, name: str) -> None:
    clerk.page.locator("[data-open='recipient-add']").filter(visible=True).first.click()
    dialog = clerk.page.locator("#recipient-add")
    dialog.locator("#id_name").fill(name)
    clerk.button("Thêm nơi nhận", within=dialog).click()
    clerk.sees(clerk.page.locator("table.rec").get_by_text(name))


def issue(clerk: Person, subject: str) -> str:
    """Number, date and seal of a signed draft; returns number and symbol once it lies sealed."""
    clerk.open("/van-ban-di/cho-phat-hanh/")
    row = clerk.page.locator("a").filter(has_text=subject)
    clerk.sees_in_the_end(row)
    clerk.picture("issuing-list")
    row.filter(visible=True).first.click()
    press = clerk.button(re.compile("^Phát hành, cấp số"))
    clerk.picture("issuing")
    press.click()
    heading = clerk.page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(r"^\d+\/"), timeout=PATIENCE)
    clerk.sees_in_the_end("Trang kiểm tra công khai")
    return heading.inner_text().strip()


def issued_file(clerk: Person) -> bytes:
    link = clerk.page.locator(".viewer a[download]").first
    return clerk.bytes_of(str(link.get_attribute("href")))


def prove(pdf: bytes, folder: Path, *, signatures: int) -> None:
    """Two validators that share no code: poppler's, and pyHanko with its analysis of what changed after each signature."""
    path = folder / "issued.pdf"
    path.write_bytes(pdf)
    said = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
    ).stdout
    assert said.count("Signature is Valid.") == signatures, said
    assert "Total document signed" in said, said
    # The roots of the installation lie in its database; who is trusted is not asked here.
    faults = [
        fault
        for fault in signing.faults_of_issued(pdf, [], person=signatures > 1)
        if "trust" not in fault.name.lower()
    ]
    assert faults == []
