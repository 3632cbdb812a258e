"""The screens: an agency's door with its packages, and the hub's registry."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congso.exchange import api as exchange
from congso.exchange import credentials, package_lists, texts
from congso.exchange.actions import connect as actions
from congso.exchange.actions import post
from congso.exchange.adapters.demo import DemoAxis
from congso.exchange.axis import AxisError
from congso.exchange.forms import DoorForm
from congso.exchange.hub import mailbox, registry
from congso.exchange.models import Connection, Delivery, Inbox, Outbox
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.people.models import Person
from congso.people.rows import AgencyRow
from congso.people.testing import make_actor, make_agency, sign_in
from congso.pure import edxml

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = datetime(2026, 11, 22, 8, 0, tzinfo=clock.VIETNAM)
FIELDS = exchange.DocumentFields(
    "05", "BC", "Báo cáo", "Biên chế", "Sở Nội vụ", "2026-11-17", "Vũ Khoát", "Giám đốc"
)


@pytest.fixture(autouse=True)
def _day(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    with clock.frozen(DAY):
        yield


@pytest.fixture
def agency() -> AgencyRow:
    return make_agency("Sở Nội vụ", code="H99.04")


@pytest.fixture
def admin(agency: AgencyRow) -> Actor:
    return make_actor(agency, Role.ADMIN)


@pytest.fixture
def door(agency: AgencyRow, admin: Actor, tmp_path: Path) -> Connection:
    exchange.connect(
        actor=admin, agency_id=agency.id, adapter="demo", endpoint=str(tmp_path / "axis"), system_id="H99.04"
    )
    return Connection.objects.unscoped(reason="test").get(agency_id=agency.id)


def url(name: str, *args: object) -> str:
    return reverse(f"exchange:{name}", args=args)


def text(client: Client, name: str, query: str = "") -> str:
    return client.get(url(name) + query).content.decode()


def send(agency: AgencyRow, *codes: str) -> dict[str, int]:
    return exchange.send_abroad(
        actor=Actor.system(agency.id), subject=SubjectRef("outgoing", 7), fields=FIELDS, files=[],
        receivers=[exchange.Abroad(code, f"Bộ {code}") for code in codes],
    )  # fmt: skip


def test_the_door_is_opened_keyed_tried_and_shut(agency: AgencyRow, admin: Actor, client: Client) -> None:
    sign_in(client, admin)
    assert "Chưa có kết nối trục" in text(client, "door")
    assert client.get(url("door_secrets")).status_code == 302
    with pytest.raises(Invalid):
        actions.try_door(actor=admin, agency_id=agency.id)
    with pytest.raises(Invalid):
        actions.reconnect(actor=admin, agency_id=agency.id)
    assert 'value="H99.04"' in text(client, "door_edit")
    wrong = {"adapter": "lgsp", "endpoint": "http://truc.example", "system_id": "H99.04"}
    assert "https://" in client.post(url("door_edit"), wrong).content.decode()
    assert client.post(url("door_edit"), {"adapter": "demo", "system_id": "H99.04"}).status_code == 302
    row = Connection.objects.unscoped(reason="test").get(agency_id=agency.id)
    assert row.endpoint.endswith("/axis")
    assert client.post(url("door_secrets"), {}).status_code == 422
    assert client.post(url("door_secrets"), {"secret": "mot-khoa"}).status_code == 302
    assert "mot-khoa" not in text(client, "door") + text(client, "door_secrets")
    client.post(url("door_secrets"), {"secret": "khoa-moi"})
    assert "Khóa mới chờ trục nhận" in text(client, "door")
    assert "Danh bạ có 1 đơn vị" in client.post(url("door_try"), follow=True).content.decode()
    assert "Đã đặt, không hiện lại" in text(client, "door"), "the axis took the new one"
    client.post(url("door_switch"), {"open": "0"})
    assert "Đang tắt" in text(client, "door")
    client.post(url("door_switch"), {"open": "1"})
    assert Connection.objects.unscoped(reason="test").get(agency_id=agency.id).active


def test_a_door_that_does_not_open_says_why(
    agency: AgencyRow, admin: Actor, door: Connection, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut(*_args: object, **_more: object) -> None:
        raise AxisError("credentials", words="HTTP 401")

    monkeypatch.setattr(DemoAxis, "listed", shut)
    sign_in(client, admin)
    page = client.post(url("door_try"), follow=True).content.decode()
    assert "Trục không nhận khóa." in page
    assert "Trục không nhận khóa. Đặt lại khóa. (HTTP 401)" in text(client, "door")


def test_another_address_takes_the_secrets_away(agency: AgencyRow, admin: Actor, door: Connection) -> None:
    def keep(endpoint: str) -> bytes:
        exchange.connect(
            actor=admin, agency_id=agency.id, adapter="vxp", endpoint=endpoint, system_id="H99.04",
            client_certificate="/etc/a.pem",
        )  # fmt: skip
        return bytes(Connection.objects.unscoped(reason="test").get(agency_id=agency.id).secrets)

    keep("https://truc.example")
    exchange.set_credentials(actor=admin, agency_id=agency.id, secret="k")
    assert credentials.unsealed(keep("https://truc.example"))[0] == "k"
    assert keep("https://khac.example") == b""
    form = DoorForm({"adapter": "demo", "endpoint": "/etc", "system_id": "x"})
    assert form.is_valid()
    assert not form.data_of()["endpoint"].startswith("/etc"), "a screen names no folder"


def test_only_the_administrator_has_the_door(agency: AgencyRow, door: Connection, client: Client) -> None:
    clerk, officer = make_actor(agency, Role.CLERK), make_actor(agency, Role.OFFICER)
    other = make_actor(make_agency("Sở Y tế"), Role.ADMIN)
    sign_in(client, clerk)
    assert "Thử kết nối" not in text(client, "door")
    assert client.get(url("door_edit")).status_code == 403
    assert client.post(url("door_secrets"), {"secret": "k"}).status_code == 403
    assert client.post(url("door_try")).status_code == 403
    assert client.post(url("door_switch"), {"open": "0"}).status_code == 403
    sign_in(client, officer)
    assert client.get(url("door")).status_code == 403
    assert client.get(url("packages")).status_code == 403
    for act in (actions.try_door, actions.reconnect):
        with pytest.raises(Forbidden):
            act(actor=other, agency_id=agency.id)
    with pytest.raises(Forbidden):
        package_lists.packages(other, agency.id, "out", dead=False, older="", newer="")


def test_dead_letters_are_tried_again(
    agency: AgencyRow, admin: Actor, door: Connection, client: Client
) -> None:
    send(agency, "X1", "X2")
    Outbox.objects.unscoped(reason="test").filter(receiver_code="X1").update(
        state="dead", error="no_receiver: X1", tries=3
    )
    come = Inbox.objects.create(
        connection=door, remote_id="r-1", kind="edoc", state="dead", body=b"?", size=1, at=DAY, next_at=DAY,
        error="unknown act", acknowledged_at=DAY,
    )  # fmt: skip
    sign_in(client, make_actor(agency, Role.CLERK))
    assert "2 gói tin chờ người xử lý" in text(client, "door")
    page = text(client, "packages", "?huong=di&hong=1")
    assert "Bộ X1" in page
    assert "Bộ X2" not in page
    assert "Trục không có nơi nhận này. (X1)" in page
    assert "unknown act" in text(client, "packages", "?huong=den")
    gone = Outbox.objects.unscoped(reason="test").get(receiver_code="X1")
    client.post(url("package_again", "di", gone.pk))
    client.post(url("package_again", "den", come.pk))
    gone.refresh_from_db()
    come.refresh_from_db()
    assert (gone.state, come.state, come.acknowledged_at, come.tries) == ("queued", "stored", None, 0)
    assert "Không có gói tin nào chờ xử lý" in text(client, "packages", "?huong=den&hong=1")
    assert client.post(url("package_again", "den", come.pk)).status_code == 409
    with pytest.raises(Conflict):
        post.open_again(actor=admin, inbox_id=come.pk)
    with pytest.raises(NotFound):
        post.open_again(actor=admin, inbox_id=999_999)
    Inbox.objects.unscoped(reason="test").update(state="dead")
    with pytest.raises(Forbidden):
        post.open_again(actor=make_actor(make_agency("Sở Y tế"), Role.ADMIN), inbox_id=come.pk)
    sign_in(client, make_actor(agency, Role.LEADER))
    assert client.post(url("package_again", "den", come.pk)).status_code == 403


def test_packages_come_in_pages_newest_first(
    agency: AgencyRow,
    admin: Actor,
    door: Connection,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Any,
) -> None:
    monkeypatch.setattr(package_lists, "ROWS", 2)
    send(agency, *(f"X{n}" for n in range(5)))

    def page(**cursor: str) -> Any:
        return package_lists.packages(
            admin, agency.id, "out", dead=False, older=cursor.get("older", ""), newer=cursor.get("newer", "")
        )

    with django_assert_num_queries(1):
        first = page()
    second = page(older=first.older)
    last = page(older=second.older)
    names = [[row.other for row in one.rows] for one in (first, second, last)]
    assert names == [["Bộ X4", "Bộ X3"], ["Bộ X2", "Bộ X1"], ["Bộ X0"]]
    assert (first.newer, last.older) == ("", "")
    assert page(newer=last.newer).rows == second.rows
    assert page(newer=second.newer).rows == first.rows
    assert page(older="hỏng").rows == first.rows


def test_packages_in_words(agency: AgencyRow, admin: Actor, door: Connection, client: Client) -> None:
    made = send(agency, "X1")
    delivery = Delivery.objects.unscoped(reason="test").get(pk=made["X1"])
    exchange.report(actor=Actor.system(agency.id), delivery_id=made["X1"], code="13", note="Nhầm")
    Inbox.objects.create(
        connection=door, remote_id="r-2", kind="status", state="done", delivery=delivery, at=DAY, next_at=DAY
    )
    sign_in(client, admin)
    out, come = text(client, "packages"), text(client, "packages", "?huong=den")
    assert "Trạng thái: lấy lại" in out
    assert "05/BC · Biên chế" in out
    assert "Bộ X1" in come
    assert "Đã xử lý" in come
    waits = [None, timedelta(seconds=9), timedelta(minutes=12), timedelta(hours=3), timedelta(days=4)]
    assert [texts.waiting_time(one) for one in waits] == ["", "dưới 1 phút", "12 phút", "3 giờ", "4 ngày"]


def test_the_registry_is_kept_on_its_screen(client: Client) -> None:
    keeper = make_actor(make_agency("Tỉnh"), Role.ADMIN)
    sign_in(client, keeper)
    for name in ("members", "member_admit"):
        assert client.get(url(name)).status_code == 403
    assert client.post(url("member_renew"), {"code": "H1"}).status_code == 403
    assert client.post(url("member_lock"), {"code": "H1"}).status_code == 403
    Person.objects.filter(pk=keeper.person_id).update(installation_admin=True)
    assert "Chưa có đơn vị nào trên trục" in text(client, "members")
    assert "Thêm đơn vị trên trục" in text(client, "member_admit")
    assert client.post(url("member_admit"), {"name": "Sở Y tế"}).status_code == 422
    made = client.post(url("member_admit"), {"name": "Sở Y tế", "code": "h1"})
    row = registry.find("H1")
    assert row is not None
    first = registry.secrets_of(row)[0]
    assert first in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert client.post(url("member_admit"), {"name": "Sở Y tế", "code": "H1"}).status_code == 422
    renewed = client.post(url("member_renew"), {"code": "H1"}).content.decode()
    assert first not in renewed
    page = text(client, "members")
    assert "Khóa mới chưa dùng" in page
    assert first not in page
    assert "http://testserver/lien-thong/truc<" in page
    assert "http://testserver/lien-thong/truc/vxp<" in page
    client.post(url("member_lock"), {"code": "H1", "active": "0"})
    assert "Đang khóa" in text(client, "members")
    client.post(url("member_lock"), {"code": "H1", "active": "1"})
    assert "Đang khóa" not in text(client, "members")
    assert client.post(url("member_lock"), {"code": "Z"}).status_code == 404


def test_how_long_members_take_to_answer() -> None:
    for code in "AB":
        registry.admit(actor=Actor.system(), code=code, name=code)
    sender, receiver = registry.find("A"), registry.find("B")
    assert sender is not None
    assert receiver is not None
    header = edxml.Header(
        sender=edxml.Party("A", name="A"), receivers=(edxml.Party("B", name="B"),), document_id="A,2026/11/22,1/BC",
        code=edxml.Code("1", "BC"), subject="Báo cáo",
    )  # fmt: skip
    mailbox.accept(sender, "edoc", edxml.write(edxml.Message(header, edxml.Business(0))))
    for minutes, said in ((30, "01"), (90, "03")):
        status = edxml.Status(edxml.ResponseFor("A", "1/BC", "A,2026/11/22,1/BC"), said, "", DAY)
        with clock.frozen(DAY + timedelta(minutes=minutes)):
            message = edxml.Message(edxml.Header(edxml.Party("B", name="B")), status=status)
            mailbox.accept(receiver, "status", edxml.write(message))
    found = {one.code: one.answers_after for one in exchange.figures(DAY - timedelta(days=1))}
    assert found == {"A": None, "B": timedelta(minutes=30)}
