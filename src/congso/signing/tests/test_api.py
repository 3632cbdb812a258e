"""Through the face of the app, with the database."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from congso.audit import api as audit
from congso.kernel import clock, wording
from congso.kernel.actor import Actor, Role
from congso.kernel.errors import Refusal
from congso.kernel.refs import SubjectRef
from congso.kernel.scoping import UnscopedQuery
from congso.kernel.testing import actor
from congso.people.testing import IssuingBodyFactory, PersonFactory
from congso.signing import api, demo_ca, keyring, queries, samples, testing
from congso.signing.models import Certificate, Picture
from congso.signing.tests import made

pytestmark = pytest.mark.django_db
STRANGER = actor(Role.ADMIN, agency_id=-1)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    keyring.forget()


@pytest.fixture
def person() -> SubjectRef:
    return api.person_owner(PersonFactory().pk)


@pytest.fixture
def body() -> SubjectRef:
    return api.body_owner(IssuingBodyFactory().pk)


def admin_of(body: SubjectRef) -> Actor:
    agency_id = IssuingBodyFactory._meta.model.objects.get(pk=body.id).agency_id
    return actor(Role.ADMIN, agency_id=agency_id)


def code_of(act: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refusal) as caught:
        act(*args, **kwargs)
    assert wording.has(caught.value.code)
    assert "%(" not in wording.explain(caught.value)
    return caught.value.code


def test_person_then_body_from_their_stored_keys(person: SubjectRef, body: SubjectRef) -> None:
    testing.give_key(person)
    testing.give_key(body)
    with clock.frozen(testing.MOMENT):
        pdf = api.sign_personal(made.prepared(), api.hand_for(person.id))
        pdf = api.fill_and_seal(pdf, api.hand_for_body(body.id), number="15", issued_on=clock.today())
    assert api.faults_of_issued(pdf) == ()
    assert [report.trust for report in api.validate(pdf)] == [api.Trust.TRUSTED] * 2
    assert {report.trust for report in api.validate(pdf, ())} == {api.Trust.NOT_CHECKED}
    assert api.faults_of_issued(pdf, (demo_ca.make_ca(_years(1)).root.der,)) == (api.Fault.UNTRUSTED,)


def _years(number: int) -> demo_ca.Validity:
    return demo_ca.Validity(testing.SINCE, testing.SINCE + timedelta(days=365 * number))


def test_keys_stay_open_and_queries_stay_few(person: SubjectRef, django_assert_num_queries: Any) -> None:
    testing.give_key(person)
    with clock.frozen(testing.MOMENT):
        first = api.signer_for(person.id)
        with django_assert_num_queries(2):
            assert api.signer_for(person.id) is first
        with django_assert_num_queries(1):
            assert api.certificate_state(person).ok


def test_state_of_a_certificate_follows_the_clock(person: SubjectRef, body: SubjectRef) -> None:
    assert api.certificate_state(person).reason == "signing.certificate_missing"
    testing.give_key(person)
    seen = {
        day: api.certificate_state(person, at=day).state
        for day in (testing.SINCE - timedelta(days=1), testing.MOMENT, testing.UNTIL + timedelta(days=1))
    }
    assert list(seen.values()) == [api.State.NOT_YET_VALID, api.State.OK, api.State.EXPIRED]
    state = api.certificate_state(person, at=testing.MOMENT)
    assert (state.issuer, state.demo, state.reason) == ("Công Sở Demo CA", True, "")
    assert [one.certificate_id for one in api.certificates_of(person)] == [state.certificate_id]
    assert api.certificates_of(body) == []


def test_no_hand_without_a_fit_certificate(person: SubjectRef, body: SubjectRef) -> None:
    assert code_of(api.hand_for, person.id) == "signing.certificate_missing"
    assert code_of(api.signer_for_body, body.id) == "signing.certificate_missing"
    testing.give_key(person)
    assert (
        code_of(api.hand_for, person.id, at=testing.SINCE - timedelta(1))
        == "signing.certificate_not_yet_valid"
    )
    assert code_of(api.hand_for, person.id, at=testing.UNTIL + timedelta(1)) == "signing.certificate_expired"


def test_revoked_from_now_on(body: SubjectRef) -> None:
    certificate = testing.give_key(body)
    boss = admin_of(body)
    with clock.frozen(testing.MOMENT):
        assert code_of(api.revoke_certificate, actor=STRANGER, certificate_id=certificate, reason="x") == (
            "signing.may_not_manage"
        )
        api.revoke_certificate(actor=boss, certificate_id=certificate, reason="Mất thiết bị")
        assert code_of(api.hand_for_body, body.id) == "signing.certificate_revoked"
        assert code_of(api.revoke_certificate, actor=boss, certificate_id=certificate, reason="") == (
            "signing.certificate_revoked"
        )
    assert api.certificate_state(body, at=testing.MOMENT - timedelta(hours=1)).ok
    assert code_of(api.revoke_certificate, actor=boss, certificate_id=0, reason="") == (
        "signing.certificate_unknown"
    )
    assert [line.verb for line in audit.trail([body])] == ["signing.certificate_revoked"]


def test_adding_a_certificate(body: SubjectRef) -> None:
    store = demo_ca.to_pkcs12(samples.agency("rsa2048"), b"mat khau")
    boss = admin_of(body)
    assert code_of(api.add_certificate, actor=STRANGER, owner=body, store=store, password="mat khau") == (
        "signing.may_not_manage"
    )
    assert code_of(api.add_certificate, actor=boss, owner=body, store=store, password="sai") == (
        "signing.key_unreadable"
    )
    api.add_certificate(actor=boss, owner=body, store=store, password="mat khau")
    assert (
        api.signer_for_body(body.id, at=testing.MOMENT).certificate == samples.agency("rsa2048").certificate
    )
    assert code_of(api.add_certificate, actor=boss, owner=body, store=store, password="mat khau") == (
        "signing.certificate_known"
    )
    (line,) = audit.trail([body])
    assert line.data["serial"] == api.certificate_state(body, at=testing.MOMENT).serial


def test_a_changed_secret_of_the_installation_is_said(body: SubjectRef, settings: Any) -> None:
    testing.give_key(body)
    settings.SECRET_KEY = "another"
    assert code_of(api.hand_for_body, body.id, at=testing.MOMENT) == "signing.key_unreadable"


def test_pictures(person: SubjectRef, body: SubjectRef) -> None:
    assert api.picture_of(person) is None
    png = made.demo_images.signature_png("a")
    me = actor(Role.OFFICER, person_id=person.id)
    api.set_picture(actor=me, owner=person, png=png)
    assert api.picture_of(person) == png
    assert code_of(api.set_picture, actor=me, owner=person, png=b"GIF") == "signing.image_unreadable"
    assert code_of(api.set_picture, actor=me, owner=body, png=png) == "signing.may_not_manage"
    assert code_of(queries.hand_of, SubjectRef("unit", 1)) == "signing.certificate_unknown"


def test_many_documents_in_one_go(person: SubjectRef) -> None:
    testing.give_key(person)
    hand = api.hand_for(person.id, at=testing.MOMENT)
    files = {1: made.prepared(), 2: made.signed(), 3: made.prepared()}
    outcomes = list(api.sign_each([(key, lambda key=key: files[key]) for key in files], hand))
    assert [(one.key, one.pdf is not None) for one in outcomes] == [(1, True), (2, False), (3, True)]
    assert outcomes[1].refusal is not None
    assert outcomes[1].refusal.code == "signing.field_signed"


def test_demo_keys_are_made_once(person: SubjectRef, body: SubjectRef) -> None:
    owners = [
        api.DemoOwner(person, "Trần Thị Bình", "Ủy ban nhân dân tỉnh Mẫu", "Mẫu"),
        api.DemoOwner(body, "Ủy ban nhân dân tỉnh Mẫu", "tỉnh Mẫu", "Mẫu"),
    ]
    assert api.load_demo_keys(owners, since=testing.SINCE, until=testing.UNTIL) == 2
    assert api.load_demo_keys(owners, since=testing.SINCE, until=testing.UNTIL) == 0
    assert api.picture_of(body) == samples_seal()
    state = api.certificate_state(person, at=testing.MOMENT)
    assert (state.ok, state.demo, state.subject) == (True, True, "Trần Thị Bình")
    pdf = api.sign_personal(made.prepared(), api.hand_for(person.id, at=testing.MOMENT))
    assert [report.trust for report in api.validate(pdf)] == [api.Trust.TRUSTED]
    without = api.DemoOwner(api.person_owner(PersonFactory().pk), "Lê Văn Cường", "Sở Nội vụ", "Mẫu")
    assert api.load_demo_keys([without], since=testing.SINCE, until=testing.UNTIL, pictures=False) == 1
    assert api.picture_of(without.ref) is None


def samples_seal() -> bytes:
    return made.demo_images.seal_png("Ủy ban nhân dân", "tỉnh Mẫu")


def test_demo_names_say_that_they_bind_nobody() -> None:
    assert demo_ca.DEMO.encode() in samples.person().certificate
    assert demo_ca.DEMO.encode() in samples.authority().root.der


def test_a_foreign_demo_folder_is_refused(tmp_path: Path) -> None:
    ca = demo_ca.load_or_make_ca(tmp_path / "ca", _years(1), b"secret")
    again = demo_ca.load_or_make_ca(tmp_path / "ca", _years(1), b"secret")
    assert again.trust_roots == ca.trust_roots
    (tmp_path / "ca" / "demo-ca.p12").write_bytes(demo_ca.to_pkcs12(samples.person("rsa2048"), b"secret"))
    with pytest.raises(ValueError, match="something else"):
        demo_ca.load_or_make_ca(tmp_path / "ca", _years(1), b"secret")


def test_trusted_roots_are_a_folder(tmp_path: Path, settings: Any) -> None:
    assert api.trust_roots() == ()
    settings.CONGSO_TRUST_ROOTS = str(tmp_path / "roots")
    folder = tmp_path / "roots"
    folder.mkdir()
    (folder / "a.der").write_bytes(samples.authority().root.der)
    (folder / "b.pem").write_text("nothing")
    (folder / "notes.txt").write_text("nothing")
    assert api.trust_roots() == samples.authority().trust_roots


def test_tables_refuse_to_be_read_without_a_reason() -> None:
    for model in (Certificate, Picture):
        with pytest.raises(UnscopedQuery):
            list(model.objects.all())


def test_keyring_has_a_limit(person: SubjectRef, body: SubjectRef, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "LIMIT", 1)
    for owner in (person, body):
        testing.give_key(owner)
    moment: datetime = testing.MOMENT
    first = api.signer_for(person.id, at=moment)
    api.signer_for_body(body.id, at=moment)
    assert api.signer_for(person.id, at=moment) is not first
