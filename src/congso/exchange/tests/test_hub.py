"""The hub: who gets in, what is taken, who gets what; spoken to by our own adapters over real HTTP."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from congso.exchange import api as exchange
from congso.exchange.adapters.lgsp import LgspAxis
from congso.exchange.adapters.vxp import VxpAxis, signed_headers
from congso.exchange.axis import Access, Axis, AxisError, Member, PackageKind
from congso.exchange.hub import door, mailbox, registry
from congso.exchange.hub.mailbox import HubRefusal, clear_parcels
from congso.exchange.models import Copy, Parcel
from congso.exchange.models import Member as MemberRow
from congso.exchange.tests.wire import Wire
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.people.testing import make_actor, make_agency
from congso.pure import edxml

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()
DAY = datetime(2026, 11, 22, 8, 0, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    cache.clear()
    with clock.frozen(DAY):
        yield


@pytest.fixture
def secrets() -> dict[str, str]:
    """Three members: A with an old code, B, C."""
    made = {
        "A": exchange.admit(
            actor=SYSTEM, code="a", name="Sở A", old_code="000.00.01.H99", email="a@mau.example"
        )
    }
    return made | {
        code: exchange.admit(actor=SYSTEM, code=code, name=f"Xã {code}", parent_code="A") for code in "BC"
    }


@pytest.fixture(params=["lgsp", "vxp"])
def face(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, secrets: dict[str, str]
) -> Callable[..., Axis]:
    """A member's axis through one of the faces."""
    for module in ("lgsp", "vxp"):
        monkeypatch.setattr(f"congso.exchange.adapters.{module}.Web", Wire)

    def at(code: str, secret: str = "") -> Axis:
        known = secret or secrets[code]
        if request.param == "lgsp":
            return LgspAxis(Access("/lien-thong/truc", code, known, code, known))
        return VxpAxis(Access("/lien-thong/truc/vxp", code, known))

    return at


def document(sender: str = "A", *receivers: str, number: str = "1", content: bytes = b"%PDF-1.4 x") -> bytes:
    header = edxml.Header(
        sender=edxml.Party(sender, name=sender), receivers=tuple(edxml.Party(one, name=one) for one in receivers or ("B",)),
        document_id=f"{sender},2026/11/22,{number}/BC", code=edxml.Code(number, "BC"), subject="Báo cáo",
    )  # fmt: skip
    return edxml.write(
        edxml.Message(header, edxml.Business(0), attachments=(edxml.Attachment("1", "a.pdf", content),))
    )


def status(sender: str, code: str, about: str) -> bytes:
    told = edxml.Status(edxml.ResponseFor(about, "1/BC", "A,2026/11/22,1/BC"), code, timestamp=DAY)
    return edxml.write(edxml.Message(edxml.Header(edxml.Party(sender, name=sender)), status=told))


def send(axis: Axis, data: bytes, kind: PackageKind = PackageKind.DOCUMENT, sender: str = "A") -> str:
    return axis.send(data, kind=kind, sender=sender, receivers=["B"])


def waiting(axis: Axis, kind: PackageKind = PackageKind.DOCUMENT) -> list[str]:
    return [one.remote_id for one in axis.listed(kind, DAY)]


def refusal(act: Callable[[], Any]) -> str:
    with pytest.raises(AxisError) as error:
        act()
    return error.value.code


def test_a_package_reaches_its_receivers_and_nobody_else(face: Callable[..., Axis]) -> None:
    data = document("A", "B", "C")
    doc_id = send(face("A"), data)
    assert [waiting(face(code)) for code in "ABC"] == [[], [doc_id], [doc_id]]
    assert face("B").fetch(doc_id).data == data
    assert refusal(lambda: face("A").fetch(doc_id)) in {"invalid_file", "server"}
    face("B").acknowledge(doc_id, taken=True)
    face("B").acknowledge(doc_id, taken=False)
    assert [waiting(face(code)) for code in "BC"] == [[], [doc_id]]
    assert Copy.objects.unscoped(reason="test").get(receiver__code="B").state == "done"
    face("C").acknowledge(doc_id, taken=False)
    assert Copy.objects.unscoped(reason="test").get(receiver__code="C").state == "fail"
    assert refusal(lambda: face("A").acknowledge(doc_id, taken=True)) in {"invalid_file", "server"}


