"""What the page of an arrival says of the package that brought it; handed to `documents` at start-up."""

from congso.exchange import texts
from congso.exchange.models import Inbox
from congso.kernel.actor import Actor


def package_words(agency_id: int, delivery_id: int) -> tuple[str, str, str]:
    """(kind, icon, words) about the signature of the package, empty words for a delivery inside the installation. One query.
    The reader has seen the arrival by the policy of `documents`.
    """
    rows = Inbox.objects.for_actor(Actor.system(agency_id)).filter(delivery_id=delivery_id, kind="edoc")
    found = rows.exclude(signature="").order_by("pk").values_list("signature", "signer").first()
    return texts.signature_state(*found) if found else ("", "", "")
