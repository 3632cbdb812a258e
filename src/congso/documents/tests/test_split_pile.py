"""A scanned pile parted at its cover sheets."""

import io
from datetime import datetime

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageDraw

from congso.documents import testing_incoming as t
from congso.documents.actions import split_pile as act
from congso.documents.actions.read_incoming import read_incoming
from congso.documents.actions.state_incoming_marking import state_incoming_marking
from congso.documents.models import IncomingDocument, ScanPile
from congso.documents.queries import scan_pile as q
from congso.files import api as files
from congso.files.testing import text_pdf
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people.testing import make_actor, sign_in
from congso.pure import cover_sheets
from congso.pure.layout import PDFIUM_LOCK

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)):
        yield


@pytest.fixture
def office():
    return t.make_office()


def scanned(pdf: bytes) -> list[Image.Image]:
    with PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(pdf)
        images = [page.render(scale=1.2, grayscale=True).to_pil().convert("L") for page in document]
        document.close()
    return images


def sheet(clerk) -> Image.Image:
    return scanned(act.print_sheets(actor=clerk, count=1))[0]


def page(number: int) -> Image.Image:
    made = Image.new("L", (714, 1010), 250)
    for line in range(20):
        ImageDraw.Draw(made).rectangle((80, 90 + 40 * line, 400 + 20 * number, 98 + 40 * line), fill=10)
    return made


def pile(*images: Image.Image) -> bytes:
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=86)
    return out.getvalue()


def split(clerk, content: bytes, name: str = "Chồng sáng.pdf") -> ScanPile:
    pile_id = act.receive_pile(actor=clerk, name=name, content=content)
    act.split_pile(pile_id=pile_id)
    return ScanPile.objects.for_actor(clerk).get(pk=pile_id)


def parts(clerk) -> list[IncomingDocument]:
    return list(IncomingDocument.objects.for_actor(clerk).order_by("pk"))


def test_each_section_is_an_arrival_and_the_pile_stays_as_it_came(office):
    clerk, cover = office.clerk, sheet(office.clerk)
    content = pile(cover, page(1), page(2), cover.rotate(180), page(3))
    done = split(clerk, content)
    assert (done.state, done.notes["sheets"], done.notes["refused"]) == ("done", 2, [])
    assert files.read(done.file_id) == content
    first, second = parts(clerk)
    assert [(one.pile_id, one.pile_pages, one.pages, one.channel) for one in (first, second)] == [
        (done.pk, "2–3", 2, "paper"),
        (done.pk, "5", 1, "paper"),
    ]
    names = [files.row(one.main_file_id or 0).name for one in (first, second)]
    assert names == ["Chồng sáng - trang 2–3.pdf", "Chồng sáng - trang 5.pdf"]
    assert first.main_file_id != done.file_id


def test_run_again_it_makes_only_what_is_missing(office):
    cover = sheet(office.clerk)
    done = split(office.clerk, pile(cover, page(1), cover, page(2)))
    parts(office.clerk)[1].delete()
    ScanPile.objects.for_actor(office.clerk).filter(pk=done.pk).update(state="cutting")
    act.split_pile(pile_id=done.pk)
    assert [one.pile_pages for one in parts(office.clerk)] == ["2", "4"]
    act.split_pile(pile_id=done.pk)
    assert len(parts(office.clerk)) == 2


def test_a_pile_without_sheets_is_one_arrival_of_the_file_itself(office):
    done = split(office.clerk, pile(page(1), page(2)))
    (one,) = parts(office.clerk)
    assert (one.main_file_id, one.pile_pages, one.pile_id) == (done.file_id, "", done.pk)
    ScanPile.objects.for_actor(office.clerk).filter(pk=done.pk).update(state="cutting")
    act.split_pile(pile_id=done.pk)
    assert len(parts(office.clerk)) == 1


def test_only_sheets_make_no_arrival_and_two_in_a_row_no_empty_one(office):
    cover = sheet(office.clerk)
    assert split(office.clerk, pile(cover, cover)).notes["empty"] == 2
    assert parts(office.clerk) == []
    done = split(office.clerk, pile(cover, cover, page(1)))
    assert (done.notes["empty"], [one.pile_pages for one in parts(office.clerk)]) == (1, ["3"])


