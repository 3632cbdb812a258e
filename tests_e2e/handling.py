"""From the directive to the signature: what leaders, heads, officers and the office do."""

import re

from playwright.sync_api import Locator, expect

from tests_e2e.person import PATIENCE, Person


def open_from_desk(person: Person, subject: str) -> None:
    """What waits for a person is found on the desk, without searching."""
    person.open("/")
    row = person.page.locator("a.desk-row").filter(has_text=subject)
    person.sees_in_the_end(row)
    person.picture(f"desk-{person.account}")
    row.first.click()


def add_phrase(leader: Person, text: str) -> None:
    """A stock phrase of one's own."""
    leader.open("/cau-mau/")
    leader.page.locator("#phrase-text").fill(text)
    leader.button("Thêm câu mẫu").click()
    leader.sees(leader.page.locator("ul.lines").get_by_text(text))


def _part(dialog: Locator, name: str, part: str) -> None:
    row = dialog.locator(".choice-row").filter(has_text=name).first
    row.locator("label").filter(has_text=part).click()


def direct(
    leader: Person, *, lead: str, support: str, workdays: int, phrase: str | None = None, people: bool = False
) -> None:
    """Stock phrase, lead, support, deadline, one press. The page of the arrival is open."""
    leader.link(re.compile("^Giao")).first.click()
    dialog = leader.page.locator("#direct")
    leader.sees(dialog)
    if phrase:
        dialog.locator("label.chip").filter(has_text=phrase).first.click()
    dialog.locator("label.chip").filter(has_text=re.compile(rf"^\s*{workdays} ngày")).first.click()
    if people:
        more = dialog.locator("summary").filter(has_text="Giao cho từng người")
        if more.count():
            more.first.click()
    _part(dialog, lead, "Chủ trì")
    if support:
        _part(dialog, support, "Phối hợp")
    leader.picture(f"direct-{leader.account}")
    leader.button(re.compile("Giao việc"), within=dialog).click()
    expect(dialog).to_have_count(0, timeout=PATIENCE)


def open_work_file(officer: Person, title: str) -> None:
    officer.open("/ho-so/mo/")
    officer.fill({"title": title, "retention": "10 năm"})
    officer.button(re.compile("^Mở hồ sơ")).click()
    officer.sees(officer.page.get_by_text(title))


def put_into_work_file(officer: Person, title: str) -> None:
    panel = officer.page.locator("#work-files-panel")
    chosen = panel.locator("option").filter(has_text=title[:60]).first
    panel.locator("select").select_option(value=str(chosen.get_attribute("value")))
    officer.button("Cho vào hồ sơ", within=panel).click()
    officer.sees(panel.locator("a").filter(has_text=title))


def begin_answer(officer: Person, kind: str) -> None:
    """From the arrival to the editor: "Soạn trả lời", a kind, its template."""
    officer.page.get_by_role("link", name=re.compile("Soạn trả lời")).or_(
        officer.page.locator("a.btn-primary[href*='tra-loi=']")
    ).first.click()
    choose_kind(officer, kind)


def begin(officer: Person, kind: str) -> None:
    officer.open("/du-thao/moi/")
    choose_kind(officer, kind)


def choose_kind(officer: Person, kind: str) -> None:
    officer.page.locator("#kind-find").fill(kind)
    officer.page.locator("[data-kinds] [data-kind]").filter(visible=True).first.click()
    officer.button(re.compile("^Soạn")).click()
    officer.sees(officer.page.locator("#draft-form"))
    # The editor is fetched after the page; typing before it would go nowhere.
    officer.sees(officer.page.locator(".ed [contenteditable=true]"))


def write(officer: Person, subject: str, text: str) -> None:
    """Subject into its field, the text at the end of what the template gave. A phone shows one part at a time."""
    show_part(officer, "Thông tin")
    officer.page.locator("#id_subject").fill(subject)
    show_part(officer, "Nội dung")
    area = officer.page.locator(".ed [contenteditable=true]")
    area.click()
    officer.page.keyboard.press("Control+End")
    officer.page.keyboard.press("Enter")
    officer.page.keyboard.type(text)
    saved(officer)


def show_part(officer: Person, name: str) -> None:
    if officer.house.phone:
        officer.button(name).click()


def saved(officer: Person) -> None:
    """The draft has been kept: it says when."""
    state = officer.page.locator("[data-draft-state]")
    expect(state).to_have_text(re.compile(r"\d{2}:\d{2}"), timeout=PATIENCE)


