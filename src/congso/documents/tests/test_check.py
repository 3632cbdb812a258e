"""The code on the page, the hash that the browser computes, and how often strangers may ask."""

import hashlib
import io
from typing import Any

import pytest
import zxingcpp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from congso.documents import check_codes
from congso.documents import testing_outgoing as made
from congso.documents.actions.cancel_outgoing import recall_outgoing
from congso.documents.actions.correct_outgoing import restrict_outgoing
from congso.documents.models import OutgoingDocument
from congso.files import api as files
from congso.kernel import clock
from congso.pure.layout.overlay import shown_page
from congso.signing import api as signing
from congso.signing.testing import unsigned_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forgotten() -> Any:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def house() -> Any:
    with clock.frozen(made.DAY):
        yield made.make_house()


def address(doc: OutgoingDocument) -> str:
    return reverse("documents:check", args=[doc.check_token])


def codes_on(pdf: bytes) -> list[str]:
    """What a telephone reads off the first page."""
    with shown_page(pdf) as page:
        image = page.render(scale=300 / 72).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(image)]


@pytest.mark.slow
def test_the_code_on_the_issued_page_opens_the_check_page(house: made.House) -> None:
    doc = made.issued(house)
    pdf = files.read(doc.file_id or 0)
    (url,) = codes_on(pdf)
    assert url == check_codes.check_url(doc.check_token)
    assert {report.verdict for report in signing.validate(pdf)} == {signing.Verdict.VALID}
    page = Client().get(address(doc)).content.decode()
    assert "Văn bản đã phát hành" in page


@pytest.mark.slow
def test_a_scan_gets_its_code_before_the_seal_and_a_signed_file_none() -> None:
    scan = unsigned_page()
    coded = check_codes.coded(scan, "a" * 22)
    assert coded.startswith(scan)
    assert codes_on(coded) == [check_codes.check_url("a" * 22)]
    assert check_codes.token_for(coded) == "a" * 22
    assert check_codes.coded(unsigned_page()) != check_codes.coded(unsigned_page())
    assert len(check_codes.token_for(scan)) == 22


@pytest.mark.slow
def test_a_page_signed_again_leads_to_its_own_document(house: made.House) -> None:
    doc = made.issued(house)
    other = check_codes.token_for(files.read(doc.file_id or 0))
    assert other != doc.check_token


@pytest.mark.slow
def test_a_signed_file_is_left_as_it_is(house: made.House) -> None:
    pdf = files.read(made.issued(house).file_id or 0)
    assert check_codes.coded(pdf, "b" * 22) == pdf


def test_the_hash_alone_says_whether_the_copy_is_the_same(house: made.House) -> None:
    doc, anybody = made.issued(house), Client()
    sha256 = hashlib.sha256(files.read(doc.file_id or 0)).hexdigest()
    same = anybody.post(address(doc), {"sha256": sha256, "name": "ban-cua-toi.pdf"}).content.decode()
    assert "không sai một chữ" in same
    assert "ban-cua-toi.pdf" in same
    other = anybody.post(address(doc), {"sha256": "0" * 64}).content.decode()
    assert "Không phải tệp đã phát hành" in other
    assert "00000000 00000000" in other
    for nonsense in ({}, {"sha256": "A" * 64}, {"sha256": "0" * 63}):
        assert anybody.post(address(doc), nonsense).status_code == 422


@pytest.mark.slow
def test_an_uploaded_copy_is_compared_too(house: made.House) -> None:
    doc = made.issued(house)
    copy = io.BytesIO(files.read(doc.file_id or 0))
    copy.name = "ban.pdf"
    assert "không sai một chữ" in Client().post(address(doc), {"file": copy}).content.decode()


def test_of_a_restricted_document_only_that_it_exists(house: made.House) -> None:
    doc, anybody = made.issued(house), Client()
    sha256 = hashlib.sha256(files.read(doc.file_id or 0)).hexdigest()
    restrict_outgoing(actor=house.clerk, outgoing_id=doc.pk, restricted=True)
    before = anybody.get(address(doc)).content
    answer = anybody.post(address(doc), {"sha256": sha256}).content
    recall_outgoing(actor=house.clerk, outgoing_id=doc.pk, reason="Sai")
    after = anybody.get(address(doc)).content
    for page in (before, answer, after):
        text = page.decode()
        assert "Văn bản này có thật" in text
        for word in ("không sai", "Không phải tệp", "thu hồi", "SHA-256", str(doc.signer_name), doc.subject):
            assert word not in text


@pytest.mark.slow
def test_codes_are_drawn_for_known_addresses_alone(house: made.House) -> None:
    doc = made.issued(house)
    assert Client().get(reverse("documents:check_code", args=[doc.check_token])).status_code == 200
    assert Client().get(reverse("documents:check_code", args=["khong-co"])).status_code == 404


def test_who_asks_too_often_waits(house: made.House, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = made.issued(house)
    monkeypatch.setattr("congso.documents.rates._count", lambda key: 61 if ":r:" in key else 21)
    for answer in (Client().get(address(doc)), Client().post(address(doc), {"sha256": "0" * 64})):
        assert (answer.status_code, answer["Retry-After"]) == (429, "60")
        assert "Chờ một phút" in answer.content.decode()


@pytest.mark.slow
def test_addresses_are_counted_apart(house: made.House) -> None:
    doc = made.issued(house)
    for _ in range(20):
        assert Client().post(address(doc), {"sha256": "0" * 64}).status_code == 200
    assert Client().post(address(doc), {"sha256": "0" * 64}).status_code == 429
    assert Client(REMOTE_ADDR="10.1.2.3").post(address(doc), {"sha256": "0" * 64}).status_code == 200
    assert Client().get(address(doc)).status_code == 200
