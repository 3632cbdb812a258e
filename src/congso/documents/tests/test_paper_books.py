"""What leaves on paper: the book that the post office signs, and the list of envelopes."""

import pytest
from django.urls import reverse

from congso.documents import numbers
from congso.documents import testing_outgoing as to
from congso.documents.models import OutgoingDocument, Recipient
from congso.documents.queries import registers as q
from congso.documents.queries.register_rows import BOOK, ENVELOPES, POST
from congso.documents.support_outgoing import ref
from congso.kernel import clock
from congso.kernel.actor import Role
from congso.people.testing import make_actor, make_agency, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    with clock.frozen(to.DAY):
        yield to.make_house("Sở Nội vụ", keys=False)


@pytest.fixture
def book(house):
    """Two documents: the first to an e-mail address and two on paper, the second to an e-mail address alone."""
    opened = numbers.register_for(
        agency_id=house.agency.id, direction="outgoing", year=to.DAY.year, body_id=house.body.id
    )
    for place in (1, 2):
        row = OutgoingDocument.objects.create(
            agency_id=house.agency.id, body_id=house.body.id, state="issued", kind="bao_cao", symbol="BC-SNV", subject="Biên chế",
            number=place, register=opened, issued_date=to.DAY.date(), check_token=f"t{place}", urgency=place - 1,
        )  # fmt: skip
        numbers.take_number(actor=house.clerk, register=opened, on=to.DAY.date(), subject=ref(row))
        Recipient.objects.create(outgoing=row, channel="email", name="Báo Mẫu", address="a@b.vn")
        if place == 1:
            Recipient.objects.create(
                outgoing=row,
                channel="paper",
                name="Hội Khuyến học",
                address="Số 9 đường Học Lạc",
                copies=2,
                order=1,
            )
            Recipient.objects.create(
                outgoing=row,
                channel="paper",
                name="Trường Chính trị",
                state="failed",
                state_at=to.DAY,
                order=2,
            )
    return q.register(house.clerk, opened.pk)


def cells(house, book, form, **filters):
    page = q.book_page(house.clerk, book, q.BookFilters(**filters), form=form)
    return [line.cells for line in page.rows]


def test_one_line_for_each_envelope(house, book):
    assert cells(house, book, ENVELOPES) == [
        ("Hội Khuyến học", "Số 9 đường Học Lạc", "01/BC-SNV", "2", ""),
        ("Trường Chính trị", "", "01/BC-SNV", "1", "Bị trả lại"),
    ]
    day = f"{to.DAY:%d/%m/%Y}"
    assert cells(house, book, POST) == [
        ("", "01/BC-SNV", "Hội Khuyến học; Số 9 đường Học Lạc", "1", "", ""),
        (day, "01/BC-SNV", "Trường Chính trị", "1", "", "Bị trả lại"),
    ]
    assert len(cells(house, book, BOOK)) == 2
    assert cells(house, book, POST, first=2) == []
    assert len(list(q.all_lines(house.clerk, book, q.BookFilters(), form=POST))) == 2


def test_the_screen_and_the_files(house, book, client):
    sign_in(client, house.clerk)
    address = reverse("documents:register", args=[book.id])
    page = client.get(f"{address}?mau={ENVELOPES}").content.decode()
    assert "DANH SÁCH BÌ THƯ" in page
    assert "Số 9 đường Học Lạc" in page
    assert "SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN" in client.get(f"{address}?mau={POST}").content.decode()
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in client.get(f"{address}?mau=theo-doi").content.decode()
    empty = client.get(f"{address}?mau={POST}&tu_so=2").content.decode()
    assert "Hội Khuyến học" not in empty
    for output in ("pdf", "xlsx"):
        file = client.get(reverse("documents:register_export", args=[book.id, output]) + f"?mau={POST}")
        assert file.status_code == 200
        assert len(file.content) > 3000


def test_a_book_without_papers_says_what_would_stand_there(house, book, client):
    Recipient.objects.unscoped(reason="test").filter(channel="paper").delete()
    sign_in(client, house.clerk)
    page = client.get(reverse("documents:register", args=[book.id]) + f"?mau={POST}").content.decode()
    assert "Không có văn bản nào gửi giấy" in page


def test_strangers_find_no_book(house, book, client):
    sign_in(client, make_actor(make_agency("Sở Y tế"), Role.CLERK))
    address = reverse("documents:register", args=[book.id])
    assert client.get(f"{address}?mau={ENVELOPES}").status_code == 404
    assert client.get(reverse("documents:register_export", args=[book.id, "pdf"])).status_code == 404
    sign_in(client, house.officer)
    assert client.get(f"{address}?mau={ENVELOPES}").status_code == 403
