"""What other apps' tests take from here."""

from datetime import datetime

from congso.kernel.refs import SubjectRef
from congso.signing import demo_ca, keyring, trust
from congso.signing.actions.add_certificate import certificate_row
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
