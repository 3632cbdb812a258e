"""Jobs of this domain, registered by importing the actions that declare them."""

from congso.mail.actions.collect import collect, visit_mailboxes
from congso.mail.actions.deliver import deliver, send_waiting

__all__ = ["collect", "deliver", "send_waiting", "visit_mailboxes"]