def test_a_status_goes_to_whom_it_concerns(face: Callable[..., Axis]) -> None:
    doc_id = send(face("B"), status("B", "03", "A"), PackageKind.STATUS, "B")
    assert waiting(face("A"), PackageKind.STATUS) == [doc_id]
    assert waiting(face("A")) == []


def test_the_same_package_again_keeps_its_id_while_it_waits(face: Callable[..., Axis]) -> None:
    first = send(face("A"), document())
    assert send(face("A"), document()) == first
    assert send(face("A"), document(number="2")) != first
    assert len(waiting(face("B"))) == 2
    face("B").acknowledge(first, taken=True)
    again = send(face("A"), document())
    assert again != first
    assert waiting(face("B"))[-1] == again


def test_a_code_of_the_old_form_is_the_same_member(face: Callable[..., Axis]) -> None:
    doc_id = send(face("B"), document("B", "000.00.01.H99"), sender="B")
    assert waiting(face("A")) == [doc_id]
    old = edxml.write(
        replace(
            edxml.read(document("A", "C")),
            header=replace(edxml.read(document("A", "C")).header, sender=edxml.Party("000.00.01.h99")),
        )
    )
    assert face("A").send(old, kind=PackageKind.DOCUMENT, sender="000.00.01.H99", receivers=["C"])


def test_what_is_not_taken(face: Callable[..., Axis]) -> None:
    exchange.set_active(actor=SYSTEM, code="C", active=False)
    for data, kind, codes in (
        (document("B"), PackageKind.DOCUMENT, {"not_registered", "server"}), (b"<x/>", PackageKind.DOCUMENT, {"wrong_format", "server"}),
        (document("A", "Z"), PackageKind.DOCUMENT, {"no_receiver", "server"}), (document("A", "C"), PackageKind.DOCUMENT, {"receiver_locked", "server"}),
        (document("A"), PackageKind.STATUS, {"wrong_format", "server"}), (status("A", "03", "Z"), PackageKind.STATUS, {"no_receiver", "server"}),
    ):  # fmt: skip
        assert refusal(lambda data=data, kind=kind: send(face("A"), data, kind)) in codes
    assert Parcel.objects.unscoped(reason="test").count() == 0


def test_only_the_right_secret_opens(face: Callable[..., Axis]) -> None:
    assert refusal(lambda: waiting(face("A", "wrong"))) == "credentials"
    assert refusal(lambda: waiting(face("Z", "wrong"))) == "credentials"
    exchange.set_active(actor=SYSTEM, code="A", active=False)
    assert refusal(lambda: waiting(face("A"))) in {"receiver_locked", "server"}
    exchange.set_active(actor=SYSTEM, code="A", active=True)
    assert waiting(face("A")) == []


def test_a_secret_changes_without_a_gap(face: Callable[..., Axis], secrets: dict[str, str]) -> None:
    following = exchange.renew(actor=SYSTEM, code="A")
    assert waiting(face("A")) == []
    assert waiting(face("A", following)) == []
    assert refusal(lambda: waiting(face("A"))) == "credentials"
    assert waiting(face("A", following)) == []


def test_calls_are_limited(face: Callable[..., Axis], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "CALLS_A_MINUTE", 4)
    axis = face("A")
    for _ in range(2):
        axis.listed(PackageKind.DOCUMENT, DAY)
    monkeypatch.setattr(door, "CALLS_A_MINUTE", 2)
    assert refusal(lambda: axis.listed(PackageKind.DOCUMENT, DAY)) == "unreachable"
    assert waiting(face("B")) == []


def test_the_directory_names_who_is_active(face: Callable[..., Axis]) -> None:
    exchange.set_active(actor=SYSTEM, code="C", active=False)
    found = face("B").agencies()
    assert [(one.code, one.name, one.parent_code) for one in found] == [("A", "Sở A", ""), ("B", "Xã B", "A")]
    assert found[0] in {
        Member("A", "Sở A", email="a@mau.example"),
        Member("A", "Sở A", "", "000.00.01.H99", "a@mau.example"),
    }


