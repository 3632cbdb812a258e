"""Keys for the people and bodies of the demo province."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from congso.kernel import clock
from congso.kernel.refs import SubjectRef
from congso.signing import demo_ca, keyring, trust
from congso.signing.actions.add_certificate import certificate_row
from congso.signing.demo_ca import DemoCA, Validity
from congso.signing.demo_images import seal_png, signature_png
from congso.signing.models import Certificate, Picture
from congso.signing.owners import BODY

NO_SCOPE = "the loader of the demo"


@dataclass(frozen=True)
class DemoOwner:
    """A person or body. `organization` is the agency (of a body: the one above it, shown on the seal's lower rim)."""

    ref: SubjectRef
    name: str
    organization: str
    place: str


def load_demo_keys(
    owners: Iterable[DemoOwner], *, since: datetime, until: datetime, pictures: bool = True
) -> int:
    """Certificate and picture for each owner that has none; returns how many were made.

    The demo authority lives in the data folder and joins the trusted roots. Names are always the same, keys are not.
    """
    ca = _authority(Validity(since, until))
    known = set(Certificate.objects.unscoped(reason=NO_SCOPE).values_list("owner_kind", "owner_id"))
    missing = [owner for owner in owners if (owner.ref.kind, owner.ref.id) not in known]
    validity = Validity(since, until)
    with transaction.atomic():
        Certificate.objects.bulk_create([_certificate(ca, owner, validity) for owner in missing])
        if pictures:
            Picture.objects.bulk_create([_picture(owner) for owner in missing], ignore_conflicts=True)
    return len(missing)


def _authority(validity: Validity) -> DemoCA:
    ca = demo_ca.load_or_make_ca(settings.DATA_DIR / "demo-ca", validity, keyring.store_password())
    trust.add_root("demo-root", ca.root.der)
    return ca


def _certificate(ca: DemoCA, owner: DemoOwner, validity: Validity) -> Certificate:
    uid = f"DEMO:{owner.ref.kind}:{owner.ref.id}"
    name = demo_ca.person_name(owner.name, owner.organization, owner.place, uid)
    return certificate_row(owner.ref, ca.certify(name, validity), demo=True)


def _picture(owner: DemoOwner) -> Picture:
    if owner.ref.kind == BODY:
        # "Ủy ban nhân dân" along the upper rim, "tỉnh Mẫu" along the lower: not the place twice.
        png = seal_png(owner.name.removesuffix(owner.organization).strip(), owner.organization)
    else:
        png = signature_png(owner.name)
    return Picture(owner_kind=owner.ref.kind, owner_id=owner.ref.id, png=png, set_at=clock.now())