def choose_signer(officer: Person, name: str) -> None:
    show_part(officer, "Thông tin")
    officer.page.locator("a.draft-signer").click()
    dialog = officer.page.locator("#draft-signer")
    dialog.locator("label.draft-pick").filter(has_text=name).first.click()
    officer.picture("signer")
    officer.button("Chọn người ký", within=dialog).click()
    expect(officer.page.locator("a.draft-signer")).to_contain_text(name, timeout=PATIENCE)


def choose_recipients(officer: Person, inside: list[str], outside: list[tuple[str, str, str]]) -> None:
    """Agencies of the installation by search; (name, channel, address) of the others. Channel: email or paper."""
    show_part(officer, "Thông tin")
    officer.page.locator("a[href$='/noi-nhan/']").filter(visible=True).first.click()
    dialog = officer.page.locator("#draft-recipients")
    officer.sees(dialog)
    for name in inside:
        # The sender of what is answered stands there already.
        if dialog.locator(".draft-lines li").filter(has_text=name).count():
            continue
        dialog.locator("#recipient-find").fill(name)
        dialog.locator(".draft-hit").filter(has_text=name).first.click()
        expect(dialog.locator(".draft-lines")).to_contain_text(name, timeout=PATIENCE)
    for name, channel, address in outside:
        if not dialog.locator("#recipient-name").is_visible():
            dialog.locator("summary").filter(has_text="Nơi nhận ngoài hệ thống").click()
        dialog.locator("#recipient-name").fill(name)
        dialog.locator("#recipient-channel").select_option(channel)
        dialog.locator("#recipient-address").fill(address)
        officer.button("Thêm nơi nhận", within=dialog).click()
        expect(dialog.locator(".draft-lines")).to_contain_text(name, timeout=PATIENCE)
    officer.picture("recipients")
    officer.button("Ghi nơi nhận", within=dialog).click()
    expect(officer.page.locator(".draft-recipients")).to_be_attached(timeout=PATIENCE)


def submit(officer: Person, note: str = "") -> None:
    officer.page.locator("[data-submit-draft]").click()
    dialog = officer.page.locator("#draft-submit")
    officer.sees(dialog)
    officer.sees_not(dialog.get_by_text("Chưa trình được"))
    if note:
        dialog.locator("#submit-note").fill(note)
    officer.picture("submit")
    officer.button("Trình", within=dialog).click()
    expect(dialog).to_have_count(0, timeout=PATIENCE)


def return_draft(head: Person, remarks: str) -> None:
    head.page.locator("a[href$='/tra-lai/']").filter(visible=True).first.click()
    dialog = head.page.locator("#draft-return")
    dialog.locator("#return-remarks").fill(remarks)
    head.picture("return")
    head.button("Trả lại", within=dialog).click()
    expect(dialog).to_have_count(0, timeout=PATIENCE)


def approve(reviewer: Person, act: str) -> None:
    reviewer.button(re.compile(act)).first.click()
    reviewer.page.wait_for_load_state()


def sign_all(leader: Person, subjects: list[str]) -> None:
    """Tick the drafts, look at every page of each, sign them in one go."""
    leader.open("/trinh-ky/")
    for subject in subjects:
        leader.sees_in_the_end(subject)
    for box in leader.page.locator(".p-queue input[name=ids]").all():
        row = leader.page.locator("[data-row]").filter(
            has=leader.page.locator(f"input[value='{box.get_attribute('value')}']")
        )
        box.set_checked(any(subject in row.inner_text() for subject in subjects))
    leader.picture("signing-queue")
    leader.button(re.compile(rf"Ký\s+{len(subjects)}\s+văn bản")).first.click()
    leader.page.wait_for_url(re.compile("/trinh-ky/ky/"))
    for _ in subjects:
        _look_through(leader)
        following = leader.page.get_by_role("link", name="Văn bản sau").filter(visible=True)
        if following.count():
            following.first.click()
    count = len(subjects)
    leader.sees(f"{count} / {count} đã xem hết trang")
    leader.picture("sign")
    leader.button(re.compile(f"^Ký {count} văn bản")).first.click()
    dialog = leader.page.locator("#sign-confirm")
    leader.picture("sign-confirm")
    leader.button(re.compile(f"^Ký {count} văn bản"), within=dialog).click()
    leader.sees(leader.page.get_by_role("heading", name=f"Đã ký {count} / {count}"))
    leader.picture("signed")


def _look_through(leader: Person) -> None:
    leader.sees(leader.page.locator(".p-page .v-page").first)
    leader.page.locator(".p-page .v-page").last.scroll_into_view_if_needed()
    expect(leader.page.locator("#sign-queue a[aria-current=true]")).to_contain_text(
        "Đã xem", timeout=PATIENCE
    )