def test_sheets_of_others_part_nothing(office, settings):
    elsewhere = sheet(t.make_office("Sở Tài chính").clerk)
    key = settings.SECRET_KEY
    settings.SECRET_KEY = "of another installation, as long as it should be"
    foreign = sheet(office.clerk)
    settings.SECRET_KEY = key
    done = split(office.clerk, pile(sheet(office.clerk), page(1), elsewhere, foreign, page(2)))
    assert done.notes["foreign"] == [3, 4]
    assert [one.pile_pages for one in parts(office.clerk)] == ["2–5"]


def test_a_marked_part_is_refused_and_the_others_come_in(office, monkeypatch):
    words = text_pdf("TỐI MẬT\n\nSố: 12/BC-UBND\n\nBÁO CÁO")
    monkeypatch.setattr(cover_sheets, "part", lambda pdf, first, last: words if first == 1 else pile(page(5)))
    cover = sheet(office.clerk)
    done = split(office.clerk, pile(cover, page(1), cover, page(2)))
    ((first, last, code, _params),) = done.notes["refused"]
    assert (first, last, code) == (2, 2, "guard.secret_marking")
    assert files.row(done.file_id).state == "purged"
    assert [one.pile_pages for one in parts(office.clerk)] == ["4"]


def test_a_part_stated_as_marked_takes_the_pile_with_it_and_no_other_part(office, client):
    cover = sheet(office.clerk)
    done = split(office.clerk, pile(cover, page(1), cover, page(2)))
    first, second = parts(office.clerk)
    state_incoming_marking(actor=office.clerk, incoming_id=first.pk, marked=True)
    assert files.row(done.file_id).state == "purged"
    assert files.row(second.main_file_id or 0).state == "held"
    html = sign_in(client, office.clerk).get(reverse("documents:scan_pile", args=[done.pk])).content.decode()
    assert "tệp quét gốc đã bị xóa" in html
    assert "Xem tệp quét gốc" not in html


def test_a_marking_read_late_takes_the_pile_with_it(office):
    cover = sheet(office.clerk)
    done = split(office.clerk, pile(cover, page(1), cover, page(2)))
    first, second = parts(office.clerk)
    read_incoming(incoming_id=second.pk)
    assert files.row(done.file_id).state == "held"
    files.purge(
        actor=Actor.system(office.agency.id), file_id=first.main_file_id or 0, reason="guard.secret_marking"
    )
    read_incoming(incoming_id=first.pk)
    assert files.row(done.file_id).state == "purged"


def test_an_upload_sent_again_is_one_pile(office):
    content = pile(page(1))
    send = {"actor": office.clerk, "name": "a.pdf", "content": content, "once_key": "k1"}
    assert act.receive_pile(**send) == act.receive_pile(**send)
    assert ScanPile.objects.for_actor(office.clerk).count() == 1


@pytest.mark.parametrize("content", [b"PK no pdf", io.BytesIO(b"GIF89a")])
def test_only_a_pdf_is_a_pile(office, content):
    with pytest.raises(Invalid, match=r"documents\.pile_not_pdf"):
        act.receive_pile(actor=office.clerk, name="a.pdf", content=content)
    assert not ScanPile.objects.for_actor(office.clerk).exists()


def test_a_clerk_who_left_the_post_leaves_the_pile_whole(office):
    pile_id = act.receive_pile(actor=office.clerk, name="a.pdf", content=pile(page(1)))
    ScanPile.objects.for_actor(office.clerk).filter(pk=pile_id).update(appointment_id=0)
    act.split_pile(pile_id=pile_id)
    one = q.one(office.clerk, pile_id)
    assert (one.state, one.reason, parts(office.clerk)) == ("failed", "people.not_your_post", [])


def test_a_page_that_cannot_be_drawn_is_said(office, monkeypatch):
    def broken(pdf, agency_id, key):
        raise RuntimeError("page 2")

    pile_id = act.receive_pile(actor=office.clerk, name="a.pdf", content=pile(page(1)))
    with monkeypatch.context() as patch:
        patch.setattr(cover_sheets, "marks_of", broken)
        with pytest.raises(RuntimeError):
            act.split_pile(pile_id=pile_id)
    one = q.one(office.clerk, pile_id)
    assert (one.state, one.reason, one.purged, parts(office.clerk)) == ("failed", "", False, [])


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.OFFICE])
def test_only_the_clerk_parts_piles(office, role):
    done = split(office.clerk, pile(page(1)))
    other = make_actor(office.agency, role)
    for refused in (
        lambda: act.receive_pile(actor=other, name="a.pdf", content=pile(page(1))),
        lambda: act.print_sheets(actor=other, count=1),
        lambda: q.one(other, done.pk),
    ):
        with pytest.raises(Forbidden):
            refused()
    assert not q.readable(other, SubjectRef(act.PILE, done.pk))


