"""The roads: what they put on the wire, what they make of answers, and that every trouble is an AxisError."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from congso.exchange.adapters import ADAPTERS
from congso.exchange.adapters.demo import DemoAxis
from congso.exchange.adapters.lgsp import LgspAxis
from congso.exchange.adapters.vxp import VxpAxis
from congso.exchange.adapters.web import Web
from congso.exchange.axis import Access, AxisError, Fetched, Listed, Member, PackageKind
from congso.exchange.tests.fake_axis import Heard, serving
from congso.kernel import clock
from congso.pure import edxml
from congso.pure.edxml.tests import samples

DAY = datetime(2026, 11, 22, 8, 0, tzinfo=clock.VIETNAM)
PACKAGE = samples.message()
Answers = Callable[[Heard], tuple[int, Any]]


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(DAY):
        yield


def access(address: str, **more: Any) -> Access:
    return Access(address, "SYS", "secret", "user", "password", **more)


def lgsp(call: Callable[[LgspAxis], Any], **answers: Any) -> tuple[Any, list[Heard]]:
    """Result of a call and what the server heard; `answers` by the last part of the path."""

    def answer(heard: Heard) -> tuple[int, Any]:
        name = heard.path.partition("?")[0].rpartition("/")[2]
        found = answers.get(name, {"data": {"token": "T"}} if name == "login" else (404, {}))
        return found if isinstance(found, tuple) else (200, found)

    with serving(answer) as server:
        return call(LgspAxis(access(server.address))), server.heard


def refusal(act: Callable[[], Any]) -> tuple[str, bool]:
    with pytest.raises(AxisError) as error:
        act()
    return error.value.code, error.value.permanent


def send(axis: Any) -> str:
    found: str = axis.send(PACKAGE, kind=PackageKind.DOCUMENT, sender="H99.14", receivers=["H99"])
    return found


def test_lgsp_signs_in_once_and_sends_a_form() -> None:
    def twice(axis: LgspAxis) -> tuple[str, str]:
        return send(axis), send(axis)

    found, heard = lgsp(twice, sendEdoc={"success": True, "docId": "D1"})
    assert found == ("D1", "D1")
    assert [one.path for one in heard] == [
        "/v1/auth/login?allow_anonymous=true",
        "/v1/sendEdoc",
        "/v1/sendEdoc",
    ]
    assert json.loads(heard[0].body)["username"] == "user"
    assert (heard[1].headers["authorization"], heard[1].headers["x-systemid"], heard[1].headers["x-secretkey"]) == (
        "Bearer T", "SYS", "secret",
    )  # fmt: skip
    assert PACKAGE in heard[1].body
    assert b'name="messageType"\r\n\r\nedoc\r\n' in heard[1].body
    assert b'name="edocFile"; filename="message.edxml"' in heard[1].body


def test_lgsp_ids_come_in_two_places() -> None:
    assert lgsp(send, sendEdoc={"success": True, "data": {"docId": 7, "errorCode": "0"}})[0] == "7"


@pytest.mark.parametrize(
    ("answer", "code", "permanent"),
    [
        ({"success": False, "data": {"errorCode": "18", "errorDesc": "không có"}}, "no_receiver", True),
        ({"success": False, "errorCode": 22}, "wrong_format", True), ({"errorCode": "15"}, "credentials", False),
        ({"errorCode": "20"}, "server", False), ({"errorCode": "23"}, "receiver_locked", False), ({"errorCode": "77"}, "answer", False),
        ({"success": False, "message": "?"}, "answer", False), ({"success": True}, "answer", False), ((400, {}), "answer", False),
        ((500, {}), "unreachable", False), ((302, {}), "unreachable", False), ((429, {}), "unreachable", False),
        ((200, b"<html>"), "answer", False), ((200, []), "answer", False), ((403, {}), "credentials", False),
    ],
)  # fmt: skip
def test_lgsp_refusals(answer: Any, code: str, permanent: bool) -> None:
    assert refusal(lambda: lgsp(send, sendEdoc=answer)) == (code, permanent)


def test_lgsp_renews_a_token_that_ran_out_and_says_when_it_gets_none() -> None:
    tokens = iter(["old", "new"])

    def answer(heard: Heard) -> tuple[int, Any]:
        if "login" in heard.path:
            return 200, {"data": {"token": next(tokens)}}
        good = heard.headers["authorization"] == "Bearer new" or len(server.heard) < 3
        return (200, {"success": True, "docId": "D"}) if good else (401, {})

    with serving(answer) as server:
        axis = LgspAxis(access(server.address))
        assert (send(axis), send(axis)) == ("D", "D")
    assert refusal(lambda: lgsp(send, login={"message": "sai"})) == ("credentials", False)


def test_lgsp_mailbox() -> None:
    rows = [
        {"docId": "B", "createdTime": "2026/11/22 09:00", "from": "H1", "status": "initial"},
        {"docId": "A", "createdTime": "2026/11/22 08:00"}, {"docId": "C", "status": "done"}, {"from": "H2"}, "x",
    ]  # fmt: skip
    found, heard = lgsp(
        lambda axis: axis.listed(PackageKind.STATUS, DAY - timedelta(days=2)),
        syncReceivedEdocList={"data": rows},
    )
    assert found == [Listed("A", PackageKind.STATUS), Listed("B", PackageKind.STATUS, "H1")]
    assert (
        heard[1].path
        == "/v1/syncReceivedEdocList?messageType=status&fromDate=2026%2F11%2F20&toDate=2026%2F11%2F23"
    )
    assert (
        lgsp(lambda axis: axis.listed(PackageKind.STATUS, DAY), syncReceivedEdocList={"data": None})[0] == []
    )


def test_lgsp_packages_come_as_text_or_base64_with_files_beside() -> None:
    text, packed = PACKAGE.decode(), base64.b64encode(PACKAGE).decode()
    for answer in ({"edxml": text}, {"data": {"edxml": packed}}):
        assert lgsp(lambda axis: axis.fetch("D 1"), getEdoc=answer)[0] == Fetched(PACKAGE)
    found, heard = lgsp(
        lambda axis: axis.fetch("D 1"),
        getEdoc={
            "edxml": text,
            "attachments": [{"fileName": "a.pdf", "fileContent": base64.b64encode(b"x").decode()}, 5],
        },
    )
    assert found.files == (("a.pdf", b"x"),)
    assert heard[1].path == "/v1/getEdoc?docId=D+1"
    assert refusal(lambda: lgsp(lambda axis: axis.fetch("D"), getEdoc={"edxml": "*"})) == ("answer", True)


def test_lgsp_acknowledges_and_lists_agencies() -> None:
    for taken, word in ((True, "done"), (False, "fail")):
        _, heard = lgsp(
            lambda axis, taken=taken: axis.acknowledge("D", taken=taken), updateStatus={"success": True}
        )
        assert json.loads(heard[1].body) == {"docId": "D", "status": word}
    rows = [{"orgCode": "H99", "orgName": "Tỉnh Mẫu", "parentCode": "", "email": "a@b"}, {"orgName": "x"}]
    assert lgsp(lambda axis: axis.agencies(), getAgenciesList={"data": rows})[0] == [
        Member("H99", "Tỉnh Mẫu", email="a@b")
    ]


def vxp(call: Callable[[VxpAxis], Any], answer: Any) -> tuple[Any, Heard]:
    with serving(lambda _heard: answer if isinstance(answer, tuple) else (200, answer)) as server:
        return call(VxpAxis(access(server.address + "/api"))), server.heard[0]


def test_vxp_signs_its_headers() -> None:
    found, heard = vxp(send, {"status": "OK", "ErrorCode": "0", "DocId": "D1"})
    assert found == "D1"
    assert (heard.method, heard.path) == ("POST", "/api/sendEdoc")
    told = heard.headers["xroadvnpt-sign-header"]
    assert (
        heard.headers["xroadvnpt-hash-header"]
        == hmac.new(b"secret", told.encode(), hashlib.sha256).hexdigest()
    )
    values = json.loads(told)
    assert heard.headers["xroadvnpt-sign-header-key"] == ";".join(values)
    assert values["timestamp"] == "22112026T080000+0700"
    assert (values["from"], json.loads(values["to"]), values["messagetype"]) == ("H99.14", ["H99"], "edoc")
    assert values["hash-file"] == hashlib.sha256(PACKAGE).hexdigest()
    assert all(heard.headers[f"xroadvnpt-{name}"] == value for name, value in values.items())
    assert b'name="file_doc"' in heard.body


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"status": "FAIL", "ErrorCode": "9", "ErrorDesc": "hỏng"}, "server"), ({"status": "OK", "ErrorCode": "3"}, "server"),
        ({"status": "OK"}, "answer"), ((401, {}), "credentials"), ((503, {}), "unreachable"),
    ],
)  # fmt: skip
def test_vxp_refusals(answer: Any, code: str) -> None:
    assert refusal(lambda: vxp(send, answer)) == (code, False)


def test_vxp_mailbox_package_and_directory() -> None:
    rows = {
        "status": "OK",
        "data": [
            {"docId": 2, "created_time": "b", "from": "H1"},
            {"docId": 1, "created_time": "a"},
            {"docId": 3, "status": "done"},
            4,
        ],
    }
    found, heard = vxp(lambda axis: axis.listed(PackageKind.DOCUMENT, DAY), rows)
    assert found == [Listed("1", PackageKind.DOCUMENT), Listed("2", PackageKind.DOCUMENT, "H1")]
    assert heard.headers["xroadvnpt-fromdate"] == "22/11/2026 08:00:00"
    package = {"status": "OK", "data": base64.b64encode(PACKAGE).decode(), "hash-file": "ab"}
    assert vxp(lambda axis: axis.fetch("1"), package)[0] == Fetched(PACKAGE, "ab")
    assert refusal(lambda: vxp(lambda axis: axis.fetch("1"), {"status": "OK", "data": "*"})) == (
        "answer",
        True,
    )
    _, heard = vxp(lambda axis: axis.acknowledge("1", taken=False), {"status": "OK"})
    assert (heard.headers["xroadvnpt-docid"], heard.headers["xroadvnpt-status"]) == ("1", "fail")
    directory = {
        "status": "OK",
        "data": [{"code": "H99.14", "code102": "000.00.14.H99", "name": "Sở", "pid": 5}, {"name": "x"}],
    }
    assert vxp(lambda axis: axis.agencies(), directory)[0] == [Member("H99.14", "Sở", "5", "000.00.14.H99")]
    assert vxp(lambda axis: axis.agencies(), {"status": "OK", "data": {}})[0] == []


def test_credentials_go_only_where_they_may() -> None:
    for endpoint in ("http://axis.example.vn", "ftp://127.0.0.1", "", "http://10.0.0.1:80", "file:///etc"):
        assert refusal(lambda endpoint=endpoint: Web(access(endpoint))) == ("unreachable", True)
    for endpoint in ("http://localhost:1", "http://[::1]:1", "https://127.0.0.1:1"):
        assert (
            refusal(lambda endpoint=endpoint: Web(access(endpoint)).request("GET", "/", headers={}))[0]
            == "unreachable"
        )


def test_answers_are_bounded_and_certificates_must_open(tmp_path: Path) -> None:
    with serving(lambda _heard: (200, b"x" * 100)) as server:
        assert refusal(
            lambda: Web(access(server.address, answer_limit=50)).request("GET", "/", headers={})
        ) == ("answer", True)
    missing = access("https://127.0.0.1:1", client_certificate=str(tmp_path / "none.pem"))
    assert refusal(lambda: Web(missing).request("GET", "/", headers={})) == ("credentials", False)


def demo(folder: Path, code: str) -> DemoAxis:
    return DemoAxis(Access(str(folder), code))


def test_the_demo_axis_carries_between_its_own(tmp_path: Path) -> None:
    here, there = demo(tmp_path, "H99.14"), demo(tmp_path, "H99")
    send(here)
    [line] = there.listed(PackageKind.DOCUMENT, DAY)
    assert there.listed(PackageKind.STATUS, DAY) == []
    fetched = there.fetch(line.remote_id)
    assert (fetched.data, fetched.sha256) == (PACKAGE, hashlib.sha256(PACKAGE).hexdigest())
    there.acknowledge(line.remote_id, taken=True)
    there.acknowledge(line.remote_id, taken=True)
    assert there.listed(PackageKind.DOCUMENT, DAY) == []
    assert [one.code for one in there.agencies()] == ["H99", "H99.14"]


def test_the_demo_axis_answers_for_strangers(tmp_path: Path) -> None:
    here = demo(tmp_path, "000.00.14.H99")
    here.send(PACKAGE, kind=PackageKind.DOCUMENT, sender="000.00.14.H99", receivers=["000.00.00.H99", "X1"])
    found = [edxml.read(here.fetch(one.remote_id).data) for one in here.listed(PackageKind.STATUS, DAY)]
    assert sorted((one.status.code, one.header.sender.organ_id) for one in found if one.status) == [
        ("01", "000.00.00.H99"), ("01", "X1"), ("03", "000.00.00.H99"), ("03", "X1"),
    ]  # fmt: skip
    assert {one.concerned_document_id for one in found} == {"000.00.14.H99,2026/03/05,15/BC-SKHCN"}
    assert here.send(samples.status(), kind=PackageKind.STATUS, sender="000.00.14.H99", receivers=["X1"])


def test_the_demo_axis_refuses_what_is_wrong(tmp_path: Path) -> None:
    here = demo(tmp_path, "H99.14")
    assert refusal(lambda: here.send(b"x", kind=PackageKind.DOCUMENT, sender="H99", receivers=["H99"])) == (
        "not_registered",
        False,
    )
    assert refusal(lambda: here.send(b"x", kind=PackageKind.DOCUMENT, sender="H99.14", receivers=["X1"])) == (
        "wrong_format",
        True,
    )
    assert refusal(lambda: here.send(b"x", kind=PackageKind.DOCUMENT, sender="H99.14", receivers=[])) == (
        "no_receiver",
        True,
    )
    assert refusal(
        lambda: here.send(b"x", kind=PackageKind.DOCUMENT, sender="H99.14", receivers=["../x"])
    ) == ("no_receiver", True)
    for name in ("../x", ".x", "none"):
        assert refusal(lambda name=name: here.fetch(name)) == ("answer", True)
    there = demo(tmp_path, "H99")
    send(here)
    [line] = there.listed(PackageKind.DOCUMENT, DAY)
    there.acknowledge(line.remote_id, taken=False)
    there.acknowledge(line.remote_id, taken=False)
    assert there.listed(PackageKind.DOCUMENT, DAY) == []
    assert [path.suffix for path in (tmp_path / "H99").iterdir()] == [".bad"]


def test_every_road_is_listed() -> None:
    assert set(ADAPTERS) == {"lgsp", "vxp", "demo"}
    assert str(AxisError("server", words="x")) == "server: x"
    assert str(AxisError("server")) == "server"