def test_bytes_in_another_encoding_stay_what_they_are(face: Callable[..., Axis]) -> None:
    text = document().decode().replace('encoding="UTF-8"', 'encoding="utf-16"')
    data = text.encode("utf-16")
    doc_id = send(face("A"), data)
    assert face("B").fetch(doc_id).data == data


def at_lgsp(path: str, secrets: dict[str, str], code: str = "A", **more: Any) -> tuple[int, dict[str, Any]]:
    token = door.token_for(code, secrets[code])
    headers = {
        "Authorization": f"Bearer {token}",
        "X-SystemId": code,
        "X-SecretKey": secrets[code],
    } | more.pop("headers", {})
    method = more.pop("method", "get")
    answer = getattr(Client(), method)(f"/lien-thong/truc/v1/{path}", headers=headers, **more)
    return answer.status_code, json.loads(answer.content)


def test_the_provincial_face_says_what_is_wrong(secrets: dict[str, str]) -> None:
    assert at_lgsp("sendEdoc", secrets)[0] == 405
    assert at_lgsp("syncReceivedEdocList?messageType=fax", secrets)[1]["errorCode"] == "22"
    assert at_lgsp("sendEdoc", secrets, method="post", data={"messageType": "edoc"})[1]["errorCode"] == "10"
    for body, code in (
        ("{", "21"),
        ("[]", "21"),
        ('{"docId": "x", "status": "done"}', "10"),
        ('{"docId": "x", "status": "?"}', "21"),
    ):
        found = at_lgsp("updateStatus", secrets, method="post", data=body, content_type="application/json")
        assert found[1]["errorCode"] == code
    assert at_lgsp("getEdoc?docId=0190b0c0-0000-7000-8000-000000000000", secrets)[1]["errorCode"] == "10"
    for headers in (
        {"X-SecretKey": "no"},
        {"Authorization": "Bearer x"},
        {"X-SystemId": "B", "X-SecretKey": secrets["B"]},
    ):
        assert at_lgsp("getAgenciesList", secrets, headers=headers)[0] == 401


def test_a_token_runs_out(secrets: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "TOKEN_SECONDS", -1)
    assert at_lgsp("getAgenciesList", secrets)[0] == 401


def at_vxp(
    operation: str, secrets: dict[str, str], values: dict[str, str], moment: datetime = DAY, **headers: str
) -> tuple[int, dict[str, Any]]:
    signed = signed_headers(values, "A", secrets["A"], moment) | headers
    answer = Client().post(f"/lien-thong/truc/vxp/{operation}", headers=signed)
    return answer.status_code, json.loads(answer.content)


def test_the_national_face_says_what_is_wrong(secrets: dict[str, str]) -> None:
    assert at_vxp("fly", secrets, {})[1] == {
        "status": "FAIL",
        "ErrorCode": "21",
        "ErrorDesc": "no such operation",
    }
    assert at_vxp("sendEdoc", secrets, {"from": "B", "messagetype": "edoc"})[1]["ErrorCode"] == "19"
    assert at_vxp("sendEdoc", secrets, {"from": "A", "messagetype": "edoc"})[1]["ErrorCode"] == "10"
    for moment in (DAY - timedelta(minutes=20), DAY + timedelta(minutes=20)):
        assert at_vxp("getAgenciesList", secrets, {}, moment)[0] == 401
    for headers in (
        {"XroadVnpt-systemid": "B"},
        {"XroadVnpt-sign-header": "{"},
        {"XroadVnpt-sign-header": "[]"},
        {"XroadVnpt-sign-header": "{}"},
        {"XroadVnpt-hash-header": "0"},
    ):
        assert at_vxp("getAgenciesList", secrets, {}, **headers)[0] == 401
    assert at_vxp("getSynchronizeUnit", secrets, {})[1]["status"] == "OK"


