"""Packages are signed by an agency that has a key; what came is checked, told, and never given back for its signature."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.test import Client
from django.urls import reverse

from congso.documents.models import IncomingDocument
from congso.exchange import api as exchange
from congso.exchange import arrivals, signatures, texts
from congso.exchange.actions.poll import poll
from congso.exchange.actions.push import push
from congso.exchange.adapters.demo import DemoAxis
from congso.exchange.axis import Access, PackageKind
from congso.exchange.models import Connection, Inbox, Outbox
from congso.files import api as files
from congso.files.testing import text_pdf
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Refusal
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import run_pending
from congso.people import api as people
from congso.people.rows import AgencyRow
from congso.people.testing import make_actor, make_agency, sign_in
from congso.pure import edxml
from congso.signing import api as signing
from congso.signing import trust
from congso.signing.adapters.software import SoftwareSigner
from congso.signing.testing import MOMENT, UNTIL, authority, give_key_to_body
from congso.signing.xml_keys import XmlKey

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FIELDS = exchange.DocumentFields(
    "05", "BC", "Báo cáo", "Biên chế", "Sở Nội vụ", "2026-11-17", "Vũ Khoát", "Giám đốc"
)


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with clock.frozen(MOMENT):
        yield


def opened(name: str, code: str, folder: Path, *, key: bool) -> tuple[AgencyRow, Connection]:
    agency = make_agency(name, code=code)
    if key:
        give_key_to_body(people.bodies_of(agency.id)[0].id)
        for name_of, der in (("between", one) for one in chain_of(agency)):
            trust.add_root(name_of, der)
    exchange.connect(
        actor=make_actor(agency, Role.ADMIN),
        agency_id=agency.id,
        adapter="demo",
        endpoint=str(folder),
        system_id=code,
    )
    DemoAxis(Access(str(folder), code))
    return agency, Connection.objects.unscoped(reason="test").get(agency_id=agency.id)


def chain_of(agency: AgencyRow) -> tuple[bytes, ...]:
    return signing.signer_for_body(people.bodies_of(agency.id)[0].id).chain


def sent(agency: AgencyRow, door: Connection, to: str) -> None:
    system = Actor.system(agency.id)
    file = files.store(actor=system, name="05.pdf", content=text_pdf("Báo cáo biên chế"), trusted=True)
    exchange.send_abroad(
        actor=system, subject=SubjectRef("outgoing", 7), fields=FIELDS,
        files=[exchange.EnclosedFile(file.id, file.name, file.sha256, "main")], receivers=[exchange.Abroad(to, to)],
    )  # fmt: skip
    push(connection_id=door.pk)


def test_a_package_is_signed_and_the_receiver_reads_by_whom(tmp_path: Path, client: Client) -> None:
    sender, out = opened("Sở Nội vụ", "H99.04", tmp_path, key=True)
    receiver, come = opened("Sở Y tế", "H99.05", tmp_path, key=False)
    sent(sender, out, "H99.05")
    name = Outbox.objects.unscoped(reason="test").get().signer
    assert name
    box = DemoAxis(Access(str(tmp_path), "H99.05"))
    (line,) = box.listed(PackageKind.DOCUMENT, MOMENT)
    data = box.fetch(line.remote_id).data
    assert edxml.verify(data).state is edxml.State.VALID
    poll(connection_id=come.pk)
    row = Inbox.objects.unscoped(reason="test").get()
    assert (row.state, row.signature, row.signer) == ("done", "trusted", name)
    sign_in(client, make_actor(receiver, Role.CLERK))
    page = client.get(reverse("exchange:packages") + "?huong=den").content.decode()
    assert f"Gói có chữ ký của {name}" in page


@pytest.mark.parametrize(
    ("key", "change", "words"),
    [
        (True, False, "Gói có chữ ký của"), (True, True, "Chữ ký của gói không khớp nội dung"), (False, False, "Gói không ký"),
    ],
)  # fmt: skip
def test_the_page_of_the_arrival_says_how_the_package_was_signed(
    tmp_path: Path, client: Client, key: bool, change: bool, words: str
) -> None:
    sender, out = opened("Sở Nội vụ", "H99.04", tmp_path, key=key)
    receiver, come = opened("Sở Y tế", "H99.05", tmp_path, key=False)
    sent(sender, out, "H99.05")
    if change:
        (path,) = (tmp_path / "H99.05").glob("*.edoc")
        path.write_bytes(path.read_bytes().replace("Biên chế".encode(), "Biên soạn".encode()))
    poll(connection_id=come.pk)
    run_pending()
    clerk = make_actor(receiver, Role.CLERK)
    (arrival,) = IncomingDocument.objects.for_actor(clerk)
    sign_in(client, clerk)
    for name in ("incoming_document", "incoming_register"):
        page = client.get(reverse(f"documents:{name}", args=[arrival.pk])).content.decode()
        assert words in page
    assert arrivals.package_words(sender.id, arrival.delivery_id or 0) == ("", "", ""), "not its door"
    assert arrivals.package_words(receiver.id, 0) == ("", "", "")
    sign_in(client, make_actor(sender, Role.CLERK))
    assert client.get(reverse("documents:incoming_document", args=[arrival.pk])).status_code == 404


def test_what_was_changed_on_the_way_is_taken_and_told(tmp_path: Path) -> None:
    sender, out = opened("Sở Nội vụ", "H99.04", tmp_path, key=True)
    _receiver, come = opened("Sở Y tế", "H99.05", tmp_path, key=False)
    sent(sender, out, "H99.05")
    (path,) = (tmp_path / "H99.05").glob("*.edoc")
    data = path.read_bytes()
    path.write_bytes(data.replace("Biên chế".encode(), "Biên soạn".encode()))
    poll(connection_id=come.pk)
    row = Inbox.objects.unscoped(reason="test").get()
    assert (row.state, row.signature, row.signer) == ("done", "broken", "")


def test_without_a_key_fit_to_sign_packages_leave_unsigned(tmp_path: Path) -> None:
    sender, out = opened("Sở Nội vụ", "H99.04", tmp_path, key=False)
    _receiver, come = opened("Sở Y tế", "H99.05", tmp_path, key=False)
    sent(sender, out, "H99.05")
    poll(connection_id=come.pk)
    assert (
        Outbox.objects.unscoped(reason="test").get().signer,
        Inbox.objects.unscoped(reason="test").get().signature,
    ) == ("", "absent")
    body = people.bodies_of(sender.id)[0].id
    give_key_to_body(body)
    assert signatures.key_of_agency(sender.id)[0] is not None
    with clock.frozen(UNTIL.replace(year=UNTIL.year + 1)):
        assert signatures.key_of_agency(sender.id) == (None, "")
        with pytest.raises(Refusal) as refused:
            signing.xml_key_for_body(body)
    assert refused.value.code == "signing.certificate_expired"


def test_a_key_on_a_curve_signs_too() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Sở A")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(MOMENT).not_valid_after(UNTIL).sign(key, hashes.SHA256())
    )  # fmt: skip
    der = made.public_bytes(Encoding.DER)
    header = edxml.Header(
        edxml.Party("A", name="A"), receivers=(edxml.Party("B", name="B"),), subject="Báo cáo"
    )
    data = edxml.write(edxml.Message(header, edxml.Business(0)), XmlKey(SoftwareSigner(der, (), key)))
    assert edxml.verify(data).state is edxml.State.VALID
    assert signatures.found_in(data) == signatures.Found("untrusted", "Sở A")


def test_certificates_of_strangers() -> None:
    assert signing.certificate_facts(b"no certificate") == ("", signing.Trust.UNTRUSTED)
    trust.add_root("test-root", authority().root.der)
    name, known = signing.certificate_facts(authority().root.der)
    assert name
    assert known is signing.Trust.WRONG_USAGE, "an authority signs certificates, not packages"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("", ""), ("absent", "Gói không ký"), ("untrusted", "Gói có chữ ký của Sở A, nơi cấp chưa được tin cậy"),
        ("broken", "Chữ ký của gói không khớp nội dung"),
        ("not_yet", "Gói có chữ ký của Sở A, chứng thư chưa có hiệu lực"),
    ],
)  # fmt: skip
def test_signatures_in_words(state: str, words: str) -> None:
    assert texts.signature_words(state, "Sở A") == words


def test_every_trust_fits_its_column_and_has_words() -> None:
    for trust_of in signing.Trust:
        short = signatures._SHORT.get(str(trust_of), str(trust_of))
        assert len(short) <= 12
        assert texts.signature_words(short, "Sở A").startswith("Gói có chữ ký của Sở A")
