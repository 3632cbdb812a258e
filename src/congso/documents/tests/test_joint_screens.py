"""The screens of joint documents: choosing who issues together, signing as a guest, the second body's seal."""

import pytest
from django.test import Client
from django.urls import reverse

from congso.documents import testing_draft as t
from congso.documents import testing_outgoing as made
from congso.documents.actions.issue_outgoing import issue_outgoing
from congso.documents.actions.prepare_signing import prepare_signing, see_draft
from congso.documents.actions.seal_outgoing import seal
from congso.documents.actions.submit_draft import submit_draft
from congso.documents.models import JointParty
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.people.testing import sign_in
from congso.signing.testing import give_key_to_body, give_key_to_person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _day():
    with clock.frozen(made.DAY):
        yield


@pytest.fixture
def houses() -> tuple[t.House, t.House]:
    lead, second = t.make_house(search="so noi vu"), t.make_house("Sở Tài chính", search="so tai chinh")
    for house in (lead, second):
        give_key_to_person(house.leader.person_id or 0)
        give_key_to_body(house.body.id)
    return lead, second


def url(name: str, *args: object) -> str:
    return reverse(f"documents:{name}", args=args)


def html(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return answer.content.decode()


def joined(lead: t.House, second: t.House, draft_id: int) -> dict[str, object]:
    return {
        "version": t.row(draft_id).revision, "noi": second.body.id, "tim": "tai chinh",
        "nguoi": f"{second.leader.appointment_id}|HEAD",
    }  # fmt: skip


def press_sign(actor: Actor, draft_id: int) -> str:
    """Look, then press: the page of results."""
    prepare_signing(actor=actor, draft_id=draft_id)
    see_draft(actor=actor, draft_id=draft_id, revision=t.row(draft_id).revision)
    token = f"{draft_id}:{t.row(draft_id).revision}"
    return sign_in(Client(), actor).post(url("sign"), {"draft": token}, follow=True).content.decode()


def test_a_body_is_found_its_head_chosen_and_taken_out_again(houses: tuple[t.House, t.House]) -> None:
    lead, second = houses
    draft_id = t.make_draft(lead)
    client = sign_in(Client(), lead.drafter)
    assert "Cùng nơi khác ban hành" in html(client, url("draft", draft_id))
    empty = html(client, url("draft_joint", draft_id))
    assert "ký giấy rồi phát hành từ bản quét" in empty
    assert "Không có nơi ban hành nào khớp" not in empty
    assert "Không có nơi ban hành nào khớp" in html(client, url("draft_joint", draft_id) + "?tim=khongco")
    assert "Sở Tài chính" in html(client, url("draft_joint", draft_id) + "?tim=tai+chinh")
    chosen = html(client, f"{url('draft_joint', draft_id)}?tim=tai+chinh&noi={second.body.id}")
    assert f"{second.leader.appointment_id}|HEAD" in chosen
    answer = client.post(url("draft_joint", draft_id), joined(lead, second, draft_id), follow=True)
    assert "Đã thêm nơi cùng ban hành." in answer.content.decode()
    assert "Sửa nơi cùng ban hành" in answer.content.decode()
    again = client.post(url("draft_joint", draft_id), joined(lead, second, draft_id))
    assert (again.status_code, "đã có trong văn bản liên tịch" in again.content.decode()) == (422, True)
    nobody = client.post(url("draft_joint", draft_id), {"version": t.row(draft_id).revision})
    assert (nobody.status_code, "Chọn người ký của nơi" in nobody.content.decode()) == (422, True)
    part = client.get(
        url("draft_joint", draft_id), headers={"HX-Request": "true", "HX-Target": "joint-inner"}
    )
    assert part.content.decode().startswith("<form")
    out = client.post(
        url("draft_joint", draft_id), {"version": t.row(draft_id).revision, "bo": 2}, follow=True
    )
    assert "Đã bỏ nơi cùng ban hành." in out.content.decode()
    assert not JointParty.objects.unscoped(reason="test").exists()
    assert sign_in(Client(), second.leader).get(url("draft_joint", draft_id)).status_code == 404


def test_signed_by_two_sealed_by_two(houses: tuple[t.House, t.House]) -> None:
    lead, second = houses
    draft_id = t.make_draft(lead)
    drafter = sign_in(Client(), lead.drafter)
    drafter.post(url("draft_joint", draft_id), joined(lead, second, draft_id))
    assert "Sở Tài chính" in html(drafter, url("draft_submit", draft_id))
    submit_draft(actor=lead.drafter, draft_id=draft_id)
    for reviewer in (lead.head, lead.office):
        t.approve_step(actor=reviewer, draft_id=draft_id)
    assert f"chuyển {second.leader.name} ký tiếp" in press_sign(lead.leader, draft_id)
    guest = sign_in(Client(), second.leader)
    page = html(guest, url("draft", draft_id))
    assert "Phiếu trình" in page
    assert "Cùng ban hành" in page
    assert url("work_files_of_draft", draft_id) not in page
    assert "Đã ký 1 / 1" in press_sign(second.leader, draft_id)
    doc_id = t.row(draft_id).outgoing.pk
    assert html(guest, url("draft", draft_id))
    issue_outgoing(actor=lead.clerk, outgoing_id=doc_id)
    waits = "chờ Sở Tài chính đóng dấu liên tịch"
    mine = html(sign_in(Client(), lead.clerk), url("outgoing_document", doc_id))
    assert (waits in mine, url("outgoing_allow", doc_id) in mine) == (True, False)
    clerk = sign_in(Client(), second.clerk)
    page = html(clerk, url("outgoing_document", doc_id))
    assert (waits in page, url("outgoing_allow", doc_id) in page, url("draft", draft_id) in page) == (
        True,
        True,
        False,
    )
    assert "Đang đóng dấu." in clerk.post(url("outgoing_allow", doc_id), follow=True).content.decode()
    seal(outgoing_id=doc_id)
    page = html(clerk, url("outgoing_document", doc_id))
    assert "liên tịch" in page
    assert made.outgoing(doc_id).state == "issued"
    assert sign_in(Client(), second.head).get(url("outgoing_document", doc_id)).status_code == 404