def test_a_clerk_of_another_agency_knows_nothing_of_it(office):
    done = split(office.clerk, pile(page(1)))
    elsewhere = t.make_office("Sở Tài chính").clerk
    with pytest.raises(NotFound):
        q.one(elsewhere, done.pk)
    assert not q.readable(elsewhere, SubjectRef(act.PILE, done.pk))
    assert q.readable(office.clerk, SubjectRef(act.PILE, done.pk))


# Screens


def test_sheets_are_printed_by_number(client, office):
    clerk = sign_in(client, office.clerk)
    address = reverse("documents:cover_sheets")
    assert "Mở tệp PDF để in" in clerk.get(address).content.decode()
    made = clerk.get(address, {"so": "3"})
    assert made["Content-Type"] == "application/pdf"
    assert len(scanned(made.content)) == 3
    for wrong in ("0", "101", "x"):
        answer = clerk.get(address, {"so": wrong})
        assert answer.status_code == 422
        assert "từ 1 đến 100 tờ ngăn" in answer.content.decode()
    assert sign_in(client, office.leader).get(address).status_code == 403


def test_a_pile_through_the_drawer(client, office):
    clerk, cover = sign_in(client, office.clerk), sheet(office.clerk)
    upload = reverse("documents:incoming_upload")
    content = pile(cover, page(1), cover, page(2), cover)
    answer = clerk.post(
        upload,
        {"pile": "1", "files": SimpleUploadedFile("chong.pdf", content)},
        HTTP_ACCEPT="application/json",
    )
    address = answer.json()["url"]
    assert "Đang tìm tờ ngăn và tách" in clerk.get(address).content.decode()
    act.split_pile(pile_id=ScanPile.objects.for_actor(office.clerk).get().pk)
    html = clerk.get(address).content.decode()
    for words in ("Đã tách thành 2 văn bản", "1 tờ ngăn không có trang nào đi sau", "Xem tệp quét gốc"):
        assert words in html
    one = parts(office.clerk)[0]
    assert (
        "Tách từ chồng quét “chong.pdf”, trang 2."
        in clerk.get(reverse("documents:incoming_register", args=[one.pk])).content.decode()
    )
    original = q.one(office.clerk, ScanPile.objects.for_actor(office.clerk).get().pk).file_url
    assert b"".join(clerk.get(original).streaming_content) == content
    assert clerk.post(upload, {"pile": "1", "files": SimpleUploadedFile("c.pdf", content)}).status_code == 302
    assert clerk.post(upload, {"pile": "1"}, HTTP_ACCEPT="application/json").status_code == 422


@pytest.mark.parametrize(
    ("state", "notes", "words"),
    [
        ("done", {"sheets": 0}, "Không thấy tờ ngăn nào"),
        ("done", {"sheets": 2, "empty": 2}, "Chỉ có tờ ngăn, không có trang văn bản nào"),
        ("done", {"sheets": 1, "foreign": [2, 5]}, "Trang 2, 5 là tờ ngăn của cơ quan hoặc hệ thống khác"),
        (
            "done",
            {"sheets": 1, "refused": [[2, 3, "files.damaged", {}]]},
            "Không nhận phần từ trang 2 đến trang 3",
        ),
        ("failed", {}, "Chưa tách được chồng quét này"),
    ],
)
def test_what_became_of_a_pile_is_said(client, office, state, notes, words):
    pile_id = act.receive_pile(actor=office.clerk, name="a.pdf", content=pile(page(1)))
    ScanPile.objects.for_actor(office.clerk).filter(pk=pile_id).update(
        state=state, notes=notes, reason="people.not_your_post" if state == "failed" else ""
    )
    html = sign_in(client, office.clerk).get(reverse("documents:scan_pile", args=[pile_id])).content.decode()
    assert words in html