def test_a_wrong_hash_is_told(secrets: dict[str, str]) -> None:
    row = registry.find("A")
    assert row is not None
    with pytest.raises(HubRefusal) as refused:
        mailbox.accept(row, "edoc", document(), "00")
    assert refused.value.code == 10
    unknown = document().replace(b"BussinessDocType>0", b"BussinessDocType>7")
    empty = document().replace(
        b"<edXML:To><edXML:OrganId>B</edXML:OrganId><edXML:OrganName>B</edXML:OrganName></edXML:To>", b""
    )
    for data, code in ((unknown, 22), (empty, 18)):
        with pytest.raises(HubRefusal) as refused:
            mailbox.accept(row, "edoc", data)
        assert refused.value.code == code


def test_what_was_sent_is_traced(secrets: dict[str, str]) -> None:
    row = registry.find("A")
    assert row is not None
    doc_id = mailbox.accept(row, "edoc", document("A", "B", "C"))
    reader = registry.find("B")
    assert reader is not None
    mailbox.acknowledge(reader, doc_id, "done")
    for values in ({"messagetype": "edoc"}, {"messagetype": "edoc", "fromDate": "22/11/2026 00:00:00"}):
        rows = at_vxp("getSentEdocList", secrets, values)[1]["data"]
        assert {one["toCode"]: (one["receiveStatus"], one["receivedTime"]) for one in rows} == {
            "B": ("done", "22/11/2026 08:00:00"), "C": ("initial", ""),
        }  # fmt: skip
    assert (
        at_vxp("getSentEdocList", secrets, {"messagetype": "edoc", "fromDate": "23/11/2026 00:00:00"})[1][
            "data"
        ]
        == []
    )


def test_figures_of_each_member(secrets: dict[str, str], django_assert_num_queries: Any) -> None:
    row = registry.find("A")
    assert row is not None
    for number in "123":
        doc_id = mailbox.accept(row, "edoc", document("A", "B", number=number))
    reader = registry.find("B")
    assert reader is not None
    mailbox.acknowledge(reader, doc_id, "done")
    with django_assert_num_queries(5):
        found = {one.code: one for one in exchange.figures(DAY - timedelta(days=1))}
    assert (found["A"].sent, found["B"].received, found["B"].waiting, found["C"].waiting) == (3, 1, 2, 0)


def test_bytes_go_when_everybody_took_them_long_ago(secrets: dict[str, str]) -> None:
    row, reader = registry.find("A"), registry.find("B")
    assert row is not None
    assert reader is not None
    taken = mailbox.accept(row, "edoc", document())
    mailbox.accept(row, "edoc", document(number="2"))
    mailbox.acknowledge(reader, taken, "done")
    with clock.frozen(DAY + timedelta(days=31)):
        clear_parcels()
    assert [one.body is None for one in Parcel.objects.unscoped(reason="test").order_by("id")] == [
        True,
        False,
    ]
    with pytest.raises(HubRefusal):
        mailbox.fetch(reader, taken)
    with pytest.raises(HubRefusal):
        mailbox.fetch(reader, "no uuid")


def test_the_registry_is_kept_by_those_who_may(secrets: dict[str, str]) -> None:
    for nobody in (make_actor(make_agency("Sở"), Role.ADMIN), Actor.system(make_agency("Sở khác").id)):
        for act in (
            lambda: exchange.admit(actor=nobody, code="D", name="D"),  # noqa: B023
            lambda: exchange.renew(actor=nobody, code="A"),  # noqa: B023
            lambda: exchange.set_active(actor=nobody, code="A", active=False),  # noqa: B023
        ):
            with pytest.raises(Forbidden):
                act()
    for code, old in (("A", ""), ("000.00.01.H99", ""), ("D", "B")):
        with pytest.raises(Conflict):
            exchange.admit(actor=SYSTEM, code=code, name="x", old_code=old)
    for code, name in (("", "x"), ("D", " ")):
        with pytest.raises(Invalid):
            exchange.admit(actor=SYSTEM, code=code, name=name)
    with pytest.raises(NotFound):
        exchange.renew(actor=SYSTEM, code="Z")
    assert registry.find("") is None
    assert secrets["A"].encode() not in bytes(MemberRow.objects.unscoped(reason="test").get(code="A").secret)
