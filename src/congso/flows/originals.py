"""An original is broken: whoever looks after the installation hears it at once."""

from congso.files.events import BytesDamaged
from congso.kernel.refs import SubjectRef
from congso.notices import api as notices
from congso.people import api as people

URL = "/tep/toan-ven/"


def keepers_told(event: BytesDamaged) -> None:
    """One notice for each; a second broken file while it is unread is another notice."""
    told = people.installation_admin_ids()
    notices.notify(told, "flows.bytes_damaged", {"sha256": event.sha256[:12]}, SubjectRef("fixity", 0), URL)
