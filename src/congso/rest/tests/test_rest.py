"""The interface: callers, rights, errors, and its description."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from congso.audit.api import trail
from congso.documents import testing_draft as td
from congso.documents import testing_incoming as t
from congso.documents import testing_outgoing as to
from congso.files.testing import scan_pdf
from congso.kernel import clock
from congso.kernel.actor import Actor, ActorKind, Role
from congso.kernel.errors import Forbidden, Invalid, NotFound
from congso.kernel.refs import SubjectRef
from congso.kernel.testing import actor as an_actor
from congso.people.models import Appointment
from congso.people.testing import make_actor, make_agency, sign_in
from congso.rest import auth
from congso.rest.actions import create_token, revoke_token
from congso.rest.management.commands.openapi import described
from congso.rest.models import Token
from congso.rest.queries import tokens_of

pytestmark = pytest.mark.django_db
SNAPSHOT = Path(__file__).resolve().parents[4] / "docs" / "openapi.json"
V1 = "/api/v1"


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(datetime(2026, 11, 17, 8, 30, tzinfo=clock.VIETNAM)):
        yield


@pytest.fixture
def office():
    return t.make_office()


def bearer(actor: Actor, **more):
    key = create_token(actor=actor, name="Thử", days=30, **more).key
    return {"headers": {"Authorization": f"Bearer {key}"}}


def get(actor, path, status=200, **query):
    answer = Client().get(f"{V1}{path}", query, **bearer(actor))
    assert answer.status_code == status, answer.content
    return answer.json()


def post(actor, path, status=200, **body):
    answer = Client().post(f"{V1}{path}", json.dumps(body), content_type="application/json", **bearer(actor))
    assert answer.status_code == status, answer.content
    return answer.json()


def fields(**more):
    return {"number": "15", "symbol": "UBND-NC", "document_date": "2026-11-16", "kind": "Công văn",
            "issuer_name": "UBND tỉnh Mẫu", "subject": "Rà soát cán bộ", **more}  # fmt: skip


# Description


def test_the_description_is_the_one_kept():
    assert SNAPSHOT.read_text(encoding="utf-8") == described(), "congso manage openapi > docs/openapi.json"


def test_the_command_prints_it(capsys):
    from django.core.management import call_command

    call_command("openapi")
    assert json.loads(capsys.readouterr().out)["info"]["title"] == "Công Sở"


# Callers


def test_nobody_is_refused_in_the_shape_of_errors(client):
    answer = client.get(f"{V1}/me")
    assert answer.status_code == 401
    assert answer.json()["code"] == "rest.not_signed_in"
    assert "khóa không còn hiệu lực" in answer.json()["message"]
    for header in ("Bearer x", "Bearer cs_wrong"):
        assert client.get(f"{V1}/me", headers={"Authorization": header}).status_code == 401


def test_a_session_reads_and_needs_csrf_to_change(office):
    incoming = t.receive(office.clerk)
    browser = sign_in(Client(enforce_csrf_checks=True), office.clerk)
    assert browser.get(f"{V1}/me").json()["post"] == "Văn thư"
    body = json.dumps({"reason": "Gửi nhầm"})
    answer = browser.post(f"{V1}/incoming/{incoming.pk}/refuse", body, content_type="application/json")
    assert answer.status_code == 403
    assert t.row(incoming.pk).state == "waiting"


def test_a_key_acts_in_its_post(office):
    assert get(office.clerk, "/me") == {
        "name": "Đặng Thu Ngà", "post": "Văn thư", "agency_id": office.agency.id, "unit_id": None, "roles": ["clerk"],
        "service": False,
    }  # fmt: skip
    answer = Client().get(f"{V1}/me", **bearer(office.clerk, service=True))
    assert answer.json()["service"]
    assert answer.json()["name"] == "Thử (Đặng Thu Ngà)"
    assert {row.used_on for row in tokens_of(office.clerk)} == {date(2026, 11, 17)}


def test_keys_end(office, client):
    made = create_token(actor=office.clerk, name="Một cửa", days=30)
    header = {"headers": {"Authorization": f"Bearer {made.key}"}}
    assert client.get(f"{V1}/me", **header).status_code == 200
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert client.get(f"{V1}/me", **header).status_code == 401
    with pytest.raises(NotFound):
        revoke_token(actor=office.leader, token_id=made.id)
    with pytest.raises(NotFound):
        revoke_token(actor=an_actor(person_id=None), token_id=made.id)
    revoke_token(actor=office.clerk, token_id=made.id)
    assert client.get(f"{V1}/me", **header).status_code == 401
    with pytest.raises(NotFound):
        revoke_token(actor=office.clerk, token_id=made.id)
    assert [row.verb for row in trail([SubjectRef("token", made.id)])] == ["token.created", "token.revoked"]
    ended = bearer(office.clerk)
    Appointment.objects.filter(pk=office.clerk.appointment_id).update(until=date(2026, 11, 16))
    assert client.get(f"{V1}/me", **ended).status_code == 401


def test_the_key_itself_is_not_kept(office):
    made = create_token(actor=office.clerk, name="Một cửa", days=30)
    assert made.key not in json.dumps(list(Token.objects.values()), default=str)


@pytest.mark.parametrize(("name", "days", "field"), [(" ", 30, "name"), ("A", 0, "days"), ("A", 367, "days")])
def test_refusals_of_keys(office, name, days, field):
    with pytest.raises(Invalid) as refused:
        create_token(actor=office.clerk, name=name, days=days)
    assert refused.value.field == field
    with pytest.raises(Forbidden):
        create_token(actor=an_actor(Role.ADMIN), name="A", days=1)


def test_too_many_calls(office, monkeypatch, client):
    monkeypatch.setattr(auth, "CALLS_A_MINUTE", 2)
    monkeypatch.setattr(auth.time, "time", lambda: 1_000_000_000.0)
    header = bearer(office.clerk)
    assert [client.get(f"{V1}/me", **header).status_code for _ in range(3)] == [200, 200, 429]
    assert client.get(f"{V1}/me", **header).json()["code"] == "rest.too_many"


def test_keys_from_the_screen(client, office):
    sign_in(client, office.clerk)
    assert "Chưa có khóa nào" in client.get(reverse("rest_tokens")).content.decode()
    page = client.post(reverse("rest_tokens"), {"name": "Một cửa", "days": "30"}).content.decode()
    assert "cs_" in page
    assert "cs_" not in client.get(reverse("rest_tokens")).content.decode()
    assert client.post(reverse("rest_tokens"), {"name": "", "days": "30"}).status_code == 422
    assert client.post(reverse("rest_tokens"), {"name": "A", "days": "9999"}).status_code == 422
    (row,) = tokens_of(office.clerk)
    assert client.post(reverse("rest_revoke", args=[row.id])).status_code == 302
    assert tokens_of(office.clerk) == []


# Arrivals


def test_an_arrival_is_registered_like_on_the_screen(office):
    incoming = t.receive(office.clerk)
    (row,) = get(office.clerk, "/incoming", waiting="true")["rows"]
    assert (row["id"], row["state"]) == (incoming.pk, "waiting")
    done = post(office.clerk, f"/incoming/{incoming.pk}/register", version=incoming.version, fields=fields())
    assert done == {"id": incoming.pk, "number": 1, "date": "2026-11-17", "leader": "Vũ Đình Khoát"}
    shown = get(office.clerk, f"/incoming/{incoming.pk}")
    assert (shown["code"], shown["state"], shown["fields"]["subject"]) == (
        "15/UBND-NC",
        "registered",
        "Rà soát cán bộ",
    )
    assert [row["arrival_number"] for row in get(office.leader, "/incoming")["rows"]] == [1]
    assert get(office.leader, "/incoming", q="khong co")["rows"] == []
    closed = post(office.clerk, f"/incoming/{incoming.pk}/close", kind="filed", reason="Để biết")
    assert closed["state"] == "closed"
    again = post(office.clerk, f"/incoming/{incoming.pk}/close", 409, kind="filed", reason="Để biết")
    assert again["code"] == "documents.incoming_closed_already"
    assert again["message"]


def test_refusals_of_arrivals(office):
    incoming = t.receive(office.clerk)
    stranger, elsewhere = make_actor(office.agency), t.make_office("Sở Y tế").clerk
    for nobody in (stranger, elsewhere):
        assert get(nobody, f"/incoming/{incoming.pk}", 404)["code"] == "documents.not_found"
        assert (
            post(nobody, f"/incoming/{incoming.pk}/refuse", 404, reason="X")["code"] == "documents.not_found"
        )
        assert get(nobody, "/incoming")["rows"] == []
    leader = post(office.leader, f"/incoming/{incoming.pk}/refuse", 403, reason="X")
    assert leader["code"] == "documents.forbidden"
    wrong = post(office.clerk, f"/incoming/{incoming.pk}/register", 422, version=1, fields=fields(subject=""))
    assert wrong["code"] == "documents.subject_missing"
    shape = post(office.clerk, f"/incoming/{incoming.pk}/register", 422, version="x", fields=fields())
    assert shape["code"] == "rest.invalid"
    assert "version" in shape["message"]
    assert post(office.clerk, f"/incoming/{incoming.pk}/refuse", reason="Gửi nhầm")["state"] == "refused"
    broken = Client().post(
        f"{V1}/incoming/{incoming.pk}/refuse", "{", content_type="application/json", **bearer(office.clerk)
    )
    assert broken.json()["code"] == "rest.invalid"


def test_files_follow_the_rights_of_their_document(office, client):
    incoming = t.make_incoming(office.clerk)
    (file,) = get(office.clerk, f"/incoming/{incoming.pk}")["files"]
    answer = client.get(file["url"], **bearer(office.leader))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    stranger = make_actor(office.agency)
    assert client.get(file["url"], **bearer(stranger)).status_code == 404
    other = t.receive(office.clerk, name="Khác.pdf")
    wrong = f"{V1}/files/incoming/{other.pk}/{file['id']}"
    assert client.get(wrong, **bearer(office.clerk)).json()["code"] == "files.unknown"
    assert client.get(f"{V1}/files/person/1/1", **bearer(office.clerk)).status_code == 422


def test_a_held_scan_is_not_given_out(office, client):
    incoming = t.receive(office.clerk, scan_pdf())
    (file,) = get(office.clerk, f"/incoming/{incoming.pk}")["files"]
    assert client.get(file["url"], **bearer(office.clerk)).json()["code"] == "rest.file_held"
    assert client.get(file["url"], **bearer(office.leader)).json()["code"] == "files.unknown"


def test_assignments_of_a_stranger_are_none(office):
    assert get(office.leader, "/assignments") == []


# Drafts and outgoing


def test_a_draft_goes_its_way():
    house = td.make_house()
    draft_id = td.make_draft(house)
    assert [row["id"] for row in get(house.drafter, "/drafts")["rows"]] == [draft_id]
    stage = post(house.drafter, f"/drafts/{draft_id}/submit")["stage"]
    assert stage == "content"
    assert post(house.office, f"/drafts/{draft_id}/approve", 403)["code"] == "documents.forbidden"
    assert post(house.head, f"/drafts/{draft_id}/return", 422)["code"] == "documents.reason_missing"
    assert post(house.head, f"/drafts/{draft_id}/return", remarks="Thiếu số liệu")["state"] == "drafting"
    post(house.drafter, f"/drafts/{draft_id}/submit")
    assert post(house.head, f"/drafts/{draft_id}/approve")["stage"] == "form"
    assert get(house.drafter, f"/drafts/{draft_id}")["state"] == "form"
    stranger = make_actor(make_agency("Sở Y tế"))
    assert get(stranger, f"/drafts/{draft_id}", 404)["code"] == "documents.not_found"


def test_issuing():
    with clock.frozen(to.DAY):
        house = to.make_house()
        made = to.signed(house)
        assert get(house.clerk, "/outgoing", waiting="true")["rows"][0]["id"] == made.pk
        assert post(house.leader, f"/outgoing/{made.pk}/issue", 403)["code"] == "documents.forbidden"
        assert post(house.clerk, f"/outgoing/{made.pk}/issue")["code"] == "01/BC-SNV"
        assert post(house.clerk, f"/outgoing/{made.pk}/issue", 409)
        assert get(house.clerk, f"/outgoing/{made.pk}")["state"] == "numbered"
        assert get(house.clerk, "/outgoing")["rows"] == []
        (book,) = get(
            house.clerk, "/registers", year=made.issued_date.year if made.issued_date else to.DAY.year
        )
        (number,) = get(house.clerk, f"/registers/{book['id']}/numbers")["rows"]
        assert number["subject"] == f"outgoing:{made.pk}"


# Records


def test_registers_and_search(office):
    incoming = t.make_incoming(office.clerk)
    t.run_jobs()
    (book,) = get(office.clerk, "/registers")
    assert (book["last"], book["unexplained"], book["closed"]) == (1, 0, False)
    (line,) = get(office.clerk, f"/registers/{book['id']}/numbers", form="theo-doi")["rows"]
    assert len(line["cells"]) == 7
    officer = make_actor(office.agency)
    assert get(officer, "/registers", 403)["code"] == "documents.forbidden"
    assert get(officer, f"/registers/{book['id']}/numbers", 403)
    found = get(office.clerk, "/search", q="ra soat", place="incoming")
    assert [row["subject"] for row in found["rows"]] == [f"incoming:{incoming.pk}"]
    assert get(officer, "/search", q="ra soat")["rows"] == []
    assert get(office.clerk, "/search", 422)["code"] == "rest.invalid"


def test_a_service_is_named_in_the_journal(office):
    incoming = t.receive(office.clerk)
    body = json.dumps({"reason": "Gửi nhầm"})
    url = f"{V1}/incoming/{incoming.pk}/refuse"
    answer = Client().post(url, body, content_type="application/json", **bearer(office.clerk, service=True))
    assert answer.status_code == 200
    assert trail([SubjectRef("incoming", incoming.pk)])[-1].actor_name == "Thử (Đặng Thu Ngà)"
    assert ActorKind.SERVICE.value == "service"
