"""Checks are kept beside the file, renewed when roots change or an authority was silent, and read by its agency alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congso.files import api as files
from congso.files.testing import make_file, text_pdf, word
from congso.kernel import clock
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import NotFound
from congso.kernel.models import Event
from congso.kernel.scoping import UnscopedQuery
from congso.people.testing import make_actor, make_agency, sign_in
from congso.signing import checks, samples, trust
from congso.signing.checking.asking import Network
from congso.signing.checking.records import from_plain, to_plain
from congso.signing.checking.report import Revocation, Trust
from congso.signing.checking.trust import Court
from congso.signing.checking.validate import examine
from congso.signing.jobs import check_again
from congso.signing.models import SignatureCheck
from congso.signing.tests import made, pki

pytestmark = pytest.mark.django_db
NOW = pki.NOW


@pytest.fixture
def clerk() -> Actor:
    return make_actor(make_agency("Sở Nội vụ"), Role.CLERK)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Any, settings: Any) -> None:
    settings.CONGSO_TRUST_ROOTS = str(tmp_path / "roots")


def signed_file(clerk: Actor, pdf: bytes | None = None) -> int:
    return make_file(clerk, "a.pdf", pdf or made.signed()).id


def check(file_id: int) -> checks.CheckRow:
    with clock.frozen(NOW):
        return checks.check_file(file_id)


def stored(file_id: int) -> SignatureCheck:
    return SignatureCheck.objects.unscoped(reason="test").get(file_id=file_id)


def trust_ours() -> None:
    trust.add_root("test", samples.authority().root.der)


def test_a_report_survives_being_kept() -> None:
    for report in examine(made.issued(), Court(samples.authority().trust_roots)):
        assert from_plain(to_plain(report)) == report
    older = {"field": "a", "verdict": "valid", "no_such_word": 1}
    assert from_plain(older).trust is Trust.NOT_CHECKED


def test_the_result_is_kept_and_renewed_when_roots_change(clerk: Actor) -> None:
    file_id = signed_file(clerk)
    row = check(file_id)
    assert (row.state, row.reports[0].trust, row.roots) == ("untrusted", Trust.NOT_CHECKED, 0)
    assert checks.out_of_date(9) == []
    trust_ours()
    assert checks.out_of_date(9) == [file_id]
    check_again()
    assert checks.checks_of([file_id])[file_id].state == "valid"
    assert checks.out_of_date(9) == []
    (event,) = Event.objects.filter(name="signing.SignaturesChecked")
    assert event.data == {"file_id": file_id, "state": "valid"}


def test_unsigned_files_are_not_looked_at_again(clerk: Actor) -> None:
    bare, office = make_file(clerk, "b.pdf", text_pdf("Không ký")), make_file(clerk, "c.docx", word("a"))
    assert (check(bare.id).state, check(office.id).state) == ("none", "none")
    trust_ours()
    assert checks.out_of_date(9) == []


def test_a_long_line_is_worked_off_in_portions(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "PORTION", 2)
    ids = [signed_file(clerk) for _ in range(3)]
    for file_id in ids:
        check(file_id)
    trust_ours()
    assert checks.out_of_date(2) == [ids[2], ids[1]]
    deferred: list[dict[str, Any]] = []
    monkeypatch.setattr(check_again, "defer", lambda **options: deferred.append(options))
    check_again()
    check_again()
    assert {stored(file_id).state for file_id in ids} == {"valid"}
    assert deferred == [{"once": "signing.check_again"}]


def silent_file(clerk: Actor, monkeypatch: pytest.MonkeyPatch, settings: Any, fetch: Any) -> int:
    settings.CONGSO_ASK_REVOCATION = True
    trust.add_root("pki", pki.der("root"))
    monkeypatch.setattr(checks, "Network", lambda: Network(fetch))
    return signed_file(clerk, pki.signed_by("revoked", monkeypatch))


def test_an_absent_network_is_asked_again_and_no_fault_meanwhile(
    clerk: Actor, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    file_id = silent_file(clerk, monkeypatch, settings, pki.silence)
    row = check(file_id)
    assert (row.state, row.reports[0].revocation, row.asks_again) == ("valid", Revocation.UNKNOWN, True)
    with clock.frozen(NOW + timedelta(minutes=30)):
        assert checks.out_of_date(9) == []
    monkeypatch.setattr(checks, "Network", lambda: Network(pki.answers()))
    with clock.frozen(NOW + timedelta(hours=2)):
        assert checks.out_of_date(9) == [file_id]
        check_again()
    row = checks.checks_of([file_id])[file_id]
    assert (row.state, row.reports[0].trust, row.asks_again) == ("opposed", Trust.REVOKED, False)


def test_asking_ends_after_the_last_wait(
    clerk: Actor, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    file_id = silent_file(clerk, monkeypatch, settings, pki.silence)
    check(file_id)
    SignatureCheck.objects.unscoped(reason="test").update(tries=99)
    assert not check(file_id).asks_again


def test_bytes_that_are_away_stop_nobody(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    lost, whole = signed_file(clerk), signed_file(clerk, made.issued())
    for file_id in (lost, whole):
        check(file_id)
    trust_ours()
    read = files.read

    def away(file_id: int) -> bytes:
        if file_id == lost:
            raise FileNotFoundError
        return read(file_id)

    monkeypatch.setattr("congso.signing.checks.files.read", away)
    check_again()
    assert (stored(lost).state, stored(whole).state) == ("untrusted", "valid")
    assert checks.out_of_date(9) == []


def test_evidence_goes_with_the_content(clerk: Actor) -> None:
    file_id = signed_file(clerk)
    check(file_id)
    files.purge(actor=clerk, file_id=file_id, reason="Thử")
    assert check(file_id).state == "none"
    assert checks.checks_of([file_id]) == {}
    with pytest.raises(NotFound):
        checks.check_file(0)


def test_only_the_agency_of_the_file_sees_its_check(clerk: Actor) -> None:
    file_id = signed_file(clerk)
    check(file_id)
    assert list(checks.checks_for(clerk, [file_id])) == [file_id]
    stranger = make_actor(make_agency("Sở Y tế"), Role.CLERK)
    assert checks.checks_for(stranger, [file_id]) == {}
    with pytest.raises(UnscopedQuery):
        list(SignatureCheck.objects.all())


def test_the_evidence_is_for_whoever_may_read_the_file(clerk: Actor, client: Client) -> None:
    file_id = signed_file(clerk, made.issued())
    trust_ours()
    url = reverse("signing:evidence", args=["file", file_id])
    sign_in(client, clerk)
    early = client.get(url).content.decode()
    assert "Hợp lệ" in early
    check(file_id)
    page = client.get(url).content.decode()
    assert page.count("Công Sở Demo Root CA") == 2
    assert "Trần Thị Bình → Công Sở Demo CA → Công Sở Demo Root CA" in page
    assert "theo 1 chứng thư gốc" in page
    assert reverse("files:original", args=["file", file_id, file_id]) in page
    sign_in(client, make_actor(make_agency("Sở Y tế"), Role.CLERK))
    assert client.get(url).status_code == 404
    sign_in(client, make_actor(clerk.agency_id and files_agency(clerk), Role.CLERK))
    assert client.get(url).status_code == 404


def files_agency(actor: Actor) -> Any:
    from congso.people import api as people

    return people.agency(actor.agency_id or 0)


def test_broken_and_unsigned_files_are_told_plainly(clerk: Actor, client: Client) -> None:
    sign_in(client, clerk)
    spoilt = signed_file(clerk, made.with_flipped_byte(made.signed()))
    page = client.get(reverse("signing:evidence", args=["file", spoilt])).content.decode()
    assert "Không còn đúng" in page
    assert "không còn như lúc ký" in page
    bare = signed_file(clerk, text_pdf("Không ký"))
    page = client.get(reverse("signing:evidence", args=["file", bare])).content.decode()
    assert "không có chữ ký số" in page
    office = make_file(clerk, "c.docx", word("a")).id
    page = client.get(reverse("signing:evidence", args=["file", office])).content.decode()
    assert "Không có tệp PDF nào" in page
