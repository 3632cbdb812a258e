"""What other apps' tests take from here."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from congso.kernel.actor import Actor
from congso.kernel.refs import SubjectRef
from congso.signing import demo_ca, hands, keyring, places, trust
from congso.signing.actions.add_certificate import add_elsewhere, certificate_row
from congso.signing.adapters.csc import Remote, Service
from congso.signing.adapters.csc.line import Line
from congso.signing.adapters.csc.simulator import CREDENTIAL, Asked, Simulator
from congso.signing.demo_ca import Validity
from congso.signing.demo_images import seal_png, signature_png
from congso.signing.owners import BODY, body, person
from congso.signing.pictures import keep_picture
from congso.signing.samples import MOMENT, SINCE, UNTIL, authority, boxes, unsigned_page

__all__ = [
    "MOMENT",
    "SINCE",
    "UNTIL",
    "authority",
    "boxes",
    "give_key",
    "give_key_to_body",
    "give_key_to_person",
    "give_remote_key",
    "give_token_key",
    "line_to",
    "unsigned_page",
]


def give_key(owner: SubjectRef, *, since: datetime = SINCE, until: datetime = UNTIL) -> int:
    """A certificate of the test authority, trusted from now on, and a picture. Needs the database; returns its id.

    Valid from 1/1/2026 to 1/1/2028 unless said otherwise: tests that sign stand on a day between.
    """
    trust.add_root("test-root", authority().root.der)
    name = demo_ca.person_name(f"{owner.kind} {owner.id}", "Ủy ban nhân dân tỉnh Mẫu", "Mẫu", f"DEMO:{owner}")
    row = certificate_row(owner, authority().certify(name, Validity(since, until)), demo=True)
    row.save()
    picture = seal_png("Ủy ban nhân dân", "tỉnh Mẫu") if owner.kind == BODY else signature_png(str(owner))
    keep_picture(owner, picture)
    keyring.forget()
    return row.pk


def give_key_to_person(person_id: int, *, since: datetime = SINCE, until: datetime = UNTIL) -> int:
    return give_key(person(person_id), since=since, until=until)


def give_key_to_body(body_id: int, *, since: datetime = SINCE, until: datetime = UNTIL) -> int:
    return give_key(body(body_id), since=since, until=until)


def line_to(simulator: Simulator, calls: list[str] | None = None) -> Line:
    """A line that ends in this very process; `calls` notes what was asked."""

    def post(url: str, headers: Mapping[str, str], body: bytes, _waits: int) -> tuple[int, bytes]:
        path = url.split("/csc/", 1)[1].split("/", 1)[1]
        if calls is not None:
            calls.append(path)
        status, answer = simulator.answer(path, body, headers.get("Authorization", ""))
        return status, json.dumps(answer).encode()

    return post


def give_remote_key(
    person_id: int, monkeypatch: Any, decide: Callable[[Asked], str] = lambda _asked: "yes", calls: Any = None
) -> Simulator:
    """A key at a remote service made up here, in use from now on; `decide` stands for the person and their phone."""
    trust.add_root("test-root", authority().root.der)
    name = demo_ca.person_name(f"person {person_id}", "Ủy ban nhân dân tỉnh Mẫu", "Mẫu", f"FAR:{person_id}")
    signer = authority().certify(name, Validity(SINCE, UNTIL))
    made = Simulator(signer, decide)
    service = Service("thu", "Dịch vụ thử", "https://ky-so.example/csc/v2", "congso", "-")
    found = Remote(service, line_to(made, calls), pause=lambda _seconds: None)
    monkeypatch.setattr(places, "remote", lambda _name: found)
    monkeypatch.setattr(places, "services", lambda: (service,))
    owner = person(person_id)
    add_elsewhere(
        actor=Actor.system(), owner=owner, kind=places.REMOTE, material=places.remote_material("thu", CREDENTIAL),
        certificate=signer.certificate, chain=signer.chain,
    )  # fmt: skip
    keep_picture(owner, signature_png(str(owner)))
    return made


def give_token_key(person_id: int, monkeypatch: Any, opened: Any) -> int:
    """A key on a token that is not there, in use from now on: `opened` stands for `adapters.pkcs11.session_of`."""
    name = demo_ca.person_name(f"person {person_id}", "Ủy ban nhân dân tỉnh Mẫu", "Mẫu", f"TOKEN:{person_id}")
    signer = authority().certify(name, Validity(SINCE, UNTIL))
    monkeypatch.setattr(places, "libraries", lambda: (places.Library("thu", "/none.so"),))
    monkeypatch.setattr(hands, "session_of", opened)
    return add_elsewhere(
        actor=Actor.system(), owner=person(person_id), kind=places.TOKEN,
        material=places.token_material("thu", "1", "01"), certificate=signer.certificate, chain=signer.chain,
    )  # fmt: skip
